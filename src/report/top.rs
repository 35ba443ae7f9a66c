//! The customers that moved revenue most, and those that make most of it; below, every customer in one register.

use super::happened::happened;
use super::questions::asked_table;
use super::ranks::{Ranks, rate};
use super::register::customers;
use super::telling::{Telling, count, date, period_column, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Section, Table, TableRole, Text, Value};
use crate::analyse::{Bridge, CadenceClass, Movement, Mover, Signal};
use crate::model::Money;

/// How many customers a Top-10 has.
const TEN: usize = 10;

/// Gives the section: by change, by revenue, and the register of all customers.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let mut section = Section {
        id: "top",
        nav: t.words.nav_top(t.top(TEN)),
        finding: String::new(),
        lead: Vec::new(),
        blocks: Vec::new(),
    };
    let ranks = Ranks::of(t);
    section.finding = t.words.top_finding(&ranks.summary(t, t.top(TEN)));
    if let Some(bridge) = &t.subject.analysis.bridge {
        section.blocks.push(Block::Table(by_change(t, bridge, TableRole::Secondary)));
    }
    section.blocks.extend(t.subject.analysis.bridge.as_ref().and_then(|b| asked_table(t, b)).map(Block::Table));
    section.blocks.push(Block::Table(by_revenue(t, &ranks)));
    section.blocks.push(Block::Table(customers(t, &ranks)));
    if let Some(bridge) = &t.subject.analysis.bridge {
        let whole = tidy(t, bridge, None);
        section.blocks.push(Block::Table(Table { role: TableRole::Data, ..whole }));
    }
    section
}

/// Gives the customers that moved revenue most, what happened to each, and the others in one line, so that sums stay whole.
pub(crate) fn by_change(t: &Telling<'_>, bridge: &Bridge, role: TableRole) -> Table {
    let moved: Vec<&Mover> = bridge.movers.iter().filter(|mover| !mover.change.is_zero()).collect();
    let shown = t.top(TEN).min(moved.len());
    let mut table = table("top_changes", role);
    table.finding = moved.first().map_or_else(
        || t.words.nobody_moved(),
        |first| t.words.top_change_finding(&t.told(first.customer), first.movement, first.change, bridge.change()),
    );
    table.subtitle = t.words.top_change_subtitle(bridge, t.subject.orders.currency.as_deref());
    let page = !t.speech.full;
    table.columns = vec![
        plain_column("rank", "", Kind::Count),
        t.column("customer", Label::Customer, Kind::Name),
        t.column("change", Label::Change, Kind::Change),
        t.column("movement", Label::Movement, Kind::Mark),
    ];
    if page {
        table.columns.push(t.column("class", Label::Class, Kind::Mark));
        table.columns.push(period_column("amount", bridge.period0, bridge.period0.label(), Kind::Money));
        table.columns.push(period_column("amount", bridge.period1, bridge.period1.label(), Kind::Money));
    }
    let fx = page && moved.iter().any(|mover| !mover.fx.is_zero());
    if fx {
        table.columns.push(t.column("fx", Label::Fx, Kind::Change));
    }
    table.columns.push(t.column("happened", Label::Happened, Kind::Text));
    let row = |cells: [Value; 4], wide: [Value; 4], last: Value| {
        let mut cells = Vec::from(cells);
        if page {
            cells.extend(wide.into_iter().take(if fx { 4 } else { 3 }));
        }
        cells.push(last);
        cells
    };
    for (at, mover) in moved.iter().take(shown).enumerate() {
        let told = t.words.happened(&happened(t, bridge, mover));
        let class = t.class(mover.customer).map_or(Value::Empty, |class| text(class.to_string()));
        let cells = row(
            [
                count(at + 1),
                t.name_cell(mover.customer),
                Value::Money(mover.change),
                text(t.words.movement(mover.movement)),
            ],
            [class, Value::Money(mover.r0), Value::Money(mover.r1), Value::Money(mover.fx)],
            text(told),
        );
        table.rows.push(Row { group: Some(group(mover.movement)), ..Row::body(cells) });
    }
    let mut close = |name: String, movers: &[&Mover], role| {
        let sum = |pick: fn(&Mover) -> Money| movers.iter().map(|mover| pick(mover)).sum::<Money>();
        let cells = row(
            [Value::Empty, text(name), Value::Money(sum(|m| m.change)), Value::Empty],
            [Value::Empty, Value::Money(sum(|m| m.r0)), Value::Money(sum(|m| m.r1)), Value::Money(sum(|m| m.fx))],
            Value::Empty,
        );
        table.rows.push(Row::of(role, cells));
    };
    if shown < moved.len() {
        close(t.words.these(shown), &moved[..shown], RowRole::Subtotal);
        close(t.words.others(moved.len() - shown), &moved[shown..], RowRole::Rest);
    }
    if !moved.is_empty() {
        close(t.words.all_moved(moved.len()), &moved, RowRole::Total);
    }
    table
}

/// Gives the stable name of a movement, for filters.
pub(crate) fn group(movement: Movement) -> &'static str {
    match movement {
        Movement::New => "new",
        Movement::Returned => "returned",
        Movement::Up => "up",
        Movement::Level => "level",
        Movement::Down => "down",
        Movement::Lost => "lost",
        Movement::Inactive => "inactive",
    }
}

