//! Price, volume and mix (rule 5): what the change of the customers active in both periods is made of, per customer and
//! product, down to the lines that were bought.
//!
//! In: the rows of the two periods of a bridge. Out: one tree: the book, its customers, their products; each node is the sum
//! of the ones below it, exactly, and the book's is the existing change of the bridge. The symmetric form (each effect at the
//! mean of the other factor's two values) leaves no joint effect over that somebody would have to allot.

mod exact;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;

use self::exact::{effects, most, volume_effect};
use super::identities::equal;
use super::units::Units;
use super::{Bridge, Movement};
use crate::model::{Failure, Money, Orders, Period, Rules, Texts};

/// What a change is made of; signed as it adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Split {
    pub price: Money,
    pub volume: Money,
    pub cross_sold: Money,
    pub dropped: Money,
    pub unallocated: Money,
}

impl Split {
    /// Gives what all make together.
    pub fn sum(&self) -> Money {
        self.price + self.volume + self.cross_sold + self.dropped + self.unallocated
    }

    fn add(&mut self, more: &Split) {
        self.price += more.price;
        self.volume += more.volume;
        self.cross_sold += more.cross_sold;
        self.dropped += more.dropped;
        self.unallocated += more.unallocated;
    }
}

/// What became of a product between two periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bought {
    /// Net quantity above zero in both periods, in one unit, and effects within reason: price and volume.
    Both,
    CrossSold,
    Dropped,
    Unallocated,
}

impl Bought {
    /// Gives the name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Bought::Both => "both",
            Bought::CrossSold => "cross_sold",
            Bought::Dropped => "dropped",
            Bought::Unallocated => "unallocated",
        }
    }
}

/// One product of one customer, in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductLine {
    /// The code in [`Orders::product`], or [`Texts::NONE`].
    pub product: u32,
    /// The code among the units, or [`Texts::NONE`].
    pub unit: u32,
    pub bought: Bought,
    pub r0: Money,
    pub r1: Money,
    /// Net quantity in ten-thousandths; nothing where its rows have none.
    pub q0: Option<i64>,
    pub q1: Option<i64>,
    pub split: Split,
}

/// Whether quantities of several products can be added up, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    /// No line has price and volume, so there is nothing to add up.
    Nothing,
    /// No column names units: they are taken to be one.
    Assumed,
    /// The unit column says one unit.
    OneUnit,
    /// The unit column says several.
    SeveralUnits,
    /// The option says so, whatever the column says.
    ToldOne,
    ToldSeveral,
}

/// The volume effect in two: as if all that was bought had the average price, and what the shift between prices made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Mix {
    pub pure_volume: Money,
    pub mix: Money,
}

/// The change of one customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSplit {
    /// The place in [`Cube::customers`](crate::cube::Cube::customers).
    pub customer: usize,
    pub r0: Money,
    pub r1: Money,
    pub split: Split,
    /// Nothing where no line has price and volume, or they do not share a unit.
    pub mix: Option<Mix>,
    /// By |change| descending, ties by product and unit.
    pub lines: Vec<ProductLine>,
}

/// The change of all customers active in both periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceVolume {
    pub period0: Period,
    pub period1: Period,
    /// What its customers bought in each period.
    pub r0: Money,
    pub r1: Money,
    pub split: Split,
    /// Whether the lines with price and volume share a unit.
    pub shared: Shared,
    /// Nothing where they do not.
    pub mix: Option<Mix>,
    /// The part of *mix* that lies between customers; the rest lies between the products of each.
    pub mix_between: Option<Money>,
    /// What rates of exchange made of the change; a part of *price*.
    pub fx: Money,
    /// The units of the lines with price and volume; empty where no unit column is there.
    pub units: Vec<String>,
    /// All units, by the code that lines have.
    pub unit_names: Vec<String>,
    /// How many lines there are of each kind.
    pub counts: BTreeMap<Bought, usize>,
    pub has_products: bool,
    pub has_quantities: bool,
    /// By |change| descending, ties by key.
    pub customers: Vec<CustomerSplit>,
}

impl PriceVolume {
    /// Says whether no product of any customer changed in price or volume, and not only all of them together.
    pub fn is_level(&self) -> bool {
        self.customers.iter().flat_map(|one| &one.lines).all(|line| line.split == Split::default())
    }

    /// Gives the unit of a line.
    pub fn unit_of(&self, line: &ProductLine) -> Option<&str> {
        self.unit_names.get(line.unit as usize).map(String::as_str)
    }
}

/// The sums of one product of one customer in one unit.
#[derive(Clone, Copy, Default)]
struct Sums {
    r: [Money; 2],
    q: [i64; 2],
    rows: [u32; 2],
}

