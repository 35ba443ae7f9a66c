//! Which sheet of a file holds the table, where its header is, and what its columns mean.

use std::collections::BTreeMap;

use crate::clean::crosstab::named as period_named;
use crate::clean::currency::name_of;
use crate::clean::header::{self, Folded, fold};
use crate::clean::layout::words;
use crate::clean::sheet::named;
use crate::model::companion::{TableField, TableKind};
use crate::model::problem::{CleanProblem, CompanionProblem};
use crate::model::{Failure, Field, InputOptions, Orders, Period, Place};
use crate::read::{Book, OwnedCell, SheetHead};

/// How many rows may stand above the header.
const ABOVE: usize = 50;

/// A column that holds something known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    pub field: TableField,
    /// 0-based.
    pub index: usize,
    pub given: bool,
}

/// A table as its first rows show it.
#[derive(Clone, Debug)]
pub struct Head {
    pub table: TableKind,
    pub sheet: usize,
    pub place: Place,
    pub header_row: u32,
    pub epoch_1904: bool,
    /// Every column's header as it stands.
    pub headers: Vec<String>,
    pub columns: Vec<Mapped>,
    /// The columns of amounts of a period each, where targets stand across.
    pub across: Vec<(usize, Period)>,
    /// By column the power of ten by which its numbers count, where that is not one.
    pub powers: BTreeMap<usize, u32>,
    /// The currency that the amount's header names.
    pub currency: Option<&'static str>,
    /// The first rows below the header.
    below: Vec<Vec<OwnedCell>>,
}

impl Head {
    /// Gives the column of a field.
    pub fn of(&self, field: TableField) -> Option<&Mapped> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// Gives the place of a column: its header, and a cell where a row is named.
    pub fn at(&self, index: usize, row: Option<u32>) -> Place {
        let cell = row.map(|row| format!("{}{row}", header::letters(index)));
        let header = self.headers.get(index).filter(|header| !header.is_empty()).cloned();
        Place { column: header, cell, ..self.place.clone() }
    }

    /// Finds the sheet and the header: the row that names most columns of the table.
    pub fn find(book: &Book, wanted: Option<&str>, table: TableKind, input: &InputOptions) -> Result<Head, Failure> {
        let place = Place::file(&book.file);
        let sheets: Vec<usize> = match wanted {
            Some(wanted) => {
                let names = book.sheets.iter().filter_map(|head| head.name.clone()).collect();
                let kind = || CompanionProblem::NoSheet { wanted: wanted.into(), sheets: names };
                vec![named(&book.sheets, wanted).ok_or_else(|| Failure::new(place.clone(), kind()))?]
            }
            None => (0..book.sheets.len()).filter(|&at| !book.sheets[at].hidden).collect(),
        };
        let all = |table| sheets.iter().flat_map(move |&at| heads(book, at, table, input)).collect::<Vec<Head>>();
        let heads = all(table);
        let rank = |head: &Head| (head.missing().is_none(), head.columns.len() + head.across.len());
        // Of equals, the first.
        let best = heads.iter().rev().max_by_key(|head| rank(head));
        let Some(best) = best else {
            let headers = sheets.iter().find_map(|&at| seen(&book.sheets[at])).unwrap_or_default();
            let kind = CompanionProblem::NoHeader { table, headers, like: like(&all, table) };
            return Err(Failure::new(place, kind));
        };
        for mapping in input.table_map.iter().filter(|mapping| mapping.table == table) {
            if !is_none(&mapping.column) && column(&best.headers, &mapping.column).is_none() {
                let columns: Vec<String> = best.headers.iter().filter(|header| !header.is_empty()).cloned().collect();
                let similar = header::nearest(&mapping.column, columns.iter().map(String::as_str)).map(str::to_owned);
                let option = format!("--map {}.{}", table.name(), mapping.field.name());
                let kind = CleanProblem::UnknownColumn { option, wanted: mapping.column.clone(), similar, columns };
                return Err(Failure::new(Place { row: Some(best.header_row), ..best.place.clone() }, kind));
            }
        }
        if best.is_of_orders() {
            let place = Place { row: Some(best.header_row), ..best.place.clone() };
            return Err(Failure::new(place, CompanionProblem::Orders { table }));
        }
        if let Some(needs) = best.missing() {
            let headers = best.headers.iter().filter(|header| !header.is_empty()).cloned().collect();
            let kind = CompanionProblem::NoColumn { table, needs, headers, like: like(&all, table) };
            return Err(Failure::new(Place { row: Some(best.header_row), ..best.place.clone() }, kind));
        }
        let mut head = best.clone();
        head.count_by();
        Ok(head)
    }