fn by_revenue(t: &Telling<'_>, ranks: &Ranks) -> Table {
    let place = t.place();
    let shown = t.top(TEN).min(ranks.now.len());
    let whole = t.total(place);
    let before = |customer: usize| if place > 0 { t.net(customer, place - 1) } else { Money::ZERO };
    let mut table = table("top_revenue", TableRole::Secondary);
    table.finding = match ranks.order.first().filter(|_| shown > 0) {
        Some(&first) => t.words.top_revenue_finding(
            &t.told(first),
            t.net(first, place),
            t.net(first, place).share_of(whole),
            t.period(),
        ),
        None => t.words.no_revenue(t.period()),
    };
    table.subtitle = t.words.top_revenue_subtitle(t.period(), &t.recent_labels(), t.subject.orders.currency.as_deref());
    table.columns = vec![
        plain_column("rank", "#", Kind::Count),
        t.column("customer", Label::Customer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
        period_column("amount", t.period(), t.period().label(), Kind::Money),
        period_column("amount", t.period().before(), t.period().before().label(), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        t.column("change_rate", Label::ChangeRate, Kind::Percent),
        plain_column("share", t.words.share_of_period(t.period()), Kind::Share),
        t.column("rank_change", Label::RankChange, Kind::RankChange),
        t.column("trend", Label::Trend, Kind::Mark),
        plain_column("series", t.words.last_periods(t.recent().len()), Kind::Series),
    ];
    let mut sums = [Money::ZERO; 2];
    for (at, &customer) in ranks.order[..shown].iter().enumerate() {
        let (now, then) = (t.net(customer, place), before(customer));
        sums[0] += now;
        sums[1] += then;
        let cells = vec![
            count(at + 1),
            t.name_cell(customer),
            t.class(customer).map_or(Value::Empty, |class| text(class.to_string())),
            Value::Money(now),
            Value::Money(then),
            Value::Money(now - then),
            rate(t, ranks.movers.get(&customer), now, then),
            ratio(now.share_of(whole)),
            ranks.moved(t, customer),
            t.trend(customer).map_or(Value::Empty, |trend| text(t.words.trend_marks(trend))),
            Value::Series(t.series(customer).into()),
        ];
        let hot = if t.trend(customer).is_some_and(is_hot) { vec!["trend"] } else { Vec::new() };
        table.rows.push(Row::body(cells).hot(hot));
    }
    let whole_before = if place > 0 { t.total(place - 1) } else { Money::ZERO };
    let mut close = |name: String, now: Money, then: Money, role| {
        let mut cells = vec![Value::Empty, text(name), Value::Empty, Value::Money(now), Value::Money(then)];
        cells.extend([Value::Money(now - then), rate(t, None, now, then), ratio(now.share_of(whole))]);
        cells.extend([Value::Empty, Value::Empty, Value::Empty]);
        table.rows.push(Row::of(role, cells));
    };
    let others = t.subject.cube.customers.iter().filter(|c| !c.cell(place).net.is_zero()).count().saturating_sub(shown);
    if shown > 0 {
        close(t.words.top_sum(shown), sums[0], sums[1], RowRole::Subtotal);
    }
    if others > 0 || whole != sums[0] || whole_before != sums[1] {
        close(t.words.others(others), whole - sums[0], whole_before - sums[1], RowRole::Rest);
    }
    close(t.label(Label::AllCustomers), whole, whole_before, RowRole::Total);
    if place == 0 {
        table.notes.push(Text::plain(t.words.no_bridge_why()));
    }
    table
}

/// Gives the customers of the bridge as a tidy table, largest change first; the csv of `top`.
pub(crate) fn tidy(t: &Telling<'_>, bridge: &Bridge, top: Option<usize>) -> Table {
    let mut table = table("top", TableRole::Primary);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("period", Kind::Text),
        id("period_before", Kind::Text),
        id("rank", Kind::Count),
        id("key", Kind::Text),
        id("customer", Kind::Name),
        id("movement", Kind::Mark),
        id("amount_before", Kind::Money),
        id("amount", Kind::Money),
        id("change", Kind::Money),
        id("orders_before", Kind::Count),
        id("orders", Kind::Count),
        id("class", Kind::Mark),
        id("last_order", Kind::Date),
        id("verified", Kind::Mark),
        id("not_yet_due", Kind::Mark),
        id("seasonal", Kind::Mark),
    ];
    let flag = |flag: Option<bool>| flag.map_or(Value::Empty, |yes| text(if yes { "true" } else { "false" }));
    let many = top.unwrap_or(bridge.movers.len());
    for (at, mover) in bridge.movers.iter().take(many).enumerate() {
        let customer = &t.subject.cube.customers[mover.customer];
        let orders = |period| t.subject.cube.place_of(period).map_or(0, |at| u64::from(customer.cell(at).orders));
        table.rows.push(Row::body(vec![
            text(bridge.period1.label()),
            text(bridge.period0.label()),
            count(at + 1),
            text(customer.key.as_str()),
            text(customer.name.as_str()),
            text(group(mover.movement)),
            Value::Money(mover.r0),
            Value::Money(mover.r1),
            Value::Money(mover.change),
            t.orders(orders(bridge.period0)),
            t.orders(orders(bridge.period1)),
            t.class(mover.customer).map_or(Value::Empty, |class| text(class.to_string())),
            date(customer.order_days(t.as_of()).last().filter(|_| t.has_orders())),
            flag(mover.verified),
            flag(mover.not_yet_due),
            flag(mover.seasonal),
        ]));
    }
    table
}

/// Says whether the mark of a trend asks for attention: a signal, or an order that is overdue.
fn is_hot(trend: &crate::analyse::Trend) -> bool {
    matches!(trend.signal, Signal::Surge | Signal::Plunge) || trend.cadence.class == CadenceClass::Overdue
}
