//! A table in columns: decimal points below each other, names cut only where the terminal is too narrow, figures never.

use unicode_width::UnicodeWidthStr;

use super::paint::{Paint, Style};
use super::{TextStyle, bars, wrap};
use crate::model::Lang;
use crate::report::{Kind, Row, RowRole, Table, TableRole, Value};
use crate::write::cells::{is_change, is_figure, words};
use crate::write::safe;

/// Names are never cut below this width.
const SHORTEST_NAME: usize = 16;
pub(super) const GAP: usize = 2;
/// Texts are never wrapped below this width.
const NARROWEST_TEXT: usize = 20;
/// Bars are not drawn in less room than this.
const SHORTEST_BAR: usize = 8;
/// How wide a list of facts runs where nothing says how wide the reader's window is.
const FACTS: usize = 100;

/// One column as it will be printed.
pub(super) struct Column {
    kind: Kind,
    pub(super) label: String,
    /// Per row; lines where the text is wrapped.
    pub(super) texts: Vec<String>,
    /// Widths before and after the decimal point, for figures.
    whole: usize,
    part: usize,
    pub(super) width: usize,
}

/// Lays a table out with its header.
pub fn lines(table: &Table, decimals: u8, lang: Lang, style: &TextStyle) -> Vec<String> {
    let rows = shown_rows(table);
    let mut columns = columns(table, &rows, decimals, lang, style.ascii);
    let limit = style.width.unwrap_or(usize::MAX);
    let last = columns.last().is_some_and(|column| matches!(column.kind, Kind::Bar | Kind::Series));
    let chart = last.then(|| columns.pop()).flatten();
    // Where it is too wide, the small chart goes first, then texts are wrapped; names get what is left.
    let room = |chart: &Column| limit.saturating_sub(total(&columns) + GAP) >= least(chart);
    let chart = chart.filter(room);
    match style.width {
        Some(width) => wrap_texts(&mut columns, width),
        None if table.role == TableRole::Facts => wrap_texts(&mut columns, FACTS),
        None => {}
    }
    shrink_names(&mut columns, limit);
    let groups = blocks(&columns, limit);
    widen_names(&mut columns, &groups, limit);
    let mut lines = Vec::new();
    cut_names(&mut columns, limit, &mut lines);
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

/// Gives the columns as they will be printed, measured.
pub(super) fn columns(table: &Table, rows: &[&Row], decimals: u8, lang: Lang, ascii: bool) -> Vec<Column> {
    let empty = Value::Empty;
    let make = |(at, column): (usize, &crate::report::Column)| {
        let value = |row: &&Row| match row.cells.get(at).unwrap_or(&empty) {
            Value::Series(series) => bars::sparkline(series, ascii),
            value => words(value, column.kind, decimals, lang),
        };
        let texts: Vec<String> = rows.iter().map(value).collect();
        let mut made = Column {
            kind: if column.label.is_empty() && column.kind == Kind::Text { kind_of(&texts) } else { column.kind },
            label: safe(&column.label).into_owned(),
            texts,
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

/// Says what a column of words without a heading holds: figures with their units stand like figures.
fn kind_of(texts: &[String]) -> Kind {
    let mut told = texts.iter().filter(|text| !text.is_empty()).peekable();
    let some = told.peek().is_some();
    if some && told.all(|text| text.starts_with(|c: char| c.is_ascii_digit())) { Kind::Count } else { Kind::Text }
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

/// Gives the width below which a small chart says nothing.
fn least(chart: &Column) -> usize {
    match chart.kind {
        Kind::Series => chart.width,
        _ => SHORTEST_BAR,
    }
}

/// Gives how wide columns are together.
pub(super) fn total(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.width + GAP).sum::<usize>().saturating_sub(GAP)
}

/// Wraps texts, the widest first, until the table fits or none can be wrapped further.
fn wrap_texts(columns: &mut [Column], limit: usize) {
    while total(columns) > limit {
        let least = |column: &Column| NARROWEST_TEXT.max(column.label.width());
        let texts = columns.iter_mut().filter(|column| column.kind == Kind::Text && column.width > least(column));
        let Some(widest) = texts.max_by_key(|column| column.width) else { break };
        widest.width -= 1;
    }
    for column in columns.iter_mut().filter(|column| column.kind == Kind::Text) {
        for text in column.texts.iter_mut().filter(|text| text.width() > column.width) {
            *text = wrap(text, column.width).join("\n");
        }
        let lines = column.texts.iter().flat_map(|text| text.lines()).map(UnicodeWidthStr::width);
        column.width = lines.max().unwrap_or(0).max(column.label.width());
    }
}

/// Cuts names, the widest first, until the table fits or none can be cut further.
fn shrink_names(columns: &mut [Column], limit: usize) {
    while total(columns) > limit {
        let over = total(columns) - limit;
        let cuttable = columns.iter_mut().filter(|column| column.kind == Kind::Name && column.width > SHORTEST_NAME);
        let Some(widest) = cuttable.max_by_key(|column| column.width) else { return };
        widest.width = (widest.width.saturating_sub(over)).max(SHORTEST_NAME);
    }
}

/// Gives the names that every block repeats the room that all blocks leave.
fn widen_names(columns: &mut [Column], blocks: &[Vec<usize>], limit: usize) {
    let used = |block: &Vec<usize>| block.iter().map(|&at| columns[at].width + GAP).sum::<usize>() - GAP;
    let free = blocks.iter().map(|block| limit.saturating_sub(used(block))).min().unwrap_or(0);
    let Some(name) = columns.iter_mut().find(|column| column.kind == Kind::Name) else { return };
    let whole = name.texts.iter().map(|text| text.width()).max().unwrap_or(0).max(name.label.width());
    name.width = (name.width.saturating_add(free)).min(whole);
}

/// Cuts names to their columns. A title that stands as the first heading is told above instead of being cut.
fn cut_names(columns: &mut [Column], limit: usize, lines: &mut Vec<String>) {
    for (at, column) in columns.iter_mut().enumerate().filter(|(_, column)| column.kind == Kind::Name) {
        let width = column.width;
        column.texts.iter_mut().for_each(|text| *text = cut(text, width));
        if at == 0 && column.label.width() > width {
            lines.extend(wrap(&std::mem::take(&mut column.label), limit));
        }
        column.label = cut(&column.label, width);
    }
}

/// Cuts a name in the middle: `Mini Gifts D..ibutors Ltd.`.
pub fn cut(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let room = width.saturating_sub(2);
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
    let head = take(&mut name.chars(), room.div_ceil(2));
    let tail: String = take(&mut name.chars().rev(), room - head.width()).chars().rev().collect();
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

/// Prints some of the columns.
pub(super) fn print_block(
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
        let texts: Vec<Vec<&str>> = block.iter().map(|&at| columns[at].texts[row_at].split('\n').collect()).collect();
        for nth in 0..texts.iter().map(Vec::len).max().unwrap_or(1) {
            let mut line = String::new();
            let mut plain_end = 0;
            for (place, &at) in block.iter().enumerate() {
                let column = &columns[at];
                let text = texts[place].get(nth).copied().unwrap_or_default();
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
                Some(chart) if !chart.is_empty() && nth == 0 => line.push_str(chart),
                _ => line.truncate(plain_end),
            }
            lines.push(line);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Money;
    use crate::report::{Column as Shown, TableRole, Value};

    fn table(columns: Vec<(&str, Kind)>, rows: Vec<Vec<Value>>) -> Table {
        let column = |(label, kind): (&str, Kind)| Shown { id: "c", period: None, label: label.into(), kind };
        Table {
            id: "t",
            finding: String::new(),
            subtitle: String::new(),
            columns: columns.into_iter().map(column).collect(),
            rows: rows.into_iter().map(Row::body).collect(),
            notes: Vec::new(),
            role: TableRole::Primary,
            show: None,
            choices: Vec::new(),
        }
    }

    fn name(text: &str) -> Value {
        Value::Text(text.into())
    }

    /// From the mock of the terminal.
    #[test]
    fn decimal_points_stand_below_each_other_whatever_stands_behind_them() {
        let rows = vec![
            vec![name("收入"), Value::Money(Money::from_raw(20_147_749_200)), Value::Ratio(0.816)],
            vec![name("下单客户"), Value::Count(46), Value::Ratio(0.533)],
            vec![name("老客户留存 NRR"), Value::Ratio(0.598), Value::Word("+38.5 点".into())],
        ];
        let table = table(vec![("", Kind::Name), ("2004Q4", Kind::Money), ("比上季", Kind::Percent)], rows);
        assert_eq!(
            lines(&table, 2, Lang::Zh, &TextStyle::default()),
            [
                "                      2004Q4    比上季",
                "收入            2,014,774.92  +81.6%",
                "下单客户               46     +53.3%",
                "老客户留存 NRR         59.8%  +38.5 点",
            ]
        );
    }

    #[test]
    fn where_it_is_too_wide_the_chart_goes_first_then_texts_are_wrapped_and_names_stay_whole() {
        let series = Value::Series(crate::report::Series { points: vec![Some(1.0); 8], ..Default::default() }.into());
        let rows = || {
            vec![vec![name("Nordlicht Handels GmbH"), name("back after 301 days, with four orders"), series.clone()]]
        };
        let columns = || vec![("Customer", Kind::Name), ("What happened", Kind::Text), ("Trend", Kind::Series)];
        let at = |width| {
            let style = TextStyle { width, ..TextStyle::default() };
            lines(&table(columns(), rows()), 2, Lang::En, &style)
        };
        assert_eq!(at(Some(72))[0], "Customer                What happened                          Trend");
        assert_eq!(at(None).len(), 2);
        assert_eq!(
            at(Some(50)),
            [
                "Customer                What happened",
                "Nordlicht Handels GmbH  back after 301 days, with",
                "                        four orders",
            ]
        );
    }

    #[test]
    fn names_are_cut_in_the_middle_and_figures_go_on_below() {
        assert_eq!(cut("Mini Gifts Distributors Ltd.", 26), "Mini Gifts D..ibutors Ltd.");
        assert_eq!(cut("深圳市恒达电子有限公司", 16), "深圳市..有限公司");
        let amount = || Value::Money(Money::from_raw(12_345_678_900));
        let rows = vec![vec![name("Mini Gifts Distributors Ltd."), amount(), amount(), amount()]];
        let columns = vec![("Customer", Kind::Name), ("A", Kind::Money), ("B", Kind::Money), ("C", Kind::Money)];
        let table = table(columns, rows);
        let narrow = TextStyle { width: Some(48), ..TextStyle::default() };
        assert_eq!(
            lines(&table, 2, Lang::En, &narrow),
            [
                "Customer                         A             B",
                "Mini Gift..tors Ltd.  1,234,567.89  1,234,567.89",
                "",
                "Customer                         C",
                "Mini Gift..tors Ltd.  1,234,567.89",
            ]
        );
        let mut named = table.clone();
        "Still to be explained, 10 of 18".clone_into(&mut named.columns[0].label);
        let title = lines(&named, 2, Lang::En, &narrow);
        assert_eq!(title[..2], ["Still to be explained, 10 of 18", "                                 A             B"]);
        assert_eq!(title[4], "                                 C");
        let piped = lines(&table, 2, Lang::En, &TextStyle::default());
        assert!(piped[1].starts_with("Mini Gifts Distributors Ltd.  1,234,567.89  1,234,567.89  1,234,567.89"));
    }
}
