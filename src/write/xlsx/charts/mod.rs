//! Chart specifications → native charts: no title, no box, no frame; the finding stands in a cell above.
//!
//! Every range holds plain numbers of the helper sheet, labels are literal text and axes use number formats: labels that refer
//! to cells and display units are shown differently by other programs.

mod columns;
mod doughnut;
mod history;
mod lines;
mod pareto;
mod ranked;
mod waterfall;

use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisLabelPosition, ChartAxisTickType, ChartDataLabel, ChartEmptyCells, ChartFormat,
    ChartLayout, ChartLegendPosition, ChartLine, ChartMarker, ChartSolidFill, XlsxError,
};

use super::helper::Helper;
use super::look::{AXIS, GRID, INK2, INK3, Look, Size};
use crate::model::Lang;
use crate::report::Spec;
use crate::report::words::book::Words;

/// What every chart is drawn with.
pub struct Pen<'a> {
    pub helper: &'a mut Helper,
    pub look: Look,
    pub words: &'static Words,
}

impl Pen<'_> {
    /// Draws a specification in so many pixels, or nothing where a table shows it better.
    pub fn draw(&mut self, spec: &Spec, size: (u32, u32)) -> Result<Option<Chart>, XlsxError> {
        let chart = match spec {
            Spec::Waterfall(spec) if !spec.steps.is_empty() => self.waterfall(spec, size)?,
            Spec::History(cells) if cells.iter().any(|cell| !cell.partial) => self.history(cells, size)?,
            Spec::Columns(spec) if !spec.values.is_empty() => self.columns(spec, size)?,
            Spec::Lines(spec) if spec.categories.len() > 1 => self.lines(spec, size)?,
            Spec::Pareto(spec) if !spec.bars.is_empty() => self.pareto(spec, size)?,
            Spec::Doughnut(slices) if !slices.is_empty() => self.doughnut(slices, size)?,
            Spec::Ranked(spec) if !spec.rows.is_empty() => self.ranked(spec, size)?,
            _ => return Ok(None),
        };
        Ok(Some(chart))
    }

    /// Gives what stands below the finding: with the unit, where the labels leave it out.
    pub fn subtitle(&self, chart: &crate::report::Chart) -> String {
        match (&chart.spec, self.look.lang) {
            (Spec::Columns(spec), lang @ (Lang::Zh | Lang::ZhHant))
                if columns::in_wan(spec) && !chart.subtitle.contains(['万', '萬']) =>
            {
                [chart.subtitle.as_str(), lang.script("万", "萬")].join(if chart.subtitle.is_empty() {
                    ""
                } else {
                    "，"
                })
            }
            _ => chart.subtitle.clone(),
        }
    }

    /// Takes away what no chart here has, sets its size, and puts the legend below where one is wanted.
    fn bare(&self, chart: &mut Chart, size: (u32, u32), plot: Option<[f64; 4]>, legend: bool) {
        chart.title().set_hidden();
        chart.chart_area().set_format(ChartFormat::new().set_no_border().set_solid_fill(&fill(0xFFFFFF)));
        chart.plot_area().set_format(ChartFormat::new().set_no_fill().set_no_border());
        if let Some(plot) = plot {
            chart.plot_area().set_layout(&layout(plot));
        }
        if legend {
            let font = self.look.chart_font(Size::Small, INK2, false);
            chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
        } else {
            chart.legend().set_hidden();
        }
        chart.set_width(size.0).set_height(size.1).show_hidden_data().show_empty_cells_as(ChartEmptyCells::Gaps);
    }

    /// Dresses the axis of categories.
    fn category_axis(&self, axis: &mut ChartAxis) {
        axis.set_font(&self.look.chart_font(Size::Small, INK2, false))
            .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(AXIS).set_width(0.75)))
            .set_major_tick_type(ChartAxisTickType::None)
            .set_minor_tick_type(ChartAxisTickType::None)
            .set_label_position(ChartAxisLabelPosition::Low);
    }

    /// Empties the labels of an axis that would be tilted in so many pixels, and gives how many categories one stands for; the
    /// last stays where that costs little. Some programs follow the one, some the other.
    fn spaced(&self, labels: Vec<String>, pixels: f64) -> (Vec<String>, u16) {
        let widest = labels.iter().map(|label| self.look.pixels(label, Size::Small)).max().unwrap_or(0);
        let every = interval(labels.len(), f64::from(widest) + 8.0, pixels);
        let shown = |at: usize| at.is_multiple_of(usize::from(every));
        let kept = |(at, label)| if shown(at) { label } else { String::new() };
        (labels.into_iter().enumerate().map(kept).collect(), every)
    }

    /// Dresses the axis of values: no line, pale grid.
    fn value_axis(&self, axis: &mut ChartAxis) {
        axis.set_font(&self.look.chart_font(Size::Small, INK3, false))
            .set_format(ChartFormat::new().set_no_line())
            .set_major_gridlines(true)
            .set_major_gridlines_line(ChartLine::new().set_color(GRID).set_width(0.75))
            .set_major_tick_type(ChartAxisTickType::None)
            .set_minor_tick_type(ChartAxisTickType::None);
    }
}

