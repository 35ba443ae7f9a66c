//! Keeps the panics and errors of the reading library from ending the program: both become words.

use std::cell::Cell as Flag;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use calamine::{OdsError, XlsError, XlsbError, XlsxError};

use crate::model::problem::{Excess, Limit};

/// Why the library gave up.
#[derive(Debug, PartialEq)]
pub(super) enum Broken {
    Password,
    /// The container holds another kind of document.
    NoWorkbook,
    Words(String),
    /// The process that read it ended amid its work.
    Crashed,
    /// A limit was reached.
    Over(Limit, u64),
    /// There is more than a sheet can hold.
    TooMuch(Excess, u64),
}

macro_rules! broken_from {
    ($($error:ident),*) => {
        $(impl From<$error> for Broken {
            fn from(error: $error) -> Broken {
                match error {
                    $error::Password => Broken::Password,
                    other => Broken::from_words(other.to_string()),
                }
            }
        })*
    };
}

broken_from!(XlsxError, XlsbError, XlsError, OdsError);

impl Broken {
    fn from_words(words: String) -> Broken {
        if words.contains("Cannot find Workbook stream") || words.contains("Cannot find Book stream") {
            return Broken::NoWorkbook;
        }
        // The most that the library makes of an ods sheet is fixed, so that no option would help.
        if let Some(most) = words.split_once("cells requested, max ").filter(|_| words.starts_with("Cell limit")) {
            let most = most.1.trim_end_matches(')').parse().unwrap_or(0);
            return Broken::TooMuch(Excess::Cells, most);
        }
        Broken::Words(words)
    }
}

thread_local! {
    /// Panics of this thread are caught and told otherwise.
    static GUARDED: Flag<bool> = const { Flag::new(false) };
}

/// Runs a call of the library; a panic in it becomes an error, and prints nothing.
pub(super) fn guarded<T, E: From<Broken>>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                usual(info);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(before);
    result.unwrap_or_else(|cause| {
        let words = cause
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| cause.downcast_ref::<&str>().copied())
            .unwrap_or("the reading library gave up");
        Err(Broken::Words(words.to_string()).into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_words() {
        let result: Result<(), Broken> = guarded(|| panic!("index out of bounds"));
        assert!(matches!(result, Err(Broken::Words(words)) if words == "index out of bounds"));
    }
}
