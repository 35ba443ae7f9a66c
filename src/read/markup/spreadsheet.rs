//! The XML form of Excel 2003 (SpreadsheetML) → rows.
//!
//! Rows and cells may name their places; merged cells hold their value in the first. Numbers are dates where a style says so.

use std::collections::HashMap;

use html5gum::State;

use super::gather::{Cut, Gather, Row, Step};
use super::tags::{Grammar, Tag, local};
use super::value::{EPOCH_1904, Shown, Slot, is_long, number, shown};
use crate::model::problem::{Damage, Excess, ReadProblem};

/// Rows of a sheet that can be numbered, and styles.
const ROWS: u32 = 1 << 30;
const STYLES: usize = 1 << 16;

/// Bytes of a sheet's name or visibility.
const LONGEST_NAME: usize = 200;

/// Makes rows of the worksheets.
pub(super) struct Spreadsheet<'p> {
    gather: Gather<'p>,
    epoch_1904: bool,
    style: Vec<u8>,
    styles: HashMap<Vec<u8>, Shown>,
    sheet: Option<usize>,
    /// The row at hand, from 1; where the next begins.
    row: u32,
    next_row: u32,
    in_row: bool,
    keeps: bool,
    row_style: Option<Shown>,
    cells: Row,
    next_column: u32,
    cell: Option<Open>,
    reading: Reading,
    visible: Vec<u8>,
    in_comment: bool,
    ended: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    column: u32,
    shown: Option<Shown>,
    formula: Option<String>,
    kind: Kind,
    start: usize,
}

/// The type of a cell's data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    Text,
    Number,
    Date,
    Truth,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Nothing,
    Data,
    Visible,
}

impl<'p> Spreadsheet<'p> {
    pub fn new(gather: Gather<'p>) -> Spreadsheet<'p> {
        Spreadsheet {
            gather,
            epoch_1904: false,
            style: Vec::new(),
            styles: HashMap::new(),
            sheet: None,
            row: 0,
            next_row: 1,
            in_row: false,
            keeps: false,
            row_style: None,
            cells: Row::default(),
            next_column: 0,
            cell: None,
            reading: Reading::Nothing,
            visible: Vec::new(),
            in_comment: false,
            ended: false,
        }
    }

    /// Reads the place that a row or cell names; it may not lie before one that was read.
    fn index(&mut self, tag: &Tag, next: u32, most: u32) -> u32 {
        let Some(named) = tag.local(b"index") else { return next };
        let named = std::str::from_utf8(named).ok().and_then(|text| text.trim().parse::<u32>().ok());
        match named {
            Some(named) if named >= next => named.min(most),
            _ => {
                self.gather.refuse(ReadProblem::Damaged { bytes: 0, damage: Damage::Index });
                next
            }
        }
    }

    fn open_row(&mut self, tag: &Tag) {
        self.close_row();
        let Some(sheet) = self.sheet else { return };
        self.row = self.index(tag, self.next_row, ROWS);
        self.gather.at(sheet, self.row);
        // A row may stand for empty ones below it too.
        let span = tag.local(b"span").map_or(0, count);
        self.next_row = self.row.saturating_add(span).saturating_add(1);
        if self.next_row > ROWS {
            self.gather.refuse(ReadProblem::TooMuch { of: Excess::Rows, most: u64::from(ROWS) });
        }
        (self.in_row, self.next_column) = (true, 1);
        self.keeps = self.gather.keeps(sheet);
        self.row_style = self.styled(tag);
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(sheet) = self.sheet.filter(|_| self.in_row) {
            self.gather.row(sheet, self.row, &mut self.cells);
        }
        self.in_row = false;
    }

    fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        if !self.in_row {
            return;
        }
        let column = self.index(tag, self.next_column, 1 << 20);
        self.next_column = column.saturating_add(tag.local(b"mergeacross").map_or(0, count)).saturating_add(1);
        let formula = tag.local(b"formula").filter(|_| self.keeps);
        self.cell = Some(Open {
            column: column - 1,
            shown: self.styled(tag).or(self.row_style),
            formula: formula.map(|formula| String::from_utf8_lossy(formula).into_owned()),
            ..Open::default()
        });
    }

    fn styled(&self, tag: &Tag) -> Option<Shown> {
        self.styles.get(tag.local(b"styleid")?).copied()
    }

