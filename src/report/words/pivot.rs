//! What a pivot says: one value per language, so that neither can lack a piece that the other has.

use crate::analyse::Label;
use crate::model::{Axis, Lang, Measure, Period};

/// All words of a pivot in one language.
pub struct PivotWords {
    pub nav: &'static str,
    pub total: &'static str,
    /// The heading of pivots in a report, by their names.
    pub saved: fn(&[String]) -> String,
    /// The heading of what lies along an axis.
    pub axis: fn(&Axis) -> String,
    pub measure: fn(&Measure) -> String,
    pub label: fn(&Label) -> String,
    /// What is shown, by what down and by what across.
    pub title: fn(&[String], &[String], &[String]) -> String,
    /// The title with its time, then money and rows.
    pub verdict: fn(&str, Option<&(String, String)>, &str, &str) -> String,
    /// The heading of the axis, the name and the share of the largest.
    pub largest: fn(&str, &str, &str) -> String,
    /// A first line of the axis that has more than everything, since others are below zero.
    pub named: fn(&str) -> String,
    /// A period that has not ended; whether changes are shown, and whether its dates are planned ones.
    pub partial: fn(Period, bool, bool) -> String,
    pub short: fn(Period, crate::model::Day) -> String,
    pub overlap: &'static str,
    pub units: fn(&[String]) -> String,
    /// Columns that a terminal leaves out: how many, and whether they are the earlier ones.
    pub left_out: fn(usize, bool) -> String,
    /// Lines that a page leaves out.
    pub lines_left: fn(usize) -> String,
    /// That a workbook's groups fold.
    pub folds: &'static str,
}

/// Gives the words in a language.
pub fn pivot(lang: Lang) -> &'static PivotWords {
    match lang {
        Lang::En => &super::en::pivot::WORDS,
        Lang::Zh => &super::zh::pivot::WORDS,
        Lang::ZhHant => &super::zh_hant::pivot::WORDS,
    }
}
