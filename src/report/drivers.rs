//! What explains the change: who moved it on both sides, whether it is broad or hangs on few, and which products.

use super::telling::{Telling, count, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::{
    Block, Chart, Evidence, EvidenceBar, Kind, Ranked, RankedRow, Row, Section, Size, Spec, Table, TableRole, Text,
    Value,
};
use crate::analyse::{Bridge, Mover, Side, Verdict};
use crate::model::Money;

/// How many customers the chart shows on each side.
const EACH: usize = 10;

/// How many product groups, so that the list stays beside the customers' chart.
const PRODUCTS: usize = 6;

/// Gives the section; nothing to explain where no period comes before.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let mut section = Section {
        id: "drivers",
        nav: t.label(Label::NavDrivers),
        finding: t.words.no_bridge(t.period()),
        lead: Vec::new(),
        blocks: Vec::new(),
    };
    let Some(bridge) = &t.subject.analysis.bridge else { return section };
    let leader = leading(bridge).map(|mover| t.told(mover.customer));
    section.finding = t.words.drivers_finding(bridge, leader.as_deref(), t.rules().limits.concentrated_top1);
    section.lead.extend(t.words.verdict_why(bridge));
    section.blocks.push(Block::Chart(ranked(t, bridge)));
    section.blocks.push(Block::Chart(evidence(t, bridge)));
    section.blocks.extend(products(t, bridge).map(Block::Chart));
    section
}

/// Gives the side that decides: the falls of a fall, the gains of a rise.
pub(crate) fn deciding(bridge: &Bridge) -> &Side {
    if bridge.change().is_negative() { &bridge.explain.decline } else { &bridge.explain.gain }
}

/// Gives the customer that moved most in the direction of the change.
fn leading(bridge: &Bridge) -> Option<&Mover> {
    let sign = if bridge.change().is_negative() { -1 } else { 1 };
    bridge.movers.iter().find(|mover| mover.change.raw().signum() == sign)
}

fn ranked(t: &Telling<'_>, bridge: &Bridge) -> Chart {
    let gains: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.change.is_positive()).collect();
    let declines: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.change.is_negative()).collect();
    let sum = |movers: &[&Mover]| movers.iter().map(|mover| mover.change).sum::<Money>();
    let rest = |movers: &[&Mover], up: bool| {
        (movers.len() > EACH).then(|| t.words.rest_moved(movers.len() - EACH, sum(&movers[EACH..]), up))
    };
    let row = |mover: &&Mover| RankedRow {
        name: t.name(mover.customer).to_owned(),
        mark: t.words.movement(mover.movement).to_owned(),
        amount: mover.change,
        beside: None,
        neutral: false,
    };
    let shown = || gains.iter().take(EACH).chain(declines.iter().take(EACH));
    let mut data = table("drivers", TableRole::ChartData);
    data.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        t.column("movement", Label::Movement, Kind::Mark),
        t.column("change", Label::Change, Kind::Change),
    ];
    for mover in shown() {
        let cells =
            vec![t.name_cell(mover.customer), text(t.words.movement(mover.movement)), Value::Change(mover.change)];
        data.rows.push(Row { group: Some(super::top::group(mover.movement)), ..Row::body(cells) });
    }
    Chart {
        id: "drivers",
        finding: t.words.side_finding(deciding(bridge), bridge.change()),
        subtitle: t.words.drivers_subtitle(bridge, EACH, t.subject.orders.currency.as_deref()),
        size: Size::TwoThirds,
        spec: Spec::Ranked(Ranked {
            rows: shown().map(row).collect(),
            rest: None,
            gains: (!gains.is_empty()).then(|| t.words.moved_head(gains.len(), sum(&gains), true)),
            rest_gains: rest(&gains, true),
            declines: (!declines.is_empty()).then(|| t.words.moved_head(declines.len(), sum(&declines), false)),
            rest_declines: rest(&declines, false),
        }),
        table: Some(data),
        description: t.words.drivers_description(gains.len(), sum(&gains), declines.len(), sum(&declines)),
        notes: Vec::new(),
    }
}

