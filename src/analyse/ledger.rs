//! One customer's itemised account: periods with their movements, products, orders, credits and every row; it is checked against the
//! cube on every run, so that it adds up to what all other figures were made from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::book::Book;
use super::fx;
use super::identities::equal;
use super::units::Units;
use super::{Analysis, Movement};
use crate::cube::{Cell, Cube, Held, HeldTexts};
use crate::model::{Audit, Day, Failure, Field, Money, Orders, Period, Reason, Rules, Tally, Texts};

/// A customer's account.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub customer: usize,
    /// The one period that is told, or nothing for all.
    pub scope: Option<Period>,
    /// What all rows of the scope add up to.
    pub amount: Money,
    /// Every period with rows, oldest first, whatever the scope.
    pub periods: Vec<LedgerPeriod>,
    /// The units of the customer's quantities, where a column names them: those of several are not added up.
    pub units: Vec<String>,
    /// By amount in the scope, then name.
    pub products: Vec<LedgerProduct>,
    /// The orders and credits of the scope, by day, then number.
    pub entries: Vec<Entry>,
    /// The rows of the scope, by day, then file and row: places in the book's orders.
    pub lines: Vec<usize>,
    /// Salespeople and countries, the one with the most money first, over all rows.
    pub owners: Vec<Named>,
    pub countries: Vec<Named>,
    /// The customer's place by revenue of the window, from 1.
    pub rank: Option<usize>,
    /// Rows of the customer that do not count, by reason; as far as their customer could be read.
    pub set_aside: BTreeMap<Reason, Tally>,
}

/// What a customer did in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerPeriod {
    pub period: Period,
    pub complete: bool,
    pub amount: Money,
    /// Against the period before; nothing for the book's first.
    pub change: Option<Money>,
    /// In the bridge from the period before; nothing for the book's first, and for one that has not ended.
    pub movement: Option<Movement>,
    pub rows: u32,
    /// Nothing where the rows are sums of periods.
    pub orders: Option<u32>,
    pub ordered: Option<Money>,
    /// In ten-thousandths, where the book has quantities and those of the period share a unit.
    #[serde(skip)]
    pub quantity: Option<i64>,
}

/// What a customer bought of one product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerProduct {
    /// Empty for rows without a product.
    pub name: String,
    /// Of all rows of the scope.
    pub amount: Money,
    /// Of the report's period, and of the one before it.
    pub now: Money,
    pub before: Option<Money>,
    pub rows: u32,
    pub first: Day,
    pub last: Day,
}

/// An order or a credit: rows of one period with one number, or of one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    pub day: Day,
    pub order: Option<String>,
    /// Whether none of its rows is above zero: a credit, no order.
    pub credit: bool,
    pub amount: Money,
    /// Places in the book's orders, by file and row.
    #[serde(skip)]
    pub rows: Vec<usize>,
}

/// A text that rows hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    pub name: String,
    pub rows: u32,
    pub amount: Money,
    pub first: Day,
    pub last: Day,
}

/// Gives a customer's account, of all periods or of one.
///
/// `orders` must still have its rows, with where each stands ([`crate::model::Wants::detail`]).
///
/// # Errors
/// An account that does not add up to the cube: a mistake of mingxi.
pub fn ledger(
    (cube, orders, audit): (&Cube, &Orders, &Audit),
    analysis: &Analysis,
    (rules, scope): (&Rules, Option<Period>),
    customer: usize,
) -> Result<Ledger, Failure> {
    let within = |day: Day| scope.is_none_or(|period| period.first_day() <= day && day <= period.last_day());
    let mut lines: Vec<usize> =
        (0..orders.len()).filter(|&at| orders.client[at] as usize == customer && within(day_of(orders, at))).collect();
    let place = |at: usize| (orders.source.get(at).copied(), orders.row.get(at).copied(), at);
    lines.sort_by_key(|&at| (orders.day[at], place(at)));
    let mut periods = periods(cube, rules, customer);
    let units = units_of(orders, customer, &mut periods);
    let ledger = Ledger {
        customer,
        scope,
        amount: lines.iter().map(|&at| Money::from_raw(orders.amount[at])).sum(),
        units,
        products: products(orders, &lines, analysis),
        entries: if cube.span.has_orders() { entries(cube, orders, &lines) } else { Vec::new() },
        owners: held(orders, Field::Owner, customer),
        countries: held(orders, Field::Country, customer),
        rank: analysis.concentration.holders.iter().position(|holder| holder.customer == customer).map(|at| at + 1),
        set_aside: set_aside(cube, audit, customer),
        periods,
        lines,
    };
    check(&ledger, cube, orders)?;
    Ok(ledger)
}

