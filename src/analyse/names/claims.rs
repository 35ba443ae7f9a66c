//! Customers that two salespeople sell to at the same time.
//!
//! A customer that went from one to another is nobody's quarrel: only where their days overlap do both claim it. Where most
//! customers have several, the column says who took an order, and nothing is listed.

use super::found::{Claim, Claims, Named};
use crate::cube::{Cube, Held, HeldTexts};
use crate::model::{Day, Money};

/// Finds the claims among the salespeople of each customer since a day.
pub fn claims(cube: &Cube, owners: &HeldTexts, since: Day) -> Claims {
    let mut claims = Claims { since: Some(since), ..Claims::default() };
    for customer in 0..cube.customers.len() {
        let held = owners.by_money(customer);
        let rows: u32 = held.iter().map(|one| one.rows).sum();
        claims.of += usize::from(rows > 1);
        if !held.iter().enumerate().any(|(at, one)| held[at + 1..].iter().any(|two| overlap(one, two))) {
            continue;
        }
        claims.several += 1;
        let stake = held.iter().skip(1).map(|one| one.net.abs()).sum::<Money>();
        let owners = held.iter().map(|one| named(owners, one)).collect();
        claims.list.push(Claim { customer, owners, stake });
    }
    if claims.by_order() {
        claims.list.clear();
    }
    claims.list.sort_by(|a, b| b.stake.cmp(&a.stake).then(a.customer.cmp(&b.customer)));
    claims
}

/// Says whether neither began after the other ended.
fn overlap(one: &Held, two: &Held) -> bool {
    one.first <= two.last && two.first <= one.last
}

/// Gives a text with the rows that hold it.
pub fn named(texts: &HeldTexts, held: &Held) -> Named {
    let Held { rows, net, first, last, .. } = *held;
    Named { name: texts.text(held).to_owned(), rows, amount: net, first, last }
}
