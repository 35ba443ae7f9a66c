//! The book by company: customers that belong together, and the bridge in which they count as one.
//!
//! In: facts, results, the customer master (parent company). Out: groups of several customers with their money of both periods and
//! of the window and how each moved, and the lines of the bridge by customer and by group: a customer that left while its company
//! bought on is lost in the one and not in the other. A company whose parent has a parent belongs to the topmost, so nobody is
//! counted twice; of companies that name each other the first by key is it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analyse::{Analysis, Bridge, Movement, RuleCounts, RuleLines, bridges};
use crate::cube::{Cell, Cube, DayFact, Foreign, Order};
use crate::model::companion::{Master, Who};
use crate::model::{Day, Failure, Money, Rules};

/// Customers that belong to one company.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    pub key: String,
    pub name: String,
    #[serde(skip)]
    pub members: Vec<usize>,
    /// Their net money in the period before, the report's, and the window.
    pub opening: Money,
    pub closing: Money,
    pub window: Money,
    /// Of the window's positive money of all customers.
    pub share: Option<f64>,
    /// How they moved as one; nothing where there is no bridge.
    pub movement: Option<Movement>,
}

/// The lines of a bridge, and how many moved so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BookLines {
    #[serde(flatten)]
    pub lines: RuleLines,
    pub moved: RuleCounts,
}

impl BookLines {
    fn of(bridge: &Bridge) -> BookLines {
        BookLines { lines: RuleLines::of(bridge), moved: RuleCounts::of(bridge) }
    }
}

/// The bridge to the report's period by customer, and with each group as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ByCompany {
    pub customers: BookLines,
    pub groups: BookLines,
}

/// Gives the groups of several customers, by money of the window, and the bridge that they make.
///
/// # Errors
/// A bridge that does not add up: a mistake of mingxi.
pub fn groups(
    cube: &Cube,
    analysis: &Analysis,
    master: &Master,
    rules: &Rules,
) -> Result<(Vec<Group>, Option<ByCompany>), Failure> {
    let mut groups = found(cube, analysis, master);
    let own = analysis.bridge.as_ref().filter(|_| !groups.is_empty() && !cube.is_folded());
    let Some((own, place)) = own.zip(cube.place_of(analysis.period)) else { return Ok((groups, None)) };
    let one = bridges(&as_one(cube, &groups), rules, place..place + 1)?;
    let Some(one) = one.first().filter(|one| one.period0 == own.period0) else { return Ok((groups, None)) };
    let movements: BTreeMap<usize, Movement> = one.movers.iter().map(|one| (one.customer, one.movement)).collect();
    for group in &mut groups {
        group.movement = group.members.first().and_then(|first| movements.get(first).copied());
    }
    Ok((groups, Some(ByCompany { customers: BookLines::of(own), groups: BookLines::of(one) })))
}

fn found(cube: &Cube, analysis: &Analysis, master: &Master) -> Vec<Group> {
    let window = super::window(analysis);
    let mut parents: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &master.rows {
        if let Some(parent) = row.parent.as_ref().filter(|parent| parent.key != row.customer.key) {
            parents.entry(&row.customer.key).or_insert(&parent.key);
        }
    }
    let mut names: BTreeMap<&str, &Who> = BTreeMap::new();
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    // The company itself belongs to its group.
    for who in master.rows.iter().flat_map(|row| [Some(&row.customer), row.parent.as_ref()]).flatten() {
        names.entry(&who.key).or_insert(who);
        if let Some(client) = who.client {
            members.entry(topmost(&parents, &who.key)).or_default().insert(client as usize);
        }
    }
    let place = cube.place_of(analysis.period);
    let net = |members: &BTreeSet<usize>, place: Option<usize>| {
        place.map_or(Money::ZERO, |place| members.iter().map(|at| cube.customers[*at].cell(place).net).sum())
    };
    let several = members.into_iter().filter(|(_, members)| members.len() > 1);
    let mut groups: Vec<Group> = several
        .map(|(key, members)| {
            let money: Money = members.iter().filter_map(|at| window.get(at).copied()).sum();
            let name = names.get(key).map(|who| match who.client {
                Some(at) => cube.customers[at as usize].name.clone(),
                None => who.text.clone(),
            });
            Group {
                key: key.to_owned(),
                name: name.unwrap_or_else(|| key.to_owned()),
                opening: net(&members, place.and_then(|place| place.checked_sub(1))),
                closing: net(&members, place),
                window: money,
                share: money.share_of(analysis.concentration.amount),
                movement: None,
                members: members.into_iter().collect(),
            }
        })
        .collect();
    groups.sort_by(|a, b| b.window.cmp(&a.window).then_with(|| a.key.cmp(&b.key)));
    groups
}

/// Gives the company above all others of a customer, which may be itself.
fn topmost<'a>(parents: &BTreeMap<&'a str, &'a str>, key: &'a str) -> &'a str {
    let mut path = vec![key];
    let mut top = key;
    while let Some(&parent) = parents.get(top) {
        if let Some(from) = path.iter().position(|seen| *seen == parent) {
            return path[from..].iter().copied().min().unwrap_or(top);
        }
        path.push(parent);
        top = parent;
    }
    top
}

