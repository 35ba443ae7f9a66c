//! One table as markup: aligned by what its columns hold, sortable where it is a list, tinted where it is a matrix.
//!
//! Rows at the end that are totals stand in `tfoot`, unsorted and unfiltered. Cells that are not sorted by their text carry
//! their value in `data-v`.

use std::collections::BTreeMap;

use askama::Template;

use super::cell::{Head, Heat, Painter, RowView};
use super::figure::Figures;
use super::text::value;
use super::widths::{NAME, name_room, natural_width, printed};
use crate::model::{Lang, Money};
use crate::report::words::figures::{self, Minus};
use crate::report::words::page::{PageWords, page};
use crate::report::{Column, Kind, Row, RowRole, Table, TableRole, Value};

/// What a table must know of its report.
#[derive(Clone, Copy)]
pub struct Look<'r> {
    pub lang: Lang,
    pub decimals: u8,
    /// The report's period, whose column stands out.
    pub period: &'r str,
}

/// No table of the page has more rows; the workbook and the csv have all.
pub const MOST_ROWS: usize = 250;
/// The width of a page, on paper too.
const PAGE: f64 = 1120.0;
/// A table this many times as wide as its room scrolls far.
const FAR: f64 = 1.4;
/// A list shorter than this needs no filter.
pub const FILTERED: usize = 13;

#[derive(Template)]
#[template(path = "table.html")]
pub struct TableView {
    words: &'static PageWords,
    dom: String,
    class: String,
    caption: String,
    filter: bool,
    count: usize,
    chips: Vec<Chip>,
    /// The largest amount, where colour shows size.
    ramp: Option<String>,
    head: Vec<Head>,
    body: Vec<RowView>,
    foot: Vec<RowView>,
    shown: usize,
    hidden: usize,
    more: String,
    /// The part of its size, in percent, at which it fits the width of a printed page.
    print: u32,
    /// What is said of rows that the page leaves out.
    left: String,
    /// What paper says of columns that it leaves out.
    beyond: String,
}

struct Chip {
    group: &'static str,
    label: String,
    count: usize,
}

impl TableView {
    /// Writes a table into so many pixels.
    pub fn of<'r>(
        table: &Table,
        look: Look<'r>,
        room: f64,
        figures: &mut Figures<'r>,
    ) -> Result<String, askama::Error> {
        let matrix = table.role == TableRole::Matrix;
        let register = table.role == TableRole::Register;
        let foot = foot_from(&table.rows);
        let (all, foot) = table.rows.split_at(foot);
        // A chart's figures are a note to it; a list may be unfolded.
        let most = match (table.role, table.show) {
            (TableRole::ChartData, Some(show)) => show,
            _ => MOST_ROWS,
        };
        let body = &all[..all.len().min(most.max(1))];
        let left = all.len() - body.len();
        let heat = Heat::of(table, body);
        let names = (name_room(table, look, room)).clamp(NAME.0, NAME.1);
        let (printed, print) = printed(table, look, PAGE);
        let beyond = printed.iter().filter(|printed| !**printed).count();
        // A column is gone over whole, so once and not for each of its cells.
        let letters = (0..table.columns.len()).map(|at| letters(table, at)).collect();
        let mut painter = Painter { table, look, heat, names, printed, letters, figures };
        let shown = table.show.filter(|show| *show > 0).unwrap_or(body.len()).min(body.len());
        // One row more is no reason to fold.
        let hidden = if body.len() - shown <= 1 { 0 } else { body.len() - shown };
        let words = page(look.lang);
        let rows = body.iter().enumerate().map(|(at, row)| painter.row(row, hidden > 0 && at >= shown, false));
        let rows: Vec<RowView> = rows.collect();
        let view = TableView {
            words,
            dom: painter.figures.own_id(table.id),
            class: class(table, body.len(), natural_width(table, look, false) / room),
            caption: if table.finding.is_empty() { table.subtitle.clone() } else { table.finding.clone() },
            filter: (register || matrix) && body.len() >= FILTERED,
            count: all.len(),
            chips: if register && left == 0 { chips(table, body) } else { Vec::new() },
            ramp: (matrix && painter.heat.most > Money::ZERO)
                .then(|| figures::short(painter.heat.most, look.lang, Minus::True)),
            head: (0..table.columns.len()).map(|at| painter.head(at)).collect(),
            foot: foot.iter().map(|row| painter.row(row, false, true)).collect(),
            body: rows,
            shown,
            hidden,
            print: (100.0 * print) as u32,
            beyond: if beyond > 0 { (words.columns_in_workbook)(beyond) } else { String::new() },
            more: (words.more)(hidden),
            left: if left > 0 { (words.in_workbook)(left) } else { String::new() },
        };
        view.render()
    }
}

/// Gives the classes of a table by how many times its room it takes; one that is wider is set closer, its first column stays in
/// sight, and where most of it is out of sight anyway no words wrap.
fn class(table: &Table, rows: usize, wide: f64) -> String {
    let class = match table.role {
        TableRole::Matrix => return "piv".to_owned(),
        TableRole::Register => "gr sort",
        TableRole::Primary if rows > 3 => "gr sort",
        _ => "gr",
    };
    let room = match wide {
        wide if wide > FAR => " close far",
        wide if wide > 1.0 => " close",
        _ => "",
    };
    format!("{class}{room}")
}

/// Gives where the totals at the end begin.
fn foot_from(rows: &[Row]) -> usize {
    let foots = |row: &&Row| matches!(row.role, RowRole::Total | RowRole::Subtotal | RowRole::Rest);
    rows.len() - rows.iter().rev().take_while(foots).count()
}

/// Whether what a column holds stands flush right.
pub fn right(kind: Kind) -> bool {
    !matches!(kind, Kind::Name | Kind::Text | Kind::Mark | Kind::Series | Kind::Bar)
}

/// Whether a column of marks holds single letters, which stand centred.
fn letters(table: &Table, at: usize) -> bool {
    let short = |row: &Row| match row.cells.get(at) {
        Some(Value::Text(text) | Value::Word(text)) => text.len() <= 2 && text.is_ascii() || **text == *"–",
        _ => true,
    };
    table.columns[at].kind == Kind::Mark && table.rows.iter().all(short)
}

/// Whether a column is a period that has not ended, as its label says.
pub fn partial(column: &Column) -> bool {
    column.label.ends_with('*')
}

/// Whether the columns before belong to another period, so that a gap sets them apart.
pub fn begins_group(table: &Table, at: usize) -> bool {
    if table.role == TableRole::Matrix || at == 0 {
        return false;
    }
    let period = |at: usize| table.columns[at].period.as_deref();
    let run = table.columns.iter().filter(|column| column.period.as_deref() == period(at)).count();
    period(at).is_some() && period(at - 1).is_some() && period(at) != period(at - 1) && run > 1
}

/// Counts the groups of a list and names them by their marks; a single group needs no choice.
fn chips(table: &Table, body: &[Row]) -> Vec<Chip> {
    let Some(mark) = table.columns.iter().position(|column| column.kind == Kind::Mark) else { return Vec::new() };
    let mut found: Vec<Chip> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for row in body {
        let Some(group) = row.group else { return Vec::new() };
        let at = *place.entry(group).or_insert(found.len());
        if at == found.len() {
            let label = row.cells.get(mark).map(|cell| value(cell, Kind::Mark, 2)).unwrap_or_default();
            found.push(Chip { group, label, count: 0 });
        }
        found[at].count += 1;
    }
    if (2..=8).contains(&found.len()) && body.len() >= FILTERED { found } else { Vec::new() }
}
