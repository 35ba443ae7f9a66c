//! The rows of each table that names a customer in each row.

use super::Reading;
use super::cells::Sheet;
use super::line::{Aside, Line, Whose, take};
use crate::model::Reason;
use crate::model::companion::{
    Claim, Claims, FollowUp, FollowUps, Master, MasterRow, Receivable, Receivables, Stock, Stocks, TableField as F, Who,
};

/// Takes the customer that each row must name.
fn each<R>(
    sheet: &Sheet,
    reading: &Reading<'_>,
    make: impl Fn(&mut Line<'_>, Who) -> Result<R, Aside>,
) -> crate::model::companion::Companion<R> {
    take(sheet, reading, &Whose::Each, |line, who| {
        let who = who.ok_or(Aside { reason: Reason::NoCustomer, field: None })?;
        Ok(vec![make(line, who)?])
    })
}

/// Takes the customer master.
pub fn master(sheet: &Sheet, reading: &Reading<'_>) -> Master {
    let named = |text: Option<String>| text.map(|text| reading.customers.find(None, Some(&text)).who);
    let mut master = each(sheet, reading, |line, customer| {
        Ok(MasterRow {
            at: line.place(),
            customer,
            owner: line.text(F::Owner),
            merchandiser: line.text(F::Merchandiser),
            country: line.text(F::Country),
            channel: line.text(F::Channel),
            status: line.status(F::Status),
            registered: line.day(F::Registered),
            registered_by: line.text(F::RegisteredBy),
            class: line.text(F::Class),
            potential: line.rating(F::Potential),
            satisfaction: line.rating(F::Satisfaction),
            parent: named(line.text(F::Parent)),
            referred_by: named(line.text(F::ReferredBy)),
            contact: line.text(F::Contact),
            phone: line.text(F::Phone),
            email: line.text(F::Email),
            terms: line.text(F::Terms),
            first_contact: line.day(F::FirstContact),
            memo: line.text(F::Memo),
            other: line.others(),
        })
    });
    // Who refers, or owns, may be a lead of the same table, named by its id.
    let ids: std::collections::BTreeMap<String, String> = master
        .rows
        .iter()
        .filter_map(|row| Some((row.customer.id.clone()?, row.customer.key.clone())))
        .chain(master.rows.iter().map(|row| (crate::clean::normalise(&row.customer.text), row.customer.key.clone())))
        .collect();
    let meant = |who: &mut Who| {
        if who.client.is_none()
            && let Some(key) = ids.get(&who.text).or_else(|| ids.get(&crate::clean::normalise(&who.text)))
        {
            who.key.clone_from(key);
        }
    };
    for row in &mut master.rows {
        row.parent.iter_mut().chain(&mut row.referred_by).for_each(meant);
    }
    master
}

/// Takes the follow-up log.
pub fn follow_ups(sheet: &Sheet, reading: &Reading<'_>) -> FollowUps {
    each(sheet, reading, |line, customer| {
        Ok(FollowUp {
            at: line.place(),
            day: line.need_day(F::Date)?,
            customer,
            who: line.text(F::Who),
            channel: line.text(F::Channel),
            said: line.text(F::Said),
            reason: line.text(F::Reason),
            outcome: line.text(F::Outcome),
            next: line.day(F::Next),
            other: line.others(),
        })
    })
}

/// Takes what customers owe.
pub fn receivables(sheet: &Sheet, reading: &Reading<'_>) -> Receivables {
    each(sheet, reading, |line, customer| {
        Ok(Receivable {
            at: line.place(),
            customer,
            due: line.need_day(F::Due)?,
            amount: line.need_money(F::Amount)?,
            other: line.others(),
        })
    })
}

/// Takes complaints and claims.
pub fn claims(sheet: &Sheet, reading: &Reading<'_>) -> Claims {
    each(sheet, reading, |line, customer| {
        Ok(Claim {
            at: line.place(),
            day: line.need_day(F::Date)?,
            customer,
            product: line.text(F::Product),
            kind: line.text(F::Kind),
            amount: line.money(F::Amount),
            other: line.others(),
        })
    })
}

/// Takes the goods that are held for customers.
pub fn stock(sheet: &Sheet, reading: &Reading<'_>) -> Stocks {
    each(sheet, reading, |line, customer| {
        Ok(Stock {
            at: line.place(),
            customer,
            product: line.text(F::Product),
            quantity: line.money(F::Quantity).map(|quantity| quantity.raw()),
            amount: line.money(F::Amount),
            other: line.others(),
        })
    })
}
