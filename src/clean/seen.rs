//! The values of the columns that options choose rows by, so that a value that no row has is told with those there are.

use std::collections::BTreeMap;

use super::filter::fold_value;
use super::header;
use super::sink::{Key, Mark};
use super::text_column::TextColumn;
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Field, InputOptions, Place, Problem};

/// Values that are kept of a filter's column; of statuses, all are.
const ENOUGH: usize = 100;

/// The values of each such column: as compared, with the first spelling and the order lines that have it.
#[derive(Default)]
pub struct Seen(BTreeMap<Key, BTreeMap<String, (String, u64)>>);

impl Seen {
    /// Begins with the columns that the options name.
    pub fn new(input: &InputOptions) -> Seen {
        let filters = input.filters.iter().enumerate().filter(|(_, filter)| filter.keep);
        let filters = filters.map(|(at, _)| Key::Filter(at));
        let status = Some(Key::Field(Field::Status)).filter(|_| !input.cancelled.is_empty());
        Seen(filters.chain(status).map(|key| (key, BTreeMap::new())).collect())
    }

    /// Takes the order lines of a block.
    pub fn take(&mut self, view: &View<'_>) {
        for (key, values) in &mut self.0 {
            let Some(column) = view.texts(*key) else { continue };
            let mut rows = vec![0_u64; column.texts.len()];
            for code in column.codes().take(view.sink.len()).skip(view.skip).filter(|code| *code != TextColumn::BLANK) {
                rows[code as usize] += 1;
            }
            for (place, mark) in &view.sink.marks {
                let code = column.code(*place as usize);
                if *mark != Mark::Blank && *place as usize >= view.skip && code != TextColumn::BLANK {
                    rows[code as usize] -= 1;
                }
            }
            for (text, rows) in column.texts.iter().zip(rows).filter(|(_, rows)| *rows > 0) {
                let folded = fold_value(text);
                if matches!(key, Key::Filter(_)) && values.len() >= ENOUGH && !values.contains_key(&folded) {
                    continue;
                }
                values.entry(folded).or_insert_with(|| (text.into(), 0)).1 += rows;
            }
        }
    }

    /// Gives the values of a column with their rows, the most frequent first.
    pub fn of(&self, key: Key) -> Vec<(String, u64)> {
        let mut values: Vec<(String, u64)> =
            self.0.get(&key).map(|values| values.values().cloned().collect()).unwrap_or_default();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values
    }

    /// Warns of each status of `--cancelled` that no row has.
    pub fn missing_statuses(&self, input: &InputOptions, place: &Place) -> Vec<Problem> {
        let key = Key::Field(Field::Status);
        let Some(values) = self.0.get(&key) else { return Vec::new() };
        let missing = input.cancelled.iter().filter(|wanted| !values.contains_key(&fold_value(wanted)));
        let warning = |wanted: &String| {
            let there = self.of(key);
            let folded = fold_value(wanted);
            // `取消` for `已取消`: too short to be near, and yet a part.
            let part = |name: &str| {
                let name = fold_value(name);
                name.contains(&folded) || folded.contains(&name)
            };
            let names = || there.iter().map(|(name, _)| name.as_str());
            let similar = names().find(|name| part(name)).or_else(|| header::nearest(wanted, names()));
            let kind = CleanProblem::NoSuchStatus { wanted: wanted.clone(), similar: similar.map(String::from), there };
            Problem::warning(place.clone(), kind)
        };
        missing.map(warning).collect()
    }
}
