//! The tables of a web page → rows.
//!
//! Every table is one of its own, a table inside a cell of another too: what stands in the inner one is not in the outer.
//! End tags may be missing, as they may by the standard. A cell that spans several has its value in the first of them, so that
//! every figure is there once. What Excel, LibreOffice and Google Sheets note beside the shown text (`x:num`, `sdval`,
//! `data-sheets-value`) is the value, since the text may be rounded.

use html5gum::State;

use super::gather::{Cut, Gather, Row, Step};
use super::noted::Noted;
use super::style::Styles;
use super::tags::{Grammar, Tag};
use super::value::Slot;
use crate::model::problem::{Excess, ReadProblem};

/// Tables inside tables.
const DEPTH: usize = 200;

/// The most columns and rows of one cell, by the standard.
const COLUMN_SPAN: u32 = 1000;
const ROW_SPAN: u32 = 65_534;

/// Bytes of a name.
const LONGEST_NAME: usize = 200;

/// Columns that a cell of a row above covers: from, to before, down to the row.
type Span = (u32, u32, u32);

/// A table that is being read.
#[derive(Default)]
struct Table {
    number: usize,
    /// The row at hand, from 1.
    row: u32,
    in_row: bool,
    keeps: bool,
    cells: Row,
    cell: Option<Open>,
    /// The first column that is still free, and the next span that may cover it.
    column: u32,
    at_span: usize,
    /// In the order of their columns; then those of the row at hand.
    spans: Vec<Span>,
    fresh: Vec<Span>,
}

/// A cell that is being read.
struct Open {
    column: u32,
    start: usize,
    /// What stands before the next word, if anything: a blank, or a line break.
    gap: Option<u8>,
    value: Noted,
    /// An element in it that is not shown, and how many of that name are open.
    hidden: Option<(Vec<u8>, u32)>,
}

/// Whose text is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Page,
    Caption,
    /// The emphasised part of a heading, in which LibreOffice names the sheet.
    Heading,
    Style,
    /// Such as a script.
    Nothing,
}

/// Makes rows of a page.
pub(super) struct Html<'p> {
    gather: Gather<'p>,
    tables: Vec<Table>,
    /// Tables whose buffers can be used again.
    spare: Vec<Table>,
    reading: Reading,
    name: Vec<u8>,
    in_heading: bool,
    styles: Styles,
    epoch_1904: bool,
    /// Names of worksheets that Excel notes in a comment.
    worksheets: Vec<String>,
    /// Rows and cells are closed by tags of their own.
    closes: bool,
}

impl<'p> Html<'p> {
    pub fn new(gather: Gather<'p>) -> Html<'p> {
        Html {
            gather,
            tables: Vec::new(),
            spare: Vec::new(),
            reading: Reading::Page,
            name: Vec::new(),
            in_heading: false,
            styles: Styles::default(),
            epoch_1904: false,
            worksheets: Vec::new(),
            closes: false,
        }
    }

    fn open_table(&mut self) {
        if self.tables.len() == DEPTH {
            return self.gather.refuse(ReadProblem::TooMuch { of: Excess::Depth, most: DEPTH as u64 });
        }
        if self.tables.last().is_some_and(|table| table.cell.is_none()) {
            self.close_table();
        }
        let name = self.taken_name();
        let mut table = self.spare.pop().unwrap_or_default();
        table.number = self.gather.table(name, self.epoch_1904);
        (table.row, table.in_row, table.cell) = (0, false, None);
        table.spans.clear();
        self.tables.push(table);
    }

    fn close_table(&mut self) {
        self.close_row();
        if let Some(table) = self.tables.pop() {
            self.gather.ends(table.number);
            self.spare.push(table);
        }
    }

    fn open_row(&mut self) {
        self.close_row();
        let Some(table) = self.tables.last_mut() else { return };
        table.row = table.row.saturating_add(1);
        (table.in_row, table.column, table.at_span) = (true, 0, 0);
        table.keeps = self.gather.keeps(table.number);
        if !table.spans.is_empty() {
            let row = table.row;
            table.spans.retain(|(.., last)| *last >= row);
        }
        self.gather.at(table.number, table.row);
    }

    fn close_row(&mut self) {
        self.close_cell();
        let Some(table) = self.tables.last_mut().filter(|table| table.in_row) else { return };
        table.in_row = false;
        if !table.fresh.is_empty() {
            table.spans.append(&mut table.fresh);
            table.spans.sort_unstable();
        }
        self.gather.row(table.number, table.row, &mut table.cells);
    }

    fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        if self.tables.last().is_some_and(|table| !table.in_row) {
            self.open_row();
        }
        let Some(table) = self.tables.last_mut() else { return };
        while let Some((start, end, _)) = table.spans.get(table.at_span) {
            if *start > table.column {
                break;
            }
            table.column = table.column.max(*end);
            table.at_span += 1;
        }
        let span = |name, most| match tag.attribute(name) {
            Some(text) => std::str::from_utf8(text).ok().map_or(1, |text| digits(text).min(most)),
            None => 1,
        };
        let columns = span(b"colspan", COLUMN_SPAN).max(1);
        let rows = match span(b"rowspan", ROW_SPAN) {
            0 => ROW_SPAN,
            rows => rows,
        };
        let column = table.column;
        table.column = column.saturating_add(columns);
        if rows > 1 {
            table.fresh.push((column, table.column, table.row.saturating_add(rows - 1)));
        }
        let value = if table.keeps { Noted::read(tag, &self.styles) } else { Noted::default() };
        table.cell = Some(Open { column, start: table.cells.text.len(), gap: None, value, hidden: None });
    }

    fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        if !table.keeps {
            return;
        }
        join_lines(&mut table.cells.text[cell.start..]);
        let text = std::str::from_utf8(&table.cells.text[cell.start..]).unwrap_or_default();
        // Blanks that do not break are trimmed with the others: a cell with one is how programs write an empty cell.
        let trimmed = text.trim();
        let start = cell.start + (text.len() - text.trim_start().len());
        let (start, end) = (start as u32, (start + trimmed.len()) as u32);
        let long = cell.value.long(trimmed).map(str::to_string);
        let slot = cell.value.slot(trimmed, self.epoch_1904, (start, end));
        let row = &mut table.cells;
        let put = match (long, slot) {
            (Some(long), _) => {
                let start = row.text.len() as u32;
                let end = start + long.len() as u32;
                row.push(long.as_bytes()).and_then(|()| row.put(cell.column as usize, Slot::Text(start, end)))
            }
            (None, Slot::Empty) => Ok(()),
            (None, slot) => row.put(cell.column as usize, slot),
        };
        if let Err(problem) = put {
            self.gather.refuse(problem);
        }
    }

    /// Takes the name that was read before a table.
    fn taken_name(&mut self) -> Option<String> {
        let name = std::mem::take(&mut self.name);
        let name = String::from_utf8_lossy(&name).split_whitespace().collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }

    fn cell_text(&mut self, text: &[u8]) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.as_mut().filter(|cell| cell.hidden.is_none()) else { return };
        if !table.keeps {
            table.cells.filled |= text.iter().any(|byte| !byte.is_ascii_whitespace());
            return;
        }
        let is_blank = |byte: &u8| byte.is_ascii_whitespace();
        let mut pushed = Ok(());
        let mut first = true;
        for word in text.split(is_blank) {
            if !first {
                cell.gap = cell.gap.or(Some(b' '));
            }
            first = false;
            if word.is_empty() {
                continue;
            }
            if let Some(gap) = cell.gap.take()
                && table.cells.text.len() > cell.start
            {
                table.cells.text.push(gap);
            }
            pushed = table.cells.push(word);
        }
        if let Err(problem) = pushed {
            self.gather.refuse(problem);
        }
    }

    /// Parts the words before from those behind, as a line break does.
    fn gap(&mut self) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.gap = Some(b'\n');
        }
    }

    /// Follows an element that is not shown, inside a cell.
    fn hide(&mut self, tag: &Tag) {
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) else { return };
        match &mut cell.hidden {
            Some((name, open)) => *open += u32::from(*name == tag.name),
            None => {
                let style = tag.attribute(b"style").map(|style| {
                    let plain = style.iter().filter(|byte| !byte.is_ascii_whitespace());
                    plain.map(u8::to_ascii_lowercase).collect::<Vec<u8>>()
                });
                if style.is_some_and(|style| memchr::memmem::find(&style, b"display:none").is_some()) {
                    cell.hidden = Some((tag.name.clone(), 1));
                }
            }
        }
    }

    fn show(&mut self, name: &[u8]) {
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) else { return };
        if let Some((hidden, open)) = &mut cell.hidden
            && hidden == name
        {
            *open -= 1;
            if *open == 0 {
                cell.hidden = None;
            }
        }
    }
}

