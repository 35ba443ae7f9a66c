//! The bridge: which customers made the change, against the period before and the year before, now and over time.

use super::telling::{Telling, count, period_column, plain_column, ratio, relative, table, text, total_row};
use super::words::labels::Label;
use super::{
    Block, Chart, HistoryCell, Kind, Row, RowRole, Section, Size, Spec, Step, Table, TableRole, Text, Value, Waterfall,
};
use crate::analyse::Bridge;
use crate::model::Money;

/// Gives the section, or nothing where no period comes before: the overview says so.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let analysis = t.subject.analysis;
    let mut section = Section {
        id: "bridge",
        nav: t.label(Label::NavBridge),
        finding: t.words.no_bridge(t.period()),
        lead: Vec::new(),
        blocks: Vec::new(),
    };
    let Some(bridge) = &analysis.bridge else {
        section.lead.push(Text::plain(t.words.no_bridge_why()));
        return section;
    };
    let year = t.year_bridge();
    section.finding = t.words.bridge_finding(bridge, year);
    section.lead.extend(season(t, bridge));
    if bridge.short {
        section.lead.push(Text::plain(t.words.short_opening(bridge)));
    }
    let scale = Scale::of(&[Some(bridge), year].into_iter().flatten().collect::<Vec<_>>());
    section.blocks.push(Block::Chart(waterfall(t, bridge, false, &scale)));
    section.blocks.extend(year.map(|year| Block::Chart(waterfall(t, year, true, &scale))));
    section.blocks.push(Block::Table(lines_table(t, bridge, year)));
    section.blocks.push(Block::Table(retention_table(t, bridge, year)));
    if t.has_orders() {
        section.blocks.push(Block::Table(payment_table(t, bridge, year)));
    }
    section.blocks.extend(super::history::blocks(t));
    let mut all = t.history();
    if all.is_empty() {
        all.push(bridge);
    }
    section.blocks.push(Block::Table(Table { role: TableRole::Data, ..tidy(t, &all) }));
    section
}

/// Says what the same step was a year before, where there was one.
pub(crate) fn season(t: &Telling<'_>, bridge: &Bridge) -> Option<Text> {
    t.year_bridge()?;
    let before = t.bridge_to(bridge.period1.year_before())?;
    let rate = relative(before.closing, before.opening)?;
    let on_year = relative(bridge.closing, t.year_bridge()?.opening);
    Some(t.words.season(before, rate, bridge, on_year))
}

/// The range that all waterfalls of one figure share.
pub(crate) struct Scale {
    pub high: Money,
    pub low: Money,
}

impl Scale {
    /// Gives the range of the running totals of some bridges.
    pub fn of(bridges: &[&Bridge]) -> Scale {
        let mut scale = Scale { high: Money::ZERO, low: Money::ZERO };
        for bridge in bridges {
            let mut level = bridge.opening;
            scale.hold(level);
            for (_, amount, _) in changes(bridge) {
                level += amount;
                scale.hold(level);
            }
            scale.hold(bridge.closing);
        }
        scale
    }

    fn hold(&mut self, level: Money) {
        self.high = self.high.max(level);
        self.low = self.low.min(level);
    }
}

/// Gives the lines between opening and closing: name, amount, customers; *adjustments* and *fx* only where they are not zero.
pub(crate) fn changes(bridge: &Bridge) -> Vec<(&'static str, Money, usize)> {
    let mut lines = vec![
        ("new", bridge.new, bridge.n_new),
        ("returned", bridge.returned, bridge.n_returned),
        ("up", bridge.up, bridge.n_up),
        ("down", bridge.down, bridge.n_down),
        ("lost", bridge.lost, bridge.n_lost),
    ];
    if !bridge.adjustments.is_zero() {
        let inactive = bridge.movers.iter().filter(|m| m.movement == crate::analyse::Movement::Inactive).count();
        lines.push(("adjustments", bridge.adjustments, inactive));
    }
    if !bridge.fx.is_zero() {
        lines.push(("fx", bridge.fx, 0));
    }
    lines
}

/// All lines between opening and closing.
const LINES: [&str; 7] = ["new", "returned", "up", "down", "lost", "adjustments", "fx"];

/// Gives the label of a line by its stable name.
pub(crate) fn line_label(id: &str) -> Label {
    match id {
        "opening" => Label::Opening,
        "new" => Label::New,
        "returned" => Label::Returned,
        "up" => Label::Up,
        "down" => Label::Down,
        "lost" => Label::Lost,
        "adjustments" => Label::Adjustments,
        "fx" => Label::Fx,
        _ => Label::Closing,
    }
}

