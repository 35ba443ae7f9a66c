//! The rows that count so far, by column, over all files.
//!
//! Texts are coded anew over all files, once per distinct text and block; where a row stands is kept as runs, since most rows
//! follow each other.

use std::collections::BTreeMap;

use super::asked::Kept;
use super::dictionary::Dictionary;
use super::lines::Lines;
use super::number_column::Value;
use super::sink::{Key, Kind};
use super::text_column::TextColumn;
use super::view::View;
use crate::model::{Asked, Field, Orders, Texts};

/// A text column over all files.
#[derive(Default)]
pub struct Coded {
    pub texts: Dictionary,
    pub codes: Vec<u32>,
}

/// The rows that count, in the order of files and rows.
#[derive(Default)]
pub struct Rows {
    /// Customer ids and names as they stand; a row's identity is the place in one of them, doubled, plus one for a name.
    pub ids: Dictionary,
    pub names: Dictionary,
    pub who: Vec<u32>,
    /// The name beside an id; empty where no file has both.
    pub name: Vec<u32>,
    pub day: Vec<i32>,
    pub money: Vec<i64>,
    /// The code of the currency among the book's; empty where amounts are not converted.
    pub currency: Vec<u16>,
    pub texts: BTreeMap<Field, Coded>,
    /// Ten-thousandths, [`Orders::NO_QUANTITY`] where blank.
    pub numbers: BTreeMap<Field, Vec<i64>>,
    pub dates: BTreeMap<Field, Vec<i32>>,
    /// The columns that options ask for, in their order.
    pub asked: Vec<Kept>,
    /// Per row what lines of two files are compared by, odd with an order number. Empty where there is one file.
    pub hashes: Vec<u64>,
    /// Where rows do not follow each other: place, source, row number.
    runs: Vec<(u32, u16, u32)>,
    next: (u16, u32),
    /// Whether names beside ids, and what lines are compared by, are kept.
    keep: (bool, bool),
}

impl Rows {
    /// Stands for a customer who is not named.
    pub const NOBODY: u32 = u32::MAX;

    /// Makes an empty book that keeps these columns beside customer, day and amount.
    pub fn new(fields: &[(Field, Kind)], names: bool, compared: bool, hint: usize) -> Rows {
        let mut rows = Rows { next: (u16::MAX, 0), keep: (names, compared), ..Rows::default() };
        for &(field, kind) in fields {
            match kind {
                Kind::Text => {
                    drop(rows.texts.insert(field, Coded { codes: Vec::with_capacity(hint), ..Coded::default() }))
                }
                Kind::Date => drop(rows.dates.insert(field, Vec::with_capacity(hint))),
                Kind::Amount | Kind::Factor => drop(rows.numbers.insert(field, Vec::with_capacity(hint))),
            }
        }
        rows.who.reserve_exact(hint);
        rows.day.reserve_exact(hint);
        rows.money.reserve_exact(hint);
        rows
    }

    /// Keeps the columns that options ask for.
    #[must_use]
    pub fn asking(self, columns: &[Asked], hint: usize) -> Rows {
        Rows { asked: columns.iter().map(|asked| Kept::new(asked.holds, hint)).collect(), ..self }
    }

    /// Gives the number of rows.
    pub fn len(&self) -> usize {
        self.money.len()
    }

    /// Adds the rows of a block that count.
    pub fn add(&mut self, view: &View<'_>, lines: &Lines, source: u16) {
        let counts: Vec<u32> =
            (0..lines.reason.len() as u32).filter(|row| lines.reason[*row as usize].is_none()).collect();
        let skip = view.skip;
        let places = || counts.iter().map(|row| *row as usize);
        let identity = view.identity();
        let named = identity == Field::Customer;
        let Rows { ids, names, who, name, day, money, currency, texts, numbers, dates, asked, hashes, keep, .. } = self;
        let add_customers = || {
            if let Some(column) = view.texts(Key::Field(identity)) {
                let codes = places().map(|row| column.code(skip + row));
                let whose = |code: u32| code * 2 + u32::from(named);
                let dictionary = if named { &mut *names } else { ids };
                recode(column, codes, dictionary, |code| code.map_or(Rows::NOBODY, whose), who);
            }
            if keep.0 {
                match view.texts(Key::Field(Field::Customer)).filter(|_| !named) {
                    Some(column) => {
                        let codes = places().map(|row| column.code(skip + row));
                        recode(column, codes, names, |code| code.unwrap_or(Texts::NONE), name);
                    }
                    None => name.extend(places().map(|_| Texts::NONE)),
                }
            }
        };
        let add_texts = || {
            for (&field, coded) in texts {
                match view.texts(Key::Field(field)) {
                    Some(column) => {
                        let codes = places().map(|row| column.code(skip + row));
                        recode(column, codes, &mut coded.texts, |code| code.unwrap_or(Texts::NONE), &mut coded.codes);
                    }
                    None => coded.codes.extend(places().map(|_| Texts::NONE)),
                }
            }
        };
        let add_values = || {
            day.extend(places().map(|row| lines.day[row]));
            money.extend(places().map(|row| lines.money[row]));
            if !lines.currency.is_empty() {
                currency.extend(places().map(|row| lines.currency[row]));
            }
            if keep.1 {
                match view.sink.hashes.is_empty() {
                    true => hashes.extend(places().map(|_| 0)),
                    false => hashes.extend(places().map(|row| view.sink.hashes[skip + row])),
                }
            }
            for (&field, values) in numbers {
                match view.numbers(field) {
                    Some(column) => values.extend(places().map(|row| match column.amount(skip + row) {
                        Value::Is(value) => value,
                        Value::Blank | Value::Bad => Orders::NO_QUANTITY,
                    })),
                    None => values.extend(places().map(|_| Orders::NO_QUANTITY)),
                }
            }
            for (&field, days) in dates {
                match view.dates(field) {
                    Some(column) => days.extend(places().map(|row| match column.day(skip + row) {
                        Value::Is(day) => day,
                        Value::Blank | Value::Bad => i32::MIN,
                    })),
                    None => days.extend(places().map(|_| i32::MIN)),
                }
            }
        };
        rayon::join(add_customers, || rayon::join(add_texts, add_values));
        for (at, kept) in asked.iter_mut().enumerate() {
            kept.add(view, Key::Asked(at), &counts, source);
        }
        self.place(view, &counts, source);
    }

