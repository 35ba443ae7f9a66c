//! One row of a table: its fields as what they are, or why it is set aside.

use std::collections::BTreeMap;

use super::Reading;
use super::cells::Sheet;
use super::words;
use crate::clean::header::letters;
use crate::clean::number_column::Value;
use crate::clean::sink::is_blank;
use crate::clean::total;
use crate::model::companion::{
    AsideRow, Companion, Rating, RowPlace, Status, TableAudit, TableColumn, TableField, UnknownCustomer, Unread, Who,
};
use crate::model::{Day, Money, Reason};

/// Why a row is not taken, and the field to blame.
pub struct Aside {
    pub reason: Reason,
    pub field: Option<TableField>,
}

/// A row that is being taken.
pub struct Line<'a> {
    sheet: &'a Sheet,
    at: usize,
    unread: Vec<(TableField, String)>,
}

impl Line<'_> {
    /// Gives its place among the rows of the sheet.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Gives where it stands.
    pub fn place(&self) -> RowPlace {
        self.sheet.place(self.at)
    }

    /// Gives a text.
    pub fn text(&self, field: TableField) -> Option<String> {
        self.sheet.text(self.at, field)
    }

    /// Gives a day that may be missing.
    pub fn day(&mut self, field: TableField) -> Option<Day> {
        match self.sheet.day(self.at, field) {
            Value::Is(day) => Some(day),
            Value::Blank => None,
            Value::Bad => self.cannot_read(field),
        }
    }

    /// Gives a day without which the row is none.
    pub fn need_day(&self, field: TableField) -> Result<Day, Aside> {
        match self.sheet.day(self.at, field) {
            Value::Is(day) => Ok(day),
            Value::Blank => Err(Aside { reason: Reason::NoDate, field: Some(field) }),
            Value::Bad => Err(Aside { reason: Reason::BadDate, field: Some(field) }),
        }
    }

    /// Gives an amount or a quantity that may be missing.
    pub fn money(&mut self, field: TableField) -> Option<Money> {
        match self.sheet.money(self.at, field) {
            Value::Is(money) => Some(money),
            Value::Blank => None,
            Value::Bad => self.cannot_read(field),
        }
    }

    /// Gives an amount without which the row is none.
    pub fn need_money(&self, field: TableField) -> Result<Money, Aside> {
        match self.sheet.money(self.at, field) {
            Value::Is(money) => Ok(money),
            Value::Blank => Err(Aside { reason: Reason::NoAmount, field: Some(field) }),
            Value::Bad => Err(Aside { reason: Reason::BadAmount, field: Some(field) }),
        }
    }

    /// Gives a rating.
    pub fn rating(&self, field: TableField) -> Option<Rating> {
        self.text(field).map(|text| words::rating(&text))
    }

    /// Gives a status.
    pub fn status(&mut self, field: TableField) -> Option<Status> {
        let text = self.text(field)?;
        words::status(&text).or_else(|| self.cannot_read(field))
    }

    /// Gives what stands in columns that hold nothing known, and in cells that could not be read.
    pub fn others(&self) -> Vec<(String, String)> {
        let mut others = self.sheet.others(self.at);
        for (field, text) in &self.unread {
            let header = self.sheet.head.of(*field).map(|one| self.sheet.head.headers[one.index].clone());
            others.push((header.unwrap_or_default(), text.clone()));
        }
        others
    }

    fn cannot_read<T>(&mut self, field: TableField) -> Option<T> {
        self.unread.push((field, self.text(field).unwrap_or_default()));
        None
    }
}

/// A row without its customer: some tables name none.
pub enum Whose {
    /// Each row names one.
    Each,
    /// A row may name one.
    Some,
}

