//! All sheets together → [`Orders`] and [`Audit`].
//!
//! What needs all rows happens here: as-of, duplicates, days after as-of, customers.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::aliases::Aliases;
use super::asked;
use super::convert::convert;
use super::credit;
use super::customer::{Customers, customers};
use super::gather::Gathered;
use super::header;
use super::ledger::Ledger;
use super::named_total::{self, NamedTotals};
use super::no_sale;
use super::nobody;
use super::rates::Rates;
use super::rows::{Coded, Rows};
use super::sheet::Folded;
use super::span::Days;
use super::table::Table;
use crate::model::problem::CleanProblem;
use crate::model::{
    Audit, Calendar, Client, Credits, CreditsMoved, Day, Failure, Field, InputOptions, Money, Orders, Place, Problem,
    Source, SourceAudit, Span, Texts, Wants,
};

/// What is left when everything is decided.
pub struct Settled {
    pub orders: Orders,
    pub audit: Audit,
    pub problems: Vec<Problem>,
    /// Why no row counts, where none does; the account is there all the same.
    pub nothing: Option<Failure>,
    /// The day from which on it makes no difference which day is today.
    pub settled: Option<Day>,
}

/// What settling needs beside the rows.
pub struct Settling<'a, T> {
    pub books: &'a [T],
    /// Of each book, where the account names them.
    pub hashes: Vec<Result<String, Failure>>,
    pub sheets: &'a [Folded],
    pub input: &'a InputOptions,
    pub calendar: Calendar,
    pub wants: Wants,
    pub aliases: &'a Aliases,
    pub rates: Option<&'a Rates>,
}

