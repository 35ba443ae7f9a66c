//! Customers that may be one: suspects with their evidence, for a person to decide, and what merging would do to the bridge.
//!
//! ```text
//! names   ─▶ fold    spelt alike, without legal forms, shorter still
//! forms   ─▶ pairs   customers that share a form, a number, or all but one letter (edit)
//! bridge  ─▶ follow  one stopped, another began and buys alike
//! pairs   ─▶ effect  the customers really joined in the cube, and the bridge made anew
//! ```
//!
//! Nothing is merged here. Every rule leaves names apart that differ in a number: they differ by intent.

mod claims;
mod edit;
mod fold;
mod follow;
mod found;
mod pairs;
mod script;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

pub use found::*;

use self::follow::Known;
use self::pairs::{Forms, Found};
use super::book::Book;
use super::{Bridge, bridge};
use crate::cube::{Cube, Held, HeldTexts, Joining};
use crate::model::{Day, Failure, Field, Money, Orders, Rules, Texts};

/// Finds the customers of a book that may be one, and what merging them would do to the bridge to the report's period.
///
/// `orders` must still have its rows, with what describes customers ([`crate::model::Wants::customers`]).
pub fn names(cube: &Cube, orders: &Orders, rules: &Rules) -> Result<Names, Failure> {
    let place = super::place(cube, rules)?;
    let amounts: Vec<Money> =
        cube.customers.iter().map(|one| one.cells.iter().map(|(_, cell)| cell.net).sum::<Money>()).collect();
    let book = Book::new(cube, rules);
    let bridge = super::checked(&book, place.checked_sub(1).filter(|_| place < cube.complete), place)?;
    let column = |field: Field| orders.texts.get(field.name());
    let none = Texts::default();
    let held =
        |field: Field, since: Day| HeldTexts::new(orders, column(field).unwrap_or(&none), |_| true, |day| day >= since);
    let ever = cube.periods[0].first_day();
    let end = cube.periods[place].last_day().min(cube.span.as_of);
    let since = end.plus_days(1).plus_months(-rules.limits.window_months);
    let owners = held(Field::Owner, since);
    let (countries, taxes) = (held(Field::Country, ever), held(Field::TaxNumber, ever));

    let forms = Forms::new(cube, &amounts);
    let mut found = forms.by_name(cube);
    forms.by_number(&mut found, &held(Field::Phone, ever), &taxes);
    if let Some(bridge) = &bridge {
        let mut moved = vec![false; cube.customers.len()];
        bridge.movers.iter().for_each(|mover| moved[mover.customer] = true);
        let products = HeldTexts::new(orders, &orders.product, |at| moved[at], follow::in_bridge(bridge));
        let known = Known { cube, products: &products, owners: &owners, countries: &countries };
        follow::follow(&known, &forms, bridge, &mut found);
    }
    let traits = Traits { cube, amounts: &amounts, owners: &owners, countries: &countries, taxes: &taxes };
    let mut pairs = traits.pairs(found);
    let effects = Effects::new(&book, bridge.as_ref());
    for pair in &mut pairs {
        pair.effect = effects.of(&[vec![pair.first.customer, pair.second.customer]]);
    }
    let aliases = aliases(&pairs, &amounts);
    let claims = if owners.is_empty() { Claims::default() } else { claims::claims(cube, &owners, since) };
    if claims.by_order() {
        pairs.iter_mut().for_each(|pair| pair.claimed = false);
    }
    Ok(Names {
        customers: cube.customers.len(),
        periods: bridge.as_ref().map(|bridge| (bridge.period0, bridge.period1)),
        stake: aliases.iter().map(|alias| amounts[alias.customer].abs()).sum(),
        effect: effects.all(&groups(&aliases)),
        aliases,
        pairs,
        many_names: many_names(cube, orders, &amounts),
        claims,
    })
}

