//! The doughnut: the share stands in the category, so the legend is the label.

use rust_xlsxwriter::{Chart, ChartFormat, ChartLine, ChartPoint, ChartType, XlsxError};

use super::super::helper::Cell;
use super::super::look::{INK, Size};
use super::{Pen, fill, layout};
use crate::report::Slice;
use crate::report::words::figures::{Minus, share};

const BLUES: [u32; 5] = [0x0072B2, 0x3D92C6, 0x72B1D8, 0xA6CEE6, 0xCBE2F0];
const REST: u32 = 0xE1E4E8;

impl Pen<'_> {
    /// Draws shares of a whole.
    pub fn doughnut(&mut self, slices: &[Slice], size: (u32, u32)) -> Result<Chart, XlsxError> {
        let label = |slice: &Slice| Cell::Text(format!("{}  {}", share(slice.share, Minus::True), slice.name));
        let ranges = self.helper.columns(&[
            ("slice", slices.iter().map(label).collect()),
            ("share", slices.iter().map(|slice| Cell::from(slice.share)).collect()),
        ])?;
        let points: Vec<ChartPoint> = slices
            .iter()
            .enumerate()
            .map(|(at, slice)| {
                let color = if slice.rest { REST } else { BLUES[at.min(BLUES.len() - 1)] };
                let mut form = ChartFormat::new();
                form.set_solid_fill(&fill(color)).set_border(ChartLine::new().set_color(0xFFFFFF).set_width(1.5));
                ChartPoint::new().set_format(&mut form)
            })
            .collect();
        let mut chart = Chart::new(ChartType::Doughnut);
        chart
            .add_series()
            .set_name("share")
            .set_categories(ranges[0].chart())
            .set_values(ranges[1].chart())
            .set_points(&points);
        chart.set_hole_size(62);
        self.bare(&mut chart, size, Some([0.0, 0.06, 0.43, 0.88]), true);
        chart
            .legend()
            .set_position(rust_xlsxwriter::ChartLegendPosition::Right)
            .set_font(&self.look.chart_font(Size::Small, INK, false))
            .set_layout(&layout([0.45, 0.08, 0.55, 0.84]));
        Ok(chart)
    }
}
