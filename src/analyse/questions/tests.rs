use super::*;
use crate::cube::fixture::{book, by, lines, period};
use crate::model::{Grain, Texts, Words};

/// Reads lines of `customer,day,amount,product,quantity,shipped,owner`, the last three may be empty.
fn told(text: &str, as_of: &str) -> (Cube, Orders) {
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.trim().split(',').collect()).collect();
    let short: Vec<String> = rows.iter().map(|row| row[..3].join(",")).collect();
    let mut orders = book(&lines(&short.join("\n")), crate::cube::fixture::day(as_of));
    let texts = |at: usize| {
        let mut values = Words::default();
        let mut names: Vec<&str> = Vec::new();
        let codes = rows.iter().map(|row| {
            names.iter().position(|name| *name == row[at]).unwrap_or_else(|| {
                names.push(row[at]);
                values.push(row[at]);
                names.len() - 1
            }) as u32
        });
        let codes: Vec<u32> = codes.collect();
        Texts { codes, values: values.into() }
    };
    orders.product = texts(3);
    orders.texts.insert("owner".into(), texts(6));
    orders.quantity = rows.iter().map(|row| row[4].parse::<i64>().unwrap() * 10_000).collect();
    let day = |text: &str| if text.is_empty() { i32::MIN } else { crate::cube::fixture::day(text).number() };
    orders.dates.insert("ship_date".into(), rows.iter().map(|row| day(row[5])).collect());
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    (cube, orders)
}

fn asked(text: &str, as_of: &str) -> Questions {
    let (cube, orders) = told(text, as_of);
    questions(&cube, &orders, &[0], [period("2024Q1"), period("2024Q2")]).pop().unwrap()
}

fn topics(one: &Questions) -> Vec<Topic> {
    one.list.iter().map(|question| question.topic).collect()
}

/// Four orders of 300 a quarter, then two of 135: fewer and smaller; three pumps at 50 and hoses at 10, then pumps at 55 alone,
/// a tenth sent back; shipped after 10 days, then 20; by Li, then by Chen.
const BOOK: &str = "a,2024-01-10,150,pump,3,2024-01-20,Li\na,2024-01-10,150,hose,15,2024-01-20,Li
    a,2024-02-01,150,pump,3,2024-02-11,Li\na,2024-02-01,150,hose,15,2024-02-11,Li
    a,2024-02-20,150,pump,3,2024-03-01,Li\na,2024-02-20,150,belt,5,2024-03-01,Li
    a,2024-03-11,150,pump,3,2024-03-21,Li\na,2024-03-11,150,hose,15,2024-03-21,Li
    a,2024-04-10,165,pump,3,2024-04-30,Chen\na,2024-05-20,110,pump,2,2024-06-09,Chen\na,2024-06-25,55,pump,1,2024-06-30,Chen
    a,2024-06-26,-33,pump,-1,,Chen";

#[test]
fn each_sign_leads_to_its_question() {
    let one = asked(BOOK, "2024-06-30");
    use Topic::*;
    assert_eq!(topics(&one), [Products, Price, Quality, Delivery, Capacity, Contact, Competitor, Market]);
    let sign = |topic| one.list.iter().find(|question| question.topic == topic).unwrap().because.clone();
    let gone = vec![Gone { product: "hose".into(), amount: Money::from_raw(4_500_000) }];
    // Belts were bought on one day only; that they are gone says nothing.
    assert_eq!(sign(Products), Sign::FewerProducts { before: 3, now: 1, by_category: false, gone });
    // 6 − 1 pumps for 330 − 33 = 297 now; at 600 ÷ 12 = 50 they were 250.
    let Sign::Dearer { rate, products: 1 } = sign(Price) else { panic!() };
    assert!((rate - 0.188).abs() < 1e-12, "{rate}");
    assert_eq!(sign(Quality), Sign::MoreCredits { before: 0.0, now: 0.1, amount: Money::from_raw(-330_000) });
    // 20, 20 and 5 days.
    assert_eq!(sign(Delivery), Sign::Slower { before: 10.0, now: 20.0 });
    assert_eq!(sign(Capacity), Sign::BookSlower { before: 10.0, now: 20.0 });
    let since = crate::cube::fixture::day("2024-04-10");
    assert_eq!(sign(Contact), Sign::OtherOwner { before: "Li".into(), now: "Chen".into(), since });
    // Four orders of 1,200 in all; three of 330: without numbers a day is an order, and the credit's day is none.
    assert_eq!(sign(Competitor), Sign::SmallerOrders { before: 300.0, now: 110.0 });
    assert_eq!(sign(Market), Sign::FewerOrders { before: 4, now: 3 });
}

#[test]
fn nothing_is_asked_where_nothing_changed() {
    let text = "a,2024-01-10,150,pump,3,,Li\na,2024-02-10,150,pump,3,,Li\na,2024-04-10,140,pump,3,,Li\na,2024-05-10,140,pump,3,,Li";
    assert_eq!(asked(text, "2024-06-30").list, []);
}

#[test]
fn of_a_silent_customer_the_years_before_its_last_order_are_compared() {
    // Orders of 100: one on 2021-12-01, monthly in 2022, every second month in 2023, the last on 2023-12-15.
    let mut text = "a,2021-12-01,100,pump,1,,Li\n".to_owned();
    for month in 1..=12 {
        text.push_str(&format!("a,2022-{month:02}-15,100,pump,1,,Li\n"));
        if month % 2 == 0 {
            text.push_str(&format!("a,2023-{month:02}-15,100,pump,1,,Li\n"));
        }
    }
    text.push_str("b,2024-05-05,5,pump,1,,Li");
    let one = asked(&text, "2024-06-30");
    let days =
        |from: &str, to: &str| Some(Days { from: crate::cube::fixture::day(from), to: crate::cube::fixture::day(to) });
    assert_eq!((one.before, one.now), (days("2021-12-16", "2022-12-15"), days("2022-12-16", "2023-12-15")));
    assert_eq!(topics(&one), [Topic::Contact, Topic::Competitor, Topic::Market]);
    // 198 days from 15 December; the gaps are 11 of 28 to 31 days, one of 45, and 6 of 59 to 62: the median of 18 is 31.
    assert_eq!(one.list[0].because, Sign::Silent { silence: 198, usual: Some(31.0) });
    assert_eq!(one.list[2].because, Sign::FewerOrders { before: 12, now: 6 });
}

#[test]
fn of_a_short_history_only_the_silence_is_told() {
    let one =
        asked("a,2024-01-10,100,pump,1,,Li\na,2024-02-10,100,pump,1,,Li\nb,2024-05-05,5,pump,1,,Li", "2024-06-30");
    assert_eq!((one.before, topics(&one)), (None, vec![Topic::Contact, Topic::Competitor]));
    assert_eq!(one.list[0].because, Sign::Silent { silence: 141, usual: None });
}
