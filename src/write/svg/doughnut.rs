//! Shares of one whole: slices centred on the right, so that the leaders to their names never cross.

use std::f64::consts::PI;

use crate::model::Lang;
use crate::report::Slice;
use crate::report::words::page::page as words;

use super::Picture;
use super::measure::{cut, width};
use super::plot::{Label, Plot};
use super::scale::share;

const W: f64 = 352.0;
const CENTRE: (f64, f64) = (82.0, 92.0);
const OUTER: f64 = 82.0;
const INNER: f64 = 52.0;
/// Where the names begin.
const NAMES: f64 = 184.0;
/// The distance between two names.
const PITCH: f64 = 26.0;

/// Draws the doughnut.
pub fn doughnut(slices: &[Slice], lang: Lang) -> Option<Picture> {
    let whole: f64 = slices.iter().map(|slice| slice.share.max(0.0)).sum();
    let (named, rest): (Vec<&Slice>, Vec<&Slice>) = slices.iter().partition(|slice| !slice.rest);
    let part = |slice: &Slice| if whole > 0.0 { slice.share.max(0.0) / whole } else { 0.0 };
    let together: f64 = named.iter().map(|slice| part(slice)).sum();
    let rows = named.len() as f64;
    let below = if rest.is_empty() { 0.0 } else { 38.0 };
    let first = (CENTRE.1 + 4.0 - (rows - 1.0) / 2.0 * PITCH).max(14.0);
    let height = (first + (rows - 1.0).max(0.0) * PITCH + below + 12.0).max(CENTRE.1 + OUTER + 4.0);
    let plot = Plot::new(W, height);
    let parts: Vec<f64> = named.iter().chain(&rest).map(|slice| part(slice)).collect();
    let spans = spans(&parts, together);
    let rows: Vec<f64> = (0..named.len())
        .map(|at| first + at as f64 * PITCH)
        .chain((0..rest.len()).map(|_| first + (rows - 1.0) * PITCH + below))
        .collect();
    // A leader leaves its slice at the place nearest to its name; where one would have to cross the ring, all names carry
    // the colour of their slice instead.
    let leaders: Vec<f64> = spans.iter().zip(&rows).map(|(span, y)| nearest(*span, *y)).collect();
    let led = leaders.iter().zip(&parts).all(|(angle, part)| angle.cos() > 0.15 || *part <= 0.0);
    for (at, slice) in named.iter().chain(&rest).enumerate() {
        let class = if slice.rest { "d6" } else { ["d1", "d2", "d3", "d4", "d5"][at.min(4)] };
        if parts[at] > 0.0 {
            plot.arc(CENTRE, (OUTER, INNER), spans[at], class, &format!("{} {}", slice.name, share(slice.share)));
        }
        if led && parts[at] > 0.0 {
            leader(&plot, leaders[at], rows[at]);
        } else {
            plot.bar((NAMES - 16.0, rows[at] - 9.0), (NAMES - 7.0, rows[at]), class, "");
        }
        name(&plot, slice, rows[at]);
    }
    plot.text(CENTRE, Label::new("k", share(named.iter().map(|slice| slice.share).sum())).middle().shift(0.0, 2.0));
    plot.text(CENTRE, Label::new("t2", (words(lang).top)(named.len())).middle().shift(0.0, 21.0));
    Picture::of(W, height, plot)
}

/// Gives the angles of the slices: the named ones centred on the right; where they are most of the whole, all but the first.
fn spans(parts: &[f64], together: f64) -> Vec<(f64, f64)> {
    let first = parts.first().copied().unwrap_or(0.0);
    let mut angle = if together <= 0.55 { -PI * together } else { -PI * (1.0 - first) - 2.0 * PI * first };
    let span = |part: &f64| {
        let from = angle;
        angle += 2.0 * PI * part;
        (from, angle)
    };
    parts.iter().map(span).collect()
}

/// Gives the angle of a slice that is nearest to a name at this height, seen on the right side.
fn nearest((from, to): (f64, f64), y: f64) -> f64 {
    let wanted = ((y - 4.0 - CENTRE.1) / OUTER).clamp(-0.9, 0.9).asin();
    let middle = f64::midpoint(from, to);
    // A small slice is left in its middle; a large one where its name is, but never at its very edge.
    let inset = ((to - from) / 2.0).min(0.12);
    let turned = [-2.0 * PI, 0.0, 2.0 * PI].map(|turn| (wanted + turn).clamp(from + inset, to - inset));
    let best = turned.into_iter().max_by(|a, b| (a - wanted).cos().total_cmp(&(b - wanted).cos()));
    if to - from < 0.5 { middle } else { best.unwrap_or(middle) }
}

fn leader(plot: &Plot, angle: f64, y: f64) {
    let edge = (CENTRE.0 + (OUTER + 2.0) * angle.cos(), CENTRE.1 + (OUTER + 2.0) * angle.sin());
    plot.path(vec![edge, (NAMES - 10.0, y - 4.0), (NAMES - 4.0, y - 4.0)], "tie");
}

fn name(plot: &Plot, slice: &Slice, y: f64) {
    let figure = share(slice.share);
    let room = W - NAMES - width(&figure, 12.0, true) - 6.0;
    let label = Label::new("b", figure).and("", cut(&slice.name, room, 12.0, false)).title(&slice.name);
    plot.text((NAMES, y), label);
}
