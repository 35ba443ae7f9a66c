//! Salespeople: each one's book, what would go with the person, what became of customers that changed hands; and with the customer
//! table, status and quotas.

mod data;

use self::data::{json_of, tidy};
use super::part::{Part, Told};
use super::quotas as statuses;
use super::targets;
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::words::owners::OwnerHead as Head;
use super::{Block, Column, Kind, Row, Table, TableRole, Text, Value};
use crate::analyse::SliceLines;
use crate::follow::{OwnerBook, Owners, Quotas, owners, quotas};
use crate::model::companion::TableKind;
use crate::model::{Failure, Field, Money, Wants};

/// The part; the report shows it where somebody is named.
pub const PART: Part =
    Part::new("owners", Wants { orders: true, customers: true, rows: true, detail: true, ..Wants::NONE }, tell)
        .only_where(names_owners);

/// How many lines a list shows at first.
const SHOWN: usize = 10;

fn names_owners(t: &Telling<'_>) -> bool {
    let named = t.subject.orders.texts.get(Field::Owner.name()).is_some_and(|texts| !texts.values.is_empty());
    let master = t.subject.companions.customers.as_ref();
    named || master.is_some_and(|master| master.rows.iter().any(|row| row.owner.is_some()))
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let subject = &t.subject;
    let tables = subject.companions;
    let found = owners((subject.cube, subject.orders), subject.analysis, tables, (t.rules(), subject.aims))?;
    let Some(found) = found else {
        let why = match subject.analysis.bridge {
            Some(_) => t.words.owners_none(),
            None => t.words.no_bridge(t.period()),
        };
        return Ok(Told::nothing(PART.id, (t.words.owners_nav(), why), t.words.full_stop()));
    };
    let status = quotas((subject.cube, subject.orders), subject.analysis, subject.names, tables, t.rules());
    let status = status.as_ref();
    let mut told = Told::begin(PART.id, t.words.owners_nav(), t.words.owners_finding(&found));
    told.verdict = t.words.owners_verdict(&found);
    told.findings = t.words.owners_findings(&found, status);
    told.primary = tidy(&found, status);
    told.data = json_of(t, &found, status);
    if !t.speech.full {
        told.section.lead = std::iter::once(told.verdict.clone()).chain(told.findings.iter().cloned()).collect();
    }
    let blocks = &mut told.section.blocks;
    blocks.push(Block::Table(books(t, &found, status)));
    if !t.speech.full {
        blocks.push(Block::Table(bridges(t, &found)));
    }
    blocks.push(Block::Table(risks(t, &found)));
    if found.books.iter().any(|book| book.grown.customers > 0) {
        blocks.push(Block::Table(newcomers(t, &found)));
    }
    if !found.transfers.is_empty() {
        blocks.push(Block::Table(transfers(t, &found)));
    }
    if let Some(status) = status {
        blocks.extend(statuses::tables(t, &found, status).into_iter().map(Block::Table));
    }
    blocks.extend(t.words.owners_notes(&found, status).into_iter().map(Block::Note));
    let aims = found.books.iter().filter_map(|book| Some((book.aim.as_ref()?, book.name.clone())));
    blocks.extend(targets::gaps(t, aims).into_iter().map(|note| Block::Note(Text::plain(note))));
    blocks.extend(t.wanting(&[TableKind::Customers, TableKind::FollowUps, TableKind::Claims, TableKind::Targets]));
    Ok(told)
}

/// Begins a table: titled on the page.
pub(crate) fn begun(t: &Telling<'_>, id: &'static str, lines: usize, found: &Owners, status: Option<&Quotas>) -> Table {
    let mut table = table(id, TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.owners_title(id, lines, status);
        table.subtitle = t.words.owners_subtitle(id, found, t.subject.orders.currency.as_deref());
    }
    table
}

/// Makes a column of these tables.
pub(crate) fn head(t: &Telling<'_>, id: &'static str, head: Head, kind: Kind) -> Column {
    plain_column(id, t.words.owners_head(head), kind)
}

