//! Chart specification → SVG, once for the page (classes and variables) and once as a file (light colours, its own title).
//!
//! plotters places the marks; [`canvas::Canvas`] writes them. Every chart has a role, a title and a description, every bar
//! its exact figure as a title. Text is measured by [`measure`], so that a chart is the same on every machine.

mod canvas;
mod columns;
mod doughnut;
mod evidence;
mod lines;
mod matrix;
pub mod measure;
mod multiples;
mod pareto;
mod plot;
mod ranked;
mod scale;
mod spark;
pub mod style;
#[cfg(test)]
mod tests;
mod waterfall;

use std::fmt::Write as _;

use crate::model::Lang;
use crate::report::words::page as words;
use crate::report::{Chart, Size, Spec, Text, Tone};

pub use canvas::escaped;
pub use matrix::{is_total, tint};
pub use spark::{bar, spark};

use canvas::short;

/// The elements of a chart and their extent in pixels.
#[derive(Clone, Debug)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub body: String,
}

impl Picture {
    fn of(width: f64, height: f64, plot: plot::Plot) -> Option<Picture> {
        plot.finish().map(|body| Picture { width, height, body })
    }

    /// Writes it into a page: `class` decides how far it scales, `nth` makes its ids its own.
    pub fn inline(&self, class: &str, nth: usize, title: &str, description: &str) -> String {
        let (w, h) = (short(self.width), short(self.height));
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {w} {h}\" preserveAspectRatio=\"xMinYMin\" style=\"--w:{w}\" role=\"img\" \
             aria-labelledby=\"t{nth} d{nth}\"><title id=\"t{nth}\">{}</title><desc id=\"d{nth}\">{}</desc>{}</svg>",
            escaped(title),
            escaped(description),
            self.body
        )
    }
}

/// One of several small pictures under one heading.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The heading of the group that begins with this cell.
    pub group: Option<String>,
    pub name: String,
    pub line: Text,
    /// Whether a rule above marks it as the report's period.
    pub strong: bool,
    pub picture: Picture,
}

/// What a specification becomes.
pub enum Drawing {
    One(Picture),
    Cells(Vec<Cell>),
    /// A table on the page, a picture in a file.
    Matrix(Picture),
}

/// Draws a chart; nothing where it has no data.
pub fn draw(chart: &Chart, lang: Lang) -> Option<Drawing> {
    let wide = chart.size != Size::Third;
    let one = |picture: Option<Picture>| picture.map(Drawing::One);
    match &chart.spec {
        Spec::Waterfall(of) if !of.steps.is_empty() => one(waterfall::waterfall(of, wide, lang)),
        Spec::Ranked(of) if !of.rows.is_empty() => one(ranked::ranked(of, wide, lang)),
        Spec::Evidence(of) => one(evidence::evidence(of, lang)),
        Spec::Pareto(of) if !of.bars.is_empty() => one(pareto::pareto(of, lang)),
        Spec::Lines(of) if !of.categories.is_empty() => one(lines::lines(of, wide)),
        Spec::Columns(of) if !of.values.is_empty() => one(columns::columns(of, wide, lang)),
        Spec::Doughnut(slices) if !slices.is_empty() => one(doughnut::doughnut(slices, lang)),
        Spec::Matrix(of) if !of.rows.is_empty() => {
            matrix::matrix(of, words::page(lang).from_to, wide).map(Drawing::Matrix)
        }
        Spec::History(of) if !of.is_empty() => {
            let pictures = waterfall::history(of, lang);
            let cells = of.iter().zip(pictures).map(|(cell, picture)| {
                let tone = match cell.change.chars().next() {
                    _ if cell.partial => Tone::Dim,
                    Some('+') => Tone::Gain,
                    Some('-' | '\u{2212}') => Tone::Loss,
                    _ => Tone::Dim,
                };
                picture.map(|picture| Cell {
                    group: None,
                    name: cell.label.clone(),
                    line: Text(vec![(tone, cell.change.clone())]),
                    strong: cell.strong,
                    picture,
                })
            });
            cells.collect::<Option<Vec<Cell>>>().map(Drawing::Cells)
        }
        Spec::SmallMultiples(of) if !of.is_empty() => {
            let pictures = multiples::multiples(of, lang);
            let cells = of.iter().zip(pictures).map(|(cell, picture)| {
                picture.map(|picture| Cell {
                    group: cell.group.clone(),
                    name: cell.name.clone(),
                    line: cell.line.clone(),
                    strong: false,
                    picture,
                })
            });
            cells.collect::<Option<Vec<Cell>>>().map(Drawing::Cells)
        }
        _ => None,
    }
}

