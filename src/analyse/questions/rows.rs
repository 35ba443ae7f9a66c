//! What the rows of a customer show between two spans of days: products, prices, credits, shipments, owners.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{DEARER, Days, Gone, LONGER, Sign};
use crate::analyse::cadence::median;
use crate::analyse::products;
use crate::cube::Cube;
use crate::model::{Day, Field, Money, Orders, Texts};

/// On how many days of the earlier span a product must be bought to count as one that has gone.
const AGAIN: usize = 2;
/// The fewest shipped orders of each span of which a median tells something.
const SHIPPED: usize = 3;

/// So many rows are looked through at a time.
const STRETCH: usize = 1 << 16;

/// The sums of one product of one customer in one unit; by span.
#[derive(Clone, Copy, Default)]
struct Sums {
    r: [Money; 2],
    q: [i64; 2],
}

/// An order: the place of its span, its first day, and the last day of its shipments while all of its rows have one.
type Shipment = (usize, Day, Option<Day>);

/// What the rows of one customer hold, by span.
#[derive(Default)]
pub struct Rows {
    pub above: [Money; 2],
    pub below: [Money; 2],
    priced: BTreeMap<(u32, u32), Sums>,
    /// By product: its net amount before, its days before, and whether it was bought in both.
    bought: BTreeMap<u32, ([Money; 2], [Vec<i32>; 2])>,
    shipments: BTreeMap<(u32, i32), Shipment>,
    /// By owner: what was sold, and the first day now.
    owners: BTreeMap<u32, ([Money; 2], Option<Day>)>,
}

/// Says whether the rows are at hand, beside the facts.
pub fn keeps_rows(cube: &Cube, orders: &Orders) -> bool {
    !orders.is_empty() && orders.client.len() == orders.len() && !cube.is_folded()
}

/// Gathers the rows of the customers that are asked about; nothing of those whose rows were not kept, or that have no spans.
pub fn gather(cube: &Cube, orders: &Orders, asked: &[(usize, Option<[Days; 2]>)]) -> Vec<Option<Rows>> {
    let kept = keeps_rows(cube, orders);
    let mut all: Vec<Option<Rows>> =
        asked.iter().map(|(_, spans)| spans.filter(|_| kept).map(|_| Rows::default())).collect();
    if !kept {
        return all;
    }
    // Few customers are asked about, and every row is looked at: small places, nearly all of them of nobody.
    let mut places = vec![u32::MAX; orders.clients.len()];
    for (at, (who, _)) in asked.iter().enumerate() {
        if let Some(place) = places.get_mut(*who) {
            *place = at as u32;
        }
    }
    let theirs = orders.client.par_chunks(STRETCH).enumerate().map(|(nth, clients)| {
        let rows = (nth * STRETCH..).zip(clients).map(|(row, &client)| (row, places[client as usize]));
        rows.filter(|(_, at)| *at != u32::MAX).collect::<Vec<(usize, u32)>>()
    });
    for (row, at) in theirs.collect::<Vec<_>>().into_iter().flatten() {
        let Some(rows) = &mut all[at as usize] else { continue };
        let Some(spans) = asked[at as usize].1 else { continue };
        let on = Day::from_number(orders.day[row]);
        if let Some(span) = spans.iter().position(|span| span.from <= on && on <= span.to) {
            rows.add(orders, row, span);
        }
    }
    all
}

impl Rows {
    fn add(&mut self, orders: &Orders, row: usize, span: usize) {
        let (amount, on) = (Money::from_raw(orders.amount[row]), Day::from_number(orders.day[row]));
        let code = |texts: Option<&Texts>| texts.and_then(|texts| texts.codes.get(row)).copied().unwrap_or(Texts::NONE);
        self.above[span] += amount.positive_part();
        self.below[span] += amount.negative_part();
        let product = code(products(orders).map(|(texts, _)| texts));
        if product != Texts::NONE {
            let (sums, days) = self.bought.entry(product).or_default();
            sums[span] += amount;
            if amount.is_positive() && days[span].last() != Some(&on.number()) {
                days[span].push(on.number());
            }
            let quantity = orders.quantity.get(row).copied().filter(|&quantity| quantity != Orders::NO_QUANTITY);
            if let Some(quantity) = quantity {
                let sums = self.priced.entry((product, code(orders.texts.get(Field::Unit.name())))).or_default();
                sums.r[span] += amount;
                sums.q[span] = sums.q[span].saturating_add(quantity);
            }
        }
        if !amount.is_positive() {
            return;
        }
        if let Some((key, shipped)) = shipment(orders, row) {
            let order = self.shipments.entry(key).or_insert((span, on, Some(on)));
            order.1 = order.1.min(on);
            order.2 = order.2.zip(shipped).map(|(last, shipped)| last.max(shipped));
        }
        let owner = code(orders.texts.get(Field::Owner.name()));
        if owner != Texts::NONE {
            let (sums, first) = self.owners.entry(owner).or_default();
            sums[span] += amount;
            if span == 1 {
                *first = Some(first.map_or(on, |first| first.min(on)));
            }
        }
    }

