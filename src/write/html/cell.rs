//! The cells of a table: what stands in them, which class they have, what they are sorted by.

use super::figure::Figures;
use super::table::{FILTERED, Look, begins_group, partial, right};
use super::text::{kept, sign, value};
use super::widths::WORDS;
use crate::model::Money;
use crate::report::{Kind, Row, RowRole, Table, TableRole, Value};
use crate::write::svg::measure::{cut, width};
use crate::write::svg::{self, escaped};

/// A text up to this wide is a word, and stays whole.
const WORD: f64 = 66.0;

pub struct Head {
    pub text: String,
    pub class: String,
}

pub struct RowView {
    pub class: String,
    pub group: Option<&'static str>,
    pub cells: Vec<CellView>,
}

pub struct CellView {
    pub tag: &'static str,
    pub class: String,
    pub sort: Option<String>,
    pub span: usize,
    pub title: Option<String>,
    pub markup: String,
}

/// Tints of a matrix by period: of amounts, steps of the square root of the part of the largest cell; of shares, of the whole.
pub struct Heat {
    pub columns: Vec<bool>,
    pub most: Money,
}

impl Heat {
    pub fn of(table: &Table, body: &[Row]) -> Heat {
        let matrix = table.role == TableRole::Matrix;
        let columns: Vec<bool> = table
            .columns
            .iter()
            .map(|c| matrix && c.period.is_some() && matches!(c.kind, Kind::Money | Kind::Share) && !partial(c))
            .collect();
        let cells = body.iter().filter(|row| row.role == RowRole::Body).flat_map(|row| row.cells.iter().zip(&columns));
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
                Some(if part > 0.0 { 1 + (6.0 * part.sqrt() * 0.9999).min(5.0) as u8 } else { 0 })
            }
            Value::Ratio(part) if self.columns[at] => {
                Some(if *part > 0.0 { 1 + (6.0 * part * 0.9999).min(5.0) as u8 } else { 0 })
            }
            _ => None,
        }
    }
}

pub struct Painter<'t, 'f, 'r> {
    pub table: &'t Table,
    pub look: Look<'r>,
    pub heat: Heat,
    /// The room of a name.
    pub names: f64,
    /// Which columns paper has room for.
    pub printed: Vec<bool>,
    /// Which columns hold single letters.
    pub letters: Vec<bool>,
    pub figures: &'f mut Figures<'r>,
}

impl Painter<'_, '_, '_> {
    pub fn head(&self, at: usize) -> Head {
        let column = &self.table.columns[at];
        let matrix = self.table.role == TableRole::Matrix;
        let mut class = Vec::new();
        if right(column.kind) {
            class.push("r");
        } else if self.letters[at] {
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

    pub fn row(&mut self, row: &Row, rest: bool, foot: bool) -> RowView {
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
        let primary = self.table.role != TableRole::Secondary || self.table.id == "reconciliation";
        let whole = match kind {
            Kind::Text => matches!(cell, Value::Text(text) if width(text, 13.0, false) <= WORD),
            Kind::Name => primary || column.id == "customer",
            _ => false,
        };
        let mut class = Vec::new();
        if right(kind) {
            class.push("r".to_owned());
        } else if self.letters[at] {
            class.push("ctr".to_owned());
        } else if kind == Kind::Text && matches!(cell, Value::Text(text) if width(text, 13.0, false) > 120.0) {
            class.push("w".to_owned());
        } else if whole {
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
        } else if let Some(step) = self.heat.step(at, cell).filter(|_| !foot && row.role == RowRole::Body) {
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
            Value::Text(text) | Value::Word(text) if kind == Kind::Mark && !self.letters[at] => {
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

/// Gives the room before a part: two characters a step, a single one counts as a step.
fn indent_markup(indent: usize) -> String {
    "<span class=\"in\"></span>".repeat(indent.div_ceil(2))
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
