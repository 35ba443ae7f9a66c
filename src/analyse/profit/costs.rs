//! What serving customers cost, from a file of its own: matched with the customers of the orders, by key, else by name.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clean::normalise;
use crate::cube::Cube;
use crate::model::{Day, Money, Orders, Tally, Texts};

/// The costs of each kind, by name; `None` for rows that name none.
pub type Kinds = BTreeMap<Option<String>, Tally>;

/// The account of a file of costs: used + unmatched + outside = rows of the file that count.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CostAccount {
    /// Of customers of the orders, in periods of the orders.
    pub used: Tally,
    /// Of names that no customer of the orders has, or several have.
    pub unmatched: Tally,
    /// Those names, by size of amount, ties by name.
    pub unmatched_names: Vec<Unmatched>,
    /// Before the first or after the last period of the orders.
    pub outside: Tally,
    /// Of the costs used in the window.
    #[serde(skip)]
    pub kinds: Kinds,
}

/// A name in the file of costs that is no customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unmatched {
    pub name: String,
    pub rows: u64,
    pub amount: Money,
    /// Whether several customers have the name.
    pub several: bool,
}

/// Costs by customer, period and window.
pub struct Served {
    by_period: BTreeMap<(usize, usize), Money>,
    in_window: BTreeMap<usize, Money>,
    periods: Vec<Money>,
    window: Money,
    account: CostAccount,
}

impl Served {
    /// Adds up the rows of a file of costs.
    pub fn of(cube: &Cube, costs: &Orders, window: (Day, Day)) -> Served {
        let (matched, several) = matched(cube, costs);
        let first = cube.periods.first().map(|period| period.first_day());
        let ends: Vec<Day> = cube.periods.iter().map(|period| period.last_day()).collect();
        let mut served = Served {
            by_period: BTreeMap::new(),
            in_window: BTreeMap::new(),
            periods: vec![Money::ZERO; ends.len()],
            window: Money::ZERO,
            account: CostAccount::default(),
        };
        let mut strangers: BTreeMap<usize, Tally> = BTreeMap::new();
        for (row, (&client, &day)) in costs.client.iter().zip(&costs.day).enumerate() {
            let (day, amount) = (Day::from_number(day), Money::from_raw(costs.amount[row]));
            let client = client as usize;
            let place = ends.partition_point(|end| *end < day);
            let Some(customer) = matched[client] else {
                served.account.unmatched.add(amount);
                strangers.entry(client).or_default().add(amount);
                continue;
            };
            if place >= ends.len() || first.is_some_and(|first| day < first) {
                served.account.outside.add(amount);
                continue;
            }
            served.account.used.add(amount);
            served.periods[place] += amount;
            *served.by_period.entry((customer, place)).or_default() += amount;
            if window.0 <= day && day <= window.1 {
                served.window += amount;
                *served.in_window.entry(customer).or_default() += amount;
                served.account.kinds.entry(kind(costs, row)).or_default().add(amount);
            }
        }
        let unmatched = strangers.into_iter().map(|(client, tally)| Unmatched {
            name: costs.clients[client].name.clone(),
            rows: tally.n,
            amount: tally.amount,
            several: several[client],
        });
        served.account.unmatched_names = unmatched.collect();
        let size = |one: &Unmatched| std::cmp::Reverse(one.amount.abs());
        served.account.unmatched_names.sort_by(|a, b| size(a).cmp(&size(b)).then_with(|| a.name.cmp(&b.name)));
        served
    }

    pub fn in_period(&self, place: usize) -> Money {
        self.periods.get(place).copied().unwrap_or_default()
    }

    pub fn window(&self) -> Money {
        self.window
    }

    pub fn at(&self, customer: usize, place: usize) -> Money {
        self.by_period.get(&(customer, place)).copied().unwrap_or_default()
    }

    pub fn of_window(&self, customer: usize) -> Money {
        self.in_window.get(&customer).copied().unwrap_or_default()
    }

    /// Says whether the window has costs of a customer.
    pub fn has(&self, customer: usize) -> bool {
        self.in_window.contains_key(&customer)
    }

    pub fn account(self) -> CostAccount {
        self.account
    }
}

/// Gives the customer of the orders that each customer of the file is, and whether several have its name.
fn matched(cube: &Cube, costs: &Orders) -> (Vec<Option<usize>>, Vec<bool>) {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, customer) in cube.customers.iter().enumerate() {
        names.entry(normalise(&customer.name)).or_default().push(at);
    }
    let place = |key: &str| cube.customers.binary_search_by(|customer| customer.key.as_str().cmp(key)).ok();
    let each = costs.clients.iter().map(|client| {
        let named = names.get(&normalise(&client.name)).map(Vec::as_slice);
        match (place(&client.key), named) {
            (Some(at), _) | (None, Some(&[at])) => (Some(at), false),
            (None, other) => (None, other.is_some()),
        }
    });
    each.unzip()
}

fn kind(costs: &Orders, row: usize) -> Option<String> {
    let code = *costs.category.codes.get(row)?;
    (code != Texts::NONE).then(|| costs.category.values.get(code).trim().to_owned()).filter(|kind| !kind.is_empty())
}
