//! A table in columns: decimal points below each other, names cut only where the terminal is too narrow, figures never.

use unicode_width::UnicodeWidthStr;

use super::paint::{Paint, Style};
use super::{TextStyle, bars};
use crate::model::Lang;
use crate::report::{Kind, Row, RowRole, Table, Value};
use crate::write::cells::{is_change, is_figure, words};
use crate::write::safe;

/// Names are never cut below this width.
const SHORTEST_NAME: usize = 16;
const GAP: usize = 2;

/// One column as it will be printed.
struct Column {
    kind: Kind,
    label: String,
    /// Per row.
    texts: Vec<String>,
    /// Widths before and after the decimal point, for figures.
    whole: usize,
    part: usize,
    width: usize,
}

/// Lays a table out with its header.
pub fn lines(table: &Table, decimals: u8, lang: Lang, style: &TextStyle) -> Vec<String> {
    let rows = shown_rows(table);
    let mut columns = columns(table, &rows, decimals, lang, style.ascii);
    let limit = style.width.unwrap_or(usize::MAX);
    let last = columns.last().is_some_and(|column| matches!(column.kind, Kind::Bar | Kind::Series));
    let chart = last.then(|| columns.pop()).flatten();
    shrink_names(&mut columns, limit);
    let mut lines = Vec::new();
    let groups = blocks(&columns, limit);
    for (nth, block) in groups.iter().enumerate() {
        if nth > 0 {
            lines.push(String::new());
        }
        let chart = chart.as_ref().filter(|_| nth + 1 == groups.len());
        let used = block.iter().map(|&at| columns[at].width + GAP).sum::<usize>();
        print_block(&mut lines, &columns, block, &rows, chart.map(|chart| (chart, used)), style);
    }
    lines
}

