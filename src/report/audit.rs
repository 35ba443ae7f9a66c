//! Data and rules: every row and amount accounted for, how columns were read, and the rules that the figures were made with.

use std::collections::BTreeMap;

use super::conversion;
use super::overview::silent;
use super::telling::{Telling, count, plain_column, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Section, Table, TableRole, Text, Value};
use crate::follow::names_any;
use crate::model::companion::TableKind;
use crate::model::{Choice, Money, Reason, Tally};

/// How many examples of each reason are listed.
const EXAMPLES: usize = 10;

/// Gives the section.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let audit = t.subject.audit;
    let mut blocks = vec![Block::Table(reconciliation(t))];
    if let Some(account) = &audit.conversion {
        blocks.push(Block::Table(conversion::currencies(t, account)));
        blocks.push(Block::Table(conversion::rates(t, account)));
    }
    blocks.push(Block::Table(sources(t)));
    blocks.push(Block::Table(mapping(t)));
    if !t.subject.companions.is_empty() {
        blocks.push(Block::Table(companions(t)));
    }
    if !audit.rows.is_empty() {
        blocks.push(Block::Table(examples(t)));
    }
    blocks.push(Block::Table(rules(t)));
    let absent = t.absent(&TableKind::ALL);
    if !absent.is_empty() {
        blocks.push(Block::Note(t.words.companions_absent(&absent)));
    }
    // The table may be there without the columns that a part is of.
    if t.subject.companions.customers.as_ref().is_some_and(|master| !names_any(master)) {
        blocks.push(Block::Note(Text::plain(t.words.referrals_none()).ended(t.words.full_stop())));
    }
    Section {
        id: "audit",
        nav: t.label(Label::NavAudit),
        finding: t.words.audit_finding(audit.read(), audit.used(), &audit.by_reason()),
        lead: Vec::new(),
        blocks,
    }
}

/// Gives the used rows of the report's period, the one before, all earlier and all later ones.
fn by_time(t: &Telling<'_>) -> [Tally; 4] {
    let orders = t.subject.orders;
    let period = t.period();
    let (start, end) = (period.first_day().number(), period.last_day().number());
    let before = period.before().first_day().number();
    let mut parts = [Tally::default(); 4];
    for (day, raw) in orders.day.iter().zip(&orders.amount) {
        let part = match *day {
            day if day > end => 3,
            day if day >= start => 0,
            day if day >= before => 1,
            _ => 2,
        };
        parts[part].add(Money::from_raw(*raw));
    }
    parts
}

/// Gives the tables beside the orders with their rows.
fn companions(t: &Telling<'_>) -> Table {
    let audits = t.subject.companions.audits();
    let mut table = table("tables", TableRole::Secondary);
    table.finding = t.words.companions_finding(audits.len());
    table.columns = vec![
        plain_column("table", t.words.companion_label(), Kind::Name),
        t.column("file", Label::File, Kind::Text),
        t.column("sheet", Label::Sheet, Kind::Text),
        t.column("rows_read", Label::Read, Kind::Count),
        plain_column("rows_taken", t.words.companion_taken(), Kind::Count),
        t.column("rows_set_aside", Label::SetAside, Kind::Count),
        plain_column("unknown", t.words.companion_unknown(), Kind::Count),
    ];
    for audit in audits {
        table.rows.push(Row::body(vec![
            text(t.words.companion(audit.table)),
            text(audit.file.as_str()),
            audit.sheet.as_deref().map_or(Value::Empty, text),
            count(audit.read as usize),
            count(audit.taken as usize),
            count(audit.set_aside.len()),
            count(audit.unknown.len()),
        ]));
    }
    table
}

