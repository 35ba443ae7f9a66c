//! Why customers left and shrank: by reason and over time, what may be won back, what nobody has explained, what to learn.

use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, period_column, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Chart, Kind, Ranked, RankedRow, Row, Size, Spec, Table, TableRole, Text, Value};
use crate::analyse::bridges;
use crate::follow::{self, ByReason, Lesson, ReasonScene, Reasons, Unexplained, WonBack};
use crate::model::{Failure, Money, Period, Recoverable, Stated, Tally, Wants};

/// The part, and its command; the report shows it where a log of talks is given.
pub const PART: Part = Part::new("reasons", Wants { orders: true, customers: true, rows: true, ..Wants::NONE }, tell)
    .after("movements")
    .only_where(|t| t.subject.companions.follow_ups.is_some());

/// Over how many months back reasons are told, where `--since` says nothing else.
const MONTHS: i32 = 24;
/// How many periods stand side by side on a page, and how many lines a list has at first.
const ACROSS: usize = 8;
const SHOWN: usize = 10;

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    if t.subject.companions.follow_ups.is_none() {
        return Ok(nothing(t.words.reasons_no_log()));
    }
    let found = follow::reasons(&scene(t), &told_of(t)?)?;
    if found.lost.n + found.down.n == 0 {
        return Ok(nothing(t.words.reasons_no_loss()));
    }
    let mut told = Told::begin(PART.id, t.words.reasons_nav(), t.words.reasons_finding(&found));
    told.verdict = t.words.reasons_verdict(&found);
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    let section = &mut told.section;
    let page = !t.speech.full;
    if page {
        section.lead.push(told.verdict.clone());
        section.blocks.push(Block::Chart(ranked(t, &found)));
    }
    section.blocks.push(Block::Table(by_reason(t, &found)));
    if found.periods.len() > 1 && page {
        section.blocks.push(Block::Table(over_time(t, &found)));
    }
    section.blocks.push(Block::Table(recoverable(t, &found)));
    if !found.unexplained.is_empty() {
        section.blocks.push(Block::Table(owners(t, &found)));
        section.blocks.push(Block::Table(unexplained(t, &found)));
    }
    if !found.lessons.is_empty() {
        section.blocks.push(Block::Table(lessons(t, &found)));
    }
    if !found.won_back.is_empty() {
        section.blocks.push(Block::Table(won_back(t, &found)));
    }
    section.blocks.push(Block::Note(Text::plain(t.words.reasons_rule())));
    Ok(told)
}

fn nothing(why: String) -> Told {
    let mut told = Told::begin(PART.id, String::new(), why.clone());
    told.verdict = Text::plain(why);
    told
}

fn scene<'a>(t: &Telling<'a>) -> ReasonScene<'a> {
    ReasonScene { cube: t.subject.cube, orders: t.subject.orders, companions: t.subject.companions, rules: t.rules() }
}

/// Gives the bridges of the periods that reasons are told of, up to the report's.
fn told_of(t: &Telling<'_>) -> Result<Vec<crate::analyse::Bridge>, Failure> {
    let period = t.period();
    if !t.subject.analysis.complete {
        return Ok(Vec::new());
    }
    let from = t.rules().since.unwrap_or_else(|| period.last_day().plus_days(1).plus_months(-MONTHS));
    let within = |one: &Period| one.first_day() >= from;
    let first = t.subject.cube.periods.iter().position(within).unwrap_or(0).max(1);
    bridges(t.subject.cube, t.rules(), first..t.place() + 1)
}

/// Gives a reason in words.
fn reason(t: &Telling<'_>, reason: Option<&Stated>) -> String {
    match reason {
        None => t.words.reasons_none().to_owned(),
        Some(Stated::Listed(cause)) => t.words.cause(*cause).to_owned(),
        Some(Stated::Own(text)) => text.clone(),
        Some(Stated::Unlisted(text)) => t.words.reasons_unlisted(text),
    }
}

/// Gives the code of a reason, for machines.
fn code(reason: Option<&Stated>) -> Value {
    match reason {
        None => Value::Empty,
        Some(Stated::Listed(cause)) => text(cause.name()),
        Some(Stated::Own(own)) => text(own.as_str()),
        Some(Stated::Unlisted(_)) => text("unlisted"),
    }
}

