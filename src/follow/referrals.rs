//! Referrals, and the book by group: what customers bring beside what they buy, and companies that belong together.
//!
//! In: facts, results, the customer master (referred by, parent company), costs. Out: each customer that brought others, with their
//! money of the window directly and through the tree; how many new customers were brought; the [groups](super::groups). A circle of
//! referrals counts for nobody.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::groups::{ByCompany, Group, groups};
use crate::analyse::Analysis;
use crate::cube::Cube;
use crate::model::companion::{Companions, CostOf, Master, Who};
use crate::model::{Day, Failure, Money, Rules, Tally};

/// Who brought whom, and who belongs together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Referrals {
    /// By what they brought through the tree, the largest first.
    pub bringers: Vec<Bringer>,
    /// The names that lead back to themselves, each circle once.
    pub circles: Vec<Vec<String>>,
    /// New customers of the report's period and of the window, and those of them that were brought, with their money.
    pub period: Share,
    pub window: Share,
    /// Nothing without a table of costs.
    pub costs: Option<WinAndKeep>,
    /// Groups of several customers, by money of the window.
    pub groups: Vec<Group>,
    /// The bridge by customer and by group; nothing without groups.
    pub by_company: Option<ByCompany>,
}

/// A customer, or a name that is none, that brought others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bringer {
    pub key: String,
    pub name: String,
    /// Whether it is a customer of the orders.
    #[serde(skip)]
    pub customer: Option<usize>,
    /// Its own money of the window.
    pub own: Money,
    /// That of the customers that it brought itself, and of all below.
    pub direct: Money,
    pub tree: Money,
    pub brought: usize,
    pub below: usize,
    pub class: Option<char>,
    /// Looks small and brings much: not of class A, and brings more than it buys.
    pub more_than_it_buys: bool,
    /// All below it, level by level: level, name, its money of the window.
    pub customers: Vec<Brought>,
}

/// A customer that was brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brought {
    pub level: usize,
    pub key: String,
    pub name: String,
    pub window: Money,
}

/// New customers, and those that were brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    pub new: Tally,
    pub brought: Tally,
}

/// What winning customers costs, and keeping them, in the window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WinAndKeep {
    pub win: Money,
    /// New customers of the window.
    pub won: usize,
    pub serve: Money,
    /// Customers with an order in the window.
    pub kept: usize,
}

/// Tells referrals and groups; nothing where the master names neither.
///
/// # Errors
/// A bridge by group that does not add up: a mistake of mingxi.
pub fn referrals(
    cube: &Cube,
    analysis: &Analysis,
    companions: &Companions,
    rules: &Rules,
) -> Result<Option<Referrals>, Failure> {
    let Some(master) = companions.customers.as_ref().filter(|master| names_any(master)) else { return Ok(None) };
    let window = super::window(analysis);
    let mut told = Referrals::default();
    let tree = Tree::of(master);
    told.circles = tree.circles.clone();
    told.bringers = tree.bringers(&window, analysis);
    (told.period, told.window) = shares(cube, analysis, &tree, &window);
    told.costs = costs(cube, analysis, companions, told.window.new.n as usize);
    (told.groups, told.by_company) = groups(cube, analysis, master, rules)?;
    Ok(Some(told))
}

/// Says whether the master names who brought a customer, or a parent company.
pub fn names_any(master: &Master) -> bool {
    master.rows.iter().any(|row| row.parent.is_some() || row.referred_by.is_some())
}

/// Who brought whom, by key; circles are taken out.
struct Tree<'a> {
    names: BTreeMap<&'a str, &'a Who>,
    by: BTreeMap<&'a str, &'a str>,
    below: BTreeMap<&'a str, Vec<&'a str>>,
    circles: Vec<Vec<String>>,
}

impl<'a> Tree<'a> {
    fn of(master: &'a Master) -> Tree<'a> {
        let mut tree =
            Tree { names: BTreeMap::new(), by: BTreeMap::new(), below: BTreeMap::new(), circles: Vec::new() };
        for row in &master.rows {
            tree.names.insert(&row.customer.key, &row.customer);
        }
        for row in &master.rows {
            if let Some(by) = &row.referred_by {
                tree.names.entry(&by.key).or_insert(by);
                tree.by.entry(&row.customer.key).or_insert(&by.key);
            }
        }
        for circle in tree.find_circles() {
            tree.circles.push(circle.iter().map(|key| tree.names[key].text.clone()).collect());
            tree.by.retain(|key, _| !circle.contains(key));
        }
        for (key, by) in &tree.by {
            tree.below.entry(by).or_default().push(key);
        }
        tree
    }

    fn find_circles(&self) -> Vec<Vec<&'a str>> {
        let (mut ends, mut circles): (BTreeSet<&str>, Vec<Vec<&str>>) = Default::default();
        for start in self.by.keys() {
            let mut path: Vec<&str> = vec![start];
            while let Some(next) = self.by.get(path[path.len() - 1]).copied().filter(|next| !ends.contains(next)) {
                if let Some(from) = path.iter().position(|seen| *seen == next) {
                    circles.push(path[from..].to_vec());
                    break;
                }
                path.push(next);
            }
            ends.extend(path);
        }
        circles
    }

