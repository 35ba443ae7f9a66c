//! What the verdict rests on: shares from 0 to 100 % with their thresholds, and one cell for each customer of N50.

use crate::model::Lang;
use crate::report::Evidence;
use crate::report::words::page::page as words;

use super::Picture;
use super::measure::width;
use super::plot::{Label, Plot};
use super::scale::share;

const W: f64 = 352.0;

/// Draws the evidence.
pub fn evidence(of: &Evidence, lang: Lang) -> Option<Picture> {
    let verdicts = if of.verdicts.is_empty() { 0.0 } else { 42.0 };
    let height = verdicts + of.bars.len() as f64 * 66.0 + if of.half.is_some() { 36.0 } else { 0.0 };
    let plot = Plot::new(W, height.max(1.0));
    let mut x = 0.0;
    for (name, holds) in &of.verdicts {
        let long = width(name, 15.0, *holds);
        plot.text((x, 15.0), Label::new(if *holds { "v" } else { "v3" }, name.as_str()));
        if *holds {
            plot.rule((x, 22.0), (x + long, 22.0), "now");
        }
        x += long + 20.0;
    }
    let mut y = verdicts;
    for bar in &of.bars {
        plot.text((0.0, y + 14.0), Label::new("", bar.label.as_str()));
        let value = bar.value.filter(|value| value.is_finite());
        let figure = value.map_or_else(|| words(lang).no_value.to_owned(), share);
        plot.text((W, y + 14.0), Label::new("v", figure).end());
        plot.bar((0.0, y + 24.0), (W, y + 32.0), "track", "");
        if let Some(value) = value.filter(|value| *value > 0.0) {
            plot.bar((0.0, y + 24.0), (W * value.min(1.0), y + 32.0), "total", "");
        }
        thresholds(&plot, &bar.ticks, y);
        y += 66.0;
    }
    if let Some((label, make, all)) = &of.half {
        plot.text((0.0, y + 14.0), Label::new("", label.as_str()));
        plot.text((W, y + 14.0), Label::new("v", format!("{make} / {all}")).end());
        cells(&plot, y + 24.0, *make, *all);
    }
    Picture::of(W, height.max(1.0), plot)
}

/// Writes the names of the thresholds to that side of their ticks where they fit without touching each other.
fn thresholds(plot: &Plot, ticks: &[(f64, String)], y: f64) {
    let mut free = 0.0_f64;
    for (i, (at, name)) in ticks.iter().enumerate() {
        let x = W * at.clamp(0.0, 1.0);
        let long = width(name, 12.0, false);
        plot.rule((x, y + 20.0), (x, y + 36.0), "mark");
        let next = ticks.get(i + 1).map_or(W, |(at, name)| {
            let x = W * at.clamp(0.0, 1.0);
            if x + 4.0 + width(name, 12.0, false) <= W { x } else { x - 8.0 - width(name, 12.0, false) }
        });
        let label = Label::new("t3", name.as_str());
        if x + 4.0 + long <= next.max(x) {
            plot.text((x + 4.0, y + 49.0), label);
            free = x + 4.0 + long;
        } else if x - 4.0 - long >= free {
            plot.text((x - 4.0, y + 49.0), label.end());
            free = x;
        } else {
            // No room beside the other name: below it.
            plot.text(((x + 4.0).min(W - long).max(0.0), y + 62.0), label);
        }
    }
}

/// One cell per customer; where they would be too thin, one bar in that proportion.
fn cells(plot: &Plot, y: f64, make: usize, all: usize) {
    if all == 0 {
        return;
    }
    let gap = if all > 110 { 0.0 } else { 2.0 };
    let wide = (W - gap * (all - 1) as f64) / all as f64;
    if gap == 0.0 {
        plot.bar((0.0, y), (W, y + 8.0), "track", "");
        plot.bar((0.0, y), (W * make.min(all) as f64 / all as f64, y + 8.0), "total", "");
        return;
    }
    for i in 0..all {
        let x = i as f64 * (wide + gap);
        plot.bar((x, y), (x + wide, y + 8.0), if i < make { "total" } else { "track" }, "");
    }
}
