//! The account while rows are read: per sheet what was read, used and set aside, and what is to be said of it.

use std::collections::BTreeMap;

use super::header;
use super::lines::{Lines, blamed};
use super::sink::Mark;
use super::totals::Totals;
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Failure, Field, Money, Place, Problem, Reason, Rounding, SetAside, Tally};

/// Rows and money, summed without bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub rows: u64,
    pub money: i128,
}

impl Sum {
    fn add(&mut self, money: i64) {
        self.rows += 1;
        self.money += i128::from(money);
    }

    /// Gives the sum as a tally; [`Ledger::check`] has made sure that it fits.
    pub fn tally(self) -> Tally {
        let most = i128::from(i64::MAX);
        Tally { n: self.rows, amount: Money::from_raw(self.money.clamp(-most, most) as i64) }
    }
}

/// The account of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Account {
    pub read: Sum,
    pub used: Sum,
    pub set_aside: BTreeMap<Reason, Sum>,
    pub rounding: Rounding,
}

/// What is to be said of one column and reason.
struct Fault {
    place: Place,
    field: Option<Field>,
    reason: Reason,
    rows: u64,
    money: i128,
    text: String,
    /// The sheet of the first such row.
    source: usize,
}

/// The account of all sheets.
#[derive(Default)]
pub struct Ledger {
    pub accounts: Vec<Account>,
    pub set_aside: Vec<SetAside>,
    /// The sum of all amounts without their signs, and of those set aside for what is wrong with them.
    pub absolute: i128,
    pub wrong: Sum,
    faults: Vec<Fault>,
    /// Of dates and amounts per sheet: values that are not blank, and those that cannot be read.
    pub dates: Vec<(u64, u64)>,
    pub amounts: Vec<(u64, u64)>,
}

impl Ledger {
    /// Gives the cell to blame for a row set aside.
    pub fn cell_of(&self, source: usize, row: u32) -> Option<String> {
        let found = self.set_aside.iter().find(|one| usize::from(one.source) == source && one.row == row)?;
        found.cell.as_ref().map(|(cell, _)| cell.clone())
    }

    /// Makes an empty account of so many sheets.
    pub fn new(sheets: usize) -> Ledger {
        Ledger {
            accounts: vec![Account::default(); sheets],
            dates: vec![(0, 0); sheets],
            amounts: vec![(0, 0); sheets],
            ..Ledger::default()
        }
    }

    /// Takes a block: counts all its rows, notes those set aside, and compares its total rows with the rows above them.
    pub fn take(&mut self, view: &View<'_>, lines: &Lines, source: u16, totals: &mut Totals, fields: bool) {
        let at = usize::from(source);
        self.dates[at] = (self.dates[at].0 + lines.dates.0, self.dates[at].1 + lines.dates.1);
        self.amounts[at] = (self.amounts[at].0 + lines.amounts.0, self.amounts[at].1 + lines.amounts.1);
        let account = &mut self.accounts[at];
        account.rounding.rows += lines.rounding.rows;
        account.rounding.moved_e18 += lines.rounding.moved_e18;
        let (mut used, mut absolute) = (0_i128, 0_i128);
        for &money in &lines.money {
            used += i128::from(money);
            absolute += i128::from(money.unsigned_abs());
        }
        account.read.rows += lines.money.len() as u64;
        account.read.money += used;
        self.absolute += absolute;
        if lines.all_count() {
            totals.add_rows(lines.money.len() as u64, used);
            account.used.rows += lines.money.len() as u64;
            account.used.money += used;
            return;
        }
        let mut out = Sum::default();
        let mut marks = view.sink.marks.iter().peekable();
        for (row, (&reason, &money)) in lines.reason.iter().zip(&lines.money).enumerate() {
            let Some(reason) = reason else {
                totals.add(money);
                continue;
            };
            let bare = is_wrong(reason) && view.sink.bare.binary_search(&((view.skip + row) as u32)).is_ok();
            let is_sum = bare && reason != Reason::FutureDate && totals.is_sum(money);
            let reason = if is_sum { Reason::TotalRow } else { reason };
            out.add(money);
            self.accounts[at].set_aside.entry(reason).or_default().add(money);
            let place = view.skip + row;
            let number = view.row(place);
            let mut cell = None;
            if is_sum {
                totals.total(number, 0, "", money);
            }
            while let Some((marked, mark)) = marks.next_if(|(marked, _)| *marked as usize <= place) {
                if let Mark::Total(column, word) = mark
                    && *marked as usize == place
                {
                    totals.total(number, *column, word, money);
                    cell = Some((format!("{}{number}", header::letters(*column)), word.clone()));
                }
            }
            let blame = blamed(view, reason, place);
            if let Some(field) = blame
                && let Some(mapped) = view.layout().of(field)
            {
                let text = view.standing(field, place).unwrap_or_default();
                cell = Some((format!("{}{number}", view.letters(mapped.index, place)), text));
            }
            if is_wrong(reason) {
                totals.missing(number, reason, money);
                self.wrong.rows += 1;
                self.wrong.money += i128::from(money.unsigned_abs());
                let whose = Whose { view, source: at, field: blame };
                self.fault(whose, reason, money, cell.as_ref());
            } else if matches!(reason, Reason::Filtered | Reason::Cancelled) {
                totals.add(money);
            }
            let fields = if fields { raw_fields(view, place) } else { Vec::new() };
            self.set_aside.push(SetAside { source, row: number, reason, amount: Money::from_raw(money), cell, fields });
        }
        let account = &mut self.accounts[at];
        account.used.rows += lines.money.len() as u64 - out.rows;
        account.used.money += used - out.money;
    }