    /// Gives the fields of which the table needs one and has none.
    fn missing(&self) -> Option<&'static [TableField]> {
        let needs = self.table.needs().iter().copied();
        let stands = |any: &&[TableField]| any.iter().any(|field| self.of(*field).is_some());
        let across = |any: &&[TableField]| {
            !self.across.is_empty() && any.iter().any(|field| matches!(field, TableField::Period | TableField::Amount))
        };
        needs.into_iter().find(|any| !stands(any) && !across(any))
    }

    /// Says whether the headers are those of order lines: a number, a quantity, a price and an amount.
    fn is_of_orders(&self) -> bool {
        let folded: Vec<Folded> = self.headers.iter().map(|header| fold(header)).collect();
        let has = |field: &Field| folded.iter().any(|header| field.headers().contains(&header.known_as()));
        self.table != TableKind::Costs && [Field::Order, Field::Quantity, Field::Price, Field::Amount].iter().all(has)
    }

    /// Takes the units from the headers.
    fn count_by(&mut self) {
        let amounts = self.columns.iter().filter(|column| column.field == TableField::Amount);
        let indexes: Vec<usize> =
            amounts.map(|column| column.index).chain(self.across.iter().map(|one| one.0)).collect();
        for index in indexes {
            let folded = fold(&self.headers[index]);
            if folded.power > 0 {
                self.powers.insert(index, folded.power);
            }
            self.currency = self.currency.or(folded.currency);
        }
    }

    /// Refuses amounts in another currency than that of the orders.
    pub fn check_currency(&self, orders: &Orders) -> Result<(), Failure> {
        let Some(ours) = orders.currency.as_deref() else { return Ok(()) };
        if self.of(TableField::Amount).is_none() && self.across.is_empty() {
            return Ok(());
        }
        let known = |header: &String| Field::Currency.headers().contains(&fold(header).known_as());
        let column = self.headers.iter().position(known);
        let codes = self.below.iter().filter_map(|cells| {
            let text = words(cells.get(column?)?);
            (!text.is_empty()).then(|| name_of(&text, false))
        });
        // A sign alone may be that of several currencies.
        let is_code = |code: &String| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let theirs = codes.chain(self.currency.map(str::to_owned)).filter(is_code).find(|code| code != ours);
        match theirs {
            None => Ok(()),
            Some(theirs) => {
                let kind = CompanionProblem::OtherCurrency { table: self.table, theirs, ours: ours.into() };
                Err(Failure::new(self.place.clone(), kind))
            }
        }
    }
}

/// Gives the other table that a file seems to hold.
fn like(all: &dyn Fn(TableKind) -> Vec<Head>, table: TableKind) -> Option<TableKind> {
    let full = |other: &TableKind| all(*other).iter().any(|head| head.missing().is_none() && head.columns.len() > 2);
    TableKind::ALL.into_iter().filter(|other| *other != table).find(full)
}

/// Gives what each of the first rows of a sheet would be as the header; nothing for rows that name no column.
fn heads(book: &Book, sheet: usize, table: TableKind, input: &InputOptions) -> Vec<Head> {
    let head = &book.sheets[sheet];
    let place = Place { sheet: head.name.clone(), ..Place::file(&book.file) };
    let width = head.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let known = Known::of(table);
    let first = head.rows.iter().take(ABOVE).enumerate();
    let each = first.filter_map(|(at, (row, cells))| {
        let mut headers: Vec<String> = cells.iter().map(words).collect();
        headers.resize(width, String::new());
        let columns = known.columns(&headers, input);
        let across = match table {
            TableKind::Targets if columns.iter().all(|column| column.field != TableField::Period) => {
                across(cells, input.fiscal_start.unwrap_or(1))
            }
            _ => Vec::new(),
        };
        (columns.len() + across.len() > 0).then(|| Head {
            table,
            sheet,
            place: place.clone(),
            header_row: *row,
            epoch_1904: head.epoch_1904,
            headers,
            columns,
            across,
            powers: BTreeMap::new(),
            currency: None,
            below: head.rows[at + 1..].iter().map(|(_, cells)| cells.clone()).collect(),
        })
    });
    each.collect()
}

