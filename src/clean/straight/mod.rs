//! The straight way from a regular text file to facts: no line is kept.
//!
//! Most large files are regular: one table below one header, ISO dates, plain numbers, ascending order numbers, no blank where
//! something is needed, one currency. Their columns can be read in one way only, and none of their lines is set aside, so a
//! line can be folded as it is read. Whatever else is found gives the straight way up, and all rows go the long way, which
//! decides columns on all their values; both give the same figures.

mod range;
mod together;
mod whom;

use std::borrow::Cow;
use std::sync::Arc;

use self::range::Range;
use self::together::Together;
use super::aliases::Aliases;
use super::choices::Choices;
use super::currency::Currencies;
use super::customer::own_key;
use super::date;
use super::gather::Gathered;
use super::layout::Layout;
use super::ledger::{Account, Ledger};
use super::no_sale;
use super::orders::{Settled, Settling};
use super::rates::Rates;
use super::repeats;
use super::seen::Seen;
use super::sheet::{Chosen, Folded};
use super::table::Table;
use crate::model::{Calendar, Credits, Day, Failure, Field, Grain, InputOptions, LineFold, Parts, Progress, Wants};

/// How long data may always be silent without ending early, in days.
const SILENCE: i32 = 3;

/// The columns that are read, and which cell of a line each one is.
struct Wanted {
    columns: Vec<usize>,
    who: usize,
    /// The name beside an id.
    name: Option<usize>,
    date: usize,
    amount: usize,
    order: Option<usize>,
    currency: Option<usize>,
    by_id: bool,
}

impl Wanted {
    /// Gives the key of a customer as it is written.
    fn key<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.by_id { text.into() } else { own_key(text) }
    }
}

/// What the straight way needs beside the file.
pub struct Straight<'a> {
    pub input: &'a InputOptions,
    pub calendar: Calendar,
    pub wants: Wants,
    pub aliases: &'a Aliases,
    pub rates: Option<&'a Rates>,
}

