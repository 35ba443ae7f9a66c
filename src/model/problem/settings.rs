//! What can be wrong with flags, the environment and `mingxi.toml`.

use crate::model::companion::TableKind;
use crate::model::{Day, Period};

/// A problem of the settings.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingsProblem {
    /// A key that no option has; the keys that there are, the nearest. The line is in the place.
    UnknownKey { key: String, expected: Vec<String>, similar: Option<String> },
    /// A key that belongs into another table of the file.
    WrongTable { key: String, table: &'static str },
    /// The settings file is not TOML; the parser's words.
    NotToml { why: String },
    /// The settings file that was named does not exist or cannot be read; the system's words.
    NoConfig { why: Option<String> },
    /// A value that cannot be read; the option as it was given (a flag, a key, a variable), the value, what was expected.
    BadValue { option: String, value: String, expected: Expected, similar: Option<String> },
    /// A flag that the command has not; the nearest.
    UnknownFlag { flag: String, command: Option<&'static str>, similar: Option<String> },
    /// A flag that only other commands have.
    OtherCommand { flag: String, command: &'static str, commands: Vec<&'static str> },
    /// A command that there is not; the nearest.
    UnknownCommand { name: String, similar: Option<String> },
    /// A shell that no completions are made for; those that there are.
    UnknownShell { name: String, known: Vec<&'static str> },
    /// A flag without its value; how the help names it.
    NoValue { flag: String, value: String },
    /// A flag that takes no value has one.
    NeedlessValue { flag: String },
    /// A flag that does not fit where it stands.
    Misplaced { flag: String },
    /// No file is given.
    NoFiles { command: &'static str },
    /// A variable of the environment that no option has (a warning); the nearest.
    UnknownVariable { name: String, similar: Option<String> },
    /// No row has a value in the column of `--each`.
    NoneOfEach { column: String },
    /// Two options that contradict each other.
    Conflict { one: String, other: String },
    /// An option that means nothing without another.
    Needs { option: &'static str, other: &'static str },
    /// `--since` is after the last row (a warning), or even after as-of (an error: nothing would be shown).
    SinceAfter { since: Day, last: Day, as_of: Day },
    /// The day that the reports shall speak from lies so far behind the last row that whole periods between have none (a
    /// warning); the period of the last row, the empty ones, and the longest silence before, in days.
    FarAhead { option: &'static str, day: Day, last: Day, held: Period, empty: (Period, Period), longest_gap: i32 },
    /// No customer has that name or key; the nearest names.
    NoCustomer { name: String, similar: Vec<String> },
    /// Several customers have that name; their keys.
    ManyCustomers { name: String, keys: Vec<String> },
    /// Several customers have that in their names: the first of them, and how many there are.
    PartOfMany { part: String, names: Vec<String>, of: usize },
    /// `ledger` was given a file and no customer.
    NobodyNamed { file: String },
    /// A pivot goes by one thing twice; both as typed.
    AxisTwice { one: String, other: String },
    /// A pivot is asked for what only periods have, and has none.
    NoPeriods { what: String },
    /// A pivot goes by more than this along one side.
    TooManyAxes { option: &'static str, given: usize, most: usize },
    /// Changes of weeks are asked for beside longer periods, whose ends weeks lie across.
    WeeksAcross { change: String, week: String, longer: String },
    /// A pivot is sorted by a figure that it does not show; those that it does.
    NoSuchValue { wanted: String, values: Vec<String> },
    /// What stands first is neither a file nor a pivot of the settings file; the pivots that there are, and the settings file.
    NoSuchPivot { name: String, similar: Option<String>, pivots: Vec<String>, file: Option<String> },
    /// A pivot of the settings file and a file have the same name (a warning); the settings file.
    PivotOverFile { name: String, file: String },
    /// A pivot of the report has an option of its own that the whole report would have to follow.
    NotInReport { pivot: String, key: String },
    /// An output would replace a file that the run is made from, or the other output; nothing was written.
    OutputTaken { option: &'static str, by: Taken },
    /// `init` would replace a settings file, and was not told to.
    FileThere,
    /// A workbook is to be written to a screen.
    NotForScreens,
    /// The output's ending names no format that the command writes.
    UnknownEnding { file: String },
}

/// What an output would replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A file of orders.
    Input,
    /// The file of `--aliases`.
    Aliases,
    /// The file of `--rates`.
    Rates,
    /// The file of a table beside the orders, such as `--customers`.
    Table(TableKind),
    /// A file of `--join`.
    Join,
    /// The settings file.
    Settings,
    /// The file of `--output`.
    Output,
    /// The state of `watch`.
    State,
}

/// What a value should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A day, `2025-09-30`.
    Day,
    /// A period's label; whether the fiscal year begins in another month, so that years are FY.
    Period { fiscal: bool },
    /// A whole number from, to.
    Whole(i64, i64),
    /// An amount of memory, `2G` or `512M`.
    Size,
    /// A share, `20%` or `0.2`.
    Share,
    /// An amount, `10000` or `9999.99`.
    Amount,
    /// `field=column`, with the fields.
    FieldColumn(Vec<&'static str>),
    /// `column=value`.
    ColumnValue,
    /// `column=text` or `amount<number`.
    Samples,
    /// `text=code`, `text` or `text:no`.
    Causes,
    /// `file:key=key`.
    Join,
    /// `A=1,B=3,C=7-10`.
    Every,
    /// `true` or `false`.
    Truth,
    /// A text or a list of texts.
    Texts,
    /// A table of the settings file.
    Table,
}

impl Expected {
    /// Gives an option with a value that can be read, written as the option was: a flag, a variable, or a key of the file.
    pub fn example(&self, option: &str, in_file: bool) -> String {
        let value = match self {
            Expected::OneOf(words) => words.first().copied().unwrap_or_default().to_owned(),
            Expected::Day => "2025-09-30".into(),
            Expected::Period { fiscal: false } => "2025Q3".into(),
            Expected::Period { fiscal: true } => "FY2026Q1".into(),
            Expected::Whole(least, most) => 12.clamp(*least, *most).to_string(),
            Expected::Size => "2G".into(),
            Expected::Share => "20%".into(),
            Expected::Amount => "10000".into(),
            Expected::FieldColumn(_) => "customer=B".into(),
            Expected::ColumnValue => "owner=Li".into(),
            Expected::Samples => "type=sample".into(),
            Expected::Causes => "tariff=market".into(),
            Expected::Join => "customers.xlsx:customer=id".into(),
            Expected::Every => "A=1,B=3,C=7-10".into(),
            Expected::Truth => "true".into(),
            Expected::Texts => "Li".into(),
            Expected::Table => return format!("[{option}]"),
        };
        match (self, in_file) {
            (Expected::Truth | Expected::Whole(..) | Expected::Amount, true) => format!("{option} = {value}"),
            (_, true) => format!("{option} = \"{value}\""),
            (_, false) if option.starts_with("--") => format!("{option} {value}"),
            (_, false) => format!("{option}={value}"),
        }
    }
}