/// What is known of customers, to tell pairs.
struct Traits<'a> {
    cube: &'a Cube,
    amounts: &'a [Money],
    owners: &'a HeldTexts,
    countries: &'a HeldTexts,
    taxes: &'a HeldTexts,
}

impl Traits<'_> {
    /// Tells all pairs, by money at stake, ties by key. A pair of which less than its name speaks is left out where something
    /// speaks against it.
    fn pairs(&self, found: Found) -> Vec<Pair> {
        let pairs = found.into_iter().filter_map(|((one, two), evidence)| {
            // Rows without a customer are many, and none of the others.
            if [one, two].iter().any(|&at| self.cube.customers[at].key == crate::clean::BLANK) {
                return None;
            }
            let against = self.against(one, two);
            let strong = evidence.iter().any(Evidence::is_strong);
            if !against.is_empty() && !strong {
                return None;
            }
            let (first, second) = (self.party(one), self.party(two));
            let claimed = !first.owners.is_empty()
                && !second.owners.is_empty()
                && !first.owners.iter().any(|owner| second.owners.contains(owner));
            let stake = first.amount.abs().min(second.amount.abs());
            Some(Pair { first, second, evidence, against, stake, claimed, effect: None })
        });
        let mut pairs: Vec<Pair> = pairs.collect();
        // Customers stand by key, so their places break ties.
        let places = |pair: &Pair| (pair.first.customer, pair.second.customer);
        pairs.sort_by(|a, b| b.stake.cmp(&a.stake).then_with(|| places(a).cmp(&places(b))));
        pairs
    }

    fn party(&self, customer: usize) -> Party {
        let facts = &self.cube.customers[customer];
        let days = || facts.order_days(self.cube.span.as_of);
        let any = facts.days.first().zip(facts.days.last()).map(|(first, last)| (first.day, last.day));
        let any = any.unwrap_or((self.cube.span.first_day, self.cube.span.first_day));
        Party {
            customer,
            amount: self.amounts[customer],
            orders: facts.cells.iter().map(|(_, cell)| cell.orders).sum(),
            first: days().next().unwrap_or(any.0),
            last: days().last().unwrap_or(any.1),
            owners: self.owners.by_money(customer).into_iter().map(|held| self.owners.text(held).to_owned()).collect(),
        }
    }

    fn against(&self, one: usize, two: usize) -> Vec<Against> {
        let apart = |held: &HeldTexts, plain: &dyn Fn(&str) -> String| {
            let (a, b) = (held.by_money(one), held.by_money(two));
            let same = |a: &Held, b: &Held| plain(held.text(a)) == plain(held.text(b));
            let shared = a.iter().any(|mine| b.iter().any(|other| same(mine, other)));
            let (a, b) = (a.first()?, b.first()?);
            (!shared).then(|| (held.text(a).to_owned(), held.text(b).to_owned()))
        };
        let countries = apart(self.countries, &|text| text.trim().to_lowercase());
        let countries = countries.map(|(first, second)| Against::Countries { first, second });
        let taxes = apart(self.taxes, &|text| pairs::tax_numbers(text).concat())
            .map(|(first, second)| Against::TaxNumbers { first, second });
        countries.into_iter().chain(taxes).collect()
    }
}

impl Evidence {
    /// Says whether it holds where countries or tax numbers speak against it.
    fn is_strong(&self) -> bool {
        matches!(
            self,
            Evidence::SameName
                | Evidence::Signs
                | Evidence::Spelling { .. }
                | Evidence::Phone { .. }
                | Evidence::TaxNumber { .. }
        )
    }
}

/// Makes bridges with customers joined.
struct Effects<'a> {
    book: &'a Book<'a>,
    joining: Joining<'a>,
    bridge: Option<(&'a Bridge, usize, usize)>,
}

