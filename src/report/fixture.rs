//! Small books made by hand for the tests of the report.

use std::collections::{BTreeMap, HashMap};

use super::{Subject, View};
use crate::analyse::{Analysis, analyse};
use crate::cube::Cube;
use crate::model::companion::Companions;
use crate::model::{
    Audit, Calendar, Client, Day, Grain, InputOptions, Lang, Money, Orders, Rules, Source, SourceAudit, Span, Tally,
    Texts,
};

/// A book with everything that a subject borrows.
pub struct Book {
    pub orders: Orders,
    pub cube: Cube,
    pub analysis: Analysis,
    pub audit: Audit,
    pub rules: Rules,
    pub input: InputOptions,
    pub companions: Companions,
}

/// One row: customer, day as `2024-05-06`, amount in whole units, product.
pub type Line<'a> = (&'a str, &'a str, i64, &'a str);

pub const VIEW: View = View::USUAL;

pub fn day(text: &str) -> Day {
    let part: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::from_ymd(part[0], part[1], part[2]).unwrap()
}

impl Book {
    /// Makes a book of lines, seen on a day.
    pub fn of(lines: &[Line<'_>], grain: Grain, as_of: &str) -> Book {
        let mut names: Vec<&str> = lines.iter().map(|line| line.0).collect();
        names.sort_unstable();
        names.dedup();
        let mut product = Texts::default();
        let mut codes: HashMap<&str, u32> = HashMap::new();
        for line in lines.iter().filter(|line| !line.3.is_empty()) {
            let next = codes.len() as u32;
            let code = *codes.entry(line.3).or_insert_with(|| {
                std::sync::Arc::make_mut(&mut product.values).push(line.3);
                next
            });
            product.codes.push(code);
        }
        let days: Vec<Day> = lines.iter().map(|line| day(line.1)).collect();
        let span = Span {
            first_day: *days.iter().min().unwrap(),
            last_day: *days.iter().max().unwrap(),
            as_of: day(as_of),
            as_of_given: true,
            ends_early: false,
            longest_gap: 400,
            sums: Vec::new(),
        };
        let source = Source { file: "orders.csv".into(), sheet: None };
        let orders = Orders {
            local: None,
            span,
            currency: None,
            decimals: 2,
            sources: vec![source.clone()],
            clients: names.iter().map(|name| Client { key: name.to_lowercase(), name: (*name).to_owned() }).collect(),
            client: lines.iter().map(|line| names.binary_search(&line.0).unwrap() as u32).collect(),
            names: Texts::default(),
            day: days.iter().map(|day| day.number()).collect(),
            amount: lines.iter().map(|line| line.2 * Money::PER_UNIT).collect(),
            order: Texts::default(),
            product,
            category: Texts::default(),
            quantity: Vec::new(),
            texts: BTreeMap::new(),
            moneys: BTreeMap::new(),
            dates: BTreeMap::new(),
            source: vec![0; lines.len()],
            row: (2..).take(lines.len()).collect(),
        };
        let all = Tally { n: lines.len() as u64, amount: orders.total() };
        let audit = Audit {
            sources: vec![SourceAudit {
                source,
                hash: "0".repeat(64),
                encoding: Some("UTF-8".into()),
                header_row: Some(1),
                mapping: Vec::new(),
                read: all,
                used: all,
                set_aside: BTreeMap::new(),
                rounded: Default::default(),
            }],
            rows: Vec::new(),
            ..Audit::default()
        };
        let rules = Rules { calendar: Calendar { grain, fiscal_start: 1 }, ..Rules::default() };
        let cube = Cube::new(&orders, rules.calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        let (input, companions) = (InputOptions::default(), Companions::default());
        Book { orders, cube, analysis, audit, rules, input, companions }
    }

    pub fn subject(&self, lang: Lang) -> Subject<'_> {
        Subject {
            analysis: &self.analysis,
            cube: &self.cube,
            orders: &self.orders,
            audit: &self.audit,
            understood: &[],
            names: None,
            aliases: &[],
            problems: &[],
            rules: &self.rules,
            costs: None,
            companions: &self.companions,
            aims: None,
            pivots: &[],
            input: &self.input,
            company: None,
            settings: None,
            lang,
        }
    }
}

/// Six customers over three years: one large, one lost, one that comes back, one new, one with a credit, one steady.
pub fn trade() -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    const QUARTERS: [&str; 10] = [
        "2022-02-10",
        "2022-05-10",
        "2022-08-10",
        "2022-11-10",
        "2023-02-10",
        "2023-05-10",
        "2023-08-10",
        "2023-11-10",
        "2024-02-10",
        "2024-05-10",
    ];
    for (at, day) in QUARTERS.into_iter().enumerate() {
        lines.push(("Alpha", day, 1_000 + 100 * at as i64, "Pump"));
        lines.push(("Beta", day, 300, "Valve"));
        if at != 4 && at != 8 {
            lines.push(("Gamma", day, 200, "Pump"));
        }
        if at < 9 {
            lines.push(("Delta", day, 150, "Valve"));
        }
    }
    lines.push(("Epsilon", "2024-04-20", 480, "Hose"));
    lines.push(("Beta", "2024-06-03", -50, "Valve"));
    lines.push(("Zeta", "2024-05-30", -20, "Hose"));
    lines
}
