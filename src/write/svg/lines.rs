//! Ratios over time: lines with their names at the ends.

use crate::report::Lines;

use super::Picture;
use super::measure::width;
use super::plot::{Label, Plot};
use super::scale::{share, ticks};

const H: f64 = 264.0;
const BASE: f64 = H - 28.0;
const TOP: f64 = 20.0;

/// Draws the lines.
pub fn lines(of: &Lines, wide: bool) -> Option<Picture> {
    let w = if wide { 736.0 } else { 352.0 };
    let values = of.lines.iter().flat_map(|(_, line)| line.iter().flatten().copied());
    let limit = of.limit.as_ref().map(|(value, _)| *value);
    let (low, high) = values
        .chain(limit)
        .filter(|v| v.is_finite())
        .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let high = if high > low { high + (high - low) * 0.05 } else { low + 1.0 };
    // Up to the next gridline, where it is near.
    let step = ticks(low, high).windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(high);
    let next = (high / step - 1e-9).ceil() * step;
    let high = if next <= high * 1.15 { next } else { high };
    let names = of.lines.iter().map(|(name, _)| width(name, 12.0, true)).fold(44.0, f64::max);
    let right = (names + 14.0).min(w * 0.4);
    let last = of.categories.len().saturating_sub(1).max(1) as f64;
    let page = Plot::new(w, H);
    let plot = page.scaled((0.0..last, 56.0..w - right), (low..high, BASE..TOP));
    let upright = page.upright(low..high, BASE..TOP);
    let marks = ticks(low, high);
    let decimals = usize::from(marks.first().is_some_and(|step| step.abs() < 0.01));
    for value in marks {
        upright.rule((0.0, value), (w, value), "gd");
        let text = format!("{:.decimals$}%", value * 100.0).replace('-', "\u{2212}");
        upright.text((0.0, value), Label::new("t3", text).shift(0.0, -5.0));
    }
    upright.rule((0.0, 0.0), (w, 0.0), "axis");
    if let Some((value, label)) = &of.limit {
        upright.rule((56.0, *value), (w, *value), "dash");
        upright.text((58.0, *value), Label::new("t2", label.as_str()).shift(0.0, -5.0));
    }
    for (nth, (_, line)) in of.lines.iter().enumerate() {
        for run in runs(line) {
            plot.path(run, ["ln1", "ln2", "ln3"][nth.min(2)]);
        }
    }
    ends(&plot, &page, of, w - right);
    categories(&plot, &page, &of.categories);
    Picture::of(w, H, page)
}

/// The unbroken stretches of a line.
fn runs(line: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs = vec![Vec::new()];
    for (i, value) in line.iter().enumerate() {
        match value.filter(|v| v.is_finite()) {
            Some(value) => {
                if let Some(run) = runs.last_mut() {
                    run.push((i as f64, value));
                }
            }
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Writes the first value above its point, and name and last value behind the end, moved apart where they would touch.
fn ends(plot: &Plot, page: &Plot, of: &Lines, edge: f64) {
    let mut labels: Vec<(f64, usize, f64)> = Vec::new();
    let mut firsts: Vec<f64> = Vec::new();
    for (nth, (name, line)) in of.lines.iter().enumerate() {
        let present = |at: usize| line.get(at).copied().flatten().filter(|v| v.is_finite()).map(|v| (at as f64, v));
        let first = (0..line.len()).find_map(present);
        let last = (0..line.len()).rev().find_map(present);
        let dot = ["rgain", "rtotal", "rother"][nth.min(2)];
        if let Some(at) = first.filter(|at| Some(at.0) != last.map(|l| l.0)) {
            plot.dot(at, 3.2, dot, name);
            let y = plot.pixel(at).1;
            if firsts.iter().all(|other| (other - y).abs() >= 15.0) {
                plot.text(at, Label::new("b", share(at.1)).middle().shift(0.0, -10.0));
                firsts.push(y);
            }
        }
        if let Some(at) = last {
            plot.dot(at, 3.2, dot, name);
            labels.push((plot.pixel(at).1, nth, at.1));
        }
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Two lines of text each; from the lowest up, no label leaves the drawing.
    let pitch = 31.0;
    let mut places: Vec<f64> = labels.iter().map(|label| label.0).collect();
    for i in 1..places.len() {
        places[i] = places[i].max(places[i - 1] + pitch);
    }
    let mut floor = BASE - 20.0;
    for place in places.iter_mut().rev() {
        *place = place.min(floor);
        floor = *place - pitch;
    }
    for ((_, nth, value), y) in labels.iter().zip(places) {
        let ink = if *nth == 0 { "bug" } else { "b" };
        page.text((edge + 8.0, y - 2.0), Label::new(ink, of.lines[*nth].0.as_str()));
        page.text((edge + 8.0, y + 14.0), Label::new("b", share(*value)));
    }
}

/// Writes the first and last category in full and those between them shortened, as many as fit.
fn categories(plot: &Plot, page: &Plot, names: &[String]) {
    let xs: Vec<f64> = (0..names.len()).map(|i| plot.pixel((i as f64, 0.0)).0).collect();
    for (x, text) in axis_names(names, &xs) {
        page.text((x, BASE + 18.0), Label::new("t2", text).middle());
    }
}

/// Chooses which names an axis shows: always the first and the last, between them every first, second, third … that fits.
pub fn axis_names(names: &[String], xs: &[f64]) -> Vec<(f64, String)> {
    let last = names.len().saturating_sub(1);
    let text = |i: usize| match i {
        i if i == 0 || i == last => names[i].clone(),
        // The century is said by the ends.
        i if names[i].len() > 4
            && names[i].is_char_boundary(2)
            && names[i].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            names[i][2..].to_owned()
        }
        i => names[i].clone(),
    };
    let extent = |i: usize| {
        let half = width(&text(i), 12.0, false) / 2.0;
        (xs[i] - half, xs[i] + half)
    };
    for step in 1..=last.max(1) {
        let mut shown: Vec<usize> = (0..names.len()).step_by(step).collect();
        if shown.last() != Some(&last) && !names.is_empty() {
            if shown.len() > 1 && shown.last().is_some_and(|i| extent(*i).1 + 6.0 > extent(last).0) {
                shown.pop();
            }
            shown.push(last);
        }
        let fits = shown.windows(2).all(|pair| extent(pair[0]).1 + 6.0 <= extent(pair[1]).0);
        if fits || step == last.max(1) {
            return shown.into_iter().map(|i| (xs[i], text(i))).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_names_both_ends_and_what_fits_between() {
        let names: Vec<String> = (1..=4).map(|q| format!("2004Q{q}")).collect();
        let wide: Vec<f64> = (0..4).map(|i| f64::from(i) * 60.0).collect();
        let texts = |xs: &[f64]| axis_names(&names, xs).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(&wide), ["2004Q1", "04Q2", "04Q3", "2004Q4"]);
        let narrow: Vec<f64> = (0..4).map(|i| f64::from(i) * 20.0).collect();
        assert_eq!(texts(&narrow), ["2004Q1", "2004Q4"]);
        assert!(axis_names(&[], &[]).is_empty());
    }
}
