//! The parts of the report, a line each, in the order of the page.

use super::part::Part;
use super::{
    activity, candidates, classify, follow, master, newcomers, orders, owners, price_volume, product_trends, profit,
    reasons, referrals, retention, rules_compared, saved, slices, stopped, targets,
};
use crate::model::Wants;

/// All parts. Several after the same section stand in this order.
pub const PARTS: &[&Part] = &[
    &targets::PART,
    &price_volume::PART,
    &slices::PART,
    &rules_compared::PART,
    &activity::PART,
    &stopped::PART,
    &product_trends::PART,
    &retention::PART,
    &classify::PART,
    &profit::PART,
    &follow::PART,
    &referrals::PART,
    &master::PART,
    &newcomers::PART,
    &orders::PART,
    &owners::PART,
    &candidates::PART,
    &saved::PART,
    &reasons::PART,
];

/// Gives the part of that name.
pub fn part_named(id: &str) -> Option<&'static Part> {
    PARTS.iter().copied().find(|part| part.id == id)
}

/// Gives what all parts want together.
pub fn wants() -> Wants {
    PARTS.iter().fold(Wants::NONE, |wants, part| wants.and(part.wants))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_names_of_their_own_and_come_after_sections_that_are_there() {
        let own = [
            "overview",
            "bridge",
            "drivers",
            "top",
            "concentration",
            "trend",
            "movements",
            "classes",
            "matrix",
            "audit",
        ];
        let mut names: Vec<&str> = PARTS.iter().map(|part| part.id).chain(own).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(PARTS.iter().all(|part| own[1..].contains(&part.after)));
    }
}
