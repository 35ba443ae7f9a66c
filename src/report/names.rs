//! Customers that may be one: each pair with its evidence and what merging would do, for a person to decide.

use super::telling::{Telling, count, plain_column, table, text, total_row};
use super::words::figures::Minus;
use super::words::labels::Label;
use super::words::{Speech, Words, words};
use super::{Block, Kind, Report, Row, RowRole, Section, Subject, Table, TableRole, Text, Value, View, data};
use crate::analyse::{Claim, Effect, Flows, ManyNames, Named, Names, Pair, Party};
use crate::model::Grain;

/// How many pairs are listed where nothing is asked for.
const PAIRS: usize = 20;
/// How many ids with several names, and how many customers with several salespeople.
const OTHERS: usize = 10;

/// Tells the customers that may be one.
pub fn names(subject: &Subject<'_>, view: &View) -> Report {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin("names", t.words.title(t.period()));
    let Some(names) = subject.names else { return report };
    report.verdict = t.words.names_verdict(names.pairs.len(), names.stake, names.customers);
    report.primary = tidy(&t, names);
    let mut blocks = Vec::new();
    if !names.pairs.is_empty() {
        blocks.push(Block::Table(pairs(&t, names)));
        blocks.push(Block::Table(reasons(&t, names)));
        let more = names.pairs.len().saturating_sub(t.top(PAIRS));
        if more > 0 {
            blocks.push(Block::Note(Text::plain(t.words.more_pairs(more))));
        }
        blocks.extend(effect(&t, names));
        blocks.push(Block::Note(Text::plain(t.words.how_to_merge())));
    }
    if !names.many_names.is_empty() {
        blocks.push(Block::Table(many_names(&t, &names.many_names)));
    }
    if let Some(since) = names.claims.since.filter(|_| !names.claims.list.is_empty()) {
        let mut table = claims(&t, &names.claims.list);
        table.finding = t.words.claims_finding(names.claims.list.len(), since);
        blocks.push(Block::Table(table));
    } else if names.claims.by_order() {
        blocks.push(Block::Note(Text::plain(t.words.claims_by_order(&names.claims))));
    }
    let nav = t.words.nav_names();
    report.sections.push(Section { id: "names", nav, finding: String::new(), lead: Vec::new(), blocks });
    report.data = data::names(&t, names);
    report
}

/// Says that the draft of an alias file was written.
pub fn wrote_aliases(subject: &Subject<'_>, file: &str, lines: usize) -> String {
    let view = View::USUAL;
    Telling::terminal(subject, &view).words.wrote_aliases(file, lines)
}

/// Says that there are suspects, where there are.
pub(crate) fn suspects(words: &dyn Words, names: Option<&Names>) -> Option<Text> {
    let names = names.filter(|names| !names.pairs.is_empty())?;
    Some(words.suspects(names.pairs.len(), names.stake))
}

/// Adds to what `check` tells that there are suspects, and where they are listed.
pub fn with_suspects(mut report: Report, names: Option<&Names>) -> Report {
    let (lang, decimals) = (report.lang, report.decimals);
    let words = words(Speech { lang, minus: Minus::Ascii, decimals, grain: Grain::Quarter, full: true });
    report.findings.extend(suspects(words.as_ref(), names));
    if let (Some(names), Some(data)) = (names, report.data.as_object_mut()) {
        data.insert("suspects".into(), data::suspects(names));
    }
    report
}

/// Says whether customers are known by ids, and not by their names.
fn by_id(t: &Telling<'_>) -> bool {
    t.subject.cube.customers.iter().any(|customer| customer.key != crate::clean::normalise(&customer.name))
}

/// Gives all reasons for and against a pair in words.
fn why(t: &Telling<'_>, pair: &Pair) -> String {
    let mut reasons: Vec<String> = pair.evidence.iter().map(|evidence| t.words.evidence(evidence)).collect();
    reasons.extend(pair.against.iter().map(|against| t.words.speaks_against(against)));
    if pair.claimed {
        let of = |party: &Party| party.owners.first().cloned().unwrap_or_default();
        reasons.push(t.words.salespeople_differ(&of(&pair.first), &of(&pair.second)));
    }
    t.words.reasons(&reasons)
}

