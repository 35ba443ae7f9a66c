//! One customer stops and another begins, and buys alike: in the bridge one is lost and the other new.
//!
//! A pair that is suspect by its name is told whether it is such a case too. Beyond those, two customers are set side by side
//! only where they share something that hardly any other has: a word of their names, or products so rare that fewer than one
//! such pair in twenty would be expected by chance. What is shared by many (a bestseller, a country) finds nobody.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::fold::{Folded, is_han};
use super::found::{Evidence, Followed};
use super::pairs::{Forms, Found};
use super::words::{PLACES, TRADE, TRADE_HAN};
use crate::analyse::{Bridge, Movement};
use crate::cube::{Cube, HeldTexts};
use crate::model::Day;

/// A word of more of the lost and new customers than that says nothing of any.
const WORD_SHARED: usize = 3;
/// The same for a product; what is more common adds nothing to the search.
const PRODUCT_SHARED: usize = 12;
/// How many pairs that share their products by chance are allowed for.
const BY_CHANCE: f64 = 0.05;
/// The least share of products in common, each counted by how rare it is.
const ALIKE: f64 = 0.5;

/// What is known of customers beside their names.
pub struct Known<'a> {
    pub cube: &'a Cube,
    pub products: &'a HeldTexts,
    pub owners: &'a HeldTexts,
    pub countries: &'a HeldTexts,
}

/// The customers that one bridge loses and gains.
struct Sides {
    lost: Vec<usize>,
    new: Vec<usize>,
}

impl Sides {
    fn of(bridge: &Bridge) -> Sides {
        let side = |movement: Movement| {
            let mut side: Vec<usize> =
                bridge.movers.iter().filter(|mover| mover.movement == movement).map(|mover| mover.customer).collect();
            side.sort_unstable();
            side
        };
        Sides { lost: side(Movement::Lost), new: side(Movement::New) }
    }
}

/// Adds what follows each other in a bridge: to pairs that are known, and as pairs of their own.
pub fn follow(known: &Known<'_>, forms: &Forms, bridge: &Bridge, found: &mut Found) {
    let sides = Sides::of(bridge);
    let is = |side: &[usize], customer: usize| side.binary_search(&customer).is_ok();
    let both = |(a, b): (usize, usize)| match () {
        () if is(&sides.lost, a) && is(&sides.new, b) => Some((a, b)),
        () if is(&sides.lost, b) && is(&sides.new, a) => Some((b, a)),
        () => None,
    };
    for (&pair, evidence) in found.iter_mut() {
        if let Some((lost, new)) = both(pair) {
            evidence.extend(known.followed(pair, lost, new, None).map(Evidence::Followed));
        }
    }
    let alike = |(a, b): (usize, usize)| forms.folded[a].numbers() == forms.folded[b].numbers();
    let mut own: BTreeMap<(usize, usize), Followed> = BTreeMap::new();
    for (lost, new, word) in by_word(forms, &sides) {
        let pair = forms.ordered(lost, new);
        let word = longest(&forms.folded[lost].stem, &forms.folded[new].stem).unwrap_or(word);
        let followed =
            known.followed(pair, lost, new, Some(word)).filter(|_| !found.contains_key(&pair) && alike(pair));
        // The word alone is a family name or a town's; something else must be shared too.
        if let Some(followed) =
            followed.filter(|one| one.products > 0 || (one.owner.is_some() && one.country.is_some()))
        {
            own.insert(pair, followed);
        }
    }
    for (lost, new) in known.by_products(&sides) {
        let pair = forms.ordered(lost, new);
        if !found.contains_key(&pair) && !own.contains_key(&pair) && alike(pair) {
            own.extend(known.followed(pair, lost, new, None).map(|followed| (pair, followed)));
        }
    }
    for (pair, followed) in own {
        found.entry(pair).or_default().push(Evidence::Followed(followed));
    }
}

/// Gives the lost and new customers that share a word which hardly any of them has.
fn by_word(forms: &Forms, sides: &Sides) -> Vec<(usize, usize, String)> {
    let mut holders: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (side, customers) in [(0, &sides.lost), (1, &sides.new)] {
        for &customer in customers {
            for word in telling(&forms.folded[customer]) {
                let both = holders.entry(word).or_default();
                let list = if side == 0 { &mut both.0 } else { &mut both.1 };
                if list.last() != Some(&customer) {
                    list.push(customer);
                }
            }
        }
    }
    // A word that others of the book have too is a trade or a town.
    let mut everywhere: FxHashMap<String, usize> = FxHashMap::default();
    for folded in &forms.folded {
        for word in telling(folded).into_iter().filter(|word| holders.contains_key(word)) {
            *everywhere.entry(word).or_default() += 1;
        }
    }
    let rare = holders.into_iter().filter(|(word, _)| everywhere.get(word).is_some_and(|n| *n <= WORD_SHARED));
    let pairs = rare.flat_map(|(word, (lost, new))| {
        let pairs = lost.into_iter().flat_map(move |lost| new.clone().into_iter().map(move |new| (lost, new)));
        pairs.map(move |(lost, new)| (lost, new, word.clone()))
    });
    pairs.collect()
}

/// Gives the longest run of Han characters that two stems share; nothing where they share none of three.
fn longest(one: &str, two: &str) -> Option<String> {
    let chars: Vec<char> = one.chars().collect();
    let runs = (0..chars.len()).flat_map(|start| (start + 3..=chars.len()).map(move |end| (start, end)));
    let shared = runs.filter_map(|(start, end)| {
        let run: String = chars[start..end].iter().collect();
        (run.chars().all(is_han) && two.contains(&run)).then_some(run)
    });
    shared.max_by_key(String::len)
}

