//! A pivot as markup: one column names the lines, set in by their depth; the values of a column stand below its name; tinted by size.
//!
//! The names stay in sight while the columns are scrolled, the total stands at the foot. Cells without a figure stay empty.

use askama::Template;

use super::table::{Look, partial};
use super::text::{kept, sign, value};
use super::widths::natural_width;
use crate::model::{Heat, Lang};
use crate::report::words::figures::Minus;
use crate::report::words::page::{PageWords, page};
use crate::report::words::{figures, pivot::pivot as words_of};
use crate::report::{Kind, Row, RowRole, Shape, Table, Value, told};
use crate::write::svg::measure::cut;

/// No pivot of a page has more lines; the workbook and the csv have all.
const MOST_LINES: usize = 1_000;
/// The room of a name, in pixels.
const NAME: f64 = 260.0;
/// The width of a page.
const PAGE: f64 = 1120.0;

#[derive(Template)]
#[template(path = "pivot.html")]
struct PivotView {
    words: &'static PageWords,
    dom: String,
    caption: String,
    /// The largest figure, where colour shows size.
    ramp: Option<String>,
    groups: Vec<CellView>,
    span: usize,
    name: String,
    head: Vec<CellView>,
    body: Vec<LineView>,
    foot: Vec<LineView>,
    print: u32,
    left: String,
}

struct CellView {
    class: String,
    text: String,
}

struct LineView {
    class: &'static str,
    depth: u8,
    name: String,
    title: Option<String>,
    cells: Vec<CellView>,
}

/// Writes a pivot.
pub fn pivot(table: &Table, shape: Shape, look: Look<'_>, dom: String) -> Result<String, askama::Error> {
    let axes = usize::from(shape.axes).clamp(1, table.columns.len());
    let values = usize::from(shape.values).max(1);
    let lines: Vec<&Row> = table.rows.iter().filter(|row| row.role != RowRole::Total).collect();
    let shown = &lines[..lines.len().min(MOST_LINES)];
    let heat = Tints::of(table, shape, axes, shown);
    let named = table.columns[axes..].iter().any(|column| column.period.is_some());
    let class = |at: usize| {
        let (mut class, nth) = (vec!["r"], at - axes);
        if nth.is_multiple_of(values) && values > 1 && nth > 0 {
            class.push("vg");
        }
        if shape.total && nth + values >= table.columns.len() - axes {
            class.push("tt");
        }
        if partial(&table.columns[at]) || table.columns[at].period.as_deref().is_some_and(|label| label.ends_with('*'))
        {
            class.push("hatch");
        }
        class
    };
    let line = |nth: usize, row: &Row, total: bool| {
        let depth = usize::from(row.depth).max(1);
        let whole = match row.cells.get(depth - 1) {
            Some(Value::Text(text) | Value::Word(text)) => told(text).into_owned(),
            _ => String::new(),
        };
        let short = cut(&whole, NAME, 13.0, false);
        let cells = (axes..table.columns.len()).map(|at| {
            let cell = row.cells.get(at).unwrap_or(&Value::Empty);
            let kind = table.columns[at].kind;
            let mut class = class(at);
            let step = heat.step(nth, at, cell).filter(|_| !total && row.role == RowRole::Body);
            match (step, sign(cell, kind)) {
                (Some(step), _) => class.push(STEPS[step]),
                (None, 1) => class.push("up"),
                (None, -1) => class.push("dn"),
                _ => {}
            }
            CellView { class: class.join(" "), text: value(cell, kind, look.decimals) }
        });
        LineView {
            class: match row.role {
                RowRole::Subtotal => "sum",
                RowRole::Rest => "soft",
                _ => "",
            },
            depth: row.depth.max(1),
            title: (short != whole).then(|| whole.clone()),
            name: kept(&short, look.lang),
            cells: cells.collect(),
        }
    };
    let heads: Vec<&str> =
        table.columns[axes..].chunks(values).map(|group| group[0].period.as_deref().unwrap_or_default()).collect();
    let groups = heads.iter().enumerate().map(|(nth, head)| {
        let class = class(axes + nth * values).into_iter().filter(|class| *class != "r").collect::<Vec<_>>().join(" ");
        CellView { class, text: kept(head, look.lang) }
    });
    let labels: Vec<&str> = table.columns[..axes].iter().map(|column| column.label.as_str()).collect();
    let head = (axes..table.columns.len())
        .map(|at| CellView { class: class(at).join(" "), text: kept(&table.columns[at].label, look.lang) });
    let left = lines.len() - shown.len();
    PivotView {
        words: page(look.lang),
        dom,
        caption: table.finding.clone(),
        ramp: heat.ramp(table, axes, look.lang),
        groups: if named && values > 1 { groups.collect() } else { Vec::new() },
        span: values,
        name: labels.join(" / "),
        head: head.collect(),
        body: shown.iter().enumerate().map(|(nth, row)| line(nth, row, false)).collect(),
        foot: table.rows.iter().filter(|row| row.role == RowRole::Total).map(|row| line(0, row, true)).collect(),
        print: (100.0 * (PAGE / natural_width(table, look, false).max(1.0)).clamp(0.4, 1.0)) as u32,
        left: if left > 0 { (words_of(look.lang).lines_left)(left) } else { String::new() },
    }
    .render()
}

