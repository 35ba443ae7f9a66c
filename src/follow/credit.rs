//! Rows and the salesperson who is credited with each.
//!
//! In: the orders, the customer table, and the columns of a second salesperson and of the first one's share, where options name
//! them. Out: rows by salesperson; a row that two share is two, which add up to it exactly. The column of the orders says who made
//! an order; where there is none, an order is its customer's holder's.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::holders::by_key;
use crate::analyse::SliceRows;
use crate::model::companion::Companions;
use crate::model::{Field, Money, Orders, Rules, Tally, Texts, Words, div_half_even};

/// Where salespeople are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerSource {
    /// In a column of the orders.
    Orders,
    /// In the customer table alone.
    Customers,
}

/// What of a row is credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// So many ten-thousandths.
    First(i64),
    /// What those leave.
    Second(i64),
}

impl Part {
    fn of(self, amount: i64) -> i64 {
        let first = |share: i64| div_half_even(i128::from(amount) * i128::from(share), 10_000) as i64;
        match self {
            Part::Whole => amount,
            Part::First(share) => first(share),
            Part::Second(share) => amount - first(share),
        }
    }
}

/// Rows by salesperson.
pub struct Credited<'a> {
    pub source: OwnerSource,
    client: Cow<'a, [u32]>,
    day: Cow<'a, [i32]>,
    amount: Cow<'a, [i64]>,
    owner: Cow<'a, Texts>,
    /// The rows of the orders with what of them, where any is shared.
    parts: Option<Vec<(u32, Part)>>,
    /// Rows whose credit two share, and those that name a second salesperson and a share that cannot be read: the first has all.
    pub shared: Tally,
    pub unread: Tally,
}

impl<'a> Credited<'a> {
    /// Credits the rows; nothing where neither the orders nor the customer table name a salesperson.
    pub fn of(orders: &'a Orders, companions: &Companions, rules: &Rules) -> Option<Credited<'a>> {
        let column = |name: &str| orders.texts.get(name).filter(|texts| !texts.codes.is_empty());
        let named = |texts: &&Texts| texts.values.iter().any(|text| !text.trim().is_empty());
        let whole = |source, owner| Credited {
            source,
            client: Cow::Borrowed(&orders.client),
            day: Cow::Borrowed(&orders.day),
            amount: Cow::Borrowed(&orders.amount),
            owner,
            parts: None,
            shared: Tally::default(),
            unread: Tally::default(),
        };
        let Some(owner) = column(Field::Owner.name()).filter(named) else {
            return Some(whole(OwnerSource::Customers, Cow::Owned(of_master(orders, companions)?)));
        };
        let second = rules.co_owner.as_deref().and_then(column).filter(named);
        Some(match second {
            None => whole(OwnerSource::Orders, Cow::Borrowed(owner)),
            Some(second) => shared(orders, owner, second, rules.owner_share.as_deref().and_then(column)),
        })
    }

    /// Gives the rows by salesperson.
    pub fn rows(&self) -> SliceRows<'_> {
        SliceRows { client: &self.client, day: &self.day, amount: &self.amount, slice: &self.owner }
    }

    /// Gives the place of a row among the orders.
    pub fn row(&self, at: usize) -> usize {
        self.parts.as_ref().map_or(at, |parts| parts[at].0 as usize)
    }

    /// Gives what of another amount of the row is credited too.
    pub fn part(&self, at: usize, amount: Money) -> Money {
        self.parts.as_ref().map_or(amount, |parts| Money::from_raw(parts[at].1.of(amount.raw())))
    }
}

/// Gives each row the salesperson that the customer table names.
fn of_master(orders: &Orders, companions: &Companions) -> Option<Texts> {
    let master = companions.customers.as_ref()?;
    let mut values = Words::default();
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut codes = vec![Texts::NONE; orders.clients.len()];
    let named = by_key(master);
    for (client, row) in master.by_client() {
        let Some(&owner) = named.get(row.customer.key.as_str()) else { continue };
        let next = known.len() as u32;
        let code = *known.entry(owner).or_insert_with(|| {
            values.push(owner);
            next
        });
        if let Some(place) = codes.get_mut(client as usize) {
            *place = code;
        }
    }
    let row = |client: &u32| codes.get(*client as usize).copied().unwrap_or(Texts::NONE);
    (!known.is_empty()).then(|| Texts { values: Arc::new(values), codes: orders.client.iter().map(row).collect() })
}