fn reconciliation(t: &Telling<'_>) -> Table {
    let audit = t.subject.audit;
    let mut table = table("reconciliation", TableRole::Secondary);
    table.finding = t.words.reconciliation_finding();
    table.subtitle = t.words.reconciliation_subtitle(audit.sources.len(), t.subject.orders.currency.as_deref());
    table.columns = vec![
        t.column("where", Label::Where, Kind::Name),
        t.column("rows", Label::Rows, Kind::Count),
        t.column("amount", Label::Amount, Kind::Money),
        t.column("note", Label::Note, Kind::Text),
    ];
    let row = |name: String, tally: Tally, note: String, role| {
        Row::of(role, vec![text(name), count(tally.n as usize), Value::Money(tally.amount), text(note)])
    };
    let (read, used, aside) = (audit.read(), audit.used(), audit.set_aside());
    table.rows.push(row(t.label(Label::Read), read, String::new(), RowRole::Total));
    table.rows.push(row(t.label(Label::Used), used, String::new(), RowRole::Subtotal));
    let [now, before, earlier, later] = by_time(t);
    let period = t.period();
    let first = t.words.from_day(t.subject.cube.span.first_day);
    table.rows.push(row(t.words.this_column(period), now, String::new(), RowRole::Body));
    if before.n > 0 {
        table.rows.push(row(t.words.before_column(period.before()), before, String::new(), RowRole::Body));
    }
    if earlier.n > 0 {
        table.rows.push(row(t.words.earlier(), earlier, first, RowRole::Body));
    }
    if later.n > 0 {
        table.rows.push(row(t.words.later(), later, t.words.to_day(t.as_of()), RowRole::Body));
    }
    table.rows.push(row(t.label(Label::SetAside), aside, String::new(), RowRole::Subtotal));
    let reasons = audit.by_reason();
    for (reason, tally) in reasons.iter().filter(|(_, tally)| tally.n > 0) {
        let example = audit.rows.iter().find(|row| row.reason == *reason);
        let note = example.map(|row| t.words.example(row.row, row.cell.as_ref().map(|(_, raw)| raw.as_str())));
        table.rows.push(row(t.words.reason_name(*reason), *tally, note.unwrap_or_default(), RowRole::Body));
    }
    let none: Vec<Reason> =
        Reason::ALL.into_iter().filter(|reason| reasons.get(reason).is_none_or(|tally| tally.n == 0)).collect();
    if !none.is_empty() {
        let names: Vec<String> = none.iter().map(|reason| t.words.reason_name(*reason)).collect();
        let name = t.words.other_reasons(none.len());
        table.rows.push(row(name, Tally::default(), t.words.list(&names), RowRole::Muted));
    }
    let difference = Value::Money(read.amount - used.amount - aside.amount);
    let rows = Value::Count(read.n as i64 - used.n as i64 - aside.n as i64);
    table.rows.push(total_row(vec![text(t.label(Label::Difference)), rows, difference, text(t.words.adds_up())]));
    let rounded = audit.rounded();
    if rounded.rows > 0 {
        table.notes.push(Text::plain(t.words.rounded(rounded.rows as usize, &rounded.moved())));
    }
    table
}

fn sources(t: &Telling<'_>) -> Table {
    let mut table = table("sources", TableRole::Secondary);
    table.finding = t.words.sources_finding(t.subject.audit.sources.len());
    table.subtitle = t.words.unit_line(t.subject.orders.currency.as_deref());
    table.show = Some(20);
    table.columns = vec![
        t.column("file", Label::File, Kind::Name),
        t.column("sheet", Label::Sheet, Kind::Text),
        plain_column("rows_read", t.words.rows_of(t.words.label(Label::Read)), Kind::Count),
        plain_column("amount_read", t.label(Label::Read), Kind::Money),
        plain_column("rows_used", t.words.rows_of(t.words.label(Label::Used)), Kind::Count),
        plain_column("amount_used", t.label(Label::Used), Kind::Money),
        plain_column("rows_set_aside", t.words.rows_of(t.words.label(Label::SetAside)), Kind::Count),
        plain_column("amount_set_aside", t.label(Label::SetAside), Kind::Money),
        t.column("header_row", Label::HeaderRow, Kind::Count),
        t.column("encoding", Label::Encoding, Kind::Text),
        t.column("hash", Label::Hash, Kind::Text),
    ];
    for source in &t.subject.audit.sources {
        let aside = source.set_aside.values().fold(Tally::default(), |mut sum, tally| {
            sum += *tally;
            sum
        });
        table.rows.push(Row::body(vec![
            text(source.source.file.as_str()),
            source.source.sheet.as_deref().map_or(Value::Empty, text),
            count(source.read.n as usize),
            Value::Money(source.read.amount),
            count(source.used.n as usize),
            Value::Money(source.used.amount),
            count(aside.n as usize),
            Value::Money(aside.amount),
            source.header_row.map_or(Value::Empty, |row| Value::Count(i64::from(row))),
            source.encoding.as_deref().map_or(Value::Empty, text),
            text(source.hash.as_str()),
        ]));
    }
    table
}

