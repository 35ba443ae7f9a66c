//! `--join FILE:KEY=KEY`: what other tables say of an order line, looked up by a key and put beside its own cells.
//!
//! ```text
//! open    the tables, their header and keys                   head, once
//! attach  their columns behind those of a sheet of orders     layout, once a sheet
//! load    of each table the columns that are needed           held in memory, once a table
//! look up                                                     each row, while it is read
//! ```
//!
//! From there on they are columns like all others. A key has one row: where it has two that differ, nothing says which counts.

mod account;
mod attach;
mod head;
mod held;
mod row;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::head::Head;
use super::header::fold;
use super::sheet::Chosen;
use super::table::Table;
use crate::model::problem::{CleanProblem, JoinProblem};
use crate::model::{Failure, Field, InputOptions, Join, Place, Problem, Progress};
use crate::read::SheetHead;

pub use self::account::{Account, check, explains};
pub use self::attach::Attached;
pub use self::held::HeldSink;
pub use self::row::{Joined, Looked};

/// Gives the file of a table and its sheet: `customers.xlsx#客户`, or `#客户` in the orders' own workbook.
pub fn file(table: &str) -> (Option<PathBuf>, Option<String>) {
    if Path::new(table).exists() {
        return (Some(table.into()), None);
    }
    let split = |at: usize| (&table[..at], &table[at + 1..]);
    let parts: Vec<(&str, &str)> = table.match_indices('#').map(|(at, _)| split(at)).collect();
    let there = parts.iter().rev().find(|(file, _)| !file.is_empty() && Path::new(file).exists());
    match there.or(parts.first()) {
        Some((file, sheet)) => ((!file.is_empty()).then(|| file.into()), Some((*sheet).trim().to_owned())),
        None => (Some(table.into()), None),
    }
}

/// One table of the options.
struct Asked {
    join: Join,
    /// The sheet, where one is named.
    sheet: Option<String>,
    /// Nothing where it is a sheet of the orders' own workbook.
    table: Option<Box<dyn Table>>,
    /// Nothing until the orders' own workbook is known.
    head: Option<Arc<Head>>,
}

/// All tables that are looked up in.
#[derive(Default)]
pub struct Joins(Vec<Asked>);

impl Joins {
    /// Opens the tables.
    pub fn open(input: &InputOptions, progress: &dyn Progress) -> Result<Joins, Failure> {
        let mut tables: Vec<(Option<String>, Option<Box<dyn Table>>)> = Vec::new();
        for join in &input.joins {
            let (path, sheet) = file(&join.table);
            let Some(path) = path else {
                tables.push((sheet, None));
                continue;
            };
            let files = vec![path.to_string_lossy().into_owned()];
            let plain = InputOptions { files: files.clone(), ..InputOptions::default() };
            // The encoding of the options speaks of the orders; here it serves where the file does not tell its own.
            let opened = crate::read::open(&plain, progress).or_else(|failure| match input.encoding {
                Some(_) => {
                    let given = InputOptions { encoding: input.encoding.clone(), ..plain };
                    crate::read::open(&given, progress).map_err(|_| failure)
                }
                None => Err(failure),
            });
            let (books, _) = opened?;
            if books.len() != 1 {
                let there = books.into_iter().map(|book| book.file).collect();
                let kind = JoinProblem::ManyFiles { files: there };
                return Err(Failure::new(Place::file(&files[0]), CleanProblem::Join(kind)));
            }
            for book in books {
                tables.push((sheet.clone(), Some(Box::new(book))));
            }
        }
        Joins::of(tables, input)
    }

    /// Takes opened tables, one for each join of the options.
    pub fn of(tables: Vec<(Option<String>, Option<Box<dyn Table>>)>, input: &InputOptions) -> Result<Joins, Failure> {
        let mut asked = Vec::new();
        for (join, (sheet, table)) in input.joins.iter().zip(tables) {
            let head = match &table {
                Some(table) => Some(Arc::new(Head::find(table.as_ref(), sheet.as_deref(), join, input)?)),
                None => None,
            };
            asked.push(Asked { join: join.clone(), sheet, table, head });
        }
        Ok(Joins(asked))
    }

    /// Gives the heads of all tables as a book of orders sees them.
    fn heads<T: Table>(&self, table: &T, book: usize, input: &InputOptions) -> Result<Vec<Arc<Head>>, Failure> {
        let mut heads = Vec::new();
        for (nth, asked) in self.0.iter().enumerate() {
            heads.push(match &asked.head {
                Some(head) => Arc::new(Head { join: nth, ..(**head).clone() }),
                None => {
                    let found = Head::find(table, asked.sheet.as_deref(), &asked.join, input)?;
                    Arc::new(Head { join: nth, book: Some(book), ..found })
                }
            });
        }
        Ok(heads)
    }

