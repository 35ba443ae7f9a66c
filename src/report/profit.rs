//! Gross profit and contribution: by period, the bridge on profit, by size band, and the customers that eat it up.

use super::bridge::{line_label, of_customers};
use super::data;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, count, plain_column, ratio, table, text, total_row};
use super::words::Words;
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{Block, Chart, Kind, Row, RowRole, Size, Spec, Step, Table, TableRole, Text, Value, Waterfall};
use crate::analyse::{CustomerProfit, ProfitBridge, Profits, Sums, profits};
use crate::model::{Failure, Money, Wants};

/// The part.
pub const PART: Part =
    Part::new("profit", Wants { orders: true, rows: true, detail: true, ..Wants::NONE }, tell).after("classes");

/// How many customers a list shows at first.
const SHOWN: usize = 10;

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let costs = t.subject.costs.map(|costs| &costs.rows);
    let found = profits(t.subject.cube, t.subject.orders, costs, t.subject.analysis, t.rules())?;
    let found = match found {
        Ok(found) => found,
        Err(why) => {
            let mut told = Told::begin(PART.id, t.words.profit_nav(), t.words.no_profit_finding());
            let said = Text::plain(t.words.no_profit(&why));
            if !t.speech.full {
                told.section.lead.push(said.clone());
            }
            told.verdict = said;
            told.data = serde_json::json!({ "why_not": why });
            return Ok(told);
        }
    };
    let mut told = Told::begin(PART.id, t.words.profit_nav(), t.words.profit_finding(&found));
    told.verdict = t.words.profit_verdict(&found);
    told.candidates.extend(offered(&found));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    let notes = t.words.profit_notes(&found);
    let section = &mut told.section;
    if !t.speech.full {
        section.lead.push(t.words.profit_verdict(&found));
        // What revenue and margin made stands below the chart.
        section.lead.extend(notes.iter().skip(usize::from(found.bridge.is_some())).cloned());
    }
    if let Some(bridge) = &found.bridge {
        section.blocks.push(match t.speech.full {
            true => Block::Table(Table { role: TableRole::Secondary, ..steps(t, bridge) }),
            false => Block::Chart(waterfall(t, bridge)),
        });
    }
    section.blocks.push(Block::Table(bands(t, &found)));
    section.blocks.push(Block::Table(periods(t, &found)));
    let lists = [
        ("profit_squeezed", (|one| one.squeezed) as fn(&CustomerProfit) -> bool),
        ("profit_losing", |one| one.loses),
        ("profit_thin", |one| one.thin),
    ];
    for (id, is) in lists {
        section.blocks.extend(list(t, &found, id, is).map(Block::Table));
    }
    match t.speech.full {
        true => section.blocks.extend(short_opening(t).into_iter().chain(notes).map(Block::Note)),
        false => section.blocks.push(Block::Table(register(t, &found))),
    }
    Ok(told)
}

/// Offers the profit where another margin than before made much of its change, or where it moved against revenue.
fn offered(found: &Profits) -> Option<Candidate> {
    let [.., before, now] = found.periods.as_slice() else { return None };
    let sums = [before.sums, now.sums];
    let (profit, revenue) = (now.sums.profit - before.sums.profit, now.sums.revenue - before.sums.revenue);
    let at_margin_before = rounded(before.sums.margin? * revenue.units());
    let against = profit.raw().signum() * revenue.raw().signum() < 0;
    let money = if against { profit } else { profit - at_margin_before };
    let say = move |words: &dyn Words| words.said_profit(&sums, revenue);
    Some(Candidate::new((PART.id, PART.id), money, 1.0, say))
}

/// Gives the lines between opening and closing; adjustments and fx only where they are not zero.
fn lines(bridge: &ProfitBridge) -> Vec<(&'static str, Money, usize)> {
    let mut lines = vec![
        ("new", bridge.new, bridge.n_new),
        ("returned", bridge.returned, bridge.n_returned),
        ("up", bridge.up, bridge.n_up),
        ("down", bridge.down, bridge.n_down),
        ("lost", bridge.lost, bridge.n_lost),
    ];
    if !bridge.adjustments.is_zero() {
        lines.push(("adjustments", bridge.adjustments, 0));
    }
    if !bridge.fx.is_zero() {
        lines.push(("fx", bridge.fx, 0));
    }
    lines
}

