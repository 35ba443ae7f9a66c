//! One table as markup: aligned by what its columns hold, sortable where it is a list, tinted where it is a matrix.
//!
//! Rows at the end that are totals stand in `tfoot`, unsorted and unfiltered. Cells that are not sorted by their text carry
//! their value in `data-v`.

use std::collections::BTreeMap;

use askama::Template;

use super::figure::Figures;
use super::text::{kept, sign, value};
use super::widths::{NAME, WORDS, name_room, natural_width, printed};
use crate::model::{Lang, Money};
use crate::report::words::figures::{self, Minus};
use crate::report::words::page::{PageWords, page};
use crate::report::{Column, Kind, Row, RowRole, Table, TableRole, Value};
use crate::write::svg::measure::{cut, width};
use crate::write::svg::{self, escaped};

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

struct Head {
    text: String,
    class: String,
}

struct RowView {
    class: String,
    group: Option<&'static str>,
    cells: Vec<CellView>,
}

struct CellView {
    tag: &'static str,
    class: String,
    sort: Option<String>,
    span: usize,
    title: Option<String>,
    markup: String,
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
        let mut painter = Painter { table, look, heat, names, printed, figures };
        let shown = table.show.filter(|show| *show > 0).unwrap_or(body.len()).min(body.len());
        // One row more is no reason to fold.
        let hidden = if body.len() - shown <= 1 { 0 } else { body.len() - shown };
        let words = page(look.lang);
        let rows = body.iter().enumerate().map(|(at, row)| painter.row(row, hidden > 0 && at >= shown, false));
        let rows: Vec<RowView> = rows.collect();
        let view = TableView {
            words,
            dom: painter.figures.own_id(table.id),
            class: class(table, body.len(), natural_width(table, look, false) > room),
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

/// Gives the classes of a table; one that is wider than its room is set closer, and its first column stays in sight.
fn class(table: &Table, rows: usize, wide: bool) -> String {
    let class = match table.role {
        TableRole::Matrix => return "piv".to_owned(),
        TableRole::Register => "gr sort",
        TableRole::Primary if rows > 3 => "gr sort",
        _ => "gr",
    };
    format!("{class}{}", if wide { " close" } else { "" })
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
        Some(Value::Text(text) | Value::Word(text)) => text.chars().count() <= 2 && text.is_ascii() || text == "–",
        _ => true,
    };
    table.columns[at].kind == Kind::Mark && table.rows.iter().all(short)
}

/// Whether a column is a period that has not ended, as its label says.
fn partial(column: &Column) -> bool {
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

/// Tints of a customer × period matrix: steps of the square root of the part of the largest cell.
struct Heat {
    columns: Vec<bool>,
    most: Money,
}

impl Heat {
    fn of(table: &Table, body: &[Row]) -> Heat {
        let matrix = table.role == TableRole::Matrix;
        let columns: Vec<bool> = table
            .columns
            .iter()
            .map(|c| matrix && c.period.is_some() && c.kind == Kind::Money && !partial(c))
            .collect();
        let cells = body.iter().flat_map(|row| row.cells.iter().zip(&columns));
        let most = cells.filter_map(|(cell, heated)| match cell {
            Value::Money(amount) if *heated => Some(*amount),
            _ => None,
        });
        let most = most.max().unwrap_or(Money::ZERO);
        Heat { columns, most }
    }

    fn step(&self, at: usize, cell: &Value) -> Option<u8> {
        match cell {
            Value::Money(amount) if self.columns[at] => {
                let part = amount.positive_part().share_of(self.most)?;
                Some(if part > 0.0 { (1 + (6.0 * part.sqrt() * 0.9999) as u8).min(6) } else { 0 })
            }
            _ => None,
        }
    }
}

struct Painter<'t, 'f, 'r> {
    table: &'t Table,
    look: Look<'r>,
    heat: Heat,
    /// The room of a name.
    names: f64,
    /// Which columns paper has room for.
    printed: Vec<bool>,
    figures: &'f mut Figures<'r>,
}

impl Painter<'_, '_, '_> {
    fn head(&self, at: usize) -> Head {
        let column = &self.table.columns[at];
        let matrix = self.table.role == TableRole::Matrix;
        let mut class = Vec::new();
        if right(column.kind) {
            class.push("r");
        } else if letters(self.table, at) {
            class.push("ctr");
        }
        if matrix && column.period.as_deref() == Some(self.look.period) {
            class.push("now");
        }
        if matrix && partial(column) {
            class.push("hatch");
        }
        if begins_group(self.table, at) {
            class.push("gap");
        }
        if !self.printed[at] {
            class.push("np");
        }
        Head { text: kept(&column.label, self.look.lang), class: class.join(" ") }
    }

    fn row(&mut self, row: &Row, rest: bool, foot: bool) -> RowView {
        let mut class = Vec::new();
        match row.role {
            RowRole::Group => class.push("grp"),
            RowRole::Muted => class.push("mu"),
            RowRole::Subtotal | RowRole::Total if !foot => class.push("sum"),
            RowRole::Rest => class.push("soft"),
            _ => {}
        }
        if rest {
            class.push("rest");
        }
        let alone = row.role == RowRole::Group && row.cells.iter().skip(1).all(|cell| *cell == Value::Empty);
        let cells = if alone {
            let mut cell = self.cell(row, 0, &row.cells[0], foot);
            cell.span = self.table.columns.len();
            vec![cell]
        } else {
            row.cells.iter().enumerate().map(|(at, cell)| self.cell(row, at, cell, foot)).collect()
        };
        RowView { class: class.join(" "), group: row.group, cells }
    }

