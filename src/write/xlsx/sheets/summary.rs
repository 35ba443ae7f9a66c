//! The manager's page: verdict, six figures, what must be known of the data, three charts, and the largest changes on page two.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, XlsxError};

use super::super::charts::Pen;
use super::super::grid;
use super::super::look::{INK2, INK3, RULE, SURFACE, Size};
use super::super::native;
use super::super::number::{Plain, kind_of, plain};
use super::super::sheet::{Sheet, cut, scale};
use super::insert;
use crate::model::Money;
use crate::report::{Block, Chart, Columns, Kind, Report, RowRole, Spec, Table, Text, Tile, TileChange, Tone, Value};

/// The last column; the page is six slots of a wide, a narrow and a gap column.
const LAST: u16 = 17;
const WIDE: u32 = 90;
const NARROW: u32 = 80;
const GAP: u32 = 14;
/// A row of the charts, in pixels.
const ROW: u32 = 22;
/// A row that nobody set, and what a landscape A4 page has between its margins, in points; a little less than it has.
const LINE: f64 = 16.5;
const PAPER: f64 = 500.0;

/// Fills the page; `links` are the other sheets, `told` is what must be known of the data.
pub fn fill(
    sheet: &mut Sheet,
    pen: &mut Pen,
    report: &Report,
    links: &[String],
    told: &[Text],
) -> Result<(), XlsxError> {
    let top = changes(report);
    let need = top.map_or(0, |table| {
        let money = (0..table.columns.len()).filter(|&at| matches!(table.columns[at].kind, Kind::Money | Kind::Change));
        // Counted for wide digits; each column is read alone here, so three quarters hold the amounts.
        money.map(|at| (grid::width(sheet, table, at) * 3).div_ceil(4) + 4).max().unwrap_or(0)
    });
    let (wide, narrow) = (WIDE.max(need), NARROW.max(need));
    let mut widths = vec![20];
    for slot in 0..6 {
        widths.extend([wide, narrow, if slot == 5 { 8 } else { GAP }]);
    }
    sheet.widths(&widths)?;
    let slot = wide + narrow + GAP;
    let page = 6 * slot - GAP;
    head(sheet, report, links)?;
    let row = verdict(sheet, report, page)?;
    let row = tiles(sheet, pen, report, row)?;
    let row = notices(sheet, told, row, page)?;
    let row = charts(sheet, pen, report, row, slot)?;
    let mut last = row;
    if let Some(table) = top {
        sheet.ws.set_page_breaks(&[row])?;
        last = largest(sheet, table, row)?;
    }
    // What must be known of the data may be long: the charts below it stay on the first page.
    let points: f64 = (0..row).map(|row| sheet.row_height(row).unwrap_or(LINE)).sum();
    let tall = (PAPER * 100.0 / points).clamp(36.0, 100.0) as u16;
    let scale = scale(sheet.left(LAST + 2)).min(tall);
    sheet.ws.set_print_scale(scale).set_print_center_horizontally(true).set_print_area(0, 0, last, LAST + 1)?;
    sheet.ws.set_active(true);
    Ok(())
}

/// Gives the table of the largest changes: the first secondary table of the section `top` (or of `drivers`).
fn changes(report: &Report) -> Option<&Table> {
    let section = |id: &str| report.sections.iter().find(|section| section.id == id);
    let tables = ["top", "drivers"].into_iter().filter_map(section).flat_map(|section| &section.blocks);
    tables
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .find(|table| {
            table.rows.len() <= 40
                && table.columns.iter().any(|column| column.kind == Kind::Change)
                && !table.rows.is_empty()
        })
}

