//! New customers after their first order: whether they ordered again, when that is due by the book's habit, and how they grow.
//!
//! In: the book and the customer master. Out: the customers whose first order lies in the 12 months to as-of, and the habit that
//! they are measured by: of the customers whose first order lies at least 12 months back, how many ordered again, and how many
//! days half of those took. Younger ones are left out of the habit: of them only the quick would be known.
//!
//! Who is new needs a history: a first order in the first 12 months of the data may be no first one, and is counted apart.

use serde::Serialize;

use super::holders::holders;
use crate::analyse::{Analysis, products};
use crate::cube::Cube;
use crate::model::companion::{Companions, Grade};
use crate::model::{Day, Money, Orders, Rules, Tally, Texts};

/// How many customers must have ordered again for a habit.
const HABIT: usize = 5;
/// Of how many verified first customers the habit is taken, before those that were there when the data begin serve too.
const VERIFIED: usize = 10;

/// How far a new customer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It has ordered on a second day.
    Again,
    /// Its second order is not due yet, due (after the habit's days), or overdue (after twice as many).
    Waiting,
    Due,
    Stalled,
    /// The book has no habit to measure it by.
    Unknown,
}

impl Step {
    /// All steps, in the order in which they are told.
    pub const ALL: [Step; 5] = [Step::Again, Step::Waiting, Step::Due, Step::Stalled, Step::Unknown];
}

/// What lets a new customer promise more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// Its first order was larger than three quarters of all first orders.
    LargeFirst,
    /// Its last order was larger than its first.
    Growing,
    /// It is in class A or B already.
    Class,
    /// The customer master says so.
    Master,
}

/// How customers of the book go on after their first order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Habit {
    /// Whose first order lies at least 12 months back, and how many of them ordered again.
    pub customers: usize,
    pub again: usize,
    /// Whether customers count that may have ordered before the data begin, as too few are known to be new.
    pub unverified: bool,
    /// The median days from the first order day to the second; nothing where too few ordered again.
    pub days: Option<f64>,
    /// The median of the first order days' amounts, and what three quarters are at most.
    pub first: Option<Money>,
    pub large: Option<Money>,
}

/// One new customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Newcomer {
    #[serde(skip)]
    pub customer: usize,
    pub first: Day,
    /// Net of its first order day, and of all its rows.
    pub first_amount: Money,
    pub amount: Money,
    pub order_days: usize,
    pub second: Option<Day>,
    /// Days from the first order day to the second, or to as-of.
    pub days: i32,
    /// The day on which the second order is due, where it has not come.
    pub due: Option<Day>,
    pub step: Step,
    pub last: Day,
    /// Net of its last order day, where that is another.
    pub last_amount: Option<Money>,
    /// How many products it bought on its first day and in all; nothing without products.
    pub products: Option<(usize, usize)>,
    pub promises: Vec<Promise>,
    /// Who holds it.
    pub owner: Option<String>,
    /// What the customer master says.
    pub potential: Option<String>,
}

/// The new customers of the 12 months to as-of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Newcomers {
    pub from: Day,
    pub to: Day,
    pub habit: Habit,
    /// How many customers are at each step, with their money.
    pub steps: Vec<(Step, Tally)>,
    /// Those that promise more and are not yet where they could be: due, stalled or waiting.
    pub promising: Tally,
    /// Customers whose first order may be none, as it lies in the first 12 months of the data.
    pub unverified: usize,
    /// Those stalled first, then due, waiting, again; the largest first.
    #[serde(skip)]
    pub list: Vec<Newcomer>,
}

/// One customer's start.
struct Start {
    customer: usize,
    days: Vec<Day>,
    amounts: Vec<Money>,
}

impl Start {
    fn of(cube: &Cube, customer: usize) -> Option<Start> {
        let own = &cube.customers[customer];
        let days: Vec<Day> = own.order_days(cube.span.as_of).collect();
        let amounts = days.iter().map(|day| own.net_between(*day, *day).unwrap_or(Money::ZERO)).collect();
        (!days.is_empty()).then_some(Start { customer, days, amounts })
    }
}