    fn close_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        self.reading = Reading::Nothing;
        if !self.keeps {
            self.cells.filled |= cell.kind != Kind::None || cell.formula.is_some();
            return;
        }
        let (start, end) = (cell.start as u32, self.cells.text.len() as u32);
        let text = String::from_utf8_lossy(self.cells.text.get(cell.start..).unwrap_or_default());
        let days = if self.epoch_1904 { EPOCH_1904 } else { 0.0 };
        let is_date = cell.shown == Some(Shown::Date);
        let slot = match cell.kind {
            Kind::None => match cell.formula.take() {
                None => Slot::Empty,
                Some(formula) => {
                    let start = self.cells.text.len() as u32;
                    self.cells.text.extend_from_slice(formula.as_bytes());
                    Slot::Unsaved(start, start + formula.len() as u32)
                }
            },
            _ if text.is_empty() => Slot::Empty,
            Kind::Text => Slot::Text(start, end),
            Kind::Error => Slot::Error(start, end),
            Kind::Truth => Slot::Bool(matches!(text.trim(), "1" | "true" | "TRUE" | "True")),
            // Milliseconds are always written and never meant.
            Kind::Date => Slot::Iso(start, start + text.find('.').unwrap_or(text.len()) as u32),
            Kind::Number => match number(&text) {
                Some(value) if is_date => Slot::Serial(value + days),
                Some(value) if !is_long(&text) => Slot::Number(value),
                _ => Slot::Text(start, end),
            },
        };
        if slot != Slot::Empty
            && let Err(problem) = self.cells.put(cell.column as usize, slot)
        {
            self.gather.refuse(problem);
        }
    }

    fn open_data(&mut self, tag: &Tag) {
        let Some(cell) = self.cell.as_mut().filter(|_| !self.in_comment) else { return };
        cell.kind = match tag.local(b"type").unwrap_or_default() {
            b"Number" => Kind::Number,
            b"DateTime" => Kind::Date,
            b"Boolean" => Kind::Truth,
            b"Error" => Kind::Error,
            _ => Kind::Text,
        };
        cell.start = self.cells.text.len();
        self.reading = Reading::Data;
    }

    fn open_style(&mut self, tag: &Tag) {
        self.style = tag.local(b"id").unwrap_or_default().to_vec();
        let parent = tag.local(b"parent").and_then(|parent| self.styles.get(parent).copied());
        if let Some(shown) = parent.filter(|_| self.styles.len() < STYLES) {
            self.styles.insert(self.style.clone(), shown);
        }
    }

    fn close_sheet(&mut self) {
        self.close_row();
        if let Some(sheet) = self.sheet.take() {
            self.gather.ends(sheet);
        }
    }
}

fn count(text: &[u8]) -> u32 {
    std::str::from_utf8(text).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

impl Grammar for Spreadsheet<'_> {
    type Step = Step;
    const XML: bool = true;

    fn opened(&mut self, tag: &Tag) -> Option<State> {
        let name = local(&tag.name);
        match name {
            b"cell" => self.open_cell(tag),
            b"data" => self.open_data(tag),
            b"row" => self.open_row(tag),
            b"worksheet" => {
                self.close_sheet();
                let name = tag.local(b"name").map(|name| String::from_utf8_lossy(name).into_owned());
                self.sheet = Some(self.gather.table(name, self.epoch_1904));
                (self.row, self.next_row) = (0, 1);
            }
            b"comment" => self.in_comment = true,
            b"visible" => {
                self.visible.clear();
                self.reading = Reading::Visible;
            }
            b"style" if self.sheet.is_none() => self.open_style(tag),
            b"numberformat" if self.sheet.is_none() => {
                let format = String::from_utf8_lossy(tag.local(b"format").unwrap_or_default());
                if self.styles.len() < STYLES {
                    self.styles.insert(self.style.clone(), shown(&format));
                }
            }
            b"date1904" => self.epoch_1904 = true,
            _ => {}
        }
        if tag.closes_itself {
            self.closed(&tag.name);
        }
        None
    }

    fn closed(&mut self, name: &[u8]) {
        match local(name) {
            b"data" if !self.in_comment => self.reading = Reading::Nothing,
            b"cell" => self.close_cell(),
            b"row" => self.close_row(),
            b"comment" => self.in_comment = false,
            b"visible" => {
                self.reading = Reading::Nothing;
                if let Some(head) = self.sheet.and_then(|sheet| self.gather.heads.get_mut(sheet)) {
                    head.hidden =
                        self.visible.starts_with(b"SheetHidden") || self.visible.starts_with(b"SheetVeryHidden");
                }
            }
            b"worksheet" => self.close_sheet(),
            b"workbook" => self.ended = true,
            _ => {}
        }
    }

    fn text(&mut self, text: &[u8]) {
        match self.reading {
            Reading::Nothing => {}
            Reading::Data if self.keeps => {
                if let Err(problem) = self.cells.push(text) {
                    self.gather.refuse(problem);
                }
            }
            Reading::Data => {}
            Reading::Visible => {
                let room = LONGEST_NAME.saturating_sub(self.visible.len());
                self.visible.extend_from_slice(&text[..text.len().min(room)]);
            }
        }
    }

    fn comment(&mut self, _: &[u8]) {}

    fn end(&mut self) {
        let table = self.sheet.or(self.gather.heads.len().checked_sub(1)).unwrap_or(0);
        let cut = (!self.ended).then_some(Cut { table, row: self.row, amid: true });
        self.gather.finish(cut);
    }

    fn step(&mut self) -> Option<Step> {
        if self.gather.full {
            return Some(self.gather.full(true));
        }
        self.gather.step()
    }
}
