//! Number formats: a figure stays a number, its form says what it is.
//!
//! In cells the minus is the ASCII hyphen, so that saving as CSV keeps numbers readable.

use rust_xlsxwriter::FormatAlign;

use super::look::Look;
use crate::model::Lang;
use crate::report::{Kind, Value};

/// The first day of 1970 as Excel counts days.
const EPOCH: i32 = 25_569;

/// A cell's content, as Excel holds it.
pub enum Plain<'a> {
    Blank,
    Text(&'a str),
    /// A date before 1 March 1900, which Excel counts wrongly, as text.
    Old(String),
    Number(f64),
}

/// Says whether a column holds numbers, which stand at the right.
pub fn is_number(kind: Kind) -> bool {
    !matches!(kind, Kind::Name | Kind::Text | Kind::Mark | Kind::Series | Kind::Bar)
}

/// Gives what a cell holds: that of its column, but where the value is of another kind, such as a change among levels.
pub fn kind_of(value: &Value, column: Kind) -> Kind {
    match value {
        Value::Change(_) => Kind::Change,
        Value::CountChange(_) => Kind::CountChange,
        Value::Money(_) if !matches!(column, Kind::Money | Kind::Change) => Kind::Money,
        Value::Ratio(_) if !matches!(column, Kind::Share | Kind::Percent | Kind::Points | Kind::Number(_)) => {
            Kind::Share
        }
        Value::Count(_)
            if matches!(column, Kind::Money | Kind::Change | Kind::Share | Kind::Percent | Kind::Points) =>
        {
            Kind::Count
        }
        Value::Date(_) => Kind::Date,
        _ => column,
    }
}

/// Gives the alignment of a column.
pub fn align(kind: Kind) -> FormatAlign {
    if is_number(kind) { FormatAlign::Right } else { FormatAlign::Left }
}

/// Gives what a cell holds; a word in place of a number is empty, points are times 100.
pub fn plain(value: &Value, kind: Kind) -> Plain<'_> {
    match value {
        Value::Empty | Value::Series(_) | Value::Bar { .. } => Plain::Blank,
        Value::Text(text) if text.is_empty() => Plain::Blank,
        Value::Text(text) => Plain::Text(text),
        Value::Word(_) if is_number(kind) => Plain::Blank,
        Value::Word(text) => Plain::Text(text),
        Value::Money(money) | Value::Change(money) => Plain::Number(money.units()),
        Value::Ratio(ratio) if !ratio.is_finite() => Plain::Blank,
        Value::Ratio(ratio) if kind == Kind::Points => Plain::Number(ratio * 100.0),
        Value::Ratio(ratio) => Plain::Number(*ratio),
        Value::Number(number) if !number.is_finite() => Plain::Blank,
        Value::Number(number) => Plain::Number(*number),
        Value::Count(count) | Value::CountChange(count) => Plain::Number(*count as f64),
        Value::Date(day) if day.number() + EPOCH < 61 => Plain::Old(day.to_string()),
        Value::Date(day) => Plain::Number(f64::from(day.number() + EPOCH)),
    }
}

impl Look {
    /// Gives the number format of a column; `dot` shows zero amounts as a dot, for tables with many.
    pub fn number(self, kind: Kind, dot: bool) -> Option<String> {
        let money = self.money();
        Some(match kind {
            Kind::Money if dot => format!("{money};-{money};\"·\""),
            Kind::Money => money,
            Kind::Change if dot => format!("+{money};-{money};\"·\""),
            Kind::Change => format!("+{money};-{money};{}", zero(self.decimals)),
            Kind::Share if dot => "0.0%;-0.0%;\"·\"".into(),
            Kind::Share => "0.0%".into(),
            Kind::Percent => "+#,##0.0%;-#,##0.0%;0.0%".into(),
            Kind::Points => {
                let unit = match self.lang {
                    Lang::Zh => " 点",
                    Lang::ZhHant => " 點",
                    Lang::En => " pts",
                };
                format!("+0.0\"{unit}\";-0.0\"{unit}\";0.0\"{unit}\"")
            }
            Kind::Count | Kind::Days => "#,##0".into(),
            Kind::CountChange => "+#,##0;-#,##0;0".into(),
            Kind::Number(decimals) => match decimals {
                0 => "#,##0".into(),
                _ => format!("#,##0.{}", "0".repeat(usize::from(decimals))),
            },
            Kind::Date => "yyyy-mm-dd".into(),
            Kind::RankChange => "\"↑\"0;\"↓\"0;\"—\"".into(),
            Kind::Name | Kind::Text | Kind::Mark | Kind::Series | Kind::Bar => return None,
        })
    }

    /// Gives `#,##0.00` with the decimals of the report.
    pub fn money(self) -> String {
        format!("#,##{}", zero(self.decimals))
    }

    /// Gives the format that shows an amount short, such as 201.5万 or 2.01M, chosen for its size.
    pub fn short(self, amount: f64) -> &'static str {
        let size = amount.abs();
        match self.lang {
            Lang::Zh if size >= 99_950_000.0 => r#"0\.00,,"亿""#,
            Lang::ZhHant if size >= 99_950_000.0 => r#"0\.00,,"億""#,
            Lang::Zh if size >= 9_999.5 => r#"0\.0,"万""#,
            Lang::ZhHant if size >= 9_999.5 => r#"0\.0,"萬""#,
            Lang::En if size >= 999_500.0 => r#"0.00,,"M""#,
            Lang::En if size >= 9_999.5 => r#"0.0,"k""#,
            _ => "#,##0",
        }
    }

    /// Gives the format of an axis whose largest value is this.
    pub fn axis(self, most: f64) -> &'static str {
        match self.lang {
            Lang::Zh if most >= 99_950_000.0 => r#"0\.0,,"亿";-0\.0,,"亿";0"#,
            Lang::ZhHant if most >= 99_950_000.0 => r#"0\.0,,"億";-0\.0,,"億";0"#,
            Lang::Zh if most >= 9_999.5 => r#"0\.0,"万";-0\.0,"万";0"#,
            Lang::ZhHant if most >= 9_999.5 => r#"0\.0,"萬";-0\.0,"萬";0"#,
            Lang::En if most >= 999_500.0 => r#"0.0,,"M";-0.0,,"M";0"#,
            Lang::En if most >= 9_999.5 => r#"0,"k";-0,"k";0"#,
            _ => "#,##0",
        }
    }
}

fn zero(decimals: u8) -> String {
    match decimals {
        0 => "0".into(),
        _ => format!("0.{}", "0".repeat(usize::from(decimals))),
    }
}
