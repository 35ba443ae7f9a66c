//! Charts and tables as figures of the page's grid, each as wide as it needs: one, two or three columns.

use std::borrow::Cow;
use std::collections::BTreeMap;

use askama::Template;

use super::table::{FILTERED, Look, TableView};
use super::text::{coded, kept, markup};
use super::widths::{data_width, natural_width};
use super::{list, pivot};
use crate::model::Lang;
use crate::report::words::figures::Minus;
use crate::report::words::page::{PageWords, page};
use crate::report::{Block, Chart, Column, Kind, Matrix, Report, Series, Size, Spec, Table, TableRole, Value};
use crate::write::svg::{self, Cell, Drawing, escaped};

/// The widths of one, two and three columns of the grid.
const COLUMNS: [f64; 3] = [352.0, 736.0, 1120.0];
/// A table with more rows than this may break over pages.
const LONG: usize = 16;
/// A table without a number of first rows that has more is folded away whole.
const FOLDED: usize = 24;
/// A table with this many columns takes the page's width.
const WIDE: usize = 8;
/// So many columns of one figure are a series.
const SERIES: usize = 4;

#[derive(Template)]
#[template(path = "figure.html")]
struct Figure {
    words: &'static PageWords,
    span: usize,
    /// The least height of the heading in pixels.
    heading: u32,
    tall: bool,
    long: bool,
    /// How many columns of the grid it takes while its data are unfolded; none where its own are enough.
    grow: usize,
    finding: String,
    subtitle: String,
    body: String,
    notes: Vec<String>,
    data: Option<String>,
}

/// Makes figures and numbers their charts, so that every id of the page is its own.
pub struct Figures<'r> {
    report: &'r Report,
    drawn: usize,
    ids: BTreeMap<&'static str, usize>,
    /// How high the heading of a waterfall is, so that all of a section stand on one line.
    heading: f64,
}

impl<'r> Figures<'r> {
    /// Begins a page.
    pub fn new(report: &'r Report) -> Figures<'r> {
        Figures { report, drawn: 0, ids: BTreeMap::new(), heading: 0.0 }
    }

    /// Gives the reader's language.
    pub fn lang(&self) -> Lang {
        self.report.lang
    }

    /// Gives the id of a table on the page; a second table of the same name gets a number.
    pub fn own_id(&mut self, id: &'static str) -> String {
        let seen = self.ids.entry(id).or_insert(0);
        *seen += 1;
        if *seen == 1 { format!("t-{id}") } else { format!("t-{id}-{seen}") }
    }

    /// Finds the highest heading of the waterfalls among the blocks: they are compared side by side.
    pub fn align(&mut self, blocks: &[Block]) {
        let heading = |block: &Block| match block {
            Block::Chart(chart) if matches!(chart.spec, Spec::Waterfall(_)) => {
                let room = COLUMNS[span_of(chart.size) - 1];
                let lines = |text: &str, size, bold| svg::measure::lines(text, room, size, bold).len() as f64;
                lines(&chart.finding, 15.0, true) * 21.75 + lines(&chart.subtitle, 13.0, false) * 19.5 + 2.0
            }
            _ => 0.0,
        };
        self.heading = blocks.iter().map(heading).fold(0.0, f64::max);
    }

    fn look(&self) -> Look<'r> {
        Look { lang: self.report.lang, decimals: self.report.decimals, period: &self.report.period }
    }

