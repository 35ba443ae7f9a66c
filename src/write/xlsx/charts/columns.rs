//! Amounts over time as columns: the report's period dark, the one that has not ended hatched.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartPatternFill, ChartPatternFillType, ChartPoint,
    ChartType, XlsxError,
};

use super::super::helper::Cell;
use super::super::look::{INK, INK2, OTHER, Size, TOTAL};
use super::{Pen, bar, without_century};
use crate::model::{Lang, Money};
use crate::report::Columns;
use crate::report::words::figures::{Minus, count, number, short};

/// More columns than this have no room for labels.
const LABELLED: usize = 14;

/// Says whether Chinese labels leave the unit 万 to the subtitle: many columns, none of them in 亿.
pub fn in_wan(spec: &Columns) -> bool {
    let most = spec.values.iter().map(|value| value.abs()).max().unwrap_or_default().units();
    !spec.counts && (6..=LABELLED).contains(&spec.values.len()) && (10_000.0..100_000_000.0).contains(&most)
}

impl Pen<'_> {
    /// Draws amounts over time.
    pub fn columns(&mut self, spec: &Columns, size: (u32, u32)) -> Result<Chart, XlsxError> {
        let last = spec.values.len() - 1;
        let category = |at: usize, text: &String| {
            let star = spec.last_partial && at == last && !text.ends_with('*');
            Cell::Text(if star { format!("{text}*") } else { text.clone() })
        };
        let ranges = self.helper.columns(&[
            (
                "period",
                without_century(&spec.categories).iter().enumerate().map(|(at, text)| category(at, text)).collect(),
            ),
            ("amount", spec.values.iter().map(|value| Cell::from(value.units())).collect()),
        ])?;
        let mut points = Vec::with_capacity(spec.values.len());
        let mut labels = Vec::with_capacity(spec.values.len());
        for (at, &value) in spec.values.iter().enumerate() {
            let strong = spec.strong == Some(at);
            let mut form = bar(if strong { TOTAL } else { OTHER });
            if spec.last_partial && at == last {
                form = ChartFormat::new();
                form.set_no_border().set_pattern_fill(
                    ChartPatternFill::new()
                        .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
                        .set_foreground_color(OTHER)
                        .set_background_color(0xFFFFFF),
                );
            }
            points.push(ChartPoint::new().set_format(&mut form));
            labels.push(self.column_label(spec, value, strong, size.0 / (last as u32 + 1)));
        }
        let mut chart = Chart::new(ChartType::Column);
        let series = chart.add_series();
        series
            .set_name("amount")
            .set_categories(ranges[0].chart())
            .set_values(ranges[1].chart())
            .set_format(&mut bar(OTHER))
            .set_points(&points)
            .set_gap(45);
        let labelled = spec.values.len() <= LABELLED;
        if labelled {
            let mut usual = ChartDataLabel::new();
            usual.show_value().set_position(ChartDataLabelPosition::OutsideEnd);
            series.set_data_label(&usual).set_custom_data_labels(&labels);
        }
        self.bare(&mut chart, size, labelled.then_some([0.0, 0.12, 1.0, 0.68]), false);
        self.category_axis(chart.x_axis());
        self.spaced(chart.x_axis(), &without_century(&spec.categories), f64::from(size.0));
        self.value_axis(chart.y_axis());
        if labelled {
            chart.y_axis().set_hidden(true).set_major_gridlines(false);
        } else {
            let most = spec.values.iter().map(|value| value.units().abs()).fold(0.0, f64::max);
            chart.y_axis().set_num_format(self.look.axis(most));
        }
        if spec.values.iter().all(|value| !value.is_negative()) {
            chart.y_axis().set_min(0);
        }
        Ok(chart)
    }

    /// Labels a column that stands in so many pixels; some programs break a label that is wider.
    fn column_label(&self, spec: &Columns, value: Money, strong: bool, room: u32) -> ChartDataLabel {
        let mut label = ChartDataLabel::new();
        let color = if strong { INK } else { INK2 };
        let text = match (spec.counts, self.look.lang) {
            (true, _) => count(value.raw() / Money::PER_UNIT, Minus::True),
            (false, Lang::Zh) if in_wan(spec) => number(value.units() / 10_000.0, 1, Minus::True),
            (false, lang) => short(value, lang, Minus::True),
        };
        let thousands = 1_000.0..10_000.0;
        let text = if !spec.counts
            && self.look.lang == Lang::En
            && thousands.contains(&value.units().abs())
            && self.look.pixels(&text, Size::Small) > room
        {
            format!("{}k", number(value.units() / 1_000.0, 1, Minus::True))
        } else {
            text
        };
        label.set_value(&text).set_font(&self.look.chart_font(Size::Small, color, strong));
        label
    }
}
