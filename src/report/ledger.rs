//! One customer's itemised account: what it is, its periods, products, orders, credits and rows, and that they add up.

mod json;
mod rows;

use self::json::json_of;
use self::rows::{entries, lines};
use super::data;
use super::questions;
use super::telling::{Telling, count, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::words::ledger::LedgerFact;
use super::words::speech::rounded;
use super::{
    BarTone, Block, Column, Kind, Report, Row, RowRole, Section, Subject, Table, TableRole, Text, Value, View,
};
use crate::analyse::{Ledger, LedgerNamed, LedgerPeriod};
use crate::model::{Day, Money, Orders};

/// How many periods a terminal lists one by one, and how many products.
const PERIODS: usize = 13;
const PRODUCTS: usize = 10;

/// Tells a customer's account.
pub fn ledger(subject: &Subject<'_>, view: &View, ledger: &Ledger) -> Report {
    let t = Telling::terminal(subject, view);
    let name = t.told(ledger.customer);
    let mut report = t.begin("ledger", name.to_string());
    let before = ledger.scope.and_then(|period| t.subject.cube.place_of(period)?.checked_sub(1));
    let before = before.map(|place| t.net(ledger.customer, place));
    report.verdict = match ledger.scope {
        Some(period) => t.words.ledger_period_verdict(&name, ledger, period, before),
        None => t.words.ledger_verdict(&name, ledger),
    };
    let mut blocks = Vec::new();
    if ledger.scope.is_none() {
        blocks.push(Block::Table(facts(&t, ledger)));
        blocks.push(Block::Table(periods(&t, ledger)));
        blocks.extend(questions::of_customer(&t, ledger.customer));
    }
    let has_products = ledger.products.iter().any(|product| !product.name.is_empty());
    let section = |id: &'static str, finding: String, blocks: Vec<Block>| Section {
        id,
        nav: match id {
            "ledger_products" => t.label(Label::Product),
            "ledger_orders" => t.label(Label::Orders),
            "ledger_lines" => t.label(Label::Rows),
            _ => t.words.ledger_nav().to_owned(),
        },
        finding,
        lead: Vec::new(),
        blocks,
    };
    if !blocks.is_empty() {
        report.sections.push(section("ledger", String::new(), blocks));
    }
    if has_products {
        let blocks = vec![Block::Table(products(&t, ledger))];
        report.sections.push(section("ledger_products", t.words.ledger_products(ledger), blocks));
    }
    let credits = ledger.entries.iter().filter(|entry| entry.credit).count();
    let orders = ledger.entries.len() - credits;
    if !ledger.entries.is_empty() {
        let blocks = vec![Block::Table(entries(&t, ledger))];
        report.sections.push(section("ledger_orders", t.words.ledger_orders(orders, credits), blocks));
    }
    if view.lines {
        let blocks = vec![Block::Table(lines(&t, ledger, false))];
        report.sections.push(section("ledger_lines", t.words.ledger_lines(ledger), blocks));
    }
    let check = Block::Note(t.words.ledger_adds_up(ledger, orders, credits));
    match report.sections.last_mut() {
        Some(last) => last.blocks.push(check),
        None => report.sections.push(section("ledger", String::new(), vec![check])),
    }
    report.primary = Table { id: "ledger", role: TableRole::Primary, ..lines(&t, ledger, true) };
    report.data = data::part(&t, "ledger", &json_of(&t, ledger));
    report
}