    /// Tells which products are gone: bought on several days before, and not once now; where fewer are bought in all.
    pub fn fewer_products(&self, orders: &Orders) -> Option<Sign> {
        let (texts, by_category) = products(orders)?;
        let many = |span: usize| self.bought.values().filter(|(_, days)| !days[span].is_empty()).count();
        let (before, now) = (many(0), many(1));
        let mut gone: Vec<Gone> = self
            .bought
            .iter()
            .filter(|(_, (sums, days))| distinct(&days[0]) >= AGAIN && days[1].is_empty() && sums[0].is_positive())
            .map(|(product, (sums, _))| Gone { product: texts.values.get(*product).to_owned(), amount: sums[0] })
            .collect();
        gone.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.product.cmp(&b.product)));
        let fewer = 0 < now && now < before && !gone.is_empty();
        fewer.then_some(Sign::FewerProducts { before, now, by_category, gone })
    }

    /// Tells by how much products bought in both cost more a unit: what they cost now against the same quantities at the
    /// prices before (Paasche).
    pub fn dearer(&self) -> Option<Sign> {
        let both = self.priced.values().filter(|sums| sums.q[0] > 0 && sums.q[1] > 0 && sums.r[0].is_positive());
        let (mut now, mut then, mut products) = (0.0, 0.0, 0);
        for sums in both {
            now += sums.r[1].units();
            then += sums.r[0].units() / sums.q[0] as f64 * sums.q[1] as f64;
            products += 1;
        }
        let rate = (then > 0.0).then(|| now / then - 1.0)?;
        (rate >= DEARER).then_some(Sign::Dearer { rate, products })
    }

    /// Tells whether orders took longer to be shipped.
    pub fn slower(&self) -> Option<Sign> {
        let (before, now) = medians(self.shipments.values())?;
        Some(Sign::Slower { before, now })
    }

    /// Tells whether most was sold by somebody else than before, and since when.
    pub fn other_owner(&self, orders: &Orders) -> Option<Sign> {
        let texts = orders.texts.get(Field::Owner.name())?;
        let most = |span: usize| {
            let sold = self.owners.iter().filter(|(_, (sums, _))| sums[span].is_positive());
            sold.max_by(|a, b| a.1.0[span].cmp(&b.1.0[span]).then(b.0.cmp(a.0)))
        };
        let ((one, _), (two, (_, since))) = (most(0)?, most(1)?);
        let name = |code: &u32| texts.values.get(*code).to_owned();
        let since = since.filter(|_| name(one) != name(two))?;
        Some(Sign::OtherOwner { before: name(one), now: name(two), since })
    }
}

fn distinct(days: &[i32]) -> usize {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    days.len()
}

/// Gives what tells a row's order, and the day of its shipment; nothing where no column names one.
fn shipment(orders: &Orders, row: usize) -> Option<((u32, i32), Option<Day>)> {
    let shipped = *orders.dates.get(Field::ShipDate.name())?.get(row)?;
    let shipped = Some(Day::from_number(shipped)).filter(|_| shipped != i32::MIN);
    let shipped = shipped.filter(|day| *day <= orders.span.as_of);
    let number = orders.order.codes.get(row).copied().unwrap_or(Texts::NONE);
    Some(((number, if number == Texts::NONE { orders.day[row] } else { 0 }), shipped))
}

/// Gives the median days to shipment of both spans, where enough orders are shipped and now takes longer.
fn medians<'a>(shipments: impl Iterator<Item = &'a Shipment>) -> Option<(f64, f64)> {
    let mut days: [Vec<i32>; 2] = Default::default();
    for (span, on, shipped) in shipments {
        days[*span].extend(shipped.map(|shipped| shipped.since(*on)).filter(|days| *days >= 0));
    }
    if days.iter().any(|days| days.len() < SHIPPED) {
        return None;
    }
    let [before, now] = &mut days;
    let (before, now) = (median(before)?, median(now)?);
    (now >= LONGER * before && now >= before + 1.0).then_some((before, now))
}

/// Tells whether the orders of the whole book took longer, too.
pub fn book_slower(orders: &Orders, as_of: Day, spans: [Days; 2]) -> Option<Sign> {
    let mut shipments: BTreeMap<(u32, (u32, i32)), Shipment> = BTreeMap::new();
    for row in 0..orders.len() {
        let on = Day::from_number(orders.day[row]);
        let span = spans.iter().position(|span| span.from <= on && on <= span.to && on <= as_of);
        let Some(span) = span.filter(|_| orders.amount[row] > 0) else { continue };
        let (key, shipped) = shipment(orders, row)?;
        let order = shipments.entry((orders.client[row], key)).or_insert((span, on, Some(on)));
        order.1 = order.1.min(on);
        order.2 = order.2.zip(shipped).map(|(last, shipped)| last.max(shipped));
    }
    let (before, now) = medians(shipments.values())?;
    Some(Sign::BookSlower { before, now })
}
