//! The words of `check`: sheets and why they are read, decisions and what to type, what is set aside.

use crate::clean::SeenSheet;
use crate::report::Decision;

/// Says how files were understood.
pub trait CheckWords {
    /// Headings: why a sheet is read; values as they stand; columns not used; what was decided; the first rows; what to type.
    fn why_label(&self) -> &'static str;
    fn examples_label(&self) -> &'static str;
    fn unused_label(&self) -> &'static str;
    fn decided_label(&self) -> &'static str;
    fn first_label(&self) -> &'static str;
    fn change_label(&self) -> &'static str;
    /// Why a sheet is read or not.
    fn why(&self, sheet: &SeenSheet) -> String;
    /// What a decision is about, and what was decided.
    fn decided(&self, decision: &Decision) -> (String, String);
    fn row(&self, row: u32) -> String;
    fn examples(&self, examples: &[String]) -> String;
    fn quoted(&self, text: &str) -> String;
    /// The options to leave out.
    fn without_options(&self, options: &[String]) -> String;
    /// How to see all rows set aside; whether something is wrong with some.
    fn all_set_aside(&self, wrong: bool) -> String;
    /// That a list shows so many of all.
    fn first_of(&self, shown: usize, all: usize) -> String;
}
