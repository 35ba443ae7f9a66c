//! The rows that count so far, by column, over all files.
//!
//! Texts are coded anew over all files, once per distinct text and block; where a row stands is kept as runs, since most rows
//! follow each other.

use std::collections::BTreeMap;
use std::iter;

use super::asked::Kept;
use super::dictionary::Dictionary;
use super::lines::Lines;
use super::no_sale::Told;
use super::number_column::{NumberColumn, Value};
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
    /// What columns tell of rows that are no sales and count.
    pub told: Told,
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
        let counts = Counts::of(lines, view.skip);
        let (skip, rows) = (view.skip, counts.len());
        let places = || counts.places();
        let identity = view.identity();
        let named = identity == Field::Customer;
        let Rows { ids, names, who, name, day, money, currency, texts, numbers, dates, hashes, keep, .. } = self;
        let add_customers = || {
            if let Some(column) = view.texts(Key::Field(identity)) {
                let whose = |code: u32| code * 2 + u32::from(named);
                let dictionary = if named { &mut *names } else { ids };
                recode(column, &counts, dictionary, |code| code.map_or(Rows::NOBODY, whose), who);
            }
            if keep.0 {
                match view.texts(Key::Field(Field::Customer)).filter(|_| !named) {
                    Some(column) => recode(column, &counts, names, |code| code.unwrap_or(Texts::NONE), name),
                    None => name.extend(iter::repeat_n(Texts::NONE, rows)),
                }
            }
        };
        let add_texts = || {
            for (&field, coded) in texts {
                match view.texts(Key::Field(field)) {
                    Some(column) => {
                        recode(column, &counts, &mut coded.texts, |code| code.unwrap_or(Texts::NONE), &mut coded.codes);
                    }
                    None => coded.codes.extend(iter::repeat_n(Texts::NONE, rows)),
                }
            }
        };
        let add_values = || {
            match counts.all {
                true => {
                    day.extend_from_slice(&lines.day);
                    money.extend_from_slice(&lines.money);
                }
                false => {
                    day.extend(places().map(|row| lines.day[row]));
                    money.extend(places().map(|row| lines.money[row]));
                }
            }
            if !lines.currency.is_empty() {
                currency.extend(places().map(|row| lines.currency[row]));
            }
            if keep.1 {
                match view.sink.hashes.is_empty() {
                    true => hashes.extend(iter::repeat_n(0, rows)),
                    false => hashes.extend(places().map(|row| view.sink.hashes[skip + row])),
                }
            }
            for (&field, values) in numbers {
                let all = || skip..skip + rows;
                let plain = |column: &NumberColumn| counts.all.then(|| column.plain_values(all())).flatten();
                match view.numbers(field).map(|column| (column, plain(column))) {
                    Some((_, Some((plain, scale)))) => {
                        let factor = 10_i64.pow(4 - scale);
                        values.extend(plain.into_iter().map(|value| value.wrapping_mul(factor)));
                    }
                    Some((column, None)) => values.extend(places().map(|row| match column.amount(skip + row) {
                        Value::Is(value) => value,
                        Value::Blank | Value::Bad => Orders::NO_QUANTITY,
                    })),
                    None => values.extend(iter::repeat_n(Orders::NO_QUANTITY, rows)),
                }
            }
            for (&field, days) in dates {
                match view.dates(field) {
                    Some(column) => days.extend(places().map(|row| match column.day(skip + row) {
                        Value::Is(day) => day,
                        Value::Blank | Value::Bad => i32::MIN,
                    })),
                    None => days.extend(iter::repeat_n(i32::MIN, rows)),
                }
            }
        };
        rayon::join(add_customers, || rayon::join(add_texts, add_values));
        self.told.add(view, &counts, source, self.money.len() - rows);
        for (at, kept) in self.asked.iter_mut().enumerate() {
            kept.add(view, Key::Asked(at), &counts, source);
        }
        match counts.all {
            true => self.place_all(view, source),
            false => self.place(view, &counts.some, source),
        }
    }

    /// Notes where the rows of a block stand that all count.
    fn place_all(&mut self, view: &View<'_>, source: u16) {
        let (skip, end, breaks) = (view.skip as u32, view.sink.len() as u32, view.sink.breaks());
        let ends = breaks.iter().skip(1).map(|(start, _)| *start).chain([end]);
        for (&(start, number), end) in breaks.iter().zip(ends).filter(|(_, end)| *end > skip) {
            let first = start.max(skip);
            let number = view.first_row + number + (first - start);
            if self.next != (source, number) {
                self.runs.push((self.money.len() as u32 - (view.sink.len() as u32 - first), source, number));
            }
            self.next = (source, number + (end - first));
        }
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
        self.told.drop_rows(dropped);
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

/// The rows of a block that count.
pub struct Counts {
    skip: usize,
    /// How many rows there are below the header, and whether they all count.
    rows: usize,
    all: bool,
    /// Those that do, where not all do.
    some: Vec<u32>,
}

impl Counts {
    fn of(lines: &Lines, skip: usize) -> Counts {
        let (rows, all) = (lines.reason.len(), lines.all_count());
        let some = if all { 0..0 } else { 0..rows as u32 };
        Counts { skip, rows, all, some: some.filter(|row| lines.reason[*row as usize].is_none()).collect() }
    }

    /// Gives their number.
    fn len(&self) -> usize {
        if self.all { self.rows } else { self.some.len() }
    }

    /// Gives their places below the header.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        let all = if self.all { self.rows } else { 0 };
        (0..all).chain(self.some.iter().map(|row| *row as usize))
    }

    /// Hands over the codes of their texts.
    fn each_code(&self, column: &TextColumn, mut take: impl FnMut(u32)) {
        match self.all {
            true => column.each_code(self.skip..self.skip + self.rows, take),
            false => self.some.iter().for_each(|row| take(column.code(self.skip + *row as usize))),
        }
    }
}

/// Codes the texts of a block's rows over all files.
pub fn recode(
    column: &TextColumn,
    counts: &Counts,
    dictionary: &mut Dictionary,
    coded: impl Fn(Option<u32>) -> u32,
    out: &mut Vec<u32>,
) {
    const NEW: u32 = u32::MAX - 1;
    let mut known = vec![NEW; column.texts.len()];
    counts.each_code(column, |code| {
        out.push(match code {
            TextColumn::BLANK => coded(None),
            code => {
                let known = &mut known[code as usize];
                if *known == NEW {
                    *known = dictionary.code(column.texts.get(code));
                }
                coded(Some(*known))
            }
        });
    });
}
