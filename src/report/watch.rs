//! What needs attention, for a job that runs each night: the alerts, what is over, and the periods that are not what was reported.

use serde_json::{Value as Json, json};

use super::data;
use super::telling::{Telling, plain_column, table, text};
use super::words::labels::Label;
use super::words::watch::WatchCounts;
use super::{Block, Kind, Report, Row, RowRole, Section, Subject, Table, TableRole, Text, Value, View};
use crate::analyse::watch::{Alert, Fact, LineAt, Over, Restated, Since, Status, Watch};
use crate::model::Money;

/// How many rows (or customers) of a restated period a terminal lists.
const ROWS: usize = 10;

/// Tells what needs attention; of a run that asks for changes only, without what stands as before.
pub fn watch(subject: &Subject<'_>, watch: &Watch, changes_only: bool) -> Report {
    let view = View::USUAL;
    let t = Telling::terminal(subject, &view);
    let mut report = t.begin("watch", t.words.watch_nav().to_owned());
    // What is set aside is an alert here, so it is not said twice.
    report.alert = None;
    let standing = |status: &Option<Status>| changes_only && *status == Some(Status::Standing);
    let told: Vec<&(Alert, Option<Status>)> = watch.alerts.iter().filter(|(_, status)| !standing(status)).collect();
    let since = watch.since.as_ref();
    report.verdict = t.words.watch_verdict(&counts(watch), since);
    report.primary = tidy(&t, &told, since);
    let mut blocks = Vec::new();
    if !told.is_empty() {
        let mut table = alerts(&t, &told, since.is_some());
        table.notes = rules(&t, &told);
        blocks.push(Block::Table(table));
    }
    if let Some(since) = since {
        blocks.extend(over(&t, since).map(Block::Table));
        for one in &since.restated {
            blocks.push(Block::Table(restated(&t, one, since)));
            blocks.extend(t.words.watch_rows(one).map(|note| Block::Note(Text::plain(note))));
        }
    }
    if watch.below > 0 {
        let below = t.words.watch_below(watch.below, watch.below_most, watch.floor);
        blocks.push(Block::Note(Text::plain(below)));
    }
    let nav = t.words.watch_nav().to_owned();
    report.sections.push(Section { id: "watch", nav, finding: String::new(), lead: Vec::new(), blocks });
    report.data = data::part(&t, "watch", &json_of(&t, watch, &told));
    report
}

fn counts(watch: &Watch) -> WatchCounts {
    let mut counts = WatchCounts::default();
    for (alert, status) in &watch.alerts {
        match status {
            Some(Status::New) => counts.new += 1,
            Some(Status::Worse) => counts.worse += 1,
            Some(Status::Standing) => counts.standing += 1,
            None => {}
        }
        let kind = alert.fact.kind();
        match counts.kinds.iter_mut().find(|(one, _)| *one == kind) {
            Some((_, number)) => *number += 1,
            None => counts.kinds.push((kind, 1)),
        }
    }
    counts.kinds.sort_by_key(|(kind, _)| Fact::KINDS.iter().position(|one| one == kind));
    counts
}

/// Gives a name, or what an alert is about where it is about no customer.
fn about(t: &Telling<'_>, alert: &Alert) -> String {
    alert.who.as_ref().map_or_else(|| t.words.watch_about(&alert.fact), |who| who.name.clone())
}

/// Gives what is at stake; nothing where no money can be told.
fn stake(alert: &Alert) -> Value {
    match alert.fact {
        Fact::Strays { .. } => Value::Empty,
        _ => Value::Money(alert.stake),
    }
}

