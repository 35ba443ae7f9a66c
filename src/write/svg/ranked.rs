//! Ranked bars: the name sits across the zero line from its bar, the rest is words, never a bar.

use crate::model::Lang;
use crate::report::{Ranked, RankedRow};

use super::Picture;
use super::measure::{cut, width};
use super::plot::{Label, Plot};
use super::scale::{full, short};

const ROW: f64 = 26.0;
const BAR: f64 = 18.0;

/// Draws the ranking; where every row is a level or carries a second figure, as a plain list of bars.
pub fn ranked(of: &Ranked, wide: bool, lang: Lang) -> Option<Picture> {
    if !wide || of.rows.iter().any(|row| row.neutral || row.beside.is_some()) {
        list(of, wide, lang)
    } else {
        sides(of, lang)
    }
}

/// Bars to both sides of one zero line, gains above declines.
fn sides(of: &Ranked, lang: Lang) -> Option<Picture> {
    let w = 736.0;
    let (up, down): (Vec<&RankedRow>, Vec<&RankedRow>) = of.rows.iter().partition(|row| !row.amount.is_negative());
    let largest = |rows: &[&RankedRow]| rows.iter().map(|row| row.amount.units().abs()).fold(0.0, f64::max);
    let (most, least) = (largest(&up), largest(&down));
    // Both sides keep room for the figure and the kind beside the longest bar, and for names across the line.
    let beside =
        |row: &RankedRow| width(&short(row.amount, lang, true), 12.0, true) + width(&row.mark, 12.0, false) + 14.0;
    let room = of.rows.iter().map(beside).fold(92.0, f64::max);
    let scale = (w - 2.0 * room) / (most + least).max(f64::MIN_POSITIVE);
    let zero = (room + least * scale).clamp(200.0, w - 200.0);
    let scale =
        scale.min((w - room - zero) / most.max(f64::MIN_POSITIVE)).min((zero - room) / least.max(f64::MIN_POSITIVE));
    let heading = |text: &Option<String>| if text.is_some() { 30.0 } else { 0.0 };
    let rest = |text: &Option<String>| if text.is_some() { 24.0 } else { 0.0 };
    let part = |rows: &[&RankedRow]| rows.len() as f64 * ROW;
    let gap = if up.is_empty() || down.is_empty() { 0.0 } else { 16.0 };
    let height = heading(&of.gains)
        + part(&up)
        + rest(&of.rest_gains)
        + gap
        + heading(&of.declines)
        + part(&down)
        + rest(&of.rest_declines)
        + rest(&of.rest)
        + 2.0;
    let plot = Plot::new(w, height);
    let mut y = 0.0;
    for (rows, head, rest, rising) in
        [(&up, &of.gains, &of.rest_gains, true), (&down, &of.declines, &of.rest_declines, false)]
    {
        if let Some(head) = head {
            plot.text((0.0, y + 14.0), Label::new("m", head.as_str()));
            plot.rule((0.0, y + 22.0), (w, y + 22.0), "gd");
            y += 30.0;
        }
        let top = y;
        for row in rows {
            side(&plot, row, (zero, y, scale), rising, lang);
            y += ROW;
        }
        plot.rule((zero, top), (zero, y), "axis");
        if let Some(rest) = rest {
            let label = Label::new("t2", rest.as_str());
            plot.text((zero + if rising { -8.0 } else { 8.0 }, y + 16.0), if rising { label.end() } else { label });
            y += 24.0;
        }
        if rising {
            y += gap;
        }
    }
    if let Some(rest) = &of.rest {
        plot.text((0.0, y + 16.0), Label::new("t2", rest.as_str()));
    }
    Picture::of(w, height, plot)
}

fn side(plot: &Plot, row: &RankedRow, (zero, y, scale): (f64, f64, f64), rising: bool, lang: Lang) {
    let reach = row.amount.units().abs() * scale;
    let title = format!("{}: {}", row.name, full(row.amount, true));
    let room = if rising { zero - 10.0 } else { 736.0 - zero - 10.0 };
    let name = Label::new("", cut(&row.name, room, 12.0, false)).title(&row.name);
    let value = short(row.amount, lang, true);
    let end = if rising { zero + reach } else { zero - reach };
    let (class, ink) = if row.neutral {
        ("total", "b")
    } else if rising {
        ("gain", "bug")
    } else {
        ("loss", "bul")
    };
    if !row.amount.is_zero() {
        plot.bar((zero, y + 3.0), (end, y + 3.0 + BAR), class, &title);
    }
    if rising {
        plot.text((zero - 8.0, y + 16.0), name.end());
        let figure = Label::new(ink, value);
        plot.text(
            (end + 6.0, y + 16.0),
            if row.mark.is_empty() { figure } else { figure.and("t3", row.mark.as_str()) },
        );
    } else {
        plot.text((zero + 8.0, y + 16.0), name);
        let figure = if row.mark.is_empty() {
            Label::new(ink, value)
        } else {
            Label::new("t3", row.mark.as_str()).and(ink, value)
        };
        plot.text((end - 6.0, y + 16.0), figure.end());
    }
}

