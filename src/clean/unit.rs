//! Amounts in thousands, ten thousands or millions: what a header, or a note above it, says of its numbers.
//!
//! Only what multiplies money or a bare number is taken: `金额(万元)`, `Amount (k USD)`, `单位：万元`. What names a measure, such as
//! 千克 or 千只, is none, since the price beside it may be for that measure. A cell may name its own: `1.5万`, `$12k`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::header::fold;
use super::layout::Layout;
use super::number::{self, NumberText, Readings};
use super::wrapped::unwrapped;
use crate::model::{Feature, Field, InputOptions};
use crate::read::{OwnedCell, SheetHead};

/// The power of ten by which numbers count, and the place of the currency in [`number::CURRENCIES`], where one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    pub power: u32,
    pub currency: Option<u8>,
}

const HAN: [(&str, u32); 9] =
    [("百万", 6), ("百萬", 6), ("千万", 7), ("千萬", 7), ("万", 4), ("萬", 4), ("千", 3), ("亿", 8), ("億", 8)];
const WORDS: [(&str, u32); 13] = [
    ("thousands", 3),
    ("thousand", 3),
    ("000s", 3),
    ("000", 3),
    ("k", 3),
    ("millions", 6),
    ("million", 6),
    ("mio", 6),
    ("mln", 6),
    ("mn", 6),
    ("mm", 6),
    ("m", 6),
    ("bn", 9),
];
/// Words that may as well be a measure where no currency stands beside them.
const MEASURES: [&str; 3] = ["m", "mm", "bn"];

/// Gives the unit that a text names, in lower case and NFKC; nothing where it names none that multiplies.
pub fn named(text: &str) -> Option<Unit> {
    let bare = |text: &str| text.trim().trim_matches(['\'', '’', '‘', '.']).trim().to_owned();
    let text = bare(text.trim().trim_start_matches("in "));
    let money = |word: &str| -> Option<Option<u8>> {
        let word = bare(word.trim().trim_start_matches("of "));
        if word.is_empty() { Some(None) } else { number::currency(&word).map(Some) }
    };
    let around = |before: &str, after: &str| match (money(before)?, money(after)?) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => Some(one.or(other)),
    };
    for (word, power) in HAN {
        if let Some((before, after)) = text.split_once(word) {
            return Some(Unit { power, currency: around(before, after)? });
        }
    }
    for (word, power) in WORDS {
        let found =
            [text.strip_prefix(word).map(|after| ("", after)), text.strip_suffix(word).map(|before| (before, ""))];
        for (before, after) in found.into_iter().flatten() {
            if let Some(currency) = around(before, after)
                && (currency.is_some() || !MEASURES.contains(&word))
            {
                return Some(Unit { power, currency });
            }
        }
    }
    None
}

/// Says whether a text is a number beside which its own unit stands.
pub fn names_unit(text: &str) -> bool {
    in_cell(text).is_some()
}

/// Reads a number beside which its own unit stands, such as `1.5万`, `(3千)` or `$12k`: the number as it is meant, and the power
/// of ten in it. A lone small m, which may be metres, is no unit; a capital one is a million.
pub fn in_cell(text: &str) -> Option<(NumberText, u32)> {
    let plain: String = unwrapped(text).nfkc().collect();
    let text = plain.trim();
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let body = inner.unwrap_or(text);
    let (figure, word) = body.split_at(body.rfind(|c: char| c.is_ascii_digit())? + 1);
    let word = word.trim();
    let found = match inner {
        Some(_) => number::read(&format!("({figure})")),
        None => number::read(figure),
    };
    if word.is_empty() || found.percent {
        return None;
    }
    let lower = word.to_lowercase();
    let measure = || {
        let (_, power) = WORDS.iter().find(|(name, _)| *name == lower)?;
        (word == "M" || found.currency.is_some()).then_some(Unit { power: *power, currency: None })
    };
    let unit = named(&lower).or_else(measure)?;
    let currency = match (found.currency, unit.currency) {
        (Some(before), Some(behind)) => {
            Some(number::both(before, &number::CURRENCIES[usize::from(behind)].0.to_lowercase())?)
        }
        (one, other) => one.or(other),
    };
    let readings = match found.readings {
        Readings::Not => return None,
        Readings::Same(exact) => Readings::Same(exact.multiplied(unit.power)?),
        Readings::Point(exact) => Readings::Point(exact.multiplied(unit.power)?),
        Readings::Comma(exact) => Readings::Comma(exact.multiplied(unit.power)?),
        Readings::Either { point, comma } => {
            Readings::Either { point: point.multiplied(unit.power)?, comma: comma.multiplied(unit.power)? }
        }
    };
    Some((NumberText { readings, currency, ..found }, unit.power))
}