impl Grammar for Html<'_> {
    type Step = Step;
    const XML: bool = false;

    fn opened(&mut self, tag: &Tag) -> Option<State> {
        match tag.name.as_slice() {
            b"td" | b"th" => self.open_cell(tag),
            b"tr" => self.open_row(),
            b"table" => self.open_table(),
            b"thead" | b"tbody" | b"tfoot" => self.end_group(),
            b"caption" if self.tables.last().is_some_and(|table| !table.in_row) => {
                (self.reading, self.in_heading) = (Reading::Caption, false);
                self.name.clear();
            }
            b"h1" if self.tables.is_empty() => self.in_heading = true,
            b"em" if self.in_heading => {
                self.reading = Reading::Heading;
                self.name.clear();
            }
            b"style" => {
                self.reading = Reading::Style;
                return Some(State::RawText);
            }
            b"script" => {
                self.reading = Reading::Nothing;
                return Some(State::ScriptData);
            }
            b"title" | b"textarea" => {
                self.reading = Reading::Nothing;
                return Some(State::RcData);
            }
            b"iframe" | b"noembed" | b"noframes" | b"noscript" | b"xmp" => {
                self.reading = Reading::Nothing;
                return Some(State::RawText);
            }
            b"br" | b"hr" => self.gap(),
            b"img" | b"input" | b"wbr" | b"col" | b"meta" | b"link" | b"area" | b"base" | b"embed" | b"param"
            | b"source" | b"track" => {}
            b"p" | b"div" | b"li" | b"ul" | b"ol" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"pre" | b"option"
            | b"del" | b"s" | b"strike" => {
                self.gap();
                self.hide(tag);
            }
            _ => self.hide(tag),
        }
        None
    }

    fn closed(&mut self, name: &[u8]) {
        match name {
            b"td" | b"th" => {
                self.closes = true;
                self.close_cell();
            }
            b"tr" => {
                self.closes = true;
                self.close_row();
            }
            b"table" => self.close_table(),
            b"thead" | b"tbody" | b"tfoot" => self.end_group(),
            b"caption" if self.reading == Reading::Caption => {
                self.reading = Reading::Page;
                let name = self.taken_name();
                if let Some(head) = self.tables.last().and_then(|table| self.gather.heads.get_mut(table.number)) {
                    head.name = name.or(head.name.take());
                }
            }
            b"em" if self.reading == Reading::Heading => self.reading = Reading::Page,
            b"h1" => self.in_heading = false,
            b"style" => {
                self.styles.end();
                self.reading = Reading::Page;
            }
            b"script" | b"title" | b"textarea" | b"iframe" | b"noembed" | b"noframes" | b"noscript" | b"xmp" => {
                self.reading = Reading::Page;
            }
            b"p" | b"div" | b"li" | b"ul" | b"ol" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"pre" | b"option"
            | b"del" | b"s" | b"strike" => {
                self.gap();
                self.show(name);
            }
            _ => self.show(name),
        }
    }

    fn text(&mut self, text: &[u8]) {
        match self.reading {
            Reading::Page => self.cell_text(text),
            Reading::Style => self.styles.push(text),
            Reading::Caption | Reading::Heading => {
                let room = LONGEST_NAME.saturating_sub(self.name.len());
                self.name.extend_from_slice(&text[..text.len().min(room)]);
            }
            Reading::Nothing => {}
        }
    }

    fn comment(&mut self, text: &[u8]) {
        if memchr::memmem::find(text, b"<x:ExcelWorkbook").is_none() {
            return;
        }
        let text = String::from_utf8_lossy(text);
        self.epoch_1904 |= text.contains("<x:Date1904");
        let names = text.split("<x:ExcelWorksheet>").skip(1);
        let names = names.filter_map(|sheet| Some(sheet.split_once("<x:Name>")?.1.split_once('<')?.0));
        self.worksheets = names.map(|name| name.trim().replace("&amp;", "&")).collect();
    }

    fn end(&mut self) {
        let cut = self.tables.first().map(|table| Cut {
            table: table.number,
            row: table.row,
            amid: self.closes && table.in_row,
        });
        if cut.as_ref().is_some_and(|cut| cut.amid) {
            self.tables.clear();
        }
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.name_only();
        self.gather.finish(cut);
    }

    fn step(&mut self) -> Option<Step> {
        if self.gather.full {
            self.name_only();
            // Inside another table, what follows may be that one's.
            return Some(self.gather.full(self.tables.len() == 1));
        }
        self.gather.step()
    }
}

impl Html<'_> {
    /// Names the only table as Excel names the only worksheet.
    fn name_only(&mut self) {
        if let ([name], [head]) = (self.worksheets.as_slice(), self.gather.heads.as_mut_slice()) {
            head.name.get_or_insert_with(|| name.clone());
        }
    }

    /// Ends a group of rows, which no cell spans beyond.
    fn end_group(&mut self) {
        self.close_row();
        if let Some(table) = self.tables.last_mut() {
            table.spans.clear();
        }
    }
}

/// Makes blanks of line breaks, but for those that part two figures: with a blank between they would be one.
fn join_lines(text: &mut [u8]) {
    let figures = std::str::from_utf8(text)
        .is_ok_and(|text| !text.contains(':') && text.chars().filter(|c| c.is_alphabetic()).count() <= 3);
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    for at in 0..text.len() {
        if text[at] == b'\n' && !(figures && is_digit(text[..at].last()) && is_digit(text.get(at + 1))) {
            text[at] = b' ';
        }
    }
}

/// Reads the digits at the beginning, as the standard has it; none are 1.
fn digits(text: &str) -> u32 {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 { 1 } else { text[..end].parse().unwrap_or(u32::MAX) }
}