/// Tells how the new customers do; nothing where the rows are sums of periods, or were not kept.
pub fn newcomers(
    cube: &Cube,
    orders: &Orders,
    companions: &Companions,
    analysis: &Analysis,
    rules: &Rules,
) -> Option<Newcomers> {
    if !cube.span.has_orders() || cube.is_folded() {
        return None;
    }
    let to = cube.span.as_of;
    let months = rules.limits.window_months;
    let (from, known) = (to.plus_months(-months).plus_days(1), cube.span.first_day.plus_months(12));
    let starts: Vec<Start> = (0..cube.customers.len()).filter_map(|at| Start::of(cube, at)).collect();
    let habit = habit(&starts, from, known);
    let (new, old): (Vec<&Start>, Vec<&Start>) =
        starts.iter().filter(|start| start.days[0] >= from).partition(|start| start.days[0] >= known);
    let master = companions.customers.as_ref().map(|master| master.by_client()).unwrap_or_default();
    let mut held = holders(orders, companions, rules);
    let bought = bought(orders, &new);
    let mut list: Vec<Newcomer> = Vec::with_capacity(new.len());
    for (start, products) in new.into_iter().zip(bought) {
        let row = master.get(&(start.customer as u32));
        let class = analysis.classes.class.get(start.customer).copied().flatten();
        let mut one = newcomer(cube, start, &habit, to);
        one.products = products;
        one.owner = held.get_mut(start.customer).and_then(Option::take);
        let potential = row.and_then(|row| row.potential.as_ref());
        one.potential = potential.map(|potential| potential.text.clone());
        let large = habit.large.is_some_and(|large| one.first_amount > large);
        let grows = one.last_amount.is_some_and(|last| last > one.first_amount);
        let says = potential.is_some_and(|potential| potential.grade == Some(Grade::High));
        let promises = [
            (large, Promise::LargeFirst),
            (grows, Promise::Growing),
            (matches!(class, Some('A' | 'B')), Promise::Class),
            (says, Promise::Master),
        ];
        one.promises = promises.into_iter().filter(|(holds, _)| *holds).map(|(_, promise)| promise).collect();
        list.push(one);
    }
    let order = |step: Step| match step {
        Step::Stalled => 0,
        Step::Due => 1,
        Step::Waiting | Step::Unknown => 2,
        Step::Again => 3,
    };
    list.sort_by(|a, b| {
        order(a.step).cmp(&order(b.step)).then(b.amount.cmp(&a.amount)).then(a.customer.cmp(&b.customer))
    });
    let tally = |of: &dyn Fn(&Newcomer) -> bool| {
        let mut tally = Tally::default();
        list.iter().filter(|one| of(one)).for_each(|one| tally.add(one.amount));
        tally
    };
    Some(Newcomers {
        from,
        to,
        habit,
        steps: Step::ALL.map(|step| (step, tally(&|one| one.step == step))).into(),
        promising: tally(&|one| one.step != Step::Again && !one.promises.is_empty()),
        unverified: old.len(),
        list,
    })
}

fn newcomer(cube: &Cube, start: &Start, habit: &Habit, to: Day) -> Newcomer {
    let (first, second) = (start.days[0], start.days.get(1).copied());
    let last = start.days[start.days.len() - 1];
    let days = second.unwrap_or(to).since(first);
    let step = match (second, habit.days) {
        (Some(_), _) => Step::Again,
        (None, None) => Step::Unknown,
        (None, Some(usual)) if f64::from(days) <= usual => Step::Waiting,
        (None, Some(usual)) if f64::from(days) <= 2.0 * usual => Step::Due,
        (None, Some(_)) => Step::Stalled,
    };
    Newcomer {
        customer: start.customer,
        first,
        first_amount: start.amounts[0],
        amount: cube.customers[start.customer].cells.iter().map(|(_, cell)| cell.net).sum(),
        order_days: start.days.len(),
        second,
        days,
        due: habit.days.filter(|_| second.is_none()).map(|usual| first.plus_days(usual.ceil() as i32)),
        step,
        last,
        last_amount: (start.days.len() > 1).then(|| start.amounts[start.amounts.len() - 1]),
        products: None,
        promises: Vec::new(),
        owner: None,
        potential: None,
    }
}

/// Takes the habit of the customers that have had 12 months to order again: of those known to be new where they are enough.
fn habit(starts: &[Start], from: Day, known: Day) -> Habit {
    let old = |start: &&Start| start.days[0] < from;
    let verified: Vec<&Start> = starts.iter().filter(old).filter(|start| start.days[0] >= known).collect();
    let enough = verified.iter().filter(|start| start.days.len() > 1).count() >= VERIFIED;
    let taken = if enough { verified } else { starts.iter().filter(old).collect() };
    let mut days: Vec<i32> = taken.iter().filter_map(|start| Some(start.days.get(1)?.since(start.days[0]))).collect();
    let mut first: Vec<Money> = taken.iter().map(|start| start.amounts[0]).collect();
    days.sort_unstable();
    first.sort_unstable();
    let median = |days: &[i32]| {
        let (low, high) = (days[(days.len() - 1) / 2], days[days.len() / 2]);
        (f64::from(low) + f64::from(high)) / 2.0
    };
    Habit {
        customers: taken.len(),
        again: days.len(),
        unverified: !enough,
        days: (days.len() >= HABIT).then(|| median(&days)),
        first: first.get(first.len() / 2).copied().filter(|_| first.len() >= HABIT),
        large: first.get((3 * first.len()).div_ceil(4).saturating_sub(1)).copied().filter(|_| first.len() >= HABIT),
    }
}