/// Divides the rows that name a second salesperson: by the share of the first where a column has it, else in halves.
fn shared<'a>(orders: &Orders, owner: &Texts, second: &Texts, share: Option<&Texts>) -> Credited<'a> {
    let (mut client, mut day, mut amount) = (Vec::new(), Vec::new(), Vec::new());
    let (mut codes, mut parts) = (Vec::new(), Vec::new());
    let (mut halved, mut unread) = (Tally::default(), Tally::default());
    // The second column's texts stand behind those of the first.
    let values: Words = owner.values.iter().chain(second.values.iter()).collect();
    let beyond = owner.values.len() as u32;
    let mut push = |row: usize, code: u32, part: Part| {
        client.push(orders.client[row]);
        day.push(orders.day[row]);
        amount.push(part.of(orders.amount[row]));
        codes.push(code);
        parts.push((row as u32, part));
    };
    for (row, &raw) in orders.amount.iter().enumerate() {
        let code = owner.codes.get(row).copied().unwrap_or(Texts::NONE);
        let other = second.get(row).map(str::trim).filter(|text| !text.is_empty());
        let other = other.filter(|other| owner.get(row).is_none_or(|owner| owner.trim() != *other));
        let Some(share) = other.map(|_| share.and_then(|share| share.get(row)).map_or(Some(5_000), read_share)) else {
            push(row, code, Part::Whole);
            continue;
        };
        match share {
            None => {
                unread.add(Money::from_raw(raw));
                push(row, code, Part::Whole);
            }
            Some(share) => {
                halved.add(Money::from_raw(raw));
                push(row, code, Part::First(share));
                push(row, beyond + second.codes[row], Part::Second(share));
            }
        }
    }
    Credited {
        source: OwnerSource::Orders,
        client: Cow::Owned(client),
        day: Cow::Owned(day),
        amount: Cow::Owned(amount),
        owner: Cow::Owned(Texts { values: Arc::new(values), codes }),
        parts: Some(parts),
        shared: halved,
        unread,
    }
}

/// Reads the share of the first salesperson in ten-thousandths: `60%`, `60`, `0.6`, `60/40`, `6:4`. A blank is a half.
fn read_share(text: &str) -> Option<i64> {
    let text = text.trim().replace('％', "%").replace('：', ":");
    if text.is_empty() {
        return Some(5_000);
    }
    let number = |text: &str| Money::parse_plain(text.trim().trim_end_matches('%').trim()).map(Money::raw);
    if let Some((first, second)) = text.split_once(['/', ':']) {
        let (first, second) = (number(first)?, number(second)?);
        let whole = i128::from(first) + i128::from(second);
        let fits = first >= 0 && second >= 0 && whole > 0;
        return fits.then(|| div_half_even(i128::from(first) * 10_000, whole) as i64);
    }
    let raw = number(&text)?;
    // 0.6 and 1 are parts of one, 60 and 100 are parts of a hundred.
    let share = if text.ends_with('%') || raw > 10_000 { div_half_even(i128::from(raw), 100) as i64 } else { raw };
    (0..=10_000).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        for (text, share) in [
            ("60%", Some(6_000)),
            (" 60 ", Some(6_000)),
            ("0.6", Some(6_000)),
            ("33.33％", Some(3_333)),
            ("60/40", Some(6_000)),
            ("7：3", Some(7_000)),
            ("1", Some(10_000)),
            ("100", Some(10_000)),
            ("0", Some(0)),
            ("", Some(5_000)),
            ("120%", None),
            ("-5", None),
            ("王芳", None),
            ("0/0", None),
        ] {
            assert_eq!(read_share(text), share, "{text}");
        }
    }

    #[test]
    fn two_parts_of_an_amount_are_the_whole() {
        for amount in [0, 1, -1, 99_999, -12_345] {
            for share in [0, 1, 3_333, 5_000, 10_000] {
                assert_eq!(Part::First(share).of(amount) + Part::Second(share).of(amount), amount);
            }
        }
        // Halves go to the even neighbour: 12,345 × 0.5 = 6,172.5.
        assert_eq!(Part::First(5_000).of(12_345), 6_172);
    }
}
