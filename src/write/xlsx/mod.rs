//! [`Report`] → a workbook for people who live in Excel: true dates and numbers, native charts, filters, formulas with their
//! values present.
//!
//! Sheets are made from the report's sections: one each, and one more for every register and matrix in them. A section that
//! nobody here has heard of gets a plain sheet. The summary comes first, then the detail rows and the audit; the last sheet,
//! hidden, holds the charts' figures. Nothing invites typing: the next run writes the file anew. The same report gives the
//! same bytes.

mod charts;
#[cfg(test)]
mod fixture;
mod formulas;
mod grid;
mod helper;
mod long;
mod look;
mod native;
mod number;
mod package;
mod sheet;
mod sheets;
#[cfg(test)]
mod tests;
mod worn;

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError, utility};

use self::charts::Pen;
use self::helper::Helper;
use self::long::{LONG, Long};
use self::look::{GAIN, INK, INPUT_RULE, Look, OTHER};
use self::sheet::{Setting, Sheet};
use self::sheets::detail::Detail;
use crate::model::problem::WriteProblem;
use crate::model::{Failure, Place};
use crate::report::words::book::{Words, words};
use crate::report::words::follow::form;
use crate::report::words::page::page;
use crate::report::{Block, Report, Section, Shape, Table, TableRole, Text, Value};

/// Writes the report as a workbook; `detail` holds every row read, or nothing where there are too many.
pub fn xlsx(report: &Report, detail: Option<&Table>) -> Result<Vec<u8>, Failure> {
    write(report, detail, LONG).map_err(|error| {
        let place = Place { file: Some("report.xlsx".into()), ..Place::default() };
        Failure::new(place, WriteProblem::Unwritable { why: error.to_string() })
    })
}

/// How hard the parts are packed: in half the time of the usual six, and a fifth larger.
const LEVEL: u8 = 2;