fn day_of(orders: &Orders, at: usize) -> Day {
    Day::from_number(orders.day[at])
}

fn periods(cube: &Cube, rules: &Rules, customer: usize) -> Vec<LedgerPeriod> {
    let book = Book::new(cube, rules);
    let (facts, ordered) = (&cube.customers[customer], cube.span.has_orders());
    let first = facts.cells.first().map_or(0, |(place, _)| *place as usize);
    let last = facts.cells.last().map_or(0, |(place, _)| *place as usize).max(cube.complete.saturating_sub(1));
    let each = (first..=last.min(cube.periods.len().saturating_sub(1))).map(|place| {
        let cell = facts.cell(place);
        let before = place.checked_sub(1).map(|before| (before, facts.cell(before)));
        let complete = place < cube.complete;
        let movement =
            before.filter(|_| complete).and_then(|(p0, c0)| movement(&book, customer, (p0, c0), (place, cell)));
        LedgerPeriod {
            period: cube.periods[place],
            complete,
            amount: cell.net,
            change: before.map(|(_, before)| cell.net - before.net),
            movement,
            rows: cell.rows,
            orders: ordered.then_some(cell.orders),
            ordered: ordered.then_some(cell.ordered),
            quantity: cube.has_quantity.then_some(cell.quantity),
        }
    });
    each.collect()
}

/// Gives the units of a customer's quantities, and takes the sum off the periods that have several.
fn units_of(orders: &Orders, customer: usize, periods: &mut [LedgerPeriod]) -> Vec<String> {
    let units = Units::of(orders);
    let mut found: Vec<(u32, usize)> = Vec::new();
    for row in (0..orders.len()).filter(|&row| orders.client[row] as usize == customer) {
        if orders.quantity.get(row).is_some_and(|raw| *raw != Orders::NO_QUANTITY) {
            found.push((units.code(row), periods.partition_point(|one| one.period.last_day() < day_of(orders, row))));
        }
    }
    found.sort_unstable();
    found.dedup();
    for (at, period) in periods.iter_mut().enumerate() {
        if found.iter().filter(|(_, place)| *place == at).count() > 1 {
            period.quantity = None;
        }
    }
    found.dedup_by_key(|(unit, _)| *unit);
    found.iter().filter(|_| units.texts.is_some()).map(|(unit, _)| units.name(*unit).to_owned()).collect()
}

fn movement(book: &Book<'_>, customer: usize, (p0, c0): (usize, Cell), (p1, c1): (usize, Cell)) -> Option<Movement> {
    (c0.rows > 0 || c1.rows > 0).then(|| fx::movement(book, customer, (p0, c0), (p1, c1)))
}

fn products(orders: &Orders, lines: &[usize], analysis: &Analysis) -> Vec<LedgerProduct> {
    // The finest that is mapped: within one customer, categories would hide what it buys.
    let texts = if orders.product.codes.is_empty() { &orders.category } else { &orders.product };
    if texts.codes.is_empty() {
        return Vec::new();
    }
    let (now, before) = (analysis.period, analysis.bridge.as_ref().map(|bridge| bridge.period0));
    let mut found: BTreeMap<&str, LedgerProduct> = BTreeMap::new();
    for &at in lines {
        let (name, day, amount) =
            (texts.get(at).unwrap_or_default(), day_of(orders, at), Money::from_raw(orders.amount[at]));
        let one = found.entry(name).or_insert_with(|| LedgerProduct {
            name: name.to_owned(),
            amount: Money::ZERO,
            now: Money::ZERO,
            before: before.map(|_| Money::ZERO),
            rows: 0,
            first: day,
            last: day,
        });
        let within = |period: Period| period.first_day() <= day && day <= period.last_day();
        one.amount += amount;
        one.rows += 1;
        (one.first, one.last) = (one.first.min(day), one.last.max(day));
        if within(now) {
            one.now += amount;
        } else if let (Some(period), Some(sum)) = (before, &mut one.before)
            && within(period)
        {
            *sum += amount;
        }
    }
    let mut products: Vec<LedgerProduct> = found.into_values().collect();
    products.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.name.cmp(&b.name)));
    products
}