/// Gives two lines a pair, the one whose name would be kept first. Names are wrapped where the terminal is narrow and never cut: what
/// differs is often in their middle.
fn pairs(t: &Telling<'_>, names: &Names) -> Table {
    let ids = by_id(t);
    let mut table = table("pairs", TableRole::Secondary);
    table.columns =
        vec![plain_column("rank", "", Kind::Count), plain_column("customer", t.words.names_heading(), Kind::Text)];
    if ids {
        table.columns.push(plain_column("key", t.words.id_heading(), Kind::Text));
    }
    table.columns.extend([
        t.column("amount", Label::Revenue, Kind::Money),
        t.column("orders", Label::Orders, Kind::Count),
        t.column("first_order", Label::FirstOrder, Kind::Date),
        t.column("last_order", Label::LastOrder, Kind::Date),
    ]);
    for (at, pair) in names.pairs.iter().enumerate().take(t.top(PAIRS)) {
        for (party, rank) in [(&pair.first, count(at + 1)), (&pair.second, Value::Empty)] {
            let mut cells = vec![rank, t.name_cell(party.customer)];
            if ids {
                cells.push(t.key_cell(party.customer));
            }
            cells.extend([
                Value::Money(party.amount),
                count(party.orders as usize),
                Value::Date(party.first),
                Value::Date(party.last),
            ]);
            table.rows.push(Row::body(cells));
        }
    }
    table
}

