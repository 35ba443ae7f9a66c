//! How the files were understood: sheets, headers, columns, and what looks wrong; nothing is changed.

use super::telling::{count, plain_column, table, text};
use super::words::figures::Minus;
use super::words::labels::Label;
use super::words::{Speech, Words, message, words};
use super::{Block, Kind, Report, Row, Section, Table, TableRole, Text, Value, account};
use crate::clean::{Cleaned, Remark, Understood};
use crate::model::problem::CleanProblem;
use crate::model::{Grain, Lang, Place, Problem, Severity};

/// How many columns that are not used are named.
const NAMED: usize = 2;

/// Tells how the input was understood; `verbose` names every column that is not used and every decision.
pub fn check(cleaned: &Cleaned, problems: &[Problem], settings: Option<&str>, lang: Lang, verbose: bool) -> Report {
    let decimals = cleaned.orders.decimals.clamp(2, 4);
    let words = words(Speech { lang, minus: Minus::Ascii, decimals, grain: Grain::Quarter, full: true });
    let sheets = &cleaned.understood;
    let groups = alike(sheets);
    let mut lines: Vec<String> = groups.iter().map(|group| words.understood(group, verbose, NAMED)).collect();
    lines.extend(cleaned.audit.lookups.iter().map(|lookup| {
        let (what, how) = words.lookup_rule(lookup);
        words.said_of(&what, &how)
    }));
    if lines.is_empty() {
        lines.push(words.nothing_read());
    }
    let mut blocks: Vec<Block> = Vec::new();
    for group in &groups {
        let mut table = columns(words.as_ref(), group);
        if groups.len() > 1 {
            table.finding = name(words.as_ref(), group);
        }
        blocks.push(Block::Table(table));
    }
    // Which of two columns was taken is always to be seen.
    let chosen =
        |problem: &Problem| matches!(&problem.kind, crate::model::problem::Kind::Clean(CleanProblem::Chosen(_)));
    let told = |problem: &&Problem| problem.severity != Severity::Note || verbose || chosen(problem);
    let mut findings: Vec<Text> =
        groups.iter().flat_map(|group| remarks(words.as_ref(), group, groups.len() > 1)).collect();
    let mut shown: Vec<&Problem> = problems.iter().filter(told).collect();
    // What should be mended comes first.
    shown.sort_by_key(|problem| problem.severity == Severity::Note && chosen(problem));
    findings.extend(shown.iter().map(|problem| finding(words.as_ref(), problem, lang)));
    Report {
        lang,
        command: "check",
        title: words.check_title(),
        company: None,
        facts: Vec::new(),
        period: String::new(),
        as_of: cleaned.orders.span.as_of,
        currency: cleaned.orders.currency.clone(),
        decimals,
        verdict: Text::plain(lines.join("\n")),
        findings,
        numbered: true,
        tiles: Vec::new(),
        tiles_note: None,
        notices: Vec::new(),
        sections: vec![Section {
            id: "check",
            nav: words.check_title(),
            finding: String::new(),
            lead: Vec::new(),
            blocks,
        }],
        primary: tidy(sheets),
        account: account::lines(words.as_ref(), &cleaned.audit, cleaned.orders.span.as_of, settings),
        data: super::data::check(cleaned, problems, lang),
    }
}

/// Gives one line a decision: how each file was read, which column each field is, and how its values are read.
pub fn decisions(cleaned: &Cleaned, lang: Lang) -> Vec<String> {
    let decimals = cleaned.orders.decimals.clamp(2, 4);
    let words = words(Speech { lang, minus: Minus::Ascii, decimals, grain: Grain::Quarter, full: true });
    let mut lines = Vec::new();
    for group in alike(&cleaned.understood) {
        lines.push(words.understood(&group, true, NAMED));
        for (at, column) in group[0].columns.iter().enumerate() {
            let all = || group.iter().filter_map(|sheet| sheet.columns.get(at));
            let (fits, of): (u64, u64) = (all().map(|one| one.fits).sum(), all().map(|one| one.of).sum());
            let range = column.range.as_ref().filter(|_| group.len() == 1);
            let range = range.map(|(first, last)| (first.as_str(), last.as_str()));
            let read = words.column_read(column, column.distinct.filter(|_| group.len() == 1), range);
            let fits = words.fits_of(fits as usize, of as usize);
            lines.push(words.decision(column.field, &column.header, &read, &fits));
        }
    }
    lines
}

/// Gathers the sheets that were understood alike: same format, encoding, columns and readings.
fn alike(sheets: &[Understood]) -> Vec<Vec<&Understood>> {
    let mut groups: Vec<Vec<&Understood>> = Vec::new();
    for sheet in sheets {
        let same = |other: &Understood| {
            let columns = |sheet: &Understood| {
                let each = sheet.columns.iter();
                each.map(|column| (column.field, column.header.clone(), column.read_as.clone())).collect::<Vec<_>>()
            };
            other.format == sheet.format
                && other.encoding == sheet.encoding
                && other.separator == sheet.separator
                && other.header_row == sheet.header_row
                && other.unused == sheet.unused
                && columns(other) == columns(sheet)
        };
        match groups.iter_mut().find(|group| same(group[0])) {
            Some(group) => group.push(sheet),
            None => groups.push(vec![sheet]),
        }
    }
    groups
}