/// Groups rows by period and number, those without a number by day (rule 4).
fn entries(cube: &Cube, orders: &Orders, lines: &[usize]) -> Vec<Entry> {
    let calendar = cube.periods.first().map(|period| period.calendar);
    let mut found: BTreeMap<(Option<Period>, Option<&str>, Option<Day>), Entry> = BTreeMap::new();
    for &at in lines {
        let (day, number) = (day_of(orders, at), orders.order.get(at));
        let period = calendar.map(|calendar| calendar.period_of(day));
        let key = (period, number, number.is_none().then_some(day));
        let entry = found.entry(key).or_insert_with(|| Entry {
            day,
            order: number.map(str::to_owned),
            credit: true,
            amount: Money::ZERO,
            rows: Vec::new(),
        });
        entry.day = entry.day.min(day);
        entry.credit &= orders.amount[at] <= 0;
        entry.amount += Money::from_raw(orders.amount[at]);
        entry.rows.push(at);
    }
    let mut entries: Vec<Entry> = found.into_values().collect();
    let place = |at: &usize| (orders.source.get(*at).copied(), orders.row.get(*at).copied(), *at);
    entries.iter_mut().for_each(|entry| entry.rows.sort_by_key(place));
    entries.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.order.cmp(&b.order)));
    entries
}

fn held(orders: &Orders, field: Field, customer: usize) -> Vec<Named> {
    let none = Texts::default();
    let texts = orders.texts.get(field.name()).unwrap_or(&none);
    let held = HeldTexts::new(orders, texts, |client| client == customer, |_| true);
    let named = |one: &Held| Named {
        name: held.text(one).to_owned(),
        rows: one.rows,
        amount: one.net,
        first: one.first,
        last: one.last,
    };
    held.by_money(customer).into_iter().map(named).collect()
}

fn set_aside(cube: &Cube, audit: &Audit, customer: usize) -> BTreeMap<Reason, Tally> {
    let facts = &cube.customers[customer];
    let names = [facts.key.as_str(), facts.name.as_str()].map(crate::clean::normalise);
    let mut found: BTreeMap<Reason, Tally> = BTreeMap::new();
    for row in &audit.rows {
        let of = |field: Field| row.fields.iter().find(|(found, _)| *found == field).map(|(_, raw)| raw.as_str());
        // The id decides where there is one.
        let told = of(Field::CustomerId).filter(|id| !id.trim().is_empty()).or(of(Field::Customer));
        if told.is_some_and(|told| names.contains(&crate::clean::normalise(told))) {
            found.entry(row.reason).or_default().add(row.amount);
        }
    }
    found
}