fn head(sheet: &mut Sheet, report: &Report, links: &[String]) -> Result<(), XlsxError> {
    let look = sheet.look();
    let rule = sheet.top_rule();
    let small = look.note();
    for column in 1..=LAST {
        sheet.ws.write_blank(0, column, &rule)?;
        sheet.ws.write_blank(
            5,
            column,
            &small.clone().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE),
        )?;
    }
    for (row, height) in [(0, 16.0), (1, 18.0), (2, 36.0), (3, 15.0), (4, 15.0), (5, 6.0), (6, 20.0)] {
        sheet.height(row, height)?;
    }
    let brand = rule.clone().set_align(FormatAlign::Right);
    sheet.ws.write_string_with_format(0, LAST, sheet.setting.words.brand, &brand)?;
    if let Some(company) = &report.company {
        let format = look.text(Size::Label).set_font_color(INK2);
        sheet.ws.write_string_with_format(1, 1, cut(company), &format)?;
    }
    sheet.ws.write_string_with_format(2, 1, cut(&report.title), &look.text(Size::Title).set_bold())?;
    for (at, fact) in report.facts.iter().take(6).enumerate() {
        let column = 1 + 3 * at as u16;
        sheet.ws.write_string_with_format(3, column, cut(&fact.label), &small)?;
        let format = look.text(Size::Small).set_align(FormatAlign::Left).set_align(FormatAlign::Top);
        let room = sheet.left(column + 3).saturating_sub(sheet.left(column) + 8);
        // What is estimated for wide letters is a little too much.
        let (fits, wide) = (room * 7 / 6, look.pixels(&fact.value, Size::Small));
        if fact.names_files || wide <= fits {
            let value = ending(&fact.value, fits, |text| look.pixels(text, Size::Small));
            sheet.ws.write_string_with_format(4, column, value, &format)?;
        } else {
            within(sheet, (4, column), room, (&Text::plain(&fact.value), Size::Small), (15.0, 13.0), &format)?;
        }
    }
    let mut slots = [1_u16, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17].into_iter().peekable();
    let format = look.link().set_underline(rust_xlsxwriter::FormatUnderline::None);
    for name in links {
        let Some(column) = slots.next() else { break };
        let text = format!("{name} ›");
        sheet.link(6, column, name, 1, &text, &format)?;
        let end = sheet.left(column) + look.pixels(&text, Size::Small);
        while slots.peek().is_some_and(|&next| sheet.left(next) < end) {
            slots.next();
        }
    }
    Ok(())
}

/// Gives a text that fits, its beginning cut: the end of a path is what people know.
fn ending(text: &str, room: u32, pixels: impl Fn(&str) -> u32) -> String {
    if pixels(text) <= room {
        return text.to_owned();
    }
    // Found by halves: a text from a place on is never wider than one from before it.
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let at = starts.partition_point(|&at| pixels(&text[at..]) + pixels("…") > room);
    format!("…{}", starts.get(at).map_or("", |&at| &text[at..]))
}

/// The verdict and the findings that it does not say already.
fn verdict(sheet: &mut Sheet, report: &Report, page: u32) -> Result<u32, XlsxError> {
    let look = sheet.look();
    let cell = look.text(Size::Head).set_text_wrap();
    let long = |line: &str| look.pixels(line, Size::Head).div_ceil(page - 60).max(1);
    let lines = report.verdict.to_string().lines().map(long).sum::<u32>().clamp(1, 8);
    sheet.height(7, f64::from(lines) * 23.0 + 12.0)?;
    sheet.ws.merge_range(7, 1, 7, LAST, "", &cell)?;
    sheet.sentence(7, 1, &report.verdict, Size::Head, &cell)?;
    let told = report.verdict.to_string();
    let mut row = 8;
    for finding in report.findings.iter().filter(|finding| !told.contains(finding.to_string().trim())) {
        let format = look.text(Size::Body).set_text_wrap();
        let long = |line: &str| look.pixels(line, Size::Body).div_ceil(page - 60).max(1);
        let lines = finding.to_string().lines().map(long).sum::<u32>().clamp(1, 12);
        sheet.height(row, f64::from(lines) * 16.5)?;
        sheet.ws.merge_range(row, 1, row, LAST, "", &format)?;
        sheet.sentence(row, 1, finding, Size::Body, &format)?;
        row += 1;
    }
    Ok(row)
}