/// Gives what the customer is: label and value.
fn facts(t: &Telling<'_>, ledger: &Ledger) -> Table {
    let customer = ledger.customer;
    let mut table = table("ledger_facts", TableRole::Facts);
    table.columns = vec![plain_column("fact", "", Kind::Text), plain_column("value", "", Kind::Text)];
    let mut fact = |fact: LedgerFact, value: String| {
        if !value.is_empty() {
            table.rows.push(Row::body(vec![text(t.words.ledger_fact(fact)), text(value)]));
        }
    };
    if crate::clean::normalise(t.name(customer)) != t.key(customer) {
        fact(LedgerFact::Id, t.key(customer).to_owned());
    }
    let cube = t.subject.cube;
    let book: Money = cube.customers.iter().flat_map(|one| &one.cells).map(|(_, cell)| cell.net).sum();
    fact(LedgerFact::All, t.words.ledger_all(ledger.amount, ledger.lines.len(), ledger.amount.share_of(book)));
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    if t.has_orders() {
        let mut days = cube.customers[customer].order_days(t.as_of());
        let first = days.next();
        fact(LedgerFact::FirstOrder, day(first));
        fact(LedgerFact::LastOrder, day(days.last().or(first)));
        fact(LedgerFact::Pace, t.trend(customer).map_or_else(String::new, |trend| t.words.ledger_pace(trend)));
    }
    let activity = t.subject.analysis.activity.as_ref();
    let alive = activity.and_then(|activity| activity.of(customer));
    fact(LedgerFact::Alive, alive.map_or_else(String::new, |one| t.words.ledger_alive(one)));
    let window = &t.subject.analysis.concentration;
    let holder = ledger.rank.and_then(|rank| window.holders.get(rank - 1));
    fact(LedgerFact::Place, t.words.ledger_place(t.class(customer), holder, ledger.rank, window));
    let direction = t.trend(customer).map_or_else(String::new, |trend| t.words.trend_marks(trend));
    fact(LedgerFact::Direction, direction);
    let named = |all: &[LedgerNamed]| {
        let told: Vec<String> = all.iter().map(|one| t.words.ledger_named(one, all.len() > 1)).collect();
        t.words.list(&told)
    };
    fact(LedgerFact::Owner, named(&ledger.owners));
    fact(LedgerFact::Country, named(&ledger.countries));
    let aside: Vec<String> =
        ledger.set_aside.iter().map(|(reason, tally)| t.words.ledger_set_aside(*reason, *tally)).collect();
    fact(LedgerFact::SetAside, t.words.list(&aside));
    for line in super::targets::of_customer(t, customer) {
        fact(LedgerFact::Target, line);
    }
    table
}

fn average(one: &LedgerPeriod) -> Value {
    match (one.orders, one.ordered) {
        (Some(orders), Some(ordered)) if orders > 0 => Value::Money(rounded(ordered.units() / f64::from(orders))),
        _ => Value::Empty,
    }
}

/// Gives a quantity; nothing where a row has none.
fn quantity(raw: i64) -> Value {
    if raw == Orders::NO_QUANTITY { Value::Empty } else { Value::Number(Money::from_raw(raw).units()) }
}

/// Gives the decimals that quantities need.
fn decimals(raws: impl Iterator<Item = i64>) -> u8 {
    raws.filter(|&raw| raw != Orders::NO_QUANTITY).map(|raw| Money::from_raw(raw).decimals()).max().unwrap_or(0)
}