    /// Gives what is looked up for a book of orders.
    pub fn of_book<T: Table>(&self, table: &T, book: usize, input: &InputOptions) -> Result<Book, Failure> {
        let heads = self.heads(table, book, input)?;
        let same = |head: &&Arc<Head>| match &self.0[head.join].table {
            None => true,
            Some(other) => table.path().is_some_and(|path| other.path().is_some_and(|other| is_same(path, other))),
        };
        let looked_up = heads.iter().filter(same).map(|head| head.sheet).collect();
        Ok(Book { heads, looked_up })
    }

    /// Loads of each table what the chosen sheets need, and lets their rows look it up.
    pub fn load<T: Table>(&self, chosen: &[Chosen], books: &[T], progress: &dyn Progress) -> Result<Tables, Failure> {
        let mut tables = Tables::default();
        let steps = || chosen.iter().filter_map(|chosen| chosen.layout.joined.as_ref()).flat_map(|one| &one.steps);
        let all: BTreeSet<(usize, Option<usize>)> = steps().map(|step| (step.head.join, step.head.book)).collect();
        for (join, book) in all {
            let of = || steps().filter(|step| (step.head.join, step.head.book) == (join, book));
            let Some(head) = of().map(|step| &step.head).next() else { continue };
            let mut needed = held::Needed::new();
            for (column, date) in chosen.iter().flat_map(|chosen| attach::needed(chosen, (join, book))) {
                *needed.entry(column).or_default() |= date;
            }
            let held = match (&self.0[join].table, book) {
                (Some(table), _) => held::load(table.as_ref(), head, &needed, progress)?,
                (None, Some(book)) => held::load(&books[book], head, &needed, progress)?,
                (None, None) => continue,
            };
            tables.0.push(((join, book), Arc::new(held)));
        }
        for chosen in chosen {
            if let Some(attached) = &chosen.layout.joined {
                let joined = Joined::new(attached, &tables);
                drop(chosen.plan.join.set(joined));
            }
        }
        Ok(tables)
    }

    /// Gives the SHA-256 of a table's file.
    fn hash<T: Table>(&self, head: &Head, books: &[T]) -> Result<String, Failure> {
        match (&self.0[head.join].table, head.book) {
            (Some(table), _) => table.hash(),
            (None, Some(book)) => books[book].hash(),
            (None, None) => Ok(String::new()),
        }
    }

    fn encoding<T: Table>(&self, head: &Head, books: &[T]) -> Option<String> {
        match (&self.0[head.join].table, head.book) {
            (Some(table), _) => table.encoding(),
            (None, book) => books[book?].encoding(),
        }
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// The tables that were loaded, by join and, of those in the orders' own workbook, its book.
#[derive(Default)]
pub struct Tables(Vec<((usize, Option<usize>), Arc<held::Held>)>);

impl Tables {
    fn of(&self, head: &Head) -> Option<&Arc<held::Held>> {
        self.0.iter().find(|(key, _)| *key == (head.join, head.book)).map(|(_, held)| held)
    }
}

/// What is looked up for one book of orders.
#[derive(Default)]
pub struct Book {
    heads: Vec<Arc<Head>>,
    /// The sheets of the book that are looked up in, and therefore are no orders.
    pub looked_up: Vec<usize>,
}

impl Book {
    /// Gives the options without the mappings that name columns which only the tables have.
    pub fn own(&self, head: &SheetHead, input: &InputOptions) -> Option<InputOptions> {
        if self.heads.is_empty() {
            return None;
        }
        let stands = |name: &str| {
            let cells = head.rows.iter().take(50).flat_map(|(_, cells)| cells);
            cells.into_iter().any(|cell| fold(&super::layout::words(cell)).name == name)
        };
        let looked_up = |column: &str| self.heads.iter().any(|head| head.names(column).is_some());
        let mut own = input.clone();
        own.map.retain(|mapping| {
            let name = fold(&mapping.column).name;
            !looked_up(&mapping.column) || (!name.is_empty() && stands(&name))
        });
        Some(own)
    }

    /// Puts the tables' columns behind those of a sheet.
    pub fn attach(
        &self,
        layout: super::layout::Layout,
        input: &InputOptions,
        place: &Place,
        joins: &Joins,
    ) -> Result<super::layout::Layout, Failure> {
        attach::attach(layout, &self.heads, joins, input, place)
    }
}

/// Says that a file is looked up in and not read as orders.
pub fn not_orders(file: &str) -> Problem {
    Problem::note(Place::file(file), CleanProblem::Join(JoinProblem::NotOrders))
}

/// Says whether a field's values may be taken from a table without being asked for: what belongs to a line alone may not.
fn is_shared(field: Field) -> bool {
    !matches!(field, Field::Quantity | Field::Discount | Field::Cost | Field::Profit)
}

/// Says whether a value counts once, and would count again in every further line.
fn is_counted(field: Field) -> bool {
    matches!(field, Field::Amount | Field::Quantity | Field::Cost | Field::Profit)
}
