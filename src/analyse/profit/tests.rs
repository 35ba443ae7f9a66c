//! Small books whose profit is worked out by hand.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::analyse::analyse;
use crate::cube::fixture::{Line, any_lines, book, by, converted, day, lines};
use crate::model::{Grain, Texts, Words};

/// a buys more at a worse margin, b leaves, c comes at a loss, d buys less at a better margin.
const LEDGER: &str =
    "a,2024-01-10,100\nb,2024-01-20,50\nd,2024-02-10,80\na,2024-04-10,120\nc,2024-05-10,60\nd,2024-06-10,40";
const PROFITS: [i64; 6] = [40, 5, 20, 30, -6, 12];
const COSTS: &str = "a,2024-01-31,5\nA,2024-04-30,5\nd,2024-02-28,2\nd,2024-06-20,12\nx,2024-03-01,7\na,2023-12-01,3";

fn units(value: i64) -> Money {
    Money::from_raw(value * 10_000)
}

fn orders() -> Orders {
    let mut orders = book(&lines(LEDGER), day("2024-06-30"));
    orders.moneys.insert("profit".into(), PROFITS.map(|profit| profit * 10_000).into());
    orders
}

fn told(orders: &Orders, costs: Option<&Orders>, grain: Grain) -> Result<Profits, NoProfit> {
    let rules = Rules { calendar: by(grain), ..Rules::default() };
    let cube = Cube::new(orders, rules.calendar).unwrap();
    let analysis = analyse(&cube, &rules).unwrap();
    profits(&cube, orders, costs, &analysis, &rules).unwrap()
}

fn named(told: &Profits, customer: usize) -> &CustomerProfit {
    told.customers.iter().find(|one| one.customer == customer).unwrap()
}

#[test]
fn the_bridge_on_profit_takes_its_customers_from_revenue() {
    let told = told(&orders(), None, Grain::Quarter).unwrap();
    let bridge = told.bridge.unwrap();
    let lines = [bridge.opening, bridge.new, bridge.returned, bridge.up, bridge.down, bridge.lost, bridge.closing];
    assert_eq!(lines, [65, -6, 0, 0, -18, -5, 36].map(units));
    // a: 20 more revenue at 40 % is +8, the rest −18; d: 40 less at 25 % is −10, the rest +2.
    assert_eq!((bridge.by_revenue, bridge.by_margin), (units(-2), units(-16)));
    assert_eq!((bridge.n_up, bridge.n_down), (0, 2));
}

#[test]
fn margins_stand_by_period_and_by_class() {
    let told = told(&orders(), None, Grain::Quarter).unwrap();
    let margins: Vec<Option<f64>> = told.periods.iter().map(|one| one.sums.margin).collect();
    assert_eq!(margins, [Some(65.0 / 230.0), Some(36.0 / 220.0)]);
    let bands: Vec<(char, usize, Money, Option<f64>)> =
        told.bands.iter().map(|band| (band.class, band.customers, band.sums.profit, band.sums.margin)).collect();
    assert_eq!(bands, [('A', 3, units(96), Some(0.24)), ('B', 1, units(5), Some(0.1)), ('C', 0, units(0), None)]);
}

#[test]
fn more_revenue_with_less_profit_and_a_loss_are_told() {
    let told = told(&orders(), None, Grain::Quarter).unwrap();
    assert_eq!((told.squeezed.n, told.squeezed.amount), (1, units(-10)));
    assert!(named(&told, 0).squeezed && !named(&told, 3).squeezed);
    assert_eq!((told.loses.n, told.loses.amount), (1, units(-6)));
    assert_eq!((told.customers[0].customer, told.thin), (2, None));
}

