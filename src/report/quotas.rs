//! Status and quotas: customers by owner and status, what is to be released, who claims whom, and the proposal to approve.

use super::owners::{begun, fold, head, list_head, owner, quota_used, used_kind};
use super::telling::{Telling, count, date, number, ratio, text, total_row};
use super::words::labels::Label;
use super::words::owners::OwnerHead as Head;
use super::{Kind, Row, Table, TableRole, Value};
use crate::follow::{ClaimedTwice, Idle, OwnerStatus, Owners, Quotas};

/// Gives the tables of status that have lines.
pub(crate) fn tables(t: &Telling<'_>, found: &Owners, status: &Quotas) -> Vec<Table> {
    let mut tables = vec![by_owner(t, found, status)];
    for (id, list) in [("engaged_quiet", &status.quiet), ("won_stale", &status.stale)] {
        if !list.is_empty() {
            tables.push(idle(t, id, list, found, status));
        }
    }
    if !status.claimed.is_empty() {
        tables.push(claimed(t, found, status));
    }
    if !status.handover.list.is_empty() {
        tables.push(handover(t, found, status));
    }
    tables
}

fn by_owner(t: &Telling<'_>, found: &Owners, status: &Quotas) -> Table {
    let mut table = begun(t, "owner_status", status.owners.len(), found, Some(status));
    let bare = status.whole.without_status > 0 && !t.speech.full;
    table.columns = vec![
        head(t, "owner", Head::Owner, Kind::Name),
        head(t, "won", Head::Won, Kind::Count),
        head(t, "engaged", Head::Engaged, used_kind(status.quota)),
        head(t, "shared", Head::Shared, Kind::Count),
    ];
    if bare {
        table.columns.push(head(t, "without_status", Head::NoStatus, Kind::Count));
    }
    table.columns.extend([
        head(t, "quiet", Head::Quiet, Kind::Count),
        head(t, "registered", Head::Registered, Kind::Count),
        head(t, "became_won", Head::BecameWon, Kind::Count),
        head(t, "won_rate", Head::WonRate, Kind::Share),
        head(t, "won_days", Head::WonDays, Kind::Number(0)),
    ]);
    let cells = |name: Value, one: &OwnerStatus, quota: Option<usize>| {
        let mut cells = vec![name, count(one.won), quota_used(t, one.engaged, quota), count(one.shared)];
        cells.extend(bare.then(|| count(one.without_status)));
        cells.extend([
            count(one.quiet),
            count(one.registered),
            count(one.became_won),
            ratio(one.rate),
            number(one.median_days),
        ]);
        cells
    };
    for one in &status.owners {
        let quota = status.quota.filter(|_| !one.owner.is_empty());
        let mut hot = Vec::new();
        if one.over.is_some_and(|over| over > 0) {
            hot.push("engaged");
        }
        if one.crowded {
            hot.push("shared");
        }
        table.rows.push(Row::body(cells(owner(t, &one.owner), one, quota)).hot(hot));
    }
    table.rows.push(total_row(cells(text(t.label(Label::Total)), &status.whole, None)));
    table
}

/// Gives customers of which nothing was heard for long.
fn idle(t: &Telling<'_>, id: &'static str, list: &[Idle], found: &Owners, status: &Quotas) -> Table {
    let mut table = begun(t, id, list.len(), found, Some(status));
    table.columns = vec![
        list_head(t, id, list.len(), Some(status)),
        head(t, "owner", Head::Owner, Kind::Text),
        match id {
            "won_stale" => t.column("last", Label::LastOrder, Kind::Date),
            _ => head(t, "last", Head::LastContact, Kind::Date),
        },
        t.column("days", Label::SilentFor, Kind::Days),
        t.column("window", Label::WindowRevenue, Kind::Money),
    ];
    fold(t, &mut table, list.len());
    for one in list {
        table.rows.push(Row::body(vec![
            text(one.name.as_str()),
            owner(t, one.owner.as_deref().unwrap_or_default()),
            date(one.last),
            one.days.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            Value::Money(one.window),
        ]));
    }
    table
}

fn claimed(t: &Telling<'_>, found: &Owners, status: &Quotas) -> Table {
    let list = &status.claimed;
    let mut table = begun(t, "claimed_twice", list.len(), found, Some(status));
    table.columns = vec![
        list_head(t, "claimed_twice", list.len(), Some(status)),
        head(t, "how", Head::How, Kind::Mark),
        head(t, "first", Head::FirstBy, Kind::Text),
        head(t, "claimants", Head::Claimants, Kind::Text),
    ];
    let first = |one: &ClaimedTwice| match (one.first_known, one.claimants.first()) {
        (true, Some(first)) => text(first.owner.as_str()),
        _ => text(t.words.first_unknown()),
    };
    fold(t, &mut table, list.len());
    for one in list {
        let claimants = one.claimants.iter().map(|one| t.words.claimant(&one.owner, &one.name, one.registered));
        let claimants: Vec<String> = claimants.collect();
        table.rows.push(Row::body(vec![
            text(one.claimants.first().map_or("", |one| one.name.as_str())),
            text(t.words.how_claimed(one.how)),
            first(one),
            text(t.words.list(&claimants)),
        ]));
    }
    table
}

/// Gives the proposal as a sheet to approve.
fn handover(t: &Telling<'_>, found: &Owners, status: &Quotas) -> Table {
    let list = &status.handover.list;
    let mut table = begun(t, "handover", list.len(), found, Some(status));
    table.role = TableRole::Register;
    table.columns = vec![
        list_head(t, "handover", list.len(), Some(status)),
        head(t, "value", Head::Worth, Kind::Money),
        head(t, "held_by", Head::HeldBy, Kind::Text),
        head(t, "to", Head::HandTo, Kind::Text),
        head(t, "why", Head::Why, Kind::Text),
    ];
    table.columns.push(head(t, "approved", Head::Approve, Kind::Text));
    fold(t, &mut table, list.len());
    for one in list {
        let cells = vec![
            text(one.name.as_str()),
            Value::Money(one.value),
            owner(t, one.held_by.as_deref().unwrap_or_default()),
            text(one.to.as_str()),
            text(t.words.handover_why(one)),
            Value::Empty,
        ];
        table.rows.push(Row::body(cells));
    }
    table
}
