//! What each row of a block is: its day, its money, and the reason for which it is set aside, if any.
//!
//! The reasons are tried in the order of [`Reason`]. Those that need all rows of all files, duplicates and days after
//! as-of, come later ([`super::orders`]).

use super::currency::Currencies;
use super::filter::Verdicts;
use super::number_column::{NumberColumn, Value};
use super::product::Factors;
use super::sink::{Key, Mark};
use super::text_column::TextColumn;
use super::view::View;
use crate::model::{Field, InputOptions, Reason, Rounding};

/// The rows of a block below the header; all vectors have one entry per row.
pub struct Lines {
    /// The day number, [`Lines::NO_DAY`] where there is none.
    pub day: Vec<i32>,
    /// The amount in ten-thousandths, zero where it cannot be read.
    pub money: Vec<i64>,
    pub reason: Vec<Option<Reason>>,
    /// The code of the currency among [`Currencies::names`]; empty where amounts are not converted.
    pub currency: Vec<u16>,
    pub rounding: Rounding,
    /// Of dates and amounts (rows that are no order lines apart): values that are not blank, and those that cannot be read.
    pub dates: (u64, u64),
    pub amounts: (u64, u64),
}

impl Lines {
    /// Stands for a missing day.
    pub const NO_DAY: i32 = i32::MIN;

    /// Says what the rows of a block are, by themselves.
    pub fn read(view: &View<'_>, input: &InputOptions) -> Lines {
        let rows = view.sink.len() - view.skip;
        let mut lines = Lines {
            day: Vec::new(),
            money: Vec::new(),
            reason: vec![None; rows],
            currency: Vec::new(),
            rounding: Rounding::default(),
            dates: (0, 0),
            amounts: (0, 0),
        };
        // The first reason that is given stays.
        for (row, mark) in &view.sink.marks {
            if let Some(row) = (*row as usize).checked_sub(view.skip) {
                lines.reason[row] = Some(match mark {
                    Mark::Total(..) => Reason::TotalRow,
                    Mark::Header => Reason::RepeatedHeader,
                    Mark::Blank => Reason::Blank,
                });
            }
        }
        if let Some(who) = view.texts(Key::Field(view.identity()))
            && !input.keep_blank_customers
            && who.has_blanks()
        {
            for (row, reason) in lines.reason.iter_mut().enumerate() {
                if who.code(view.skip + row) == TextColumn::BLANK {
                    reason.get_or_insert(Reason::NoCustomer);
                }
            }
        }
        lines.read_days(view);
        match view.numbers(Field::Amount) {
            Some(column) => lines.read_amounts(view, column),
            None => lines.compute_amounts(view),
        }
        lines
    }

    /// Sets aside what the options leave out; for that, blocks must come in their order.
    pub fn filter(&mut self, view: &View<'_>, input: &InputOptions, currencies: &mut Currencies) {
        let verdicts = Verdicts::new(view, input);
        verdicts.apply(view, self, Reason::Filtered);
        // A currency that only cancelled orders are in is none of the book's.
        let mut cancelled = verdicts.rows(view, self.reason.len(), Reason::Cancelled);
        let of_export: Vec<usize> = match input.cancelled.is_empty() && view.layout().of(Field::Status).is_some() {
            true => view.sink.cancelled.iter().filter_map(|row| (*row as usize).checked_sub(view.skip)).collect(),
            false => Vec::new(),
        };
        if !of_export.is_empty() {
            cancelled.resize(self.reason.len(), false);
        }
        of_export.iter().for_each(|&row| cancelled[row] = true);
        currencies.filter(view, self, input.currency.as_deref(), &cancelled);
        verdicts.apply(view, self, Reason::Cancelled);
        of_export.into_iter().for_each(|row| self.cancel(row));
    }

    fn read_days(&mut self, view: &View<'_>) {
        let Some(column) = view.dates(Field::Date) else { return };
        if let Some(days) = column.plain_days(view.skip..view.sink.len()) {
            self.dates.0 += self.of_lines();
            self.day = days;
            return;
        }
        self.day.reserve_exact(self.reason.len());
        for (row, reason) in self.reason.iter_mut().enumerate() {
            let value = column.day(view.skip + row);
            let line = !matches!(reason, Some(Reason::TotalRow | Reason::RepeatedHeader | Reason::Blank));
            self.dates.0 += u64::from(line && value != Value::Blank);
            match value {
                Value::Is(day) => self.day.push(day),
                Value::Blank | Value::Bad => {
                    let why = if value == Value::Blank { Reason::NoDate } else { Reason::BadDate };
                    self.dates.1 += u64::from(line && value == Value::Bad);
                    reason.get_or_insert(why);
                    self.day.push(Lines::NO_DAY);
                }
            }
        }
    }