/// Gives the columns whose headers are periods.
fn across(cells: &[OwnedCell], fiscal_start: u8) -> Vec<(usize, Period)> {
    let period = |cell: &OwnedCell| {
        let label = || Period::parse(&words(cell), fiscal_start);
        period_named(cell).and_then(|named| named.period(None, fiscal_start)).or_else(label)
    };
    cells.iter().enumerate().filter_map(|(at, cell)| Some((at, period(cell)?))).collect()
}

/// Gives the texts of the first row that has any.
fn seen(head: &SheetHead) -> Option<Vec<String>> {
    let texts = |cells: &[OwnedCell]| cells.iter().map(words).filter(|text| !text.is_empty()).collect::<Vec<_>>();
    head.rows.iter().map(|(_, cells)| texts(cells)).find(|texts| !texts.is_empty())
}

fn is_none(column: &str) -> bool {
    column.trim().eq_ignore_ascii_case("none")
}

/// Gives the column that a name means: a header, a letter or a number.
fn column(headers: &[String], name: &str) -> Option<usize> {
    let exact = headers.iter().position(|header| header == name.trim());
    let folded = fold(name).name;
    let alike = || headers.iter().position(|header| !header.is_empty() && fold(header).name == folded);
    exact.or_else(alike).or_else(|| header::position(name).filter(|at| *at < headers.len()))
}

/// The headers that a table knows: by header the fields that it may mean, each with its rank.
struct Known {
    table: TableKind,
    meanings: BTreeMap<&'static str, Vec<(usize, usize)>>,
}

impl Known {
    fn of(table: TableKind) -> Known {
        let mut meanings: BTreeMap<&'static str, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, &field) in table.fields().iter().enumerate() {
            for (rank, header) in table.headers(field).into_iter().enumerate() {
                meanings.entry(header).or_default().push((rank, at));
            }
        }
        Known { table, meanings }
    }

    /// Gives what the columns of a header mean: those that the user names, then the best known.
    fn columns(&self, headers: &[String], input: &InputOptions) -> Vec<Mapped> {
        let mut mapped: Vec<Mapped> = Vec::new();
        let mut closed: Vec<TableField> = Vec::new();
        for mapping in input.table_map.iter().filter(|mapping| mapping.table == self.table) {
            closed.push(mapping.field);
            if let Some(index) = column(headers, &mapping.column).filter(|_| !is_none(&mapping.column)) {
                mapped.push(Mapped { field: mapping.field, index, given: true });
            }
        }
        let folded: Vec<Folded> = headers.iter().map(|header| fold(header)).collect();
        // What a header says as a whole comes before what stands behind its point.
        let known = |folded: &Folded| match self.meanings.get(folded.name.as_str()) {
            Some(fields) => Some((false, fields)),
            None => self.meanings.get(folded.known_as()).map(|fields| (true, fields)),
        };
        let found = folded.iter().enumerate().filter_map(|(index, header)| Some((index, known(header)?)));
        let each = found.flat_map(|(index, (behind, fields))| {
            fields.iter().map(move |(rank, field)| (behind, *rank, *field, index))
        });
        let mut candidates: Vec<(bool, usize, usize, usize)> = each.collect();
        candidates.sort_unstable();
        for (.., field, index) in candidates {
            let field = self.table.fields()[field];
            let taken = |one: &Mapped| one.index == index || one.field == field;
            if !closed.contains(&field) && !mapped.iter().any(taken) {
                mapped.push(Mapped { field, index, given: false });
            }
        }
        mapped.sort_by_key(|one| self.table.fields().iter().position(|field| *field == one.field));
        mapped
    }
}
