//! The Pareto chart: amounts in the tones of their class, and the cumulative share on the second axis.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartType, XlsxError,
};

use super::super::helper::{Cell, Range};
use super::super::look::{AXIS, GAIN, INK, INK3, OTHER, OTHER2, Size, TOTAL};
use super::{Pen, bar, fill, no_label, no_marker, step, stroke, unseen};
use crate::model::Lang;
use crate::report::Pareto;
use crate::report::words::figures::{Minus, share};

/// More customers than this are cut off at the right: the columns would be thinner than a pixel.
const MOST: usize = 400;

impl Pen<'_> {
    /// Draws customers by size with the cumulative share.
    pub fn pareto(&mut self, spec: &Pareto, size: (u32, u32)) -> Result<Chart, XlsxError> {
        let bars = &spec.bars[..spec.bars.len().min(MOST)];
        let marks: Vec<usize> = [5, 10, 20, spec.make_80]
            .into_iter()
            .filter(|&mark| mark >= 1 && mark <= bars.len())
            .map(|mark| mark - 1)
            .collect();
        let of_class = |class: char| {
            bars.iter()
                .map(|bar| Cell::from(if bar.class == class { bar.amount.units() } else { 0.0 }))
                .collect::<Vec<_>>()
        };
        let marked = |at: usize| if marks.contains(&at) { Cell::from(bars[at].together) } else { Cell::None };
        let ranges = self.helper.columns(&[
            ("rank", (1..=bars.len()).map(|rank| Cell::from(rank as f64)).collect()),
            ("A", of_class('A')),
            ("B", of_class('B')),
            ("C", of_class('C')),
            ("cumulative", bars.iter().map(|bar| Cell::from(bar.together)).collect()),
            ("80%", bars.iter().map(|_| Cell::from(0.8)).collect()),
            ("marks", (0..bars.len()).map(marked).collect()),
        ])?;
        let mut chart = Chart::new(ChartType::ColumnStacked);
        for (at, (class, color)) in [('A', TOTAL), ('B', OTHER), ('C', OTHER2)].into_iter().enumerate() {
            let name = match self.look.lang {
                Lang::Zh | Lang::ZhHant => format!("{class} {}", self.words.class),
                Lang::En => format!("{} {class}", self.words.class),
            };
            chart
                .add_series()
                .set_name(&name)
                .set_categories(ranges[0].chart())
                .set_values(ranges[at + 1].chart())
                .set_format(&mut bar(color))
                .set_gap(25)
                .set_overlap(100);
        }
        let mut over = Chart::new(ChartType::Line);
        let mut dashed = ChartFormat::new();
        dashed.set_line(ChartLine::new().set_color(AXIS).set_width(0.75).set_dash_type(ChartLineDashType::Dash));
        for (name, at, mut form) in [(self.words.cumulative, 4, stroke(GAIN, 2.0)), ("80%", 5, dashed)] {
            over.add_series()
                .set_name(name)
                .set_categories(ranges[0].chart())
                .set_values(ranges[at].chart())
                .set_secondary_axis(true)
                .set_format(&mut form)
                .set_marker(&no_marker());
        }
        let mut marker = ChartMarker::new();
        let mut form = ChartFormat::new();
        form.set_solid_fill(&fill(GAIN)).set_line(ChartLine::new().set_color(0xFFFFFF));
        marker.set_type(ChartMarkerType::Circle).set_size(7).set_format(&mut form);
        let labels: Vec<ChartDataLabel> = (0..bars.len())
            .map(|at| match marks.contains(&at) && at + 1 != spec.make_80 {
                true => self.mark_label(at, bars[at].together),
                false => no_label(),
            })
            .collect();
        let mut usual = ChartDataLabel::new();
        usual.show_value().set_position(ChartDataLabelPosition::Right);
        over.add_series()
            .set_name("marks")
            .set_categories(ranges[0].chart())
            .set_values(ranges[6].chart())
            .set_secondary_axis(true)
            .set_format(&mut unseen())
            .set_marker(&marker)
            .set_data_label(&usual)
            .set_custom_data_labels(&labels);
        self.eighty(&mut over, spec, bars.len(), &ranges);
        chart.combine(&over);
        let axis = chart.y2_axis();
        axis.set_font(&self.look.chart_font(Size::Small, INK3, false))
            .set_num_format("0%")
            .set_min(0)
            .set_max(1)
            .set_major_unit(0.2)
            .set_format(ChartFormat::new().set_no_line())
            .set_major_tick_type(rust_xlsxwriter::ChartAxisTickType::None)
            .set_major_gridlines(false);
        self.bare(&mut chart, size, Some([0.085, 0.05, 0.85, 0.74]), true);
        chart.legend().delete_entries(&[5, 6]);
        self.category_axis(chart.x_axis());
        let interval = (bars.len() / 12).max(1) as u16;
        chart.x_axis().set_label_interval(interval).set_tick_interval(interval);
        self.value_axis(chart.y_axis());
        // The left axis has as many lines as the right one, so that they coincide.
        let most = bars.iter().map(|bar| bar.amount.units()).fold(0.0, f64::max);
        let unit = step(most * 0.9).max(most / 5.0);
        let unit = round_up(unit);
        chart.y_axis().set_num_format(self.look.axis(unit * 5.0)).set_min(0).set_max(unit * 5.0).set_major_unit(unit);
        Ok(chart)
    }

    /// The label of the 80 % point, below the dashed line a little to its right.
    fn eighty(&self, over: &mut Chart, spec: &Pareto, many: usize, ranges: &[Range]) {
        let text = match (spec.label.is_empty(), self.look.lang) {
            (false, _) => spec.label.clone(),
            (true, Lang::Zh | Lang::ZhHant) => format!("前 {} 家 = 80%", spec.make_80),
            (true, Lang::En) => format!("top {} = 80%", spec.make_80),
        };
        let place = (spec.make_80 + many / 8).min(many.saturating_sub(1));
        let labels: Vec<ChartDataLabel> = (0..many)
            .map(|at| match at == place {
                true => {
                    let mut label = ChartDataLabel::new();
                    label.set_value(&text).set_font(&self.look.chart_font(Size::Body, INK, true)).to_custom()
                }
                false => no_label(),
            })
            .collect();
        let mut usual = ChartDataLabel::new();
        usual.show_value().set_position(ChartDataLabelPosition::Below);
        over.add_series()
            .set_name("80% label")
            .set_categories(ranges[0].chart())
            .set_values(ranges[5].chart())
            .set_secondary_axis(true)
            .set_format(&mut unseen())
            .set_marker(&no_marker())
            .set_data_label(&usual)
            .set_custom_data_labels(&labels);
    }

    /// The label of a marked point.
    fn mark_label(&self, at: usize, together: f64) -> ChartDataLabel {
        let text = match self.look.lang {
            Lang::Zh | Lang::ZhHant => format!("前 {} 家 {}", at + 1, share(together, Minus::True)),
            Lang::En => format!("top {}: {}", at + 1, share(together, Minus::True)),
        };
        let mut label = ChartDataLabel::new();
        let text = format!("\u{a0}\u{a0}\u{a0}{text}");
        label.set_value(&text).set_font(&self.look.chart_font(Size::Small, INK, false));
        label
    }
}

/// Gives the next number that is round to two digits.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let unit = 10_f64.powf(value.log10().floor());
    [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|factor| factor * unit)
        .find(|&round| round >= value * 0.999_999)
        .unwrap_or(10.0 * unit)
}