/// Says by what the numbers of each column count: what the option says, else its header, else a note above.
pub fn count_by(head: &SheetHead, layout: &mut Layout, input: &InputOptions) {
    let noted = noted_above(head, layout, input);
    let columns = layout.mapped.iter().map(|mapped| (mapped.field, mapped.index));
    let columns: Vec<(Field, usize)> =
        columns.chain(layout.others.iter().map(|other| (other.field, other.index))).collect();
    let mut told: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (field, index) in columns {
        let Some(header) = layout.headers.get(index).cloned() else { continue };
        let power = power(field, &header, noted.as_ref().map(|(unit, _)| unit), input);
        if power > 0 && layout.units.insert(index, power).is_none() {
            told.entry(power).or_default().push(header);
        }
    }
    let by_note = |power| noted.as_ref().filter(|(unit, _)| unit.power == power).map(|(_, text)| text.clone());
    layout.features.extend(told.into_iter().map(|(power, columns)| Feature::Unit {
        columns,
        power,
        above: by_note(power),
    }));
    if layout.currency.is_none()
        && let Some((unit, _)) = &noted
        && !layout.units.is_empty()
    {
        layout.currency = unit.currency.map(|at| number::CURRENCIES[usize::from(at)].0);
    }
}

/// Gives what a note above the header says.
fn noted_above(head: &SheetHead, layout: &Layout, input: &InputOptions) -> Option<(Unit, String)> {
    let header = layout.header_row.filter(|_| input.unit.is_none())?;
    let first = layout.band.as_ref().map_or(header, |(first, _)| *first);
    above(head.rows.iter().filter(move |(number, _)| *number < first).map(|(_, cells)| cells))
}

/// Says by what a column of money counts that no field took and an option asks for.
pub fn count_asked(head: &SheetHead, layout: &mut Layout, index: usize, input: &InputOptions) {
    let own = layout.joined.as_ref().map_or(usize::MAX, |joined| joined.own);
    let Some(header) = layout.headers.get(index).filter(|_| index < own).cloned() else { return };
    let noted = noted_above(head, layout, input);
    let power = power(Field::Amount, &header, noted.as_ref().map(|(unit, _)| unit), input);
    if power > 0 && layout.mapped.iter().all(|mapped| mapped.index != index) && !layout.units.contains_key(&index) {
        layout.units.insert(index, power);
        let above = noted.filter(|(unit, _)| unit.power == power).map(|(_, text)| text);
        layout.features.push(Feature::Unit { columns: vec![header], power, above });
    }
}

/// Gives by which power of ten the numbers of a field's column count: what the option says, else its header, else a note above.
pub fn power(field: Field, header: &str, noted: Option<&Unit>, input: &InputOptions) -> u32 {
    let is_money = matches!(field, Field::Amount | Field::Price | Field::Profit | Field::Cost);
    if !is_money && field != Field::Quantity {
        return 0;
    }
    let own = fold(header);
    let by_header = (own.power > 0 || own.currency.is_some()).then_some(own.power);
    match input.unit.filter(|_| is_money).or(by_header) {
        Some(power) => power,
        None if is_money => noted.map_or(0, |unit| unit.power),
        None => 0,
    }
}

/// Gives the unit that the rows above a header name, nearest first, and how: `单位：万元`, `(in thousands of USD)`.
pub fn above<'a>(rows: impl DoubleEndedIterator<Item = &'a Vec<OwnedCell>>) -> Option<(Unit, String)> {
    let texts = rows.rev().flatten().filter_map(|cell| match cell {
        OwnedCell::Text(text) if text.len() <= 200 => Some(text.trim()),
        _ => None,
    });
    let mut found = texts.filter_map(|text| Some((noted(text)?, text.to_owned())));
    found.next().filter(|(unit, _)| unit.power > 0)
}

