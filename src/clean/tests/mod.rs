//! Tests of the whole room, on rows made here and on real exports.

mod asked;
mod groups;
mod joins;
mod messages;
mod properties;
mod rates;
mod real;
mod rows;
mod shapes;
mod stacked;

use super::join::HeldSink;
use super::join::Joins;
use super::sink::Sink;
use super::table::Table;
use super::{Cleaned, Cleaning, aliases::Aliases};
use crate::model::{Calendar, Day, Failure, Grain, InputOptions, NoProgress, Progress, Wants};
use crate::read::{Block, OwnedCell, RowSink, SheetHead};

/// A table made in a test: rows with their numbers, one sheet or several.
pub struct Made {
    file: String,
    sheets: Vec<SheetHead>,
    rows: Vec<Vec<(u32, Vec<OwnedCell>)>>,
    /// Rows in a block.
    block: usize,
}

/// Makes a cell of a word: `=` before a formula without a result, `#` before a number, `@` before a date serial.
fn cell(word: &str) -> OwnedCell {
    match word.chars().next() {
        None => OwnedCell::Empty,
        Some('=') => OwnedCell::Unsaved(word.into()),
        Some('#') => OwnedCell::Number(word[1..].parse().unwrap()),
        Some('@') => OwnedCell::Serial(word[1..].parse().unwrap()),
        Some(_) => OwnedCell::Text(word.into()),
    }
}

impl Made {
    /// Makes a sheet of lines of cells between `|`; an empty line is a row without cells.
    pub fn sheet(file: &str, name: Option<&str>, hidden: bool, lines: &[&str]) -> Made {
        let rows: Vec<(u32, Vec<OwnedCell>)> = lines
            .iter()
            .zip(1..)
            .filter(|(line, _)| !line.is_empty())
            .map(|(line, row)| (row, line.split('|').map(|word| cell(word.trim_matches(' '))).collect()))
            .collect();
        let head = SheetHead {
            name: name.map(String::from),
            hidden,
            rows: rows.iter().take(200).cloned().collect(),
            rows_hint: rows.len() as u64,
            epoch_1904: false,
        };
        Made { file: file.into(), sheets: vec![head], rows: vec![rows], block: 3 }
    }

    /// Makes a file without sheets.
    pub fn file(file: &str, lines: &[&str]) -> Made {
        Made::sheet(file, None, false, lines)
    }

    /// Adds the sheets of another.
    pub fn and(mut self, other: Made) -> Made {
        self.sheets.extend(other.sheets);
        self.rows.extend(other.rows);
        self
    }
}

impl Table for Made {
    fn file(&self) -> &str {
        &self.file
    }

    fn format(&self) -> String {
        "csv".into()
    }

    fn encoding(&self) -> Option<String> {
        None
    }

    fn separator(&self) -> Option<char> {
        Some(',')
    }

    fn hash(&self) -> Result<String, Failure> {
        Ok(String::new())
    }

    fn sheets(&self) -> &[SheetHead] {
        &self.sheets
    }

    fn fold_held(
        &self,
        sheet: usize,
        make: &(dyn Fn() -> HeldSink + Sync),
        _: &dyn Progress,
    ) -> Result<Vec<Block<HeldSink>>, Failure> {
        let mut sink = make();
        for (row, cells) in &self.rows[sheet] {
            let cells: Vec<_> = cells.iter().map(OwnedCell::as_cell).collect();
            sink.row(row - 1, &cells)?;
        }
        sink.end();
        Ok(vec![Block { sink, first_row: 1 }])
    }

    fn fold_rows(
        &self,
        sheet: usize,
        in_order: bool,
        make: &(dyn Fn() -> Sink + Sync),
        _: &dyn Progress,
    ) -> Result<Vec<Block<Sink>>, Failure> {
        let fold = |rows: &[(u32, Vec<OwnedCell>)]| {
            let (mut sink, first_row) = (make(), if in_order { 1 } else { rows[0].0 });
            for (row, cells) in rows {
                let cells: Vec<_> = cells.iter().map(OwnedCell::as_cell).collect();
                sink.row(row - first_row, &cells)?;
            }
            sink.end();
            Ok(Block { sink, first_row })
        };
        let block = if in_order { usize::MAX } else { self.block };
        self.rows[sheet].chunks(block).map(fold).collect()
    }
}

pub const QUARTERS: Calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };

/// Cleans tables with everything kept; today is 2030-01-01 where the options do not say.
pub fn cleaned(tables: &[Made], input: &InputOptions) -> Result<Cleaned, Failure> {
    cleaned_for(tables, input, Wants::ALL, Aliases::default())
}

pub fn cleaned_for(tables: &[Made], input: &InputOptions, wants: Wants, aliases: Aliases) -> Result<Cleaned, Failure> {
    let mut input = input.clone();
    input.today = input.today.or(Day::from_ymd(2030, 1, 1));
    Cleaning { input: &input, calendar: QUARTERS, wants, aliases, rates: None, joins: Joins::default() }
        .run(tables, &NoProgress)
}