impl<T: Table> Settling<'_, T> {
    /// Settles as-of, sets aside duplicates and days after it, and gives the orders with their account.
    pub fn settle(&self, gathered: Gathered) -> Result<Settled, Failure> {
        let Gathered { mut rows, mut ledger, days, currencies, seen, totals, .. } = gathered;
        let mut problems = asked::unread(&rows.asked, self.sheets, self.input)?;
        ledger.check()?;
        problems.extend(seen.missing_statuses(self.input, &self.place()));
        let currency = self.currency(&currencies, &mut problems)?;
        for (source, (totals, sheet)) in totals.iter().zip(self.sheets).enumerate() {
            problems.extend(totals.first.as_ref().map(|found| {
                // The amount is what disagrees; without an amount column, the word stands for the row.
                let amount = sheet.chosen.layout.of(Field::Amount).map(|mapped| mapped.index);
                let amount = amount.filter(|_| sheet.chosen.layout.crosstab.is_none());
                let cell =
                    Some(format!("{}{}", sheet.chosen.layout.letters(amount.unwrap_or(found.column)), found.row));
                let (word, missing) = (found.word.clone(), found.missing.clone());
                let (says, adds, across) = (found.says, found.adds, found.across);
                let blamed = match missing[..] {
                    [(row, _)] => ledger.cell_of(source, row),
                    _ => None,
                };
                let kind = CleanProblem::TotalDisagrees { word, says, adds, missing, cell: blamed, across };
                Problem::warning(Place { cell, ..sheet.chosen.place.clone() }, kind)
            }));
        }
        let Some((span, strays)) = days.span(self.input, self.calendar) else {
            let nothing = Some(self.no_rows(&ledger, &seen));
            let known = self.customers(&rows, &mut Vec::new())?;
            let orders = self.orders(rows, known, (Span::of_no_row(self.input), currency));
            return Ok(Settled { orders, audit: self.audit(ledger)?, problems, nothing, settled: None });
        };
        self.whole_periods(&days)?;
        problems.extend(strays.iter().map(|day| self.stray(*day, &span, &rows)));
        if span.ends_early {
            problems.push(self.ends_early(&span, &rows));
        }
        self.withdraw(&mut rows, &mut ledger, &span, &mut problems);
        problems.extend(named_total::find(&rows).map(|found| self.named_totals(&found, &rows, false)));
        let nobody = named_total::called_so(&rows, nobody::says_nobody);
        problems.extend(nobody.map(|found| self.named_totals(&found, &rows, true)));
        let nothing = (rows.len() == 0).then(|| self.before_all(&span).unwrap_or_else(|| self.no_rows(&ledger, &seen)));
        let (conversion, local) = match self.rates {
            Some(rates) => convert(&mut rows, &mut ledger, &currencies, rates)
                .map(|(conversion, local)| (Some(conversion), local))
                .map_err(|failed| self.unconverted(failed, &rows))?,
            None => (None, None),
        };
        problems.extend(no_sale::problems(&rows, self.sheets, self.input));
        problems.extend(credit::above_zero(self.sheets, &rows));
        let known = self.customers(&rows, &mut problems)?;
        let (credits, own_days) = self.credits(&mut rows, &known.1, &mut problems);
        let audit = Audit { conversion, credits, ..self.audit(ledger)? };
        let mut orders = Orders { local, ..self.orders(rows, known, (span, currency)) };
        if self.wants.detail && !own_days.is_empty() {
            orders.dates.insert(Orders::OWN_DATE.into(), own_days);
        }
        Ok(Settled { orders, audit, problems, nothing, settled: days.settled(self.calendar) })
    }

    /// Gives the place of what concerns all rows: the sheet, where there is one.
    pub(super) fn place(&self) -> Place {
        match self.sheets {
            [sheet] => sheet.chosen.place.clone(),
            _ => Place::default(),
        }
    }

    /// Warns of lines of a customer who is called like a total, or like nobody.
    fn named_totals(&self, found: &NamedTotals, rows: &Rows, nobody: bool) -> Problem {
        let (source, row) = rows.at(found.first);
        let chosen = &self.sheets[usize::from(source)].chosen;
        let field = if chosen.layout.of(Field::Customer).is_some() { Field::Customer } else { Field::CustomerId };
        let (name, amount) = (found.name.clone(), found.amount);
        let rows = found.rows;
        let kind = match nobody {
            true => CleanProblem::NamedNobody { name, field, rows, amount },
            false => CleanProblem::NamedTotal { name, field, rows, amount },
        };
        Problem::warning(self.place_at(source, row, field), kind)
    }

    /// Refuses a day that parts a period of which only the sum is known.
    fn whole_periods(&self, days: &Days) -> Result<(), Failure> {
        for (option, day) in [("--as-of", self.input.as_of), ("--until", self.input.until)] {
            if let Some((day, (first, last))) = day.and_then(|day| Some((day, days.parted(day)?))) {
                let before = first.plus_days(-1);
                let option = option.into();
                return Err(Failure::new(self.place(), CleanProblem::PartsSums { option, day, first, last, before }));
            }
        }
        Ok(())
    }

    pub(super) fn place_of(&self, source: u16, row: u32, day: Day) -> Place {
        let chosen = &self.sheets[usize::from(source)].chosen;
        let place = self.place_at(source, row, Field::Date);
        match chosen.layout.crosstab.as_ref().and_then(|tab| tab.column_of(day.number())) {
            Some(at) => Place { cell: Some(format!("{}{row}", header::letters(at))), ..place },
            None => place,
        }
    }

    pub(super) fn place_at(&self, source: u16, row: u32, field: Field) -> Place {
        let chosen = &self.sheets[usize::from(source)].chosen;
        let column = chosen.layout.of(field).or_else(|| chosen.layout.of(Field::Amount));
        let cell = column.map(|mapped| format!("{}{row}", chosen.layout.letters(mapped.index)));
        Place { cell, column: column.map(|mapped| mapped.header.clone()), ..chosen.place.clone() }
    }

    fn on_day(&self, day: Day, rows: &Rows) -> Option<(u16, u32)> {
        rows.day.iter().position(|found| *found == day.number()).map(|place| rows.at(place))
    }

    fn stray(&self, day: Day, span: &Span, rows: &Rows) -> Problem {
        let place = self.on_day(day, rows).map(|(source, row)| self.place_of(source, row, day)).unwrap_or_default();
        Problem::warning(place, CleanProblem::Stray { day, others: (span.first_day, span.last_day) })
    }

    fn ends_early(&self, span: &Span, rows: &Rows) -> Problem {
        let source = self.on_day(span.last_day, rows).map_or(0, |(source, _)| usize::from(source));
        let period = self.calendar.period_of(span.last_day);
        let (last, end, longest_gap) = (span.last_day, period.last_day(), span.longest_gap);
        let kind = CleanProblem::EndsEarly { last, period: period.label(), end, longest_gap };
        Problem::warning(self.sheets[source].chosen.place.clone(), kind)
    }

    fn audit(&self, mut ledger: Ledger) -> Result<Audit, Failure> {
        ledger.set_aside.sort_by_key(|row| (row.source, row.row));
        let read: u64 = ledger.accounts.iter().map(|account| account.read.rows).sum();
        let loud = ledger.wrong.rows * 1000 > read || ledger.wrong.money * 1000 > ledger.absolute;
        let mut sources = Vec::with_capacity(self.sheets.len());
        for (sheet, account) in self.sheets.iter().zip(&ledger.accounts) {
            let chosen = &sheet.chosen;
            let book = &self.books[chosen.book];
            let set_aside: i128 = account.set_aside.values().map(|sum| sum.money).sum();
            let rows: u64 = account.set_aside.values().map(|sum| sum.rows).sum();
            if account.used.rows + rows != account.read.rows || account.used.money + set_aside != account.read.money {
                let kind = crate::model::problem::Kind::Identity {
                    what: "rows read = used + set aside".into(),
                    left: format!("{} rows, {}", account.read.rows, account.read.tally().amount),
                    right: format!(
                        "{} + {rows} rows, {} + {set_aside}",
                        account.used.rows,
                        account.used.tally().amount
                    ),
                    at: format!("{} {}", book.file(), chosen.place.sheet.as_deref().unwrap_or_default()),
                };
                return Err(Failure::new(chosen.place.clone(), kind));
            }
            sources.push(SourceAudit {
                source: Source { file: book.file().into(), sheet: chosen.place.sheet.clone() },
                hash: self.hashes.get(chosen.book).cloned().transpose()?.unwrap_or_default(),
                encoding: book.encoding(),
                header_row: chosen.layout.header_row,
                mapping: chosen.layout.mapped.iter().map(|mapped| (mapped.field, mapped.header.clone())).collect(),
                read: account.read.tally(),
                used: account.used.tally(),
                set_aside: account.set_aside.iter().map(|(reason, sum)| (*reason, sum.tally())).collect(),
                rounded: account.rounding,
            });
        }
        let faults = ledger.wrong.tally();
        let wrong = loud.then_some(faults);
        let absolute = Money::from_raw(i64::try_from(ledger.absolute).unwrap_or(i64::MAX));
        Ok(Audit { sources, rows: ledger.set_aside, wrong, faults, absolute, ..Audit::default() })
    }

    /// Says which lines of the alias file stand for nobody. Behind a filter many do, and the first may be a header.
    fn unmatched(&self, unmatched: &[usize]) -> Option<Problem> {
        let lines = &self.aliases.lines;
        let header = usize::from(lines.len() > 1 && unmatched.first() == Some(&0));
        let names = || unmatched[header..].iter().map(|&at| lines[at].0.clone());
        if self.input.filters.is_empty() && names().len() > 0 {
            let (lines, of) = (names().len(), lines.len() - header);
            let kind = CleanProblem::AliasesUnmatched { lines, of, first: names().take(3).collect() };
            return Some(Problem::warning(self.alias_file(), kind));
        }
        None
    }

    fn alias_file(&self) -> Place {
        Place { file: self.input.aliases.as_ref().map(|path| path.to_string_lossy().into_owned()), ..Place::default() }
    }

    /// Gives the customers, and each row's place among them.
    fn customers(&self, rows: &Rows, problems: &mut Vec<Problem>) -> Result<(Vec<Client>, Vec<u32>), Failure> {
        let merged = customers(rows, self.aliases).map_err(|kind| Failure::new(self.alias_file(), *kind))?;
        let Customers { clients, client, unmatched } = merged;
        problems.extend(self.unmatched(&unmatched));
        Ok((clients, client))
    }

    /// Moves credits to the day of the order they name, where that is asked for; gives the days that they had.
    fn credits(
        &self,
        rows: &mut Rows,
        client: &[u32],
        problems: &mut Vec<Problem>,
    ) -> (Option<CreditsMoved>, Vec<i32>) {
        if self.input.credits == Credits::Period {
            return (None, Vec::new());
        }
        let (account, own_days, not_found) = credit::to_origin(rows, client, self.calendar);
        problems.extend(not_found.map(|kind| Problem::warning(self.place(), CleanProblem::Credit(kind))));
        (Some(account), own_days)
    }

    fn orders(
        &self,
        mut rows: Rows,
        (clients, client): (Vec<Client>, Vec<u32>),
        (span, currency): (Span, Option<String>),
    ) -> Orders {
        rows.who = Vec::new();
        let codes = std::mem::take(&mut rows.name);
        let names = match self.wants.customers || self.wants.detail {
            true if !codes.is_empty() => Texts { values: std::mem::take(&mut rows.names).into_words().into(), codes },
            _ => Texts::default(),
        };
        let finer = rows.money.par_iter().filter(|&&raw| raw % 100 != 0);
        let decimals = finer.map(|&raw| Money::from_raw(raw).decimals()).max().unwrap_or(2);
        let (source, row) =
            if self.wants.detail || self.wants.places { rows.positions().unzip() } else { (Vec::new(), Vec::new()) };
        let wants = self.wants;
        let texts_of = |coded: Coded| Texts { values: coded.texts.into_words().into(), codes: coded.codes };
        let mut texts: BTreeMap<Field, Texts> =
            std::mem::take(&mut rows.texts).into_iter().map(|(field, coded)| (field, texts_of(coded))).collect();
        let mut text = |field, wanted: bool| texts.remove(&field).filter(|_| wanted).unwrap_or_default();
        let order = text(Field::Order, wants.orders || wants.detail);
        let product = text(Field::Product, wants.products || wants.detail);
        let category = text(Field::Category, wants.products || wants.detail);
        let mut numbers = std::mem::take(&mut rows.numbers);
        let quantity =
            numbers.remove(&Field::Quantity).filter(|_| wants.quantities || wants.detail).unwrap_or_default();
        let asked = asked::columns(std::mem::take(&mut rows.asked), &self.input.columns);
        let sources = self.sheets.iter().map(|sheet| Source {
            file: sheet.chosen.place.file.clone().unwrap_or_default(),
            sheet: sheet.chosen.place.sheet.clone(),
        });
        let describes = |field: &Field| {
            matches!(field, Field::Owner | Field::Country | Field::Phone | Field::TaxNumber | Field::Class)
        };
        let wanted = |field: &Field| match field {
            Field::Unit => wants.detail || wants.quantities,
            field => wants.detail || (wants.customers && describes(field)),
        };
        let further =
            |field: &Field| wanted(field) && self.sheets.iter().any(|sheet| sheet.chosen.layout.of(*field).is_some());
        let mut orders = Orders {
            span,
            currency,
            local: None,
            decimals,
            sources: sources.collect(),
            clients,
            client,
            names,
            day: std::mem::take(&mut rows.day),
            amount: std::mem::take(&mut rows.money),
            order,
            product,
            category,
            quantity,
            texts: texts
                .into_iter()
                .filter(|(field, _)| further(field))
                .map(|(field, texts)| (field.name().into(), texts))
                .collect(),
            moneys: numbers
                .into_iter()
                .filter(|(field, _)| further(field))
                .map(|(field, values)| (field.name().into(), values))
                .collect(),
            dates: std::mem::take(&mut rows.dates)
                .into_iter()
                .filter(|(field, _)| further(field))
                .map(|(field, days)| (field.name().into(), days))
                .collect(),
            source,
            row,
        };
        asked.give(&mut orders);
        orders
    }
}
