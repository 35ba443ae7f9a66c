//! The tables beside the orders: opened, mapped, cleaned and matched with the customers of the orders.
//!
//! ```text
//! head     the sheet, its header, what its columns mean      by the known headers, and `--map customers.owner=跟单员`
//! columns  dates and numbers, decided on all their values    as those of orders are
//! whom     the customer that each row means                  by id, else by the name's key, after the aliases
//! rows     plain rows, and why a row is set aside
//! account  what is said of it
//! ```
//!
//! What is wrong with a table leaves that table out and is a warning: the orders can be told without it. Only a file that is not
//! there is an error.

mod account;
mod cells;
mod columns;
mod costs;
mod head;
mod line;
mod period;
mod rows;
#[cfg(test)]
mod tests;
mod whom;
mod words;

pub use self::costs::Costs;

use std::collections::BTreeSet;

use self::cells::Sheet;
use self::head::Head;
use self::whom::Customers;
use super::aliases;
use super::join::file as file_of;
use crate::model::companion::{Companion, Companions, TableKind};
use crate::model::problem::{CompanionProblem, Kind, ReadProblem};
use crate::model::{Calendar, Failure, InputOptions, Orders, Place, Problem, Progress};
use crate::read::{Book, open};

/// The tables beside the orders, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Beside {
    pub companions: Companions,
    /// The costs as orders are held, for sums by customer and day.
    pub costs: Option<Costs>,
    pub problems: Vec<Problem>,
}

/// What all tables are read with.
struct Reading<'a> {
    input: &'a InputOptions,
    calendar: Calendar,
    orders: &'a Orders,
    customers: &'a Customers<'a>,
    /// The keys of the customers that the master knows, leads too.
    known: BTreeSet<String>,
    progress: &'a dyn Progress,
}

/// Reads the tables that the options name, beside orders that are cleaned.
///
/// # Errors
/// A file that is not there; what the alias file does not allow.
pub fn companions(
    input: &InputOptions,
    calendar: Calendar,
    orders: &Orders,
    progress: &dyn Progress,
) -> Result<Beside, Failure> {
    let mut beside = Beside::default();
    if input.tables.is_empty() {
        return Ok(beside);
    }
    let aliases = aliases::open(input, progress)?;
    let customers = Customers::of(orders, &aliases);
    let mut reading = Reading { input, calendar, orders, customers: &customers, known: BTreeSet::new(), progress };
    for table in TableKind::ALL {
        let Some(named) = input.tables.get(&table) else { continue };
        match reading.read(table, named, &mut beside) {
            Ok(()) => {}
            Err(failure) if is_missing(&failure) => return Err(failure),
            Err(Failure(why)) => {
                let place = why.place.clone();
                let kind = CompanionProblem::LeftOut { table, column: false, why };
                beside.problems.push(Problem::warning(place, kind));
            }
        }
        if let (TableKind::Customers, Some(master)) = (table, &beside.companions.customers) {
            reading.known = master.rows.iter().map(|row| row.customer.key.clone()).collect();
        }
    }
    Ok(beside)
}

/// Says whether the file of a table is not there, or cannot be opened.
fn is_missing(failure: &Failure) -> bool {
    matches!(
        failure.0.kind,
        Kind::Read(ReadProblem::NotFound { .. } | ReadProblem::NoFiles { .. } | ReadProblem::Unreadable { .. })
    )
}

impl Reading<'_> {
    fn read(&self, table: TableKind, named: &str, beside: &mut Beside) -> Result<(), Failure> {
        if table == TableKind::Costs {
            let (held, costs, said) = costs::costs(self, named)?;
            beside.problems.extend(said);
            beside.problems.extend(account::unknown(&costs.audit));
            (beside.costs, beside.companions.costs) = (held, Some(costs));
            return Ok(());
        }
        let (book, sheet) = self.open(table, named)?;
        let head = Head::find(&book, sheet.as_deref(), table, self.input)?;
        head.check_currency(self.orders)?;
        let (sheet, said) = Sheet::read(&book, head, self.input, self.progress)?;
        beside.problems.extend(said);
        let companions = &mut beside.companions;
        let audit = match table {
            TableKind::Customers => keep(&mut companions.customers, rows::master(&sheet, self)),
            TableKind::FollowUps => keep(&mut companions.follow_ups, rows::follow_ups(&sheet, self)),
            TableKind::Receivables => keep(&mut companions.receivables, rows::receivables(&sheet, self)),
            TableKind::Claims => keep(&mut companions.claims, rows::claims(&sheet, self)),
            TableKind::Stock => keep(&mut companions.stock, rows::stock(&sheet, self)),
            TableKind::Targets => keep(&mut companions.targets, period::targets(&sheet, self)),
            TableKind::Costs => return Ok(()),
        };
        beside.problems.extend(account::problems(audit));
        if let (TableKind::Customers, Some(master)) = (table, &companions.customers) {
            beside.problems.extend(account::twice(master));
        }
        Ok(())
    }

    /// Opens a table; the sheet stands behind `#`, or behind the last colon where that is no part of the file's name.
    fn open(&self, table: TableKind, named: &str) -> Result<(Book, Option<String>), Failure> {
        let (file, sheet) = path_of(named);
        let plain = InputOptions { files: vec![file.clone()], ..InputOptions::default() };
        // The encoding of the options speaks of the orders; here it serves where the file does not tell its own.
        let opened = open(&plain, self.progress).or_else(|failure| match &self.input.encoding {
            Some(encoding) => {
                let given = InputOptions { encoding: Some(encoding.clone()), ..plain };
                open(&given, self.progress).map_err(|_| failure)
            }
            None => Err(failure),
        });
        let (mut books, _) = opened?;
        match books.len() {
            1 => Ok((books.swap_remove(0), sheet)),
            _ => {
                let files = books.into_iter().map(|book| book.file).collect();
                Err(Failure::new(Place::file(file), CompanionProblem::ManyFiles { table, files }))
            }
        }
    }
}

/// Gives the file of a table, and the sheet where one is named.
pub fn path_of(named: &str) -> (String, Option<String>) {
    let (path, sheet) = file_of(named);
    let whole = path.map_or_else(|| named.to_owned(), |path| path.to_string_lossy().into_owned());
    if sheet.is_none()
        && !std::path::Path::new(&whole).exists()
        && let Some((file, sheet)) = named.rsplit_once([':', '：'])
        && std::path::Path::new(file).exists()
        && !sheet.trim().is_empty()
    {
        return (file.to_owned(), Some(sheet.trim().to_owned()));
    }
    (whole, sheet)
}

/// Keeps a table and gives its account.
fn keep<R>(kept: &mut Option<Companion<R>>, table: Companion<R>) -> &crate::model::companion::TableAudit {
    &kept.insert(table).audit
}
