//! The customer master against the orders and the follow-up log: who is missing, who never ordered, what contradicts the orders.
//!
//! In: facts, results, companion tables. Out: plain lists, each by what is at stake. A *lead* is an entry without an order. A lead
//! *became* a customer where a talk was logged on or before the day of its first order; contacts are the logged talks up to that day.

use std::collections::BTreeMap;

use serde::Serialize;

use super::holders::owner;
use crate::analyse::Analysis;
use crate::cube::Cube;
use crate::model::companion::{Companions, FollowUp, MasterRow, RowPlace, Status};
use crate::model::{Day, Money};

/// What is wrong with the master, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MasterCheck {
    /// Customers with an order, and those of them that the master has.
    pub customers: usize,
    pub known: usize,
    /// Customers of the orders that the master lacks, by money of the window, the largest first.
    pub missing: Vec<Missing>,
    /// Entries without an order, the oldest first.
    pub leads: Vec<Lead>,
    /// Leads that became customers, the latest first.
    pub became: Vec<Became>,
    /// Customers that came after the log began, without a talk in it before their first order.
    pub unlogged: usize,
    /// One telephone or e-mail of several customers.
    pub shared: Vec<Shared>,
    /// Entries without an owner.
    pub unowned: Vec<Unowned>,
    /// Statuses that the orders contradict.
    pub contradicted: Vec<Contradicted>,
    /// Customers that stand in several rows.
    pub twice: Vec<Twice>,
}

/// A customer of the orders that the master lacks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    #[serde(skip)]
    pub customer: usize,
    /// The net amount of the window; zero without rows in it.
    pub window: Money,
    pub first: Option<Day>,
    pub last: Option<Day>,
}

/// An entry without an order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lead {
    pub key: String,
    pub name: String,
    pub owner: Option<String>,
    pub status: Option<Status>,
    /// The earliest day that is known: first contact, registration, first talk.
    pub since: Option<Day>,
    /// Days from then to as-of.
    pub age: Option<i32>,
    /// Talks in the log; nothing without a log.
    pub contacts: Option<usize>,
    pub last_contact: Option<Day>,
}

/// A lead that became a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Became {
    #[serde(skip)]
    pub customer: usize,
    pub owner: Option<String>,
    pub first_contact: Day,
    pub first_order: Day,
    /// Days between the two.
    pub days: i32,
    /// Talks up to the day of the first order.
    pub contacts: usize,
    pub window: Money,
}

/// One telephone or e-mail of several customers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    /// As it stands in the first row.
    pub text: String,
    pub email: bool,
    pub names: Vec<String>,
    /// Whether they all belong to one company.
    pub one_group: bool,
}

/// An entry without an owner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unowned {
    pub name: String,
    pub at: RowPlace,
    pub lead: bool,
    pub window: Money,
}

/// A status that the orders contradict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contradicted {
    pub name: String,
    pub at: RowPlace,
    pub owner: Option<String>,
    pub status: Status,
    /// The day of the last order; nothing of one that is called won and has none.
    pub last: Option<Day>,
    pub window: Money,
}

/// A customer that stands in several rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Twice {
    pub names: Vec<String>,
    pub rows: Vec<u32>,
    /// The owners, each once; two are two claims.
    pub owners: Vec<String>,
    /// Who registered it first, and when, where the rows say so.
    pub first: Option<(Option<String>, Day)>,
    pub window: Money,
}

impl MasterCheck {
    /// Gives the middle of the contacts that leads took to become customers; of two, the mean.
    pub fn median_contacts(&self) -> Option<f64> {
        median(self.became.iter().map(|one| one.contacts as f64).collect())
    }

    /// Gives the middle of the days that they took.
    pub fn median_days(&self) -> Option<f64> {
        median(self.became.iter().map(|one| f64::from(one.days)).collect())
    }