/// Names at the left, bars from one zero line, a second figure as signed text at the right edge.
fn list(of: &Ranked, wide: bool, lang: Lang) -> Option<Picture> {
    let w = if wide { 736.0 } else { 352.0 };
    let row_height = 28.0;
    let names = of.rows.iter().map(|row| width(&row.name, 12.0, false)).fold(40.0, f64::max);
    let left = (names + 12.0).min(w * 0.36);
    let values = of.rows.iter().map(|row| width(&label_of(row, lang), 12.0, true)).fold(0.0, f64::max) + 10.0;
    let marks = of.rows.iter().map(|row| width(&row.mark, 12.0, false)).fold(0.0, f64::max);
    let beside =
        of.rows.iter().filter_map(|row| row.beside.as_ref()).map(|text| width(text, 12.0, false)).fold(0.0, f64::max);
    let extra = values + if marks > 0.0 { marks + 8.0 } else { 0.0 } + if beside > 0.0 { beside + 10.0 } else { 0.0 };
    // A level has no side; changes of both signs share a zero line with room for a figure on either side of the bars.
    let falls = |row: &&RankedRow| !row.neutral && row.amount.is_negative();
    let reach =
        |rows: &mut dyn Iterator<Item = &RankedRow>| rows.map(|row| row.amount.units().abs()).fold(0.0, f64::max);
    let least = reach(&mut of.rows.iter().filter(falls));
    let most = reach(&mut of.rows.iter().filter(|row| !falls(row)));
    let below = if least > 0.0 { values } else { 0.0 };
    let extra = if most > 0.0 { extra } else { extra - values };
    let scale = (w - left - below - extra).max(20.0) / (most + least).max(f64::MIN_POSITIVE);
    let zero = left + below + least * scale;
    let head = [&of.gains, &of.declines].into_iter().flatten().next();
    let mut y = if head.is_some() { 24.0 } else { 0.0 };
    let height = y + of.rows.len() as f64 * row_height + if of.rest.is_some() { 26.0 } else { 0.0 } + 2.0;
    let plot = Plot::new(w, height);
    if let Some(head) = head {
        plot.text((0.0, 14.0), Label::new("t2", head.as_str()));
    }
    let top = y;
    for row in &of.rows {
        let reach = row.amount.units().abs() * scale;
        let end = if falls(&row) { zero - reach } else { zero + reach };
        let (class, ink) = match (row.neutral, row.amount.is_negative()) {
            (true, _) => ("total", "b"),
            (false, false) => ("gain", "bug"),
            (false, true) => ("loss", "bul"),
        };
        plot.text((0.0, y + 18.0), Label::new("", cut(&row.name, left - 8.0, 12.0, false)).title(&row.name));
        let title = format!("{}: {}", row.name, full(row.amount, !row.neutral));
        if !row.amount.is_zero() {
            plot.bar((zero, y + 6.0), (end, y + 22.0), class, &title);
        }
        let figure = Label::new(ink, label_of(row, lang));
        let figure = if row.mark.is_empty() { figure } else { figure.and("t3", row.mark.as_str()) };
        if end < zero {
            plot.text((end - 6.0, y + 18.0), figure.end());
        } else {
            plot.text((end + 6.0, y + 18.0), figure);
        }
        if let Some(beside) = &row.beside {
            let ink = if beside.starts_with('+') {
                "ug"
            } else if beside.starts_with(['\u{2212}', '-']) {
                "ul"
            } else {
                "t2"
            };
            plot.text((w, y + 18.0), Label::new(ink, beside.as_str()).end());
        }
        y += row_height;
    }
    plot.rule((zero, top + 2.0), (zero, y), "axis");
    if let Some(rest) = &of.rest {
        plot.text((0.0, y + 18.0), Label::new("t2", rest.as_str()));
    }
    Picture::of(w, height, plot)
}

fn label_of(row: &RankedRow, lang: Lang) -> String {
    short(row.amount, lang, !row.neutral)
}