/// Gives the periods with the customer's movement in each bridge; of many the last, the earlier ones in one line.
fn periods(t: &Telling<'_>, ledger: &Ledger) -> Table {
    let mut table = table("ledger_periods", TableRole::Secondary);
    let has_quantity = ledger.periods.iter().any(|one| one.quantity.is_some());
    let places = decimals(ledger.periods.iter().filter_map(|one| one.quantity));
    table.columns = vec![
        plain_column("period", t.words.grain_heading(None), Kind::Text),
        t.column("amount", Label::Revenue, Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        t.column("movement", Label::Movement, Kind::Mark),
    ];
    if t.has_orders() {
        table.columns.push(t.column("orders", Label::Orders, Kind::Count));
        table.columns.push(t.column("average_order", Label::AverageOrder, Kind::Money));
    }
    if has_quantity {
        table.columns.push(t.column("quantity", Label::Quantity, Kind::Number(places)));
    }
    table.columns.push(plain_column("bar", "", Kind::Bar));
    let skipped = ledger.periods.len().saturating_sub(PERIODS);
    let most = ledger.periods.iter().map(|one| one.amount.units()).fold(f64::MIN_POSITIVE, f64::max);
    let summed = |label: String, some: &[LedgerPeriod]| {
        let mut cells =
            vec![text(label), Value::Money(some.iter().map(|one| one.amount).sum()), Value::Empty, Value::Empty];
        if t.has_orders() {
            cells.push(Value::Count(some.iter().filter_map(|one| one.orders).map(i64::from).sum()));
            cells.push(Value::Empty);
        }
        if has_quantity {
            let one_unit = ledger.units.len() < 2;
            cells.push(if one_unit {
                quantity(some.iter().filter_map(|one| one.quantity).sum())
            } else {
                Value::Empty
            });
        }
        cells.push(Value::Empty);
        cells
    };
    if skipped > 0 {
        let earlier = summed(t.words.ledger_earlier(skipped), &ledger.periods[..skipped]);
        table.rows.push(Row::of(RowRole::Rest, earlier));
    }
    for one in &ledger.periods[skipped..] {
        let label = one.period.label();
        let mut cells = vec![
            text(if one.complete { label } else { format!("{label}*") }),
            Value::Money(one.amount),
            one.change.filter(|_| one.complete).map_or(Value::Empty, Value::Money),
            one.movement.map_or(Value::Empty, |movement| text(t.words.movement(movement))),
        ];
        if t.has_orders() {
            cells.push(one.orders.map_or(Value::Empty, |orders| Value::Count(i64::from(orders))));
            cells.push(average(one));
        }
        if has_quantity {
            cells.push(one.quantity.map_or(Value::Empty, quantity));
        }
        let end = (one.amount.units() / most).max(0.0);
        cells.push(Value::Bar { start: 0.0, end, tone: BarTone::Total });
        table.rows.push(Row::of(if one.complete { RowRole::Body } else { RowRole::Muted }, cells));
    }
    table.rows.push(total_row(summed(t.label(Label::Total), &ledger.periods)));
    let partial = t.subject.analysis.partial.as_ref().filter(|_| ledger.periods.iter().any(|one| !one.complete));
    table.notes.extend(partial.map(|partial| Text::plain(t.words.customer_partial(partial))));
    if has_quantity && ledger.units.len() > 1 {
        table.notes.push(Text::plain(t.words.ledger_units(&ledger.units)));
    }
    table
}

/// Gives the products, the largest one by one, with their change between the report's period and the one before.
fn products(t: &Telling<'_>, ledger: &Ledger) -> Table {
    let mut table = table("ledger_products", TableRole::Secondary);
    let before = t.subject.analysis.bridge.as_ref().map(|bridge| bridge.period0).filter(|_| ledger.scope.is_none());
    table.columns = vec![
        t.column("product", Label::Product, Kind::Name),
        t.column("amount", Label::Amount, Kind::Money),
        t.column("share", Label::Share, Kind::Share),
        t.column("rows", Label::Rows, Kind::Count),
    ];
    if let Some(before) = before {
        table.columns.extend([
            Column { id: "amount", period: Some(before.label()), label: before.label(), kind: Kind::Money },
            Column { id: "amount", period: Some(t.period().label()), label: t.period().label(), kind: Kind::Money },
            t.column("change", Label::Change, Kind::Change),
        ]);
    }
    table.columns.push(plain_column("last", t.words.ledger_last_heading(), Kind::Date));
    let row = |name: String, some: &[crate::analyse::LedgerProduct], last: Value| {
        let sum = |of: fn(&crate::analyse::LedgerProduct) -> Money| some.iter().map(of).sum::<Money>();
        let amount = sum(|one| one.amount);
        let rows = some.iter().map(|one| one.rows as usize).sum();
        let mut cells = vec![text(name), Value::Money(amount), ratio(amount.share_of(ledger.amount)), count(rows)];
        if before.is_some() {
            let (then, now) = (sum(|one| one.before.unwrap_or_default()), sum(|one| one.now));
            cells.extend([Value::Money(then), Value::Money(now), Value::Money(now - then)]);
        }
        cells.push(last);
        cells
    };
    for one in ledger.products.iter().take(PRODUCTS) {
        let name = if one.name.is_empty() { t.words.ledger_no_product().to_owned() } else { one.name.clone() };
        table.rows.push(Row::body(row(name, std::slice::from_ref(one), Value::Date(one.last))));
    }
    let others = ledger.products.get(PRODUCTS..).unwrap_or_default();
    if !others.is_empty() {
        table.rows.push(Row::of(RowRole::Rest, row(t.words.ledger_other_products(others.len()), others, Value::Empty)));
    }
    table.rows.push(total_row(row(t.label(Label::Total), &ledger.products, Value::Empty)));
    table
}
