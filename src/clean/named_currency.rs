//! Which columns are in the currency that their header names, whatever their rows' documents are in: `订单金额(RMB)` beside 订单金额 and 货币.
//!
//! Two columns of one name, of which one names a currency and the other none or another, cannot both be in that of the column of
//! currencies: that is the documents', as it is beside 本币金额. A column alone, such as `Amount (USD)` beside rows of EUR, says nothing
//! of the kind: header and rows contradict each other there, and nothing is guessed.

use unicode_normalization::UnicodeNormalization;

use super::header::{Folded, fold};
use super::mapping::is_none;
use crate::model::{Field, InputOptions};

/// Marks such columns of a table that has a column of currencies.
pub(super) fn mark(headers: &[String], folded: &mut [Folded], input: &InputOptions) {
    let settings = input.synonyms.get(&Field::Currency).map(Vec::as_slice).unwrap_or_default();
    let is_currency = |header: &Folded| {
        let known = Field::Currency.headers().contains(&header.known_as());
        known || settings.iter().any(|name| fold(name).name == header.name)
    };
    if folded.iter().any(is_currency) {
        let own = told_apart(headers, folded);
        folded.iter_mut().zip(own).for_each(|(header, own)| header.own = own);
    }
}

/// Gives by column the currency that its header names, where another column of the same name is in none or in another.
fn told_apart(headers: &[String], folded: &[Folded]) -> Vec<Option<&'static str>> {
    let named: Vec<Option<&str>> = headers
        .iter()
        .zip(folded)
        .map(|(header, folded)| folded.currency.filter(|code| is_sure(code, header)))
        .collect();
    let apart = |index: usize| {
        let is = |other: usize| folded[other].name == folded[index].name && other != index;
        named[index].is_some()
            && (0..folded.len())
                .filter(|other| is(*other))
                .any(|other| folded[other].currency != folded[index].currency)
    };
    (0..folded.len()).map(|index| named[index].filter(|_| apart(index))).collect()
}

/// Says whether a header names one currency for sure: `$` and `¥` are of several, and 元 alone is said of any.
fn is_sure(code: &str, header: &str) -> bool {
    let header: String = header.nfkc().flat_map(char::to_lowercase).collect();
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code && (code != "CNY" || ["cny", "rmb", "人民"].iter().any(|name| header.contains(name)))
}

/// Says whether the options ask for the amounts of the documents: who converts, keeps one currency, or names the column of currencies.
pub(super) fn wants_documents(input: &InputOptions) -> bool {
    let names_column = || input.map.iter().any(|mapping| mapping.field == Field::Currency && !is_none(mapping));
    input.rates.is_some() || input.currency.is_some() || names_column()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(headers: &str) -> Vec<Option<&'static str>> {
        let headers: Vec<String> = headers.split(',').map(String::from).collect();
        let folded: Vec<Folded> = headers.iter().map(|header| fold(header)).collect();
        told_apart(&headers, &folded)
    }

    #[test]
    fn a_currency_tells_apart_columns_of_one_name_alone() {
        assert_eq!(apart("订单金额,订单金额(RMB),订单金额(美元)"), [None, Some("CNY"), Some("USD")]);
        assert_eq!(apart("Amount (USD),Amount (EUR)"), [Some("USD"), Some("EUR")]);
        assert_eq!(apart("o.amount,o.amount (USD)"), [None, Some("USD")]);
        for none in
            ["Amount (USD),Total", "Amount (USD),Amount [USD]", "Amount,Amount ($)", "金额,金额(元)", "金额,金额(万元)"]
        {
            assert!(apart(none).iter().all(Option::is_none), "{none}");
        }
    }
}