/// Six figures: label, value, small chart, two comparisons.
fn tiles(sheet: &mut Sheet, pen: &mut Pen, report: &Report, row: u32) -> Result<u32, XlsxError> {
    if report.tiles.is_empty() {
        return Ok(row + 1);
    }
    let look = sheet.look();
    for (below, height) in [18.0, 32.0, 34.0, 20.0, 17.0, 16.0].into_iter().enumerate() {
        sheet.height(row + below as u32, height)?;
    }
    for (at, tile) in report.tiles.iter().take(6).enumerate() {
        let column = 1 + 3 * at as u16;
        let rule = look.note().set_border_top(FormatBorder::Thin).set_border_top_color(RULE);
        sheet.ws.write_string_with_format(row, column, cut(&tile.label), &rule)?;
        sheet.ws.write_blank(row, column + 1, &rule)?;
        let format =
            look.text(Size::Title).set_bold().set_align(FormatAlign::Left).set_num_format(value_format(sheet, tile));
        sheet.ws.merge_range(row + 1, column, row + 1, column + 1, "", &format)?;
        match &tile.value {
            // A tile is read, not summed: an empty one would look forgotten.
            Value::Word(word) => {
                let dim = format.clone().set_font_color(INK3);
                sheet.ws.write_string_with_format(row + 1, column, cut(word), &dim)?;
            }
            value => grid::put(sheet, (row + 1, column), value, kind_of(value, tile.kind), None, &format)?,
        }
        sheet.ws.merge_range(row + 2, column, row + 2, column + 1, "", &look.text(Size::Body))?;
        grid::small_chart(sheet, pen.helper, &tile.history, (row + 2, column))?;
        for (below, change) in tile.changes.iter().take(2).enumerate() {
            let line = row + 3 + below as u32;
            compare(sheet, tile, change, (row + 1, line, column))?;
        }
    }
    if let Some(note) = &report.tiles_note {
        let format = look.text(Size::Small).set_font_color(INK3);
        let room = sheet.left(LAST + 1).saturating_sub(sheet.left(1));
        within(sheet, (row + 5, 1), room, (note, Size::Small), (16.0, 13.5), &format)?;
    }
    Ok(row + 6)
}

/// Writes one comparison of a tile: the difference as a number whose format says against what, and the relative change as a
/// formula of it and of the tile's figure.
fn compare(
    sheet: &mut Sheet,
    tile: &Tile,
    change: &TileChange,
    (figure, line, column): (u32, u32, u16),
) -> Result<(), XlsxError> {
    let look = sheet.look();
    let text = look.text(Size::Small);
    let (kind, by) = match change.by {
        Value::Change(by) => (Kind::Change, by.units()),
        Value::CountChange(by) => (Kind::CountChange, by as f64),
        _ => (Kind::Points, 0.0),
    };
    let number = match kind {
        Kind::Change => format!("+{0};-{0};0", look.short(by)),
        kind => look.number(kind, false).unwrap_or_default(),
    };
    let label = change.label.replace('"', "");
    let labelled = number.split(';').map(|part| format!("\"{label}  \"{part}")).collect::<Vec<_>>().join(";");
    let format = text.clone().set_align(FormatAlign::Left).set_num_format(labelled);
    grid::put(sheet, (line, column), &change.by, kind, None, &format)?;
    sheet.signs((line, column), (line, column))?;
    let now = match plain(&tile.value, tile.kind) {
        Plain::Number(now) => now,
        _ => return Ok(()),
    };
    if change.relative.is_none() || now - by == 0.0 {
        return Ok(());
    }
    let cell = rust_xlsxwriter::utility::row_col_to_cell;
    let (by_cell, now_cell) = (cell(line, column), cell(figure, column));
    let formula = format!("={by_cell}/({now_cell}-{by_cell})");
    let number = look.number(Kind::Percent, false).unwrap_or_default();
    let format = text.set_align(FormatAlign::Left).set_num_format(number);
    let rate = Value::Ratio(by / (now - by));
    grid::put(sheet, (line, column + 1), &rate, Kind::Percent, Some(formula), &format)?;
    sheet.signs((line, column + 1), (line, column + 1))
}

fn value_format(sheet: &Sheet, tile: &Tile) -> String {
    let look = sheet.look();
    let number = match plain(&tile.value, tile.kind) {
        Plain::Number(number) => number,
        _ => 0.0,
    };
    let unit = tile.unit.replace('"', "");
    match tile.kind {
        Kind::Money => look.short(number).to_owned(),
        Kind::Count if !unit.is_empty() => format!("#,##0\" {}\"", unit.trim()),
        kind => look.number(kind, false).unwrap_or_else(|| "General".into()),
    }
}

