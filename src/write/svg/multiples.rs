//! Small columns of one customer each: this period in the colour of its change.

use crate::model::Lang;
use crate::report::{Multiple, own_scales};

use super::Picture;
use super::plot::{Label, Plot};
use super::scale::{full, money_of, short};

/// The size of one cell.
pub const CELL: (f64, f64) = (166.0, 104.0);
const BASE: f64 = CELL.1 - 16.0;

/// Draws the cells.
pub fn multiples(cells: &[Multiple], lang: Lang) -> Vec<Option<Picture>> {
    let scale = |cells: &[Multiple]| {
        let values = || cells.iter().flat_map(|cell| cell.series.points.iter().flatten()).filter(|v| v.is_finite());
        values().copied().fold(0.0, f64::min)..values().copied().fold(0.0, f64::max)
    };
    let own = own_scales(cells);
    let scale_of = |cell: &Multiple| if own { scale(std::slice::from_ref(cell)) } else { scale(cells) };
    cells.iter().map(|cell| small(cell, scale_of(cell), lang)).collect()
}

fn small(cell: &Multiple, scale: std::ops::Range<f64>, lang: Lang) -> Option<Picture> {
    let (w, h) = CELL;
    let page = Plot::new(w, h);
    let plot = page.upright(scale, BASE..18.0);
    let points = &cell.series.points;
    let n = points.len().max(1) as f64;
    let bar = (w / (n * 1.5)).clamp(2.0, 12.5);
    let pitch = if n > 1.0 { ((w - bar) / (n - 1.0)).min(bar * 1.6) } else { 0.0 };
    let left = |i: usize| i as f64 * pitch;
    let strong = cell.series.strong.unwrap_or(points.len().saturating_sub(1));
    let falling = cell.change.is_negative();
    for (i, value) in points.iter().enumerate() {
        let value = value.filter(|v| v.is_finite()).unwrap_or(0.0);
        let partial = cell.series.last_partial && i + 1 == points.len();
        let before = falling && i + 1 == strong;
        let (class, ink) = match (partial, i == strong, falling) {
            (true, _, _) => ("hatch", ""),
            (_, true, true) => ("loss", "bul"),
            (_, true, false) => ("gain", "bug"),
            _ if before => ("total", "t2"),
            _ => ("other", ""),
        };
        let label = cell.categories.get(i).map_or("", String::as_str);
        if value != 0.0 {
            let title = format!("{label}: {}", full(money_of(value), false));
            plot.bar((left(i), value.min(0.0)), (left(i) + bar, value.max(0.0)), class, &title);
        }
        let long = |text: &str| super::measure::width(text, 12.0, true);
        let text = short(money_of(value), lang, false);
        if i == strong {
            let half = long(&text) / 2.0;
            let middle = (left(i) + bar / 2.0).clamp(half, (w - half).max(half));
            // A higher column beside it pushes the label to the right where nothing follows, else up.
            let under = |at: usize| at != i && left(at) + bar > middle - half && left(at) < middle + half;
            let beside = points.iter().enumerate().filter(|(at, _)| under(*at));
            let most = beside.filter_map(|(_, point)| *point).fold(0.0_f64, f64::max);
            let pushed = left(i) - (pitch - bar) + 2.0 + half;
            let (middle, height) = match most > value {
                true if i + 1 == points.len() && pushed + half <= w => (middle.max(pushed), value),
                true => (middle, most),
                false => (middle, value),
            };
            plot.text((middle, height.max(0.0)), Label::new(ink, text).middle().shift(0.0, -5.0));
        } else if before && value != 0.0 {
            // Ends before the label of this period begins; without room the title alone says it.
            let now = points.get(strong).copied().flatten().unwrap_or(0.0);
            let half = long(&short(money_of(now), lang, false)) / 2.0;
            let middle = (left(strong) + bar / 2.0).clamp(half, (w - half).max(half));
            let end = (left(i) + bar).min(middle - half - 5.0);
            // An earlier column that rises behind the label would make it unreadable.
            let rise = |value: f64| plot.pixel((0.0, value)).1;
            let free = |(at, point): (usize, &Option<f64>)| {
                left(at) + bar <= end - long(&text) || rise(point.unwrap_or(0.0)) >= rise(value.max(0.0)) - 4.0
            };
            if end >= long(&text) && points.iter().take(i).enumerate().all(free) {
                plot.text((end, value.max(0.0)), Label::new(ink, text).end().shift(0.0, -5.0));
            }
        }
    }
    plot.rule((0.0, 0.0), (w, 0.0), "axis");
    if points.get(strong).copied().flatten().unwrap_or(0.0) == 0.0 && !points.is_empty() {
        // A customer without an order this period shows where the column would stand.
        let (_, zero) = plot.pixel((0.0, 0.0));
        page.bar(
            (left(strong), zero - 1.0),
            (left(strong) + bar, zero + 1.0),
            if falling { "loss" } else { "other" },
            "",
        );
    }
    ends(&page, cell, left(strong) + bar / 2.0, strong);
    Picture::of(w, h, page)
}

/// Names the first period and the report's.
fn ends(page: &Plot, cell: &Multiple, middle: f64, strong: usize) {
    let (w, h) = CELL;
    let (Some(first), Some(now)) = (cell.categories.first(), cell.categories.get(strong)) else { return };
    let (from, half) = (super::measure::width(first, 12.0, false), super::measure::width(now, 12.0, false) / 2.0);
    let middle = middle.clamp(half, (w - half).max(half));
    if strong > 0 && from + 6.0 <= middle - half {
        page.text((0.0, h - 3.0), Label::new("t3", first.as_str()));
    }
    page.text((middle, h - 3.0), Label::new("t3", now.as_str()).middle());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Money;
    use crate::report::{Series, Text};

    fn drawn(points: [f64; 8]) -> String {
        let series = Series { points: points.map(Some).to_vec(), line: false, last_partial: false, strong: Some(7) };
        let cell = Multiple {
            name: "A".to_owned(),
            line: Text::default(),
            series,
            categories: (1..=8).map(|n| format!("Q{n}")).collect(),
            change: Money::from_raw(-10_000),
            group: None,
        };
        multiples(&[cell], Lang::En).remove(0).unwrap().body
    }

    #[test]
    fn the_figure_before_is_dropped_where_an_earlier_column_stands_behind_it() {
        let label = ">8,000<";
        assert!(drawn([10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 8000.0, 0.0]).contains(label));
        assert!(!drawn([10.0, 10.0, 10.0, 10.0, 10.0, 9000.0, 8000.0, 0.0]).contains(label));
    }

    #[test]
    fn a_label_stands_above_the_higher_column_beside_it() {
        let at = |body: &str, label: &str| {
            let text = body.split("<text ").find(|text| text.contains(label)).unwrap().to_owned();
            let number = |name: &str| text.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse::<f64>().ok();
            number("y").unwrap()
        };
        let above = at(&drawn([1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 123_456_789.0]), ">123.46M<");
        let short = at(&drawn([1e9, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 123_456_789.0]), ">123.46M<");
        assert!(above < short - 20.0, "{above:?} {short:?}");
    }
}