/// Says whether a line is one of customers; the others are of amounts alone.
pub(crate) fn of_customers(id: &str) -> bool {
    !matches!(id, "adjustments" | "fx")
}

/// Gives the steps of a waterfall.
pub(crate) fn steps(t: &Telling<'_>, bridge: &Bridge) -> Vec<Step> {
    let total = |id, label: String, amount, customers| Step {
        id,
        label,
        under: t.words.customers_short(customers),
        amount,
        total: true,
    };
    let mut steps = vec![total("opening", bridge.period0.label(), bridge.opening, bridge.customers0)];
    for (id, amount, customers) in changes(bridge) {
        let under = if of_customers(id) { t.words.customers_short(customers) } else { String::new() };
        steps.push(Step { id, label: t.label(line_label(id)), under, amount, total: false });
    }
    steps.push(total("closing", bridge.period1.label(), bridge.closing, bridge.customers1));
    steps
}

fn waterfall(t: &Telling<'_>, bridge: &Bridge, year: bool, scale: &Scale) -> Chart {
    let finding = if year {
        t.words.year_waterfall(bridge, t.subject.analysis.bridge.as_ref())
    } else {
        t.words.waterfall(bridge)
    };
    Chart {
        id: if year { "bridge_year" } else { "bridge" },
        finding,
        subtitle: t.words.waterfall_subtitle(bridge, year, t.subject.orders.currency.as_deref()),
        size: if year { Size::Third } else { Size::TwoThirds },
        spec: Spec::Waterfall(Waterfall { steps: steps(t, bridge), scale: scale.high, scale_low: scale.low }),
        table: Some(steps_table(t, bridge, if year { "bridge_year_steps" } else { "bridge_steps" })),
        description: t.words.waterfall_description(bridge),
        notes: if year { Vec::new() } else { vec![t.words.three_part(bridge)] },
    }
}

/// Gives one bridge as a table of steps: what a terminal shows and a chart folds away.
pub(crate) fn steps_table(t: &Telling<'_>, bridge: &Bridge, id: &'static str) -> Table {
    let mut table = table(id, TableRole::ChartData);
    table.columns = vec![
        plain_column("step", "", Kind::Name),
        t.column("amount", Label::Amount, Kind::Money),
        t.column("customers", Label::Customers, Kind::Count),
    ];
    let level = |id, label: Label, period: crate::model::Period, amount, customers| {
        let name = format!("{} {}", t.label(label), period.label());
        Row::of(RowRole::Total, vec![text(name), Value::Money(amount), count(customers)]).named(id)
    };
    table.rows.push(level("opening", Label::Opening, bridge.period0, bridge.opening, bridge.customers0));
    for (id, amount, customers) in changes(bridge) {
        let number = i64::try_from(customers).unwrap_or(i64::MAX);
        let customers = match id {
            "new" | "returned" => Value::CountChange(number),
            "lost" => Value::CountChange(-number),
            id if !of_customers(id) => Value::Empty,
            _ => Value::Count(number),
        };
        let name = text(t.label(line_label(id)));
        table.rows.push(Row { group: Some(id), ..Row::body(vec![name, Value::Change(amount), customers]).named(id) });
    }
    table.rows.push(level("closing", Label::Closing, bridge.period1, bridge.closing, bridge.customers1));
    table
}

fn lines_table(t: &Telling<'_>, bridge: &Bridge, year: Option<&Bridge>) -> Table {
    let mut table = table("bridge_lines", TableRole::Secondary);
    let shown = |id| [Some(bridge), year].into_iter().flatten().any(|one| changes(one).iter().any(|line| line.0 == id));
    let ids: Vec<&str> = LINES.into_iter().filter(|id| shown(*id)).collect();
    table.finding = t.words.lines_finding(ids.len(), bridge.change());
    let beyond: Vec<&str> = ids.iter().copied().filter(|id| !of_customers(id)).collect();
    table.subtitle = t.words.lines_subtitle(&beyond, t.subject.orders.currency.as_deref());
    table.columns = vec![t.column("line", Label::Line, Kind::Name)];
    let bridges: Vec<&Bridge> = [Some(bridge), year].into_iter().flatten().collect();
    for (at, one) in bridges.iter().enumerate() {
        let label = t.words.against(one.period0, at == 1);
        table.columns.push(period_column("amount", one.period0, label, Kind::Money));
        table.columns.push(period_column("of_opening", one.period0, t.label(Label::OfOpening), Kind::Percent));
        table.columns.push(period_column("customers", one.period0, t.label(Label::Customers), Kind::Count));
    }
    let row = |id, label: Label, role, cells: &dyn Fn(&Bridge) -> [Value; 3]| {
        let mut values = vec![text(t.label(label))];
        values.extend(bridges.iter().flat_map(|one| cells(one)));
        Row::of(role, values).named(id)
    };
    table.rows.push(row("opening", Label::OpeningRevenue, RowRole::Total, &|one| {
        [Value::Money(one.opening), Value::Empty, count(one.customers0)]
    }));
    for id in ids {
        let mut line = row(id, line_label(id), RowRole::Body, &|one| {
            let found = changes(one).into_iter().find(|(name, _, _)| *name == id);
            let (_, amount, customers) = found.unwrap_or((id, Money::ZERO, 0));
            let customers = if of_customers(id) { count(customers) } else { Value::Empty };
            [Value::Change(amount), ratio(amount.share_of(one.opening)), customers]
        });
        line.group = Some(id);
        table.rows.push(line);
    }
    table.rows.push(row("closing", Label::ClosingRevenue, RowRole::Total, &|one| {
        [Value::Money(one.closing), Value::Empty, count(one.customers1)]
    }));
    table.rows.push(row("change", Label::Change, RowRole::Subtotal, &|one| {
        let customers = one.customers1 as i64 - one.customers0 as i64;
        [Value::Change(one.change()), ratio(one.change().share_of(one.opening)), Value::CountChange(customers)]
    }));
    table.notes.extend(marks(t, bridge));
    table
}