    /// Notes the rows without any cell between others, which readers leave out, so that a table counts the same in every
    /// format. `next` is the row that would follow the one before.
    pub fn gaps(&mut self, view: &View<'_>, source: u16, next: &mut Option<u32>) {
        let breaks = view.sink.breaks();
        for (run, &(start, number)) in breaks.iter().enumerate() {
            let end = breaks.get(run + 1).map_or(view.sink.len(), |(start, _)| *start as usize);
            let start = (start as usize).max(view.skip);
            if end <= start {
                continue;
            }
            let first = view.first_row + number + (start as u32 - breaks[run].0);
            if let Some(next) = next
                && *next < first
            {
                self.blank_rows(source, *next..first);
            }
            *next = Some(first + (end - start) as u32);
        }
    }

    fn blank_rows(&mut self, source: u16, rows: std::ops::Range<u32>) {
        let account = &mut self.accounts[usize::from(source)];
        for row in rows {
            account.read.rows += 1;
            account.set_aside.entry(Reason::Blank).or_default().rows += 1;
            let (amount, fields) = (Money::ZERO, Vec::new());
            self.set_aside.push(SetAside { source, row, reason: Reason::Blank, amount, cell: None, fields });
        }
    }

    /// Sets aside a row that was counted as used.
    pub fn withdraw(&mut self, set_aside: SetAside) {
        let account = &mut self.accounts[usize::from(set_aside.source)];
        account.used.rows -= 1;
        account.used.money -= i128::from(set_aside.amount.raw());
        account.set_aside.entry(set_aside.reason).or_default().add(set_aside.amount.raw());
        self.set_aside.push(set_aside);
    }

    fn fault(&mut self, whose: Whose<'_, '_>, reason: Reason, money: i64, cell: Option<&(String, String)>) {
        let layout = whose.view.layout();
        let header = whose.field.and_then(|field| layout.of(field)).map(|mapped| mapped.header.clone());
        let same = |fault: &&mut Fault| fault.reason == reason && fault.place.column == header;
        match self.faults.iter_mut().find(same) {
            Some(fault) => {
                fault.rows += 1;
                fault.money += i128::from(money);
            }
            None => {
                let (cell, text) = cell.cloned().unzip();
                self.faults.push(Fault {
                    place: Place { column: header, cell, ..whose.view.chosen.place.clone() },
                    field: whose.field,
                    reason,
                    rows: 1,
                    money: i128::from(money),
                    text: text.unwrap_or_default(),
                    source: whose.source,
                });
            }
        }
    }

    /// Gives the warnings, one per column and reason; `read_as` words how the column of a sheet is read.
    pub fn warnings(&self, read_as: &dyn Fn(usize, Field) -> String) -> Vec<Problem> {
        let warning = |fault: &Fault| {
            let counts = match fault.field {
                Some(Field::Date) => self.dates[fault.source],
                _ => self.amounts[fault.source],
            };
            let kind = CleanProblem::SetAside {
                reason: fault.reason,
                rows: fault.rows,
                amount: Sum { rows: 0, money: fault.money }.tally().amount,
                text: fault.text.clone(),
                read_as: match fault.field {
                    Some(Field::Discount) => "share".into(),
                    field => field.map(|field| read_as(fault.source, field)).unwrap_or_default(),
                },
                fits: counts.0 - counts.1,
                of: counts.0,
            };
            Problem::warning(fault.place.clone(), kind)
        };
        self.faults.iter().map(warning).collect()
    }

    /// Makes sure that no sum of amounts can overflow.
    pub fn check(&self) -> Result<(), Failure> {
        if self.absolute > Money::LIMIT {
            let limit = Money::from_raw(i64::try_from(Money::LIMIT).unwrap_or(i64::MAX));
            return Err(Failure::new(Place::default(), CleanProblem::TooMuch { limit }));
        }
        Ok(())
    }
}

struct Whose<'v, 'a> {
    view: &'v View<'a>,
    source: usize,
    field: Option<Field>,
}

/// Says whether a reason is a fault of the data, to be warned of, and not a row that everyone expects to be left out.
pub fn is_wrong(reason: Reason) -> bool {
    reason.is_fault()
}

/// Gives what stood in each mapped column that is kept.
pub fn raw_fields(view: &View<'_>, place: usize) -> Vec<(Field, String)> {
    let mapped = view.layout().mapped.iter();
    mapped.filter_map(|mapped| Some((mapped.field, view.standing(mapped.field, place)?))).collect()
}
