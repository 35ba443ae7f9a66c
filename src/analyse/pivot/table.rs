//! The pivot as it is told: lines, columns, figures, and what must be known of them.

use super::axes::{Along, Axes};
use super::cells::Further;
use super::clock::Clock;
use super::levels::{Leveled, OTHERS};
use super::once::Thing;
use super::tree::Tree;
use crate::model::problem::{CleanProblem, ProfitSource};
use crate::model::{
    Base, Day, Every, Failure, Field, Measure, Money, Orders, Period, Pivot, Place, Tally, Whole, div_half_even,
};

/// What a line or a column is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    Text(String),
    /// 1 to 12.
    Month(u8),
    /// 1 to 4.
    Quarter(u8),
    /// Monday 0.
    Weekday(u8),
    /// So many others in one line.
    Others(usize),
    /// Rows where nothing stands.
    Blank,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Line,
    Subtotal,
    Others,
    Total,
}

impl LineKind {
    /// Gives the name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            LineKind::Line => "line",
            LineKind::Subtotal => "subtotal",
            LineKind::Others => "others",
            LineKind::Total => "total",
        }
    }
}

/// One line: its path from the outermost group down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    pub path: Vec<Label>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Empty for the total.
    pub path: Vec<Label>,
    /// Whether it is of a period that has not ended.
    pub partial: bool,
}

/// One figure; what cannot be told is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Figure {
    #[default]
    None,
    Money(Money),
    /// Ten-thousandths.
    Quantity(i128),
    Count(u64),
    Ratio(f64),
    /// Money a quantity, in units.
    Price(f64),
}

/// A pivot worked out.
#[derive(Clone, Debug)]
pub struct Pivoted {
    /// The total last.
    pub lines: Vec<Line>,
    /// The total last, where anything stands across.
    pub heads: Vec<Head>,
    /// Line by line, column by column, value by value.
    pub figures: Vec<Figure>,
    /// Rows that are shown, and what they add up to.
    pub rows: u64,
    pub amount: Money,
    /// The first and the last day of the rows that are shown, where the pivot goes by time.
    pub days: Option<(Day, Day)>,
    /// The first and the last period shown.
    pub periods: Option<(String, String)>,
    /// The last period shown, where it has not ended by as-of.
    pub partial: Option<Period>,
    /// Whether days after as-of are among those shown: planned ones, so that periods are compared whole.
    pub plans: bool,
    /// The first period of the data, where they begin late in it, and it is shown or the base of a change that is.
    pub short: Option<Period>,
    /// The units that quantities are added up over, where there are several.
    pub units: Vec<String>,
    /// What profit is made of, and the rows shown that have none; where profit is shown.
    pub without_profit: Option<(ProfitSource, Tally)>,
    /// Whether a figure that is counted once adds up to more across or down than its total.
    pub counts_overlap: bool,
    /// How many decimals quantities have.
    pub decimals: u8,
}

/// Tells a pivot.
pub fn table(
    leveled: &Leveled<'_>,
    orders: &Orders,
    asked: &Pivot,
    axes: &Axes<'_>,
    clock: &Clock,
) -> Result<Pivoted, Failure> {
    let told = Told { leveled, axes, clock };
    let mut figures = Vec::with_capacity(leveled.lines.len() * leveled.heads.len() * asked.values.len());
    for (node, ..) in &leveled.lines {
        for head in &leveled.heads {
            for value in &asked.values {
                let reached = value.base().map(|base| told.reached(*node, *head, base));
                figures.push(leveled.figure(*node, *head, value, reached));
            }
        }
    }
    if leveled.facts.further.iter().flatten().any(|sum| i64::try_from(sum.total).is_err()) {
        let limit = Money::from_raw(i64::try_from(Money::LIMIT).unwrap_or(i64::MAX));
        return Err(Failure::new(Place::default(), CleanProblem::TooMuch { limit }));
    }
    let partial = |node: u32| told.clock_number(&leveled.cells.across, &axes.across, node);
    let heads = leveled.heads.iter().map(|&node| Head {
        path: path(&leveled.cells.across, &axes.across, node, 0),
        partial: partial(node).is_some_and(|number| clock.is_partial(number)),
    });
    let lines = leveled
        .lines
        .iter()
        .map(|&(node, kind, others)| Line { kind, path: path(&leveled.down, &axes.down, node, others) });
    let total = leveled.place(0, 0).unwrap_or(0);
    let shown = clock.of.as_ref().zip(clock.shown);
    let period = |number: i32| clock.of.as_ref().and_then(|(every, _)| clock.period(*every, number));
    let label = |number: i32, every: Every| match clock.period(every, number) {
        Some(period) => period.label(),
        None => Day::from_number(number).to_string(),
    };
    let span = &orders.span;
    let short = period(clock.first).filter(|_| clock.looks_at(clock.first)).filter(|first| {
        let begins = first.first_day() <= span.first_day && span.first_day <= first.last_day();
        begins && span.first_day.since(first.first_day()) > span.longest_gap
    });
    Ok(Pivoted {
        lines: lines.collect(),
        heads: heads.collect(),
        rows: leveled.cells.rows,
        amount: Money::from_raw(leveled.facts.amount[total]),
        days: days_shown(orders, clock),
        periods: shown.map(|((every, _), (low, high))| (label(low, *every), label(high, *every))),
        partial: shown.and_then(|(_, (_, high))| period(high).filter(|_| clock.is_partial(high))),
        plans: clock.plans,
        short,
        units: units(orders, asked, clock),
        without_profit: leveled.cells.profit.zip(leveled.further_at(&Further::Profit)).map(|(source, place)| {
            let known = leveled.facts.further[place][total];
            let rows = leveled.facts.lines[total].saturating_sub(known.rows);
            let amount = Money::from_raw(leveled.facts.amount[total] - known.amount);
            (source, Tally { n: rows.into(), amount })
        }),
        counts_overlap: overlaps(leveled, asked, &figures),
        decimals: orders
            .quantity
            .iter()
            .filter(|raw| **raw != Orders::NO_QUANTITY)
            .fold(0, |most, raw| if most == 4 { 4 } else { most.max(Money::from_raw(*raw).decimals()) }),
        figures,
    })
}

