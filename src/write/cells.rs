//! One value of a table as words, for the formats that people read as text.

use super::safe;
use crate::model::Lang;
use crate::report::words::figures::{self, Minus};
use crate::report::{Kind, Value, told};

/// Writes a value of a column; bars and series are drawn by who calls, and give nothing here.
pub fn words(value: &Value, kind: Kind, decimals: u8, lang: Lang) -> String {
    let minus = Minus::Ascii;
    match (value, kind) {
        (Value::Empty | Value::Series(_) | Value::Bar { .. }, _) => String::new(),
        (Value::Text(text) | Value::Word(text), Kind::Name) => safe(&told(text)).into_owned(),
        (Value::Text(text) | Value::Word(text), _) => safe(text).into_owned(),
        (Value::Money(amount), Kind::Change) | (Value::Change(amount), _) => figures::change(*amount, decimals, minus),
        (Value::Money(amount), _) => figures::money(*amount, decimals, minus),
        (Value::Ratio(ratio), Kind::Percent) => figures::percent(*ratio, minus),
        (Value::Ratio(ratio), Kind::Points) => format!("{} {}", figures::points(*ratio, minus), points(lang)),
        (Value::Ratio(ratio), _) => figures::share(*ratio, minus),
        (Value::Count(number), Kind::CountChange) | (Value::CountChange(number), _) => {
            figures::count_change(*number, minus)
        }
        (Value::Count(number), Kind::Days) => days(figures::count(*number, minus), lang),
        (Value::Count(number), Kind::RankChange) => rank_change(*number),
        (Value::Count(number), _) => figures::count(*number, minus),
        (Value::Number(number), Kind::Days) => {
            let text = figures::number(*number, 1, minus);
            days(text.strip_suffix(".0").map_or(text.clone(), str::to_owned), lang)
        }
        (Value::Number(number), Kind::Number(places)) => figures::number(*number, places, minus),
        (Value::Number(number), _) => figures::number(*number, decimals, minus),
        (Value::Date(day), _) => day.to_string(),
    }
}

/// Says whether a column's values stand to the right, decimal points below each other.
pub fn is_figure(kind: Kind) -> bool {
    !matches!(kind, Kind::Name | Kind::Text | Kind::Mark | Kind::Date | Kind::Series | Kind::Bar)
}

/// Says whether a sign in the column is news, so that it is coloured.
pub fn is_change(kind: Kind) -> bool {
    matches!(kind, Kind::Change | Kind::Percent | Kind::Points | Kind::CountChange)
}

fn points(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "points",
        Lang::Zh => "点",
        Lang::ZhHant => "點",
    }
}

fn days(number: String, lang: Lang) -> String {
    match (lang, number.as_str()) {
        (Lang::Zh | Lang::ZhHant, _) => format!("{number} 天"),
        (Lang::En, "1") => "1 day".into(),
        (Lang::En, _) => format!("{number} days"),
    }
}

fn rank_change(places: i64) -> String {
    if places == 0 { "-".into() } else { format!("{places:+}") }
}