fn alerts(t: &Telling<'_>, told: &[&(Alert, Option<Status>)], against: bool) -> Table {
    let mut table = table("alerts", TableRole::Secondary);
    if against {
        table.columns.push(plain_column("status", "", Kind::Mark));
    }
    table.columns.extend([
        plain_column("kind", t.words.watch_alert_heading(), Kind::Mark),
        plain_column("customer", t.label(Label::Customer), Kind::Name),
        plain_column("stake", t.words.watch_stake_heading(), Kind::Money),
        plain_column("what", t.words.watch_what_heading(), Kind::Text),
    ]);
    for (alert, status) in told {
        let mut cells = Vec::new();
        if against {
            cells.push(text(status.map_or("", |status| t.words.watch_status(status))));
        }
        cells.extend([
            text(t.words.watch_kind(alert.fact.kind())),
            text(about(t, alert)),
            stake(alert),
            text(t.words.watch_what(alert)),
        ]);
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives the rule of each kind that is told, once.
fn rules(t: &Telling<'_>, told: &[&(Alert, Option<Status>)]) -> Vec<Text> {
    let mut named: Vec<&str> = Vec::new();
    let mut rules = Vec::new();
    for (alert, _) in told {
        let kind = t.words.watch_kind(alert.fact.kind());
        if !named.contains(&kind) {
            named.push(kind);
            rules.push(Text::plain(rule(t, alert)));
        }
    }
    rules
}

fn rule(t: &Telling<'_>, alert: &Alert) -> String {
    let kind = t.words.watch_kind(alert.fact.kind());
    t.words.watch_rule(kind, &alert.fact, t.rules().limits.window_months)
}

fn over(t: &Telling<'_>, since: &Since) -> Option<Table> {
    let mut table = table("over", TableRole::Secondary);
    table.columns = vec![
        plain_column("kind", t.words.watch_over_heading(since), Kind::Mark),
        plain_column("customer", t.label(Label::Customer), Kind::Name),
        plain_column("stake", t.words.watch_was_heading(), Kind::Money),
        plain_column("what", t.words.watch_what_heading(), Kind::Text),
    ];
    for over in &since.over {
        let cells = vec![
            text(t.words.watch_kind(&over.told.kind)),
            text(over.told.name.as_str()),
            Value::Money(over.told.stake),
            text(t.words.watch_over(over)),
        ];
        table.rows.push(Row::body(cells));
    }
    (!table.rows.is_empty()).then_some(table)
}

/// Gives the rows that moved a reported period, or the customers where its rows are not known.
fn restated(t: &Telling<'_>, one: &Restated, since: &Since) -> Table {
    let mut table = table("restated", TableRole::Secondary);
    table.finding = t.words.watch_restated(one, since, t.period());
    if one.by_rows {
        rows(t, one, &mut table);
    } else {
        customers(t, one, &mut table);
    }
    let more = table.rows.len().saturating_sub(ROWS);
    if more > 0 {
        table.rows.truncate(ROWS);
        table.rows.push(Row::of(
            RowRole::Muted,
            vec![text(if one.by_rows { t.words.watch_more_rows(more) } else { t.words.others(more) })],
        ));
    }
    table
}

fn rows(t: &Telling<'_>, one: &Restated, table: &mut Table) {
    let lines = || one.added.iter().chain(&one.removed);
    let sheets = lines().any(|line| line.sheet.is_some());
    let numbers = lines().any(|line| line.order.is_some());
    table.columns = vec![t.column("file", Label::File, Kind::Text)];
    if sheets {
        table.columns.push(t.column("sheet", Label::Sheet, Kind::Text));
    }
    table.columns.push(t.column("row", Label::Row, Kind::Text));
    table.columns.push(plain_column("date", t.words.field(crate::model::Field::Date), Kind::Date));
    if numbers {
        table.columns.push(plain_column("order", t.words.field(crate::model::Field::Order), Kind::Text));
    }
    table.columns.push(t.column("customer", Label::Customer, Kind::Name));
    table.columns.push(t.column("amount", Label::Amount, Kind::Change));
    let mut line = |line: &LineAt, amount: Money, there: bool| {
        let file = if there { line.file.clone().unwrap_or_default() } else { t.words.watch_went().to_owned() };
        let mut cells = vec![text(file)];
        if sheets {
            cells.push(line.sheet.clone().map_or(Value::Empty, text));
        }
        cells.push(line.row.map_or(Value::Empty, |row| text(row.to_string())));
        cells.push(Value::Date(line.day));
        if numbers {
            cells.push(line.order.clone().map_or(Value::Empty, text));
        }
        cells.extend([text(line.who.name.as_str()), Value::Change(amount)]);
        table.rows.push(Row::body(cells));
    };
    one.added.iter().for_each(|added| line(added, added.amount, true));
    one.removed.iter().for_each(|removed| line(removed, -removed.amount, false));
}

fn customers(t: &Telling<'_>, one: &Restated, table: &mut Table) {
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("before", t.words.watch_was_heading(), Kind::Money),
        t.column("now", Label::Now, Kind::Money),
        t.column("change", Label::Change, Kind::Change),
    ];
    table.rows = one
        .customers
        .iter()
        .map(|moved| {
            let change = Value::Money(moved.now - moved.before);
            Row::body(vec![text(moved.who.name.as_str()), Value::Money(moved.before), Value::Money(moved.now), change])
        })
        .collect();
}

/// Gives one line an alert, what is over, and restated period, for machines.
fn tidy(t: &Telling<'_>, told: &[&(Alert, Option<Status>)], since: Option<&Since>) -> Table {
    let mut table = table("watch", TableRole::Primary);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("status", Kind::Text),
        id("kind", Kind::Text),
        id("key", Kind::Text),
        id("customer", Kind::Name),
        id("other_key", Kind::Text),
        id("other", Kind::Name),
        id("period", Kind::Text),
        id("stake", Kind::Money),
        id("what", Kind::Text),
        id("rule", Kind::Text),
    ];
    for (alert, status) in told {
        let name = |who: Option<&crate::analyse::watch::Who>| match who {
            Some(who) => [text(who.key.as_str()), text(who.name.as_str())],
            None => [Value::Empty, Value::Empty],
        };
        let other = match &alert.fact {
            Fact::Suspects { other, .. } => Some(other),
            _ => None,
        };
        let mut cells = vec![status.map_or(Value::Empty, |status| text(status_id(status))), text(alert.fact.kind())];
        cells.extend(name(alert.who.as_ref()));
        cells.extend(name(other));
        let period = alert.id().3;
        cells.push(if period.is_empty() { Value::Empty } else { text(period) });
        cells.extend([stake(alert), text(t.words.watch_what(alert)), text(rule(t, alert))]);
        table.rows.push(Row::body(cells));
    }
    for over in since.iter().flat_map(|since| &since.over) {
        let told = &over.told;
        let filled = |cell: &str| if cell.is_empty() { Value::Empty } else { text(cell) };
        let cells = vec![
            text("over"),
            text(told.kind.as_str()),
            filled(&told.key),
            filled(&told.name),
            filled(&told.other),
            Value::Empty,
            filled(&told.period),
            Value::Money(told.stake),
            text(t.words.watch_over(over)),
            Value::Empty,
        ];
        table.rows.push(Row::body(cells));
    }
    for (since, one) in since.iter().flat_map(|since| since.restated.iter().map(move |one| (since, one))) {
        let mut cells = vec![Value::Empty; 10];
        (cells[0], cells[1]) = (text("restated"), text("restated"));
        (cells[6], cells[7]) = (text(one.period.as_str()), Value::Money(one.change()));
        cells[8] = text(t.words.watch_restated(one, since, t.period()));
        table.rows.push(Row::body(cells));
    }
    table
}