/// What a sheet shows.
enum Content<'a> {
    Section(&'a Section),
    Register(&'a Section, &'a Table),
    Matrix(&'a Section, &'a Table),
    Pivot(&'a Table, Shape),
    /// To fill in; the how manieth of the workbook.
    Form(&'a Table, usize),
    Detail(&'a Table),
}

/// A sheet to come.
struct Planned<'a> {
    name: String,
    content: Content<'a>,
}

/// Gives the section that accounts for every row, of a report that has none of its own.
fn accounted(report: &Report) -> Option<Section> {
    let told = report.sections.iter().any(|section| section.id == "audit") || report.account.rows.is_empty();
    let account = || Table { role: TableRole::Secondary, ..report.account.clone() };
    (!told).then(|| Section {
        id: "audit",
        nav: page(report.lang).account.to_owned(),
        finding: String::new(),
        lead: Vec::new(),
        blocks: vec![Block::Table(account())],
    })
}

/// Writes it, registers of `long` rows beside the library.
fn write(report: &Report, detail: Option<&Table>, long: usize) -> Result<Vec<u8>, XlsxError> {
    let whole;
    let report = match accounted(report) {
        Some(section) => {
            whole = Report { sections: report.sections.iter().cloned().chain([section]).collect(), ..report.clone() };
            &whole
        }
        None => report,
    };
    let words = words(report.lang);
    let look = Look { lang: report.lang, decimals: report.decimals };
    let detail = detail.filter(|table| !table.columns.is_empty());
    let plan = plan(report, detail, words);
    let company = report.company.as_deref().unwrap_or_default();
    let footer = [words.brand, &report.period, company].join("  ");
    let setting = Setting { look, words, footer: footer.trim_end(), summary: words.summary, long };
    let mut helper = Helper::new(words.helper, look)?;
    let mut book = Workbook::new();
    properties(&mut book, report);

    let mut done: Vec<Worksheet> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    let mut long: Vec<(usize, Long)> = Vec::new();
    let mut summary = Sheet::new(Worksheet::new(), words.summary, setting, INK)?;
    let links: Vec<String> = plan.iter().map(|planned| planned.name.clone()).collect();
    let mut told: Vec<Text> = report.alert.iter().filter(|_| report.command != "report").cloned().collect();
    told.extend(report.notices.iter().cloned());
    // The detail is asked of the whole report only.
    if detail.is_none() && report.command == "report" {
        told.push(Text::plain(words.no_detail));
    }
    if holds_cut(report, detail) {
        told.push(Text::plain(words.cut_note));
    }
    let mut pen = Pen { helper: &mut helper, look, words };
    sheets::summary::fill(&mut summary, &mut pen, report, &links, &told)?;
    done.push(summary.ws);
    let totals = plan.iter().find_map(|planned| match planned.content {
        Content::Detail(table) => Detail::of(table, &planned.name),
        _ => None,
    });
    let apart: Vec<&'static str> = plan
        .iter()
        .filter_map(|planned| match planned.content {
            Content::Register(_, table) | Content::Matrix(_, table) | Content::Pivot(table, _) => Some(table.id),
            _ => None,
        })
        .collect();
    // All forms of a workbook offer the same.
    let form = plan.iter().find_map(|planned| match planned.content {
        Content::Form(table, _) => Some(table),
        _ => None,
    });
    let lists = form.map(|table| sheets::form::Lists::write(&mut pen, table)).transpose()?;
    for planned in &plan {
        let tab = match planned.content {
            Content::Detail(_) => OTHER,
            Content::Form(..) => INPUT_RULE,
            _ => GAIN,
        };
        let ws = match planned.content {
            Content::Detail(_) => book.new_worksheet_with_low_memory()?,
            _ => Worksheet::new(),
        };
        let mut sheet = Sheet::new(ws, &planned.name, setting, tab)?;
        match planned.content {
            Content::Section(section) => {
                let blocks = sheets::blocks(section, &apart);
                let extra = sheets::section::Extra {
                    detail: totals.as_ref(),
                    account: (section.id == "audit").then_some(&report.account),
                };
                sheets::section::fill(&mut sheet, &mut pen, section, &blocks, &report.period, extra)?;
            }
            Content::Register(section, table) => {
                sheets::register::fill(&mut sheet, &mut pen, section, table, &report.period)?
            }
            Content::Form(table, nth) => sheets::form::fill(&mut sheet, table, nth, report.as_of)?,
            Content::Matrix(section, table) => sheets::matrix::fill(&mut sheet, section, table)?,
            Content::Pivot(table, shape) => {
                let verdict = report.verdict.to_string();
                // Inside a report, a pivot has a name and a verdict of its own.
                let (title, verdict) = match table.finding.as_str() {
                    "" => (report.title.as_str(), verdict.as_str()),
                    name => (name, table.subtitle.as_str()),
                };
                sheets::pivot::fill(&mut sheet, title, verdict, table, shape)?;
            }
            Content::Detail(table) => sheets::detail::fill(&mut sheet, table)?,
        }
        names(&mut book, &sheet, &mut named)?;
        done.push(sheet.ws);
        long.extend(sheet.long.map(|rows| (done.len(), rows)));
    }
    for (name, cells) in lists.iter().flat_map(|lists| lists.names()) {
        book.define_name(name.as_str(), &cells)?;
    }
    done.push(helper.sheet);
    for ws in done {
        book.push_worksheet(ws);
    }
    let saved = book.set_zip_compression_level(LEVEL).save_to_buffer()?;
    drop(book);
    package::filled(saved, &long)
}

/// Says whether a text of a table is longer than a cell holds.
fn holds_cut(report: &Report, detail: Option<&Table>) -> bool {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let mut cells = tables.chain(detail).flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    cells.any(|value| matches!(value, Value::Text(text) if matches!(sheet::cut(text), Cow::Owned(_))))
}

/// Names the cells of a sheet's tables, headings included, such as `mingxi_bridge`, for people's own formulas; of
/// tables with the same id the first has the name.
fn names(book: &mut Workbook, sheet: &Sheet, taken: &mut Vec<String>) -> Result<(), XlsxError> {
    for (id, first, last) in &sheet.named {
        let id: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let name = format!("mingxi_{}", id.to_lowercase());
        if taken.contains(&name) {
            continue;
        }
        let range = utility::cell_range_absolute(first.0, first.1, last.0, last.1);
        book.define_name(name.as_str(), &format!("='{}'!{range}", sheet.name.replace('\'', "''")))?;
        taken.push(name);
    }
    Ok(())
}

/// Decides which sheets there are, in which order.
fn plan<'a>(report: &'a Report, detail: Option<&'a Table>, words: &Words) -> Vec<Planned<'a>> {
    let lang = report.lang;
    let mut plan: Vec<Planned> = Vec::new();
    let mut taken = vec![words.summary.to_lowercase(), words.helper.to_lowercase()];
    let mut add = |plan: &mut Vec<Planned<'a>>, wanted: &str, content| {
        let name = safe(wanted, &taken);
        taken.push(name.to_lowercase());
        plan.push(Planned { name, content });
    };
    let (audits, others): (Vec<&Section>, Vec<&Section>) =
        report.sections.iter().partition(|section| section.id == "audit");
    for section in others {
        let (mut apart, mut rest) = (Vec::new(), false);
        let mut forms = 0;
        let charts = section.blocks.iter().any(|block| matches!(block, Block::Chart(_)));
        for block in &section.blocks {
            match block {
                Block::Table(table) if table.role == TableRole::Matrix => apart.push(Content::Matrix(section, table)),
                Block::Table(Table { role: TableRole::Pivot(shape), .. }) => {
                    let Block::Table(table) = block else { continue };
                    apart.push(Content::Pivot(table, *shape));
                }
                Block::Table(table) if table.role == TableRole::Register && !(charts && table.id == "pareto") => {
                    apart.push(Content::Register(section, table));
                }
                Block::Table(table) if table.role == TableRole::Form => {
                    apart.push(Content::Form(table, forms));
                    forms += 1;
                }
                Block::Note(_) => {}
                // What machines read makes no sheet.
                Block::Table(table) if table.role == TableRole::Data => {}
                _ => rest = true,
            }
        }
        let named = |content: &Content| match content {
            Content::Register(_, table) | Content::Matrix(_, table) => table.id,
            Content::Pivot(table, _) | Content::Form(table, _) => table.id,
            _ => section.id,
        };
        // A list that is one sheet to fill in stands there.
        if forms == 1 {
            apart.retain(|content| !matches!(content, Content::Register(_, table) if table.id == section.id));
        }
        rest &= forms != 1;
        let usual = words.sheet(section.id).unwrap_or(&section.nav);
        let whole = apart.iter().any(|content| named(content) == section.id);
        if (rest || apart.is_empty()) && section.id != "overview" {
            // The register of the section's own name is what people look for under it.
            let beside = words.sheet(&format!("{}.rest", section.id)).unwrap_or(&section.nav);
            add(&mut plan, if whole { beside } else { usual }, Content::Section(section));
        }
        let alone = apart.len() == 1 && !rest;
        for content in apart {
            if let Content::Form(table, _) = content {
                let owner = || sheets::form::name(table, form(lang).nobody);
                let name = if forms > 1 { owner() } else { words.sheet(table.id).unwrap_or(usual).to_owned() };
                add(&mut plan, &name, content);
                continue;
            }
            let own = match &content {
                Content::Pivot(table, _) => Some(table.finding.as_str()).filter(|name| !name.is_empty()),
                _ => None,
            };
            let name = if let Some(own) = own {
                own
            } else if alone {
                usual
            } else {
                words.sheet(named(&content)).unwrap_or(usual)
            };
            add(&mut plan, name, content);
        }
    }
    if let Some(table) = detail {
        add(&mut plan, words.detail, Content::Detail(table));
    }
    for section in audits {
        add(&mut plan, words.sheet(section.id).unwrap_or(&section.nav), Content::Section(section));
    }
    plan
}

/// Gives a name that Excel takes: at most 31 characters, without `[]:*?/\`, no apostrophe at the ends, not taken already.
fn safe(wanted: &str, taken: &[String]) -> String {
    let clean: String =
        wanted.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches('\'').trim();
    let base = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Sheet" } else { clean };
    let mut name: String = base.chars().take(31).collect();
    let mut number = 2;
    while taken.contains(&name.to_lowercase()) {
        let short: String = base.chars().take(27).collect();
        name = format!("{short} {number}");
        number += 1;
    }
    name
}

/// Sets the document's properties; its time is the day that the report speaks from, so that bytes do not change.
fn properties(book: &mut Workbook, report: &Report) {
    let mut properties = DocProperties::new()
        .set_title(&report.title)
        .set_author("mingxi")
        .set_company(report.company.as_deref().unwrap_or_default())
        .set_custom_property("mingxi.schema", "report/1")
        .set_custom_property("mingxi.period", report.period.as_str())
        .set_custom_property("mingxi.as_of", report.as_of.to_string().as_str());
    let (year, month, day) = report.as_of.ymd();
    let created = u16::try_from(year).ok().and_then(|year| ExcelDateTime::from_ymd(year, month, day).ok());
    let created =
        created.or_else(|| ExcelDateTime::from_ymd(2000, 1, 1).ok()).and_then(|day| day.and_hms(8, 0, 0.0).ok());
    if let Some(created) = created {
        properties = properties.set_creation_datetime(&created);
    }
    book.set_properties(&properties);
}
