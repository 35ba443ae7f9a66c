//! The waterfall: stacked columns on an invisible base, with pairs above and below zero so that it can cross it.
//!
//! Combined with lines: a dotted connector from each bar to the next, and two invisible lines at the top and the bottom of
//! each bar that carry the labels, gains above, falls and negative totals below.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType,
    XlsxError,
};

use super::super::helper::{Cell, Range};
use super::super::look::{AXIS, GAIN, GAIN_INK, INK, LOSS, LOSS_INK, Size, TOTAL};
use super::{Pen, bar, no_label, no_marker, step, unseen};
use crate::model::Money;
use crate::report::words::figures::{Minus, short, short_change};
use crate::report::{Step, Waterfall};

/// Where a bar begins and ends.
struct Reach {
    start: f64,
    end: f64,
}

/// Gives the running totals as bars.
fn reaches(steps: &[Step]) -> Vec<Reach> {
    let mut running = Money::ZERO;
    steps
        .iter()
        .map(|step| {
            let start = if step.total { Money::ZERO } else { running };
            running = start + step.amount;
            Reach { start: start.units(), end: running.units() }
        })
        .collect()
}

impl Pen<'_> {
    /// Draws steps from opening to closing.
    pub fn waterfall(&mut self, spec: &Waterfall, size: (u32, u32)) -> Result<Chart, XlsxError> {
        let steps = &spec.steps;
        let reaches = reaches(steps);
        let names = ["step", "base", "total", "gain+", "gain-", "loss+", "loss-", "top", "bottom"];
        let mut columns: [Vec<Cell>; 9] = Default::default();
        for (step, reach) in steps.iter().zip(&reaches) {
            let (low, high) = (reach.start.min(reach.end), reach.start.max(reach.end));
            let crosses = low < 0.0 && high > 0.0;
            let base = if step.total || crosses || low * high == 0.0 {
                0.0
            } else if low > 0.0 {
                low
            } else {
                high
            };
            let above = high.max(0.0) - low.max(0.0);
            let below = low.min(0.0) - high.min(0.0);
            let gain = !step.total && !step.amount.is_negative();
            let loss = !step.total && step.amount.is_negative();
            let label =
                if step.under.is_empty() { step.label.clone() } else { format!("{}\n{}", step.label, step.under) };
            let on = |is: bool, value: f64| Cell::from(if is { value } else { 0.0 });
            let cells = [
                Cell::Text(label),
                Cell::from(base),
                on(step.total, step.amount.units()),
                on(gain, above),
                on(gain, below),
                on(loss, above),
                on(loss, below),
                Cell::from(high),
                Cell::from(low),
            ];
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.push(cell);
            }
        }
        let named: Vec<(&str, Vec<Cell>)> = names.into_iter().zip(columns).collect();
        let ranges = self.helper.columns(&named)?;
        let mut chart = Chart::new(rust_xlsxwriter::ChartType::ColumnStacked);
        for (at, color) in
            [(1, None), (2, Some(TOTAL)), (3, Some(GAIN)), (4, Some(GAIN)), (5, Some(LOSS)), (6, Some(LOSS))]
        {
            let mut form = color.map_or_else(ChartFormat::new, bar);
            if color.is_none() {
                form.set_no_fill().set_no_border();
            }
            chart
                .add_series()
                .set_name(names[at])
                .set_categories(ranges[0].chart())
                .set_values(ranges[at].chart())
                .set_gap(55)
                .set_overlap(100)
                .set_format(&mut form);
        }
        chart.combine(&self.lines_over(spec, &reaches, &ranges)?);
        self.bare(&mut chart, size, Some([0.015, 0.07, 0.97, 0.76]), false);
        self.category_axis(chart.x_axis());
        chart.x_axis().set_font(&self.look.chart_font(Size::Small, INK, false));
        self.value_axis(chart.y_axis());
        let (low, high) = extent(spec, &reaches);
        chart.y_axis().set_label_position(ChartAxisLabelPosition::None).set_max(high).set_major_unit(step(high - low));
        chart.y_axis().set_min(low);
        Ok(chart)
    }

    /// The connectors and the lines that carry the labels.
    fn lines_over(&mut self, spec: &Waterfall, reaches: &[Reach], ranges: &[Range]) -> Result<Chart, XlsxError> {
        let steps = &spec.steps;
        let mut lines = Chart::new(rust_xlsxwriter::ChartType::Line);
        let between: Vec<Vec<Cell>> = (0..steps.len().saturating_sub(1))
            .map(|at| {
                (0..steps.len())
                    .map(|point| if point == at || point == at + 1 { Cell::from(reaches[at].end) } else { Cell::None })
                    .collect()
            })
            .collect();
        let connectors: Vec<(&str, Vec<Cell>)> = between.into_iter().map(|cells| ("connector", cells)).collect();
        for range in self.helper.columns(&connectors)? {
            let mut form = ChartFormat::new();
            form.set_line(ChartLine::new().set_color(AXIS).set_width(0.75).set_dash_type(ChartLineDashType::RoundDot));
            lines
                .add_series()
                .set_name("connector")
                .set_categories(ranges[0].chart())
                .set_values(range.chart())
                .set_format(&mut form)
                .set_marker(&no_marker());
        }
        for (at, position, rising) in
            [(7, ChartDataLabelPosition::Above, true), (8, ChartDataLabelPosition::Below, false)]
        {
            let labels: Vec<ChartDataLabel> = steps
                .iter()
                .map(|step| if step.amount.is_negative() == rising { no_label() } else { self.label(step) })
                .collect();
            let mut usual = ChartDataLabel::new();
            usual.show_value().set_position(position);
            lines
                .add_series()
                .set_name(if rising { "top" } else { "bottom" })
                .set_categories(ranges[0].chart())
                .set_values(ranges[at].chart())
                .set_format(&mut unseen())
                .set_marker(&no_marker())
                .set_data_label(&usual)
                .set_custom_data_labels(&labels);
        }
        Ok(lines)
    }

    /// The amount at a bar.
    fn label(&self, step: &Step) -> ChartDataLabel {
        let lang = self.look.lang;
        let text = if step.total {
            short(step.amount, lang, Minus::True)
        } else {
            short_change(step.amount, lang, Minus::True)
        };
        let color = match step.amount {
            amount if step.total || amount.is_zero() => INK,
            amount if amount.is_negative() => LOSS_INK,
            _ => GAIN_INK,
        };
        let size = if step.total { Size::Body } else { Size::Small };
        let mut label = ChartDataLabel::new();
        label.set_value(&text).set_font(&self.look.chart_font(size, color, true));
        label
    }
}

/// Gives the axis' ends: the scale shared with the sibling charts, with room for the labels.
fn extent(spec: &Waterfall, reaches: &[Reach]) -> (f64, f64) {
    let ends = || reaches.iter().flat_map(|reach| [reach.start, reach.end]);
    let high = ends().fold(spec.scale.units(), f64::max).max(0.0);
    let low = ends().fold(spec.scale_low.units(), f64::min).min(0.0);
    let room = (high - low).max(1.0) * 0.12;
    (if low < 0.0 { low - room } else { 0.0 }, high + room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(amount: i64, total: bool) -> Step {
        let amount = Money::from_raw(amount * 10_000);
        Step { id: "new", label: String::new(), under: String::new(), amount, total }
    }

    #[test]
    fn bars_hang_on_the_running_total_and_totals_stand_on_zero() {
        let bars = reaches(&[step(100, true), step(50, false), step(-180, false), step(-30, true)]);
        let ends: Vec<(f64, f64)> = bars.iter().map(|bar| (bar.start, bar.end)).collect();
        assert_eq!(ends, [(0.0, 100.0), (100.0, 150.0), (150.0, -30.0), (0.0, -30.0)]);
    }
}