fn status_id(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Worse => "worse",
        Status::Standing => "standing",
    }
}

fn json_of(t: &Telling<'_>, watch: &Watch, told: &[&(Alert, Option<Status>)]) -> Json {
    let alert = |(alert, status): &(Alert, Option<Status>)| {
        let mut json = data::found(alert);
        if let Some(fields) = json.as_object_mut() {
            fields.insert("status".into(), json!(status));
            fields.insert("what".into(), json!(t.words.watch_what(alert)));
            fields.insert("rule".into(), json!(rule(t, alert)));
        }
        json
    };
    let over = |over: &Over| {
        let mut json = data::found(over);
        if let Some(fields) = json.as_object_mut() {
            fields.insert("what".into(), json!(t.words.watch_over(over)));
        }
        json
    };
    let restated = |(one, since): (&Restated, &Since)| {
        let mut json = data::found(one);
        if let Some(fields) = json.as_object_mut() {
            fields.insert("change".into(), json!(one.change()));
            fields.insert("what".into(), json!(t.words.watch_restated(one, since, t.period())));
        }
        json
    };
    let since = watch.since.as_ref();
    json!({
        "floor": watch.floor,
        "below_floor": { "n": watch.below, "most": watch.below_most },
        "since": since.map(|since| json!({ "as_of": since.as_of, "period": since.period })),
        "standing": counts(watch).standing,
        "alerts": told.iter().map(|one| alert(one)).collect::<Vec<Json>>(),
        "over": since.map(|since| since.over.iter().map(over).collect::<Vec<Json>>()),
        "restated": since.map(|since| since.restated.iter().map(|one| restated((one, since))).collect::<Vec<Json>>()),
    })
}
