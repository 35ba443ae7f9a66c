//! Moves between two sets of classes: blue up, orange down, grey unchanged. The page writes a table; this is its picture.

use crate::report::Matrix;

use super::Picture;
use super::measure::{cut, width};
use super::plot::{Label, Plot};

const ROW: f64 = 36.0;

/// Gives the tint of a cell: `g`, `l` or `e` (up, down, unchanged) with a strength of 1 to 3; nothing for an empty cell.
pub fn tint(of: &Matrix, row: usize, column: usize) -> Option<(char, u8)> {
    let weight = |cell: &(String, f64)| if cell.1.is_finite() { cell.1.abs() } else { 0.0 };
    let edge = usize::from(of.totals);
    let (rows, columns) = (of.rows.len() - edge, of.columns.len() - edge);
    if row >= rows || column >= columns {
        return None;
    }
    let inner = of.cells.iter().take(rows).flat_map(|cells| cells.iter().take(columns));
    let most = inner.map(weight).fold(0.0, f64::max);
    let cell = of.cells.get(row)?.get(column)?;
    if weight(cell) <= 0.0 || most <= 0.0 {
        return None;
    }
    let strength = 1 + ((3.0 * weight(cell) / most * 0.999) as u8).min(2);
    let side = match of.sense.get(row).and_then(|senses| senses.get(column)).copied().unwrap_or(0) {
        1.. => 'g',
        0 => 'e',
        _ => 'l',
    };
    Some((side, strength))
}

/// Says whether a cell is a total.
pub fn is_total(of: &Matrix, row: usize, column: usize) -> bool {
    of.totals && (row + 1 == of.rows.len() || column + 1 == of.columns.len())
}

/// Draws the matrix.
pub fn matrix(of: &Matrix, corner: &str, wide: bool) -> Option<Picture> {
    let w = if wide { 736.0 } else { 352.0 };
    let names = of.rows.iter().map(|name| width(name, 12.0, false)).fold(width(corner, 12.0, false), f64::max);
    let left = (names + 12.0).min(w * 0.4);
    let columns = of.columns.len().max(1) as f64;
    let slot = ((w - left) / columns).min(120.0);
    let height = 28.0 + of.rows.len() as f64 * ROW;
    let plot = Plot::new(w, height);
    plot.text((0.0, 16.0), Label::new("t2", corner));
    for (i, name) in of.columns.iter().enumerate() {
        let middle = left + slot * (i as f64 + 0.5);
        plot.text((middle, 16.0), Label::new("t2", cut(name, slot - 4.0, 12.0, false)).middle());
    }
    for (row, name) in of.rows.iter().enumerate() {
        let top = 28.0 + row as f64 * ROW;
        plot.text((0.0, top + 22.0), Label::new("t2", cut(name, left - 8.0, 12.0, false)));
        for (column, (text, _)) in of.cells.get(row).into_iter().flatten().enumerate() {
            let x = left + slot * column as f64;
            let class = match tint(of, row, column) {
                Some(('g', 1)) => "qg1",
                Some(('g', 2)) => "qg2",
                Some(('g', _)) => "qg3",
                Some(('l', 1)) => "ql1",
                Some(('l', 2)) => "ql2",
                Some(('l', _)) => "ql3",
                Some((_, 1)) => "qe1",
                Some((_, 2)) => "qe2",
                Some((_, _)) => "qe3",
                None => "q0",
            };
            let total = is_total(of, row, column);
            if !total {
                plot.bar((x + 1.0, top + 1.0), (x + slot - 1.0, top + ROW - 1.0), class, "");
            }
            let ink = if total { "t2" } else { "qc" };
            plot.text((x + slot / 2.0, top + 22.0), Label::new(ink, cut(text, slot - 4.0, 12.0, false)).middle());
        }
    }
    Picture::of(w, height, plot)
}