#[test]
fn costs_to_serve_leave_a_contribution_and_show_the_thin() {
    let mut costs = book(&lines(COSTS), day("2024-06-30"));
    costs.category = Texts { values: Arc::new(Words::from_iter(["运费"])), codes: vec![0, Texts::NONE, 0, 0, 0, 0] };
    let told = told(&orders(), Some(&costs), Grain::Quarter).unwrap();
    let sums = told.periods[1].sums;
    assert_eq!((sums.cost_to_serve, sums.contribution), (Some(units(17)), Some(units(19))));
    // d: cost from 2 to 12 on revenue from 80 to 40, and nothing of its profit of 12 is left.
    assert_eq!((told.thin.unwrap().n, named(&told, 3).thin), (1, true));
    assert!(!named(&told, 0).thin);
    let account = told.costs.unwrap();
    assert_eq!((account.used.n, account.used.amount), (4, units(24)));
    assert_eq!(
        (account.unmatched.n, account.unmatched.amount, account.unmatched_names[0].name.as_str()),
        (1, units(7), "X")
    );
    assert_eq!((account.outside.n, account.outside.amount), (1, units(3)));
    let kinds: Vec<(Option<&str>, Money)> =
        account.kinds.iter().map(|(kind, tally)| (kind.as_deref(), tally.amount)).collect();
    assert_eq!(kinds, [(None, units(5)), (Some("运费"), units(19))]);
}

#[test]
fn a_customer_with_costs_and_no_order_in_the_window_loses_them() {
    let mut orders = orders();
    orders.day.iter_mut().take(3).for_each(|day| *day -= 730);
    orders.span.first_day = day("2022-01-10");
    let costs = book(&lines("b,2024-06-01,9"), day("2024-06-30"));
    let told = told(&orders, Some(&costs), Grain::Quarter).unwrap();
    assert_eq!((told.loses.n, told.loses.amount), (2, units(-15)));
}

#[test]
fn a_cost_column_makes_the_same_profit() {
    let with = orders();
    let mut without = orders();
    without.moneys.remove("profit");
    let costs = with.amount.iter().zip(&with.moneys["profit"]).map(|(amount, profit)| amount - profit);
    without.moneys.insert("cost".into(), costs.collect());
    let (one, other) = (told(&with, None, Grain::Month).unwrap(), told(&without, None, Grain::Month).unwrap());
    assert_eq!((one.bridge, one.customers), (other.bridge, other.customers));
    assert_eq!(other.source, ProfitSource::Cost);
}

#[test]
fn rows_without_a_profit_are_in_no_margin() {
    let mut orders = orders();
    if let Some(profits) = orders.moneys.get_mut("profit") {
        profits[3] = Orders::NO_QUANTITY;
    }
    let told = told(&orders, None, Grain::Quarter).unwrap();
    assert_eq!((told.unknown.n, told.unknown.amount, told.known.n), (1, units(120), 5));
    // a bought 120 for 100: with that row's profit unknown nobody can say that it earned less.
    assert_eq!((told.squeezed.n, named(&told, 0).squeezed, named(&told, 0).uncertain), (0, false, true));
    assert_eq!(told.uncertain, 1);
    let sums = told.periods[1].sums;
    assert_eq!((sums.revenue, sums.known, sums.profit, sums.margin), (units(220), units(100), units(6), Some(0.06)));
}

#[test]
fn rows_without_a_profit_make_no_loss_unless_nothing_could_make_it_good() {
    let mut orders = orders();
    if let Some(profits) = orders.moneys.get_mut("profit") {
        (profits[0], profits[3]) = (Orders::NO_QUANTITY, Orders::NO_QUANTITY);
    }
    // a bought for 220, of which no profit is known, and cost 219 to serve, or 221.
    for (cost, loses) in [(219, false), (221, true)] {
        let costs = book(&lines(&format!("a,2024-06-01,{cost}")), day("2024-06-30"));
        let told = told(&orders, Some(&costs), Grain::Quarter).unwrap();
        assert_eq!((named(&told, 0).loses, named(&told, 0).uncertain), (loses, !loses), "{cost}");
    }
}