    /// Writes a chart with its data folded away below it.
    pub fn chart(&mut self, chart: &Chart) -> Result<String, askama::Error> {
        let body = match (svg::draw(chart, self.lang()), &chart.spec) {
            (_, Spec::Matrix(of)) => matrix(of, self.lang()),
            (Some(Drawing::One(picture) | Drawing::Matrix(picture)), _) => {
                self.drawn += 1;
                picture.inline("c", self.drawn, &chart.finding, &chart.description)
            }
            (Some(Drawing::Cells(cells)), spec) => {
                self.cells(&cells, matches!(spec, Spec::History(_)), &chart.description)
            }
            (None, _) => String::new(),
        };
        let span = span_of(chart.size);
        let waterfall = matches!(chart.spec, Spec::Waterfall(_));
        let data = match &chart.table {
            Some(table) => Some(TableView::of(table, self.look(), COLUMNS[span - 1], self)?),
            None => None,
        };
        let grow = chart.table.as_ref().map_or(0, |table| match data_width(table, self.look()) {
            wide if wide <= COLUMNS[span - 1] + 4.0 => 0,
            wide if wide <= COLUMNS[1] => 2,
            _ => 3,
        });
        Figure {
            words: page(self.lang()),
            span,
            grow,
            heading: if waterfall { self.heading.round() as u32 } else { 0 },
            tall: chart.size == Size::TwoThirds && matches!(chart.spec, Spec::Ranked(_)),
            long: false,
            finding: kept(&chart.finding, self.lang()),
            subtitle: coded(&escaped(&kept(&chart.subtitle, self.lang()))),
            body,
            notes: chart.notes.iter().map(|note| markup(note, self.lang())).collect(),
            data,
        }
        .render()
    }

    /// Writes a table.
    pub fn table(&mut self, table: &Table) -> Result<String, askama::Error> {
        let look = self.look();
        let table = &*without_series(table);
        let (body, span) = if let TableRole::Pivot(shape) = table.role {
            let dom = self.own_id(table.id);
            (pivot::pivot(table, shape, look, dom)?, 3)
        } else if list::fits(table) {
            (list::list(table, look), 1)
        } else if table.role == TableRole::Facts && table.columns.len() == 2 && table.rows.len() > 6 {
            (facts(table, look), 3)
        } else {
            // One column where names may be cut, two where they need not be, else the page's width.
            let span = match natural_width(table, look, false) {
                least if least <= COLUMNS[0] + 8.0 => 1,
                _ if natural_width(table, look, true) <= COLUMNS[1] + 8.0 => 2,
                _ => 3,
            };
            // A list with a filter and a sentence in each row takes the page's width.
            let list = table.role == TableRole::Register && table.rows.len() >= FILTERED && span == 2;
            let wide = span == 2 && table.columns.len() >= WIDE;
            let span = if table.role == TableRole::Matrix || list || wide { 3 } else { span };
            let body = TableView::of(table, look, COLUMNS[span - 1], self)?;
            // A register that shows nothing at first is folded away whole, a long history too.
            let folded = table.show == Some(0)
                || (table.show.is_none() && table.role == TableRole::Secondary && table.rows.len() > FOLDED);
            let body = match folded {
                true => {
                    let (more, paper) = ((page(look.lang).rows)(table.rows.len()), page(look.lang).on_paper);
                    format!(
                        "<details class=\"more\"><summary>{more}<span class=\"po\">{paper}</span></summary>{body}</details>"
                    )
                }
                false => body,
            };
            (body, span)
        };
        let shown = table.show.unwrap_or(table.rows.len()).min(table.rows.len());
        Figure {
            words: page(self.lang()),
            span,
            grow: 0,
            heading: 0,
            tall: false,
            long: shown > LONG && span == 3,
            finding: kept(&table.finding, self.lang()),
            subtitle: coded(&escaped(&kept(&table.subtitle, self.lang()))),
            body,
            notes: table.notes.iter().map(|note| markup(note, self.lang())).collect(),
            data: None,
        }
        .render()
    }

    /// Writes a small chart of a series.
    pub fn spark(&mut self, series: &Series, size: (f64, f64), class: &str, title: &str) -> String {
        let Some(picture) = svg::spark(series, size, &[]) else { return String::new() };
        self.drawn += 1;
        picture.inline(class, self.drawn, title, &described(series))
    }

