//! The same bridge under the rules that other systems use, so that two reports that disagree can be told apart.
//!
//! In: the book, and the rules in force. Out: one variant a rule with its lines, what each line moved by, and which customers
//! count otherwise. What the book lacks for a rule is data too: a reason, not an error.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::book::Book;
use super::bridge::{Lines, bridge};
use super::identities::{check_bridge, equal};
use super::{Bridge, Movement};
use crate::cube::{Cell, Cube, Customer, Foreign};
use crate::model::{Active, Credits, Day, Failure, Field, Local, Money, Orders, Period, Rules, Texts};

/// A rule that a system may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherRule {
    /// The rules in force.
    InForce,
    /// A purchase makes a customer active.
    Purchase,
    /// Any row does.
    AnyRow,
    /// A net amount above zero does.
    Net,
    /// Credits count in the period of the order they name.
    CreditsOrigin,
    /// Credits count in the period of their own date, where the rules in force say otherwise.
    CreditsPeriod,
    /// A returned customer that was long away counts as new.
    NewAfter,
    /// First orders of new customers, last orders of lost ones.
    Payment,
}

impl OtherRule {
    /// Gives the name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            OtherRule::InForce => "in_force",
            OtherRule::Purchase => "purchase",
            OtherRule::AnyRow => "any_row",
            OtherRule::Net => "net",
            OtherRule::CreditsOrigin => "credits_origin",
            OtherRule::CreditsPeriod => "credits_period",
            OtherRule::NewAfter => "new_after",
            OtherRule::Payment => "payment",
        }
    }
}

/// Why a rule cannot be tried on a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTried {
    /// No column holds order numbers, so no credit can name an order.
    NoOrderNumbers,
    /// No row below zero names an order that is there.
    NoCreditNamesAnOrder,
    /// The rows are sums of periods, so orders are not known.
    NoOrders,
}

/// The lines of a bridge that is laid beside another; signed as they add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleLines {
    pub opening: Money,
    pub new: Money,
    pub returned: Money,
    pub up: Money,
    pub down: Money,
    pub lost: Money,
    pub adjustments: Money,
    pub fx: Money,
    /// On the payment basis, what its lines leave over.
    pub rest: Money,
    pub closing: Money,
}

impl RuleLines {
    /// Gives the lines by name, in the order of the bridge.
    pub fn named(&self) -> [(&'static str, Money); 10] {
        let all = self;
        named!(all: opening, new, returned, up, down, lost, adjustments, fx, rest, closing)
    }

    /// Gives those of a bridge.
    pub fn of(bridge: &Bridge) -> RuleLines {
        RuleLines {
            opening: bridge.opening,
            new: bridge.new,
            returned: bridge.returned,
            up: bridge.up,
            down: bridge.down,
            lost: bridge.lost,
            adjustments: bridge.adjustments,
            fx: bridge.fx,
            rest: Money::ZERO,
            closing: bridge.closing,
        }
    }
}

/// How many customers there are of each movement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleCounts {
    pub new: usize,
    pub returned: usize,
    pub up: usize,
    pub down: usize,
    pub level: usize,
    pub lost: usize,
}

impl RuleCounts {
    /// Gives those of a bridge.
    pub fn of(bridge: &Bridge) -> RuleCounts {
        RuleCounts {
            new: bridge.n_new,
            returned: bridge.n_returned,
            up: bridge.n_up,
            down: bridge.n_down,
            level: bridge.n_level,
            lost: bridge.n_lost,
        }
    }

    /// Gives the number of a line; nothing of lines that are of amounts alone.
    pub fn of_line(&self, line: &str) -> Option<usize> {
        match line {
            "new" => Some(self.new),
            "returned" => Some(self.returned),
            "up" => Some(self.up),
            "down" => Some(self.down),
            "lost" => Some(self.lost),
            _ => None,
        }
    }
}

/// A customer that a rule counts otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recounted {
    #[serde(skip)]
    pub customer: usize,
    pub from: Movement,
    pub to: Movement,
    pub r0: Money,
    pub r1: Money,
}

/// The bridge under one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub rule: OtherRule,
    pub lines: RuleLines,
    pub counts: RuleCounts,
    /// Customers with another movement than under the rules in force, or other amounts; by the larger amount, ties by key.
    pub recounted: Vec<Recounted>,
}

/// The same bridge under several rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesCompared {
    pub period0: Period,
    pub period1: Period,
    /// The rules in force first.
    pub variants: Vec<Variant>,
    /// After how many periods away [`OtherRule::NewAfter`] counts a customer as new.
    pub new_after: usize,
    /// Credits that another period counts, and their money.
    pub credits: crate::model::Tally,
    pub not_tried: Vec<(OtherRule, NotTried)>,
}