/// Gives one line a pair: why they may be one, and what merging the two would do.
fn reasons(t: &Telling<'_>, names: &Names) -> Table {
    let mut table = table("reasons", TableRole::Facts);
    table.columns = vec![plain_column("rank", "", Kind::Count), plain_column("why", t.words.why_heading(), Kind::Text)];
    if let Some((_, period)) = names.periods {
        table.columns.push(plain_column("merged", t.words.merged_in(period), Kind::Text));
    }
    for (at, pair) in names.pairs.iter().enumerate().take(t.top(PAIRS)) {
        let mut cells = vec![count(at + 1), text(why(t, pair))];
        cells.extend(pair.effect.as_ref().map(|effect| text(t.words.merged_lines(effect))));
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives the lines of the bridge as they are and as they would be with all pairs merged.
fn effect(t: &Telling<'_>, names: &Names) -> Option<Block> {
    let (_, period) = names.periods?;
    let Effect { before, after } = names.effect?;
    if before == after {
        return Some(Block::Note(Text::plain(t.words.merging_changes_nothing(period))));
    }
    let mut table = table("merged", TableRole::Secondary);
    table.finding = t.words.merged_finding(names.pairs.len(), period);
    table.columns = vec![
        t.column("line", Label::Line, Kind::Name),
        t.column("amount_before", Label::Now, Kind::Change),
        t.column("customers_before", Label::Customers, Kind::Count),
        plain_column("amount", t.words.merged_heading(), Kind::Change),
        t.column("customers", Label::Customers, Kind::Count),
        t.column("change", Label::Change, Kind::Change),
    ];
    let counts = |flows: &Flows| {
        [
            Some(flows.n_new),
            Some(flows.n_returned),
            Some(flows.n_up),
            Some(flows.n_down),
            Some(flows.n_lost),
            None,
            None,
        ]
    };
    let labels = [Label::New, Label::Returned, Label::Up, Label::Down, Label::Lost, Label::Adjustments, Label::Fx];
    let lines = before.lines().into_iter().zip(after.lines()).zip(counts(&before)).zip(counts(&after)).zip(labels);
    for (((((id, old), (_, new)), n_old), n_new), label) in lines {
        if id == "fx" && old.is_zero() && new.is_zero() || id == "adjustments" && old.is_zero() && new.is_zero() {
            continue;
        }
        let cell = |n: Option<usize>| n.map_or(Value::Empty, count);
        let cells = vec![
            text(t.label(label)),
            Value::Money(old),
            cell(n_old),
            Value::Money(new),
            cell(n_new),
            Value::Money(new - old),
        ];
        table.rows.push(Row::body(cells).named(id));
    }
    let sum = |flows: &Flows| flows.lines().iter().map(|(_, line)| *line).sum::<crate::model::Money>();
    let (old, new) = (sum(&before), sum(&after));
    let cells = vec![
        text(t.label(Label::Change)),
        Value::Money(old),
        Value::Empty,
        Value::Money(new),
        Value::Empty,
        Value::Money(new - old),
    ];
    table.rows.push(total_row(cells).named("change"));
    table.notes.push(Text::plain(t.words.merged_customers(period, before.customers1, after.customers1)));
    Some(Block::Table(table))
}

/// Gives the columns of a list of names or salespeople of a customer.
fn named_columns(t: &Telling<'_>, id: &'static str, heading: &str) -> Vec<super::Column> {
    vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column(id, heading, Kind::Text),
        t.column("rows", Label::Rows, Kind::Count),
        t.column("amount", Label::Revenue, Kind::Money),
        plain_column("first", t.words.names_first(), Kind::Date),
        plain_column("last", t.words.names_last(), Kind::Date),
    ]
}

fn named_rows(rows: &mut Vec<Row>, who: &str, list: &[Named]) {
    for (at, named) in list.iter().enumerate() {
        rows.push(Row::body(vec![
            if at == 0 { text(who) } else { Value::Empty },
            text(named.name.as_str()),
            count(named.rows as usize),
            Value::Money(named.amount),
            Value::Date(named.first),
            Value::Date(named.last),
        ]));
    }
}

fn many_names(t: &Telling<'_>, list: &[ManyNames]) -> Table {
    let mut table = table("many_names", TableRole::Secondary);
    table.finding = t.words.many_names_finding(list.len());
    table.columns = named_columns(t, "name", t.words.names_heading());
    table.columns[0] = plain_column("key", t.words.id_heading(), Kind::Text);
    for one in list.iter().take(OTHERS) {
        named_rows(&mut table.rows, t.key(one.customer), &one.names);
    }
    rest(t, &mut table, list.len());
    table
}

fn claims(t: &Telling<'_>, list: &[Claim]) -> Table {
    let mut table = table("claims", TableRole::Secondary);
    table.columns = named_columns(t, "owner", t.words.salesperson_heading());
    for one in list.iter().take(OTHERS) {
        named_rows(&mut table.rows, t.name(one.customer), &one.owners);
    }
    rest(t, &mut table, list.len());
    table
}

/// Says how many are not listed.
fn rest(t: &Telling<'_>, table: &mut Table, number: usize) {
    if number > OTHERS {
        table.rows.push(Row::of(RowRole::Muted, vec![text(t.words.others(number - OTHERS))]));
    }
}

/// Gives one line a pair, for machines.
fn tidy(t: &Telling<'_>, names: &Names) -> Table {
    let mut table = table("names", TableRole::Primary);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![id("period", Kind::Text), id("rank", Kind::Count)];
    let sides: [[&'static str; 7]; 2] = [
        ["key", "customer", "amount", "orders", "first_order", "last_order", "owner"],
        ["other_key", "other", "other_amount", "other_orders", "other_first_order", "other_last_order", "other_owner"],
    ];
    let kinds = [Kind::Text, Kind::Name, Kind::Money, Kind::Count, Kind::Date, Kind::Date, Kind::Text];
    for side in sides {
        table.columns.extend(side.into_iter().zip(kinds).map(|(name, kind)| id(name, kind)));
    }
    table.columns.extend([id("evidence", Kind::Text), id("why", Kind::Text), id("stake", Kind::Money)]);
    table.columns.extend(Flows::default().lines().map(|(line, _)| id(line, Kind::Change)));
    let period = names.periods.map(|(_, period)| period.label());
    for (at, pair) in names.pairs.iter().enumerate().take(t.view.top.unwrap_or(usize::MAX)) {
        let mut cells = vec![period.clone().map_or(Value::Empty, text), count(at + 1)];
        for party in [&pair.first, &pair.second] {
            cells.extend([
                t.key_cell(party.customer),
                t.name_cell(party.customer),
                Value::Money(party.amount),
                count(party.orders as usize),
                Value::Date(party.first),
                Value::Date(party.last),
                party.owners.first().map_or(Value::Empty, text),
            ]);
        }
        let kinds: Vec<&str> = pair.evidence.iter().map(|evidence| evidence.name()).collect();
        cells.extend([text(kinds.join(" ")), text(why(t, pair)), Value::Money(pair.stake)]);
        match &pair.effect {
            Some(effect) => cells.extend(effect.changes().map(|(_, change)| Value::Money(change))),
            None => cells.extend(vec![Value::Empty; 7]),
        }
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives the draft of an alias file: what is in force, then a line for each merge that would make one customer of the pairs.
///
/// A person strikes out the lines of those that are two and gives the rest back with `--aliases`.
pub fn aliases(subject: &Subject<'_>) -> Table {
    let view = View::USUAL;
    let t = Telling::terminal(subject, &view);
    let mut table = table("aliases", TableRole::Data);
    let column = |id: &'static str, kind| plain_column(id, id, kind);
    let ids = by_id(&t);
    table.columns = vec![column("name", Kind::Text), column("customer", Kind::Text)];
    if ids {
        table.columns.extend([column("name_shown", Kind::Name), column("customer_shown", Kind::Name)]);
    }
    table.columns.extend([
        column("why", Kind::Text),
        column("amount", Kind::Money),
        column("customer_amount", Kind::Money),
    ]);
    for (name, meant) in subject.aliases {
        table.rows.push(Row::body(vec![text(name.as_str()), text(meant.as_str())]));
    }
    let Some(names) = subject.names else { return table };
    for alias in &names.aliases {
        let pair = &names.pairs[alias.pair];
        let known = |customer: usize| if ids { t.key(customer) } else { t.name(customer) };
        let (own, meant) = if pair.first.customer == alias.customer {
            (&pair.first, &pair.second)
        } else {
            (&pair.second, &pair.first)
        };
        let mut cells = vec![text(known(alias.customer)), text(known(alias.meant))];
        if ids {
            cells.extend([t.name_cell(alias.customer), t.name_cell(alias.meant)]);
        }
        cells.extend([text(why(&t, pair)), Value::Money(own.amount), Value::Money(meant.amount)]);
        table.rows.push(Row::body(cells));
    }
    table
}
