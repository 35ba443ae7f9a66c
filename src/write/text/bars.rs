//! Bars and sparklines, the small charts of a terminal.

use crate::report::{BarTone, Series, Value};

/// The widest bar of plain bars, and of bars that float, in cells.
const PLAIN: usize = 16;
const FLOATING: usize = 21;

/// Gives the number of cells for the longest bar of a column, where so many columns are free; blocks may be drawn double.
pub fn cells(values: &[&Value], room: usize, ascii: bool) -> usize {
    let floating =
        values.iter().any(|value| matches!(value, Value::Bar { start, end, .. } if *start != 0.0 && *end != 0.0));
    let most = if floating { FLOATING } else { PLAIN };
    let per_cell = if ascii || floating { 1 } else { 2 };
    let mut cells = most.min(room / per_cell).max(1);
    if floating && !ascii {
        // Only the blocks are drawn double, not the spaces before them.
        let wide =
            |cells: usize| spans(values, cells).iter().map(|(from, to)| from + 2 * (to - from)).max().unwrap_or(0);
        while cells > 1 && wide(cells) > room {
            cells -= 1;
        }
    }
    cells
}

/// Draws a bar in a column whose longest takes so many cells.
pub fn bar(value: &Value, all: &[&Value], cells: usize, ascii: bool) -> String {
    let Value::Bar { start, end, tone } = value else { return String::new() };
    let floating =
        all.iter().any(|value| matches!(value, Value::Bar { start, end, .. } if *start != 0.0 && *end != 0.0));
    let (from, to) = span(*start, *end, lowest(all), highest(all), cells);
    let glyph = match (ascii, floating, tone) {
        (false, ..) => "█",
        (true, false, _) => "#",
        (true, true, BarTone::Total) => "=",
        (true, true, BarTone::Gain) => "+",
        (true, true, BarTone::Loss) => "-",
    };
    format!("{}{}", " ".repeat(from), glyph.repeat(to - from))
}

fn spans(values: &[&Value], cells: usize) -> Vec<(usize, usize)> {
    let (low, high) = (lowest(values), highest(values));
    let span = |value: &&Value| match value {
        Value::Bar { start, end, .. } => Some(span(*start, *end, low, high, cells)),
        _ => None,
    };
    values.iter().filter_map(span).collect()
}

/// Gives the first cell of a bar and the one after its last; a bar of some length has at least one cell.
fn span(start: f64, end: f64, low: f64, high: f64, cells: usize) -> (usize, usize) {
    if start == end || high <= low {
        return (0, 0);
    }
    let scale = cells as f64 / (high - low);
    let place = |at: f64| (((at - low) * scale).round().max(0.0)) as usize;
    let (from, to) = (place(start.min(end)), place(start.max(end)));
    let from = from.min(cells.saturating_sub(1));
    (from, to.clamp(from + 1, cells.max(from + 1)))
}

fn lowest(values: &[&Value]) -> f64 {
    values.iter().fold(0.0, |low: f64, value| match value {
        Value::Bar { start, end, .. } => low.min(*start).min(*end),
        _ => low,
    })
}

fn highest(values: &[&Value]) -> f64 {
    values.iter().fold(0.0, |high: f64, value| match value {
        Value::Bar { start, end, .. } => high.max(*start).max(*end),
        _ => high,
    })
}

/// Draws a series: one character a period, from the lowest step for anything above zero to the highest for the largest; a dot is
/// a period without orders, `-` one below zero.
pub fn sparkline(series: &Series, ascii: bool) -> String {
    let steps = if ascii { "123456789" } else { "▁▂▃▄▅▆▇█" };
    let steps: Vec<char> = steps.chars().collect();
    let most = series.points.iter().flatten().fold(0.0, |most: f64, &point| most.max(point));
    let step = |point: &Option<f64>| match point {
        Some(value) if *value > 0.0 => {
            let level = (value / most * steps.len() as f64).ceil() as usize;
            steps[level.clamp(1, steps.len()) - 1]
        }
        Some(value) if *value < 0.0 => '-',
        _ => '.',
    };
    series.points.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(points: &[f64]) -> Series {
        let points = points.iter().map(|&p| (p != 0.0).then_some(p)).collect();
        Series { points, ..Series::default() }
    }

    /// Mini Gifts Distributors Ltd. in the sample sales data, eighths of its best quarter.
    #[test]
    fn a_sparkline_has_a_step_a_period() {
        let mini = series(&[0.48, 0.0, 4.75, 1.96, 1.9, 0.0, 3.65, 4.41, 8.0]);
        assert_eq!(sparkline(&mini, false), "▁.▅▂▂.▄▅█");
        assert_eq!(sparkline(&mini, true), "1.633.559");
    }

    /// The bridge 2004Q3 to 2004Q4 of the sample sales data.
    #[test]
    fn a_bridge_floats_and_never_wraps_where_blocks_are_drawn_double() {
        let bar = |start: f64, end: f64, tone| Value::Bar { start: start / 2760.43, end: end / 2760.43, tone };
        let steps = [
            bar(0.0, 1109.40, BarTone::Total),
            bar(1109.40, 1109.40, BarTone::Gain),
            bar(1109.40, 2460.21, BarTone::Gain),
            bar(2460.21, 2760.43, BarTone::Gain),
            bar(2670.87, 2760.43, BarTone::Loss),
            bar(2014.77, 2670.87, BarTone::Loss),
            bar(0.0, 2014.77, BarTone::Total),
        ];
        let all: Vec<&Value> = steps.iter().collect();
        let count = cells(&all, 37, false);
        assert_eq!(count, 21);
        let drawn: Vec<String> = steps.iter().map(|step| super::bar(step, &all, count, true)).collect();
        assert_eq!(
            drawn,
            [
                "========",
                "",
                "        +++++++++++",
                "                   ++",
                "                    -",
                "               -----",
                "==============="
            ]
        );
        assert!(cells(&all, 20, false) < 21);
    }
}