/// Draws a chart as a file of its own: white ground, light colours, its finding and subtitle above it.
pub fn svg(chart: &Chart, lang: Lang) -> Option<String> {
    let content = match draw(chart, lang)? {
        Drawing::One(picture) | Drawing::Matrix(picture) => picture,
        Drawing::Cells(cells) => sheet(&cells, matches!(chart.spec, Spec::History(_))),
    };
    let margin = 24.0;
    let width = content.width + 2.0 * margin;
    let mut head = String::new();
    let mut y = margin;
    for (text, size, bold, class, pitch) in
        [(&chart.finding, 15.0, true, "v", 21.0), (&chart.subtitle, 13.0, false, "m2", 19.0)]
    {
        for line in measure::lines(text, content.width, size, bold) {
            y += pitch;
            let _ = write!(
                head,
                "<text x=\"{margin}\" y=\"{}\" class=\"{class}\">{}</text>",
                short(y - 6.0),
                escaped(&line)
            );
        }
    }
    let top = y + 14.0;
    let height = top + content.height + margin;
    let (w, h) = (short(width.ceil()), short(height.ceil()));
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
         aria-labelledby=\"t d\" xml:lang=\"{}\"><title id=\"t\">{}</title><desc id=\"d\">{}</desc><style>{}</style>{}\
         <rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>{head}<g transform=\"translate({margin} {})\">{}</g></svg>\n",
        lang.tag(),
        escaped(&chart.finding),
        escaped(&chart.description),
        style::literal(lang).replace("&", "&amp;").replace('<', "&lt;"),
        style::HATCH,
        short(top),
        content.body
    ))
}

/// Puts cells into rows as the page does: eight waterfalls or six customers beside each other.
fn sheet(cells: &[Cell], history: bool) -> Picture {
    let (columns, gap) = if history { (8, 16.0) } else { (6, 24.0) };
    let mut body = String::new();
    let (mut x, mut y, mut column, mut right, mut bottom) = (0.0, 0.0, 0, 0.0_f64, 0.0_f64);
    let wide = cells.first().map_or(0.0, |cell| cell.picture.width);
    let full = columns.min(cells.len()) as f64 * (wide + gap) - gap;
    for cell in cells {
        if column == columns || (cell.group.is_some() && column > 0) {
            (x, y, column) = (0.0, bottom + 24.0, 0);
        }
        if let Some(group) = &cell.group {
            let _ = write!(
                body,
                "<text x=\"0\" y=\"{}\" class=\"m2\">{}</text><line x1=\"0\" y1=\"{2}\" x2=\"{full}\" y2=\"{2}\" class=\"gd\"/>",
                short(y + 13.0),
                escaped(group),
                short(y + 20.0)
            );
            y += 30.0;
        }
        if cell.strong {
            let _ = write!(body, "<line x1=\"{x}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" class=\"now\"/>", x + wide);
        }
        let line: String = cell
            .line
            .0
            .iter()
            .map(|(tone, text)| format!("<tspan class=\"{}\">{}</tspan>", ink(*tone), escaped(text)))
            .collect();
        let name = measure::cut(&cell.name, if history { 70.0 } else { wide }, 13.0, true);
        let name = format!("<tspan class=\"b\">{}</tspan>", escaped(&name));
        let head = if history {
            let _ = write!(body, "<text x=\"{x}\" y=\"{}\" class=\"m\">{name} {line}</text>", short(y + 20.0));
            30.0
        } else {
            let (first, second) = (short(y + 14.0), short(y + 31.0));
            let _ = write!(body, "<text x=\"{x}\" y=\"{first}\" class=\"m\">{name}</text>");
            let _ = write!(body, "<text x=\"{x}\" y=\"{second}\">{line}</text>");
            38.0
        };
        let _ = write!(body, "<g transform=\"translate({x} {})\">{}</g>", short(y + head), cell.picture.body);
        right = right.max(x + wide);
        bottom = bottom.max(y + head + cell.picture.height);
        x += wide + gap;
        column += 1;
    }
    Picture { width: right, height: bottom, body }
}

fn ink(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Strong => "b",
        Tone::Gain => "ug",
        Tone::Loss => "ul",
        Tone::Dim => "t2",
    }
}
