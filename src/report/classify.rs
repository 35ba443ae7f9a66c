//! Where each customer stands beside its class: deal cycle, RFM, and the flags of classes B and C.

use super::classes;
use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Kind, Row, Table, TableRole, Text, Value};
use crate::analyse::{Cycle, Standing, Standings, classify};
use crate::model::{Failure, Tally, Wants};

/// The part.
pub const PART: Part =
    Part::new("classify", Wants { orders: true, customers: true, rows: true, ..Wants::NONE }, tell).after("classes");

/// How many customers a list shows at first.
const SHOWN: usize = 10;

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let analysis = t.subject.analysis;
    let found = classify(t.subject.cube, analysis, t.rules());
    let mut told = Told::begin(PART.id, t.words.classify_nav(), t.words.classify_finding(&found));
    told.verdict = Text::plain(t.words.class_moves(&analysis.classes));
    told.findings.push(Text::plain(t.words.classify_line(&found)));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    let blocks = &mut told.section.blocks;
    if t.speech.full {
        blocks.push(Block::Table(bare(classes::abc(t, &analysis.classes))));
        match analysis.classes.before {
            Some(_) => blocks.extend(classes::migration_tables(t, &analysis.classes).map(bare).map(Block::Table)),
            None => blocks.push(Block::Note(Text::plain(t.words.no_migration()))),
        }
    }
    let notes = t.words.classify_notes(&found);
    if t.has_orders() {
        blocks.push(Block::Table(cycles(t, &found)));
        blocks.push(Block::Table(scores(t, &found)));
        blocks.extend(cooling(t, &found).map(Block::Table));
    }
    match t.speech.full {
        true => blocks.extend(notes.into_iter().map(Block::Note)),
        false => {
            told.section.lead.extend(notes);
            blocks.push(Block::Table(register(t, &found)));
        }
    }
    Ok(told)
}

/// Takes the title off a table whose columns say enough on a terminal.
fn bare(table: Table) -> Table {
    Table { finding: String::new(), subtitle: String::new(), role: TableRole::Secondary, ..table }
}