/// Says what is not certain in the lines: unverified new customers, lost ones that are not yet due, level ones.
pub(crate) fn marks(t: &Telling<'_>, bridge: &Bridge) -> Vec<Text> {
    let mut notes = Vec::new();
    if bridge.new_unverified.n > 0 {
        notes.push(t.words.unverified(bridge, t.subject.cube.span.first_day));
    }
    if bridge.lost_not_yet_due.n > 0 {
        notes.push(t.words.not_yet_due(bridge));
    }
    if bridge.lost_seasonal.n > 0 {
        notes.push(t.words.seasonal(bridge));
    }
    if bridge.n_level > 0 {
        notes.push(t.words.level(bridge.n_level));
    }
    if !bridge.fx.is_zero() {
        notes.push(t.words.fx(bridge));
    }
    notes
}

fn retention_table(t: &Telling<'_>, bridge: &Bridge, year: Option<&Bridge>) -> Table {
    let mut table = table("retention", TableRole::Secondary);
    table.finding = t.words.retention_finding(bridge);
    table.subtitle = t.words.retention_subtitle(t.subject.orders.currency.as_deref());
    table.columns = vec![t.column("measure", Label::Measure, Kind::Name)];
    let bridges: Vec<&Bridge> = [Some(bridge), year].into_iter().flatten().collect();
    for (at, one) in bridges.iter().enumerate() {
        table.columns.push(period_column("value", one.period0, t.words.against(one.period0, at == 1), Kind::Share));
    }
    type Part = fn(&Bridge) -> Option<f64>;
    let ratios: [(&str, Label, Part); 4] = [
        ("nrr", Label::Nrr, |b| b.retention.nrr),
        ("grr", Label::Grr, |b| b.retention.grr),
        ("logo_churn", Label::LogoChurn, |b| b.retention.logo_churn),
        ("repeat_share", Label::RepeatShare, |b| b.retention.repeat_share),
    ];
    for (id, label, part) in ratios {
        let mut cells = vec![text(t.label(label))];
        cells.extend(bridges.iter().map(|one| ratio(part(one))));
        table.rows.push(Row::body(cells).named(id));
    }
    let existing =
        if bridges.iter().any(|one| !one.fx.is_zero()) { Label::ThreeExistingFx } else { Label::ThreeExisting };
    for (at, label) in [Label::ThreeNew, Label::Lost, existing].into_iter().enumerate() {
        let mut cells = vec![text(t.label(label))];
        cells.extend(bridges.iter().map(|one| Value::Change(one.three_part()[at])));
        let role = if at == 0 { RowRole::Subtotal } else { RowRole::Body };
        table.rows.push(Row::of(role, cells).named(["new", "lost", "existing"][at]));
    }
    let mut cells = vec![text(t.label(Label::Change))];
    cells.extend(bridges.iter().map(|one| Value::Change(one.change())));
    table.rows.push(total_row(cells).named("change"));
    table
}