/// Counts the products of the first order day and of all; nothing without products.
fn bought(orders: &Orders, new: &[&Start]) -> Vec<Option<(usize, usize)>> {
    use std::collections::BTreeSet;
    let Some((texts, _)) = products(orders).filter(|_| orders.client.len() == orders.len()) else {
        return vec![None; new.len()];
    };
    // Asked for each row, so a place for every client and no table.
    let mut places = vec![usize::MAX; orders.clients.len()];
    for (at, start) in new.iter().enumerate() {
        places.get_mut(start.customer).into_iter().for_each(|place| *place = at);
    }
    let mut found: Vec<[BTreeSet<u32>; 2]> = vec![Default::default(); new.len()];
    for (row, &client) in orders.client.iter().enumerate() {
        let at = places[client as usize];
        let Some(found) = found.get_mut(at) else { continue };
        let (code, day) = (texts.codes[row], Day::from_number(orders.day[row]));
        if code == Texts::NONE || orders.amount[row] <= 0 {
            continue;
        }
        found[1].insert(code);
        if day == new[at].days[0] {
            found[0].insert(code);
        }
    }
    found.into_iter().map(|[first, all]| Some((first.len(), all.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::Grain;

    /// By hand. Six old customers begin in 2023; five order again after 10, 20, 30, 40 and 60 days, f never does: the habit is 30 days.
    /// First orders of 100 to 600. New in the 12 months to 2025-06-30: n1 to n5.
    const BOOK: &str =
        "a,2023-01-02,100\na,2023-01-12,100\nb,2023-02-01,200\nb,2023-02-21,1\nc,2023-02-01,300\nc,2023-03-03,1
        d,2023-03-01,400\nd,2023-04-10,1\ne,2023-03-01,500\ne,2023-04-30,1\nf,2023-04-01,600
        n1,2025-06-10,50\nn2,2025-05-10,510\nn3,2025-01-10,50\nn5,2025-04-20,40\nn4,2025-01-10,50\nn4,2025-03-01,70\nn4,2025-03-02,-5";

    #[test]
    fn second_orders_are_due_by_the_habit_of_the_book() {
        let orders = book(&lines(BOOK), day("2025-06-30"));
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let rules = Rules::default();
        let analysis = analyse(&cube, &rules).unwrap();
        let found = newcomers(&cube, &orders, &Companions::default(), &analysis, &rules).unwrap();
        let habit = found.habit;
        assert_eq!((habit.customers, habit.again, habit.unverified, habit.days), (6, 5, true, Some(30.0)));
        // Of 100, 200, 300, 400, 500, 600 three quarters are at most the fifth.
        assert_eq!(habit.large, Some(Money::from_raw(5_000_000)));
        let told: Vec<(&str, Step, i32, Option<Day>)> = found
            .list
            .iter()
            .map(|one| (cube.customers[one.customer].key.as_str(), one.step, one.days, one.due))
            .collect();
        assert_eq!(
            told,
            [
                ("n3", Step::Stalled, 171, Some(day("2025-02-09"))),
                // More than twice 30 days ago.
                ("n5", Step::Stalled, 71, Some(day("2025-05-20"))),
                ("n2", Step::Due, 51, Some(day("2025-06-09"))),
                ("n1", Step::Waiting, 20, Some(day("2025-07-10"))),
                ("n4", Step::Again, 50, None),
            ]
        );
        assert_eq!(found.list[2].promises[0], Promise::LargeFirst);
        assert!(found.list[4].promises.contains(&Promise::Growing));
        assert_eq!((found.list[4].amount.plain(0), found.list[4].order_days), ("115".to_owned(), 2));
        assert_eq!(found.unverified, 0);
    }

    #[test]
    fn first_orders_that_may_be_none_are_counted_apart() {
        let orders = book(&lines("a,2025-01-10,5\nb,2025-02-10,5\nb,2025-03-10,5"), day("2025-06-30"));
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let rules = Rules::default();
        let analysis = analyse(&cube, &rules).unwrap();
        let found = newcomers(&cube, &orders, &Companions::default(), &analysis, &rules).unwrap();
        assert_eq!((found.list.len(), found.unverified, found.habit.days), (0, 2, None));
    }
}