/// Compares the rules over the bridge of a period, whose movers are known. Fails where an identity does not hold.
pub fn rules_compared(
    cube: &Cube,
    orders: &Orders,
    rules: &Rules,
    (own, credits): (&Bridge, Credits),
) -> Result<RulesCompared, Failure> {
    let places = cube.place_of(own.period0).zip(cube.place_of(own.period1));
    let (p0, p1) = places.unwrap_or((0, 0));
    let variant = |rule, of: &Bridge| Variant {
        rule,
        lines: RuleLines::of(of),
        counts: RuleCounts::of(of),
        recounted: recounted(own, of),
    };
    let mut variants = vec![variant(OtherRule::InForce, own)];
    let mut not_tried = Vec::new();
    let actives =
        [(Active::Purchase, OtherRule::Purchase), (Active::Any, OtherRule::AnyRow), (Active::Net, OtherRule::Net)];
    for (active, rule) in actives.into_iter().filter(|(active, _)| *active != rules.active) {
        let rules = Rules { active, ..rules.clone() };
        let made = bridge(&Book::new(cube, &rules), p0, p1);
        check_bridge(&made)?;
        variants.push(variant(rule, &made));
    }
    let rule = match credits {
        Credits::Period => OtherRule::CreditsOrigin,
        Credits::Origin => OtherRule::CreditsPeriod,
    };
    let mut tally = crate::model::Tally::default();
    match moves(cube, orders, credits) {
        Err(why) => not_tried.push((rule, why)),
        Ok(moves) => {
            moves.iter().for_each(|one| tally.add(one.amount));
            let cube = moved(cube, &moves);
            let made = bridge(&Book::new(&cube, rules), p0, p1);
            check_bridge(&made)?;
            variants.push(variant(rule, &made));
        }
    }
    let new_after = rules.new_after.unwrap_or(own.period1.calendar.grain.per_year());
    variants.push(long_away(cube, rules, own, new_after));
    match &own.payment {
        None => not_tried.push((OtherRule::Payment, NotTried::NoOrders)),
        Some(payment) => {
            let lines = RuleLines {
                new: payment.new,
                returned: Money::ZERO,
                lost: payment.lost,
                adjustments: Money::ZERO,
                rest: payment.rest,
                ..RuleLines::of(own)
            };
            let counts = RuleCounts { returned: 0, ..RuleCounts::of(own) };
            variants.push(Variant { rule: OtherRule::Payment, lines, counts, recounted: Vec::new() });
        }
    }
    for one in &variants {
        let RuleLines { opening, new, returned, up, down, lost, adjustments, fx, rest, closing } = one.lines;
        let sum = opening + new + returned + up + down + lost + adjustments + fx + rest;
        equal("closing = opening + the lines of a rule", closing, sum, one.rule.name())?;
    }
    Ok(RulesCompared { period0: own.period0, period1: own.period1, variants, new_after, credits: tally, not_tried })
}

/// Gives the customers that a bridge counts otherwise than another.
fn recounted(own: &Bridge, other: &Bridge) -> Vec<Recounted> {
    let known: FxHashMap<usize, _> = own.movers.iter().map(|mover| (mover.customer, mover)).collect();
    let differs = |mover: &&super::Mover| {
        known
            .get(&mover.customer)
            .is_none_or(|own| (own.movement, own.r0, own.r1) != (mover.movement, mover.r0, mover.r1))
    };
    let mut found: Vec<Recounted> = other
        .movers
        .iter()
        .filter(differs)
        .map(|mover| Recounted {
            customer: mover.customer,
            from: known.get(&mover.customer).map_or(Movement::Inactive, |own| own.movement),
            to: mover.movement,
            r0: mover.r0,
            r1: mover.r1,
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.r0.abs().max(one.r1.abs())), one.customer));
    found
}

/// Counts the customers as new that were active in none of so many periods before the one they came back in.
fn long_away(cube: &Cube, rules: &Rules, own: &Bridge, after: usize) -> Variant {
    let book = Book::new(cube, rules);
    let p1 = cube.place_of(own.period1).unwrap_or(0);
    let away = |customer: usize| {
        let cells = cube.customers[customer].cells.iter().filter(|(place, _)| (*place as usize) < p1);
        let last = cells.filter(|(_, cell)| book.active(cell)).map(|(place, _)| *place as usize).next_back();
        last.is_some_and(|last| p1 - last > after)
    };
    let (mut lines, mut counts, mut recounted) = (RuleLines::of(own), RuleCounts::of(own), Vec::new());
    for mover in own.movers.iter().filter(|mover| mover.movement == Movement::Returned && away(mover.customer)) {
        let parts = Lines::of(Movement::Returned, mover.r0, mover.r1, mover.fx);
        lines.returned -= parts.returned;
        lines.new += parts.returned;
        counts.returned -= 1;
        counts.new += 1;
        let (from, to) = (Movement::Returned, Movement::New);
        recounted.push(Recounted { customer: mover.customer, from, to, r0: mover.r0, r1: mover.r1 });
    }
    recounted.sort_by_key(|one| (std::cmp::Reverse(one.r0.abs().max(one.r1.abs())), one.customer));
    Variant { rule: OtherRule::NewAfter, lines, counts, recounted }
}