    /// Notes where the rows stand.
    fn place(&mut self, view: &View<'_>, counts: &[u32], source: u16) {
        let start = (self.money.len() - counts.len()) as u32;
        let breaks = view.sink.breaks();
        let mut run = 0;
        let mut before = None;
        for (at, row) in counts.iter().enumerate() {
            let place = view.skip as u32 + row;
            while run + 1 < breaks.len() && breaks[run + 1].0 <= place {
                run += 1;
                before = None;
            }
            // Rows of one run of the block that stand side by side need no look.
            if before.is_some_and(|before: u32| before + 1 == place) {
                self.next.1 += 1;
            } else {
                let number = view.first_row + breaks[run].1 + (place - breaks[run].0);
                if self.next != (source, number) {
                    self.runs.push((start + at as u32, source, number));
                }
                self.next = (source, number + 1);
            }
            before = Some(place);
        }
    }

    /// Gives source and row number of the row at a place.
    pub fn at(&self, place: usize) -> (u16, u32) {
        let run = self.runs.partition_point(|(start, ..)| *start as usize <= place).saturating_sub(1);
        self.runs.get(run).map_or((0, 0), |(start, source, row)| (*source, row + (place as u32 - start)))
    }

    /// Gives source and row number of every row.
    pub fn positions(&self) -> impl Iterator<Item = (u16, u32)> + '_ {
        let ends = self.runs.iter().skip(1).map(|(start, ..)| *start).chain([self.len() as u32]);
        self.runs
            .iter()
            .zip(ends)
            .flat_map(|(&(start, source, row), end)| (0..end - start).map(move |at| (source, row + at)))
    }

    /// Drops the rows that are marked.
    pub fn drop_rows(&mut self, dropped: &[bool]) {
        let positions: Vec<(u16, u32)> =
            self.positions().zip(dropped).filter(|(_, out)| !**out).map(|(at, _)| at).collect();
        keep(&mut self.who, dropped);
        keep(&mut self.name, dropped);
        keep(&mut self.day, dropped);
        keep(&mut self.money, dropped);
        keep(&mut self.currency, dropped);
        keep(&mut self.hashes, dropped);
        self.texts.values_mut().for_each(|coded| keep(&mut coded.codes, dropped));
        self.numbers.values_mut().for_each(|values| keep(values, dropped));
        self.dates.values_mut().for_each(|days| keep(days, dropped));
        self.asked.iter_mut().for_each(|kept| kept.drop_rows(dropped));
        self.runs.clear();
        let mut next = None;
        for (place, (source, row)) in positions.into_iter().enumerate() {
            if next != Some((source, row)) {
                self.runs.push((place as u32, source, row));
            }
            next = Some((source, row + 1));
        }
    }
}

pub fn keep<T: Copy>(values: &mut Vec<T>, dropped: &[bool]) {
    let mut at = 0;
    values.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
}

/// Codes the texts of a block's rows over all files.
pub fn recode(
    column: &TextColumn,
    codes: impl Iterator<Item = u32>,
    dictionary: &mut Dictionary,
    coded: impl Fn(Option<u32>) -> u32,
    out: &mut Vec<u32>,
) {
    const NEW: u32 = u32::MAX - 1;
    let mut known = vec![NEW; column.texts.len()];
    out.extend(codes.map(|code| match code {
        TextColumn::BLANK => coded(None),
        code => {
            let known = &mut known[code as usize];
            if *known == NEW {
                *known = dictionary.code(column.texts.get(code));
            }
            coded(Some(*known))
        }
    }));
}