impl<'a> Effects<'a> {
    fn new(book: &'a Book<'a>, bridge: Option<&'a Bridge>) -> Effects<'a> {
        let places = bridge.and_then(|bridge| {
            Some((bridge, book.cube.place_of(bridge.period0)?, book.cube.place_of(bridge.period1)?))
        });
        Effects { book, joining: Joining::new(book.cube), bridge: places }
    }

    fn flows(&self, cube: &Cube, p0: usize, p1: usize) -> Flows {
        Flows::of(&bridge::bridge(&Book::new(cube, self.book.rules), p0, p1))
    }

    /// Gives the effect on the customers of the groups alone: every line is a sum over customers, so it is that on the book.
    fn of(&self, groups: &[Vec<usize>]) -> Option<Effect> {
        let (_, p0, p1) = self.bridge?;
        let group = groups.first()?;
        let before = self.flows(&self.joining.only(group), p0, p1);
        let after = self.flows(&self.joining.one(group), p0, p1);
        Some(Effect { before, after })
    }

    /// Gives the effect of all groups on the whole book.
    fn all(&self, groups: &[Vec<usize>]) -> Option<Effect> {
        let (bridge, p0, p1) = self.bridge?;
        let before = Flows::of(bridge);
        let after = if groups.is_empty() { before } else { self.flows(&self.joining.all(groups), p0, p1) };
        Some(Effect { before, after })
    }
}

/// Gives the fewest merges: of pairs that hang together, each customer but the one with the most money is merged into the
/// neighbour that leads there. So a line that a person strikes out parts just those two.
fn aliases(pairs: &[Pair], amounts: &[Money]) -> Vec<Alias> {
    let mut neighbours: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let (one, two) = (pair.first.customer, pair.second.customer);
        neighbours.entry(one).or_default().push((two, at));
        neighbours.entry(two).or_default().push((one, at));
    }
    let mut roots: Vec<usize> = neighbours.keys().copied().collect();
    roots.sort_by_key(|&customer| (std::cmp::Reverse(amounts[customer]), customer));
    let (mut aliases, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    for root in roots {
        if !seen.insert(root) {
            continue;
        }
        let mut next = std::collections::VecDeque::from([root]);
        while let Some(meant) = next.pop_front() {
            for &(customer, pair) in neighbours.get(&meant).into_iter().flatten() {
                if seen.insert(customer) {
                    aliases.push(Alias { customer, meant, pair });
                    next.push_back(customer);
                }
            }
        }
    }
    aliases.sort_by_key(|alias| (alias.pair, alias.customer));
    aliases
}

/// Gives the customers that merges make one, the one that is kept first.
fn groups(aliases: &[Alias]) -> Vec<Vec<usize>> {
    let meant: BTreeMap<usize, usize> = aliases.iter().map(|alias| (alias.customer, alias.meant)).collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &customer in meant.keys() {
        let mut root = customer;
        while let Some(&next) = meant.get(&root) {
            root = next;
        }
        groups.entry(root).or_insert_with(|| vec![root]).push(customer);
    }
    groups.into_values().collect()
}

/// Finds the ids that stand for several names; spellings of one name are one.
fn many_names(cube: &Cube, orders: &Orders, amounts: &[Money]) -> Vec<ManyNames> {
    let held = HeldTexts::new(orders, &orders.names, |_| true, |_| true);
    let some = (0..cube.customers.len()).filter(|&customer| held.of(customer).len() > 1);
    let several = some.filter_map(|customer| {
        let names = held.of(customer);
        let mut stems: Vec<String> = names.iter().map(|one| fold::Folded::of(held.text(one)).stem).collect();
        stems.retain(|stem| !stem.is_empty());
        stems.sort();
        stems.dedup();
        let mut names: Vec<Named> = names.iter().map(|one| claims::named(&held, one)).collect();
        names.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.name.cmp(&b.name)));
        (stems.len() > 1).then_some(ManyNames { customer, names, amount: amounts[customer] })
    });
    let mut several: Vec<ManyNames> = several.collect();
    several.sort_by_key(|one| (std::cmp::Reverse(one.amount.abs()), one.customer));
    several
}