/// Splits the change between the two periods of a bridge whose movers are known.
///
/// Fails where a sum does not hold.
pub fn price_volume(orders: &Orders, rules: &Rules, bridge: &Bridge) -> Result<PriceVolume, Failure> {
    let units = Units::of(orders);
    // Asked for each row, so a place for every client and no table.
    let mut place = vec![None; orders.clients.len()];
    let mut customers: Vec<CustomerSplit> = Vec::new();
    let both = |movement| matches!(movement, Movement::Up | Movement::Level | Movement::Down);
    for mover in bridge.movers.iter().filter(|mover| both(mover.movement)) {
        place[mover.customer] = Some(customers.len());
        let split = Split::default();
        let (r0, r1) = (mover.r0, mover.r1);
        customers.push(CustomerSplit { customer: mover.customer, r0, r1, split, mix: None, lines: Vec::new() });
    }
    let mut sums = gather(orders, bridge, &units, &place, customers.len());
    let most = most(sums.iter().flat_map(|sums| sums.values()).flat_map(|sum| sum.r));
    for (customer, sums) in customers.iter_mut().zip(&mut sums) {
        customer.lines = lines(orders, &units, sums, most);
        customer.lines.iter().for_each(|line| customer.split.add(&line.split));
        customer.mix = mix(customer.lines.iter(), customer.split.volume, rules, most);
    }
    let mut whole = Split::default();
    customers.iter().for_each(|customer| whole.add(&customer.split));
    let lines = || customers.iter().flat_map(|customer| &customer.lines);
    let whole_mix = mix(lines(), whole.volume, rules, most);
    // The same volume of each customer at its own average price, against all at the book's.
    let pure: Money = customers.iter().filter_map(|one| one.mix).map(|mix| mix.pure_volume).sum();
    let mut counts = BTreeMap::new();
    lines().for_each(|line| *counts.entry(line.bought).or_insert(0) += 1);
    let used: BTreeSet<u32> = lines().filter(|line| line.bought == Bought::Both).map(|line| line.unit).collect();
    let found = PriceVolume {
        period0: bridge.period0,
        period1: bridge.period1,
        r0: customers.iter().map(|customer| customer.r0).sum(),
        r1: customers.iter().map(|customer| customer.r1).sum(),
        split: whole,
        shared: shared(&used, units.texts.is_some(), rules),
        mix: whole_mix,
        mix_between: whole_mix.map(|mix| pure - mix.pure_volume),
        fx: bridge.fx,
        units: used.into_iter().filter_map(|unit| units.names.get(unit as usize).cloned()).collect(),
        counts,
        unit_names: units.names,
        has_products: !orders.product.codes.is_empty(),
        has_quantities: !orders.quantity.is_empty(),
        customers,
    };
    check(&found, bridge)?;
    Ok(found)
}

type Key = (u32, u32);

/// In place of the unit of rows that have no product or no quantity.
const NO_QUANTITY: u32 = u32::MAX - 1;

/// Adds up the rows of both periods by customer, product and unit; apart, those without a product or a quantity.
fn gather(
    orders: &Orders,
    bridge: &Bridge,
    units: &Units<'_>,
    place: &[Option<usize>],
    customers: usize,
) -> Vec<FxHashMap<Key, Sums>> {
    let days = [bridge.period0, bridge.period1].map(|period| period.first_day().number()..=period.last_day().number());
    let mut sums: Vec<FxHashMap<Key, Sums>> = vec![FxHashMap::default(); customers];
    for row in 0..orders.len() {
        let Some(at) = days.iter().position(|days| days.contains(&orders.day[row])) else { continue };
        let Some(customer) = place[orders.client[row] as usize] else { continue };
        let quantity = orders.quantity.get(row).copied().filter(|&quantity| quantity != Orders::NO_QUANTITY);
        let product = orders.product.codes.get(row).copied().unwrap_or(Texts::NONE);
        let key = match quantity {
            Some(_) if product != Texts::NONE => (product, units.code(row)),
            _ => (product, NO_QUANTITY),
        };
        let sum = sums[customer].entry(key).or_default();
        sum.r[at] += Money::from_raw(orders.amount[row]);
        sum.q[at] = sum.q[at].saturating_add(quantity.unwrap_or(0));
        sum.rows[at] += 1;
    }
    sums
}

