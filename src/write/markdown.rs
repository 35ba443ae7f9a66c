//! The text of the terminal with its tables in Markdown, for wikis, mails and issues.

use super::{cells, safe};
use crate::model::Lang;
use crate::report::{Block, Kind, Report, RowRole, Table, TableRole, Text};

/// Writes a report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    report.alert.iter().for_each(|alert| sentence(&mut out, alert));
    paragraph(&mut out, &strong(&escape(&report.verdict.to_string())));
    if !report.numbered {
        report.findings.iter().for_each(|finding| sentence(&mut out, finding));
    }
    for (at, section) in report.sections.iter().enumerate() {
        let shown: Vec<&Block> = section.blocks.iter().filter(|block| super::text::shows(report, block)).collect();
        if report.command != "report" {
            if at > 0 && !shown.is_empty() && !section.finding.is_empty() {
                paragraph(&mut out, &format!("## {}", escape(&section.finding)));
            }
            section.lead.iter().for_each(|lead| sentence(&mut out, lead));
        }
        for block in shown {
            match block {
                Block::Table(table) => whole_table(&mut out, table, report),
                Block::Note(note) => sentence(&mut out, note),
                Block::Chart(_) => {}
            }
        }
    }
    if report.numbered && !report.findings.is_empty() {
        let lines = report.findings.iter().enumerate().map(|(at, finding)| {
            let text = finding.to_string();
            let text = text.lines().map(|line| escape(line.trim_start())).collect::<Vec<_>>().join("\n   ");
            format!("{}. {text}\n", at + 1)
        });
        paragraph(&mut out, lines.collect::<String>().trim_end());
    }
    report.notices.iter().for_each(|notice| sentence(&mut out, notice));
    out
}

/// Writes the three lines that account for every row.
pub fn account(report: &Report) -> String {
    let mut out = String::new();
    table(&mut out, &report.account, report.decimals, report.lang);
    out
}

fn whole_table(out: &mut String, shown: &Table, report: &Report) {
    if !shown.finding.is_empty() && report.command != "report" {
        paragraph(out, &format!("### {}", escape(&shown.finding)));
    }
    table(out, shown, report.decimals, report.lang);
    shown.notes.iter().for_each(|note| sentence(out, note));
}

fn table(out: &mut String, table: &Table, decimals: u8, lang: Lang) {
    let columns: Vec<usize> =
        (0..table.columns.len()).filter(|&at| !matches!(table.columns[at].kind, Kind::Bar | Kind::Series)).collect();
    if !out.is_empty() {
        out.push('\n');
    }
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    let label = |at: usize| match (table.role, &table.columns[at]) {
        // A value stands below its column's name, and a Markdown table has one line of headings.
        (TableRole::Pivot(_), column) => match &column.period {
            Some(period) if *period != column.label => format!("{period} {}", column.label),
            _ => column.label.clone(),
        },
        (_, column) => column.label.clone(),
    };
    line(&mut columns.iter().map(|&at| escape(&label(at))));
    line(
        &mut columns
            .iter()
            .map(|&at| if cells::is_figure(table.columns[at].kind) { "---:".to_owned() } else { "---".to_owned() }),
    );
    for row in &table.rows {
        let total = matches!(row.role, RowRole::Total | RowRole::Subtotal);
        line(&mut columns.iter().map(|&at| {
            let value = row.cells.get(at).map(|value| cells::words(value, table.columns[at].kind, decimals, lang));
            let text = indented(&escape(&value.unwrap_or_default()));
            if total { strong(&text) } else { text }
        }));
    }
}

/// Keeps the white space by which a label says that it is a part of the one above: readers of Markdown cut plain spaces.
fn indented(text: &str) -> String {
    let words = text.trim_start_matches(' ');
    "\u{a0}".repeat(text.len() - words.len()) + words
}

fn sentence(out: &mut String, text: &Text) {
    paragraph(out, &escape(&text.to_string()).replace('\n', "  \n"));
}

fn paragraph(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

fn strong(text: &str) -> String {
    let lines: Vec<String> = text.lines().filter(|line| !line.is_empty()).map(|line| format!("**{line}**")).collect();
    lines.join("  \n")
}

/// Keeps Markdown from reading data as its own marks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (body, end) = line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n"));
        for c in safe(body).chars() {
            if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | '#') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        escaped.push_str(end);
    }
    escaped
}