/// Takes the rows of a table, with the account of it.
pub fn take<R>(
    sheet: &Sheet,
    reading: &Reading<'_>,
    whose: &Whose,
    mut make: impl FnMut(&mut Line<'_>, Option<Who>) -> Result<Vec<R>, Aside>,
) -> Companion<R> {
    let head = &sheet.head;
    let mut audit = audit(sheet);
    let (mut rows, mut unknown): (Vec<R>, BTreeMap<String, UnknownCustomer>) = Default::default();
    let mut filled = vec![0_u64; head.columns.len()];
    for at in 0..sheet.rows.len() {
        let mut line = Line { sheet, at, unread: Vec::new() };
        let (id, name) = (line.text(TableField::CustomerId), line.text(TableField::Customer));
        let found = reading.customers.find(id.as_deref(), name.as_deref());
        let named = id.is_some() || name.is_some();
        let made = match (named, whose) {
            _ if is_total(&line) => Err(Aside { reason: Reason::TotalRow, field: None }),
            (false, Whose::Each) => Err(Aside { reason: Reason::NoCustomer, field: head_field(sheet) }),
            (named, _) => make(&mut line, named.then(|| found.who.clone())),
        };
        audit.read += 1;
        match made {
            Ok(made) => {
                rows.extend(made);
                audit.taken += 1;
                for (column, filled) in head.columns.iter().zip(&mut filled) {
                    *filled += u64::from(!sheet.standing(at, column.index).is_empty());
                }
                let unread = std::mem::take(&mut line.unread).into_iter();
                audit.unread.extend(unread.map(|(field, text)| Unread {
                    at: sheet.place(at),
                    field,
                    cell: head.of(field).map(|one| sheet.cell(at, one.index)).unwrap_or_default(),
                    text,
                }));
                if named && found.who.client.is_none() && !reading.known.contains(&found.who.key) {
                    let first = || UnknownCustomer {
                        name: found.who.text.clone(),
                        rows: 0,
                        first: sheet.place(at),
                        similar: None,
                        several: found.several,
                    };
                    unknown.entry(found.who.key.clone()).or_insert_with(first).rows += 1;
                }
            }
            Err(aside) => audit.set_aside.push(AsideRow {
                at: sheet.place(at),
                reason: aside.reason,
                cell: aside
                    .field
                    .and_then(|field| head.of(field))
                    .map(|one| (sheet.cell(at, one.index), sheet.standing(at, one.index))),
                texts: sheet.all(at),
            }),
        }
    }
    audit.columns.iter_mut().zip(filled).for_each(|(column, filled)| column.filled = filled);
    audit.unknown = unknown.into_values().collect();
    audit.unknown.sort_by(|a, b| a.first.cmp(&b.first));
    let names: Vec<&str> = audit.unknown.iter().map(|one| one.name.as_str()).collect();
    let similar = reading.customers.similar(&names);
    audit.unknown.iter_mut().for_each(|one| one.similar = similar.get(&one.name).cloned());
    Companion { rows, audit }
}

/// Gives the field whose column names the customer.
fn head_field(sheet: &Sheet) -> Option<TableField> {
    [TableField::Customer, TableField::CustomerId].into_iter().find(|field| sheet.head.of(*field).is_some())
}

/// Says whether a row sums up those above it.
fn is_total(line: &Line<'_>) -> bool {
    let fields =
        [TableField::Customer, TableField::CustomerId, TableField::Owner, TableField::Period, TableField::Date];
    let says = |field: TableField| line.text(field).is_some_and(|text| total::says_total(&text, false));
    fields.into_iter().any(says)
}

/// Begins the account of a table.
fn audit(sheet: &Sheet) -> TableAudit {
    let head = &sheet.head;
    let column = |one: &super::head::Mapped| TableColumn {
        field: one.field,
        header: head.headers[one.index].clone(),
        letter: letters(one.index),
        read_as: sheet.columns.read_as(one.field),
        given: one.given,
        filled: 0,
    };
    let across = head.across.iter().map(|(index, _)| TableColumn {
        field: TableField::Amount,
        header: head.headers[*index].clone(),
        letter: letters(*index),
        read_as: "number".into(),
        given: false,
        filled: sheet
            .rows
            .iter()
            .filter(|(_, cells)| cells.get(*index).is_some_and(|cell| !is_blank(cell.as_cell())))
            .count() as u64,
    });
    let known = |index: usize| {
        head.columns.iter().any(|one| one.index == index) || head.across.iter().any(|one| one.0 == index)
    };
    let others = head.headers.iter().enumerate().filter(|(index, header)| !known(*index) && !header.is_empty());
    TableAudit {
        file: head.place.file.clone().unwrap_or_default(),
        sheet: head.place.sheet.clone(),
        format: sheet.format.clone(),
        sha256: sheet.sha256.clone(),
        encoding: sheet.encoding.clone(),
        header_row: head.header_row,
        columns: head.columns.iter().map(column).chain(across).collect(),
        others: others.map(|(_, header)| header.clone()).collect(),
        ..TableAudit::empty(head.table)
    }
}
