//! The axes of a pivot: each row's code along each, and what the codes are called.

use rustc_hash::{FxHashMap, FxHashSet};

use super::clock::{Clock, days};
use super::table::Label;
use crate::model::{Axis, By, DatePart, Dated, Day, Every, Orders, Pivot};

/// The axes, down and across.
pub struct Axes<'a> {
    pub down: Vec<Along<'a>>,
    pub across: Vec<Along<'a>>,
}

impl<'a> Axes<'a> {
    /// Codes the rows along each axis.
    pub fn new(orders: &'a Orders, asked: &Pivot, fiscal_start: u8, clock: &Clock) -> Axes<'a> {
        let along = |axes: &[Axis]| axes.iter().map(|axis| Along::new(orders, axis, fiscal_start, clock)).collect();
        Axes { down: along(&asked.rows), across: along(&asked.cols) }
    }
}

/// One axis.
pub struct Along<'a> {
    codes: Codes<'a>,
    /// By code; the last is that of a blank.
    pub labels: Vec<Label>,
    /// By code, what tells two of one name apart.
    pub keys: Vec<String>,
    /// Whether codes are in the order of time.
    pub is_time: bool,
    /// The length of its periods, where it has some.
    pub every: Option<Every>,
    /// Whether it goes by the date of the clock, so that a base is shown where the clock says.
    by_clock: bool,
    /// The number of its first period.
    pub first: i32,
    /// The codes that share their names with others.
    shared: FxHashSet<u32>,
}

enum Codes<'a> {
    /// A code a row; blanks are beyond the last.
    Rows(&'a [u32]),
    /// A code a day, from the first day on.
    Days { days: &'a [i32], first: i32, codes: Vec<u32> },
}

/// How many days further than the rows a base may lie.
const BEYOND: i32 = 800;

impl<'a> Along<'a> {
    fn new(orders: &'a Orders, axis: &Axis, fiscal_start: u8, clock: &Clock) -> Along<'a> {
        let own = |dated: &Dated| clock.of.as_ref().is_some_and(|(_, of)| of == dated);
        match &axis.by {
            By::Customer => {
                let names = orders.clients.iter().map(|client| Label::Text(client.name.clone()));
                let keys = orders.clients.iter().map(|client| client.key.clone());
                Along::texts(&orders.client, names.collect(), keys.collect())
            }
            By::Column(name) => match orders.texts.get(name) {
                Some(texts) => {
                    let names: Vec<Label> = texts.values.iter().map(|text| Label::Text(text.to_owned())).collect();
                    let keys = vec![String::new(); names.len()];
                    Along::texts(&texts.codes, names, keys)
                }
                None => Along::texts(&[], Vec::new(), Vec::new()),
            },
            By::Every(every, dated) => {
                let days = days(orders, dated);
                let (first, last) = ends(days);
                let number = |day: i32| clock.number(*every, day);
                let low = number(first);
                let labels = (low..=number(last)).map(|number| match clock.period(*every, number) {
                    Some(period) => Label::Text(period.label()),
                    None => Label::Text(Day::from_number(number).to_string()),
                });
                let codes = (first..=last).map(|day| (number(day) - low) as u32).collect();
                let along = Along::time(days, first, codes, labels.collect());
                Along { every: Some(*every), by_clock: own(dated), first: low, ..along }
            }
            By::Part(part, dated) => {
                let days = days(orders, dated);
                let (first, last) = ends(days);
                let of = |day: i32| {
                    let day = Day::from_number(day);
                    let month = (i32::from(day.ymd().1) - i32::from(fiscal_start)).rem_euclid(12) as u32;
                    match part {
                        DatePart::MonthOfYear => month,
                        DatePart::QuarterOfYear => month / 3,
                        DatePart::Weekday => day.weekday() as u32,
                    }
                };
                let codes = (first..=last).map(of).collect();
                let labels = match part {
                    // The first month of the fiscal year comes first.
                    DatePart::MonthOfYear => (0..12).map(|at| Label::Month((at + fiscal_start - 1) % 12 + 1)).collect(),
                    DatePart::QuarterOfYear => (1..=4).map(Label::Quarter).collect(),
                    DatePart::Weekday => (0..7).map(Label::Weekday).collect(),
                };
                Along { by_clock: own(dated), ..Along::time(days, first, codes, labels) }
            }
        }
    }

    fn texts(codes: &'a [u32], mut labels: Vec<Label>, mut keys: Vec<String>) -> Along<'a> {
        labels.push(Label::Blank);
        keys.push(String::new());
        let mut names: FxHashMap<&Label, Vec<u32>> = FxHashMap::default();
        if keys.iter().any(|key| !key.is_empty()) {
            labels.iter().zip(0..).for_each(|(label, code)| names.entry(label).or_default().push(code));
        }
        let shared = names.into_values().filter(|codes| codes.len() > 1).flatten().collect();
        let codes = Codes::Rows(codes);
        Along { codes, labels, keys, is_time: false, every: None, by_clock: false, first: 0, shared }
    }

    fn time(days: &'a [i32], first: i32, codes: Vec<u32>, mut labels: Vec<Label>) -> Along<'a> {
        labels.push(Label::Blank);
        let keys = vec![String::new(); labels.len()];
        let codes = Codes::Days { days, first, codes };
        let shared = FxHashSet::default();
        Along { codes, labels, keys, is_time: true, every: None, by_clock: false, first: 0, shared }
    }

    /// Says whether it goes by the date of the clock.
    pub fn is_clock(&self) -> bool {
        self.by_clock
    }

    /// Says whether another code has the same name.
    pub fn shared(&self, code: u32) -> bool {
        self.shared.contains(&code)
    }

    fn blank(&self) -> u32 {
        self.labels.len() as u32 - 1
    }

    /// Gives a row's code.
    pub fn code(&self, row: usize) -> u32 {
        match &self.codes {
            Codes::Rows(codes) => codes.get(row).map_or(self.blank(), |code| (*code).min(self.blank())),
            Codes::Days { days, .. } => days.get(row).map_or(self.blank(), |day| self.of_day(*day)),
        }
    }

    /// Gives the code that a row has as the base of a period that begins on a day.
    pub fn code_as_base(&self, row: usize, begins: i32) -> u32 {
        // What comes again, such as a month of any year, is the row's own.
        if self.by_clock && self.every.is_some() { self.of_day(begins) } else { self.code(row) }
    }

    fn of_day(&self, day: i32) -> u32 {
        match &self.codes {
            Codes::Days { first, codes, .. } if day >= *first => {
                codes.get((day - first) as usize).copied().unwrap_or(self.blank())
            }
            _ => self.blank(),
        }
    }
}

/// Gives the first and the last day that may be asked for.
fn ends(days: &[i32]) -> (i32, i32) {
    let known = || days.iter().copied().filter(|day| *day != i32::MIN);
    (known().min().unwrap_or(0) - BEYOND, known().max().unwrap_or(0) + BEYOND)
}