    fn bringers(&self, window: &BTreeMap<usize, Money>, analysis: &Analysis) -> Vec<Bringer> {
        let money =
            |key: &str| self.names[key].client.and_then(|at| window.get(&(at as usize)).copied()).unwrap_or_default();
        let each = self.below.iter().map(|(key, direct)| {
            let who = self.names[key];
            let (mut all, mut level): (Vec<Brought>, Vec<&str>) = (Vec::new(), direct.clone());
            let mut depth = 1;
            while !level.is_empty() {
                all.extend(level.iter().map(|key| Brought {
                    level: depth,
                    key: (*key).to_owned(),
                    name: self.names[key].text.clone(),
                    window: money(key),
                }));
                level = level.iter().flat_map(|key| self.below.get(key).into_iter().flatten().copied()).collect();
                depth += 1;
            }
            all.sort_by(|a, b| a.level.cmp(&b.level).then(b.window.cmp(&a.window)).then_with(|| a.key.cmp(&b.key)));
            let customer = who.client.map(|at| at as usize);
            let class = customer.and_then(|at| analysis.classes.class.get(at).copied().flatten());
            let (own, tree) = (money(key), all.iter().map(|one| one.window).sum::<Money>());
            Bringer {
                key: (*key).to_owned(),
                name: who.text.clone(),
                customer,
                own,
                direct: direct.iter().map(|key| money(key)).sum(),
                tree,
                brought: direct.len(),
                below: all.len(),
                class,
                more_than_it_buys: tree > own && class != Some('A'),
                customers: all,
            }
        });
        let mut bringers: Vec<Bringer> = each.collect();
        bringers.sort_by(|a, b| b.tree.cmp(&a.tree).then_with(|| a.key.cmp(&b.key)));
        bringers
    }
}

/// Counts the new customers of the period and of the window, and those of them that were brought.
fn shares(cube: &Cube, analysis: &Analysis, tree: &Tree<'_>, window: &BTreeMap<usize, Money>) -> (Share, Share) {
    let (mut of_period, mut of_window) = (Share::default(), Share::default());
    let period = analysis.period;
    let place = cube.place_of(period);
    let (from, to) = (analysis.concentration.from, analysis.concentration.to);
    let is_brought = |at: usize| tree.by.contains_key(cube.customers[at].key.as_str());
    for at in 0..cube.customers.len() {
        let Some(first) = cube.customers[at].order_days(cube.span.as_of).next() else { continue };
        let count = |share: &mut Share, amount: Money| {
            share.new.add(amount);
            if is_brought(at) {
                share.brought.add(amount);
            }
        };
        // Who was there when the data begin may be older than they are.
        let is_new = |begins: Day| cube.span.first_day < begins;
        if (period.first_day()..=period.last_day()).contains(&first) && is_new(period.first_day()) {
            count(&mut of_period, place.map_or(Money::ZERO, |place| cube.customers[at].cell(place).net));
        }
        if (from..=to).contains(&first) && is_new(from) {
            count(&mut of_window, window.get(&at).copied().unwrap_or_default());
        }
    }
    (of_period, of_window)
}

fn costs(cube: &Cube, analysis: &Analysis, companions: &Companions, won: usize) -> Option<WinAndKeep> {
    let costs = companions.costs.as_ref()?;
    let (from, to) = (analysis.concentration.from, analysis.concentration.to);
    let within = costs.rows.iter().filter(|cost| (from..=to).contains(&cost.day));
    let sum = |of: CostOf| within.clone().filter(|cost| cost.of == of).map(|cost| cost.amount).sum::<Money>();
    let ordered = |at: &usize| cube.customers[*at].order_days(to).last().is_some_and(|last| last >= from);
    let kept = (0..cube.customers.len()).filter(ordered).count();
    Some(WinAndKeep { win: sum(CostOf::Win), won, serve: sum(CostOf::Serve), kept })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::Grain;
    use crate::model::companion::{Companion, MasterRow, TableAudit, TableKind};

    /// By hand: the data begin within the window, so that nobody is known to be new in it; b is new in the quarter.
    #[test]
    fn nobody_is_new_where_the_data_begin() {
        let orders = book(&lines("a,2025-01-10,5\nb,2025-08-01,7\nb,2025-08-09,-2"), day("2025-09-30"));
        let who = |at: u32| Who { client: Some(at), key: orders.clients[at as usize].key.clone(), ..Who::default() };
        let row = MasterRow { customer: who(1), referred_by: Some(who(0)), ..MasterRow::default() };
        let customers = Companion { rows: vec![row], audit: TableAudit::empty(TableKind::Customers) };
        let companions = Companions { customers: Some(customers), ..Companions::default() };
        let rules = Rules { calendar: by(Grain::Quarter), ..Rules::default() };
        let cube = Cube::new(&orders, rules.calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        let told = referrals(&cube, &analysis, &companions, &rules).unwrap().unwrap();
        assert_eq!((told.window.new.n, told.period.new.n, told.period.brought.n), (0, 1, 1));
        assert_eq!(told.period.new.amount, Money::from_raw(5 * Money::PER_UNIT));
    }
}
