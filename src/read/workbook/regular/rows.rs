//! A block of rows → cells.
//!
//! Rows and cells must say where they stand and follow each other, as all but a few programs write them; that also makes sure
//! that nothing is read twice.

use std::borrow::Cow;
use std::ops::ControlFlow;

use memchr::{memchr, memmem};

use super::markup::{Piece, Pieces, attribute};
use super::package::Package;
use super::strings::{shown, trimmed};
use super::styles::Shown;
use super::{Irregular, Stop};
use crate::model::{Failure, Words};
use crate::read::Cell;
use crate::read::workbook::cells::{EPOCH_1904, ERRORS};
use crate::read::workbook::rows::{COLUMNS, ROWS};

/// What the cells of a sheet refer to.
#[derive(Clone, Copy)]
pub(super) struct Rows<'w> {
    pub strings: &'w Words,
    pub package: &'w Package,
}

/// What a row says of itself: its number, counted from 0, and whether it is hidden.
#[derive(Clone, Copy)]
pub(super) struct RowHead {
    pub row: u32,
    pub hidden: bool,
}

/// Takes a row; says whether to go on, or what failed.
pub(super) type Take<'t> = dyn FnMut(RowHead, &[Cell<'_>]) -> ControlFlow<Option<Failure>> + 't;

/// Gives the rows that the sheet claims to have, by what stands before its rows; makes sure that it is a work sheet.
pub(super) fn claimed(preamble: &str) -> Result<u64, Irregular> {
    let mut pieces = Pieces::of(preamble, "worksheet")?;
    let mut claimed = 1;
    while let Some(piece) = pieces.next()? {
        if let Piece::Start("dimension", attributes, _) = piece {
            let range = attribute(attributes, "ref")?.ok_or(Irregular)?;
            let end = range.rsplit(':').next().unwrap_or_default();
            claimed = end.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().map_err(|_| Irregular)?;
        }
    }
    Ok(claimed)
}

/// A place in a block's bytes.
struct At<'t> {
    text: &'t str,
    at: usize,
}

/// What a cell says of itself.
#[derive(Default)]
struct Head<'t> {
    column: u32,
    style: Option<&'t str>,
    kind: Option<&'t str>,
    empty: bool,
}