/// Gives the words by which a name can be known: long ones, and of Chinese names each three characters in a row behind the place.
fn telling(folded: &Folded) -> Vec<String> {
    let mut words = Vec::new();
    for word in &folded.words {
        let chars: Vec<char> = word.text.chars().collect();
        if !chars.iter().any(|c| is_han(*c)) {
            if chars.len() >= 5 && !TRADE.contains(&&*word.text) && chars.iter().all(|c| c.is_alphabetic()) {
                words.push(word.text.clone());
            }
            continue;
        }
        let place =
            PLACES.iter().filter(|place| word.text.starts_with(**place)).map(|place| place.chars().count()).max();
        let own: String = chars[place.unwrap_or(0)..].iter().collect();
        let own = TRADE_HAN.iter().find_map(|trade| own.strip_suffix(trade)).unwrap_or(&own).to_owned();
        let own: Vec<char> = own.chars().collect();
        words.extend(own.windows(3).map(|three| three.iter().collect::<String>()));
    }
    words.sort();
    words.dedup();
    words
}

impl Known<'_> {
    /// Tells how one customer followed another; nothing where the other had not stopped yet.
    fn followed(&self, pair: (usize, usize), lost: usize, new: usize, word: Option<String>) -> Option<Followed> {
        let days = |customer: usize| self.cube.customers[customer].order_days(self.cube.span.as_of);
        let (stopped, began) = (days(lost).last()?, days(new).next()?);
        if stopped > began {
            return None;
        }
        let (shared, of) = self.shared_products(lost, new);
        Some(Followed {
            first_stopped: pair.0 == lost,
            stopped,
            began,
            products: shared.len(),
            of,
            owner: shared_text(self.owners, lost, new),
            country: shared_text(self.countries, lost, new),
            word,
        })
    }

    /// Gives the products that both bought, and how many either did.
    fn shared_products(&self, one: usize, two: usize) -> (Vec<u32>, usize) {
        let codes = |customer: usize| self.products.of(customer).iter().map(|held| held.code).collect::<Vec<u32>>();
        let (one, two) = (codes(one), codes(two));
        let shared: Vec<u32> = one.iter().copied().filter(|code| two.contains(code)).collect();
        let either = one.len() + two.len() - shared.len();
        (shared, either)
    }

    /// Gives the lost and new customers whose products are alike beyond chance, with one salesperson and one country where those
    /// are known; each only where it is the best match of both.
    fn by_products(&self, sides: &Sides) -> Vec<(usize, usize)> {
        let all: Vec<usize> = sides.lost.iter().chain(&sides.new).copied().collect();
        let mut holders: FxHashMap<u32, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
        for (side, customers) in [(0, &sides.lost), (1, &sides.new)] {
            for &customer in customers {
                for held in self.products.of(customer) {
                    let both = holders.entry(held.code).or_default();
                    if side == 0 { &mut both.0 } else { &mut both.1 }.push(customer);
                }
            }
        }
        let count = all.len() as f64;
        let rarity = |code: u32| {
            let both = holders.get(&code).map_or(0, |both| both.0.len() + both.1.len());
            (count / both.max(1) as f64).ln()
        };
        let mut near: Vec<(usize, usize)> = Vec::new();
        for (lost, new) in holders.values().filter(|both| both.0.len() + both.1.len() <= PRODUCT_SHARED) {
            near.extend(lost.iter().flat_map(|&lost| new.iter().map(move |&new| (lost, new))));
        }
        near.sort_unstable();
        near.dedup();
        let chance = ((sides.lost.len() * sides.new.len()).max(1) as f64 / BY_CHANCE).ln();
        let weigh = |&(lost, new): &(usize, usize)| {
            let same = |held: &HeldTexts| held.is_empty() || shared_text(held, lost, new).is_some();
            if !same(self.owners) || !same(self.countries) {
                return None;
            }
            let (shared, _) = self.shared_products(lost, new);
            let sum = |codes: &mut dyn Iterator<Item = u32>| codes.map(rarity).sum::<f64>();
            let common = sum(&mut shared.iter().copied());
            let own = |customer: usize| sum(&mut self.products.of(customer).iter().map(|held| held.code));
            let whole = own(lost) + own(new) - common;
            (common >= chance && common >= ALIKE * whole).then_some((common, lost, new))
        };
        let mut weighed: Vec<(f64, usize, usize)> = near.iter().filter_map(weigh).collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let best = weighed.into_iter().filter(|(_, lost, new)| {
            let free = !taken.contains(lost) && !taken.contains(new);
            if free {
                taken.extend([*lost, *new]);
            }
            free
        });
        best.map(|(_, lost, new)| (lost, new)).collect()
    }
}

/// Gives the text that both customers hold; the one with the most money of the first.
fn shared_text(held: &HeldTexts, one: usize, two: usize) -> Option<String> {
    let other = held.of(two);
    let shared = held.by_money(one).into_iter().find(|mine| other.iter().any(|held| held.code == mine.code));
    shared.map(|mine| held.text(mine).to_owned())
}

/// Gives what says whether a day lies in the periods of the bridge, in which products are compared.
pub fn in_bridge(bridge: &Bridge) -> impl Fn(Day) -> bool + use<> {
    let days = bridge.period0.first_day()..=bridge.period1.last_day();
    move |day| days.contains(&day)
}
