//! Ratios over time as lines: the value at the first point, the name and the value at the last; the name above the middle
//! where there is little room.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartType, XlsxError,
};

use super::super::helper::Cell;
use super::super::look::{AXIS, GAIN, GAIN_INK, INK, INK2, OTHER, Size, TOTAL};
use super::{Pen, fill, no_label, no_marker, stroke, unseen, without_century};
use crate::report::Lines;
use crate::report::words::figures::{Minus, share};

/// Line and text colours, from the last line to the first: shares are neither good nor bad.
const TONES: [(u32, u32); 3] = [(TOTAL, INK), (GAIN, GAIN_INK), (OTHER, INK2)];

/// A chart lower than this, in pixels, is small.
const SMALL: u32 = 200;

impl Pen<'_> {
    /// Draws ratios, 0 to 1.
    pub fn lines(&mut self, spec: &Lines, size: (u32, u32)) -> Result<Chart, XlsxError> {
        // Some programs break labels on small charts, so the name stands above the middle there.
        let small = size.1 < SMALL;
        let ends = ends(spec, !small);
        let longest = ends.iter().map(|end| self.look.pixels(end, Size::Small)).max().unwrap_or(0) + 12;
        let wide = (0.89 - f64::from(longest) / f64::from(size.0.max(1))).max(0.4);
        let (labels, every) = self.spaced(without_century(&spec.categories), wide * f64::from(size.0));
        let mut columns = vec![("to", labels.iter().map(Cell::from).collect::<Vec<_>>())];
        for (name, values) in &spec.lines {
            columns.push((name, values.iter().map(|&value| Cell::from(value)).collect()));
        }
        if let Some((limit, _)) = spec.limit {
            columns.push(("limit", spec.categories.iter().map(|_| Cell::from(limit)).collect()));
        }
        let ranges = self.helper.columns(&columns)?;
        let mut chart = Chart::new(ChartType::Line);
        for (at_line, (name, values)) in spec.lines.iter().enumerate() {
            let (color, ink) = TONES[(spec.lines.len() - 1 - at_line).min(TONES.len() - 1)];
            let mut marker = ChartMarker::new();
            let mut form = ChartFormat::new();
            form.set_solid_fill(&fill(color)).set_line(ChartLine::new().set_color(0xFFFFFF));
            marker.set_type(ChartMarkerType::Circle).set_size(5).set_format(&mut form);
            let (first, last) = (values.iter().position(Option::is_some), values.iter().rposition(Option::is_some));
            let label = |text: &str, font: (u32, bool)| {
                let mut label = ChartDataLabel::new();
                label.set_value(text).set_font(&self.look.chart_font(Size::Small, font.0, font.1));
                label
            };
            let figure = |at: Option<usize>| {
                at.and_then(|at| values[at]).map_or(String::new(), |value| share(value, Minus::True))
            };
            let at_last = (0..values.len())
                .map(|at| {
                    if Some(at) == last && !ends[at_line].is_empty() {
                        // Some programs break a bold one where there is little room.
                        label(&ends[at_line], (ink, !small))
                    } else {
                        no_label()
                    }
                })
                .collect::<Vec<_>>();
            let above = (0..values.len())
                .map(|at| match at {
                    at if small && at == values.len() / 2 && first < Some(at) && Some(at) < last => {
                        label(name, (ink, true))
                    }
                    at if Some(at) == first && first != last && alone(spec, at_line, at) => {
                        label(&figure(first), (INK2, false))
                    }
                    _ => no_label(),
                })
                .collect::<Vec<_>>();
            let placed = |position| {
                let mut usual = ChartDataLabel::new();
                usual.show_value().set_position(position);
                usual
            };
            chart
                .add_series()
                .set_name(name)
                .set_categories(ranges[0].chart())
                .set_values(ranges[at_line + 1].chart())
                .set_format(&mut stroke(color, 1.75))
                .set_marker(&marker)
                .set_data_label(&placed(ChartDataLabelPosition::Right))
                .set_custom_data_labels(&at_last);
            chart
                .add_series()
                .set_name(name)
                .set_categories(ranges[0].chart())
                .set_values(ranges[at_line + 1].chart())
                .set_format(&mut unseen())
                .set_marker(&no_marker())
                .set_data_label(&placed(ChartDataLabelPosition::Above))
                .set_custom_data_labels(&above);
        }
        if let (Some((_, name)), Some(range)) = (&spec.limit, ranges.get(spec.lines.len() + 1)) {
            let mut form = ChartFormat::new();
            form.set_line(ChartLine::new().set_color(AXIS).set_width(0.75).set_dash_type(ChartLineDashType::Dash));
            chart
                .add_series()
                .set_name(name)
                .set_categories(ranges[0].chart())
                .set_values(range.chart())
                .set_format(&mut form)
                .set_marker(&no_marker());
        }
        self.bare(&mut chart, size, Some([0.1, 0.08, wide, 0.72]), false);
        self.category_axis(chart.x_axis());
        chart.x_axis().set_label_interval(every);
        self.value_axis(chart.y_axis());
        let all = spec.lines.iter().flat_map(|(_, values)| values.iter().flatten().copied());
        let most = all.chain(spec.limit.as_ref().map(|(limit, _)| *limit)).fold(0.0, f64::max);
        let unit = [0.05, 0.1, 0.25, 0.5].into_iter().find(|unit| unit * 3.0 >= most).unwrap_or(0.5);
        let top = if most > 0.0 { (most * 1.08 / unit).ceil() * unit } else { unit };
        let top = if most <= 1.0 { top.min(1.0) } else { top };
        chart.y_axis().set_min(0).set_max(top).set_major_unit(unit).set_num_format("0%");
        Ok(chart)
    }
}

/// Gives what stands at the end of each line, its value with or without the name; where several end at one value, their names stand together at the last of them.
fn ends(spec: &Lines, named: bool) -> Vec<String> {
    let value = |values: &[Option<f64>]| values.iter().rev().copied().flatten().next().map(|v| share(v, Minus::True));
    let figures: Vec<Option<String>> = spec.lines.iter().map(|(_, values)| value(values)).collect();
    (0..spec.lines.len())
        .map(|at| match &figures[at] {
            Some(figure) if !named => figure.clone(),
            Some(figure) if !figures[at + 1..].contains(&figures[at]) => {
                let same = (0..=at).filter(|&other| figures[other] == figures[at]);
                let names: Vec<&str> = same.map(|other| spec.lines[other].0.as_str()).collect();
                format!("{}\u{a0}{figure}", names.join("/"))
            }
            _ => String::new(),
        })
        .collect()
}

/// Says whether no other line lies right above one at a point, where its label would stand.
fn alone(spec: &Lines, line: usize, at: usize) -> bool {
    let of = |line: usize| spec.lines[line].1.get(at).copied().flatten();
    let most = spec.lines.iter().flat_map(|(_, values)| values.iter().flatten().copied()).fold(0.0, f64::max);
    let Some(here) = of(line) else { return false };
    (0..spec.lines.len())
        .filter(|&other| other != line)
        .filter_map(of)
        .all(|other| other < here || (other - here > most * 0.16) || (other == here && line == 0))
}
