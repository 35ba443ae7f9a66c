//! Which rows are sums of the rows above them.
//!
//! A row is one if a text cell is a total word, begins with one (`合计：`, `Total for March`), or ends with one as Excel's own
//! subtotals do (`Acme Total`). Whether the row has an order number or a date is for the caller to ask.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::customer::is_plain;

const HAN: [&str; 20] = [
    "合计",
    "小计",
    "总计",
    "累计",
    "共计",
    "总合计",
    "总金额",
    "总额",
    "总数",
    "汇总",
    "合計",
    "小計",
    "總計",
    "累計",
    "共計",
    "總合計",
    "總金額",
    "總額",
    "總數",
    "匯總",
];
const LATIN: [&str; 8] =
    ["total", "totals", "subtotal", "sub total", "sub-total", "grand total", "running total", "sum total"];
const BEFORE: [&str; 8] = ["本页", "本頁", "本月", "本期", "本年", "全部", "以上", "页"];
/// What may stand between a total word and the end, so that it still is one: `合计金额`, `Total amount`.
const BEHIND: [&str; 12] =
    ["金额", "金額", "数量", "數量", "amount", "sales", "quantity", "qty", "revenue", "sum", "for ", "of "];

/// Says whether a cell's first byte could begin a total word; cheap, to be asked of many cells.
#[inline]
pub fn may_begin(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b't' | b'T' | b's' | b'S' | b'g' | b'G' | b'r' | b'R' | b' ' | 0x80..))
}

/// The signs with which a total word in Chinese begins, and a space before one.
const FIRST: [char; 14] = ['合', '小', '总', '累', '共', '汇', '總', '匯', '本', '全', '以', '页', '頁', '\u{3000}'];

/// Says whether a name could be a total word, as few names could; cheap, to be asked of the names of all rows.
#[inline]
pub fn may_be(name: &str) -> bool {
    match name.as_bytes().first() {
        // Full-width letters.
        Some(0xEF) => true,
        Some(0x80..) => name.starts_with(FIRST),
        _ => may_begin(name),
    }
}

/// Says whether a cell says that its row is a total: as a whole or by its head, and by its tail where `tail` allows.
pub fn says_total(text: &str, tail: bool) -> bool {
    if text.len() > 120 {
        return false;
    }
    let folded: Cow<str> = match is_plain(text) {
        true => text.into(),
        false if text.is_ascii() => text.to_ascii_lowercase().into(),
        false => text.nfkc().flat_map(char::to_lowercase).collect(),
    };
    let folded = folded.trim();
    if !holds_word(folded) {
        return false;
    }
    let squeezed: Cow<str> = match folded.contains(char::is_whitespace) {
        true => folded.chars().filter(|c| !c.is_whitespace()).collect(),
        false => folded.into(),
    };
    let after = BEFORE.iter().find_map(|word| squeezed.strip_prefix(word)).unwrap_or(&*squeezed);
    if HAN.iter().any(|word| after.strip_prefix(word).is_some_and(ends_word)) {
        return true;
    }
    if LATIN.iter().any(|word| folded.strip_prefix(word).is_some_and(ends_word)) {
        return true;
    }
    tail && (HAN.iter().any(|word| squeezed.ends_with(word))
        || LATIN.iter().any(|word| folded.strip_suffix(word).is_some_and(|head| head.ends_with(' '))))
}

/// Says whether a name in small letters holds the sign or the word that all total words hold; cheap, since hardly a name does.
fn holds_word(folded: &str) -> bool {
    let han = || folded.chars().any(|c| matches!(c, '计' | '計' | '总' | '總'));
    folded.as_bytes().windows(5).any(|word| word == b"total") || !folded.is_ascii() && han()
}

/// Says whether a sum of everything above is meant, not of a part.
pub fn says_part(text: &str) -> bool {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    ["小计", "小計", "subtotal", "sub total", "sub-total", "本页", "本頁"].iter().any(|word| folded.contains(word))
}

/// Says whether what follows a total word leaves it one: nothing, a number, a sign, or what is summed.
fn ends_word(rest: &str) -> bool {
    let rest = rest.trim_start();
    match rest.chars().next() {
        None => true,
        Some(c) => !c.is_alphabetic() || BEHIND.iter().any(|word| rest.starts_with(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_total_rows_by_word_head_and_tail() {
        for text in [
            "合计",
            "合 计",
            "小计：",
            "总计(CNY)",
            "累计 2024",
            "本页合计",
            "合计金额",
            "Total",
            "TOTAL:",
            "Grand Total",
            "Subtotal",
            "Sub-total 3",
            "Total for March",
            "total amount",
            "合計",
            "总金额",
            "总额：",
        ] {
            assert!(says_total(text, false), "{text}");
        }
        for text in ["Acme Ltd Total", "张三 汇总", "华东小计"] {
            assert!(says_total(text, true) && !says_total(text, false), "{text}");
        }
    }

    #[test]
    fn leaves_names_alone_that_only_contain_such_a_word() {
        for text in ["Total Gas Ltd", "Totally Toys", "合计划公司", "Sumitomo", "Anna Totalis", ""] {
            assert!(!says_total(text, true), "{text}");
        }
    }

    #[test]
    fn every_total_word_holds_what_is_looked_for_first() {
        assert!(HAN.iter().chain(&LATIN).all(|word| holds_word(word)));
        assert!(!holds_word("华为 tot al 小 额"));
    }

    #[test]
    fn asks_only_cells_that_could_be_one() {
        assert!(may_begin("Total") && may_begin("合计") && !may_begin("85123A"));
        for text in HAN.into_iter().chain(LATIN).chain(BEFORE).chain(["　合计", "ＴＯＴＡＬ", " total"]) {
            assert!(may_be(text), "{text}");
        }
        assert!(!may_be("华为") && !may_be("Acme"));
    }
}