impl Straight<'_> {
    /// Folds the lines of the only sheet; gives nothing where it is not regular.
    pub fn fold<T: Table, F: LineFold>(
        &self,
        books: &[T],
        chosen: &Chosen,
        make: &(dyn Fn(bool, Day) -> F + Sync),
        progress: &dyn Progress,
    ) -> Result<Option<(Settled, Parts<F>)>, Failure> {
        let Some(wanted) = self.wanted(chosen) else { return Ok(None) };
        let header = chosen.layout.header_row.unwrap_or(0);
        let book = &books[chosen.book];
        // A period that has not ended is set against the days of the one before.
        let last = book.last_cell(wanted.columns[wanted.date])?;
        let Some(last) = last.and_then(|date| date::iso_day(date.as_bytes())) else { return Ok(None) };
        let recent = self.recent(Day::from_number(last));
        let wanted = Arc::new(wanted);
        let start = || Range::new(Arc::clone(&wanted), make(wanted.order.is_some(), recent));
        let apart = wanted.columns[wanted.order.unwrap_or(wanted.date)];
        let columns = (&*wanted.columns, apart, chosen.plan.widest.unwrap_or(usize::MAX));
        let ranges = book.lines(columns, header, &start, progress)?;
        match ranges.and_then(Together::new) {
            Some(together) => self.settle(books, chosen, together, wanted.by_id),
            None => Ok(None),
        }
    }

    /// Gives the day from which nets are wanted by day, by that of the last line. Where as-of is then sure to be the last day
    /// of a period, none are; should another line lie behind it, the long way tells.
    fn recent(&self, last: Day) -> Day {
        let period = self.calendar.period_of(last);
        let ended = |day: Option<Day>| day.is_some_and(|day| day >= period.last_day());
        let given = self.input.as_of.or(self.input.until).is_some();
        match !given && ended(self.input.today) && ended(Some(last.plus_days(SILENCE))) {
            true => Day::from_number(i32::MAX),
            false => period.before().first_day(),
        }
    }

    /// Says which columns are read, where neither options nor the sheet ask for more than the straight way has.
    fn wanted(&self, chosen: &Chosen) -> Option<Wanted> {
        let Wants { orders, products, quantities, customers, detail, places, rows } = self.wants;
        if products
            || quantities
            || customers
            || detail
            || places
            || rows
            || self.rates.is_some()
            || self.calendar.grain == Grain::Week
        {
            return None;
        }
        let InputOptions {
            date_format,
            decimal,
            cancelled,
            currency,
            rates,
            filters,
            columns,
            rejects,
            aliases,
            layout: shape,
            joins,
            unit,
            credits,
            // What these say was heeded when the sheet was laid out, or is when all is settled.
            files: _,
            sheets: _,
            encoding: _,
            header_row: _,
            no_header: _,
            map: _,
            rates_are: _,
            base: _,
            tables: _,
            table_map: _,
            as_of: _,
            until: _,
            keep_blank_customers: _,
            strict: _,
            today: _,
            synonyms: _,
            year: _,
            fiscal_start: _,
        } = self.input;
        let plain = date_format.is_none() && decimal.is_none() && cancelled.is_empty() && currency.is_none();
        if !plain
            || rates.is_some()
            || !filters.is_empty()
            || !columns.is_empty()
            || rejects.is_some()
            || shape.is_some()
        {
            return None;
        }
        // An alias may merge customers whose orders share a number.
        if aliases.is_some() || !joins.is_empty() || unit.is_some() || *credits != Credits::default() {
            return None;
        }
        let layout = &chosen.layout;
        let Layout {
            band,
            name,
            others,
            window,
            fill,
            groups,
            elsewhere,
            joined,
            asked: _,
            features,
            header_row: _,
            mapped: _,
            headers: _,
            currency: _,
            units,
            epoch_1904: _,
            crosstab,
            by_month: _,
            export,
            export_rows,
        } = layout;
        let table = band.is_none() && window.is_none() && fill.is_none() && groups.is_none() && joined.is_none();
        let table = table && units.is_empty() && crosstab.is_none() && export.is_none() && export_rows.is_none();
        // Whether a column holds the customers' names is seen on all rows.
        if name.is_some() {
            return None;
        }
        if !table || elsewhere.is_some() || !others.is_empty() || !features.is_empty() {
            return None;
        }
        // Whether amounts repeat within orders is seen on all lines of an order.
        if repeats::may_repeat(layout) {
            return None;
        }
        // So is whether rows that count are told to be no sales.
        if no_sale::may_tell(layout, self.input) {
            return None;
        }
        let index = |field| layout.of(field).map(|mapped| mapped.index);
        let (id, name) = (index(Field::CustomerId), index(Field::Customer));
        let who = id.or(name)?;
        let name = name.filter(|_| id.is_some());
        let order = if orders { index(Field::Order) } else { None };
        let (date, amount, currency) = (index(Field::Date)?, index(Field::Amount)?, index(Field::Currency));
        let mut columns: Vec<usize> =
            [Some(who), name, Some(date), Some(amount), order, currency].into_iter().flatten().collect();
        columns.sort_unstable();
        columns.dedup();
        let cell = |column: usize| columns.partition_point(|&other| other < column);
        Some(Wanted {
            who: cell(who),
            name: name.map(cell),
            date: cell(date),
            amount: cell(amount),
            order: order.map(cell),
            currency: currency.map(cell),
            by_id: id.is_some(),
            columns,
        })
    }

    /// Settles what all lines together show.
    fn settle<T: Table, F>(
        &self,
        books: &[T],
        chosen: &Chosen,
        mut together: Together<F>,
        by_id: bool,
    ) -> Result<Option<(Settled, Parts<F>)>, Failure> {
        let rows = together.rows(by_id);
        let Together { mut parts, codes, days, currency, sum, absolute, decimals, .. } = together;
        let Some((span, strays)) = days.span(self.input, self.calendar) else { return Ok(None) };
        let until = self.input.until.map_or(span.as_of, |until| until.min(span.as_of)).number();
        if !strays.is_empty() || days.last().is_none_or(|last| last > until) {
            return Ok(None);
        }
        let account = Account { read: sum, used: sum, ..Account::default() };
        let mut ledger = Ledger::new(1);
        (ledger.accounts, ledger.absolute) = (vec![account], absolute);
        let currency = currency.as_deref().or(chosen.layout.currency).unwrap_or_default();
        let currencies = Currencies::single(currency, sum);
        let gathered = Gathered {
            rows,
            ledger,
            days,
            currencies,
            seen: Seen::new(self.input),
            totals: Vec::new(),
            choices: Choices::default(),
            looked_up: Default::default(),
            repeats: Default::default(),
            discounts: Default::default(),
            overlong: Default::default(),
        };
        let sheets = [Folded { chosen: chosen.clone(), blocks: Vec::new(), second: None }];
        let &Straight { input, calendar, wants, aliases, rates } = self;
        let mut settled =
            Settling { books, hashes: Vec::new(), sheets: &sheets, input, calendar, wants, aliases, rates }
                .settle(gathered)?;
        // The rows stood for the customers; those of the file were not kept.
        let orders = &mut settled.orders;
        let client = std::mem::take(&mut orders.client);
        (orders.day, orders.amount, orders.decimals) = (Vec::new(), Vec::new(), decimals);
        for (part, codes) in parts.parts.iter_mut().zip(codes) {
            part.clients = codes.into_iter().map(|code| client[code as usize]).collect();
        }
        parts.total = settled.audit.sources.iter().map(|source| source.used.amount).sum();
        Ok(Some((settled, parts)))
    }
}
