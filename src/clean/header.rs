//! The names of columns: folding them for comparison, and the letters by which spreadsheets call them.

use unicode_normalization::UnicodeNormalization;

use super::number;

/// A header as it is compared, and the unit that stood in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    pub name: String,
    /// The currency in the header, such as that of `Amount (USD)`.
    pub currency: Option<&'static str>,
}

const UNITS: [&str; 22] = [
    "元",
    "人民币元",
    "pcs",
    "pc",
    "件",
    "个",
    "只",
    "套",
    "箱",
    "kg",
    "吨",
    "米",
    "%",
    "本币",
    "含税",
    "含稅",
    "unit",
    "units",
    "個",
    "噸",
    "箱数",
    "cny/pc",
];

/// Folds a header: NFKC, lower case, without spaces, `_ - . : *` and units, so that `Order No.`, `order_no` are one.
pub fn fold(header: &str) -> Folded {
    let lower: String = header.nfkc().flat_map(char::to_lowercase).collect();
    let mut text = lower.trim();
    let mut currency = None;
    loop {
        let opened = match text.chars().next_back() {
            Some(')') => text.rfind('('),
            Some(']') => text.rfind('['),
            Some('】') => text.rfind('【'),
            _ => None,
        };
        let (head, unit) = match opened {
            Some(at) => {
                let inside = text[at..].trim_matches(['(', ')', '[', ']', '【', '】']);
                (&text[..at], inside)
            }
            None => match text.rsplit_once(['/', ',', ':', '，']) {
                Some((head, unit)) => (head, unit),
                None => break,
            },
        };
        let unit = unit.trim();
        let money = number::currency(unit);
        if head.trim().is_empty() || (money.is_none() && !UNITS.contains(&unit)) {
            break;
        }
        if let Some(money) = money {
            currency = Some(number::CURRENCIES[usize::from(money)].0);
        }
        text = head.trim();
    }
    let name = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | ':' | '*' | '#')).collect();
    Folded { name, currency }
}

/// Gives the letters of a column, 0-based: `A`, `Z`, `AA`.
pub fn letters(column: usize) -> String {
    let (mut rest, mut text) = (column + 1, Vec::new());
    while rest > 0 {
        text.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    text.iter().rev().map(|&b| char::from(b)).collect()
}

/// Gives the 0-based column of a letter such as `C`, or of a 1-based number.
pub fn position(name: &str) -> Option<usize> {
    let name = name.trim();
    if let Ok(number) = name.parse::<usize>() {
        return number.checked_sub(1).filter(|&column| column < 16_384);
    }
    if !(1..=3).contains(&name.len()) || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = name.bytes().fold(0, |sum, b| sum * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    (number <= 16_384).then(|| number - 1)
}

/// Gives the name nearest to a wanted one, where one is near enough to be a slip.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wanted).name;
    let near = names.map(|name| (strsim::jaro_winkler(&folded, &fold(name).name), name));
    near.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_spelling_and_units() {
        for (header, name, currency) in [
            ("Order No.", "orderno", None),
            ("订单 ID", "订单id", None),
            ("金额(元)", "金额", Some("CNY")),
            ("金额（元）", "金额", Some("CNY")),
            ("Amount (USD)", "amount", Some("USD")),
            ("销售额/元", "销售额", Some("CNY")),
            ("数量(件)", "数量", None),
            ("省/自治区", "省/自治区", None),
            ("金额(万元)", "金额(万元)", None),
            ("QUANTITY_ORDERED", "quantityordered", None),
            ("Amount [EUR]", "amount", Some("EUR")),
            ("(USD)", "(usd)", None),
        ] {
            assert_eq!(fold(header), Folded { name: name.into(), currency }, "{header}");
        }
    }

    #[test]
    fn names_columns_as_spreadsheets_do() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
            assert_eq!(position(name), Some(column));
        }
        assert_eq!(position("3"), Some(2));
        assert_eq!((position("0"), position("XFE"), position("客户")), (None, None, None));
        // So long a name, taken for letters, is beyond any number.
        assert_eq!(position("the name of a customer or two"), None);
    }
}
