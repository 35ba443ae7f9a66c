//! The rows of a table with its columns decided: texts, days and money by row and field.

use super::columns::{Columns, Values};
use super::head::Head;
use crate::clean::header::{fold, letters};
use crate::clean::layout::words;
use crate::clean::number_column::Value;
use crate::clean::sink::is_blank;
use crate::clean::text_column::{trim, write_cell};
use crate::model::companion::{RowPlace, TableField};
use crate::model::{Day, Failure, InputOptions, Money, Problem, Progress};
use crate::read::{Book, Cell, OwnedCell, RowSink};

/// A row as it stands, with its number.
pub type Row = (u32, Vec<OwnedCell>);

/// A sheet that holds a table, read.
pub struct Sheet {
    pub head: Head,
    pub format: String,
    pub encoding: Option<String>,
    pub sha256: String,
    /// The rows below the header that are neither blank nor the header again.
    pub rows: Vec<Row>,
    pub columns: Columns,
}

struct Rows(Vec<Row>);

impl RowSink for Rows {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        if !cells.iter().all(|cell| is_blank(*cell)) {
            self.0.push((row, cells.iter().map(|cell| Cell::to_owned(*cell)).collect()));
        }
        Ok(())
    }
}

impl Sheet {
    /// Reads all rows, and decides the columns on them; warns of columns that cannot be, where the table can do without them.
    pub fn read(
        book: &Book,
        head: Head,
        input: &InputOptions,
        progress: &dyn Progress,
    ) -> Result<(Sheet, Vec<Problem>), Failure> {
        let blocks = book.fold(head.sheet, &|| Rows(Vec::new()), progress)?;
        let numbered = blocks.into_iter().flat_map(|block| {
            let first = block.first_row;
            block.sink.0.into_iter().map(move |(row, cells)| (first.saturating_add(row), cells))
        });
        let names: Vec<(usize, String)> =
            head.columns.iter().map(|one| (one.index, fold(&head.headers[one.index]).name)).collect();
        let again = |cells: &[OwnedCell]| {
            let same = |(index, name): &&(usize, String)| {
                cells.get(*index).is_some_and(|cell| !name.is_empty() && fold(&words(cell)).name == *name)
            };
            let same = names.iter().filter(same).count();
            same >= 2.min(names.len()) && same * 2 > names.len()
        };
        let below = numbered.filter(|(row, cells)| *row > head.header_row && !again(cells));
        let rows: Vec<Row> = below.collect();
        let (columns, said) = Columns::decide(&head, &rows, input)?;
        let sheet = Sheet {
            format: book.format.name().into(),
            encoding: book.encoding.clone(),
            sha256: book.hash()?,
            rows,
            columns,
            head,
        };
        Ok((sheet, said))
    }

    /// Gives where a row stands.
    pub fn place(&self, at: usize) -> RowPlace {
        let place = &self.head.place;
        RowPlace { file: place.file.clone().unwrap_or_default(), sheet: place.sheet.clone(), row: self.rows[at].0 }
    }

    /// Gives a cell's name, such as `C7`.
    pub fn cell(&self, at: usize, index: usize) -> String {
        format!("{}{}", letters(index), self.rows[at].0)
    }

    /// Gives what stands in a cell.
    pub fn standing(&self, at: usize, index: usize) -> String {
        let mut text = String::new();
        if let Some(cell) = self.rows[at].1.get(index) {
            write_cell(cell.as_cell(), &mut text);
        }
        trim(&text).to_owned()
    }

    /// Gives the text of a field, where there is one.
    pub fn text(&self, at: usize, field: TableField) -> Option<String> {
        let text = self.standing(at, self.head.of(field)?.index);
        (!text.is_empty()).then_some(text)
    }

    /// Gives the day of a field.
    pub fn day(&self, at: usize, field: TableField) -> Value<Day> {
        match self.columns.of(field) {
            Some(Values::Days(column)) => match column.day(at) {
                Value::Is(day) => Value::Is(Day::from_number(day)),
                Value::Blank => Value::Blank,
                Value::Bad => Value::Bad,
            },
            _ => Value::Blank,
        }
    }

    /// Gives the money of a field; also a quantity, which counts in ten-thousandths too.
    pub fn money(&self, at: usize, field: TableField) -> Value<Money> {
        match self.columns.of(field) {
            Some(Values::Numbers(column)) => money(column.amount(at)),
            _ => Value::Blank,
        }
    }

    /// Gives the money of a column that targets of one period stand in.
    pub fn across(&self, at: usize, nth: usize) -> Value<Money> {
        self.columns.across.get(nth).map_or(Value::Blank, |column| money(column.amount(at)))
    }

    /// Gives what stands in the columns that hold nothing known: header and text.
    pub fn others(&self, at: usize) -> Vec<(String, String)> {
        let known = |index: usize| {
            self.head.columns.iter().any(|one| one.index == index && !self.columns.is_left_out(one.field))
                || self.head.across.iter().any(|one| one.0 == index)
        };
        let each = (0..self.head.headers.len()).filter(|index| !known(*index));
        let texts = each.map(|index| (self.header(index), self.standing(at, index)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// Gives all that stands in a row.
    pub fn all(&self, at: usize) -> Vec<(String, String)> {
        let each = (0..self.head.headers.len()).map(|index| (self.header(index), self.standing(at, index)));
        each.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// Gives a column's header, or its letters where it has none.
    fn header(&self, index: usize) -> String {
        match self.head.headers[index].as_str() {
            "" => letters(index),
            header => header.to_owned(),
        }
    }
}

fn money(value: Value<i64>) -> Value<Money> {
    match value {
        Value::Is(raw) => Value::Is(Money::from_raw(raw)),
        Value::Blank => Value::Blank,
        Value::Bad => Value::Bad,
    }
}