fn waterfall(t: &Telling<'_>, bridge: &ProfitBridge) -> Chart {
    let total = |id, label: String, amount| Step { id, label, under: String::new(), amount, total: true };
    let mut all = vec![total("opening", bridge.period0.label(), bridge.opening)];
    let mut level = bridge.opening;
    let (mut high, mut low) = (level.max(bridge.closing).positive_part(), level.min(bridge.closing).negative_part());
    for (id, amount, customers) in lines(bridge) {
        level += amount;
        (high, low) = (high.max(level), low.min(level));
        let under = if of_customers(id) { t.words.customers_short(customers) } else { String::new() };
        all.push(Step { id, label: t.label(line_label(id)), under, amount, total: false });
    }
    all.push(total("closing", bridge.period1.label(), bridge.closing));
    Chart {
        id: "profit_bridge",
        finding: t.words.profit_bridge_finding(bridge),
        subtitle: t.words.profit_bridge_subtitle(bridge, t.subject.orders.currency.as_deref()),
        size: Size::TwoThirds,
        spec: Spec::Waterfall(Waterfall { steps: all, scale: high, scale_low: low }),
        table: Some(steps(t, bridge)),
        description: t.words.profit_bridge_finding(bridge),
        notes: short_opening(t).into_iter().chain([t.words.profit_effects(bridge)]).collect(),
    }
}

/// Says that the bridge begins in a period that the data do not cover whole.
fn short_opening(t: &Telling<'_>) -> Option<Text> {
    let revenue = t.subject.analysis.bridge.as_ref().filter(|bridge| bridge.short)?;
    Some(Text::plain(t.words.short_opening(revenue)))
}

fn steps(t: &Telling<'_>, bridge: &ProfitBridge) -> Table {
    let mut table = table("profit_bridge", TableRole::ChartData);
    table.columns = vec![
        plain_column("step", "", Kind::Name),
        plain_column("amount", t.words.gross_profit(), Kind::Money),
        t.column("customers", Label::Customers, Kind::Count),
    ];
    let level = |id, label: Label, period: crate::model::Period, amount| {
        let name = format!("{} {}", t.label(label), period.label());
        Row::of(RowRole::Total, vec![text(name), Value::Money(amount), Value::Empty]).named(id)
    };
    table.rows.push(level("opening", Label::Opening, bridge.period0, bridge.opening));
    for (id, amount, customers) in lines(bridge) {
        let customers = if of_customers(id) { count(customers) } else { Value::Empty };
        let cells = vec![text(t.label(line_label(id))), Value::Change(amount), customers];
        table.rows.push(Row::body(cells).named(id));
    }
    table.rows.push(level("closing", Label::Closing, bridge.period1, bridge.closing));
    table
}

/// Gives the columns of sums after the first one; those of costs where they are known.
fn sums_columns(t: &Telling<'_>, costs: bool) -> Vec<super::Column> {
    let mut columns = vec![
        t.column("revenue", Label::Revenue, Kind::Money),
        plain_column("profit", t.words.gross_profit(), Kind::Money),
        plain_column("margin", t.words.margin(), Kind::Share),
    ];
    if costs {
        columns.push(plain_column("cost_to_serve", t.words.cost_to_serve(), Kind::Money));
        columns.push(plain_column("contribution", t.words.contribution(), Kind::Money));
        columns.push(plain_column("contribution_margin", t.words.contribution_margin(), Kind::Share));
    }
    columns
}

fn sums_cells(sums: &Sums) -> Vec<Value> {
    let mut cells = vec![Value::Money(sums.revenue), Value::Money(sums.profit), ratio(sums.margin)];
    if let (Some(cost), Some(left)) = (sums.cost_to_serve, sums.contribution) {
        cells.extend([Value::Money(cost), Value::Money(left), ratio(sums.contribution_margin)]);
    }
    cells
}

fn bands(t: &Telling<'_>, found: &Profits) -> Table {
    let mut table = table("profit_bands", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.bands_finding(found);
        table.subtitle = t.words.bands_subtitle(found, t.subject.orders.currency.as_deref());
    }
    let window = t.words.window_column(t.rules().limits.window_months);
    let class = if t.speech.full { t.words.class_in(&window) } else { t.label(Label::Class) };
    table.columns =
        vec![plain_column("class", class, Kind::Mark), t.column("customers", Label::Customers, Kind::Count)];
    table.columns.extend(sums_columns(t, found.costs.is_some()));
    table.columns.push(plain_column("share", t.words.share_of_profit(), Kind::Share));
    for band in &found.bands {
        let mut cells = vec![text(band.class.to_string()), count(band.customers)];
        cells.extend(sums_cells(&band.sums));
        cells.push(ratio(band.share_of_profit));
        table.rows.push(Row::body(cells));
    }
    let customers = found.bands.iter().map(|band| band.customers).sum();
    let mut cells = vec![text(t.label(Label::Total)), count(customers)];
    cells.extend(sums_cells(&found.window));
    cells.push(ratio(found.window.profit.share_of(found.window.profit)));
    table.rows.push(total_row(cells));
    table
}