/// What must be known of the data, on a pale ground.
fn notices(sheet: &mut Sheet, told: &[Text], mut row: u32, page: u32) -> Result<u32, XlsxError> {
    let look = sheet.look();
    let format = look.text(Size::Small).set_background_color(SURFACE).set_text_wrap().set_indent(1);
    for (at, notice) in told.iter().enumerate() {
        let mut text = Text::default();
        if at == 0 {
            text = text.with(Tone::Strong, format!("{}  ", sheet.setting.words.notice));
        }
        text.0.extend(notice.0.iter().cloned());
        let lines = look.pixels(&text.to_string(), Size::Small).div_ceil(page - 60).clamp(1, 8);
        sheet.height(row, f64::from(lines) * 14.0 + 8.0)?;
        sheet.ws.merge_range(row, 1, row, LAST, "", &format)?;
        sheet.sentence(row, 1, &text, Size::Small, &format)?;
        row += 1;
    }
    sheet.height(row, 6.0)?;
    Ok(row + 1)
}

/// The bridge at the left; revenue and concentration at the right.
fn charts(sheet: &mut Sheet, pen: &mut Pen, report: &Report, row: u32, slot: u32) -> Result<u32, XlsxError> {
    let all = || {
        report.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    };
    let bridge = all().find(|chart| matches!(chart.spec, Spec::Waterfall(_)));
    let lines = all().find(|chart| matches!(chart.spec, Spec::Lines(_)));
    let revenue = all().find(|chart| matches!(&chart.spec, Spec::Columns(columns) if !columns.counts)).cloned();
    let revenue = revenue.or_else(|| revenue_of_tile(report));
    let (left, right) = (4 * slot - GAP, 2 * slot - GAP);
    let side = if bridge.is_some() { 13 } else { 1 };
    if let Some(chart) = bridge {
        titled(sheet, pen, chart, (row, 1), (left, ROW * 14 - 6))?;
    }
    let mut at = row;
    let lines = lines.map(two_lines);
    for chart in [revenue.as_ref(), lines.as_ref()].into_iter().flatten() {
        let width = if bridge.is_some() { right } else { left };
        titled(sheet, pen, chart, (at, side), (width, ROW * 6 - 6))?;
        at += 8;
    }
    Ok(row + 17)
}