    fn cell(&mut self, row: &Row, at: usize, cell: &Value, foot: bool) -> CellView {
        let column = &self.table.columns[at];
        let kind = column.kind;
        let matrix = self.table.role == TableRole::Matrix;
        let mut class = Vec::new();
        if right(kind) {
            class.push("r".to_owned());
        } else if letters(self.table, at) {
            class.push("ctr".to_owned());
        } else if kind == Kind::Text && matches!(cell, Value::Text(text) if width(text, 13.0, false) > 120.0) {
            class.push("w".to_owned());
        } else if kind == Kind::Name && (self.table.role != TableRole::Secondary || column.id == "customer") {
            class.push("n".to_owned());
        }
        if begins_group(self.table, at) {
            class.push("gap".to_owned());
        }
        if matrix && partial(column) {
            class.push("hatch".to_owned());
        }
        if !self.printed[at] {
            class.push("np".to_owned());
        }
        let (mut markup, title) = self.content(row, at, cell);
        if matrix && matches!(cell, Value::Empty | Value::Money(Money::ZERO)) && at > 0 && !foot {
            class.push("z".to_owned());
            "·".clone_into(&mut markup);
        } else if let Some(step) = self.heat.step(at, cell).filter(|_| !foot) {
            class.push(format!("h{step}"));
        } else if !foot && row.role != RowRole::Muted {
            match sign(cell, kind) {
                1 => class.push("up".to_owned()),
                -1 => class.push("dn".to_owned()),
                _ => {}
            }
        }
        let header = at == 0 && (self.table.role != TableRole::Register || kind == Kind::Name);
        CellView {
            tag: if header { "th" } else { "td" },
            class: class.join(" "),
            sort: if foot { None } else { sort_key(cell, kind) },
            span: 1,
            title,
            markup,
        }
    }

    /// Gives the markup of a cell, and the full text where it had to be cut.
    fn content(&mut self, row: &Row, at: usize, cell: &Value) -> (String, Option<String>) {
        let kind = self.table.columns[at].kind;
        match cell {
            Value::Series(series) => (self.figures.spark(series, (100.0, 26.0), "tb", &name_of(self.table, row)), None),
            Value::Bar { start, end, tone } => {
                let picture = svg::bar(*start, *end, *tone, (90.0, 16.0));
                let body = picture
                    .map(|p| format!("<svg class=\"bar\" viewBox=\"0 0 90 16\" aria-hidden=\"true\">{}</svg>", p.body));
                (body.unwrap_or_default(), None)
            }
            Value::Text(text) if kind == Kind::Name && (at == 0 || matches!(cell, Value::Text(_))) => {
                let (indent, words) = indented(text);
                // A body line of a reconciliation is a part of the subtotal above it.
                let part = self.table.id == "reconciliation" && matches!(row.role, RowRole::Body | RowRole::Muted);
                let indent = indent.max(usize::from(part));
                // The lines of a small table are no customers: their names break rather than being cut.
                let whole = self.table.role == TableRole::Secondary && self.table.rows.len() < FILTERED;
                let short = cut(words, if whole { WORDS } else { self.names }, 13.0, false);
                let title = (short != *words).then(|| words.to_owned());
                (format!("{}{}", indent_markup(indent), escaped(&kept(&short, self.look.lang))), title)
            }
            Value::Text(text) | Value::Word(text) if kind == Kind::Mark && !letters(self.table, at) => {
                // Colour is for signs only: a mark that asks for attention is set stronger.
                let hot = if row.hot.contains(&self.table.columns[at].id) { " hot" } else { "" };
                (format!("<span class=\"tag{hot}\">{}</span>", escaped(text)), None)
            }
            Value::Word(text) if right(kind) => (format!("<span class=\"nu\">{}</span>", escaped(text)), None),
            Value::Text(text) => {
                let (indent, words) = indented(text);
                (format!("{}{}", indent_markup(indent), escaped(&kept(words, self.look.lang))), None)
            }
            cell => (escaped(&value(cell, kind, self.look.decimals)), None),
        }
    }
}

/// Splits leading white space, by which a label says that it is a part of the one above.
fn indented(text: &str) -> (usize, &str) {
    let words = text.trim_start();
    (text.chars().count() - words.chars().count(), words)
}

fn indent_markup(indent: usize) -> &'static str {
    if indent > 0 { "<span class=\"in\"></span>" } else { "" }
}

fn name_of(table: &Table, row: &Row) -> String {
    let at = table.columns.iter().position(|column| column.kind == Kind::Name).unwrap_or(0);
    row.cells.get(at).map(|cell| value(cell, Kind::Name, 2)).unwrap_or_default()
}

/// Gives what a column is sorted by, where that is not its text; words stand above all numbers.
fn sort_key(cell: &Value, kind: Kind) -> Option<String> {
    match cell {
        Value::Money(amount) | Value::Change(amount) => Some(amount.raw().to_string()),
        Value::Ratio(number) | Value::Number(number) => Some(format!("{number:.6}")),
        Value::Count(count) | Value::CountChange(count) => Some(count.to_string()),
        Value::Date(day) => Some(day.to_string()),
        Value::Word(_) if right(kind) => Some("999999999999999999".to_owned()),
        Value::Empty if right(kind) => Some(String::new()),
        Value::Series(series) => {
            let last = series.strong.or(series.points.len().checked_sub(1));
            Some(format!("{:.2}", last.and_then(|at| series.points.get(at).copied().flatten()).unwrap_or(0.0)))
        }
        _ => None,
    }
}
