//! The losses that nobody has explained, what to learn of those that are gone, and who was won back.

use super::super::telling::{Telling, count, date, plain_column, table, text, total_row};
use super::super::words::labels::Label;
use super::super::{Column, Kind, Row, Table, TableRole, Value};
use super::{SHOWN, reason};
use crate::follow::{Lesson, Reasons, Unexplained, WonBack};
use crate::model::{Money, Tally};

/// Gives a name of an owner, or that there is none.
fn owner(t: &Telling<'_>, owner: Option<&String>) -> Value {
    text(owner.cloned().unwrap_or_else(|| t.words.reasons_nobody().to_owned()))
}

pub fn owners(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("reasons_owners", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.reasons_owners(&found.owners);
    }
    table.columns = vec![plain_column("owner", t.words.reasons_open_by(), Kind::Name)];
    let ids = ["young", "older", "old", "oldest"];
    table.columns.extend((0..4).map(|at| plain_column(ids[at], t.words.reasons_age(at), Kind::Money)));
    table.columns.push(t.column("lost", Label::Total, Kind::Money));
    table.columns.push(t.column("customers", Label::Customers, Kind::Count));
    let mut whole = [Tally::default(); 5];
    let cells = |name: Value, by_age: &[Tally], all: Tally| {
        let mut cells = vec![name];
        cells.extend(by_age.iter().map(|tally| Value::Money(tally.amount)));
        cells.extend([Value::Money(all.amount), count(all.n as usize)]);
        cells
    };
    for gap in &found.owners {
        gap.by_age.iter().zip(whole.iter_mut()).for_each(|(own, sum)| *sum += *own);
        whole[4] += gap.all();
        table.rows.push(Row::body(cells(owner(t, gap.owner.as_ref()), &gap.by_age, gap.all())));
    }
    table.rows.push(total_row(cells(text(t.label(Label::Total)), &whole[..4], whole[4])));
    table
}

/// Begins a list of customers: whole on the page, where it sorts and filters; the first lines on a terminal.
fn list(t: &Telling<'_>, id: &'static str, heading: String, many: usize) -> (Table, usize) {
    let mut table = table(id, if t.speech.full { TableRole::Secondary } else { TableRole::Register });
    let shown = t.top(SHOWN).min(many);
    if !t.speech.full {
        table.finding = heading;
        table.show = Some(shown);
    }
    (table, if t.speech.full { shown } else { many })
}

fn head(t: &Telling<'_>, heading: String) -> Column {
    plain_column("customer", if t.speech.full { heading } else { t.label(Label::Customer) }, Kind::Name)
}

pub fn unexplained(t: &Telling<'_>, found: &Reasons) -> Table {
    let many = found.unexplained.len();
    let (mut table, shown) = list(t, "reasons_unexplained", t.words.reasons_unexplained(many), many);
    table.columns = vec![
        head(t, t.words.reasons_unexplained_head(shown, many)),
        t.column("lost", Label::Lost, Kind::Money),
        plain_column("period", t.words.reasons_lost_in(), Kind::Text),
        t.column("last_order", Label::LastOrder, Kind::Date),
        plain_column("age", t.words.reasons_age_heading(), Kind::Days),
        plain_column("talked", t.words.reasons_talked(), Kind::Date),
        plain_column("owner", t.words.reasons_owner(), Kind::Text),
    ];
    let line = |one: &Unexplained| {
        Row::body(vec![
            t.name_cell(one.customer),
            Value::Money(one.amount),
            text(one.period.label()),
            date(one.last_order),
            Value::Count(i64::from(one.age)),
            date(one.talked),
            owner(t, one.owner.as_ref()),
        ])
    };
    table.rows = found.unexplained.iter().take(shown).map(line).collect();
    table
}

fn money(amount: Option<Money>) -> Value {
    amount.map_or(Value::Empty, Value::Money)
}

fn told(words: Option<&String>) -> Value {
    words.map_or(Value::Empty, |words| text(words.as_str()))
}