fn periods(t: &Telling<'_>, found: &Profits) -> Table {
    let mut table = table("profit_periods", TableRole::Secondary);
    let places = t.recent();
    let first = places.first().map(|&at| t.subject.cube.periods[at]);
    if !t.speech.full {
        table.finding = t.words.profit_periods_finding(found);
        table.subtitle = t.words.profit_periods_subtitle(t.subject.orders.currency.as_deref());
    }
    table.columns = vec![t.column("period", Label::Period, Kind::Text)];
    table.columns.extend(sums_columns(t, found.costs.is_some()));
    for one in found.periods.iter().filter(|one| first.is_none_or(|first| one.period >= first)) {
        let label = if one.short { format!("{}*", one.period) } else { one.period.label() };
        let mut cells = vec![text(label)];
        cells.extend(sums_cells(&one.sums));
        table.rows.push(Row::of(if one.short { RowRole::Muted } else { RowRole::Body }, cells));
        if one.short {
            table.notes.push(Text::plain(t.words.short_period()));
        }
    }
    table
}

/// Gives one list of customers that need a look: the worst first.
fn list(t: &Telling<'_>, found: &Profits, id: &'static str, is: fn(&CustomerProfit) -> bool) -> Option<Table> {
    let mut all: Vec<&CustomerProfit> = found.customers.iter().filter(|one| is(one)).collect();
    if all.is_empty() {
        return None;
    }
    // Of losing customers, those that cost most over the window; of the others, what the period changed.
    let window = id == "profit_losing";
    let weight = |one: &CustomerProfit| if window { one.window.left() } else { one.now.left() - one.before.left() };
    all.sort_by(|a, b| weight(a).cmp(&weight(b)).then_with(|| t.key(a.customer).cmp(t.key(b.customer))));
    let (shown, many) = (t.top(SHOWN).min(all.len()), all.len());
    let mut table = table(id, TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.profit_list(id, many, found);
        table.subtitle = t.words.profit_list_subtitle(id, found, t.subject.orders.currency.as_deref());
        table.show = Some(shown);
    }
    let head = match t.speech.full {
        true => plain_column(
            "customer",
            t.words.profit_list_head(id, shown, many, &t.words.window_column(t.rules().limits.window_months)),
            Kind::Name,
        ),
        false => t.column("customer", Label::Customer, Kind::Name),
    };
    table.columns = vec![head, t.column("revenue", Label::Revenue, Kind::Money)];
    // A terminal has no room for it beside the change of profit.
    let revenue_change = !window && !t.speech.full;
    if revenue_change {
        table.columns.push(t.column("change", Label::Change, Kind::Change));
    }
    table.columns.push(plain_column("profit", t.words.gross_profit(), Kind::Money));
    if !window {
        table.columns.push(plain_column("profit_change", t.words.profit_change(), Kind::Change));
    }
    table.columns.push(plain_column("margin", t.words.margin(), Kind::Share));
    if found.costs.is_some() {
        table.columns.push(plain_column("cost_to_serve", t.words.cost_to_serve(), Kind::Money));
        table.columns.push(plain_column("contribution", t.words.contribution(), Kind::Money));
    }
    let rows = if t.speech.full { &all[..shown] } else { &all[..] };
    for one in rows {
        let sums = if window { &one.window } else { &one.now };
        let mut cells = vec![t.name_cell(one.customer), Value::Money(sums.revenue)];
        if revenue_change {
            cells.push(Value::Money(one.now.revenue - one.before.revenue));
        }
        cells.push(Value::Money(sums.profit));
        if !window {
            cells.push(Value::Money(one.change));
        }
        cells.push(ratio(sums.margin));
        if let (Some(cost), Some(left)) = (sums.cost_to_serve, sums.contribution) {
            cells.extend([Value::Money(cost), Value::Money(left)]);
        }
        table.rows.push(Row::body(cells));
    }
    Some(table)
}

