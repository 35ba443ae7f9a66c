//! The register: every customer with all that is known of it, to sort and filter.

use std::cmp::Reverse;

use super::happened::happened;
use super::ranks::{Ranks, rate};
use super::telling::{Telling, count, date, number, period_column, plain_column, ratio, table, text, total_row};
use super::top::group;
use super::words::labels::Label;
use super::{Kind, Row, Table, TableRole, Value};
use crate::analyse::{CadenceClass, Signal};
use crate::model::Money;

/// Gives every customer with all that is known of it, by size of change: the register to sort and filter.
pub(super) fn customers(t: &Telling<'_>, ranks: &Ranks) -> Table {
    let place = t.place();
    let cube = t.subject.cube;
    let year = cube.place_of(t.period().year_before());
    let whole = t.total(place);
    let places = t.recent();
    let mut table = table("customers", TableRole::Register);
    table.show = Some(20);
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        t.column("movement", Label::Movement, Kind::Mark),
        t.column("class", Label::Class, Kind::Mark),
        period_column("amount", t.period(), t.words.this_column(t.period()), Kind::Money),
        period_column("amount", t.period().before(), t.words.before_column(t.period().before()), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        t.column("change_rate", Label::ChangeRate, Kind::Percent),
    ];
    if year.is_some() {
        let before = t.period().year_before();
        table.columns.push(period_column("amount", before, t.words.year_column(before), Kind::Money));
        table.columns.push(t.column("change_year", Label::ChangeYear, Kind::Change));
    }
    table.columns.extend([
        plain_column("share", t.words.share_of_period(t.period()), Kind::Share),
        t.column("rank", Label::Rank, Kind::Count),
        t.column("rank_change", Label::RankChange, Kind::RankChange),
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        plain_column("series", t.words.last_periods(places.len()), Kind::Series),
        t.column("trend", Label::Trend, Kind::Mark),
        t.column("signal", Label::Signal, Kind::Mark),
        t.column("orders", Label::Orders, Kind::Count),
        t.column("interval", Label::Interval, Kind::Number(1)),
        t.column("last_order", Label::LastOrder, Kind::Date),
        t.column("silence", Label::Silence, Kind::Days),
        t.column("silence_ratio", Label::SilenceRatio, Kind::Number(1)),
        t.column("cadence", Label::Cadence, Kind::Mark),
        t.column("happened", Label::Happened, Kind::Text),
    ]);
    for &at in &places {
        let period = cube.periods[at];
        table.columns.push(period_column("net", period, period.label(), Kind::Money));
    }
    let before = |customer: usize| if place > 0 { t.net(customer, place - 1) } else { Money::ZERO };
    let mut order: Vec<usize> = (0..cube.customers.len()).collect();
    // Customers stand by key, so their places break ties.
    order.sort_by_cached_key(|&at| (Reverse((t.net(at, place) - before(at)).abs()), at));
    for customer in order {
        let (now, then) = (t.net(customer, place), before(customer));
        let mover = ranks.movers.get(&customer);
        let trend = t.trend(customer);
        let cadence = trend.map(|trend| &trend.cadence);
        let mut cells = vec![
            t.name_cell(customer),
            mover.map_or(Value::Empty, |mover| text(t.words.movement(mover.movement))),
            t.class(customer).map_or(Value::Empty, |class| text(class.to_string())),
            Value::Money(now),
            Value::Money(then),
            Value::Money(now - then),
            rate(t, mover, now, then),
        ];
        if let Some(year) = year {
            let then = t.net(customer, year);
            cells.extend([Value::Money(then), Value::Money(now - then)]);
        }
        cells.extend([
            ratio(now.share_of(whole)),
            ranks.now.get(&customer).map_or(Value::Empty, |rank| count(*rank)),
            ranks.moved(t, customer),
            t.window_amount(customer).map_or(Value::Empty, Value::Money),
            Value::Series(t.series(customer).into()),
            trend.map_or(Value::Empty, |trend| text(t.words.direction(trend.direction))),
            trend.map_or(Value::Empty, |trend| t.words.signal(trend.signal).map_or(Value::Empty, text)),
            t.orders(u64::from(cube.customers[customer].cell(place).orders)),
            number(cadence.and_then(|cadence| cadence.median_interval)),
            date(cadence.and_then(|cadence| cadence.last_order)),
            cadence.and_then(|c| c.silence).map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            number(cadence.and_then(|cadence| cadence.ratio)),
            cadence.map_or(Value::Empty, |cadence| text(t.words.cadence_mark(cadence))),
            match (mover, &t.subject.analysis.bridge) {
                (Some(mover), Some(bridge)) => text(t.words.happened(&happened(t, bridge, mover))),
                _ => Value::Empty,
            },
        ]);
        cells.extend(places.iter().map(|&at| Value::Money(t.net(customer, at))));
        let mut hot = Vec::new();
        if trend.is_some_and(|trend| matches!(trend.signal, Signal::Surge | Signal::Plunge)) {
            hot.push("signal");
        }
        if cadence.is_some_and(|cadence| cadence.class == CadenceClass::Overdue) {
            hot.push("cadence");
        }
        table.rows.push(Row { group: mover.map(|mover| group(mover.movement)), hot, ..Row::body(cells) });
    }
    let whole_before = if place > 0 { t.total(place - 1) } else { Money::ZERO };
    let mut cells = vec![
        text(t.label(Label::Total)),
        Value::Empty,
        Value::Empty,
        Value::Money(whole),
        Value::Money(whole_before),
        Value::Money(whole - whole_before),
        rate(t, None, whole, whole_before),
    ];
    if let Some(year) = year {
        cells.extend([Value::Money(t.total(year)), Value::Money(whole - t.total(year))]);
    }
    cells.extend([ratio(whole.share_of(whole)), Value::Empty, Value::Empty]);
    let window = &t.subject.analysis.concentration;
    cells.push(Value::Money(window.amount + window.others.iter().map(|(_, amount)| *amount).sum::<Money>()));
    let orders: u64 = cube.customers.iter().map(|customer| u64::from(customer.cell(place).orders)).sum();
    cells.extend([Value::Empty, Value::Empty, Value::Empty, t.orders(orders)]);
    cells.extend(vec![Value::Empty; 6]);
    cells.extend(places.iter().map(|&at| Value::Money(t.total(at))));
    table.rows.push(total_row(cells));
    table.finding = t.words.customers_finding(cube.customers.len());
    table.subtitle = t.words.customers_subtitle(t.period(), t.as_of(), t.subject.orders.currency.as_deref());
    table
}
