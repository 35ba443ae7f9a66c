//! Word-sized charts: the history of a figure beside it, and bars in tables.

use crate::report::{BarTone, Series};

use super::Picture;
use super::plot::Plot;

/// Draws a series: columns for amounts, a line with an end dot for ratios. `titles` name the points, where given.
pub fn spark(of: &Series, (w, h): (f64, f64), titles: &[String]) -> Option<Picture> {
    let page = Plot::new(w, h);
    let values = || of.points.iter().flatten().copied().filter(|v| v.is_finite());
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    if of.line {
        line(&page, of, low..high, (w, h))
    } else {
        bars(&page, of, low..high, (w, h), titles)
    }
    Picture::of(w, h, page)
}

fn bars(page: &Plot, of: &Series, scale: std::ops::Range<f64>, (w, h): (f64, f64), titles: &[String]) {
    let n = of.points.len().max(1) as f64;
    let bar = (w / (n * 1.4)).clamp(1.6, 12.0);
    let pitch = if n > 1.0 { ((w - bar) / (n - 1.0)).min(bar * 2.0) } else { 0.0 };
    let (low, high) = (scale.start, scale.end);
    let plot = page.upright(scale, h..1.0);
    let (_, zero) = plot.pixel((0.0, 0.0));
    for (i, value) in of.points.iter().enumerate() {
        let left = i as f64 * pitch;
        let partial = of.last_partial && i + 1 == of.points.len();
        let class = match (partial, of.strong == Some(i)) {
            (true, _) => "hatch",
            (_, true) => "total",
            _ => "other",
        };
        let title = titles.get(i).map_or("", String::as_str);
        match value.filter(|v| v.is_finite()) {
            Some(value) if value != 0.0 && high > low => {
                plot.bar((left, value.min(0.0)), (left + bar, value.max(0.0)), class, title);
            }
            Some(_) => page.bar((left, zero.max(1.6)), (left + bar, zero.max(1.6) - 1.6), class, title),
            None => {}
        }
    }
}

fn line(page: &Plot, of: &Series, scale: std::ops::Range<f64>, (w, h): (f64, f64)) {
    let n = of.points.len();
    let plot = page.scaled((0.0..(n.max(2) - 1) as f64, 3.0..w - 5.0), (scale, h - 3.0..5.0));
    let mut run = Vec::new();
    let mut last = None;
    for (i, value) in of.points.iter().enumerate() {
        match value.filter(|v| v.is_finite()) {
            Some(value) => {
                run.push((i as f64, value));
                last = run.last().copied();
            }
            None => plot.path(std::mem::take(&mut run), "sl"),
        }
    }
    plot.path(run, "sl");
    if let Some(at) = last {
        plot.dot(at, 3.2, "total", "");
    }
}

/// Draws a bar in a table, from `start` to `end` as parts of the whole width (or of a scale that reaches below zero).
pub fn bar(start: f64, end: f64, tone: BarTone, (w, h): (f64, f64)) -> Option<Picture> {
    let page = Plot::new(w, h);
    let low = start.min(end).min(0.0);
    let class = match tone {
        BarTone::Total => "total",
        BarTone::Gain => "gain",
        BarTone::Loss => "loss",
    };
    if start.is_finite() && end.is_finite() && (end - start).abs() > 0.0 {
        let plot = page.scaled((low..low + 1.0, 0.0..w), (0.0..h, 0.0..h));
        plot.bar((start.min(end), 2.0), (start.max(end), h - 2.0), class, "");
    }
    Picture::of(w, h, page)
}
