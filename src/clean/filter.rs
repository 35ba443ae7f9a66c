//! `--only`, `--exclude` and `--cancelled`: one verdict per distinct text, not per row; and the values that no row has.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::header;
use super::lines::Lines;
use super::sheet::Folded;
use super::sink::{Column, Key};
use super::text_column::TextColumn;
use super::view::View;
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Failure, Field, Filter, InputOptions, Place, Problem, Reason, Severity};

/// Values of a column are named where they are no more than this.
const FEW: usize = 12;

/// Folds a value for comparison: NFKC, lower case, outer white space cut.
pub fn fold_value(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// What the options say of one column's texts.
struct Verdict<'a> {
    column: &'a TextColumn,
    /// By code; the last entry is that of a blank.
    out: Vec<bool>,
    reason: Reason,
    /// It is what the system's export means, and no option.
    of_export: bool,
}

/// Gives the statuses of rows that are no sales: those of the options, else those of the system's export; folded.
pub fn cancelled(view: &View<'_>, input: &InputOptions) -> Vec<String> {
    match view.layout().export.filter(|_| input.cancelled.is_empty()) {
        Some(export) => export.no_sales.iter().map(|status| (*status).to_owned()).collect(),
        None => input.cancelled.iter().map(|value| fold_value(value)).collect(),
    }
}

/// What the options say of a block's rows.
pub struct Verdicts<'a>(Vec<Verdict<'a>>);

impl<'a> Verdicts<'a> {
    /// Judges the texts of a block.
    pub fn new(view: &View<'a>, input: &InputOptions) -> Verdicts<'a> {
        // Several `--only` of one column allow any of their values.
        let mut filters: BTreeMap<(Option<usize>, bool), (usize, Vec<String>)> = BTreeMap::new();
        for (at, filter) in input.filters.iter().enumerate() {
            let column = view.layout().column(&filter.column);
            let values = filters.entry((column, filter.keep)).or_insert((at, Vec::new()));
            values.1.extend(filter.values.iter().map(|value| fold_value(value)));
        }
        let filters =
            filters.into_iter().map(|((_, keep), (at, values))| (Key::Filter(at), keep, values, Reason::Filtered));
        let cancelled = cancelled(view, input);
        let cancelled = Some((Key::Field(Field::Status), false, cancelled, Reason::Cancelled));
        let all = filters.chain(cancelled.filter(|(_, _, values, _)| !values.is_empty()));
        let verdicts = all.filter_map(|(key, keep, values, reason)| {
            let column = view.texts(key)?;
            let out = |text: &str| values.iter().any(|value| *value == fold_value(text)) != keep;
            let out = column.texts.iter().map(out).chain([out("")]).collect();
            Some(Verdict { column, out, reason, of_export: reason == Reason::Cancelled && input.cancelled.is_empty() })
        });
        Verdicts(verdicts.collect())
    }

    /// Gives the rows that the options leave out for a reason, below the header; empty where there is none.
    pub fn rows(&self, view: &View<'_>, rows: usize, wanted: Reason) -> Vec<bool> {
        let Some(Verdict { column, out, .. }) = self.0.iter().find(|verdict| verdict.reason == wanted) else {
            return Vec::new();
        };
        let blank = out.len() - 1;
        let is_out = |code: u32| out[if code == TextColumn::BLANK { blank } else { code as usize }];
        column.codes().skip(view.skip).take(rows).map(is_out).collect()
    }

    /// Sets aside what the options leave out for a reason.
    pub fn apply(&self, view: &View<'_>, lines: &mut Lines, wanted: Reason) {
        for Verdict { column, out, reason, of_export } in self.0.iter().filter(|verdict| verdict.reason == wanted) {
            let blank = out.len() - 1;
            for (row, code) in column.codes().skip(view.skip).enumerate() {
                if out[if code == TextColumn::BLANK { blank } else { code as usize }] {
                    if *of_export { lines.cancel(row) } else { lines.set_aside(row, *reason) }
                }
            }
        }
    }
}

/// Warns of each value that `--only` or `--exclude` names and no row has.
pub fn unmatched(sheets: &[Folded], input: &InputOptions) -> Vec<Problem> {
    let mut warnings = Vec::new();
    for (at, filter) in input.filters.iter().enumerate() {
        let there = values(sheets, at);
        let folded: BTreeSet<String> = there.iter().map(|text| fold_value(text)).collect();
        // A blank is a value too, and stands in no list of texts.
        let named = filter.values.iter().map(|value| (value, fold_value(value))).filter(|(_, value)| !value.is_empty());
        for (value, _) in named.filter(|(_, value)| !folded.contains(value)) {
            let similar = header::nearest(value, there.iter().copied()).map(str::to_owned);
            let values =
                if there.len() <= FEW { there.iter().map(|text| (*text).to_owned()).collect() } else { Vec::new() };
            let kind = CleanProblem::UnknownValue { option: typed(filter, value), similar, values };
            let place = match sheets {
                [sheet] => sheet.chosen.place.clone(),
                _ => Place::default(),
            };
            warnings.push(Problem::warning(place, kind));
        }
    }
    warnings
}

/// Writes a filter as it is typed.
fn typed(filter: &Filter, value: &str) -> String {
    format!("--{} {}={value}", if filter.keep { "only" } else { "exclude" }, filter.column)
}

/// Gathers the texts of a filter's column, of the rows below the header.
fn values(sheets: &[Folded], filter: usize) -> BTreeSet<&str> {
    let mut texts = BTreeSet::new();
    for sheet in sheets {
        let Some(at) = sheet.chosen.plan.place(Key::Filter(filter)) else { continue };
        for (nth, block) in sheet.blocks.iter().enumerate() {
            let Column::Text(column) = &block.sink.columns[at] else { continue };
            let mut seen = vec![false; column.texts.len()];
            for code in column.codes().skip(sheet.skip(nth)) {
                if code != TextColumn::BLANK {
                    seen[code as usize] = true;
                }
            }
            texts.extend(column.texts.iter().zip(&seen).filter(|(_, seen)| **seen).map(|(text, _)| text));
        }
    }
    texts
}

/// Gives the error of a run that is left without rows: the value of `--only` that no row has, where one is to blame.
pub fn blamed(failure: Failure, warnings: &[Problem]) -> Failure {
    let is_only = |problem: &&Problem| matches!(&problem.kind, Kind::Clean(CleanProblem::UnknownValue { option, .. }) if option.starts_with("--only "));
    match (&failure.0.kind, warnings.iter().find(is_only)) {
        (Kind::Clean(CleanProblem::NoRows { .. }), Some(warning)) => {
            Failure(Box::new(Problem { severity: Severity::Error, ..warning.clone() }))
        }
        _ => failure,
    }
}