fn evidence(t: &Telling<'_>, bridge: &Bridge) -> Chart {
    let limits = &t.rules().limits;
    let side = deciding(bridge);
    let fall = bridge.change().is_negative();
    let verdicts = [Verdict::Broad, Verdict::Mixed, Verdict::Concentrated];
    let bar = |label: String, value, ticks| EvidenceBar { label, value, ticks };
    let words = &t.words;
    let bars = vec![
        bar(
            words.breadth_label(fall),
            side.breadth,
            vec![(limits.broad_breadth, words.broad_from(limits.broad_breadth))],
        ),
        bar(
            words.top1_label(fall),
            side.top1,
            vec![
                (limits.broad_top1, words.broad_below(limits.broad_top1)),
                (limits.concentrated_top1, words.concentrated_from(limits.concentrated_top1)),
            ],
        ),
        bar(
            words.top3_label(fall),
            side.top3,
            vec![(limits.concentrated_top3, words.concentrated_from(limits.concentrated_top3))],
        ),
    ];
    let mut data = table("evidence", TableRole::ChartData);
    data.columns = vec![t.column("measure", Label::Measure, Kind::Name), t.column("value", Label::Value, Kind::Share)];
    for (one, id) in bars.iter().zip(["breadth", "top1", "top3"]) {
        data.rows.push(Row::body(vec![text(one.label.clone()), ratio(one.value)]).named(id));
    }
    data.rows.push(Row::body(vec![text(words.n50_label(fall)), count(side.n50)]).named("n50"));
    Chart {
        id: "evidence",
        finding: words.verdict_title(bridge),
        subtitle: words.evidence_subtitle(fall),
        size: Size::Third,
        description: words.evidence_description(side),
        spec: Spec::Evidence(Evidence {
            verdicts: verdicts
                .iter()
                .map(|verdict| (words.verdict_word(*verdict).to_owned(), bridge.explain.verdict == Some(*verdict)))
                .collect(),
            half: (side.customers > 0).then(|| (words.n50_label(fall), side.n50, side.customers)),
            bars,
        }),
        table: Some(data),
        notes: words.evidence_note(bridge, t.subject.analysis).map(Text::plain).into_iter().collect(),
    }
}

fn products(t: &Telling<'_>, bridge: &Bridge) -> Option<Chart> {
    let products = &t.subject.analysis.products;
    if products.is_empty() {
        return None;
    }
    let year = t.year_bridge();
    let mut data = products_table(t, bridge);
    data.role = TableRole::ChartData;
    let row = |product: &crate::analyse::ProductMove| RankedRow {
        name: product.name.clone(),
        mark: String::new(),
        amount: product.change,
        beside: product.year_change.filter(|_| year.is_some()).map(|change| t.speech.signed(change)),
        neutral: false,
    };
    let side = |falls: bool| products.iter().filter(move |p| p.change.is_negative() == falls).take(PRODUCTS);
    let mut order: Vec<&crate::analyse::ProductMove> = side(false).chain(side(true)).collect();
    order.sort_by(|a, b| {
        let side = |p: &crate::analyse::ProductMove| p.change.is_negative();
        side(a).cmp(&side(b)).then_with(|| b.change.abs().cmp(&a.change.abs())).then_with(|| a.name.cmp(&b.name))
    });
    let rest = products.len().saturating_sub(order.len());
    let shown: Money = order.iter().map(|product| product.change).sum();
    let rest_change = products.iter().map(|product| product.change).sum::<Money>() - shown;
    Some(Chart {
        id: "products",
        finding: t.words.products_finding(products, year.is_some()),
        subtitle: t.words.products_subtitle(bridge, year, t.subject.orders.currency.as_deref()),
        size: Size::Third,
        spec: Spec::Ranked(Ranked {
            rows: order.into_iter().map(row).collect(),
            rest: (rest > 0).then(|| t.words.rest_products(rest, rest_change)),
            ..Ranked::default()
        }),
        description: t.words.products_description(products),
        table: Some(data),
        notes: Vec::new(),
    })
}

/// Gives every product group with its revenue and changes.
fn products_table(t: &Telling<'_>, bridge: &Bridge) -> Table {
    let year = t.year_bridge();
    let mut table = table("products", TableRole::Secondary);
    table.columns = vec![
        t.column("product", Label::Product, Kind::Name),
        plain_column("amount", bridge.period1.label(), Kind::Money),
        plain_column("change", t.words.against(bridge.period0, false), Kind::Change),
    ];
    table.columns.extend(year.map(|y| plain_column("change_year", t.words.against(y.period0, true), Kind::Change)));
    for product in &t.subject.analysis.products {
        let mut cells = vec![text(product.name.clone()), Value::Money(product.r1), Value::Change(product.change)];
        if year.is_some() {
            cells.push(product.year_change.map_or(Value::Empty, Value::Change));
        }
        table.rows.push(Row::body(cells));
    }
    table
}
