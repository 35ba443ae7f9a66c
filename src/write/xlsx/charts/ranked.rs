//! Bars to both sides of zero, the largest at the top.

use rust_xlsxwriter::{Chart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartType, XlsxError};

use super::super::helper::Cell;
use super::super::look::{GAIN, GAIN_INK, INK, LOSS, LOSS_INK, Size, TOTAL};
use super::{Pen, bar};
use crate::report::words::figures::{Minus, short, short_change};
use crate::report::{Ranked, RankedRow};

impl Pen<'_> {
    /// Draws a ranking.
    pub fn ranked(&mut self, spec: &Ranked, size: (u32, u32)) -> Result<Chart, XlsxError> {
        let name = |row: &RankedRow| {
            let name = shortened(&row.name);
            Cell::Text(if row.mark.is_empty() { name } else { format!("{name}  {}", row.mark) })
        };
        let part = |keep: fn(&RankedRow) -> bool| {
            let value = |row: &RankedRow| keep(row).then(|| row.amount.units());
            spec.rows.iter().map(|row| Cell::from(value(row))).collect::<Vec<_>>()
        };
        let kinds: [(&str, fn(&RankedRow) -> bool, u32); 3] = [
            ("level", |row| row.neutral, TOTAL),
            ("gain", |row| !row.neutral && !row.amount.is_negative(), GAIN),
            ("loss", |row| !row.neutral && row.amount.is_negative(), LOSS),
        ];
        let mut columns = vec![("name", spec.rows.iter().map(name).collect::<Vec<_>>())];
        columns.extend(kinds.iter().map(|(id, keep, _)| (*id, part(*keep))));
        let ranges = self.helper.columns(&columns)?;
        let mut chart = Chart::new(ChartType::Bar);
        for (at, (id, keep, color)) in kinds.into_iter().enumerate() {
            if !spec.rows.iter().any(keep) {
                continue;
            }
            let labels: Vec<ChartDataLabel> = spec
                .rows
                .iter()
                .map(|row| if keep(row) { self.ranked_label(row) } else { super::no_label() })
                .collect();
            let mut usual = ChartDataLabel::new();
            usual.show_value().set_position(ChartDataLabelPosition::OutsideEnd);
            chart
                .add_series()
                .set_name(id)
                .set_categories(ranges[0].chart())
                .set_values(ranges[at + 1].chart())
                .set_format(&mut bar(color))
                .set_gap(45)
                .set_overlap(100)
                .set_data_label(&usual)
                .set_custom_data_labels(&labels);
        }
        self.bare(&mut chart, size, None, false);
        // In a chart of bars the axes change places.
        self.category_axis(chart.y_axis());
        chart.y_axis().set_reverse().set_major_gridlines(false).set_font(&self.look.chart_font(
            Size::Small,
            INK,
            false,
        ));
        self.value_axis(chart.x_axis());
        // Each bar has its amount beside it.
        chart.x_axis().set_label_position(ChartAxisLabelPosition::None);
        Ok(chart)
    }

    fn ranked_label(&self, row: &RankedRow) -> ChartDataLabel {
        let lang = self.look.lang;
        let (text, color) = match row.amount {
            amount if row.neutral => (short(amount, lang, Minus::True), INK),
            amount if amount.is_negative() => (short_change(amount, lang, Minus::True), LOSS_INK),
            amount => (short_change(amount, lang, Minus::True), GAIN_INK),
        };
        let mut label = ChartDataLabel::new();
        label.set_value(&text).set_font(&self.look.chart_font(Size::Small, color, true));
        label
    }
}

/// Gives a name cut in the middle, at most 26 columns.
fn shortened(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let wide = unicode_width::UnicodeWidthStr::width(name);
    if wide <= 26 {
        return name.to_owned();
    }
    let keep = if wide > characters.len() { 6 } else { 12 };
    let head: String = characters[..keep.min(characters.len())].iter().collect();
    let tail: String = characters[characters.len().saturating_sub(keep)..].iter().collect();
    format!("{head}…{tail}")
}
