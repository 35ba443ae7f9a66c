//! Gross profit beside revenue (rule 9): per period and customer, the bridge on profit, margin by size band, and with a file of
//! costs to serve the contribution, thin customers and those that cost more than they bring.
//!
//! A row's gross profit is its profit column, or its amount less its cost column. Rows that have none are in no profit and in no
//! margin: margins divide by the revenue of the rows whose profit is known.

mod check;
mod costs;
mod foreign;
mod rows;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use serde::Serialize;

use super::{Analysis, Movement};
use crate::cube::Cube;
pub use crate::model::problem::{NoProfit, ProfitSource};
use crate::model::{Day, Failure, Money, Orders, Period, Rules, Tally, div_half_even};
use costs::Served;
pub use costs::{CostAccount, Kinds};
use foreign::{Effect, Effects};
pub use rows::Known as RowProfits;
use rows::Known;
use rows::{Cell, Cells};

/// Revenue and what is left of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Sums {
    pub revenue: Money,
    /// The revenue of the rows whose profit is known.
    pub known: Money,
    pub profit: Money,
    /// Profit over the revenue of its rows; nothing where that is not above zero.
    pub margin: Option<f64>,
    /// Nothing without a file of costs.
    pub cost_to_serve: Option<Money>,
    /// Profit less cost to serve.
    pub contribution: Option<Money>,
    pub contribution_margin: Option<f64>,
}

impl Sums {
    fn of(cell: Cell, served: Option<Money>) -> Sums {
        let contribution = served.map(|served| cell.profit - served);
        Sums {
            revenue: cell.revenue,
            known: cell.known,
            profit: cell.profit,
            margin: cell.profit.share_of(cell.known),
            cost_to_serve: served,
            contribution,
            contribution_margin: contribution.and_then(|left| left.share_of(cell.known)),
        }
    }

    /// Gives what could be left at best: as if the revenue whose profit is not known had cost nothing.
    fn best(&self) -> Money {
        self.left() + (self.revenue - self.known).positive_part()
    }

    /// Gives what is left: the contribution where costs to serve are known, else the gross profit.
    pub fn left(&self) -> Money {
        self.contribution.unwrap_or(self.profit)
    }
}

/// The profit of one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodProfit {
    pub period: Period,
    pub short: bool,
    #[serde(flatten)]
    pub sums: Sums,
}

/// The bridge on gross profit, on the lines of the revenue bridge: who is new, returned or lost is decided by revenue; of the
/// customers of both periods, *up* is what profit grew and *down* what it fell, customer by customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfitBridge {
    pub period0: Period,
    pub period1: Period,
    pub opening: Money,
    pub new: Money,
    pub returned: Money,
    pub up: Money,
    pub down: Money,
    pub lost: Money,
    pub adjustments: Money,
    /// What other rates of exchange than before made of the profit of customers active in both periods; zero where nothing was
    /// converted. Up and down are the rest.
    pub fx: Money,
    pub closing: Money,
    pub n_new: usize,
    pub n_returned: usize,
    pub n_up: usize,
    pub n_down: usize,
    pub n_lost: usize,
    /// Of up and down, at the rates of before: what other revenue makes at the margin before, and what another margin makes.
    pub by_revenue: Money,
    pub by_margin: Money,
}

/// The customers of one class of the window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    pub class: char,
    pub customers: usize,
    #[serde(flatten)]
    pub sums: Sums,
    /// Of the profit of all, where that is above zero.
    pub share_of_profit: Option<f64>,
}