fn path(tree: &Tree, axes: &[Along<'_>], node: u32, others: usize) -> Vec<Label> {
    let codes = tree.path(node);
    let named = codes.iter().zip(axes).map(|(&code, axis)| match code {
        OTHERS => Label::Others(others),
        code => own_label(axis, code),
    });
    named.collect()
}

/// Gives the label of a code, with its key where another one of the axis has the same name.
fn own_label(axis: &Along<'_>, code: u32) -> Label {
    let (label, key) = (&axis.labels[code as usize], &axis.keys[code as usize]);
    match label {
        Label::Text(text) if !key.is_empty() && axis.shared(code) => Label::Text(format!("{text} ({key})")),
        label => label.clone(),
    }
}

fn days_shown(orders: &Orders, clock: &Clock) -> Option<(Day, Day)> {
    let time = clock.of.as_ref().map_or(&orders.day[..], |(_, dated)| super::clock::days(orders, dated));
    let shown = || time.iter().copied().filter(|day| *day != i32::MIN && clock.shows(*day));
    Some((Day::from_number(shown().min()?), Day::from_number(shown().max()?)))
}

/// Gives the units of the quantities that are shown, in their order, where there are several.
fn units(orders: &Orders, asked: &Pivot, clock: &Clock) -> Vec<String> {
    let counted = asked.values.iter().any(|value| matches!(value, Measure::Quantity | Measure::Price));
    let apart = asked.axes().any(|axis| axis.by == crate::model::By::Column(Field::Unit.name().into()));
    let Some(texts) = orders.texts.get(Field::Unit.name()).filter(|_| counted && !apart) else { return Vec::new() };
    let time = clock.of.as_ref().map_or(&orders.day[..], |(_, dated)| super::clock::days(orders, dated));
    let mut seen = vec![false; texts.values.len()];
    for (row, &code) in texts.codes.iter().enumerate() {
        let has = orders.quantity.get(row).is_some_and(|raw| *raw != Orders::NO_QUANTITY);
        if has && (code as usize) < seen.len() && time.get(row).is_some_and(|day| clock.shows(*day)) {
            seen[code as usize] = true;
        }
    }
    let units: Vec<String> =
        texts.values.iter().zip(seen).filter(|(_, seen)| *seen).map(|(text, _)| text.to_owned()).collect();
    if units.len() > 1 { units } else { Vec::new() }
}

/// Says whether counts of the lines, or of the columns, add up to more than their total.
fn overlaps(leveled: &Leveled<'_>, asked: &Pivot, figures: &[Figure]) -> bool {
    let (columns, values) = (leveled.heads.len(), asked.values.len());
    let at = |line: usize, head: usize, value: usize| match figures[(line * columns + head) * values + value] {
        Figure::Count(count) => count,
        _ => 0,
    };
    let once = |value: &Measure| matches!(value, Measure::Orders | Measure::Customers | Measure::Products);
    let (last, total) = (leveled.lines.len() - 1, columns - 1);
    asked.values.iter().enumerate().filter(|(_, value)| once(value)).any(|(value, _)| {
        let lines = leveled.lines.iter().enumerate();
        let outer = lines
            .filter(|(_, (node, kind, _))| *kind != LineKind::Total && leveled.down.nodes[*node as usize].depth == 1);
        let down: u64 = outer.map(|(line, _)| at(line, total, value)).sum();
        let across: u64 = (0..total).map(|head| at(last, head, value)).sum();
        down > at(last, total, value) || across > at(last, total, value)
    })
}

struct Told<'t, 'a> {
    leveled: &'t Leveled<'a>,
    axes: &'t Axes<'a>,
    clock: &'t Clock,
}

impl Told<'_, '_> {
    /// Gives the period of the clock that a node is of.
    fn clock_number(&self, tree: &Tree, axes: &[Along<'_>], node: u32) -> Option<i32> {
        let (every, _) = self.clock.of.as_ref()?;
        let at = axes.iter().position(|axis| axis.every == Some(*every) && axis.is_clock())?;
        let code = *tree.path(node).get(at)?;
        (code != OTHERS && (code as usize) < axes[at].labels.len() - 1).then(|| axes[at].first + code as i32)
    }

    /// Says whether the data reach the base of a cell, and whether it has one: a total of several periods has none before it.
    fn reached(&self, node: u32, column: u32, base: Base) -> bool {
        let number = self
            .clock_number(&self.leveled.down, &self.axes.down, node)
            .or_else(|| self.clock_number(&self.leveled.cells.across, &self.axes.across, column));
        match (number, self.clock.shown) {
            (Some(number), _) => self.clock.reaches(number, base),
            (None, Some((low, high))) if base == Base::Before => low == high && self.clock.reaches(low, base),
            (None, _) => self.clock.reaches_all(base),
        }
    }
}

/// Works out a figure of a cell.
pub fn figure(leveled: &Leveled<'_>, node: u32, column: u32, measure: &Measure, reached: Option<bool>) -> Figure {
    let Some(at) = leveled.place(node, column) else { return Figure::None };
    let facts = &leveled.facts;
    let any = facts.lines[at] > 0;
    let amount = Money::from_raw(facts.amount[at]);
    let count = |thing| if any { Figure::Count(leveled.counted(thing, at).things) } else { Figure::None };
    let ratio = |ratio: Option<f64>| ratio.map_or(Figure::None, Figure::Ratio);
    let further = |wanted: &Further| Some(facts.further[leveled.further_at(wanted)?][at]).filter(|sum| sum.rows > 0);
    let money = |total: i128| i64::try_from(total).map_or(Figure::None, |raw| Figure::Money(Money::from_raw(raw)));
    match measure {
        Measure::Amount if any => Figure::Money(amount),
        Measure::Lines if any => Figure::Count(u64::from(facts.lines[at])),
        Measure::Amount | Measure::Lines => Figure::None,
        Measure::Orders => count(Thing::Order),
        Measure::Customers => count(Thing::Customer),
        Measure::Products => count(Thing::Product),
        Measure::Average => {
            let orders = leveled.counted(Thing::Order, at);
            match orders.things {
                0 => Figure::None,
                things => money(div_half_even(i128::from(orders.amount), i128::from(things))),
            }
        }
        Measure::Quantity => further(&Further::Quantity).map_or(Figure::None, |sum| Figure::Quantity(sum.total)),
        Measure::Price => further(&Further::Quantity)
            .filter(|sum| sum.total > 0)
            .map_or(Figure::None, |sum| Figure::Price(sum.amount as f64 / sum.total as f64)),
        Measure::Profit => further(&Further::Profit).map_or(Figure::None, |sum| money(sum.total)),
        Measure::Margin => ratio(
            further(&Further::Profit).filter(|sum| sum.amount > 0).map(|sum| sum.total as f64 / sum.amount as f64),
        ),
        Measure::Sum(name) => further(&Further::Column(name.clone())).map_or(Figure::None, |sum| money(sum.total)),
        Measure::Share(whole) if any => {
            let parent = || leveled.down.nodes[node as usize].parent;
            let whole = match whole {
                Whole::All => leveled.place(0, 0),
                Whole::Row => leveled.place(node, 0),
                Whole::Column => leveled.place(0, column),
                Whole::Parent => leveled.place(parent(), column),
            };
            ratio(whole.and_then(|whole| amount.share_of(Money::from_raw(facts.amount[whole]))))
        }
        Measure::Share(_) => Figure::None,
        Measure::Change(_) | Measure::Rate(_) if reached != Some(true) => Figure::None,
        Measure::Change(base) | Measure::Rate(base) => {
            let (rows, before) = facts.bases.get(at).map_or((0, 0), |bases| bases[*base as usize]);
            let before = Money::from_raw(before);
            match measure {
                _ if rows == 0 && !any => Figure::None,
                Measure::Change(_) => Figure::Money(amount - before),
                _ => ratio((amount - before).share_of(before)),
            }
        }
    }
}