/// Lays a table out without its header: the account at the end of a report.
pub fn headless(table: &Table, decimals: u8, lang: Lang) -> Vec<String> {
    let rows: Vec<&Row> = table.rows.iter().collect();
    let mut columns = columns(table, &rows, decimals, lang, true);
    for column in &mut columns {
        column.label.clear();
        let figures = column.texts.iter().all(|text| text.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
        if figures && column.kind == Kind::Text {
            column.kind = Kind::Count;
        }
        measure(column);
    }
    let mut lines = Vec::new();
    let block: Vec<usize> = (0..columns.len()).collect();
    print_block(&mut lines, &columns, &block, &rows, None, &TextStyle::default());
    lines
}

/// Gives the rows that a terminal shows: the first of a long body, and all that is not body.
fn shown_rows(table: &Table) -> Vec<&Row> {
    let mut body = 0;
    let keep = |row: &&Row| {
        body += usize::from(row.role == RowRole::Body);
        row.role != RowRole::Body || table.show.is_none_or(|most| body <= most)
    };
    table.rows.iter().filter(keep).collect()
}

fn columns(table: &Table, rows: &[&Row], decimals: u8, lang: Lang, ascii: bool) -> Vec<Column> {
    let empty = Value::Empty;
    let make = |(at, column): (usize, &crate::report::Column)| {
        let value = |row: &&Row| match row.cells.get(at).unwrap_or(&empty) {
            Value::Series(series) => bars::sparkline(series, ascii),
            value => words(value, column.kind, decimals, lang),
        };
        let mut made = Column {
            kind: column.kind,
            label: safe(&column.label).into_owned(),
            texts: rows.iter().map(value).collect(),
            whole: 0,
            part: 0,
            width: 0,
        };
        measure(&mut made);
        made
    };
    let mut columns: Vec<Column> = table.columns.iter().enumerate().map(make).collect();
    // A small chart stands in the last column, or it would break the ones behind it.
    let count = columns.len();
    let mut at = 0;
    columns.retain(|column| {
        at += 1;
        at == count || !matches!(column.kind, Kind::Bar | Kind::Series)
    });
    columns
}

/// Finds a column's widths.
fn measure(column: &mut Column) {
    if is_figure(column.kind) {
        let parts = || column.texts.iter().filter(|text| has_digit(text)).map(|text| split(text));
        column.whole = parts().map(|(whole, _)| whole.width()).max().unwrap_or(0);
        column.part = parts().map(|(_, part)| part.width()).max().unwrap_or(0);
        let words = column.texts.iter().filter(|text| !has_digit(text)).map(|text| text.width()).max().unwrap_or(0);
        column.width = (column.whole + column.part).max(words).max(column.label.width());
    } else {
        column.width = column.texts.iter().map(|text| text.width()).max().unwrap_or(0).max(column.label.width());
    }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// Splits a figure after its whole part: `+38` and `.5 点`, `193` and ` days`.
fn split(text: &str) -> (&str, &str) {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let end = text[start..].find(|c: char| !c.is_ascii_digit() && c != ',').map_or(text.len(), |at| start + at);
    text.split_at(end)
}

/// Cuts names, the widest first, until the table fits or none can be cut further.
fn shrink_names(columns: &mut [Column], limit: usize) {
    let total = |columns: &[Column]| columns.iter().map(|column| column.width + GAP).sum::<usize>().saturating_sub(GAP);
    while total(columns) > limit {
        let over = total(columns) - limit;
        let cuttable = columns.iter_mut().filter(|column| column.kind == Kind::Name && column.width > SHORTEST_NAME);
        let Some(widest) = cuttable.max_by_key(|column| column.width) else { return };
        let width = (widest.width.saturating_sub(over)).max(SHORTEST_NAME);
        widest.width = width;
        widest.texts.iter_mut().for_each(|text| *text = cut(text, width));
        widest.label = cut(&widest.label, width);
    }
}

/// Cuts a name in the middle: `Mini Gifts D..ibutors Ltd.`.
pub fn cut(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let room = width.saturating_sub(2);
    let (head, tail) = (room.div_ceil(2), room / 2);
    let take = |chars: &mut dyn Iterator<Item = char>, most: usize| {
        let mut text = String::new();
        for c in chars {
            if text.width() + c.to_string().width() > most {
                break;
            }
            text.push(c);
        }
        text
    };
    let head = take(&mut name.chars(), head);
    let tail: String = take(&mut name.chars().rev(), tail).chars().rev().collect();
    format!("{}..{}", head.trim_end(), tail.trim_start())
}

/// Divides the columns among blocks that fit; each further block repeats the columns up to the name.
fn blocks(columns: &[Column], limit: usize) -> Vec<Vec<usize>> {
    let head = columns.iter().position(|column| column.kind == Kind::Name).map_or(1, |at| at + 1).min(columns.len());
    let width = |block: &[usize]| block.iter().map(|&at| columns[at].width + GAP).sum::<usize>().saturating_sub(GAP);
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut block: Vec<usize> = (0..head).collect();
    for at in head..columns.len() {
        block.push(at);
        if width(&block) > limit && block.len() > head + 1 {
            block.pop();
            blocks.push(std::mem::replace(&mut block, (0..head).chain([at]).collect()));
        }
    }
    blocks.push(block);
    blocks
}

fn print_block(
    lines: &mut Vec<String>,
    columns: &[Column],
    block: &[usize],
    rows: &[&Row],
    chart: Option<(&Column, usize)>,
    style: &TextStyle,
) {
    let mut header = String::new();
    for &at in block {
        let column = &columns[at];
        header.push_str(&pad(&column.label, column.width, is_figure(column.kind)));
        header.push_str("  ");
    }
    if let Some((chart, _)) = chart {
        header.push_str(&chart.label);
    }
    if !header.trim().is_empty() {
        lines.push(header.trim_end().to_owned());
    }
    let paint = Paint { on: style.color };
    let drawn = chart.map(|(chart, used)| draw(chart, used, columns, block, rows, style));
    for (row_at, row) in rows.iter().enumerate() {
        let strong = matches!(row.role, RowRole::Total | RowRole::Subtotal);
        let mut line = String::new();
        let mut plain_end = 0;
        for (place, &at) in block.iter().enumerate() {
            let column = &columns[at];
            let text = &column.texts[row_at];
            let (before, after) = padding(column, text);
            if place > 0 {
                line.push_str("  ");
            }
            line.push_str(&" ".repeat(before));
            let tone = tone(column.kind, row.cells.get(at), text, row.role);
            line.push_str(&paint.also(tone, strong, text));
            if !text.is_empty() {
                plain_end = line.len();
            }
            line.push_str(&" ".repeat(after));
        }
        match drawn.as_ref().map(|drawn| drawn[row_at].as_str()) {
            Some(chart) if !chart.is_empty() => line.push_str(chart),
            _ => line.truncate(plain_end),
        }
        lines.push(line);
    }
}

/// Draws the small chart of each row, with the space before it.
fn draw(
    chart: &Column,
    used: usize,
    columns: &[Column],
    block: &[usize],
    rows: &[&Row],
    style: &TextStyle,
) -> Vec<String> {
    if chart.kind == Kind::Series {
        return chart
            .texts
            .iter()
            .map(|text| if text.is_empty() { String::new() } else { format!("  {text}") })
            .collect();
    }
    // A bar after a percent sign stands apart by itself; after a digit it takes one column more.
    let percent = block.last().is_some_and(|&at| matches!(columns[at].kind, Kind::Share | Kind::Percent));
    let gap = if percent { GAP } else { GAP + 1 };
    let empty = Value::Empty;
    let values: Vec<&Value> = rows.iter().map(|row| row.cells.last().unwrap_or(&empty)).collect();
    let room = style.width.unwrap_or(80).max(80).saturating_sub(used - GAP + gap);
    let cells = bars::cells(&values, room, style.ascii);
    let bar = |value: &&Value| {
        let bar = bars::bar(value, &values, cells, style.ascii);
        if bar.is_empty() { bar } else { " ".repeat(gap) + &bar }
    };
    values.iter().map(bar).collect()
}

/// Gives the spaces before and after a text in its column.
fn padding(column: &Column, text: &str) -> (usize, usize) {
    let free = column.width.saturating_sub(text.width());
    if !is_figure(column.kind) {
        return (0, free);
    }
    if !has_digit(text) {
        return (free, 0);
    }
    let (_, part) = split(text);
    let after = (column.part - part.width()).min(free);
    (free - after, after)
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(text.width()));
    if right { space + text } else { text.to_owned() + &space }
}

fn tone(kind: Kind, value: Option<&Value>, text: &str, role: RowRole) -> Style {
    if role == RowRole::Muted {
        return Style::Dim;
    }
    let changes = is_change(kind) || matches!(value, Some(Value::Change(_) | Value::CountChange(_)));
    match text.chars().next() {
        Some('+') if changes => Style::Gain,
        Some('-') if changes => Style::Loss,
        _ => Style::Plain,
    }
}