fn ranked(t: &Telling<'_>, found: &Reasons) -> Chart {
    let whole = found.lost.amount + found.down.amount;
    let row = |one: &ByReason| RankedRow {
        name: reason(t, one.reason.as_ref()),
        mark: String::new(),
        amount: -one.amount(),
        beside: one.amount().share_of(whole).map(|share| t.speech.share(share)),
        neutral: false,
    };
    let mut all: Vec<&ByReason> = found.by_reason.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.amount()));
    let mut data = table("reasons_change", TableRole::ChartData);
    data.columns = vec![
        plain_column("reason", t.words.reasons_reason(), Kind::Name),
        t.column("amount", Label::Amount, Kind::Change),
        t.column("share", Label::Share, Kind::Share),
    ];
    data.rows = all
        .iter()
        .map(|one| {
            let share = ratio(one.amount().share_of(whole));
            Row::body(vec![text(reason(t, one.reason.as_ref())), Value::Money(-one.amount()), share])
        })
        .collect();
    let rest = all.len().saturating_sub(SHOWN);
    let others: Money = all.iter().skip(SHOWN).map(|one| -one.amount()).sum();
    Chart {
        id: "reasons",
        finding: t.words.reasons_chart(&reason(t, all.first().and_then(|one| one.reason.as_ref()))),
        subtitle: t.words.reasons_subtitle(&found.periods, t.subject.orders.currency.as_deref()),
        size: Size::TwoThirds,
        spec: Spec::Ranked(Ranked {
            rows: all.iter().take(SHOWN).map(|one| row(one)).collect(),
            rest: None,
            gains: None,
            rest_gains: None,
            declines: None,
            rest_declines: (rest > 0).then(|| t.words.reasons_rest(rest, others)),
        }),
        description: t.words.reasons_table(),
        table: Some(data),
        notes: Vec::new(),
    }
}

fn by_reason(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("losses_by_reason", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.reasons_table();
        table.subtitle = t.words.reasons_subtitle(&found.periods, t.subject.orders.currency.as_deref());
    }
    table.columns = vec![
        plain_column("reason", t.words.reasons_reason(), Kind::Name),
        t.column("lost", Label::Lost, Kind::Money),
        plain_column("lost_n", t.words.reasons_times(), Kind::Count),
        t.column("down", Label::Down, Kind::Money),
        plain_column("down_n", t.words.reasons_times(), Kind::Count),
        t.column("share", Label::Share, Kind::Share),
        plain_column("together", t.words.reasons_together(), Kind::Share),
    ];
    let whole = found.lost.amount + found.down.amount;
    let mut sum = Money::ZERO;
    for one in &found.by_reason {
        sum += one.amount();
        table.rows.push(Row::body(vec![
            text(reason(t, one.reason.as_ref())),
            Value::Money(one.lost.amount),
            count(one.lost.n as usize),
            Value::Money(one.down.amount),
            count(one.down.n as usize),
            ratio(one.amount().share_of(whole)),
            ratio(sum.share_of(whole)),
        ]));
    }
    table.rows.push(total_row(vec![
        text(t.label(Label::Total)),
        Value::Money(found.lost.amount),
        count(found.lost.n as usize),
        Value::Money(found.down.amount),
        count(found.down.n as usize),
        ratio(whole.share_of(whole)),
        Value::Empty,
    ]));
    table
}

fn over_time(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("reasons_over_time", TableRole::Secondary);
    table.finding = t.words.reasons_over_time();
    table.subtitle = t.words.reasons_subtitle(&found.periods, t.subject.orders.currency.as_deref());
    let first = found.periods.len().saturating_sub(ACROSS);
    table.columns = vec![plain_column("reason", t.words.reasons_reason(), Kind::Name)];
    let across = found.periods[first..].iter();
    table.columns.extend(across.map(|period| period_column("amount", *period, period.label(), Kind::Money)));
    for one in found.by_reason.iter().filter(|one| one.periods[first..].iter().any(|amount| !amount.is_zero())) {
        let mut cells = vec![text(reason(t, one.reason.as_ref()))];
        cells.extend(one.periods[first..].iter().map(|amount| Value::Money(*amount)));
        table.rows.push(Row::body(cells));
    }
    let mut cells = vec![text(t.label(Label::Total))];
    cells.extend(
        (first..found.periods.len()).map(|at| Value::Money(found.by_reason.iter().map(|one| one.periods[at]).sum())),
    );
    table.rows.push(total_row(cells));
    table
}

