//! Customers by size with their cumulative share, on one axis, and the classes below.

use crate::model::Lang;
use crate::report::Pareto;
use crate::report::words::page::page as words;

use super::Picture;
use super::measure::width;
use super::plot::{Label, Plot};
use super::scale::{full, share};

const W: f64 = 736.0;
const H: f64 = 348.0;
const LEFT: f64 = 40.0;
const BASE: f64 = H - 54.0;
/// No chart draws more bars.
const MOST_BARS: usize = 350;

/// Draws the Pareto chart.
pub fn pareto(of: &Pareto, lang: Lang) -> Option<Picture> {
    let page = Plot::new(W, H);
    let n = of.bars.len() as f64;
    let plot = page.scaled((0.0..n.max(1.0), LEFT..W - 8.0), (0.0..1.0, BASE..18.0));
    let edge = |i: f64| plot.pixel((i, 0.0)).0;
    let upright = page.upright(0.0..1.0, BASE..18.0);
    for part in [0.2, 0.4, 0.6, 0.8, 1.0] {
        upright.rule((0.0, part), (W, part), "gd");
        upright.text((0.0, part), Label::new("t3", format!("{:.0}%", part * 100.0)).shift(0.0, -5.0));
    }
    let gap = if of.bars.len() > 200 { 0.0 } else { 0.12 };
    let mut path = vec![(0.0, 0.0)];
    path.extend(of.bars.iter().enumerate().map(|(i, bar)| (i as f64 + 1.0, bar.together)));
    // Of thousands of customers as many are drawn as there are pixels to see them by.
    let step = of.bars.len().div_ceil(MOST_BARS).max(1);
    for (i, bar) in of.bars.iter().enumerate().step_by(step) {
        let class = match bar.class {
            'A' => "total",
            'B' => "other",
            _ => "pale",
        };
        let title = format!("{}. {}: {} ({})", i + 1, bar.name, full(bar.amount, false), share(bar.share));
        let left = i as f64;
        plot.bar((left + gap, 0.0), ((left + step as f64).min(n) - gap, bar.share), class, &title);
    }
    let seen = |at: usize| at.is_multiple_of(step) || at == of.make_80 || at + 1 == path.len();
    plot.path(path.iter().enumerate().filter(|(at, _)| seen(*at)).map(|(_, point)| *point).collect(), "ln1");
    upright.rule((0.0, 0.0), (W, 0.0), "axis");
    waypoints(&plot, of, &path, lang);
    ringed(&plot, &page, of, &path);
    spans(&page, of, edge, lang);
    Picture::of(W, H, page)
}

/// Marks the first 5, 10 and 20 customers, where they stand clear of the ringed point and of each other.
fn waypoints(plot: &Plot, of: &Pareto, path: &[(f64, f64)], lang: Lang) {
    let ringed = path.get(of.make_80).map(|at| plot.pixel(*at));
    let mut last: Option<(f64, f64)> = None;
    for count in [5, 10, 20] {
        let Some(at) = path.get(count).filter(|_| count + 1 < of.bars.len()) else { continue };
        let here = plot.pixel(*at);
        let near = |other: Option<(f64, f64)>, down: f64| other.is_some_and(|o| (o.1 - here.1).abs() < down);
        if count == of.make_80 || near(ringed, 44.0) || near(last, 18.0) || here.1 > BASE - 24.0 {
            continue;
        }
        plot.dot(*at, 3.0, "rtotal", "");
        plot.text(*at, Label::new("", (words(lang).first)(count, &share(at.1))).shift(9.0, 12.0));
        last = Some(here);
    }
}

/// Rings the point where 80 % is reached and names it.
fn ringed(plot: &Plot, page: &Plot, of: &Pareto, path: &[(f64, f64)]) {
    let Some(at) = path.get(of.make_80).filter(|_| of.make_80 > 0) else { return };
    let (x, y) = plot.pixel(*at);
    page.rule((x, y), (x, BASE + 8.0), "dash");
    page.dot((x, y), 4.5, "rgain", "");
    let (first, second) = of.label.split_once(['\n', '；', ';']).unwrap_or((&of.label, ""));
    let (first, second) = (first.trim(), second.trim());
    let long = width(first, 15.0, true).max(width(second, 12.0, false));
    // To the right of the point and below the line; at the right edge, to the left of the dotted rule.
    let right = x + 10.0 + long <= W;
    let put = |class, text: &str, down: f64| {
        let label = Label::new(class, text);
        let (label, from) = if right { (label, x + 10.0) } else { (label.end(), x - 10.0) };
        page.text((from, y + down), label);
    };
    put("v", first, 24.0);
    put("t2", second, 41.0);
}

/// Draws the spans of the classes below the axis; a span too narrow for its name leaves it out.
fn spans(page: &Plot, of: &Pareto, edge: impl Fn(f64) -> f64, lang: Lang) {
    let mut from = 0.0;
    let mut free = 0.0;
    for (class, count) in ['A', 'B', 'C'].into_iter().zip(of.classes) {
        let (left, right) = (edge(from), edge(from + count as f64));
        from += count as f64;
        if count == 0 {
            continue;
        }
        page.rule((left + 2.0, BASE + 14.0), ((right - 2.0).max(left + 3.0), BASE + 14.0), "mark");
        let name = (words(lang).class_span)(class, count);
        let part = match class {
            'A' => words(lang).to_80,
            'B' => "80–95%",
            _ => "95–100%",
        };
        let half = width(&name, 12.0, false).max(width(part, 12.0, false)) / 2.0;
        let middle = f64::midpoint(left, right).max(free + half).max(half).min(W - half);
        if middle - half >= free - 0.5 {
            page.text((middle, BASE + 32.0), Label::new("", name).middle());
            page.text((middle, BASE + 48.0), Label::new("t3", part).middle());
            free = middle + half + 10.0;
        }
    }
}