/// One customer's profit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomerProfit {
    #[serde(skip)]
    pub customer: usize,
    /// Nothing without rows in both periods of the bridge.
    pub movement: Option<Movement>,
    pub class: Option<char>,
    pub before: Sums,
    pub now: Sums,
    pub window: Sums,
    /// Of the profit, from period to period: what rates of exchange made of it where it was active in both, the part of other
    /// revenue at the margin before, and the rest.
    pub change: Money,
    pub fx: Money,
    pub by_revenue: Money,
    pub by_margin: Money,
    /// More revenue and less profit than in the period before, active in both; also if its rows without a profit had cost nothing.
    pub squeezed: bool,
    /// Costs more than it brings: less than nothing is left in the window, whatever its rows without a profit may have earned.
    pub loses: bool,
    /// Its cost to serve grew faster than its revenue, and its contribution margin is below half of the book's.
    pub thin: bool,
    /// One of these would be said if its rows without a profit were left out, which is not enough to say it.
    pub uncertain: bool,
}

/// Everything about profit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profits {
    pub source: ProfitSource,
    /// Rows with and without a profit, with their revenue.
    pub known: Tally,
    pub unknown: Tally,
    /// The complete periods up to the report's; from `--since` on.
    pub periods: Vec<PeriodProfit>,
    pub bridge: Option<ProfitBridge>,
    pub from: Day,
    pub to: Day,
    pub window: Sums,
    /// A, B and C.
    pub bands: Vec<Band>,
    /// What they lost in profit while revenue rose.
    pub squeezed: Tally,
    /// What they cost beyond what they bring, below zero.
    pub loses: Tally,
    /// Customers of which their rows without a profit leave it open whether they are any of these.
    pub uncertain: usize,
    /// Of thin customers, the contribution of the period; nothing without costs, or where the book's own margin is not above zero.
    pub thin: Option<Tally>,
    pub costs: Option<CostAccount>,
    /// By profit in the window, the least first, ties by key.
    #[serde(skip)]
    pub customers: Vec<CustomerProfit>,
}

/// Tells the profit of a book, with the rows of a file of costs to serve where there is one; or why it cannot be told.
///
/// # Errors
/// Sums that do not agree.
pub fn profits(
    cube: &Cube,
    orders: &Orders,
    costs: Option<&Orders>,
    analysis: &Analysis,
    rules: &Rules,
) -> Result<Result<Profits, NoProfit>, Failure> {
    let rows = match Known::of(orders) {
        Ok(rows) => rows,
        Err(why) => return Ok(Err(why)),
    };
    let window = (analysis.concentration.from, analysis.concentration.to);
    let cells = Cells::of(cube, orders, &rows, window);
    let served = costs.map(|costs| Served::of(cube, costs, window));
    let place = cube.place_of(analysis.period).unwrap_or(0);
    let end = if analysis.complete { place + 1 } else { 0 };
    // The report's own period and that of its bridge stay, whatever `--since` leaves out.
    let from = place.saturating_sub(usize::from(analysis.bridge.is_some()));
    let shown = |at: usize| at >= from || rules.since.is_none_or(|since| cube.periods[at].first_day() >= since);
    let periods = (0..end).filter(|&at| shown(at)).map(|at| PeriodProfit {
        period: cube.periods[at],
        short: at == 0 && cube.short_first,
        sums: Sums::of(cells.in_period(at), served.as_ref().map(|served| served.in_period(at))),
    });
    let effects = Effects::of(cube, orders, &rows, analysis.bridge.as_ref());
    let mut customers = customers(cube, analysis, (&cells, &effects), served.as_ref());
    let book = |at: usize| Sums::of(cells.in_period(at), served.as_ref().map(|served| served.in_period(at)));
    let usual = analysis.bridge.as_ref().and_then(|_| book(place).contribution_margin).filter(|margin| *margin > 0.0);
    if let Some(usual) = usual {
        for one in &mut customers {
            let left = one.now.best();
            one.thin = is_thin(one, left.share_of(one.now.revenue), usual);
            one.uncertain |= !one.thin && is_thin(one, one.now.contribution_margin, usual);
        }
    }
    let tally = |of: fn(&CustomerProfit) -> bool, money: fn(&CustomerProfit) -> Money| {
        let mut tally = Tally::default();
        customers.iter().filter(|one| of(one)).for_each(|one| tally.add(money(one)));
        tally
    };
    let window_sums = Sums::of(cells.window(), served.as_ref().map(Served::window));
    let told = Profits {
        source: rows.source,
        known: rows.known,
        unknown: rows.unknown,
        periods: periods.collect(),
        bridge: bridge(analysis, &customers),
        from: window.0,
        to: window.1,
        bands: bands(&customers, window_sums.profit),
        window: window_sums,
        squeezed: tally(|one| one.squeezed, |one| one.change),
        loses: tally(|one| one.loses, |one| one.window.left()),
        thin: usual.map(|_| tally(|one| one.thin, |one| one.now.left())),
        uncertain: customers.iter().filter(|one| one.uncertain).count(),
        costs: served.map(Served::account),
        customers,
    };
    check::check(&told, orders, &rows)?;
    Ok(Ok(told))
}

