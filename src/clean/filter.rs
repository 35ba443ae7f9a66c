//! `--only`, `--exclude` and `--cancelled`: one verdict per distinct text, not per row.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::lines::Lines;
use super::sink::Key;
use super::text_column::TextColumn;
use super::view::View;
use crate::model::{Field, InputOptions, Reason};

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
}

/// What the options say of a block's rows.
pub struct Verdicts<'a>(Vec<Verdict<'a>>);

impl<'a> Verdicts<'a> {
    /// Judges the texts of a block.
    pub fn new(view: &View<'a>, input: &InputOptions) -> Verdicts<'a> {
        // Several `--only` of one column allow any of their values.
        let mut filters: BTreeMap<(&str, bool), (usize, Vec<String>)> = BTreeMap::new();
        for (at, filter) in input.filters.iter().enumerate() {
            let values = filters.entry((filter.column.as_str(), filter.keep)).or_insert((at, Vec::new()));
            values.1.extend(filter.values.iter().map(|value| fold_value(value)));
        }
        let filters =
            filters.into_iter().map(|((_, keep), (at, values))| (Key::Filter(at), keep, values, Reason::Filtered));
        let cancelled = input.cancelled.iter().map(|value| fold_value(value)).collect::<Vec<String>>();
        let cancelled = Some((Key::Field(Field::Status), false, cancelled, Reason::Cancelled));
        let all = filters.chain(cancelled.filter(|(_, _, values, _)| !values.is_empty()));
        let verdicts = all.filter_map(|(key, keep, values, reason)| {
            let column = view.texts(key)?;
            let out = |text: &str| values.iter().any(|value| *value == fold_value(text)) != keep;
            let out = column.texts.iter().map(out).chain([out("")]).collect();
            Some(Verdict { column, out, reason })
        });
        Verdicts(verdicts.collect())
    }

    /// Sets aside what the options leave out.
    pub fn apply(&self, view: &View<'_>, lines: &mut Lines) {
        for Verdict { column, out, reason } in &self.0 {
            let blank = out.len() - 1;
            for (row, &code) in column.codes[view.skip..].iter().enumerate() {
                if out[if code == TextColumn::BLANK { blank } else { code as usize }] {
                    lines.set_aside(row, *reason);
                }
            }
        }
    }
}