/// Gives the lines of the payment basis: name, label, amount.
pub(crate) fn payment_lines(bridge: &Bridge) -> [(&'static str, Label, Money); 6] {
    let payment = bridge.payment.unwrap_or_default();
    [
        ("new", Label::PaymentNew, payment.new),
        ("lost", Label::PaymentLost, payment.lost),
        ("existing", Label::PaymentExisting, payment.existing),
        ("total", Label::PaymentTotal, payment.total),
        ("rest", Label::PaymentRest, payment.rest),
        ("change", Label::PaymentChange, bridge.change()),
    ]
}

fn payment_table(t: &Telling<'_>, bridge: &Bridge, year: Option<&Bridge>) -> Table {
    let mut table = table("payment", TableRole::Secondary);
    table.finding = t.words.payment_finding(bridge);
    table.subtitle = t.words.payment_subtitle(t.subject.orders.currency.as_deref());
    table.columns = vec![t.column("line", Label::Line, Kind::Name)];
    let bridges: Vec<&Bridge> = [Some(bridge), year].into_iter().flatten().collect();
    for (at, one) in bridges.iter().enumerate() {
        table.columns.push(period_column("amount", one.period0, t.words.against(one.period0, at == 1), Kind::Change));
    }
    let lines: Vec<[(&str, Label, Money); 6]> = bridges.iter().map(|one| payment_lines(one)).collect();
    for at in 0..6 {
        let (id, label, _) = lines[0][at];
        let mut cells = vec![text(t.label(label))];
        cells.extend(lines.iter().map(|lines| Value::Change(lines[at].2)));
        let role = match id {
            "total" => RowRole::Subtotal,
            "change" => RowRole::Total,
            _ => RowRole::Body,
        };
        table.rows.push(Row::of(role, cells).named(id));
    }
    table.notes.extend(t.words.payment_sign(bridge));
    table
}

/// Gives the payment basis of one bridge as steps, for a terminal.
pub(crate) fn payment_steps(t: &Telling<'_>, bridge: &Bridge) -> Table {
    let mut table = table("payment_steps", TableRole::Secondary);
    table.columns = vec![plain_column("step", "", Kind::Name), t.column("amount", Label::Amount, Kind::Change)];
    for (id, label, amount) in payment_lines(bridge) {
        let role = match id {
            "total" => RowRole::Subtotal,
            "change" => RowRole::Total,
            _ => RowRole::Body,
        };
        table.rows.push(Row::of(role, vec![text(t.label(label)), Value::Change(amount)]).named(id));
    }
    table
}

/// Gives the steps of every shown period as a tidy table, one row a step.
pub(crate) fn tidy(t: &Telling<'_>, bridges: &[&Bridge]) -> Table {
    let mut table = table("bridge", TableRole::Primary);
    table.columns = vec![
        plain_column("period", "period", Kind::Text),
        plain_column("period_start", "period_start", Kind::Date),
        plain_column("period_end", "period_end", Kind::Date),
        plain_column("step", "step", Kind::Text),
        plain_column("amount", "amount", Kind::Money),
        plain_column("customers", "customers", Kind::Count),
        plain_column("period_before", "period_before", Kind::Text),
    ];
    for bridge in bridges {
        let mut push = |step: &str, amount: Money, customers: Value| {
            let (start, end) = (bridge.period1.first_day(), bridge.period1.last_day());
            table.rows.push(Row::body(vec![
                text(bridge.period1.label()),
                Value::Date(start),
                Value::Date(end),
                text(step),
                Value::Money(amount),
                customers,
                text(bridge.period0.label()),
            ]));
        };
        if t.rules().basis == crate::model::Basis::Payment {
            for (id, _, amount) in payment_lines(bridge) {
                let customers = match id {
                    "new" => count(bridge.n_new),
                    "lost" => count(bridge.n_lost),
                    "existing" => count(bridge.n_up + bridge.n_down + bridge.n_level),
                    _ => Value::Empty,
                };
                push(&format!("payment_{id}"), amount, customers);
            }
            continue;
        }
        push("opening", bridge.opening, count(bridge.customers0));
        push("new", bridge.new, count(bridge.n_new));
        push("returned", bridge.returned, count(bridge.n_returned));
        push("up", bridge.up, count(bridge.n_up));
        push("down", bridge.down, count(bridge.n_down));
        push("lost", bridge.lost, count(bridge.n_lost));
        push("adjustments", bridge.adjustments, Value::Empty);
        if t.converted() {
            push("fx", bridge.fx, Value::Empty);
        }
        push("closing", bridge.closing, count(bridge.customers1));
    }
    table
}

/// Gives a small waterfall of the history.
pub(crate) fn history_cell(t: &Telling<'_>, bridge: &Bridge) -> HistoryCell {
    HistoryCell {
        label: bridge.period1.label(),
        change: relative(bridge.closing, bridge.opening)
            .map_or_else(|| t.words.no_base(), |rate| t.speech.percent(rate)),
        steps: steps(t, bridge),
        mark: t.speech.count(bridge.n_new),
        strong: bridge.period1 == t.period(),
        partial: false,
    }
}
