//! How files were understood.

use super::En;
use crate::clean::{Misfit, SeenSheet, Why};
use crate::model::{Feature, Field, Tally};
use crate::report::words::{AuditWords, CheckWords, Terms};
use crate::report::{Decided, Decision, Values};

impl CheckWords for En {
    fn why_label(&self) -> &'static str {
        "Read or not"
    }

    fn examples_label(&self) -> &'static str {
        "Such as"
    }

    fn unused_label(&self) -> &'static str {
        "Not used"
    }

    fn decided_label(&self) -> &'static str {
        "Decided"
    }

    fn first_label(&self) -> &'static str {
        "The first of them"
    }

    fn change_label(&self) -> &'static str {
        "To change it"
    }

    fn why(&self, sheet: &SeenSheet) -> String {
        let why = match sheet.why {
            Why::Asked => "read, as asked for".to_owned(),
            Why::NotAsked => "not asked for".to_owned(),
            Why::Only => "read: the only one that names customer, date and amount".to_owned(),
            Why::MostRows => "read: of those that could be, it has the most rows".to_owned(),
            Why::FewerRows => "could be read as well".to_owned(),
            Why::Incomplete => match self.names(&sheet.names).as_str() {
                "" => "not read: names no customer, date or amount".to_owned(),
                names => format!("not read: names {names} only"),
            },
            Why::Hidden => "not read".to_owned(),
            Why::Empty => "empty".to_owned(),
        };
        if sheet.hidden { format!("hidden; {why}") } else { why }
    }

    fn decided(&self, decision: &Decision) -> (String, String) {
        let (what, decided) = match &decision.decided {
            Decided::Sheets { read, of, .. } => ("sheet", format!("{}, of {}", read.join(", "), self.sheets(*of))),
            Decided::Header(None) => ("header", "none; the first row is data".to_owned()),
            Decided::Header(Some((first, last))) if first == last => ("header", format!("row {first}")),
            Decided::Header(Some((first, last))) => ("header", format!("rows {first} to {last}")),
            Decided::Layout(None) => ("layout", "a table: each row is a line".to_owned()),
            Decided::Layout(Some(feature)) => ("layout", super::feature::sentence(feature)),
            Decided::Shape(feature) => {
                let what = match feature {
                    Feature::Unit { .. } => "unit",
                    Feature::NamesOfIds { .. } | Feature::NotNames { .. } => "names",
                    Feature::OnlyDate { .. } => "date",
                    _ => "amounts",
                };
                (what, super::feature::sentence(feature))
            }
            Decided::Encoding(name) => ("encoding", name.clone()),
            Decided::Columns { given: 0, .. } => ("columns", "by their headers".to_owned()),
            Decided::Columns { given, of } => {
                ("columns", format!("{given} of {of} as set, the others by their headers"))
            }
            Decided::Values(values) => (values.field.name(), self.values(values)),
            Decided::Computed(formula) => ("amount", format!("{formula}, row by row")),
            Decided::Currency(None) => ("currency", "none is named".to_owned()),
            Decided::Currency(Some(code)) => ("currency", code.clone()),
            Decided::BlankCustomers { kept: true, .. } => {
                ("no customer", "such rows count as one customer, (blank)".to_owned())
            }
            Decided::BlankCustomers { rows: Tally { n, amount }, .. } => {
                ("no customer", format!("{} ({}) set aside", self.rows(*n as usize), self.0.amount(*amount)))
            }
            Decided::AsOf(span) => {
                let why = match (decision.given, span.ends_early) {
                    (true, _) => String::new(),
                    (false, true) => ", the last row, where the data stop early".to_owned(),
                    (false, false) => format!(", by the last row ({}) and today", span.last_day),
                };
                ("as of", format!("{}{why}", span.as_of))
            }
        };
        let set = if decision.given && !matches!(decision.decided, Decided::Columns { .. }) { ", as set" } else { "" };
        (what.to_owned(), format!("{decided}{set}"))
    }

    fn row(&self, row: u32) -> String {
        format!("row {row}")
    }

    fn examples(&self, examples: &[String]) -> String {
        examples.join(", ")
    }

    fn quoted(&self, text: &str) -> String {
        format!("\"{text}\"")
    }

    fn without_options(&self, options: &[String]) -> String {
        format!("without {}", self.list(options))
    }

    fn all_set_aside(&self, wrong: bool) -> String {
        let strict = if wrong { "; `--strict` makes an error of those that something is wrong with" } else { "" };
        format!("All of them: `--rejects rejects.csv`{strict}.")
    }

    fn first_of(&self, shown: usize, all: usize) -> String {
        format!("The first {} of {}; `--format json` has all.", self.0.count(shown), self.0.count(all))
    }
}

impl En {
    fn names(&self, fields: &[Field]) -> String {
        self.list(&fields.iter().map(|field| self.field(*field).to_lowercase()).collect::<Vec<_>>())
    }

    fn sheets(&self, number: usize) -> String {
        self.many(number, "sheet", "sheets")
    }

    fn values(&self, values: &Values) -> String {
        let Values { header, read_as, fits, of, misfits, other, .. } = values;
        let read = match read_as.as_str() {
            "date.iso" => "each names one day".to_owned(),
            "date.month" => "each names one month".to_owned(),
            "number" => "plain numbers".to_owned(),
            read_as => self.read_as(read_as).replace("number, ", ""),
        };
        let other = other.as_ref().filter(|other| other.read_as.starts_with("number"));
        let other = other.map(|other| {
            let name = self.read_as(&other.read_as).replace("number, ", "");
            format!("; with a {name} {} would fit", self.0.count(other.fits as usize))
        });
        let fit = match (of - fits, misfits.first()) {
            (0, _) => format!("all {} fit", self.many(*of as usize, "value", "values")),
            (bad, Some(Misfit { cell, text })) => {
                let verb = if bad == 1 { "does" } else { "do" };
                let first = if bad == 1 { "" } else { "the first " };
                let text = crate::report::brief(text);
                format!(
                    "{} values fit, {} {verb} not: {first}{cell} \"{text}\"",
                    self.fits_of(*fits as usize, *of as usize),
                    self.0.count(bad as usize)
                )
            }
            (_, None) => format!("{} values fit", self.fits_of(*fits as usize, *of as usize)),
        };
        format!("{header}: {read}; {fit}{}", other.unwrap_or_default())
    }
}
