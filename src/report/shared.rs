//! Texts of cells that come again and again: class letters, marks, labels of periods, products. Each is made once a thread, since the
//! tables of a large book have millions of cells.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

/// How long a text that is kept may be, in bytes, and how many are.
const SHORT: usize = 24;
const MOST: usize = 1 << 10;

thread_local! {
    static KNOWN: RefCell<FxHashSet<Arc<str>>> = RefCell::default();
}

/// Gives a text to share, the same one as before where it is a short one that came before.
pub(super) fn shared(text: &str) -> Arc<str> {
    if text.len() > SHORT {
        return text.into();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(before) = known.get(text) {
            return before.clone();
        }
        let new: Arc<str> = text.into();
        if known.len() < MOST {
            known.insert(new.clone());
        }
        new
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_that_come_again_are_one_and_long_ones_are_none_the_less_the_same() {
        let long = "x".repeat(SHORT + 1);
        assert!(Arc::ptr_eq(&shared("A"), &shared("A")) && !Arc::ptr_eq(&shared(&long), &shared(&long)));
        let many: Vec<Arc<str>> = (0..MOST + 9).map(|at| shared(&format!("P-{at}"))).collect();
        assert!(many.iter().enumerate().all(|(at, text)| **text == format!("P-{at}")));
        assert_eq!((&*shared(&long), &*shared("")), (&*long, ""));
    }
}
