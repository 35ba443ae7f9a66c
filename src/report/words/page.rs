//! What the page and the charts say of their own accord: controls, axes, letters. One set per language.

use crate::model::Lang;

/// The words of one language.
pub struct PageWords {
    /// The language tag of the page.
    pub tag: &'static str,
    pub brand: &'static str,
    pub kind: &'static str,
    pub overview: &'static str,
    pub contents: &'static str,
    pub notice: &'static str,
    pub data: &'static str,
    pub filter: &'static str,
    pub all: &'static str,
    pub low: &'static str,
    pub high: &'static str,
    pub total: &'static str,
    pub footer: &'static str,
    pub account: &'static str,
    /// In the corner of a matrix: which way to read it.
    pub from_to: &'static str,
    /// In place of a figure that does not exist.
    pub no_value: &'static str,
    /// So many rows more than are shown.
    pub more: fn(usize) -> String,
    /// So many rows that are folded away whole.
    pub rows: fn(usize) -> String,
    /// So many customers more than are shown.
    pub others: fn(usize) -> String,
    /// So many rows that only the workbook holds.
    pub in_workbook: fn(usize) -> String,
    /// So many columns that paper has no room for.
    pub columns_in_workbook: fn(usize) -> String,
    /// Where the rows are that paper does not show, behind how many they are.
    pub on_paper: &'static str,
    /// A relative change in brackets behind an amount.
    pub with_relative: fn(&str, &str) -> String,
    /// One letter for a step of a bridge, where there is no room for its name.
    pub letters: &'static [(&'static str, &'static str)],
    /// The largest customers together, in the middle of a doughnut.
    pub top: fn(usize) -> String,
    /// A point of a cumulative line: how many customers, which share.
    pub first: fn(usize, &str) -> String,
    /// A class with its number of customers.
    pub class_span: fn(char, usize) -> String,
    /// Which part of the revenue the first class makes.
    pub to_80: &'static str,
}

/// Gives the words of a language.
pub fn page(lang: Lang) -> &'static PageWords {
    match lang {
        Lang::Zh => &super::zh::page::WORDS,
        Lang::ZhHant => &super::zh_hant::page::WORDS,
        Lang::En => &super::en::page::WORDS,
    }
}