/// Names the first sheet of a group.
fn name(words: &dyn Words, group: &[&Understood]) -> String {
    let first = group[0];
    first.sheet.as_ref().map_or_else(|| first.file.clone(), |sheet| words.file_sheet(&first.file, sheet))
}

/// Gives what a person should look at in a group of sheets, with the group's first sheet where there are several groups.
fn remarks(words: &dyn Words, group: &[&Understood], named: bool) -> Vec<Text> {
    let mut sums: Vec<Remark> = Vec::new();
    for remark in group.iter().flat_map(|sheet| &sheet.remarks) {
        if !sums.iter_mut().any(|sum| sum.absorb(remark)) {
            sums.push(remark.clone());
        }
    }
    let place = |text| {
        if !named {
            return text;
        }
        let first = Place { file: Some(group[0].file.clone()), sheet: group[0].sheet.clone(), ..Place::default() };
        format!("{}{text}", words.place(&first))
    };
    sums.iter().map(|remark| Text::plain(place(words.remark(remark)))).collect()
}

fn columns(words: &dyn Words, group: &[&Understood]) -> Table {
    let mut table = table("columns", TableRole::Secondary);
    let label = |label| words.label(label).to_owned();
    table.columns = vec![
        plain_column("field", label(Label::Field), Kind::Text),
        plain_column("column", label(Label::Column), Kind::Text),
        plain_column("read_as", label(Label::ReadAs), Kind::Text),
        plain_column("fits", label(Label::Fits), Kind::Count),
    ];
    for (at, column) in group[0].columns.iter().enumerate() {
        let all = || group.iter().filter_map(|sheet| sheet.columns.get(at));
        let fits: u64 = all().map(|column| column.fits).sum();
        let of: u64 = all().map(|column| column.of).sum();
        let first = all().filter_map(|column| column.range.as_ref().map(|range| range.0.as_str())).min();
        let last = all().filter_map(|column| column.range.as_ref().map(|range| range.1.as_str())).max();
        // Distinct texts of several files cannot be added up.
        let distinct = column.distinct.filter(|_| group.len() == 1);
        let fits =
            if fits == of { count(fits as usize) } else { Value::Word(words.fits_of(fits as usize, of as usize)) };
        table.rows.push(Row::body(vec![
            text(column.field.name()),
            text(column.header.as_str()),
            text(words.column_read(column, distinct, first.zip(last))),
            fits,
        ]));
    }
    table
}

fn finding(words: &dyn Words, problem: &Problem, lang: Lang) -> Text {
    let message = message(problem, lang);
    let place = words.place(&problem.place);
    let mut lines = vec![format!("{place}{}", message.text)];
    // Set in, so that they stand apart from where a long message goes on.
    let below = message.detail.iter().chain(&message.hint).flat_map(|text| text.lines());
    lines.extend(below.map(|line| format!("  {line}")));
    Text::plain(lines.join("\n"))
}

fn tidy(sheets: &[Understood]) -> Table {
    let mut table = table("check", TableRole::Primary);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("file", Kind::Name),
        id("sheet", Kind::Text),
        id("format", Kind::Text),
        id("encoding", Kind::Text),
        id("header_row", Kind::Count),
        id("rows", Kind::Count),
        id("field", Kind::Text),
        id("column", Kind::Text),
        id("read_as", Kind::Text),
        id("distinct", Kind::Count),
        id("first", Kind::Text),
        id("last", Kind::Text),
        id("fits", Kind::Count),
        id("of", Kind::Count),
        id("given", Kind::Mark),
    ];
    for sheet in sheets {
        for column in &sheet.columns {
            let range = column.range.as_ref();
            table.rows.push(Row::body(vec![
                text(sheet.file.as_str()),
                sheet.sheet.as_deref().map_or(Value::Empty, text),
                text(sheet.format.as_str()),
                sheet.encoding.as_deref().map_or(Value::Empty, text),
                sheet.header_row.map_or(Value::Empty, |row| Value::Count(i64::from(row))),
                count(sheet.rows as usize),
                text(column.field.name()),
                text(column.header.as_str()),
                text(column.read_as.as_str()),
                column.distinct.map_or(Value::Empty, |distinct| count(distinct as usize)),
                range.map_or(Value::Empty, |range| text(range.0.as_str())),
                range.map_or(Value::Empty, |range| text(range.1.as_str())),
                count(column.fits as usize),
                count(column.of as usize),
                text(if column.given { "true" } else { "false" }),
            ]));
        }
    }
    table
}