/// Gives the book with the facts of each group at its first customer, and none at the others.
fn as_one(cube: &Cube, groups: &[Group]) -> Cube {
    let mut book = cube.clone();
    for group in groups {
        let mut cells: BTreeMap<u32, Cell> = BTreeMap::new();
        let mut days: BTreeMap<Day, DayFact> = BTreeMap::new();
        let mut foreign: BTreeMap<(u32, u16), Foreign> = BTreeMap::new();
        let (mut orders, mut credits) = (Vec::new(), Vec::new());
        for at in &group.members {
            let own = &mut book.customers[*at];
            own.cells.drain(..).for_each(|(place, cell)| *cells.entry(place).or_default() += cell);
            for fact in std::mem::take(&mut own.days).iter() {
                let day = days.entry(fact.day).or_insert(DayFact { net: Money::ZERO, order_day: false, ..*fact });
                day.net += fact.net;
                day.order_day |= fact.order_day;
            }
            for one in own.foreign.drain(..) {
                let none = Foreign { local: Money::ZERO, net: Money::ZERO, ..one };
                let sum = foreign.entry((one.period, one.currency)).or_insert(none);
                sum.local += one.local;
                sum.net += one.net;
            }
            orders.extend_from_slice(&std::mem::take(&mut own.orders));
            credits.extend_from_slice(&std::mem::take(&mut own.credits));
        }
        let number = |order: &Order| {
            Some(order.number).filter(|code| *code != Order::NO_NUMBER).map(|code| book.numbers.get(code))
        };
        for list in [&mut orders, &mut credits] {
            list.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| number(a).cmp(&number(b))));
        }
        let Some(one) = group.members.first().map(|first| &mut book.customers[*first]) else { continue };
        one.cells = cells.into_iter().collect();
        one.days = days.into_values().collect();
        one.foreign = foreign.into_values().collect();
        (one.orders, one.credits) = (orders.into(), credits.into());
    }
    book
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::companion::{Companion, MasterRow, TableAudit, TableKind};
    use crate::model::{Grain, Orders};

    fn master(orders: &Orders, rows: &[(&str, &str)]) -> Master {
        let who = |key: &str| Who {
            text: key.to_uppercase(),
            id: None,
            key: key.into(),
            client: orders.clients.iter().position(|client| client.key == key).map(|at| at as u32),
        };
        let row = |(key, parent): &(&str, &str)| MasterRow {
            customer: who(key),
            parent: Some(who(parent)).filter(|_| !parent.is_empty()),
            ..MasterRow::default()
        };
        Companion { rows: rows.iter().map(row).collect(), audit: TableAudit::empty(TableKind::Customers) }
    }

    fn told(rows: &[(&str, &str)]) -> (Vec<Group>, Option<ByCompany>) {
        // By quarter: b leaves in Q2 while its sister c comes, e stays, f leaves, g comes back after two quarters.
        let text = "a,2024-08-01,5\ng,2024-09-01,30\nb,2025-02-01,100\ne,2025-02-01,40\nf,2025-03-01,7\n\
            c,2025-04-01,90\nc,2025-05-01,-10\ne,2025-05-01,40\ng,2025-06-01,20";
        let orders = book(&lines(text), day("2025-06-30"));
        let rules = Rules { calendar: by(Grain::Quarter), ..Rules::default() };
        let cube = Cube::new(&orders, rules.calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        groups(&cube, &analysis, &master(&orders, rows), &rules).unwrap()
    }

    fn units(units: i64) -> Money {
        Money::from_raw(units * Money::PER_UNIT)
    }

    /// By hand. By customer: 147 + 80 (c) + 20 (g) − 107 (b, f) = 140. With b and c as one, and f and g as one: 147 − 20 (b, c) + 13
    /// (f, g: 7 → 20) = 140.
    #[test]
    fn a_customer_that_left_while_its_company_bought_on_is_no_loss_of_the_company() {
        let (groups, both) = told(&[("b", "holding"), ("c", "holding"), ("f", "g"), ("e", "")]);
        let both = both.unwrap();
        let own = BookLines {
            lines: RuleLines {
                opening: units(147),
                new: units(80),
                returned: units(20),
                lost: units(-107),
                closing: units(140),
                ..RuleLines::default()
            },
            moved: RuleCounts { new: 1, returned: 1, level: 1, lost: 2, ..RuleCounts::default() },
        };
        assert_eq!(both.customers, own);
        let one = BookLines {
            lines: RuleLines {
                opening: units(147),
                up: units(13),
                down: units(-20),
                closing: units(140),
                ..RuleLines::default()
            },
            moved: RuleCounts { up: 1, down: 1, level: 1, ..RuleCounts::default() },
        };
        assert_eq!(both.groups, one);
        let told: Vec<_> =
            groups.iter().map(|one| (one.name.as_str(), one.opening, one.closing, one.movement)).collect();
        let holding = ("HOLDING", units(100), units(80), Some(Movement::Down));
        assert_eq!(told, [holding, ("G", units(7), units(20), Some(Movement::Up))]);
    }

    #[test]
    fn a_company_of_a_company_belongs_to_the_topmost_and_a_circle_is_one_group() {
        let names = |rows: &[(&str, &str)]| {
            let (groups, _) = told(rows);
            groups.into_iter().map(|one| (one.key, one.members.len())).collect::<Vec<_>>()
        };
        assert_eq!(names(&[("b", "c"), ("c", "top"), ("e", "top"), ("b", "f")]), [("top".to_owned(), 3)]);
        assert_eq!(names(&[("b", "c"), ("c", "b"), ("e", "c")]), [("b".to_owned(), 3)]);
        assert_eq!(names(&[("b", "b"), ("c", "")]), []);
    }
}
