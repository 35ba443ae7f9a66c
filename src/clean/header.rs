//! The names of columns: folding them for comparison, and the letters by which spreadsheets call them.

use unicode_normalization::UnicodeNormalization;

use super::number;
use super::qualified;
use super::unit;
use crate::model::Field;

/// A header as it is compared, and the unit that stood in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    pub name: String,
    /// The currency in the header, such as that of `Amount (USD)`.
    pub currency: Option<&'static str>,
    /// The power of ten by which its numbers count, such as 4 of `金额(万元)`.
    pub power: u32,
    /// What stands behind the point of a name that no field knows as a whole, such as `amount` of `orders.amount`.
    pub bare: Option<String>,
    /// The currency in the header, where the column is in it whatever the column of currencies says.
    pub own: Option<&'static str>,
}

impl Folded {
    /// Gives the name by which a field may know the column.
    pub fn known_as(&self) -> &str {
        self.bare.as_deref().unwrap_or(&self.name)
    }
}

const UNITS: [&str; 19] = [
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
    "unit",
    "units",
    "個",
    "噸",
    "箱数",
    "cny/pc",
];

/// What a unit's place says of the column beside it, which tells two columns apart: `金额(含税)`, `Amount (excl. VAT)`.
fn with_place(head: &str, said: &str) -> Option<String> {
    let [head, said] = [head, said].map(plain);
    let known = |name: &String| Field::ALL.iter().any(|field| field.headers().contains(&name.as_str()));
    [format!("{said}{head}"), format!("{head}{said}")].into_iter().find(known)
}

/// Drops what is no letter or digit of a name.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | ':' | '*' | '#')).collect()
}

/// Words in brackets that are dropped where they tell nothing apart.
const SAID: [&str; 8] = ["本币", "含税", "含稅", "不含税", "不含稅", "原币", "原幣", "本幣"];

/// Folds a header: NFKC, lower case, without spaces, `_ - . : *` and units, so that `Order No.`, `order_no` are one.
pub fn fold(header: &str) -> Folded {
    let lower: String = header.nfkc().flat_map(char::to_lowercase).collect();
    let (bare, mut text) = (|name: &str| bare(&lower, name), lower.trim());
    let mut currency = None;
    let mut power = 0;
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
        let multiple = unit::named(unit).filter(|_| power == 0);
        let money = number::currency(unit).or_else(|| multiple.and_then(|multiple| multiple.currency));
        if opened.is_some()
            && money.is_none()
            && let Some(name) = with_place(head, unit)
        {
            return Folded { name, currency, power, bare: None, own: None };
        }
        if head.trim().is_empty()
            || (money.is_none() && multiple.is_none() && !UNITS.contains(&unit) && !SAID.contains(&unit))
        {
            break;
        }
        if let Some(money) = money {
            currency = Some(number::CURRENCIES[usize::from(money)].0);
        }
        power += multiple.map_or(0, |multiple| multiple.power);
        text = head.trim();
    }
    let name = plain(text);
    Folded { bare: bare(&name), name, currency, power, own: None }
}

/// Gives the name behind the point of a name, of which no field knows the whole.
fn bare(lower: &str, whole: &str) -> Option<String> {
    qualified::bare(lower.trim(), whole, |own| fold(own).known_as().to_owned())
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
            ("QUANTITY_ORDERED", "quantityordered", None),
            ("Amount [EUR]", "amount", Some("EUR")),
            ("(USD)", "(usd)", None),
            ("金额(含税)", "含税金额", None),
            ("金额（不含税）", "不含税金额", None),
            ("单价(含税)", "含税单价", None),
            ("价税合计（本位币）", "本位币价税合计", None),
            ("Amount (excl. VAT)", "amountexclvat", None),
            ("数量(含税)", "数量", None),
            ("Item (new)", "item(new)", None),
        ] {
            assert_eq!(
                fold(header),
                Folded { name: name.into(), currency, power: 0, bare: None, own: None },
                "{header}"
            );
        }
    }

    #[test]
    fn gives_what_stands_behind_a_point_where_the_whole_is_unknown() {
        for (header, known_as, currency) in [
            ("销售订单行.价税合计", "价税合计", None),
            ("orders.amount", "amount", None),
            ("Sales.Orders.\"Order Date\"", "orderdate", None),
            ("c.customer_name", "customername", None),
            ("子行．金额（元）", "金额", Some("CNY")),
            ("订单行.金额(含税)", "含税金额", None),
            ("订单行.金额/元", "金额", Some("CNY")),
            ("l.amount, USD", "amount", Some("USD")),
            ("Order Lines/Subtotal", "subtotal", None),
            ("Customer.Name", "customername", None),
            ("Order.No", "orderno", None),
            ("计划行.行状态", "行状态", None),
            ("Order No.", "orderno", None),
            ("A.B.C. Ltd", "abc ltd", None),
            ("Tax.Amount", "taxamount", None),
            ("Tax.Rate", "taxrate", None),
            ("growth.rate", "growthrate", None),
            ("2024.01", "202401", None),
        ] {
            let folded = fold(header);
            assert_eq!(
                (folded.known_as().replace(' ', ""), folded.currency),
                (known_as.replace(' ', ""), currency),
                "{header}"
            );
        }
        assert_eq!(fold("orders.amount").name, "ordersamount", "the whole stays what tells columns apart");
    }

    #[test]
    fn takes_the_power_of_ten_from_a_header() {
        for (header, name, currency, power) in [
            ("金额(万元)", "金额", Some("CNY"), 4),
            ("金额（千元）", "金额", Some("CNY"), 3),
            ("金额/万元", "金额", Some("CNY"), 4),
            ("销售额(万)", "销售额", None, 4),
            ("Amount (k USD)", "amount", Some("USD"), 3),
            ("Amount, USD '000", "amount", Some("USD"), 3),
            ("Sales [EUR m]", "sales", Some("EUR"), 6),
            ("数量(千只)", "数量(千只)", None, 0),
            ("Length (m)", "length(m)", None, 0),
        ] {
            assert_eq!(fold(header), Folded { name: name.into(), currency, power, bare: None, own: None }, "{header}");
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