/// Tells each customer with rows in one of the two periods or in the window.
fn customers(
    cube: &Cube,
    analysis: &Analysis,
    (cells, effects): (&Cells, &Effects),
    served: Option<&Served>,
) -> Vec<CustomerProfit> {
    let bridge = analysis.bridge.as_ref();
    let mut movements = vec![None; cube.customers.len()];
    let movers = bridge.iter().flat_map(|bridge| &bridge.movers);
    movers.for_each(|mover| movements[mover.customer] = Some(mover.movement));
    let places = bridge.and_then(|bridge| Some((cube.place_of(bridge.period0)?, cube.place_of(bridge.period1)?)));
    let now_place = places.map_or_else(|| cube.place_of(analysis.period).unwrap_or(0), |(_, now)| now);
    let cost = |pick: &dyn Fn(&Served) -> Money| served.map(pick);
    let each = movements.into_iter().enumerate().filter_map(|(at, movement)| {
        let in_window = cells.of_window(at);
        let spent = served.is_some_and(|served| served.has(at));
        if movement.is_none() && in_window.is_none() && !spent {
            return None;
        }
        let before = places.map_or_else(Sums::default, |(before, _)| {
            Sums::of(cells.at(at, before), cost(&|served| served.at(at, before)))
        });
        let now = Sums::of(cells.at(at, now_place), cost(&|served| served.at(at, now_place)));
        let window = Sums::of(in_window.unwrap_or_default(), cost(&|served| served.of_window(at)));
        let both = matches!(movement, Some(Movement::Up | Movement::Level | Movement::Down));
        let change = if places.is_some() { now.profit - before.profit } else { Money::ZERO };
        let effect = if both { effects.at(at) } else { Effect::default() };
        let by_revenue = if both { by_revenue(&before, now.known - effect.known) } else { Money::ZERO };
        let loses = (in_window.is_some() && window.best().is_negative())
            || (in_window.is_none() && window.cost_to_serve.is_some_and(Money::is_positive));
        let less = both && now.revenue > before.revenue && now.profit < before.profit;
        let unknown = now.revenue - now.known;
        let squeezed = less && before.known == before.revenue && now.profit + unknown.positive_part() < before.profit;
        Some(CustomerProfit {
            customer: at,
            movement,
            class: analysis.classes.class[at],
            change,
            by_revenue,
            by_margin: if both { change - effect.profit - by_revenue } else { Money::ZERO },
            fx: effect.profit,
            squeezed,
            loses,
            thin: false,
            uncertain: (less && !squeezed) || (!loses && in_window.is_some() && window.left().is_negative()),
            before,
            now,
            window,
        })
    });
    let mut customers: Vec<CustomerProfit> = each.collect();
    customers.sort_by_key(|one| (one.window.left(), Reverse(one.window.revenue), one.customer));
    customers
}

