//! `--period` and `--by` as typed → which period is meant.
//!
//! A label names one period. Words name one by as-of, so that a line of a crontab or of the settings stays true each month: `last-month`
//! is the last month that has ended, `this-month` the one that holds as-of. Both languages are known.

use super::given::Options;
use crate::model::problem::{Expected, SettingsProblem};
use crate::model::{Calendar, Failure, Grain, Period, Place};

/// The period that is asked for, and the length that it or `--by` sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    pub calendar: Calendar,
    /// The one that a label names.
    pub period: Option<Period>,
    /// Whether it is the one that holds as-of, else the last that has ended.
    pub current: bool,
}

/// What a word or a label means: its length, the period named, whether it is the current one.
type Meant = (Option<Grain>, Option<Period>, bool);

/// The lengths that are typed.
const GRAINS: [(&str, Grain); 5] = [
    ("week", Grain::Week),
    ("month", Grain::Month),
    ("quarter", Grain::Quarter),
    ("half", Grain::Half),
    ("year", Grain::Year),
];

/// The words for the last period and for the one that holds as-of, of any length.
const ANY: [(&str, bool); 4] = [("last", false), ("上期", false), ("this", true), ("本期", true)];

/// The Chinese words for the last period and for the current one; 上半年 is January to June and no half-year before.
const WORDS: [(Grain, &[&str], &[&str]); 5] = [
    (Grain::Week, &["上周", "上星期"], &["本周", "这周"]),
    (Grain::Month, &["上月", "上个月"], &["本月", "这个月"]),
    (Grain::Quarter, &["上季", "上季度", "上个季度"], &["本季", "本季度", "这个季度"]),
    (Grain::Half, &["上个半年"], &["本半年", "这半年"]),
    (Grain::Year, &["去年", "上年"], &["今年", "本年"]),
];

/// Reads both options.
///
/// # Errors
/// A word that is none, and a length that contradicts the period's.
pub fn periods(options: &Options, fiscal_start: u8) -> Result<Periods, Failure> {
    let by = options.word("by", &GRAINS)?;
    let expected = Expected::Period { fiscal: fiscal_start != 1 };
    let meant = options.read("period", expected, |text| meant(text, fiscal_start))?;
    let (grain, period, current) = meant.unwrap_or_default();
    if let (Some(by), Some(grain)) = (by, grain)
        && by != grain
        && options.typed("by")
        && options.typed("period")
    {
        let one = format!("--by {}", options.text("by").unwrap_or_default());
        let other = format!("--period {}", options.text("period").unwrap_or_default());
        return Err(Failure::new(Place::default(), SettingsProblem::Conflict { one, other }));
    }
    let calendar = Calendar { grain: grain.or(by).unwrap_or(Grain::Quarter), fiscal_start };
    Ok(Periods { calendar, period, current })
}

fn meant(text: &str, fiscal_start: u8) -> Option<Meant> {
    if let Some((_, current)) = ANY.iter().find(|(word, _)| *word == text) {
        return Some((None, None, *current));
    }
    let (word, grain) = text.split_once('-').unwrap_or((text, ""));
    let english =
        ANY.iter().find(|(one, _)| *one == word && word.is_ascii()).zip(GRAINS.iter().find(|(one, _)| *one == grain));
    if let Some(((_, current), (_, grain))) = english {
        return Some((Some(*grain), None, *current));
    }
    let chinese = WORDS.iter().find(|(_, last, this)| last.contains(&text) || this.contains(&text));
    if let Some((grain, _, this)) = chinese {
        return Some((Some(*grain), None, this.contains(&text)));
    }
    Period::parse(text, fiscal_start).map(|period| (Some(period.calendar.grain), Some(period), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_the_last_and_the_current_period_of_each_length_in_both_languages() {
        for (english, chinese, grain, current) in [
            ("last-week", "上周", Grain::Week, false),
            ("this-week", "本周", Grain::Week, true),
            ("last-month", "上月", Grain::Month, false),
            ("this-month", "本月", Grain::Month, true),
            ("last-quarter", "上季度", Grain::Quarter, false),
            ("this-quarter", "本季", Grain::Quarter, true),
            ("last-half", "上个半年", Grain::Half, false),
            ("this-half", "本半年", Grain::Half, true),
            ("last-year", "去年", Grain::Year, false),
            ("this-year", "今年", Grain::Year, true),
        ] {
            assert_eq!(meant(english, 1), Some((Some(grain), None, current)), "{english}");
            assert_eq!(meant(chinese, 1), meant(english, 1), "{chinese}");
        }
        assert_eq!((meant("last", 1), meant("上期", 1)), (Some((None, None, false)), Some((None, None, false))));
        assert_eq!((meant("this", 1), meant("本期", 1)), (Some((None, None, true)), Some((None, None, true))));
        for wrong in ["last-day", "next-month", "last-", "-month", "this-2025", "上半年", "上期-month", ""] {
            assert_eq!(meant(wrong, 1), None, "{wrong}");
        }
    }
}