/// Gives the first column of a list: on a terminal its heading says what is listed.
pub(crate) fn list_head(t: &Telling<'_>, id: &'static str, lines: usize, status: Option<&Quotas>) -> Column {
    match t.speech.full {
        true => plain_column("customer", t.words.owners_title(id, lines, status), Kind::Name),
        false => t.column("customer", Label::Customer, Kind::Name),
    }
}

/// Says how many lines of a list a terminal and a page show at first; a workbook has all.
pub(crate) fn fold(t: &Telling<'_>, table: &mut Table, lines: usize) {
    table.show = Some(t.top(SHOWN).min(lines));
}

/// Gives the name of an owner as it is shown.
pub(crate) fn owner(t: &Telling<'_>, name: &str) -> Value {
    if name.is_empty() { text(t.words.nobodys()) } else { text(name) }
}

/// What a column of engaged customers holds: numbers, or parts of a quota.
pub(super) fn used_kind(quota: Option<usize>) -> Kind {
    if quota.is_some() { Kind::Text } else { Kind::Count }
}

/// Gives how many are engaged, of how many where there is a quota.
pub(super) fn quota_used(t: &Telling<'_>, engaged: usize, quota: Option<usize>) -> Value {
    quota.map_or_else(|| count(engaged), |quota| text(t.words.quota_used(engaged, Some(quota))))
}

fn engaged(status: Option<&Quotas>, name: &str) -> Option<usize> {
    status?.owners.iter().find(|one| one.owner == name).map(|one| one.engaged)
}

