//! The page: one self-contained HTML file, readable without JavaScript and network, light and dark, printable on A4.
//!
//! In: a [`Report`]. Out: the page. Templates (askama) hold the markup, [`table`], [`figure`] and [`text`] what goes into it;
//! charts come from [`super::svg`] and take their colours from the page's variables.

mod cell;
mod figure;
mod list;
mod pivot;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod widths;

use askama::Template;

use self::figure::Figures;
use crate::model::problem::WriteProblem;
use crate::model::{Failure, Lang, Place};
use crate::report::words::figures::{self, Minus};
use crate::report::words::page::{PageWords, page};
use crate::report::{Block, Fact, Report, Section, Table, TableRole, Text, Tile, Value};
use crate::write::svg;

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'r> {
    words: &'static PageWords,
    style: String,
    script: &'static str,
    hatch: &'static str,
    title: String,
    company: Option<&'r str>,
    facts: &'r [Fact],
    alert: Option<String>,
    verdict: String,
    /// The sentences that come first, each with the section where its numbers stand.
    findings: Vec<(String, Option<Link>)>,
    numbered: bool,
    tiles: Vec<TileView>,
    tiles_note: String,
    notices: Vec<String>,
    sections: Vec<SectionView>,
}

/// Where a finding's numbers stand.
struct Link {
    id: &'static str,
    nav: String,
}

struct TileView {
    label: String,
    value: String,
    unit: String,
    picture: String,
    changes: Vec<(String, String)>,
}

struct SectionView {
    id: &'static str,
    number: usize,
    nav: String,
    finding: String,
    lead: Vec<String>,
    figures: Vec<String>,
}

/// Writes the page.
pub fn html(report: &Report) -> Result<String, Failure> {
    build(report).map_err(|error| {
        let why = error.to_string();
        Failure::new(Place::default(), WriteProblem::Unwritable { why })
    })
}

fn build(report: &Report) -> Result<String, askama::Error> {
    let lang = report.lang;
    let words = page(lang);
    let mut figures = Figures::new(report);
    let tiles = report.tiles.iter().map(|tile| tile_view(tile, lang, &mut figures)).collect();
    let mut sections = Vec::new();
    // The head of the page is the overview.
    for section in report.sections.iter().filter(|section| section.id != "overview") {
        sections.push(section_view(section, sections.len() + 2, &mut figures)?);
    }
    // The rows are always accounted for, in a section of their own where no section does it.
    if !report.account.rows.is_empty() && !report.sections.iter().any(|section| section.id == "audit") {
        let section = Section {
            id: "audit",
            nav: words.account.to_owned(),
            finding: words.account.to_owned(),
            lead: Vec::new(),
            blocks: vec![Block::Table(Table { role: TableRole::Secondary, ..report.account.clone() })],
        };
        sections.push(section_view(&section, sections.len() + 2, &mut figures)?);
    }
    let markup = |texts: &[Text]| -> Vec<String> { texts.iter().map(|text| lines(text, lang)).collect() };
    let apart = report.command != "report";
    let link = |at: usize| {
        let id = report.drawn_from.get(at)?;
        let section = report.sections.iter().find(|section| section.id == *id)?;
        Some(Link { id: section.id, nav: section.nav.clone() })
    };
    Page {
        words,
        style: style(lang),
        script: include_str!("script.js"),
        hatch: svg::style::HATCH,
        title: text::kept(&report.title, lang),
        company: report.company.as_deref(),
        facts: &report.facts,
        alert: report.alert.as_ref().filter(|_| apart).map(|alert| lines(alert, lang)),
        verdict: lines(&report.verdict, lang),
        findings: markup(&report.findings).into_iter().enumerate().map(|(at, text)| (text, link(at))).collect(),
        numbered: report.numbered,
        tiles,
        tiles_note: report.tiles_note.as_ref().map(|note| text::markup(note, lang)).unwrap_or_default(),
        notices: markup(&report.notices),
        sections,
    }
    .render()
}

/// Writes sentences; a line break in them is kept.
fn lines(text: &Text, lang: Lang) -> String {
    text::markup(text, lang).replace('\n', "<br>")
}

/// The style: variables for light and dark, the page's rules, the charts' rules.
fn style(lang: Lang) -> String {
    let (light, dark) = (svg::style::variables(svg::style::LIGHT), svg::style::variables(svg::style::DARK));
    format!(
        ":root{{color-scheme:light;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n\
         body{{margin:0;background:var(--bg);color:var(--ink);font:15px/1.6 {};font-variant-numeric:tabular-nums;\
         -webkit-font-smoothing:antialiased}}\n{}{}",
        svg::style::fonts(lang),
        include_str!("style.css"),
        svg::style::MARKS
    )
}

fn section_view(section: &Section, number: usize, figures: &mut Figures) -> Result<SectionView, askama::Error> {
    let lang = figures.lang();
    let mut views = Vec::new();
    figures.align(&section.blocks);
    for block in &section.blocks {
        views.push(match block {
            Block::Chart(chart) => figures.chart(chart)?,
            Block::Table(table) if matches!(table.role, TableRole::Data | TableRole::Form) => continue,
            Block::Table(table) => figures.table(table)?,
            Block::Note(note) => {
                // A short note takes the place of the list that it stands for.
                let span = if note.to_string().chars().count() <= 90 { 1 } else { 3 };
                format!("<p class=\"note s{span}\">{}</p>", text::markup(note, lang))
            }
        });
    }
    Ok(SectionView {
        id: section.id,
        number,
        nav: section.nav.clone(),
        finding: text::kept(&section.finding, lang),
        lead: section.lead.iter().map(|lead| text::markup(lead, lang)).collect(),
        figures: views,
    })
}

fn tile_view(tile: &Tile, lang: Lang, figures: &mut Figures) -> TileView {
    let value = match &tile.value {
        Value::Money(amount) => figures::short(*amount, lang, Minus::True),
        value => text::value(value, tile.kind, 2),
    };
    let changes = tile.changes.iter().map(|change| {
        let mut markup = text::markup(&change.difference, lang);
        if let Some(relative) = &change.relative {
            markup = format!("{markup} {}", text::markup(relative, lang));
        }
        (change.label.clone(), markup)
    });
    TileView {
        label: tile.label.clone(),
        value,
        unit: tile.unit.clone(),
        picture: figures.spark(&tile.history, (150.0, 34.0), "sp", &tile.label),
        changes: changes.collect(),
    }
}