/// Checks that rows, orders and credits, and products each add up to the cube, period by period.
fn check(ledger: &Ledger, cube: &Cube, orders: &Orders) -> Result<(), Failure> {
    let facts = &cube.customers[ledger.customer];
    let in_scope = |period: Period| ledger.scope.is_none_or(|scope| scope == period);
    let mut sum = Money::ZERO;
    for (place, cell) in &facts.cells {
        let period = cube.periods[*place as usize];
        if !in_scope(period) {
            continue;
        }
        let (first, last) = (period.first_day(), period.last_day());
        let within = |day: Day| first <= day && day <= last;
        let rows = || ledger.lines.iter().filter(|&&at| within(day_of(orders, at)));
        let at = format!("customer {}, {period}", ledger.customer);
        equal(
            "a customer's rows = its period",
            rows().map(|&at| Money::from_raw(orders.amount[at])).sum(),
            cell.net,
            &at,
        )?;
        equal("a customer's number of rows = its period's", rows().count(), cell.rows as usize, &at)?;
        if cube.span.has_orders() {
            let entries = || ledger.entries.iter().filter(|entry| within(entry.day));
            let bought = || entries().filter(|entry| !entry.credit);
            equal("orders and credits = the period", entries().map(|entry| entry.amount).sum(), cell.net, &at)?;
            equal("the number of orders = the period's", bought().count(), cell.orders as usize, &at)?;
            equal(
                "orders = the amount of the period's orders",
                bought().map(|entry| entry.amount).sum(),
                cell.ordered,
                &at,
            )?;
        }
        sum += cell.net;
    }
    let at = format!("customer {}", ledger.customer);
    equal("a customer's rows = its periods", ledger.amount, sum, &at)?;
    if !ledger.products.is_empty() {
        let products = ledger.products.iter().map(|product| product.amount).sum();
        equal("a customer's products = its periods", products, sum, &at)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{any_lines, book, by, day, lines};
    use crate::model::Grain;
    use proptest::prelude::*;

    const LINES: &str = "a,2023-01-10,100,n1\na,2023-01-12,50,n1\na,2023-02-01,-20,c1\na,2023-04-05,30,n2\nb,2023-01-02,7,n3\na,2023-07-01,-5,c2";

    fn told(period: Option<&str>) -> (Orders, Cube, Ledger) {
        let orders = book(&lines(LINES), day("2023-09-30"));
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let period = period.map(|label| Period::parse(label, 1).unwrap());
        let rules = Rules { period, ..Rules::default() };
        let analysis = analyse(&cube, &rules).unwrap();
        let ledger = ledger((&cube, &orders, &Audit::default()), &analysis, (&rules, period), 0).unwrap();
        (orders, cube, ledger)
    }

    fn units(amount: Money) -> i64 {
        amount.raw() / Money::PER_UNIT
    }

    /// By hand: 100 + 50 − 20, then 30 (lost 100), then a credit alone: inactive, so lost again.
    #[test]
    fn an_account_has_its_periods_orders_credits_and_rows() {
        let (_, _, ledger) = told(None);
        let periods: Vec<_> = ledger
            .periods
            .iter()
            .map(|one| (one.period.label(), units(one.amount), one.change.map(units), one.movement))
            .collect();
        let label = |text: &str| text.to_owned();
        assert_eq!(
            periods,
            [
                (label("2023Q1"), 130, None, None),
                (label("2023Q2"), 30, Some(-100), Some(Movement::Down)),
                (label("2023Q3"), -5, Some(-35), Some(Movement::Lost)),
            ]
        );
        let entries: Vec<_> = ledger
            .entries
            .iter()
            .map(|entry| (entry.order.as_deref().unwrap_or(""), entry.credit, units(entry.amount), entry.rows.len()))
            .collect();
        assert_eq!(entries, [("n1", false, 150, 2), ("c1", true, -20, 1), ("n2", false, 30, 1), ("c2", true, -5, 1)]);
        assert_eq!((units(ledger.amount), ledger.lines.len()), (155, 5));
    }

    #[test]
    fn a_period_alone_is_told_with_the_same_rows() {
        let (_, _, ledger) = told(Some("2023Q1"));
        assert_eq!((units(ledger.amount), ledger.lines.len(), ledger.entries.len()), (130, 3, 2));
        assert_eq!(units(ledger.products[0].now), 130);
    }

    #[test]
    fn an_account_that_was_moved_by_the_smallest_step_is_found() {
        let (orders, cube, ledger) = told(None);
        check(&ledger, &cube, &orders).unwrap();
        let step = Money::from_raw(1);
        let moves: [fn(&mut Ledger, Money); 5] = [
            |ledger, step| ledger.amount += step,
            |ledger, _| ledger.lines.truncate(1),
            |ledger, step| ledger.entries[0].amount += step,
            |ledger, _| ledger.entries[1].credit = false,
            |ledger, step| ledger.products[0].amount += step,
        ];
        for (at, moved) in moves.into_iter().enumerate() {
            let mut wrong = ledger.clone();
            moved(&mut wrong, step);
            assert_eq!(check(&wrong, &cube, &orders).unwrap_err().exit_code(), 70, "{at}");
        }
    }

    proptest! {
        #[test]
        fn every_customer_of_any_book_adds_up(lines in any_lines(), grain in 0..4_usize) {
            let orders = book(&lines, lines.iter().map(|line| line.day).max().unwrap());
            let grain = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Year][grain];
            let cube = Cube::new(&orders, by(grain)).unwrap();
            let rules = Rules { calendar: by(grain), ..Rules::default() };
            let analysis = analyse(&cube, &rules).unwrap();
            for customer in 0..cube.customers.len() {
                ledger((&cube, &orders, &Audit::default()), &analysis, (&rules, None), customer).unwrap();
            }
        }
    }
}
