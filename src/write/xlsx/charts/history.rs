//! The movements of all periods: stacked columns, and the net change as a line.

use rust_xlsxwriter::{Chart, ChartFormat, ChartMarker, ChartMarkerType, ChartType, XlsxError};

use super::super::helper::Cell;
use super::super::look::{GAIN, INK, LOSS, OTHER};
use super::{Pen, bar, fill, step, stroke, without_century};
use crate::model::Money;
use crate::report::HistoryCell;

/// Three blues, two oranges, and grey for what is neither.
fn color(id: &str) -> u32 {
    match id {
        "new" => GAIN,
        "returned" => 0x5BA8D5,
        "up" => 0xB5D7EC,
        "down" => 0xF3BE98,
        "lost" => LOSS,
        _ => OTHER,
    }
}

impl Pen<'_> {
    /// Draws the steps between the totals, stacked; a period that has not ended is left out.
    pub fn history(&mut self, cells: &[HistoryCell], size: (u32, u32)) -> Result<Chart, XlsxError> {
        let cells: Vec<&HistoryCell> = cells.iter().filter(|cell| !cell.partial).collect();
        let mut ids: Vec<(&str, &str)> = Vec::new();
        for step in cells.iter().flat_map(|cell| &cell.steps).filter(|step| !step.total) {
            let known = ids.iter().any(|(id, _)| *id == step.id);
            if !known && (color(step.id) != OTHER || !step.amount.is_zero()) {
                ids.push((step.id, &step.label));
            }
        }
        let amount = |cell: &HistoryCell, id: &str| -> Money {
            cell.steps.iter().filter(|step| step.id == id && !step.total).map(|step| step.amount).sum()
        };
        let labels: Vec<String> = cells.iter().map(|cell| cell.label.clone()).collect();
        let labels = if labels.len() > 8 { without_century(&labels) } else { labels };
        let mut columns = vec![("period", labels.iter().map(Cell::from).collect::<Vec<_>>())];
        for (id, _) in &ids {
            columns.push((id, cells.iter().map(|cell| Cell::from(amount(cell, id).units())).collect()));
        }
        let nets: Vec<Money> = cells
            .iter()
            .map(|cell| cell.steps.iter().filter(|step| !step.total).map(|step| step.amount).sum())
            .collect();
        columns.push(("net", nets.iter().map(|net| Cell::from(net.units())).collect()));
        let ranges = self.helper.columns(&columns)?;
        let mut chart = Chart::new(ChartType::ColumnStacked);
        for ((id, label), range) in ids.iter().zip(&ranges[1..]) {
            chart
                .add_series()
                .set_name(*label)
                .set_categories(ranges[0].chart())
                .set_values(range.chart())
                .set_format(&mut bar(color(id)))
                .set_gap(60)
                .set_overlap(100);
        }
        let mut line = Chart::new(ChartType::Line);
        let mut marker = ChartMarker::new();
        let mut form = ChartFormat::new();
        form.set_solid_fill(&fill(0xFFFFFF)).set_line(rust_xlsxwriter::ChartLine::new().set_color(INK));
        marker.set_type(ChartMarkerType::Circle).set_size(5).set_format(&mut form);
        line.add_series()
            .set_name(self.words.net_change)
            .set_categories(ranges[0].chart())
            .set_values(ranges[ranges.len() - 1].chart())
            .set_format(&mut stroke(INK, 1.5))
            .set_marker(&marker);
        chart.combine(&line);
        self.bare(&mut chart, size, None, true);
        self.category_axis(chart.x_axis());
        self.value_axis(chart.y_axis());
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for cell in &cells {
            let parts = || ids.iter().map(|(id, _)| amount(cell, id));
            high = high.max(parts().map(Money::positive_part).sum::<Money>().units());
            low = low.min(parts().map(Money::negative_part).sum::<Money>().units());
        }
        let most = high.max(-low);
        chart.y_axis().set_num_format(self.look.axis(most)).set_major_unit(step(high - low));
        Ok(chart)
    }
}