/// Gives each book in a line; on a terminal the columns that fit.
fn books(t: &Telling<'_>, found: &Owners, status: Option<&Quotas>) -> Table {
    let mut table = begun(t, "owners", found.books.len(), found, status);
    let any = |is: fn(&OwnerBook) -> bool| found.books.iter().any(is);
    let targets = any(|book| book.target.is_some());
    let (leads, promises) = (any(|book| book.leads > 0), any(|book| book.promises.is_some()));
    let others = any(|book| book.with_others > 0);
    table.columns = vec![
        head(t, "owner", Head::Owner, Kind::Name),
        head(t, "customers", Head::Held, Kind::Count),
        plain_column("revenue", found.period.label(), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
    ];
    if targets {
        if !t.speech.full {
            table.columns.push(head(t, "target", Head::Target, Kind::Money));
        }
        table.columns.push(head(t, "of_target", Head::OfTarget, Kind::Share));
    }
    table.columns.push(head(t, "repeat_share", Head::Repeat, Kind::Share));
    table.columns.push(head(t, "overdue", Head::Overdue, Kind::Count));
    if promises {
        table.columns.push(head(t, "promises", Head::Promises, Kind::Count));
    }
    if status.is_some() {
        table.columns.push(head(t, "engaged", Head::Engaged, used_kind(status.and_then(|status| status.quota))));
    }
    if leads && !t.speech.full {
        table.columns.push(head(t, "leads", Head::Leads, Kind::Count));
    }
    if others {
        table.columns.push(head(t, "with_others", Head::WithOthers, Kind::Count));
    }
    let quota = status.and_then(|status| status.quota);
    for book in &found.books {
        let mut cells = vec![
            owner(t, &book.name),
            count(book.customers),
            Value::Money(book.lines.closing),
            Value::Money(book.lines.change()),
        ];
        if targets {
            if !t.speech.full {
                cells.push(book.target.map_or(Value::Empty, Value::Money));
            }
            cells.push(ratio(book.of_target));
        }
        cells.extend([ratio(book.repeat_share), count(book.overdue.n as usize)]);
        cells.extend(promises.then(|| book.promises.map_or(Value::Empty, count)));
        cells.extend(status.map(|_| {
            let used = engaged(status, &book.name).filter(|_| !book.name.is_empty());
            used.map_or(Value::Empty, |used| quota_used(t, used, quota))
        }));
        cells.extend((leads && !t.speech.full).then(|| count(book.leads)));
        cells.extend(others.then(|| count(book.with_others)));
        table.rows.push(Row::body(cells));
    }
    let sum = |of: fn(&OwnerBook) -> usize| count(found.books.iter().map(of).sum());
    let whole = &found.whole;
    let mut cells = vec![
        text(t.label(Label::Total)),
        count(found.customers),
        Value::Money(whole.closing),
        Value::Money(whole.change()),
    ];
    if targets {
        let aims = || found.books.iter().filter_map(|book| book.aim.as_ref());
        if !t.speech.full {
            cells.push(Value::Money(aims().map(|aim| aim.target).sum()));
        }
        let due: Money = aims().filter(|aim| aim.actual.is_some()).map(|aim| aim.due).sum();
        let reached: Money = aims().filter_map(|aim| aim.actual).sum();
        cells.push(ratio(reached.share_of(due).filter(|_| due.is_positive())));
    }
    cells.push(ratio((whole.closing - whole.new).share_of(whole.closing)));
    cells.push(sum(|book| book.overdue.n as usize));
    cells.extend(promises.then(|| sum(|book| book.promises.unwrap_or_default())));
    cells.extend(status.map(|status| quota_used(t, status.whole.engaged, None)));
    cells.extend((leads && !t.speech.full).then(|| sum(|book| book.leads)));
    // A customer that several sell to would count several times.
    cells.extend(others.then_some(Value::Empty));
    table.rows.push(total_row(cells));
    table
}

/// Gives the bridge of each book.
fn bridges(t: &Telling<'_>, found: &Owners) -> Table {
    let mut table = begun(t, "owner_bridges", found.books.len(), found, None);
    let lines = |lines: &SliceLines| lines.named();
    let is_zero = |at: usize| found.books.iter().all(|book| lines(&book.lines)[at].1.is_zero());
    let kept: Vec<usize> = (0..11).filter(|&at| at == 0 || at == 10 || !is_zero(at)).collect();
    table.columns = vec![head(t, "owner", Head::Owner, Kind::Name)];
    let names = lines(&found.whole);
    table.columns.extend(kept.iter().map(|&at| {
        let (id, _) = names[at];
        let label = match id {
            "opening" => found.period_before.label(),
            "closing" => found.period.label(),
            "transfers_in" => t.words.transfers_in().to_owned(),
            "transfers_out" => t.words.transfers_out().to_owned(),
            id => t.label(super::bridge::line_label(id)),
        };
        plain_column(id, label, if matches!(id, "opening" | "closing") { Kind::Money } else { Kind::Change })
    }));
    let row = |name: Value, of: &SliceLines| {
        let named = lines(of);
        std::iter::once(name).chain(kept.iter().map(|&at| Value::Money(named[at].1))).collect::<Vec<Value>>()
    };
    for book in &found.books {
        table.rows.push(Row::body(row(owner(t, &book.name), &book.lines)));
    }
    table.rows.push(total_row(row(text(t.label(Label::Total)), &found.whole)));
    table
}

/// Gives what hangs on each person and on its largest customer.
fn risks(t: &Telling<'_>, found: &Owners) -> Table {
    let mut table = begun(t, "owner_risks", found.books.len(), found, None);
    let any = |is: fn(&OwnerBook) -> bool| found.books.iter().any(is);
    let margin = any(|book| book.margin.is_some());
    let satisfaction = any(|book| book.satisfaction.is_some()) && !t.speech.full;
    let claims = any(|book| book.claims.is_some()) && !t.speech.full;
    table.columns = vec![head(t, "owner", Head::Owner, Kind::Name)];
    table.columns.push(plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money));
    table.columns.push(head(t, "alone", Head::Alone, Kind::Count));
    table.columns.push(head(t, "alone_amount", Head::AloneMoney, Kind::Money));
    table.columns.push(head(t, "alone_share", Head::AloneShare, Kind::Share));
    if margin {
        table.columns.push(head(t, "margin", Head::Margin, Kind::Share));
    }
    if satisfaction {
        table.columns.push(head(t, "satisfaction", Head::Satisfaction, Kind::Number(1)));
        table.columns.push(head(t, "low", Head::Low, Kind::Count));
    }
    if claims {
        table.columns.push(head(t, "claims", Head::Claims, Kind::Text));
    }
    if !t.speech.full {
        table.columns.push(t.column("hhi", Label::Hhi, Kind::Number(0)));
    }
    table.columns.push(head(t, "largest", Head::Largest, Kind::Text));
    for book in &found.books {
        let mut cells = vec![
            owner(t, &book.name),
            Value::Money(book.window),
            count(book.alone.n as usize),
            Value::Money(book.alone.amount),
            ratio(book.alone_share),
        ];
        cells.extend(margin.then(|| ratio(book.margin)));
        if satisfaction {
            let rated = book.satisfaction.as_ref();
            cells.push(number(rated.and_then(|rated| rated.mean)));
            cells.push(rated.map_or(Value::Empty, |rated| count(rated.low)));
        }
        cells.extend(claims.then(|| book.claims.map_or(Value::Empty, |claims| text(t.words.owner_claims(claims)))));
        if !t.speech.full {
            cells.push(number(book.hhi));
        }
        let largest = book.largest.map(|customer| match t.speech.full {
            true => t.words.owner_largest(&t.told(customer), book.cr1),
            false => t.words.owner_largest(t.name(customer), book.cr1),
        });
        cells.push(largest.map_or(Value::Empty, text));
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives what new customers have grown to.
fn newcomers(t: &Telling<'_>, found: &Owners) -> Table {
    let mut table = begun(t, "owner_new", found.books.len(), found, None);
    table.columns = vec![
        match t.speech.full {
            true => plain_column("owner", t.words.owners_title("owner_new", found.books.len(), None), Kind::Name),
            false => head(t, "owner", Head::Owner, Kind::Name),
        },
        head(t, "new", Head::New, Kind::Count),
        head(t, "first", Head::First, Kind::Money),
        head(t, "now", Head::NowMoney, Kind::Money),
        head(t, "grown", Head::Grown, Kind::Percent),
    ];
    let growth = |first: Money, now: Money| (now - first).share_of(first);
    let mut whole = (0, Money::ZERO, Money::ZERO);
    for book in found.books.iter().filter(|book| book.grown.customers > 0) {
        let one = &book.grown;
        whole = (whole.0 + one.customers, whole.1 + one.first, whole.2 + one.now);
        let grown = ratio(growth(one.first, one.now));
        let cells =
            vec![owner(t, &book.name), count(one.customers), Value::Money(one.first), Value::Money(one.now), grown];
        table.rows.push(Row::body(cells));
    }
    let (customers, first, now) = whole;
    let total = text(t.label(Label::Total));
    table.rows.push(total_row(vec![
        total,
        count(customers),
        Value::Money(first),
        Value::Money(now),
        ratio(growth(first, now)),
    ]));
    table
}

/// Gives the customers that changed hands, and what became of them.
fn transfers(t: &Telling<'_>, found: &Owners) -> Table {
    let many = found.transfers.len();
    let mut table = begun(t, "owner_transfers", many, found, None);
    table.columns = vec![
        list_head(t, "owner_transfers", many, None),
        head(t, "from", Head::From, Kind::Text),
        head(t, "to", Head::To, Kind::Text),
        head(t, "since", Head::Since, Kind::Date),
        head(t, "before", Head::Before, Kind::Money),
        head(t, "after", Head::After, Kind::Money),
        head(t, "became", Head::Became, Kind::Mark),
    ];
    if !t.speech.full {
        table.columns.insert(4, head(t, "days", Head::Days, Kind::Count));
    }
    fold(t, &mut table, many);
    for one in &found.transfers {
        let mut cells = vec![
            t.name_cell(one.customer),
            text(one.from.as_str()),
            text(one.to.as_str()),
            date(Some(one.day)),
            Value::Money(one.before),
            Value::Money(one.after),
            text(t.words.transfer_became(one.became)),
        ];
        if !t.speech.full {
            cells.insert(4, Value::Count(i64::from(one.days)));
        }
        table.rows.push(Row::body(cells));
    }
    table
}
