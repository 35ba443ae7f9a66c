//! Small books for the tests of this room and of those behind it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Client, Day, Grain, Local, Orders, Period, Span, Texts, Words};

/// One order line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub customer: String,
    pub day: Day,
    pub number: Option<String>,
    /// In ten-thousandths.
    pub amount: i64,
}

/// Reads a day such as `2025-09-30`.
pub fn day(text: &str) -> Day {
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::from_ymd(parts[0], parts[1], parts[2]).unwrap()
}

/// Reads a label such as `2025Q3`.
pub fn period(label: &str) -> Period {
    Period::parse(label, 1).unwrap()
}

/// Gives a calendar of calendar years.
pub fn by(grain: Grain) -> crate::model::Calendar {
    crate::model::Calendar { grain, fiscal_start: 1 }
}

/// Reads lines of `customer,day,amount[,number]`, amounts in whole units.
pub fn lines(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let parts: Vec<&str> = line.trim().split(',').collect();
        let number = parts.get(3).map(|number| (*number).to_owned());
        let amount = parts[2].parse::<i64>().unwrap() * 10_000;
        Line { customer: parts[0].into(), day: day(parts[1]), number, amount }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

/// Makes a book of lines; numbers are mapped where a line has one. Amounts stand for quantities, customers for products.
pub fn book(lines: &[Line], as_of: Day) -> Orders {
    let keys: Vec<&String> =
        lines.iter().map(|line| (&line.customer, ())).collect::<BTreeMap<_, _>>().into_keys().collect();
    let place = |customer: &String| keys.binary_search(&customer).unwrap() as u32;
    let mut order = Texts::default();
    let mut numbers = Words::default();
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    if lines.iter().any(|line| line.number.is_some()) {
        for line in lines {
            let code = line.number.as_deref().map_or(Texts::NONE, |number| {
                *codes.entry(number).or_insert_with(|| {
                    numbers.push(number);
                    numbers.len() as u32 - 1
                })
            });
            order.codes.push(code);
        }
    }
    order.values = numbers.into();
    let mut days: Vec<Day> = lines.iter().map(|line| line.day).collect();
    days.sort();
    let gaps = days.windows(2).map(|pair| pair[1].since(pair[0]));
    let client = lines.iter().map(|line| place(&line.customer)).collect::<Vec<u32>>();
    Orders {
        span: Span {
            first_day: days.first().copied().unwrap_or(as_of),
            last_day: days.last().copied().unwrap_or(as_of),
            as_of,
            as_of_given: true,
            ends_early: false,
            longest_gap: gaps.max().unwrap_or(0).max(3),
            sums: Vec::new(),
        },
        currency: None,
        local: None,
        decimals: 2,
        sources: Vec::new(),
        clients: keys.iter().map(|key| Client { key: (*key).clone(), name: key.to_uppercase() }).collect(),
        product: Texts { values: Arc::new(keys.iter().collect()), codes: client.clone() },
        client,
        names: Texts::default(),
        day: lines.iter().map(|line| line.day.number()).collect(),
        amount: lines.iter().map(|line| line.amount).collect(),
        order,
        category: Texts::default(),
        quantity: lines.iter().map(|line| line.amount).collect(),
        texts: BTreeMap::new(),
        moneys: BTreeMap::new(),
        dates: BTreeMap::new(),
        source: Vec::new(),
        row: Vec::new(),
    }
}

/// Says of the rows of a book, by their amounts, that some were converted; the amounts written are made up.
pub fn converted(mut orders: Orders) -> Orders {
    const NAMES: [&str; 3] = ["CNY", "USD", "EUR"];
    let which: Vec<usize> = orders.amount.iter().map(|amount| amount.unsigned_abs() as usize / 100 % 3).collect();
    let mut currencies = vec![NAMES[0].to_owned()];
    let mut code = |which: usize| {
        let place = currencies.iter().position(|name| name == NAMES[which]).unwrap_or_else(|| {
            currencies.push(NAMES[which].into());
            currencies.len() - 1
        });
        place as u16
    };
    let currency = which.iter().map(|&which| code(which)).collect();
    let rows = which.iter().zip(&orders.amount).zip(&orders.day);
    let amount = rows.map(|((&which, &amount), &day)| match which {
        0 => amount,
        _ => amount / (6 + which as i64) + i64::from(day % 7) * 100,
    });
    orders.local = Some(Local { amount: amount.collect(), currency, currencies });
    orders
}

/// Gives random lines for property tests: few customers, days and numbers, so that all meet; amounts of both signs.
pub fn any_lines() -> impl proptest::strategy::Strategy<Value = Vec<Line>> {
    use proptest::prelude::*;
    let line = (0..6_u8, 0..800_i32, prop::option::of(0..12_u8), -3_000_i64..9_000).prop_map(
        |(customer, at, number, amount)| {
            let first = Day::from_ymd(2022, 12, 20).unwrap();
            Line {
                customer: format!("c{customer}"),
                day: first.plus_days(at),
                number: number.map(|number| format!("n{number}")),
                amount: amount * 100,
            }
        },
    );
    prop::collection::vec(line, 1..60)
}
