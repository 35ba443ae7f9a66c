//! Chart specifications: what is drawn, with its data and its finding, never how.
//!
//! The page makes an SVG from one, the workbook a native Excel chart, and both say the same.

use super::{Series, Table, Text};
use crate::model::Money;

/// A chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Stable English name: the file name in `charts/`.
    pub id: &'static str,
    /// The finding, as the title.
    pub finding: String,
    /// Measure, unit and period.
    pub subtitle: String,
    pub size: Size,
    pub spec: Spec,
    /// The same figures as a table, folded away below.
    pub table: Option<Table>,
    /// What a reader who cannot see it is told.
    pub description: String,
    pub notes: Vec<Text>,
}

/// The widths of the page's grid: one, two or three of its three columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Third,
    TwoThirds,
    Full,
}

/// What kind of chart, with its data.
#[derive(Clone, Debug)]
pub enum Spec {
    Waterfall(Waterfall),
    /// Small waterfalls side by side on one scale, one a period.
    History(Vec<HistoryCell>),
    Ranked(Ranked),
    Evidence(Evidence),
    Pareto(Pareto),
    Lines(Lines),
    Columns(Columns),
    Doughnut(Vec<Slice>),
    SmallMultiples(Vec<Multiple>),
    Matrix(Matrix),
}

/// Steps from opening to closing.
#[derive(Clone, Debug)]
pub struct Waterfall {
    pub steps: Vec<Step>,
    /// The largest running total of all waterfalls that share one scale, so that they can be compared.
    pub scale: Money,
    /// The lowest, zero or below.
    pub scale_low: Money,
}

/// One bar of a waterfall.
#[derive(Clone, Debug)]
pub struct Step {
    /// Stable name: `opening`, `new`, `returned`, `up`, `down`, `lost`, `adjustments`, `closing`.
    pub id: &'static str,
    pub label: String,
    /// Below the label, such as the number of customers.
    pub under: String,
    pub amount: Money,
    /// A total stands on zero; a change hangs on the one before.
    pub total: bool,
}

/// One period's small waterfall.
#[derive(Clone, Debug)]
pub struct HistoryCell {
    pub label: String,
    /// The relative change in words, such as +26.3%.
    pub change: String,
    pub steps: Vec<Step>,
    /// The number of new customers.
    pub mark: String,
    pub strong: bool,
    pub partial: bool,
}

/// Bars to both sides of zero: the gains first, largest first, then the declines, largest first.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    pub rows: Vec<RankedRow>,
    /// What is not shown, in words.
    pub rest: Option<String>,
    /// Above the gains: how many there are and what they make together.
    pub gains: Option<String>,
    /// Below the gains: the ones that are not shown.
    pub rest_gains: Option<String>,
    /// Above the declines.
    pub declines: Option<String>,
    /// Below the declines: the ones that are not shown.
    pub rest_declines: Option<String>,
}

/// One bar of a ranking.
#[derive(Clone, Debug)]
pub struct RankedRow {
    pub name: String,
    /// Beside the name: the kind of movement.
    pub mark: String,
    pub amount: Money,
    /// A second signed figure as text, such as the change against the year before.
    pub beside: Option<String>,
    /// Where the bar shows a level, its change decides no colour.
    pub neutral: bool,
}

/// Shares against thresholds, and N50.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The verdicts in order, and which one holds.
    pub verdicts: Vec<(String, bool)>,
    pub bars: Vec<EvidenceBar>,
    /// How many customers make half, of how many, with its label.
    pub half: Option<(String, usize, usize)>,
}

/// One share with its thresholds.
#[derive(Clone, Debug)]
pub struct EvidenceBar {
    pub label: String,
    pub value: Option<f64>,
    /// Each threshold with its name.
    pub ticks: Vec<(f64, String)>,
}

/// Customers by size with the cumulative share.
#[derive(Clone, Debug)]
pub struct Pareto {
    /// Descending.
    pub bars: Vec<ParetoBar>,
    /// How many customers make 80 %.
    pub make_80: usize,
    /// The number of customers in A, B and C.
    pub classes: [usize; 3],
    /// The label of the ringed point.
    pub label: String,
}

/// One customer of a Pareto chart.
#[derive(Clone, Debug)]
pub struct ParetoBar {
    pub name: String,
    pub amount: Money,
    pub share: f64,
    pub together: f64,
    pub class: char,
}

/// Ratios over time.
#[derive(Clone, Debug)]
pub struct Lines {
    pub categories: Vec<String>,
    /// Name and values, 0 to 1.
    pub lines: Vec<(String, Vec<Option<f64>>)>,
    /// A line of warning with its label.
    pub limit: Option<(f64, String)>,
}

/// Amounts or counts over time.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub categories: Vec<String>,
    pub values: Vec<Money>,
    /// Whether the values are counts, such as new customers, kept as whole units.
    pub counts: bool,
    /// The place of the report's period.
    pub strong: Option<usize>,
    /// Whether the last has not ended.
    pub last_partial: bool,
}

/// A slice of a doughnut.
#[derive(Clone, Debug)]
pub struct Slice {
    pub name: String,
    pub share: f64,
    /// The rest of the book, drawn palest.
    pub rest: bool,
}

/// Says whether small multiples are drawn each on its own scale: one shared scale would hide the others where the largest
/// cell reaches more than four times the middle one.
pub fn own_scales(cells: &[Multiple]) -> bool {
    let reach = |cell: &Multiple| {
        let points = cell.series.points.iter().flatten().filter(|value| value.is_finite());
        points.fold(0.0_f64, |most, value| most.max(value.abs()))
    };
    let mut reaches: Vec<f64> = cells.iter().map(reach).collect();
    reaches.sort_by(f64::total_cmp);
    match (reaches.get(reaches.len() / 2), reaches.last()) {
        (Some(middle), Some(largest)) => *largest > 4.0 * middle,
        _ => false,
    }
}

/// One cell of small multiples: a customer's columns.
#[derive(Clone, Debug)]
pub struct Multiple {
    pub name: String,
    /// Below the name: the change and the marks.
    pub line: Text,
    pub series: Series,
    /// The period labels, for titles.
    pub categories: Vec<String>,
    pub change: Money,
    /// The heading of the group that begins with this cell.
    pub group: Option<String>,
}

/// Counts or money by two classes; the diagonal is unchanged.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// `cells[row][column]`: the words in it, and its weight for the tint.
    pub cells: Vec<Vec<(String, f64)>>,
    /// −1 a move down, 0 unchanged, 1 a move up.
    pub sense: Vec<Vec<i8>>,
    /// Whether the last row and the last column are totals, which have no tint.
    pub totals: bool,
}
