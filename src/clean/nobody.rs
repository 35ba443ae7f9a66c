//! Lines that count, with a customer who is called as a program writes nobody: `NULL`, `#N/A`, `(空白)`.
//!
//! The name stands there, so that the rule takes it for one; all such rows are then one customer, which is told with its money.

use super::filter::fold_value;

/// What programs and people write where nobody is named, folded.
const NOBODY: [&str; 32] = [
    "null",
    "(null)",
    "<null>",
    "nan",
    "nil",
    "none",
    "n/a",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "#div/0!",
    "#null!",
    "undefined",
    "unknown",
    "(blank)",
    "(空白)",
    "(空)",
    "空白",
    "无",
    "暂无",
    "未知",
    "不详",
    "無",
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "?",
    "??",
];

/// Says whether a name says that nobody is named.
pub fn says_nobody(text: &str) -> bool {
    text.len() <= 24 && NOBODY.contains(&fold_value(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_how_nobody_is_written() {
        for text in ["NULL", " #N/A ", "（空白）", "-", "NaN", "未知"] {
            assert!(says_nobody(text), "{text}");
        }
        for text in ["Nullarbor Ltd", "NA", "无锡商行", "A/S", "", "0", "未知数科技"] {
            assert!(!says_nobody(text), "{text}");
        }
    }
}
