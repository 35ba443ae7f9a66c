//! Net amounts by customer, period and foreign currency, as written and as converted: from them the effect of rates is told.
//!
//! Kept for customers with converted rows only; a book in one currency has none. They are sums of rows, so parts of a book and
//! shorter periods add up to the whole exactly.

use super::Foreign;

/// Sorts by period and currency, and adds up what is of the same.
pub fn gather(foreign: &mut Vec<Foreign>) {
    let key = |one: &Foreign| (one.period, one.currency);
    if !foreign.is_sorted_by_key(key) {
        foreign.sort_unstable_by_key(key);
    }
    foreign.dedup_by(|next, kept| {
        let same = key(next) == key(kept);
        if same {
            kept.local += next.local;
            kept.net += next.net;
        }
        same
    });
}

/// Gives the same in other periods and currencies.
pub fn moved(foreign: &[Foreign], to_new: &[u32], recode: impl Fn(u16) -> u16) -> Vec<Foreign> {
    let each = foreign.iter().map(|one| Foreign {
        period: to_new[one.period as usize],
        currency: recode(one.currency),
        ..*one
    });
    let mut moved = each.collect();
    gather(&mut moved);
    moved
}