fn recoverable(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("reasons_recoverable", TableRole::Secondary);
    let whole: Money = found.recoverable.values().map(|tally| tally.amount).sum();
    let yes = found.recoverable.get(&Recoverable::Yes).copied().unwrap_or_default();
    if !t.speech.full {
        table.finding = t.words.reasons_recoverable(yes, whole);
    }
    table.columns = vec![
        plain_column("recoverable", t.words.reasons_fate(), Kind::Name),
        t.column("customers", Label::Customers, Kind::Count),
        t.column("lost", Label::Lost, Kind::Money),
        t.column("share", Label::Share, Kind::Share),
    ];
    let mut all = Tally::default();
    for fate in [Recoverable::Yes, Recoverable::No, Recoverable::Unknown] {
        let tally = found.recoverable.get(&fate).copied().unwrap_or_default();
        all += tally;
        let name = text(t.words.recoverable(fate));
        table.rows.push(Row::body(vec![
            name,
            count(tally.n as usize),
            Value::Money(tally.amount),
            ratio(tally.amount.share_of(whole)),
        ]));
    }
    table.rows.push(total_row(vec![
        text(t.label(Label::Total)),
        count(all.n as usize),
        Value::Money(all.amount),
        ratio(all.amount.share_of(whole)),
    ]));
    table
}

/// Gives a name of an owner, or that there is none.
fn owner(t: &Telling<'_>, owner: Option<&String>) -> Value {
    text(owner.cloned().unwrap_or_else(|| t.words.reasons_nobody().to_owned()))
}

fn owners(t: &Telling<'_>, found: &Reasons) -> Table {
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

fn head(t: &Telling<'_>, heading: String) -> super::Column {
    plain_column("customer", if t.speech.full { heading } else { t.label(Label::Customer) }, Kind::Name)
}

fn unexplained(t: &Telling<'_>, found: &Reasons) -> Table {
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
            text(t.name(one.customer)),
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
fn lessons(t: &Telling<'_>, found: &Reasons) -> Table {
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
        let mut cells = vec![text(t.name(one.customer)), text(t.words.loss_mark(one.kind)), Value::Money(one.a_year)];
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

fn won_back(t: &Telling<'_>, found: &Reasons) -> Table {
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
            text(t.name(one.customer)),
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

/// Gives every loss with its reason, for machines; it adds up to the bridges.
fn tidy(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut tidy = table("reasons_losses", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    tidy.columns = [
        ("period", Kind::Text),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("movement", Kind::Text),
        ("amount", Kind::Money),
        ("reason", Kind::Text),
        ("as_typed", Kind::Text),
        ("recoverable", Kind::Text),
        ("back", Kind::Date),
    ]
    .map(id)
    .into();
    for cut in &found.cuts {
        let typed = match &cut.reason {
            Some(Stated::Unlisted(typed)) => text(typed.as_str()),
            _ => Value::Empty,
        };
        let fate = cut.reason.as_ref().map_or(Recoverable::Unknown, |one| one.recoverable(&t.rules().causes));
        let fate = match fate {
            Recoverable::Yes => "yes",
            Recoverable::No => "no",
            Recoverable::Unknown => "unknown",
        };
        tidy.rows.push(Row::body(vec![
            text(cut.period.label()),
            text(t.key(cut.customer)),
            text(t.name(cut.customer)),
            text(if cut.lost { "lost" } else { "down" }),
            Value::Money(cut.amount),
            code(cut.reason.as_ref()),
            typed,
            text(fate),
            date(cut.back),
        ]));
    }
    tidy
}

fn json(t: &Telling<'_>, found: &Reasons) -> serde_json::Value {
    let mut json = data::found(found);
    let named = [
        (
            "unexplained",
            found.unexplained.iter().map(|one| data::of_customer(t, one.customer, one)).collect::<Vec<_>>(),
        ),
        ("lessons", found.lessons.iter().map(|one| data::of_customer(t, one.customer, one)).collect()),
        ("won_back", found.won_back.iter().map(|one| data::of_customer(t, one.customer, one)).collect()),
    ];
    if let Some(fields) = json.as_object_mut() {
        fields.extend(named.into_iter().map(|(name, list)| (name.to_owned(), list.into())));
    }
    json
}
