//! Amounts or counts over time as columns; the report's period in the colour of gains, one that has not ended hatched.

use crate::model::Lang;
use crate::report::Columns;
use crate::report::words::figures::{self, Minus};

use super::Picture;
use super::lines::axis_names;
use super::measure::width;
use super::plot::{Label, Plot};
use super::scale::{fitted, full};

/// Draws the columns.
pub fn columns(of: &Columns, wide: bool, lang: Lang) -> Option<Picture> {
    let (w, h) = if wide { (736.0, 220.0) } else { (352.0, 190.0) };
    let units: Vec<f64> = of.values.iter().map(|value| value.units()).collect();
    let low = units.iter().copied().fold(0.0, f64::min);
    let high = units.iter().copied().fold(0.0, f64::max);
    let base = h - if low < 0.0 { 42.0 } else { 24.0 };
    let page = Plot::new(w, h);
    let plot = page.upright(low..high, base..20.0);
    let slot = (w / units.len().max(1) as f64).min(90.0);
    let bar = slot * 0.6;
    let middle = |i: usize| slot * (i as f64 + 0.5);
    let every = (34.0 / slot).ceil().max(1.0) as usize;
    // Labels are counted from the report's period, so that it always has one.
    let counted = of.strong.unwrap_or(units.len().saturating_sub(1));
    for (i, value) in units.iter().enumerate() {
        let partial = of.last_partial && i + 1 == units.len();
        let strong = of.strong == Some(i);
        let class = match (partial, strong, *value < 0.0) {
            (true, _, _) => "hatch",
            (_, _, true) => "loss",
            (_, true, _) => "gain",
            _ => "other",
        };
        let amount = of.values[i];
        let text = |whole: bool| match (of.counts, whole) {
            (true, _) => figures::number(*value, 0, Minus::True),
            (false, true) => full(amount, false),
            (false, false) => fitted(amount, lang, false, slot * every as f64 - 4.0),
        };
        let name = of.categories.get(i).map_or("", String::as_str);
        if *value != 0.0 {
            let left = middle(i) - bar / 2.0;
            plot.bar((left, value.min(0.0)), (left + bar, value.max(0.0)), class, &format!("{name}: {}", text(true)));
        }
        if i.abs_diff(counted) % every == 0 {
            let ink = if strong { "v" } else { "b" };
            let down = if *value < 0.0 { 15.0 } else { -6.0 };
            plot.text((middle(i), *value), Label::new(ink, text(false)).middle().shift(0.0, down));
        }
    }
    plot.rule((0.0, 0.0), (w, 0.0), "axis");
    let first = width(of.categories.first().map_or("", String::as_str), 12.0, false) / 2.0;
    let xs: Vec<f64> = (0..of.categories.len()).map(|i| middle(i).clamp(first, (w - first).max(first))).collect();
    for (x, name) in axis_names(&of.categories, &xs) {
        page.text((x, h - 6.0), Label::new("t2", name).middle());
    }
    Picture::of(w, h, page)
}