/// Gives the unit that a note names; one of power zero for 单位：元.
fn noted(text: &str) -> Option<Unit> {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let end = |rest: &str| rest.find([')', ']', ',', ';', '，', '；', '、']).unwrap_or(rest.len());
    for word in ["单位", "單位"] {
        if let Some((_, rest)) = lower.split_once(word) {
            let rest = rest.trim_start().strip_prefix(':')?.trim_start();
            let unit = rest[..end(rest)].split_whitespace().next()?;
            let plain = || number::currency(unit).map(|currency| Unit { power: 0, currency: Some(currency) });
            return named(unit).or_else(plain);
        }
    }
    let at = lower.find("in thousands").or_else(|| lower.find("in millions"))?;
    let rest = &lower[at..];
    let rest = &rest[..end(rest)];
    named(rest).or_else(|| named(rest.split_whitespace().take(2).collect::<Vec<_>>().join(" ").as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_multiplies_money_and_no_measure() {
        let currency = |name: &str| number::currency(name);
        for (text, power, money) in [
            ("万元", 4, "cny"),
            ("千元", 3, "cny"),
            ("人民币万元", 4, "cny"),
            ("万美元", 4, "usd"),
            ("百万", 6, ""),
            ("亿元", 8, "cny"),
            ("k", 3, ""),
            ("k usd", 3, "usd"),
            ("usd k", 3, "usd"),
            ("kusd", 3, "usd"),
            ("$k", 3, "$"),
            ("usd '000", 3, "usd"),
            ("'000", 3, ""),
            ("in thousands", 3, ""),
            ("in millions of usd", 6, "usd"),
            ("m eur", 6, "eur"),
            ("million", 6, ""),
        ] {
            assert_eq!(named(text), Some(Unit { power, currency: currency(money) }), "{text}");
        }
        for text in ["千克", "千只", "m", "mm", "元", "usd", "kg", "万个", "k pcs", "", "元/千只", "usd k eur"]
        {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn reads_a_number_with_its_own_unit() {
        let exact = |mantissa, scale| number::Exact { mantissa, scale };
        for (text, readings, power, money) in [
            ("1.5万", Readings::Point(exact(15_000, 0)), 4, ""),
            ("１.５萬", Readings::Point(exact(15_000, 0)), 4, ""),
            ("3千", Readings::Same(exact(3_000, 0)), 3, ""),
            ("(3千)", Readings::Same(exact(-3_000, 0)), 3, ""),
            ("-12k", Readings::Same(exact(-12_000, 0)), 3, ""),
            ("12 K", Readings::Same(exact(12_000, 0)), 3, ""),
            ("¥2.25万元", Readings::Point(exact(22_500, 0)), 4, "cny"),
            ("3,000 万美元", Readings::Either { point: exact(30_000_000, 0), comma: exact(30_000, 0) }, 4, "usd"),
            ("1,5 Mio €", Readings::Comma(exact(1_500_000, 0)), 6, "eur"),
            ("$1.5m", Readings::Point(exact(1_500_000, 0)), 6, "$"),
            ("2M", Readings::Same(exact(2_000_000, 0)), 6, ""),
            ("0.00012亿", Readings::Point(exact(12_000, 0)), 8, ""),
        ] {
            let found = in_cell(text).map(|(found, power)| (found.readings, power, found.currency));
            assert_eq!(found, Some((readings, power, number::currency(money))), "{text}");
        }
        for text in
            ["1.5", "5元", "2m", "3 kg", "3千克", "1.2万件", "1万2千", "万", "约3万", "3万左右", "12k%", "€3万元", "k5"]
        {
            assert_eq!(in_cell(text), None, "{text}");
        }
    }

    #[test]
    fn reads_what_stands_above_a_table() {
        let above = |texts: &[&str]| {
            let rows: Vec<Vec<OwnedCell>> = texts.iter().map(|text| vec![OwnedCell::Text((*text).into())]).collect();
            above(rows.iter()).map(|(unit, _)| unit.power)
        };
        assert_eq!(above(&["销售明细", "单位：万元"]), Some(4));
        assert_eq!(above(&["金额单位: 千元   币种：人民币"]), Some(3));
        assert_eq!(above(&["（单位：人民币万元）"]), Some(4));
        assert_eq!(above(&["Sales 2024 (in thousands of USD)"]), Some(3));
        assert_eq!(above(&["All figures in millions"]), Some(6));
        for none in ["单位：元", "单位：件", "单位名称：万达公司", "往来单位", "Made in thousand oaks"]
        {
            assert_eq!(above(&[none]), None, "{none}");
        }
        assert_eq!(above(&["单位：万元", "单位：元"]), None);
    }
}