/// Gives a chart of lines with the last two of them: more names do not stand apart in so little room.
fn two_lines(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    if let Spec::Lines(lines) = &mut chart.spec {
        let many = lines.lines.len().saturating_sub(2);
        for (name, _) in lines.lines.drain(..many) {
            for mark in ["、", " and ", ", "] {
                let named = format!("{mark}{name}");
                let end = chart.subtitle.find(&named).map(|at| (at, at + named.len()));
                let whole = |end: usize| !chart.subtitle[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
                if let Some((at, end)) = end.filter(|(_, end)| whole(*end)) {
                    chart.subtitle.replace_range(at..end, "");
                }
            }
        }
    }
    chart
}

/// The revenue's history as a chart, where no section draws one.
fn revenue_of_tile(report: &Report) -> Option<Chart> {
    let tile = report.tiles.iter().find(|tile| tile.id == "revenue" && tile.kind == Kind::Money)?;
    let history = &tile.history;
    let money = |point: &Option<f64>| Money::from_raw((point.unwrap_or(0.0) * Money::PER_UNIT as f64).round() as i64);
    let values: Vec<Money> = history.points.iter().map(money).collect();
    let categories = native::labels(history, &report.period);
    let (last_partial, strong) = (history.last_partial, history.strong);
    (values.len() > 1).then(|| Chart {
        id: "revenue",
        finding: tile.label.clone(),
        subtitle: report.currency.clone().unwrap_or_default(),
        size: crate::report::Size::Third,
        spec: Spec::Columns(Columns { categories, values, strong, last_partial, ..Columns::default() }),
        table: None,
        description: tile.label.clone(),
        notes: Vec::new(),
    })
}

fn titled(sheet: &mut Sheet, pen: &mut Pen, chart: &Chart, at: (u32, u16), size: (u32, u32)) -> Result<(), XlsxError> {
    let look = sheet.look();
    let Some(drawn) = pen.draw(&chart.spec, size)? else { return Ok(()) };
    let subtitle = Text::plain(pen.subtitle(chart));
    within(sheet, (at.0, at.1), size.0, (&Text::plain(&chart.finding), Size::Label), (20.0, 16.0), &look.label())?;
    within(sheet, (at.0 + 1, at.1), size.0, (&subtitle, Size::Small), (16.5, 13.5), &look.note())?;
    insert(sheet, drawn, (at.0 + 2, at.1), &chart.description)
}

/// Writes a sentence into so many pixels of the page, on further lines where one does not hold it: past its end it would run
/// over the print edge, or into the next chart. `heights` are those of one line and of each further one.
fn within(
    sheet: &mut Sheet,
    at: (u32, u16),
    room: u32,
    (text, size): (&Text, Size),
    heights: (f64, f64),
    format: &Format,
) -> Result<(), XlsxError> {
    let lines = sheet.look().pixels(&text.to_string(), size).div_ceil(room.saturating_sub(20).max(1)).clamp(1, 4);
    let height = heights.0 + f64::from(lines - 1) * heights.1;
    let tallest = sheet.row_height(at.0).unwrap_or(0.0);
    sheet.height(at.0, height.max(tallest))?;
    if lines == 1 {
        return sheet.sentence(at.0, at.1, text, size, format);
    }
    let end = sheet.left(at.1) + room;
    let last = (at.1..=LAST).rev().find(|&column| sheet.left(column + 1) <= end + 2).unwrap_or(LAST);
    let cell = format.clone().set_text_wrap();
    sheet.ws.merge_range(at.0, at.1, at.0, last, "", &cell)?;
    sheet.sentence(at.0, at.1, text, size, &cell)
}

/// The largest changes with their reasons, in the page's slots; gives its last row.
fn largest(sheet: &mut Sheet, table: &Table, row: u32) -> Result<u32, XlsxError> {
    let look = sheet.look();
    sheet.ws.set_row_height(row, 24)?.set_row_height(row + 1, 18)?;
    sheet.ws.write_string_with_format(row, 1, cut(&table.finding), &look.label())?;
    let places = slots(table);
    let head_row = row + 1;
    for column in 1..=LAST {
        sheet.ws.write_blank(head_row, column, &look.heading(FormatAlign::Left).unset_text_wrap())?;
    }
    for &(at, column) in &places {
        let align = super::super::number::align(table.columns[at].kind);
        let heading = grid::heading(&table.columns[at]);
        sheet.ws.write_string_with_format(head_row, column, cut(heading), &look.heading(align).unset_text_wrap())?;
    }
    for (below, line) in table.rows.iter().enumerate() {
        let number = head_row + 1 + below as u32;
        sheet.ws.set_row_height(number, 18)?;
        for column in 1..=LAST {
            sheet.ws.write_blank(number, column, &grid::row_format(look.text(Size::Body), line.role, false))?;
        }
        for &(at, column) in &places {
            let value = line.cells.get(at).unwrap_or(&Value::Empty);
            let kind = kind_of(value, table.columns[at].kind);
            let mut format = grid::row_format(grid::cell_format(sheet, kind, false), line.role, false);
            if kind == Kind::Text {
                format = format.set_font_size(look.points(Size::Small)).set_font_color(INK2);
            }
            if kind == Kind::Change && line.role == RowRole::Body {
                format = format.set_bold();
            }
            grid::put(sheet, (number, column), value, kind, None, &format)?;
        }
    }
    let last = head_row + table.rows.len() as u32;
    for &(at, column) in places.iter().filter(|(at, _)| table.columns[*at].kind == Kind::Change) {
        debug_assert!(at < table.columns.len());
        sheet.signs((head_row + 1, column), (last, column))?;
    }
    Ok(last)
}

/// Gives the page's column for each column of a list: name, marks, amounts, change, reason.
fn slots(table: &Table) -> Vec<(usize, u16)> {
    let mut places = Vec::new();
    let (mut marks, mut amounts, mut changes) = (vec![4_u16, 5], vec![7_u16, 8], vec![10_u16]);
    let (mut names, mut texts) = (vec![1_u16], vec![12_u16]);
    for (at, column) in table.columns.iter().enumerate() {
        let free = match column.kind {
            Kind::Name => &mut names,
            Kind::Mark => &mut marks,
            Kind::Money => &mut amounts,
            Kind::Change => &mut changes,
            Kind::Text => &mut texts,
            _ => continue,
        };
        if !free.is_empty() {
            places.push((at, free.remove(0)));
        }
    }
    places
}