impl Rows<'_> {
    /// Hands over the rows of a block that hold a value, and gives the last row, counted from 0.
    pub fn each(self, block: &str, take: &mut Take<'_>) -> Result<Option<u32>, Stop> {
        let mut at = At { text: block, at: 0 };
        let mut last: Option<u32> = None;
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(32);
        let mut decoded: Vec<(usize, String)> = Vec::new();
        while at.after_space() {
            at.pass("<row")?;
            let (number, hidden, empty) = at.row()?;
            if number == 0 || last.is_some_and(|last| number <= last + 1) {
                return Err(Stop::Irregular);
            }
            let row = number - 1;
            last = Some(row);
            if empty {
                continue;
            }
            cells.clear();
            decoded.clear();
            let mut next = 0;
            while !at.passes("</row>") {
                at.pass("<c")?;
                let head = at.cell(number)?;
                if head.column < next {
                    return Err(Stop::Irregular);
                }
                next = head.column + 1;
                let (column, value) = (
                    head.column as usize,
                    if head.empty { Value::Is(Cell::Empty) } else { self.value(&mut at, &head)? },
                );
                let value = match value {
                    Value::Is(Cell::Empty) => continue,
                    Value::Is(cell) => cell,
                    Value::Decoded(text) => {
                        decoded.push((column, text));
                        Cell::Empty
                    }
                };
                if head.column >= COLUMNS || row >= ROWS {
                    return Err(Stop::Irregular);
                }
                cells.resize(column, Cell::Empty);
                cells.push(value);
                at.after_space();
            }
            if cells.is_empty() {
                continue;
            }
            let taken = if decoded.is_empty() {
                take(RowHead { row, hidden }, &cells)
            } else {
                let mut whole = cells.clone();
                for (column, text) in &decoded {
                    whole[*column] = Cell::Text(text);
                }
                take(RowHead { row, hidden }, &whole)
            };
            match taken {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(None) => break,
                ControlFlow::Break(Some(failure)) => return Err(Stop::Sink(failure)),
            }
        }
        Ok(last)
    }

    /// Reads what stands in a cell, up to behind its end.
    fn value<'t>(self, at: &mut At<'t>, head: &Head<'_>) -> Result<Value<'t>, Irregular>
    where
        Self: 't,
    {
        let (mut value, mut inline, mut formula) = (None, None, false);
        loop {
            at.after_space();
            if at.passes("</c>") {
                break;
            }
            if at.passes("<v>") && value.is_none() {
                value = Some(at.text_before("</v>")?);
            } else if at.passes("<v/>") && value.is_none() {
                value = Some("");
            } else if at.starts("<v ") && value.is_none() {
                let (_, empty) = at.tag()?;
                value = Some(if empty { "" } else { at.text_before("</v>")? });
            } else if at.passes("<is>") && inline.is_none() {
                inline = Some(at.inline()?);
            } else if at.starts("<f>") || at.starts("<f ") || at.starts("<f/>") {
                formula = true;
                let (_, empty) = at.tag()?;
                if !empty {
                    at.text_before("</f>")?;
                }
            } else {
                return Err(Irregular);
            }
        }
        if let Some((text, keeps)) = inline {
            return match (head.kind, formula || value.is_some()) {
                (Some("inlineStr"), false) => Ok(match shown(text)? {
                    Cow::Borrowed(text) => Value::words(trimmed(text, keeps)),
                    Cow::Owned(text) => Value::Decoded(trimmed(&text, keeps).to_owned()).unless_empty(),
                }),
                _ => Err(Irregular),
            };
        }
        // A formula without a saved result is told with its text, which takes more than this reader knows.
        let value = match value.filter(|value| !value.is_empty()) {
            None if formula => return Err(Irregular),
            None => return Ok(Value::Is(Cell::Empty)),
            Some(value) => value,
        };
        match head.kind {
            Some("s") => {
                let place: u32 = digits(value).ok_or(Irregular)?;
                if place as usize >= self.strings.len() {
                    return Err(Irregular);
                }
                Ok(Value::words(self.strings.get(place)))
            }
            None | Some("n") => {
                let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
                if !value.bytes().all(plain) || value.starts_with('+') {
                    return Err(Irregular);
                }
                let number: f64 = value.parse().map_err(|_| Irregular)?;
                let format = match head.style {
                    Some(style) => {
                        let style: u32 = digits(style).ok_or(Irregular)?;
                        self.package.formats.get(style as usize).copied().unwrap_or(Shown::Number)
                    }
                    None => Shown::Number,
                };
                let epoch = if self.package.epoch_1904 { EPOCH_1904 } else { 0.0 };
                Ok(Value::Is(match format {
                    Shown::Number => Cell::Number(number),
                    Shown::Date => Cell::Serial(number + epoch),
                    Shown::Duration => Cell::Duration(number),
                }))
            }
            Some("str") => Ok(match shown(value)? {
                Cow::Borrowed(text) => Value::words(text),
                Cow::Owned(text) => Value::Decoded(text).unless_empty(),
            }),
            Some("b") => match value {
                "1" => Ok(Value::Is(Cell::Bool(true))),
                "0" => Ok(Value::Is(Cell::Bool(false))),
                _ => Err(Irregular),
            },
            Some("e") => ERRORS[..7]
                .iter()
                .find(|error| **error == value)
                .map(|error| Value::Is(Cell::Error(error)))
                .ok_or(Irregular),
            Some("d") if !value.contains(['&', '\r']) => Ok(Value::Is(Cell::Iso(value))),
            Some(_) => Err(Irregular),
        }
    }
}

/// A cell's value, borrowed where it stands as it is meant.
enum Value<'t> {
    Is(Cell<'t>),
    Decoded(String),
}

impl<'t> Value<'t> {
    fn words(text: &'t str) -> Value<'t> {
        Value::Is(if text.is_empty() { Cell::Empty } else { Cell::Text(text) })
    }

    fn unless_empty(self) -> Value<'t> {
        match self {
            Value::Decoded(text) if text.is_empty() => Value::Is(Cell::Empty),
            value => value,
        }
    }
}

/// Says whether a switch is on.
fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// Gives the numbers, counted from 0, of the rows of a block that are hidden.
pub(super) fn hidden(block: &str) -> impl Iterator<Item = u32> + '_ {
    memmem::find_iter(block.as_bytes(), "<row ").filter_map(move |start| {
        let tag = &block[start + 5..start + memchr(b'>', &block.as_bytes()[start..])?];
        let tag = tag.trim_end_matches('/');
        let on = attribute(tag, "hidden").ok()?.is_some_and(|value| is_on(&value));
        let number = attribute(tag, "r").ok()??;
        on.then(|| digits(&number)?.checked_sub(1)).flatten()
    })
}