    /// Gives how many things want mending.
    pub fn faults(&self) -> usize {
        self.missing.len() + self.shared.len() + self.unowned.len() + self.contradicted.len() + self.twice.len()
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

/// Checks the master; nothing where there is none.
pub fn master_check(cube: &Cube, analysis: &Analysis, companions: &Companions) -> Option<MasterCheck> {
    let master = companions.customers.as_ref()?;
    let talks = Talks::of(companions);
    let as_of = cube.span.as_of;
    let window = super::window(analysis);
    let money = |customer: Option<u32>| customer.and_then(|at| window.get(&(at as usize)).copied()).unwrap_or_default();
    let first_order = |at: usize| cube.customers[at].order_days(as_of).next();
    let last_order = |at: usize| cube.customers[at].order_days(as_of).last();
    let entered = master.by_client();
    let mut check = MasterCheck::default();
    for at in 0..cube.customers.len() {
        let (Some(first), last) = (first_order(at), last_order(at)) else { continue };
        check.customers += 1;
        if !entered.contains_key(&(at as u32)) {
            let window = window.get(&at).copied().unwrap_or_default();
            check.missing.push(Missing { customer: at, window, first: Some(first), last });
        }
    }
    check.known = check.customers - check.missing.len();
    check.missing.sort_by(|a, b| b.window.cmp(&a.window).then(a.customer.cmp(&b.customer)));
    let mut rows: BTreeMap<&str, Vec<&MasterRow>> = BTreeMap::new();
    for row in &master.rows {
        rows.entry(row.customer.key.as_str()).or_default().push(row);
    }
    for (key, same) in &rows {
        let row = same[0];
        let client = row.customer.client;
        let held = same.iter().find_map(|row| owner(row)).map(str::to_owned);
        let ordered = client.and_then(|at| first_order(at as usize));
        let logged = talks.with(key);
        let unowned = held.is_none();
        match (ordered, client) {
            (Some(first), Some(customer)) => {
                check.came((row, customer as usize, held), first, logged, money(client), &talks)
            }
            _ => check.leads.push(lead((row, held), logged, &talks, as_of)),
        }
        let name = || row.customer.text.clone();
        if unowned {
            let lead = ordered.is_none();
            check.unowned.push(Unowned { name: name(), at: row.at.clone(), lead, window: money(client) });
        }
        let contradicts = match row.status {
            Some(Status::Won) => ordered.is_none(),
            Some(Status::Engaged | Status::Shared) => ordered.is_some(),
            None => false,
        };
        if let Some(status) = row.status.filter(|_| contradicts) {
            let last = client.and_then(|at| last_order(at as usize));
            let (at, owner, window) = (row.at.clone(), row.owner.clone(), money(client));
            check.contradicted.push(Contradicted { name: name(), at, owner, status, last, window });
        }
        if same.len() > 1 {
            check.twice.push(twice(same, money(client)));
        }
    }
    check.shared = shared(&rows);
    check.leads.sort_by(|a, b| (a.since.is_none(), a.since, &a.key).cmp(&(b.since.is_none(), b.since, &b.key)));
    check.became.sort_by(|a, b| b.first_order.cmp(&a.first_order).then(a.customer.cmp(&b.customer)));
    check.unowned.sort_by(|a, b| b.window.cmp(&a.window).then_with(|| a.at.cmp(&b.at)));
    check.contradicted.sort_by(|a, b| b.window.cmp(&a.window).then_with(|| a.at.cmp(&b.at)));
    check.twice.sort_by(|a, b| b.window.cmp(&a.window).then_with(|| a.rows.cmp(&b.rows)));
    Some(check)
}

impl MasterCheck {
    /// Counts a customer among the leads that became one, where the log tells how.
    fn came(
        &mut self,
        (row, customer, owner): (&MasterRow, usize, Option<String>),
        first_order: Day,
        logged: &[&FollowUp],
        window: Money,
        talks: &Talks<'_>,
    ) {
        let Some(begins) = talks.begins else { return };
        let before: Vec<&FollowUp> = logged.iter().copied().filter(|talk| talk.day <= first_order).collect();
        let first_contact = row.first_contact.into_iter().chain(before.first().map(|talk| talk.day)).min();
        match (before.is_empty(), first_contact) {
            // What was said before the log began is not known.
            (false, Some(first_contact)) if first_contact >= begins => self.became.push(Became {
                customer,
                owner,
                first_contact,
                first_order,
                days: first_order.since(first_contact),
                contacts: before.len(),
                window,
            }),
            (true, _) if first_order >= begins => self.unlogged += 1,
            _ => {}
        }
    }
}

/// The talks of the log, by customer, earliest first.
struct Talks<'a> {
    by_key: BTreeMap<&'a str, Vec<&'a FollowUp>>,
    /// The day of the first; nothing without a log.
    begins: Option<Day>,
}

impl<'a> Talks<'a> {
    fn of(companions: &'a Companions) -> Talks<'a> {
        let mut by_key: BTreeMap<&str, Vec<&FollowUp>> = BTreeMap::new();
        let all = companions.follow_ups.iter().flat_map(|log| &log.rows);
        for talk in all.clone() {
            by_key.entry(talk.customer.key.as_str()).or_default().push(talk);
        }
        by_key.values_mut().for_each(|talks| talks.sort_by_key(|talk| talk.day));
        Talks { by_key, begins: all.map(|talk| talk.day).min() }
    }

    fn with(&self, key: &str) -> &[&'a FollowUp] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}

fn lead((row, owner): (&MasterRow, Option<String>), logged: &[&FollowUp], talks: &Talks<'_>, as_of: Day) -> Lead {
    let days = [row.first_contact, row.registered, logged.first().map(|talk| talk.day)];
    let since = days.into_iter().flatten().min();
    Lead {
        key: row.customer.key.clone(),
        name: row.customer.text.clone(),
        owner,
        status: row.status,
        since,
        age: since.map(|since| as_of.since(since)),
        contacts: talks.begins.map(|_| logged.len()),
        last_contact: logged.last().map(|talk| talk.day),
    }
}

fn twice(same: &[&MasterRow], window: Money) -> Twice {
    let mut owners: Vec<String> = same.iter().filter_map(|row| row.owner.clone()).collect();
    owners.sort();
    owners.dedup();
    let mut names: Vec<String> = Vec::new();
    for row in same {
        if !names.contains(&row.customer.text) {
            names.push(row.customer.text.clone());
        }
    }
    let first = same
        .iter()
        .filter_map(|row| Some((row.registered?, row.at.row, row.registered_by.clone().or_else(|| row.owner.clone()))));
    let first = first.min_by_key(|(day, row, _)| (*day, *row)).map(|(day, _, who)| (who, day));
    Twice { names, rows: same.iter().map(|row| row.at.row).collect(), owners, first, window }
}

/// Finds telephones and e-mails of several customers.
fn shared(rows: &BTreeMap<&str, Vec<&MasterRow>>) -> Vec<Shared> {
    let mut by_value: BTreeMap<(bool, String), Vec<(&MasterRow, &str)>> = BTreeMap::new();
    for row in rows.values().map(|same| same[0]) {
        for (email, own) in [(false, &row.phone), (true, &row.email)] {
            let whole = own.as_deref().unwrap_or_default();
            for part in whole.split(['/', ';', ',', '、', '，', '；']) {
                let value = if email { address(part) } else { digits(part) };
                if let Some(value) = value {
                    by_value.entry((email, value)).or_default().push((row, whole));
                }
            }
        }
    }
    let several = by_value.into_iter().filter_map(|((email, _), of)| {
        let mut of = of;
        of.sort_by_key(|(row, _)| row.at.row);
        of.dedup_by_key(|(row, _)| row.at.row);
        (of.len() > 1).then(|| Shared {
            text: of[0].1.to_owned(),
            email,
            names: of.iter().map(|(row, _)| row.customer.text.clone()).collect(),
            one_group: of.iter().all(|(row, _)| {
                row.parent.is_some()
                    && row.parent.as_ref().map(|who| &who.key) == of[0].0.parent.as_ref().map(|who| &who.key)
            }),
        })
    });
    let mut several: Vec<Shared> = several.collect();
    several.sort_by(|a, b| (a.one_group, &a.names).cmp(&(b.one_group, &b.names)));
    several
}

/// Gives the digits by which two telephone numbers are the same, however they are written; seven at least.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = digits.trim_start_matches('0');
    (plain.len() >= 7).then(|| plain.to_owned())
}

fn address(text: &str) -> Option<String> {
    let plain = text.trim().to_lowercase();
    plain.split_once('@').filter(|(who, at)| !who.is_empty() && at.contains('.')).map(|_| plain.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_the_same_by_their_digits_and_seven_at_least() {
        assert_eq!(digits("0571 8888-1234"), digits("(0571) 88881234"));
        assert_eq!([digits("123-456"), digits("123-4567")], [None, Some("1234567".to_owned())]);
        assert_eq!([address(" A@X.com "), address("a@x"), address("@x.com")], [Some("a@x.com".to_owned()), None, None]);
    }
}