    /// Says whether every row counts.
    pub fn all_count(&self) -> bool {
        self.reason.iter().all(Option::is_none)
    }

    /// Counts the rows that are order lines.
    fn of_lines(&self) -> u64 {
        let line = |reason: &&Option<Reason>| {
            !matches!(reason, Some(Reason::TotalRow | Reason::RepeatedHeader | Reason::Blank))
        };
        self.reason.iter().filter(line).count() as u64
    }

    fn read_amounts(&mut self, view: &View<'_>, column: &NumberColumn) {
        if let Some((amounts, 4)) = column.plain_values(view.skip..view.sink.len()) {
            self.amounts.0 += self.of_lines();
            self.money = amounts;
        } else {
            self.read_each_amount(view, column);
        }
        for (_, moved) in column.rounded().filter(|(row, _)| (view.skip..view.sink.len()).contains(&(*row as usize))) {
            self.rounding.rows += 1;
            self.rounding.moved_e18 += moved;
        }
    }

    fn read_each_amount(&mut self, view: &View<'_>, column: &NumberColumn) {
        self.money.reserve_exact(self.reason.len());
        for row in 0..self.reason.len() {
            self.take_amount(row, column.amount(view.skip + row));
        }
    }

    fn compute_amounts(&mut self, view: &View<'_>) {
        let (Some(quantity), Some(price)) = (view.numbers(Field::Quantity), view.numbers(Field::Price)) else { return };
        let factors = Factors { quantity, price, discount: view.numbers(Field::Discount) };
        self.money.reserve_exact(self.reason.len());
        for row in 0..self.reason.len() {
            let amount = match factors.amount(view.skip + row) {
                Value::Is(rounded) => {
                    if let Some(moved) = rounded.moved_e18 {
                        self.rounding.rows += 1;
                        self.rounding.moved_e18 += moved;
                    }
                    Value::Is(rounded.raw)
                }
                Value::Blank => Value::Blank,
                Value::Bad => Value::Bad,
            };
            self.take_amount(row, amount);
        }
    }

    #[inline]
    fn take_amount(&mut self, row: usize, amount: Value<i64>) {
        let reason = &mut self.reason[row];
        let line = !matches!(reason, Some(Reason::TotalRow | Reason::RepeatedHeader | Reason::Blank));
        self.amounts.0 += u64::from(line && amount != Value::Blank);
        match amount {
            Value::Is(raw) => self.money.push(raw),
            Value::Blank | Value::Bad => {
                let why = if amount == Value::Blank { Reason::NoAmount } else { Reason::BadAmount };
                self.amounts.1 += u64::from(line && amount == Value::Bad);
                reason.get_or_insert(why);
                self.money.push(0);
            }
        }
    }

    /// Sets aside a row that its export says is cancelled; one without an amount has none because it is.
    pub fn cancel(&mut self, row: usize) {
        if matches!(self.reason[row], None | Some(Reason::NoAmount)) {
            self.reason[row] = Some(Reason::Cancelled);
        }
    }

    /// Sets a row aside, unless it already is.
    pub fn set_aside(&mut self, row: usize, reason: Reason) {
        self.reason[row].get_or_insert(reason);
    }
}

/// Gives the field to blame for a reason; of a computed amount, the factor that is missing or cannot be read.
pub fn blamed(view: &View<'_>, reason: Reason, place: usize) -> Option<Field> {
    match reason {
        Reason::NoCustomer => Some(view.identity()),
        Reason::NoDate | Reason::BadDate | Reason::FutureDate => Some(Field::Date),
        Reason::NoAmount | Reason::BadAmount if view.layout().of(Field::Amount).is_some() => Some(Field::Amount),
        Reason::NoAmount | Reason::BadAmount => {
            let wrong = |field: &Field| match view.numbers(*field).map(|column| column.exact(place)) {
                Some(Value::Blank) => reason == Reason::NoAmount,
                Some(Value::Bad) => reason == Reason::BadAmount,
                _ => false,
            };
            let fields = [Field::Quantity, Field::Price, Field::Discount];
            Some(fields.into_iter().find(wrong).unwrap_or(Field::Discount))
        }
        _ => None,
    }
}