#[test]
fn a_margin_of_next_to_nothing_explains_no_profit() {
    // Bought for 30,000, all but 1 taken back, and the profit of the purchase stays: 30,000 on 1; then 9,000,000 are bought.
    let text = "a,2024-01-10,30000\na,2024-01-20,-29999\na,2024-04-10,9000000\nb,2024-01-10,10\nb,2024-04-10,20";
    let mut orders = book(&lines(text), day("2024-06-30"));
    let profits = [30_000, Orders::NO_QUANTITY, 1_000, 5, 8];
    let raw = |profit: i64| if profit == Orders::NO_QUANTITY { profit } else { profit * 10_000 };
    orders.moneys.insert("profit".into(), profits.map(raw).into());
    let told = told(&orders, None, Grain::Quarter).unwrap();
    let bridge = told.bridge.clone().unwrap();
    // Rows whose profit is known: 30,000 of revenue at a margin of 100 %, so that this one is taken.
    assert_eq!(named(&told, 0).before.known, units(30_000));
    assert_eq!(bridge.by_revenue + bridge.by_margin, bridge.up + bridge.down);
    let before = |known: i64, profit: i64| Sums { known: units(known), profit: units(profit), ..Sums::default() };
    let now = units(9_000_000);
    assert_eq!(by_revenue(&before(1, 30_000), now), Money::ZERO);
    assert_eq!(by_revenue(&before(100, 40), now), units(8_999_900 / 10 * 4));
}

#[test]
fn the_reports_period_and_its_bridge_stay_whatever_is_left_out() {
    for since in ["2024-05-01", "2024-04-01"] {
        let rules = Rules { calendar: by(Grain::Quarter), since: Some(day(since)), ..Rules::default() };
        let orders = orders();
        let cube = Cube::new(&orders, rules.calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        let told = profits(&cube, &orders, None, &analysis, &rules).unwrap().unwrap();
        let labels: Vec<String> = told.periods.iter().map(|one| one.period.label()).collect();
        assert_eq!(labels, ["2024Q1", "2024Q2"], "{since}");
    }
}

#[test]
fn what_is_no_money_is_not_taken_for_profit() {
    let with = |raws: [i64; 6]| {
        let mut orders = orders();
        orders.moneys.insert("profit".into(), raws.into());
        told(&orders, None, Grain::Quarter).map(|_| ())
    };
    assert_eq!(with([Orders::NO_QUANTITY; 6]), Err(NoProfit::Empty(ProfitSource::Profit)));
    assert_eq!(with([2_500, 3_000, 1_000, 10_000, -500, 0]), Err(NoProfit::Shares(ProfitSource::Profit)));
    assert_eq!(with([i64::MAX, i64::MAX, 0, 0, 0, 0]), Err(NoProfit::TooMuch(ProfitSource::Profit)));
    let mut none = orders();
    none.moneys.clear();
    assert_eq!(told(&none, None, Grain::Quarter).map(|_| ()), Err(NoProfit::NoColumn));
}

#[test]
fn profit_is_converted_as_its_row_is() {
    let mut orders = orders();
    let local = crate::model::Local {
        currencies: vec!["CNY".into(), "USD".into()],
        currency: vec![1, 0, 0, 0, 0, 0],
        amount: vec![250_000, 0, 0, 0, 0, 0],
    };
    orders.local = Some(local);
    // 100 converted stands for 25 as written, so a profit of 40 as written is 160.
    let told = told(&orders, None, Grain::Quarter).unwrap();
    assert_eq!(told.bridge.unwrap().opening, units(185));
}

proptest! {
    /// The identities are checked by `profits` itself; here they meet profits of both signs, blanks and other currencies.
    #[test]
    fn the_identities_hold_for_any_profit(rows in any_lines(), seed in any::<u64>(), grain in 0..5_usize, mixed in any::<bool>()) {
        let mut orders = book(&rows, day("2025-03-15"));
        if mixed {
            orders = converted(orders);
        }
        let profit = |(at, line): (usize, &Line)| match (seed >> (at % 60)) & 3 {
            0 => Orders::NO_QUANTITY,
            part => line.amount / 4 * part as i64 - 1_234,
        };
        orders.moneys.insert("profit".into(), rows.iter().enumerate().map(profit).collect());
        let grain = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year][grain];
        if let Ok(told) = told(&orders, Some(&orders), grain) {
            let sum: Money = told.customers.iter().map(|one| one.window.profit).sum();
            prop_assert_eq!(sum, told.window.profit);
            let account = told.costs.unwrap();
            let all = account.used.amount + account.unmatched.amount + account.outside.amount;
            prop_assert_eq!(all, orders.total());
        }
    }
}