const STEPS: [&str; 7] = ["h0", "h1", "h2", "h3", "h4", "h5", "h6"];

/// How strong each cell is tinted: steps of the square root of its part of the largest.
struct Tints {
    heat: Heat,
    /// Which columns are tinted: the first value of each but the total.
    columns: Vec<bool>,
    all: f64,
    rows: Vec<f64>,
    by_column: Vec<f64>,
}

impl Tints {
    fn of(table: &Table, shape: Shape, axes: usize, lines: &[&Row]) -> Tints {
        let values = usize::from(shape.values).max(1);
        let many = table.columns.len() - axes;
        let total = if shape.total { values } else { 0 };
        let tinted = |at: usize| {
            at >= axes && (at - axes).is_multiple_of(values) && at - axes + total < many && shape.heat != Heat::None
        };
        // A single column needs no colour.
        let columns: Vec<bool> = (0..table.columns.len()).map(|at| tinted(at) && many > values + total).collect();
        let mut tints = Tints {
            heat: shape.heat,
            all: 0.0,
            rows: vec![0.0; lines.len()],
            by_column: vec![0.0; columns.len()],
            columns,
        };
        for (nth, row) in lines.iter().enumerate().filter(|(_, row)| row.role == RowRole::Body) {
            for at in axes..table.columns.len() {
                let size = row.cells.get(at).and_then(size).filter(|_| tints.columns[at]).unwrap_or(0.0);
                tints.all = tints.all.max(size);
                tints.rows[nth] = tints.rows[nth].max(size);
                tints.by_column[at] = tints.by_column[at].max(size);
            }
        }
        tints
    }

    fn step(&self, nth: usize, at: usize, cell: &Value) -> Option<usize> {
        let size = size(cell).filter(|_| self.columns[at])?;
        let most = match self.heat {
            Heat::All => self.all,
            Heat::Rows => self.rows.get(nth).copied().unwrap_or(0.0),
            Heat::Columns => self.by_column[at],
            Heat::None => return None,
        };
        let part = if most > 0.0 { size / most } else { 0.0 };
        Some(if part > 0.0 { (1 + (6.0 * part.sqrt() * 0.9999) as usize).min(6) } else { 0 })
    }

    /// Says what the strongest tint stands for, where it is one figure for all.
    fn ramp(&self, table: &Table, axes: usize, lang: Lang) -> Option<String> {
        if self.heat != Heat::All || self.all <= 0.0 {
            return None;
        }
        Some(match table.columns[axes].kind {
            Kind::Money | Kind::Change => {
                figures::short(crate::report::words::speech::rounded(self.all), lang, Minus::True)
            }
            Kind::Share | Kind::Percent => figures::share(self.all, Minus::True),
            _ => figures::number(self.all, 0, Minus::True),
        })
    }
}

fn size(cell: &Value) -> Option<f64> {
    match cell {
        Value::Money(amount) => Some(amount.units()),
        Value::Count(count) => Some(*count as f64),
        Value::Number(number) | Value::Ratio(number) => Some(*number),
        _ => None,
    }
}
