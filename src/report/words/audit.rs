//! The sentences of data and rules, of `check`, and of the detail table.

use std::collections::BTreeMap;

use crate::analyse::Concentration;
use crate::clean::{Remark, Understood, UnderstoodColumn};
use crate::model::{Choice, Conversion, CreditsMoved, Day, Field, InputOptions, Lookup, Place, Reason, Rules, Tally};

/// Says how rows were accounted for and how columns were read.
pub trait AuditWords {
    fn audit_finding(&self, read: Tally, used: Tally, reasons: &BTreeMap<Reason, Tally>) -> String;
    fn reconciliation_finding(&self) -> String;
    fn reconciliation_subtitle(&self, sources: usize, currency: Option<&str>) -> String;
    fn earlier(&self) -> String;
    fn later(&self) -> String;
    fn from_day(&self, day: Day) -> String;
    fn to_day(&self, day: Day) -> String;
    /// The reason's stable name and what it means.
    fn reason_name(&self, reason: Reason) -> String;
    fn example(&self, row: u32, raw: Option<&str>) -> String;
    fn other_reasons(&self, number: usize) -> String;
    fn adds_up(&self) -> String;
    fn rounded(&self, rows: usize, moved: &str) -> String;
    fn sources_finding(&self, number: usize) -> String;
    fn rows_of(&self, what: &str) -> String;
    fn mapping_finding(&self) -> String;
    fn mapping_subtitle(&self) -> String;
    /// Which of two columns a field took.
    fn choice(&self, choice: &Choice) -> String;
    fn of_values(&self) -> String;
    fn field(&self, field: Field) -> String;
    fn read_as(&self, machine: &str) -> String;
    fn examples_finding(&self, rows: usize, each: usize) -> String;
    fn examples_subtitle(&self) -> String;
    fn conversion_finding(&self, conversion: &Conversion) -> String;
    /// The file of rates and what they say.
    fn conversion_subtitle(&self, conversion: &Conversion) -> String;
    /// What rounding moved, and that rows set aside stand as written.
    fn conversion_note(&self, conversion: &Conversion) -> String;
    /// The rule with how it was set.
    fn conversion_rule(&self, conversion: &Conversion) -> (String, String);
    /// What became of credits that count with their order, as a rule and how it was set.
    fn credits_rule(&self, credits: &CreditsMoved) -> (String, String);
    /// What was looked up in a table, as a rule and how it was set.
    fn lookup_rule(&self, lookup: &Lookup) -> (String, String);
    /// A sentence of what something is.
    fn said_of(&self, what: &str, how: &str) -> String;
    fn rules_finding(&self) -> String;
    fn rules_subtitle(&self) -> String;
    /// Each rule with how it was set.
    fn rules(&self, rules: &Rules, input: &InputOptions, floor: f64, window: &Concentration) -> Vec<(String, String)>;
    fn detail_finding(&self, rows: usize) -> String;
    fn detail_subtitle(&self) -> String;
    fn check_title(&self) -> String;
    fn nothing_read(&self) -> String;
    /// How a sheet, or several alike (at least one), was understood; so many unused columns are named, or all.
    fn understood(&self, group: &[&Understood], all: bool, named: usize) -> String;
    /// The sheets of its file that are not read, as a sentence behind the others.
    fn other_sheets(&self, group: &[&Understood]) -> String;
    fn file_sheet(&self, file: &str, sheet: &str) -> String;
    fn column_read(&self, column: &UnderstoodColumn, distinct: Option<u64>, range: Option<(&str, &str)>) -> String;
    /// What a person should look at, and on a line of its own what to do.
    fn remark(&self, remark: &Remark) -> String;
    /// Which column a field is, how its values are read, and how many fit.
    fn decision(&self, field: Field, header: &str, read: &str, fits: &str) -> String;
    fn fits_of(&self, fits: usize, of: usize) -> String;
    /// The place of a problem as a prefix; empty where it has none.
    fn place(&self, place: &Place) -> String;
}

/// Writes a value as it is typed on a command line: in quotes where it holds more than letters, digits and plain marks.
pub fn typed(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-=./:+,%@".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', "\\\""))
    }
}