/// Gives what each lost customer teaches; on a terminal the columns that fit.
pub fn lessons(t: &Telling<'_>, found: &Reasons) -> Table {
    let many = found.lessons.len();
    let (mut table, shown) = list(t, "lessons", t.words.reasons_lessons(many), many);
    let all = |of: fn(&Lesson) -> bool| found.lessons.iter().any(of);
    let (owed, claimed, held) = (
        all(|one| one.receivables.is_some_and(|amount| !amount.is_zero())),
        all(|one| one.claims.is_some_and(|amount| !amount.is_zero())),
        all(|one| one.stock.is_some_and(|amount| !amount.is_zero())),
    );
    let related = all(|one| one.related.is_some_and(|tally| tally.n > 0));
    let page = !t.speech.full;
    table.columns = vec![
        head(t, t.words.reasons_lessons_head(shown, many)),
        plain_column("kind", t.words.loss_heading(), Kind::Mark),
        plain_column("a_year", t.words.a_year(), Kind::Money),
    ];
    if page {
        table.columns.push(plain_column("period", t.words.reasons_lost_in(), Kind::Text));
        table.columns.push(plain_column("credits", t.words.reasons_credits(), Kind::Money));
        let further = [
            (owed, "receivables", t.words.reasons_receivables(), Kind::Money),
            (claimed, "claims", t.words.reasons_claims(), Kind::Money),
            (held, "stock", t.words.reasons_stock(), Kind::Money),
            (related, "related", t.words.reasons_related(), Kind::Count),
            (related, "related_amount", t.words.reasons_related_amount(), Kind::Money),
        ];
        table.columns.extend(
            further.into_iter().filter(|(given, ..)| *given).map(|(_, id, label, kind)| plain_column(id, label, kind)),
        );
    }
    table.columns.push(plain_column("reason", t.words.reasons_reason(), Kind::Text));
    if page {
        table.columns.push(plain_column("recoverable", t.words.reasons_fate(), Kind::Mark));
        table.columns.push(plain_column("talks", t.words.reasons_talks(), Kind::Count));
        table.columns.push(plain_column("tried", t.words.reasons_tried(), Kind::Text));
    }
    table.columns.push(plain_column("outcome", t.words.reasons_outcome(), Kind::Text));
    if page {
        table.columns.push(plain_column("owner", t.words.reasons_owner(), Kind::Text));
    }
    for one in found.lessons.iter().take(shown) {
        let mut cells = vec![t.name_cell(one.customer), text(t.words.loss_mark(one.kind)), Value::Money(one.a_year)];
        if page {
            cells.extend([text(one.period.label()), Value::Money(one.credits)]);
            let group = one.related.unwrap_or_default();
            let further = [
                (owed, money(one.receivables)),
                (claimed, money(one.claims)),
                (held, money(one.stock)),
                (related, count(group.n as usize)),
                (related, Value::Money(group.amount)),
            ];
            cells.extend(further.into_iter().filter(|(given, _)| *given).map(|(_, cell)| cell));
        }
        cells.push(text(reason(t, one.reason.as_ref())));
        if page {
            cells.extend([text(t.words.recoverable(one.recoverable)), count(one.talks), told(one.tried.as_ref())]);
        }
        cells.push(told(one.outcome.as_ref()));
        if page {
            cells.push(owner(t, one.owner.as_ref()));
        }
        table.rows.push(Row::body(cells));
    }
    table
}

pub fn won_back(t: &Telling<'_>, found: &Reasons) -> Table {
    let many = found.won_back.len();
    let (mut table, shown) = list(t, "won_back", t.words.reasons_won_back(many), many);
    let page = !t.speech.full;
    table.columns = vec![
        head(t, t.words.reasons_won_back_head(shown, many)),
        plain_column("back", t.words.reasons_back(), Kind::Date),
        plain_column("away", t.words.reasons_away(), Kind::Days),
        plain_column("since", t.words.reasons_since(), Kind::Money),
        plain_column("reason", t.words.reasons_reason(), Kind::Text),
        plain_column("talks", t.words.reasons_talks(), Kind::Count),
    ];
    if page {
        table.columns.push(plain_column("talked", t.words.reasons_talked(), Kind::Date));
        table.columns.push(plain_column("who", t.words.reasons_who(), Kind::Text));
        table.columns.push(plain_column("said", t.words.reasons_tried(), Kind::Text));
    }
    let line = |one: &WonBack| {
        let mut cells = vec![
            t.name_cell(one.customer),
            Value::Date(one.back),
            one.away.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            Value::Money(one.amount),
            text(reason(t, one.reason.as_ref())),
            count(one.talks),
        ];
        if page {
            cells.extend([date(one.talked), told(one.who.as_ref()), told(one.said.as_ref())]);
        }
        Row::body(cells)
    };
    table.rows = found.won_back.iter().take(shown).map(line).collect();
    table
}