/// A credit that another rule counts in another period.
struct Move {
    customer: usize,
    from: usize,
    to: usize,
    amount: Money,
    /// The currency that it was written in and the amount there, where it was converted.
    foreign: Option<(u16, Money)>,
}

/// Gives the credits that the other rule would count in another period.
fn moves(cube: &Cube, orders: &Orders, credits: Credits) -> Result<Vec<Move>, NotTried> {
    let Some(&first) = cube.periods.first() else { return Ok(Vec::new()) };
    let place = |day: i32| {
        let at = first.calendar.period_of(Day::from_number(day)).index - first.index;
        usize::try_from(at).ok().filter(|at| *at < cube.periods.len())
    };
    let go = |row: usize, day: i32| {
        let (from, to) = (place(orders.day[row])?, place(day)?);
        let (customer, amount) = (orders.client[row] as usize, Money::from_raw(orders.amount[row]));
        let local =
            orders.local.as_ref().filter(|local| local.currency.get(row).is_some_and(|one| *one != Local::BASE));
        let foreign = local.map(|local| (local.currency[row], Money::from_raw(local.amount[row])));
        (from != to).then_some(Move { customer, from, to, amount, foreign })
    };
    if credits == Credits::Origin {
        let own = orders.dates.get(Orders::OWN_DATE).ok_or(NotTried::NoCreditNamesAnOrder)?;
        let rows = own.iter().enumerate().filter(|(_, day)| **day != i32::MIN);
        return Ok(rows.filter_map(|(row, day)| go(row, *day)).collect());
    }
    if !cube.span.has_orders() {
        return Err(NotTried::NoOrders);
    }
    if orders.order.codes.is_empty() {
        return Err(NotTried::NoOrderNumbers);
    }
    let named = named(orders);
    let mut days: FxHashMap<(u32, u32), Vec<i32>> = named.iter().map(|(_, key)| (*key, Vec::new())).collect();
    if !days.is_empty() {
        for row in (0..orders.len()).filter(|&row| orders.amount[row] > 0) {
            if let Some(days) = days.get_mut(&(orders.client[row], orders.order.codes[row])) {
                days.push(orders.day[row]);
            }
        }
    }
    // The last day of the order that is not after the credit's own, as `--credits origin` has it.
    let origin = |row: usize, key: &(u32, u32)| days[key].iter().copied().filter(|day| *day <= orders.day[row]).max();
    let found: Vec<(usize, i32)> = named.iter().filter_map(|(row, key)| Some((*row, origin(*row, key)?))).collect();
    if found.is_empty() {
        return Err(NotTried::NoCreditNamesAnOrder);
    }
    Ok(found.into_iter().filter_map(|(row, day)| go(row, day)).collect())
}

/// Gives the rows below zero that name an order, by a column for it or by a number of their own, with customer and order.
fn named(orders: &Orders) -> Vec<(usize, (u32, u32))> {
    let origins = orders.texts.get(Field::Origin.name()).filter(|origins| !origins.codes.is_empty());
    let numbers: FxHashMap<&str, u32> = match origins {
        Some(_) => orders.order.values.iter().enumerate().map(|(code, text)| (text, code as u32)).collect(),
        None => FxHashMap::default(),
    };
    let below = (0..orders.len()).filter(|&row| orders.amount[row] < 0);
    below
        .filter_map(|row| {
            let order = match origins.and_then(|origins| origins.get(row)) {
                Some(origin) => *numbers.get(origin)?,
                None => Some(orders.order.codes[row]).filter(|code| *code != Texts::NONE)?,
            };
            Some((row, (orders.client[row], order)))
        })
        .collect()
}

/// Gives the book with credits in other periods. Orders and their days stay: a credit alone is neither.
fn moved(cube: &Cube, moves: &[Move]) -> Cube {
    let mut cube = cube.clone();
    for one in moves {
        let Customer { cells, foreign, .. } = &mut cube.customers[one.customer];
        for (place, amount, row) in [(one.from, -one.amount, false), (one.to, one.amount, true)] {
            let at = cells.binary_search_by_key(&(place as u32), |(at, _)| *at).unwrap_or_else(|at| {
                cells.insert(at, (place as u32, Cell::default()));
                at
            });
            let cell = &mut cells[at].1;
            cell.net += amount;
            cell.rows = if row { cell.rows + 1 } else { cell.rows.saturating_sub(1) };
            let Some((currency, local)) = one.foreign else { continue };
            let key = |one: &Foreign| (one.period, one.currency);
            let at = foreign.binary_search_by_key(&(place as u32, currency), key).unwrap_or_else(|at| {
                let none = Foreign { period: place as u32, currency, local: Money::ZERO, net: Money::ZERO };
                foreign.insert(at, none);
                at
            });
            foreign[at].local += if row { local } else { -local };
            foreign[at].net += amount;
        }
    }
    cube
}

#[cfg(test)]
mod tests;