/// Gives what other revenue, at the rates of before, makes of a profit at the margin of before; nothing where there was none.
fn by_revenue(before: &Sums, known: Money) -> Money {
    // Credits can leave next to nothing of what was bought, and a profit far beyond it: that is no margin to go by. A loss of several
    // times the revenue is.
    let far = |profit: Money| i128::from(profit.abs().raw()) > i128::from(before.known.raw()) * 1_000;
    if !before.known.is_positive() || far(before.profit) {
        return Money::ZERO;
    }
    let [was, is, profit] = [before.known, known, before.profit].map(|amount| i128::from(amount.raw()));
    let effect = div_half_even((is - was) * profit, was);
    i64::try_from(effect).map_or(Money::ZERO, Money::from_raw)
}

/// Says whether the cost to serve a customer grew faster than its revenue, and less than half of the usual margin is left.
fn is_thin(one: &CustomerProfit, left: Option<f64>, usual: f64) -> bool {
    let raw = |amount: Money| i128::from(amount.raw());
    let (Some(cost0), Some(cost1)) = (one.before.cost_to_serve, one.now.cost_to_serve) else { return false };
    let (r0, r1) = (one.before.revenue, one.now.revenue);
    let faster = cost1 > cost0 && raw(cost1) * raw(r0) > raw(cost0) * raw(r1);
    faster && r0.is_positive() && left.is_some_and(|margin| margin < usual / 2.0)
}

fn bridge(analysis: &Analysis, customers: &[CustomerProfit]) -> Option<ProfitBridge> {
    let revenue = analysis.bridge.as_ref()?;
    let zero = Money::ZERO;
    let mut bridge = ProfitBridge {
        period0: revenue.period0,
        period1: revenue.period1,
        opening: zero,
        new: zero,
        returned: zero,
        up: zero,
        down: zero,
        lost: zero,
        adjustments: zero,
        fx: zero,
        closing: zero,
        n_new: revenue.n_new,
        n_returned: revenue.n_returned,
        n_up: 0,
        n_down: 0,
        n_lost: revenue.n_lost,
        by_revenue: zero,
        by_margin: zero,
    };
    for one in customers {
        let Some(movement) = one.movement else { continue };
        let (p0, p1) = (one.before.profit, one.now.profit);
        bridge.opening += p0;
        bridge.closing += p1;
        bridge.by_revenue += one.by_revenue;
        bridge.by_margin += one.by_margin;
        match movement {
            Movement::New => (bridge.new, bridge.adjustments) = (bridge.new + p1, bridge.adjustments - p0),
            Movement::Returned => {
                (bridge.returned, bridge.adjustments) = (bridge.returned + p1, bridge.adjustments - p0);
            }
            Movement::Lost => (bridge.lost, bridge.adjustments) = (bridge.lost - p0, bridge.adjustments + p1),
            Movement::Inactive => bridge.adjustments += one.change,
            Movement::Up | Movement::Level | Movement::Down => {
                let own = one.change - one.fx;
                bridge.fx += one.fx;
                bridge.up += own.positive_part();
                bridge.down += own.negative_part();
                bridge.n_up += usize::from(own.is_positive());
                bridge.n_down += usize::from(own.is_negative());
            }
        }
    }
    Some(bridge)
}

fn bands(customers: &[CustomerProfit], whole: Money) -> Vec<Band> {
    let band = |class: char| {
        let inside = || customers.iter().filter(move |one| one.class == Some(class));
        let sum = |pick: fn(&Sums) -> Money| inside().map(|one| pick(&one.window)).sum::<Money>();
        let cell = Cell { revenue: sum(|sums| sums.revenue), known: sum(|sums| sums.known), profit: sum(|s| s.profit) };
        let costs = customers.iter().any(|one| one.window.cost_to_serve.is_some());
        let served = costs.then(|| sum(|sums| sums.cost_to_serve.unwrap_or(Money::ZERO)));
        let sums = Sums::of(cell, served);
        Band { class, customers: inside().count(), share_of_profit: sums.profit.share_of(whole), sums }
    };
    ['A', 'B', 'C'].map(band).into()
}