fn register(t: &Telling<'_>, found: &Profits) -> Table {
    let mut table = table("profit_customers", TableRole::Register);
    table.show = Some(20);
    table.finding = t.words.profit_customers(found.customers.len());
    table.subtitle = t.words.profit_customers_subtitle(found, t.subject.orders.currency.as_deref());
    table.columns =
        vec![t.column("customer", Label::Customer, Kind::Name), t.column("class", Label::Class, Kind::Mark)];
    table.columns.extend(sums_columns(t, found.costs.is_some()));
    if let Some(bridge) = &found.bridge {
        table.columns.push(plain_column("profit_before", t.words.profit_of(bridge.period0), Kind::Money));
        table.columns.push(plain_column("profit_now", t.words.profit_of(bridge.period1), Kind::Money));
        table.columns.push(plain_column("profit_change", t.words.profit_change(), Kind::Change));
    }
    table.columns.push(plain_column("mark", t.words.flag_heading(), Kind::Mark));
    for one in &found.customers {
        let mut cells = vec![
            t.name_cell(one.customer),
            t.class(one.customer).map_or(Value::Empty, |class| text(class.to_string())),
        ];
        cells.extend(sums_cells(&one.window));
        if found.bridge.is_some() {
            cells.extend([Value::Money(one.before.profit), Value::Money(one.now.profit), Value::Money(one.change)]);
        }
        let marks = t.words.profit_marks(one);
        let hot = if marks.is_some() { vec!["mark"] } else { Vec::new() };
        cells.push(marks.map_or(Value::Empty, text));
        table.rows.push(Row::body(cells).hot(hot));
    }
    table
}

/// Gives every customer as the csv has it.
fn tidy(t: &Telling<'_>, found: &Profits) -> Table {
    let mut table = table("profit", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    let mut columns = vec![
        ("period", Kind::Text),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("class", Kind::Mark),
        ("revenue_before", Kind::Money),
        ("revenue", Kind::Money),
        ("profit_before", Kind::Money),
        ("profit", Kind::Money),
        ("margin", Kind::Share),
        ("profit_change", Kind::Money),
        ("by_revenue", Kind::Money),
        ("by_margin", Kind::Money),
        ("window_revenue", Kind::Money),
        ("window_profit", Kind::Money),
        ("window_margin", Kind::Share),
        ("cost_to_serve_before", Kind::Money),
        ("cost_to_serve", Kind::Money),
        ("window_cost_to_serve", Kind::Money),
        ("window_contribution", Kind::Money),
    ];
    columns.extend([("squeezed", Kind::Mark), ("loses", Kind::Mark), ("thin", Kind::Mark)]);
    table.columns = columns.into_iter().map(id).collect();
    let truth = |yes: bool| text(if yes { "true" } else { "false" });
    let money = |amount: Option<Money>| amount.map_or(Value::Empty, Value::Money);
    for one in found.customers.iter().take(t.view.top.unwrap_or(usize::MAX)) {
        table.rows.push(Row::body(vec![
            text(t.period().label()),
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            t.class(one.customer).map_or(Value::Empty, |class| text(class.to_string())),
            Value::Money(one.before.revenue),
            Value::Money(one.now.revenue),
            Value::Money(one.before.profit),
            Value::Money(one.now.profit),
            ratio(one.now.margin),
            Value::Money(one.change),
            Value::Money(one.by_revenue),
            Value::Money(one.by_margin),
            Value::Money(one.window.revenue),
            Value::Money(one.window.profit),
            ratio(one.window.margin),
            money(one.before.cost_to_serve),
            money(one.now.cost_to_serve),
            money(one.window.cost_to_serve),
            money(one.window.contribution),
            truth(one.squeezed),
            truth(one.loses),
            truth(one.thin),
        ]));
    }
    table
}

fn json(t: &Telling<'_>, found: &Profits) -> serde_json::Value {
    let mut json = data::found(found);
    json["customers"] = found.customers.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
    if let Some(costs) = &found.costs {
        let kind = |(kind, tally): (&Option<String>, &crate::model::Tally)| serde_json::json!({ "kind": kind, "n": tally.n, "amount": tally.amount });
        json["costs"]["kinds"] = costs.kinds.iter().map(kind).collect();
        let file = t.subject.costs.map(|costs| costs.file.as_str());
        let audit = t.subject.costs.map(|costs| (costs.audit.read(), costs.audit.used(), costs.audit.set_aside()));
        json["costs"]["file"] = file.into();
        if let Some((read, used, aside)) = audit {
            json["costs"]["read"] = data::found(&read);
            json["costs"]["counted"] = data::found(&used);
            json["costs"]["set_aside"] = data::found(&aside);
        }
    }
    json
}