/// Gives the columns as they were read, alike ones of several files in one line.
fn mapping(t: &Telling<'_>) -> Table {
    let mut table = table("mapping", TableRole::Secondary);
    table.finding = t.words.mapping_finding();
    table.subtitle = t.words.mapping_subtitle();
    table.columns = vec![
        t.column("field", Label::Field, Kind::Name),
        t.column("column", Label::Column, Kind::Text),
        t.column("read_as", Label::ReadAs, Kind::Text),
        t.column("fits", Label::Fits, Kind::Count),
        plain_column("of", t.words.of_values(), Kind::Count),
    ];
    let mut alike: BTreeMap<(crate::model::Field, &str, &str), (u64, u64)> = BTreeMap::new();
    for column in t.subject.understood.iter().flat_map(|sheet| &sheet.columns) {
        let sums = alike.entry((column.field, &column.header, &column.read_as)).or_default();
        sums.0 += column.fits;
        sums.1 += column.of;
    }
    for ((field, header, read_as), (fits, of)) in alike {
        table.rows.push(Row::body(vec![
            text(t.words.field(field)),
            text(header),
            text(t.words.read_as(read_as)),
            count(fits as usize),
            count(of as usize),
        ]));
    }
    let mut choices: Vec<Choice> = Vec::new();
    for choice in t.subject.understood.iter().flat_map(|sheet| &sheet.choices) {
        if !choices.iter_mut().any(|sum| sum.absorb(choice)) {
            choices.push(choice.clone());
        }
    }
    table.notes.extend(choices.iter().map(|choice| Text::plain(t.words.choice(choice))));
    table
}

fn examples(t: &Telling<'_>) -> Table {
    let audit = t.subject.audit;
    let mut table = table("set_aside", TableRole::Secondary);
    table.finding = t.words.examples_finding(audit.rows.len(), EXAMPLES);
    table.subtitle = t.words.examples_subtitle();
    table.show = Some(20);
    table.columns = vec![
        t.column("reason", Label::Reason, Kind::Mark),
        t.column("file", Label::File, Kind::Name),
        t.column("sheet", Label::Sheet, Kind::Text),
        t.column("row", Label::Row, Kind::Count),
        t.column("cell", Label::Cell, Kind::Text),
        t.column("raw", Label::RawText, Kind::Text),
        t.column("amount", Label::Amount, Kind::Money),
    ];
    for reason in Reason::ALL {
        for row in audit.rows.iter().filter(|row| row.reason == reason).take(EXAMPLES) {
            let source = audit.sources.get(usize::from(row.source)).map(|source| &source.source);
            let (cell, raw) = row.cell.clone().unwrap_or_default();
            let mut line = Row::body(vec![
                text(t.words.reason_name(reason)),
                source.map_or(Value::Empty, |source| text(source.file.as_str())),
                source.and_then(|source| source.sheet.as_deref()).map_or(Value::Empty, text),
                Value::Count(i64::from(row.row)),
                text(cell),
                text(raw),
                Value::Money(row.amount),
            ]);
            line.group = Some(reason.name());
            line.role = if silent(reason, t.subject.cube.span.as_of_given) { RowRole::Muted } else { RowRole::Body };
            table.rows.push(line);
        }
    }
    table
}

/// The stable names of the rules that every report has, in the order in which they are told.
const RULES: [&str; 15] = [
    "active",
    "returned",
    "verified_new",
    "credits",
    "period_not_ended",
    "basis",
    "broad",
    "concentrated",
    "trend",
    "surge_plunge",
    "overdue",
    "shares_and_classes",
    "warnings",
    "cancelled",
    "duplicates",
];

/// Gives the rules in force, each as it was set for this run.
fn rules(t: &Telling<'_>) -> Table {
    let mut table = table("rules", TableRole::Facts);
    table.finding = t.words.rules_finding();
    table.subtitle = t.words.rules_subtitle();
    table.columns = vec![t.column("rule", Label::Rule, Kind::Name), t.column("setting", Label::Setting, Kind::Text)];
    let window = &t.subject.analysis.concentration;
    let filters = t.subject.input.filters.iter().map(|filter| if filter.keep { "only" } else { "without" });
    let fiscal = (t.subject.rules.calendar.fiscal_start != 1).then_some("fiscal_year");
    let since = t.subject.rules.since.map(|_| "since");
    let converted = t.subject.audit.conversion.as_ref();
    let lookups = &t.subject.audit.lookups;
    let ids = RULES.into_iter().chain(filters).chain(fiscal).chain(since).chain(converted.map(|_| "conversion"));
    let credits = t.subject.audit.credits.as_ref();
    let ids = ids.chain(credits.map(|_| "credits_moved")).chain(lookups.iter().map(|_| "lookup"));
    let rules = t.words.rules(t.subject.rules, t.subject.input, t.subject.analysis.trends.floor, window);
    let conversion = converted.map(|account| t.words.conversion_rule(account));
    let moved = credits.map(|credits| t.words.credits_rule(credits));
    let looked_up = lookups.iter().map(|lookup| t.words.lookup_rule(lookup));
    for ((rule, setting), id) in rules.into_iter().chain(conversion).chain(moved).chain(looked_up).zip(ids) {
        table.rows.push(Row::body(vec![text(rule), text(setting)]).named(id));
    }
    table
}
