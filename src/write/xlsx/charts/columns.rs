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

/// The gap between columns, in percent of a column; and where labels have little room.
const GAP: u32 = 45;
const NARROW_GAP: u32 = 22;

/// Says whether Chinese labels leave the unit 万 to the subtitle: many columns, none of them in 亿.
pub fn in_wan(spec: &Columns) -> bool {
    let most = spec.values.iter().map(|value| value.abs()).max().unwrap_or_default().units();
    !spec.counts && (6..=LABELLED).contains(&spec.values.len()) && (10_000.0..100_000_000.0).contains(&most)
}

impl Pen<'_> {
    /// Draws amounts over time.
    pub fn columns(&mut self, spec: &Columns, size: (u32, u32)) -> Result<Chart, XlsxError> {
        let last = spec.values.len() - 1;
        let categories = without_century(&spec.categories);
        let category = |at: usize, text: &String| {
            let star = spec.last_partial && at == last && !text.ends_with('*');
            Cell::Text(if star { format!("{text}*") } else { text.clone() })
        };
        let ranges = self.helper.columns(&[
            ("period", categories.iter().enumerate().map(|(at, text)| category(at, text)).collect()),
            ("amount", spec.values.iter().map(|value| Cell::from(value.units())).collect()),
        ])?;
        let room = size.0 / (last as u32 + 1);
        // Some programs break a label that is wider than its column; a quarter more is counted than figures take.
        let narrow = spec.values.iter().any(|&value| {
            self.look.pixels(&self.column_text(spec, value, false), Size::Small) * 4 / 5 > room * 100 / (100 + GAP)
        });
        let gap = if narrow { NARROW_GAP } else { GAP };
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
            labels.push(self.column_label(spec, value, strong, narrow));
        }
        let mut chart = Chart::new(ChartType::Column);
        let series = chart.add_series();
        series
            .set_name("amount")
            .set_categories(ranges[0].chart())
            .set_values(ranges[1].chart())
            .set_format(&mut bar(OTHER))
            .set_points(&points)
            .set_gap(gap as u16);
        let labelled = spec.values.len() <= LABELLED;
        if labelled {
            let mut usual = ChartDataLabel::new();
            usual.show_value().set_position(ChartDataLabelPosition::OutsideEnd);
            series.set_data_label(&usual).set_custom_data_labels(&labels);
        }
        self.bare(&mut chart, size, labelled.then_some([0.0, 0.12, 1.0, 0.68]), false);
        self.category_axis(chart.x_axis());
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

    fn column_label(&self, spec: &Columns, value: Money, strong: bool, narrow: bool) -> ChartDataLabel {
        let mut label = ChartDataLabel::new();
        let color = if strong { INK } else { INK2 };
        let text = self.column_text(spec, value, narrow);
        label.set_value(&text).set_font(&self.look.chart_font(Size::Small, color, strong && !narrow));
        label
    }

    /// Gives what stands at a column: three digits where there is little room.
    fn column_text(&self, spec: &Columns, value: Money, narrow: bool) -> String {
        let (units, size) = (value.units(), value.units().abs());
        let scaled = |by: f64, unit: &str| {
            let places = if size / by < 9.95 { 1 } else { 0 };
            format!("{}{unit}", number(units / by, places, Minus::True))
        };
        match (spec.counts, self.look.lang) {
            (true, _) => count(value.raw() / Money::PER_UNIT, Minus::True),
            (false, Lang::Zh | Lang::ZhHant) if in_wan(spec) => {
                let places = u8::from(!narrow || size < 995_000.0);
                number(units / 10_000.0, places, Minus::True)
            }
            (false, Lang::En) if narrow && size >= 999_500.0 => scaled(1e6, "M"),
            (false, Lang::En) if narrow && size >= 1_000.0 => scaled(1e3, "k"),
            (false, lang) => short(value, lang, Minus::True),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::helper::Helper;
    use super::super::super::look::Look;
    use super::*;
    use crate::report::words::book::words;

    #[test]
    fn labels_without_room_have_three_digits() {
        let look = Look { lang: Lang::En, decimals: 2 };
        let mut helper = Helper::new("Helper", look).unwrap();
        let pen = Pen { helper: &mut helper, look, words: words(Lang::En) };
        let spec = Columns::default();
        let told = |units: i64| pen.column_text(&spec, Money::from_raw(units * 10_000), true);
        assert_eq!(
            [-9_706, 298_512, 999_700, 12_345_678, 987, 0].map(told),
            ["−9.7k", "299k", "1.0M", "12M", "987", "0"]
        );
        assert_eq!(pen.column_text(&spec, Money::from_raw(2_985_120_000), false), "298.5k");
    }
}