fn cycles(t: &Telling<'_>, found: &Standings) -> Table {
    let mut table = table("deal_cycles", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.cycle_finding(found);
        table.subtitle = t.words.cycle_subtitle(t.as_of(), t.subject.orders.currency.as_deref());
    }
    table.columns = vec![
        plain_column("cycle", t.words.cycle_heading(), Kind::Name),
        t.column("customers", Label::Customers, Kind::Count),
        plain_column("of_customers", t.words.of_customers(), Kind::Share),
        plain_column("amount", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        t.column("share", Label::Share, Kind::Share),
    ];
    let mut whole = Tally::default();
    found.cycles.iter().for_each(|one| whole += one.tally);
    let cells = |name: String, tally: Tally| {
        let of = (whole.n > 0).then(|| tally.n as f64 / whole.n as f64);
        let amount = tally.amount;
        vec![text(name), count(tally.n as usize), ratio(of), Value::Money(amount), ratio(amount.share_of(whole.amount))]
    };
    for one in &found.cycles {
        let row = Row::body(cells(t.words.cycle(one.cycle).to_owned(), one.tally));
        table.rows.push(row.named(one.cycle.id()));
    }
    table.rows.push(total_row(cells(t.label(Label::Total), whole)));
    table
}

fn scores(t: &Telling<'_>, found: &Standings) -> Table {
    let mut table = table("rfm_scores", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.scores_finding(found.scored);
        table.subtitle = t.words.scores_subtitle().to_owned();
    }
    table.columns = vec![plain_column("score", t.words.scores_heading(), Kind::Name)];
    for (score, id) in [(5, "five"), (4, "four"), (3, "three"), (2, "two"), (1, "one")] {
        table.columns.push(plain_column(id, score.to_string(), Kind::Count));
    }
    for (measure, counts) in ["recency", "frequency", "money"].into_iter().zip(&found.scores) {
        let mut cells = vec![text(t.words.measure(measure))];
        cells.extend(counts.iter().rev().map(|number| count(*number)));
        table.rows.push(Row::body(cells).named(measure));
    }
    table
}

/// Gives the good customers that have not ordered for long, the most money first.
fn cooling(t: &Telling<'_>, found: &Standings) -> Option<Table> {
    let mut all: Vec<&Standing> = found.customers.iter().filter(|one| one.rfm.is_some_and(|rfm| rfm.cools())).collect();
    if all.is_empty() {
        return None;
    }
    let money = |one: &Standing| one.rfm.map(|rfm| rfm.money);
    all.sort_by(|a, b| money(b).cmp(&money(a)).then_with(|| t.key(a.customer).cmp(t.key(b.customer))));
    let (shown, many) = (t.top(SHOWN).min(all.len()), all.len());
    let mut table = table("cooling", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.cooling_finding(found.cooling);
        table.subtitle = t.words.cooling_subtitle(t.as_of(), t.subject.orders.currency.as_deref());
        table.show = Some(shown);
    }
    let list = if t.speech.full { &all[..shown] } else { &all[..] };
    table.columns = vec![
        match t.speech.full {
            true => plain_column("customer", t.words.cooling_head(shown, many), Kind::Name),
            false => t.column("customer", Label::Customer, Kind::Name),
        },
        plain_column("rfm", "R F M", Kind::Mark),
        t.column("orders", Label::Orders, Kind::Count),
        plain_column("money", t.words.all_time(), Kind::Money),
        t.column("last_order", Label::LastOrder, Kind::Date),
        t.column("silence", Label::SilentFor, Kind::Days),
        plain_column("mark", "", Kind::Mark),
    ];
    if !list.iter().any(|one| one.seasonal) {
        table.columns.pop();
    }
    for one in list {
        let Some(rfm) = one.rfm else { continue };
        let mut cells = vec![
            t.name_cell(one.customer),
            text(format!("{} {} {}", rfm.r, rfm.f, rfm.m)),
            count(rfm.orders as usize),
            Value::Money(rfm.money),
            date(one.last_order),
            one.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
        ];
        if table.columns.len() > cells.len() {
            cells.push(if one.seasonal { text(t.label(Label::Seasonal)) } else { Value::Empty });
        }
        table.rows.push(Row::body(cells));
    }
    Some(table)
}

/// Gives the class in force, with a star where the data give another than the money.
fn class(one: &Standing) -> Value {
    match one.in_force {
        Some(class) if one.in_force != one.class => text(format!("{class}*")),
        Some(class) => text(class.to_string()),
        None => Value::Empty,
    }
}

fn register(t: &Telling<'_>, found: &Standings) -> Table {
    let mut table = table("classify_customers", TableRole::Register);
    table.show = Some(20);
    table.finding = t.words.classify_list(found.customers.len());
    table.subtitle = t.words.classify_list_subtitle(found, t.subject.orders.currency.as_deref());
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
        plain_column("class_before", t.words.class_before(), Kind::Mark),
        plain_column("amount", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        plain_column("cycle", t.words.cycle_heading(), Kind::Mark),
        t.column("interval", Label::Interval, Kind::Number(1)),
        plain_column("r", "R", Kind::Count),
        plain_column("f", "F", Kind::Count),
        plain_column("m", "M", Kind::Count),
        t.column("orders", Label::Orders, Kind::Count),
        plain_column("money", t.words.all_time(), Kind::Money),
        t.column("last_order", Label::LastOrder, Kind::Date),
        t.column("silence", Label::Silence, Kind::Days),
        plain_column("flag", t.words.flag_heading(), Kind::Mark),
    ];
    if found.given > 0 {
        table.columns.insert(2, plain_column("class_given", t.words.class_given(), Kind::Mark));
    }
    let letter = |class: Option<char>| class.map_or(Value::Empty, |class| text(class.to_string()));
    for one in &found.customers {
        // Where the data do not reach back a year there is nothing to compare with.
        let change = found.b_before.map(|_| one.window.unwrap_or_default() - one.window_before.unwrap_or_default());
        let score = |pick: fn(&crate::analyse::Rfm) -> u8| {
            one.rfm.as_ref().map_or(Value::Empty, |rfm| Value::Count(i64::from(pick(rfm))))
        };
        let mut cells = vec![
            t.name_cell(one.customer),
            class(one),
            letter(one.class_before),
            one.window.map_or(Value::Empty, Value::Money),
            change.map_or(Value::Empty, Value::Money),
            one.cycle.map_or(Value::Empty, |cycle| text(t.words.cycle_mark(cycle))),
            number(one.median_interval),
            score(|rfm| rfm.r),
            score(|rfm| rfm.f),
            score(|rfm| rfm.m),
            one.rfm.map_or(Value::Empty, |rfm| count(rfm.orders as usize)),
            one.rfm.map_or(Value::Empty, |rfm| Value::Money(rfm.money)),
            date(one.last_order),
            one.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            t.words.class_flag(one).map_or(Value::Empty, text),
        ];
        if found.given > 0 {
            cells.insert(2, one.given.as_deref().map_or(Value::Empty, text));
        }
        let hot = if one.fell_from_b || (one.quiet && !one.seasonal) { vec!["flag"] } else { Vec::new() };
        table.rows.push(Row::body(cells).hot(hot));
    }
    table
}

/// Gives every customer as the csv has it.
fn tidy(t: &Telling<'_>, found: &Standings) -> Table {
    let mut table = table("classify", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("period", Kind::Text),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("class", Kind::Mark),
        ("class_given", Kind::Text),
        ("class_by_money", Kind::Mark),
        ("class_before", Kind::Mark),
        ("amount", Kind::Money),
        ("amount_before", Kind::Money),
        ("cycle", Kind::Mark),
        ("interval", Kind::Number(1)),
        ("r", Kind::Count),
        ("f", Kind::Count),
        ("m", Kind::Count),
        ("recency", Kind::Count),
        ("orders", Kind::Count),
        ("money", Kind::Money),
        ("last_order", Kind::Date),
        ("seasonal", Kind::Mark),
        ("fell_from_b", Kind::Mark),
        ("quiet", Kind::Mark),
    ]
    .map(id)
    .into();
    let letter = |class: Option<char>| class.map_or(Value::Empty, |class| text(class.to_string()));
    let truth = |yes: bool| text(if yes { "true" } else { "false" });
    for one in found.customers.iter().take(t.view.top.unwrap_or(usize::MAX)) {
        let rfm = |value: fn(&crate::analyse::Rfm) -> Value| one.rfm.as_ref().map_or(Value::Empty, value);
        table.rows.push(Row::body(vec![
            text(t.period().label()),
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            letter(one.in_force),
            one.given.as_deref().map_or(Value::Empty, text),
            letter(one.class),
            letter(one.class_before),
            one.window.map_or(Value::Empty, Value::Money),
            one.window_before.map_or(Value::Empty, Value::Money),
            one.cycle.map_or(Value::Empty, |cycle: Cycle| text(cycle.id())),
            number(one.median_interval),
            rfm(|rfm| Value::Count(i64::from(rfm.r))),
            rfm(|rfm| Value::Count(i64::from(rfm.f))),
            rfm(|rfm| Value::Count(i64::from(rfm.m))),
            rfm(|rfm| Value::Count(i64::from(rfm.recency))),
            rfm(|rfm| count(rfm.orders as usize)),
            rfm(|rfm| Value::Money(rfm.money)),
            date(one.last_order),
            truth(one.seasonal),
            truth(one.fell_from_b),
            truth(one.quiet),
        ]));
    }
    table
}

fn json(t: &Telling<'_>, found: &Standings) -> serde_json::Value {
    let mut json = data::found(found);
    let customers = found.customers.iter().map(|one| data::of_customer(t, one.customer, one));
    json["customers"] = customers.collect();
    json["classes"] = data::found(&t.subject.analysis.classes);
    json
}
