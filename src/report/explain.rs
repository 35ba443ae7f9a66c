//! `bridge --explain`: the bridge as one additive tree, down to price, volume and products, to the customers behind each, and
//! for one customer to its products and rows.

use std::cmp::Reverse;

use super::bridge::{changes, line_label};
use super::telling::{Telling, date, number, plain_column, table, text};
use super::text::capital;
use super::words::labels::Label;
use super::{Block, Kind, Report, Row, RowRole, Section, Subject, Table, TableRole, Text, Value, View};
use super::{data, price_volume};
use crate::analyse::{
    Bought, Bridge, CustomerSplit, Mover, PriceVolume, ProductLine, Split, price_volume as split_change,
};
use crate::model::{Day, Failure, Field, Money, Orders, Period};

/// How many customers stand below each effect.
const CUSTOMERS: usize = 3;

/// An effect of a split: its name, and what it takes of one.
pub(crate) type Effect = (&'static str, fn(&Split) -> Money);

/// The effects, in the order of the tree.
pub(crate) const EFFECTS: [Effect; 5] = [
    ("price", |split| split.price),
    ("volume", |split| split.volume),
    ("cross_sold", |split| split.cross_sold),
    ("dropped", |split| split.dropped),
    ("unallocated", |split| split.unallocated),
];

/// Tells what the bridge of a period is made of.
pub fn explain(subject: &Subject<'_>, view: &View) -> Result<Report, Failure> {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin("bridge", t.words.title(t.period()));
    let mut blocks = Vec::new();
    match &subject.analysis.bridge {
        None => {
            report.verdict = Text::plain(t.words.price_volume_no_bridge(t.period()));
            blocks.push(Block::Note(Text::plain(t.words.no_bridge_why())));
            report.data = data::bridges(&t, &[]);
        }
        Some(bridge) => {
            let found = split_change(subject.orders, t.rules(), bridge)?;
            report.data = data::explained(&t, bridge, &price_volume::json(&t, &found));
            match view.customer {
                None => {
                    report.verdict = t.words.price_volume_verdict(bridge, &found);
                    report.primary = price_volume::products(&t, &found);
                    blocks.push(Block::Table(tree(&t, bridge, &found)));
                    blocks.extend(t.words.price_volume_notes(&found).into_iter().map(Block::Note));
                }
                Some(customer) => one(&t, (bridge, &found), customer, &mut report, &mut blocks),
            }
        }
    }
    let nav = t.words.price_volume_nav().to_owned();
    report.sections.push(Section { id: "bridge", nav, finding: String::new(), lead: Vec::new(), blocks });
    Ok(report)
}

/// A tree in the making: a row a node, set in by its depth.
struct Tree {
    table: Table,
    base: Money,
}

impl Tree {
    fn new(t: &Telling<'_>, base: Money) -> Tree {
        let mut table = table("bridge_tree", TableRole::Secondary);
        table.columns = vec![
            plain_column("step", "", Kind::Name),
            t.column("amount", Label::Amount, Kind::Money),
            t.column("of_opening", Label::OfOpening, Kind::Percent),
        ];
        Tree { table, base }
    }

    fn level(&mut self, id: &'static str, label: String, amount: Money) {
        let cells = vec![text(label), Value::Money(amount), Value::Empty];
        self.table.rows.push(Row::of(RowRole::Total, cells).named(id));
    }

    /// Adds an effect, or a customer or product below one.
    fn node(&mut self, depth: usize, id: &'static str, label: &str, amount: Money) {
        let share = amount.share_of(self.base).map_or(Value::Empty, Value::Ratio);
        let cells = vec![
            text(format!(
                "{}{}",
                "  ".repeat(depth),
                if matches!(id, "customer" | "product") { label.to_owned() } else { capital(label) }
            )),
            Value::Change(amount),
            share,
        ];
        self.table.rows.push(Row { group: Some(id), ..Row::body(cells).named(id) });
    }
}

/// Gives the tree of the book.
fn tree(t: &Telling<'_>, bridge: &Bridge, found: &PriceVolume) -> Table {
    let mut tree = Tree::new(t, bridge.opening);
    let level = |label: Label, period: Period| format!("{} {}", t.label(label), period.label());
    let most = t.top(CUSTOMERS);
    tree.level("opening", level(Label::Opening, bridge.period0), bridge.opening);
    // Up and down are the existing customers', and so is what rates made.
    for (id, amount, _) in changes(bridge).into_iter().filter(|(id, ..)| !matches!(*id, "up" | "down" | "fx")) {
        tree.node(1, id, &t.label(line_label(id)), amount);
    }
    tree.node(1, "existing", t.words.node("existing"), found.split.sum());
    for (id, effect) in EFFECTS {
        tree.node(2, id, t.words.node(id), effect(&found.split));
        let of = |one: &CustomerSplit| effect(&one.split);
        let mut behind: Vec<&CustomerSplit> = found.customers.iter().filter(|one| !of(one).is_zero()).collect();
        behind.sort_by_key(|one| (Reverse(of(one).abs()), one.customer));
        // A single other is shown rather than counted.
        let shown = if behind.len() == most + 1 { behind.len() } else { most.min(behind.len()) };
        for one in &behind[..shown] {
            tree.node(3, "customer", t.name(one.customer), of(one));
        }
        if behind.len() > shown {
            let rest = behind[shown..].iter().map(|one| of(one)).sum();
            tree.node(3, "others", &t.words.others(behind.len() - shown), rest);
        }
    }
    tree.level("closing", level(Label::Closing, bridge.period1), bridge.closing);
    tree.table
}

/// Tells one customer's change: its products, and its rows where they are asked for.
fn one(
    t: &Telling<'_>,
    (bridge, found): (&Bridge, &PriceVolume),
    customer: usize,
    report: &mut Report,
    blocks: &mut Vec<Block>,
) {
    let name = t.told(customer);
    report.title = name.to_string();
    report.data = data::explained(t, bridge, &price_volume::json_of(t, found, customer));
    let Some(mover) = bridge.movers.iter().find(|mover| mover.customer == customer) else {
        report.verdict = Text::plain(t.words.price_volume_no_rows(&name, bridge));
        return;
    };
    report.verdict = t.words.price_volume_customer(&name, mover, bridge);
    let split = found.customers.iter().find(|one| one.customer == customer);
    blocks.push(Block::Table(products(t, (bridge, found), mover, split)));
    match split {
        None => blocks.push(Block::Note(t.words.not_existing(mover.movement))),
        Some(one) => {
            report.primary = price_volume::products_of(t, found, std::slice::from_ref(one));
            blocks.extend(t.words.price_volume_mix(one.split.volume, one.mix).map(Block::Note));
        }
    }
    if t.view.lines {
        let rows = rows(t, bridge, customer);
        report.primary = Table { role: TableRole::Primary, ..rows.clone() };
        blocks.push(Block::Table(rows));
        blocks.push(Block::Note(t.words.price_volume_rows(bridge, mover)));
    }
}

/// Gives the tree of one customer: its products below each effect.
fn products(
    t: &Telling<'_>,
    (bridge, found): (&Bridge, &PriceVolume),
    mover: &Mover,
    split: Option<&CustomerSplit>,
) -> Table {
    let mut tree = Tree::new(t, mover.r0);
    tree.table.columns[2] = plain_column("what", "", Kind::Text);
    let told = |tree: &mut Tree, told: String| {
        if let Some(row) = tree.table.rows.last_mut() {
            row.cells[2] = text(told);
        }
    };
    tree.level("opening", bridge.period0.label(), mover.r0);
    match split {
        None => tree.node(1, "movement", t.words.movement(mover.movement), mover.change),
        Some(one) => {
            for (id, effect) in EFFECTS {
                let of = |line: &ProductLine| effect(&line.split);
                tree.node(1, id, t.words.node(id), effect(&one.split));
                told(&mut tree, String::new());
                let mut behind: Vec<&ProductLine> = one.lines.iter().filter(|line| !of(line).is_zero()).collect();
                behind.sort_by_key(|line| Reverse(of(line).abs()));
                for line in behind {
                    let label = price_volume::product(t, line).unwrap_or_else(|| t.words.no_product());
                    tree.node(2, "product", label, of(line));
                    told(&mut tree, what(t, found, line));
                }
            }
        }
    }
    for row in tree.table.rows.iter_mut().filter(|row| matches!(row.cells[2], Value::Ratio(_))) {
        row.cells[2] = Value::Empty;
    }
    tree.level("closing", bridge.period1.label(), mover.r1);
    tree.table
}

/// Says quantities and prices of a line, before and now.
fn what(t: &Telling<'_>, found: &PriceVolume, line: &ProductLine) -> String {
    let quantity = |raw: Option<i64>| raw.map(|raw| t.speech.quantity(Money::from_raw(raw)));
    let unit = found.unit_of(line).filter(|unit| !unit.is_empty());
    let price = |amount: Money, quantity: Option<i64>| {
        let quantity = quantity.filter(|raw| *raw > 0)?;
        Some(t.speech.number(amount.raw() as f64 / quantity as f64, t.speech.decimals))
    };
    let (q0, q1) = (quantity(line.q0), quantity(line.q1));
    let (p0, p1) = (price(line.r0, line.q0), price(line.r1, line.q1));
    match line.bought {
        Bought::Both => t.words.both_quantities([q0, q1, p0, p1].map(Option::unwrap_or_default), unit),
        Bought::CrossSold => t.words.one_quantity(q1.unwrap_or_default(), p1.unwrap_or_default(), unit),
        Bought::Dropped => t.words.one_quantity(q0.unwrap_or_default(), p0.unwrap_or_default(), unit),
        Bought::Unallocated => match q0.zip(q1) {
            Some((q0, q1)) => t.words.net_quantities(q0, q1, unit),
            None => String::new(),
        },
    }
}

/// Gives the rows of a customer in both periods, by period, product and day: with their signs they add up to its change.
fn rows(t: &Telling<'_>, bridge: &Bridge, customer: usize) -> Table {
    let orders = t.subject.orders;
    let mut table = table("bridge_rows", TableRole::Secondary);
    table.columns = vec![
        plain_column("date", t.words.field(Field::Date), Kind::Date),
        t.column("product", Label::Product, Kind::Name),
        t.column("quantity", Label::Quantity, Kind::Number(0)),
        t.column("amount", Label::Amount, Kind::Money),
        plain_column("order", t.words.field(Field::Order), Kind::Text),
        t.column("file", Label::File, Kind::Text),
        t.column("sheet", Label::Sheet, Kind::Text),
        t.column("row", Label::Row, Kind::Text),
    ];
    let has = [true, !orders.product.codes.is_empty(), !orders.quantity.is_empty(), true];
    let has: Vec<bool> = has
        .into_iter()
        .chain([!orders.order.codes.is_empty(), true, orders.sources.iter().any(|one| one.sheet.is_some()), true])
        .collect();
    let finest = |raws: &[i64]| {
        raws.iter().filter(|raw| **raw != Orders::NO_QUANTITY).map(|raw| Money::from_raw(*raw).decimals()).max()
    };
    if let Some(decimals) = finest(&orders.quantity) {
        table.columns[2].kind = Kind::Number(decimals);
    }
    for (period, total) in [(bridge.period0, "opening"), (bridge.period1, "closing")] {
        let days = period.first_day().number()..=period.last_day().number();
        let mut of: Vec<usize> = (0..orders.len())
            .filter(|&row| orders.client[row] as usize == customer && days.contains(&orders.day[row]))
            .collect();
        of.sort_by_key(|&row| (orders.day[row], orders.product.get(row), row));
        let mut sum = Money::ZERO;
        for row in of {
            let amount = Money::from_raw(orders.amount[row]);
            sum += amount;
            let source = orders.source.get(row).and_then(|source| orders.sources.get(usize::from(*source)));
            let quantity = orders.quantity.get(row).filter(|raw| **raw != Orders::NO_QUANTITY);
            table.rows.push(Row::body(vec![
                date(Some(Day::from_number(orders.day[row]))),
                orders.product.get(row).map_or(Value::Empty, text),
                number(quantity.map(|raw| Money::from_raw(*raw).units())),
                Value::Money(amount),
                orders.order.get(row).map_or(Value::Empty, text),
                source.map_or(Value::Empty, |source| text(source.file.as_str())),
                source.and_then(|source| source.sheet.as_deref()).map_or(Value::Empty, text),
                orders.row.get(row).map_or(Value::Empty, |row| text(row.to_string())),
            ]));
        }
        let mut cells = vec![Value::Empty; 8];
        cells[1] = text(period.label());
        cells[3] = Value::Money(sum);
        table.rows.push(Row { group: Some(total), ..Row::of(RowRole::Total, cells) });
    }
    let mut at = 0;
    table.columns.retain(|_| (at += 1, has[at - 1]).1);
    for row in &mut table.rows {
        let mut at = 0;
        row.cells.retain(|_| (at += 1, has[at - 1]).1);
    }
    table
}