/// Makes the lines of one customer.
fn lines(orders: &Orders, units: &Units<'_>, sums: &mut FxHashMap<Key, Sums>, most: i128) -> Vec<ProductLine> {
    // A product in another unit is no other product: it was neither added nor dropped.
    let mut rows: FxHashMap<u32, [u32; 2]> = FxHashMap::default();
    for ((product, _), sum) in sums.iter() {
        let all = rows.entry(*product).or_default();
        (0..2).for_each(|at| all[at] += sum.rows[at]);
    }
    let line = |((product, unit), sum): (Key, Sums)| {
        let [r0, r1] = sum.r;
        let bought = sum.q.map(|quantity| quantity > 0);
        let all = rows[&product];
        let (kind, split) = match bought {
            _ if unit == NO_QUANTITY => (Bought::Unallocated, Split { unallocated: r1 - r0, ..Split::default() }),
            [true, true] => match effects(sum.r, sum.q, most) {
                Some((price, volume)) => (Bought::Both, Split { price, volume, ..Split::default() }),
                None => (Bought::Unallocated, Split { unallocated: r1 - r0, ..Split::default() }),
            },
            [_, true] if all[0] == 0 => (Bought::CrossSold, Split { cross_sold: r1, ..Split::default() }),
            [true, _] if all[1] == 0 => (Bought::Dropped, Split { dropped: -r0, ..Split::default() }),
            _ => (Bought::Unallocated, Split { unallocated: r1 - r0, ..Split::default() }),
        };
        let quantity = |at: usize| (unit != NO_QUANTITY).then_some(sum.q[at]);
        ProductLine { product, unit, bought: kind, r0, r1, q0: quantity(0), q1: quantity(1), split }
    };
    let mut lines: Vec<ProductLine> = sums.drain().map(line).collect();
    let name = |line: &ProductLine| match line.product {
        Texts::NONE => None,
        code => Some(orders.product.values.get(code)),
    };
    let unit = |line: &ProductLine| units.names.get(line.unit as usize);
    lines.sort_by(|a, b| {
        let size = |line: &ProductLine| Reverse((line.r1 - line.r0).abs());
        size(a).cmp(&size(b)).then_with(|| name(a).cmp(&name(b))).then_with(|| unit(a).cmp(&unit(b)))
    });
    lines
}

/// Says whether the units of lines with price and volume are one.
fn shared(used: &BTreeSet<u32>, column: bool, rules: &Rules) -> Shared {
    match (rules.one_unit, used.len()) {
        (_, 0) => Shared::Nothing,
        (Some(true), _) => Shared::ToldOne,
        (Some(false), _) => Shared::ToldSeveral,
        (None, _) if !column => Shared::Assumed,
        (None, 1) => Shared::OneUnit,
        _ => Shared::SeveralUnits,
    }
}

/// Splits a volume effect into pure volume and mix; nothing where the lines do not share a unit, or none has price and volume.
fn mix<'a>(lines: impl Iterator<Item = &'a ProductLine>, volume: Money, rules: &Rules, most: i128) -> Option<Mix> {
    let (mut unit, mut q, mut r) = (None, [0_i128; 2], [Money::ZERO; 2]);
    for line in lines.filter(|line| line.bought == Bought::Both) {
        let shared = *unit.get_or_insert(line.unit) == line.unit;
        if rules.one_unit == Some(false) || (!shared && rules.one_unit.is_none()) {
            return None;
        }
        q[0] += i128::from(line.q0.unwrap_or(0));
        q[1] += i128::from(line.q1.unwrap_or(0));
        (r[0], r[1]) = (r[0] + line.r0, r[1] + line.r1);
    }
    unit?;
    let pure_volume = volume_effect(r, q, most)?;
    Some(Mix { pure_volume, mix: volume - pure_volume })
}

/// Checks every node of the tree against those below it, and the whole against the bridge.
fn check(found: &PriceVolume, bridge: &Bridge) -> Result<(), Failure> {
    let at = format!("{} → {}", bridge.period0, bridge.period1);
    let mut whole = Split::default();
    for customer in &found.customers {
        let at = format!("{at}, customer {}", customer.customer);
        let sum = |amount: fn(&ProductLine) -> Money| customer.lines.iter().map(amount).sum::<Money>();
        equal("a customer before = its products", customer.r0, sum(|line| line.r0), &at)?;
        equal("a customer = its products", customer.r1, sum(|line| line.r1), &at)?;
        for line in &customer.lines {
            equal("a product's change = its parts", line.r1 - line.r0, line.split.sum(), &at)?;
        }
        let mut below = Split::default();
        customer.lines.iter().for_each(|line| below.add(&line.split));
        equal("a customer's change = its parts", customer.r1 - customer.r0, customer.split.sum(), &at)?;
        equal("a customer's price and volume = its products'", customer.split.price, below.price, &at)?;
        if let Some(mix) = customer.mix {
            equal("volume = pure volume + mix", customer.split.volume, mix.pure_volume + mix.mix, &at)?;
        }
        whole.add(&customer.split);
    }
    equal("price = the customers'", found.split.price, whole.price, &at)?;
    equal("volume = the customers'", found.split.volume, whole.volume, &at)?;
    if let Some(mix) = found.mix {
        equal("volume = pure volume + mix", found.split.volume, mix.pure_volume + mix.mix, &at)?;
    }
    let existing = bridge.up + bridge.down + bridge.fx;
    equal("price + volume + cross-sold + dropped + unallocated = existing", found.split.sum(), existing, &at)
}

#[cfg(test)]
mod tests;