/// A place in the chart area: x, y, width, height as parts of it.
fn layout(place: [f64; 4]) -> ChartLayout {
    ChartLayout::new().set_offset(place[0], place[1]).set_dimensions(place[2], place[3])
}

/// A plain fill.
fn fill(color: u32) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(color);
    fill
}

/// A bar's form: filled, without a border.
fn bar(color: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill(color)).set_no_border();
    format
}

/// Nothing to see: carries labels only.
fn unseen() -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_no_line().set_no_fill();
    format
}

/// A line's form.
fn stroke(color: u32, width: f64) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_line(ChartLine::new().set_color(color).set_width(width));
    format
}

/// No marker at the points of a line.
fn no_marker() -> ChartMarker {
    let mut marker = ChartMarker::new();
    marker.set_none();
    marker
}

/// A label that is left out.
fn no_label() -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label.set_hidden();
    label
}

/// Gives the labels of periods without their century, where all are of this one: `25Q3` for `2025Q3`.
fn without_century(labels: &[String]) -> Vec<String> {
    let known = |label: &String| {
        label.len() > 4 && label.starts_with("20") && label.as_bytes()[2..4].iter().all(u8::is_ascii_digit)
    };
    let short = labels.len() > 4 && labels.iter().all(known);
    labels.iter().map(|label| if short { label[2..].to_owned() } else { label.clone() }).collect()
}

/// Gives how many categories one label stands for, so that labels of that width fit.
fn interval(many: usize, label: f64, pixels: f64) -> u16 {
    let least = (label * many as f64 / pixels.max(1.0)).ceil().clamp(1.0, 500.0) as u16;
    let to_last = |every: &u16| many.saturating_sub(1).is_multiple_of(usize::from(*every));
    (least..least * 2).find(to_last).unwrap_or(least)
}

/// Gives a round step that makes four or five lines up to the largest value.
fn step(most: f64) -> f64 {
    let most = if most > 0.0 { most } else { 1.0 };
    let unit = 10_f64.powf((most / 4.0).log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * unit * 4.5 >= most).unwrap_or(10.0);
    factor * unit
}

#[cfg(test)]
mod tests {
    use super::{interval, step, without_century};

    #[test]
    fn labels_that_would_overlap_are_left_out_and_the_last_one_stays_where_it_can() {
        assert_eq!(interval(8, 40.0, 400.0), 1);
        // Twelve of 40 pixels in 300: every second fits; eleven steps are even only by ones.
        assert_eq!(interval(12, 40.0, 300.0), 2);
        assert_eq!(interval(13, 40.0, 240.0), 3);
        assert_eq!(interval(0, 40.0, 300.0), 1);
    }

    #[test]
    fn many_periods_of_this_century_are_labelled_short() {
        let labels = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let quarters = labels(&["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1*"]);
        assert_eq!(without_century(&quarters), ["24Q1", "24Q2", "24Q3", "24Q4", "25Q1*"]);
        assert_eq!(without_century(&quarters[..2]), &quarters[..2]);
        let mixed = labels(&["1999Q4", "2000Q1", "2000Q2", "2000Q3", "2000Q4"]);
        assert_eq!(without_century(&mixed), mixed);
    }

    #[test]
    fn steps_are_round_and_make_four_or_five_lines() {
        assert_eq!(step(3_300_000.0), 1_000_000.0);
        assert_eq!(step(1_000_000.0), 250_000.0);
        assert_eq!(step(168_000.0), 50_000.0);
        assert_eq!(step(0.0), 0.25);
    }
}