/// Reads a whole number of digits alone.
fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.bytes().try_fold(0, |sum: u32, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

impl<'t> At<'t> {
    #[inline]
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    #[inline]
    fn starts(&self, with: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(with.as_bytes())
    }

    /// Passes a piece, where it stands here.
    #[inline]
    fn passes(&mut self, piece: &str) -> bool {
        let stands = self.starts(piece);
        if stands {
            self.at += piece.len();
        }
        stands
    }

    fn pass(&mut self, piece: &str) -> Result<(), Irregular> {
        if self.passes(piece) { Ok(()) } else { Err(Irregular) }
    }

    /// Passes white space; says whether anything is left.
    #[inline]
    fn after_space(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.at < bytes.len()
    }

    /// Passes up to behind an end tag, and gives the text before it, which holds no other tag.
    #[inline]
    fn text_before(&mut self, end: &str) -> Result<&'t str, Irregular> {
        let start = self.at;
        self.at += memchr(b'<', self.rest().as_bytes()).ok_or(Irregular)?;
        let text = &self.text[start..self.at];
        self.pass(end)?;
        Ok(text)
    }

    /// Passes a start tag; gives its attributes, and whether the element is empty.
    fn tag(&mut self) -> Result<(&'t str, bool), Irregular> {
        let mut pieces = Pieces(self.rest());
        let Some(Piece::Start(_, attributes, empty)) = pieces.next()? else { return Err(Irregular) };
        self.at = self.text.len() - pieces.0.len();
        Ok((attributes, empty))
    }

    /// Reads the attributes of a row: its number, whether it is hidden, and whether it is empty.
    fn row(&mut self) -> Result<(u32, bool, bool), Irregular> {
        let (mut number, mut times, mut hidden) = (None, 0, false);
        let empty = self.attributes(|name, value| match name {
            "r" => (number, times) = (digits(value), times + 1),
            "hidden" => hidden = is_on(value),
            _ => {}
        })?;
        self.after_space();
        if times == 1 { Ok((number.ok_or(Irregular)?, hidden, empty)) } else { Err(Irregular) }
    }

    /// Reads the attributes of a cell in a row.
    fn cell(&mut self, row: u32) -> Result<Head<'t>, Irregular> {
        let (mut head, mut column, mut twice) = (Head::default(), None, false);
        head.empty = self.attributes(|name, value| match name {
            "r" => twice |= column.replace(column_in(value, row)).is_some(),
            "s" => twice |= head.style.replace(value).is_some(),
            "t" => twice |= head.kind.replace(value).is_some(),
            _ => {}
        })?;
        head.column = column.flatten().filter(|_| !twice).ok_or(Irregular)?;
        Ok(head)
    }

    /// Passes the rest of a start tag, handing over its attributes; says whether the element is empty.
    #[inline]
    fn attributes(&mut self, mut take: impl FnMut(&'t str, &'t str)) -> Result<bool, Irregular> {
        let bytes = self.text.as_bytes();
        loop {
            let spaced = bytes.get(self.at).is_some_and(u8::is_ascii_whitespace);
            self.after_space();
            match bytes.get(self.at) {
                Some(b'>') => {
                    self.at += 1;
                    return Ok(false);
                }
                Some(b'/') => {
                    self.at += 1;
                    self.pass(">")?;
                    return Ok(true);
                }
                Some(_) if spaced => {}
                _ => return Err(Irregular),
            }
            let start = self.at;
            while bytes.get(self.at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b':') {
                self.at += 1;
            }
            let name = &self.text[start..self.at];
            self.pass("=\"")?;
            let start = self.at;
            while *bytes.get(self.at).ok_or(Irregular)? != b'"' {
                self.at += 1;
            }
            take(name, &self.text[start..self.at]);
            self.at += 1;
        }
    }

    /// Reads a text in the cell itself, behind `<is>`; gives whether it keeps the space around it.
    fn inline(&mut self) -> Result<(&'t str, bool), Irregular> {
        self.after_space();
        if self.passes("</is>") {
            return Ok(("", true));
        }
        if !self.starts("<t>") && !self.starts("<t ") && !self.starts("<t/>") {
            return Err(Irregular);
        }
        let (attributes, empty) = self.tag()?;
        let keeps = attribute(attributes, "xml:space")?.is_some_and(|space| space == "preserve");
        let text = if empty { "" } else { self.text_before("</t>")? };
        self.after_space();
        self.pass("</is>")?;
        Ok((text, keeps))
    }
}

/// Reads the column, counted from 0, of a cell's name; nothing where it is in another row.
#[inline]
fn column_in(name: &str, row: u32) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    if letters == 0 || letters > 3 || digits(&name[letters..])? != row {
        return None;
    }
    Some(name.bytes().take(letters).fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1) - 1)
}
