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
const NAMES: f64 = 188.0;
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
    let mut angle = -PI * together;
    for (i, slice) in named.iter().enumerate() {
        let end = angle + 2.0 * PI * part(slice);
        let class = ["d1", "d2", "d3", "d4", "d5"][i.min(4)];
        plot.arc(CENTRE, (OUTER, INNER), (angle, end), class, &format!("{} {}", slice.name, share(slice.share)));
        name(&plot, slice, f64::midpoint(angle, end), first + i as f64 * PITCH);
        angle = end;
    }
    for slice in rest {
        let end = angle + 2.0 * PI * part(slice);
        plot.arc(CENTRE, (OUTER, INNER), (angle, end), "d6", &format!("{} {}", slice.name, share(slice.share)));
        // From the lower right, where the rest begins, unless it lies wholly further on.
        let from = (angle + 0.35).min(f64::midpoint(angle, end)).max(1.05_f64.min(f64::midpoint(angle, end)));
        name(&plot, slice, from, first + (rows - 1.0) * PITCH + below);
        angle = end;
    }
    plot.text(CENTRE, Label::new("k", share(named.iter().map(|slice| slice.share).sum())).middle().shift(0.0, 2.0));
    plot.text(CENTRE, Label::new("t2", (words(lang).top)(named.len())).middle().shift(0.0, 21.0));
    Picture::of(W, height, plot)
}

fn name(plot: &Plot, slice: &Slice, angle: f64, y: f64) {
    let edge = (CENTRE.0 + (OUTER + 2.0) * angle.cos(), CENTRE.1 + (OUTER + 2.0) * angle.sin());
    let knee = (NAMES - 10.0).max(edge.0 + 2.0).min(NAMES - 6.0);
    plot.path(vec![edge, (knee, y - 4.0), (NAMES - 4.0, y - 4.0)], "tie");
    let figure = share(slice.share);
    let room = W - NAMES - width(&figure, 12.0, true) - 6.0;
    let label = Label::new("b", figure).and("", cut(&slice.name, room, 12.0, false)).title(&slice.name);
    plot.text((NAMES, y), label);
}