    fn cells(&mut self, cells: &[Cell], history: bool, description: &str) -> String {
        let open = if history { "<div class=\"wfs\">" } else { "<div class=\"sms\">" };
        let mut html = String::new();
        for (nth, cell) in cells.iter().enumerate() {
            if let Some(group) = &cell.group {
                let close = if nth > 0 { "</div>" } else { "" };
                html.push_str(&format!("{close}<p class=\"gl\">{}</p>{open}", escaped(group)));
            } else if nth == 0 {
                html.push_str(open);
            }
            self.drawn += 1;
            let line = markup(&cell.line, self.lang());
            let now = if cell.strong { " now" } else { "" };
            let name = escaped(&svg::measure::cut(&cell.name, 160.0, 13.0, true));
            let head = if history {
                format!("<p class=\"ct\"><b>{name}</b> {line}</p>")
            } else {
                format!("<p class=\"ct\" title=\"{}\"><b>{name}</b></p><p class=\"cs\">{line}</p>", escaped(&cell.name))
            };
            let picture = cell.picture.inline("m", self.drawn, &cell.name, description);
            html.push_str(&format!("<div class=\"cell{now}\">{head}{picture}</div>"));
        }
        html + "</div>"
    }
}

/// Leaves the columns of a list that hold one figure period by period to the matrix and the workbook.
fn without_series(table: &Table) -> Cow<'_, Table> {
    let run = |column: &Column| table.columns.iter().filter(|other| other.id == column.id).count();
    let kept: Vec<bool> = table.columns.iter().map(|column| column.period.is_none() || run(column) < SERIES).collect();
    if table.role != TableRole::Register || kept.iter().all(|kept| *kept) {
        return Cow::Borrowed(table);
    }
    let mut short = table.clone();
    let mut at = kept.iter();
    short.columns.retain(|_| at.next().copied().unwrap_or(true));
    for row in &mut short.rows {
        let mut at = kept.iter();
        row.cells.retain(|_| at.next().copied().unwrap_or(true));
    }
    Cow::Owned(short)
}

fn span_of(size: Size) -> usize {
    match size {
        Size::Third => 1,
        Size::TwoThirds => 2,
        Size::Full => 3,
    }
}

/// Says a series in figures, for those who cannot see it.
fn described(series: &Series) -> String {
    let word = |point: &Option<f64>| match point {
        Some(value) if series.line => crate::report::words::figures::share(*value, Minus::True),
        Some(value) => crate::report::words::figures::number(*value, 0, Minus::True),
        None => "–".to_owned(),
    };
    series.points.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Label and value in two columns of text.
fn facts(table: &Table, look: Look) -> String {
    let kind = |at: usize| table.columns.get(at).map_or(Kind::Text, |column| column.kind);
    let cell = |row: &[Value], at: usize| {
        let text = row.get(at).map(|value| super::text::value(value, kind(at), look.decimals)).unwrap_or_default();
        escaped(&kept(&text, look.lang))
    };
    let rows = table
        .rows
        .iter()
        .map(|row| format!("<div><dt>{}</dt><dd>{}</dd></div>", cell(&row.cells, 0), cell(&row.cells, 1)));
    format!("<dl class=\"rules\">{}</dl>", rows.collect::<String>())
}

/// Moves between classes as a table with tints.
fn matrix(of: &Matrix, lang: Lang) -> String {
    let words = page(lang);
    let mut html = format!(
        "<div class=\"sx\"><table class=\"mat\"><thead><tr><th scope=\"col\" class=\"diag\">{}</th>",
        words.from_to
    );
    for column in &of.columns {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(column)));
    }
    html.push_str("</tr></thead><tbody>");
    for (row, name) in of.rows.iter().enumerate() {
        html.push_str(&format!("<tr><th scope=\"row\">{}</th>", escaped(name)));
        for (column, (text, _)) in of.cells.get(row).into_iter().flatten().enumerate() {
            let class = match svg::tint(of, row, column) {
                Some((side, strength)) => format!("q{side}{strength}"),
                None if svg::is_total(of, row, column) => "qt".to_owned(),
                None => "q0".to_owned(),
            };
            html.push_str(&format!("<td class=\"{class}\">{}</td>", escaped(text)));
        }
        html.push_str("</tr>");
    }
    html + "</tbody></table></div>"
}
