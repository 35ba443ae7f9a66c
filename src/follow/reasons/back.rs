//! Customers that were lost and ordered again, and what came before that.

use serde::Serialize;

use super::{Cut, Scene, Talks, last_order};
use crate::model::companion::FollowUp;
use crate::model::{Day, Money, Period, Stated};

/// A customer that was lost and ordered again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WonBack {
    #[serde(skip)]
    pub customer: usize,
    pub period: Period,
    pub back: Day,
    /// Days without an order before that.
    pub away: Option<i32>,
    /// What it has bought from that day on.
    pub amount: Money,
    pub reason: Option<Stated>,
    /// The talks while it was away, and the last of them.
    pub talks: usize,
    pub talked: Option<Day>,
    pub who: Option<String>,
    pub said: Option<String>,
}

/// Tells which lost customers came back, the latest first.
pub fn won_back(scene: &Scene<'_>, cuts: &[Cut], talks: &Talks<'_>) -> Vec<WonBack> {
    let mut found: Vec<WonBack> = cuts.iter().filter_map(|cut| one(scene, cut, talks)).collect();
    let key = |customer: usize| scene.cube.customers[customer].key.as_str();
    found.sort_by(|a, b| b.back.cmp(&a.back).then_with(|| key(a.customer).cmp(key(b.customer))));
    found
}

fn one(scene: &Scene<'_>, cut: &Cut, talks: &Talks<'_>) -> Option<WonBack> {
    let (cube, back) = (scene.cube, cut.back.filter(|_| cut.lost)?);
    let last = last_order(cube, cut.customer, cut.period.first_day());
    let from = last.unwrap_or_else(|| cut.period.before().last_day()).plus_days(1);
    let away: Vec<&FollowUp> = talks.between(cut.customer, (from, back)).collect();
    let talk = away.last();
    Some(WonBack {
        customer: cut.customer,
        period: cut.period,
        back,
        away: last.map(|last| back.since(last)),
        amount: cube.customers[cut.customer].net_between(back, cube.span.as_of).unwrap_or_default(),
        reason: cut.reason.clone(),
        talks: away.len(),
        talked: talk.map(|talk| talk.day),
        who: talk.and_then(|talk| talk.who.clone()),
        said: talk.and_then(|talk| talk.said.clone()),
    })
}
