//! What the values of each column are: how many fit, how many differ, which come first.
//!
//! Counted block by block, side by side; a text is looked up once for each block that holds it, and not for each row.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::customer::normalise;
use super::number_column::Value;
use super::sheet::Folded;
use super::sink::Column;
use super::text_column::TextColumn;
use super::view::View;
use super::{Misfit, UnderstoodColumn};
use crate::model::{Day, Field};

/// How many values of a column are kept as examples, and as misfits.
const EXAMPLES: usize = 3;

/// How many values are looked at for examples that differ.
const LOOKED_AT: u64 = 1_000;

/// Goes over the rows that are order lines; over none where their columns were given back already.
pub fn lines<'a>(sheet: &'a Folded) -> impl Iterator<Item = (View<'a>, usize)> + 'a {
    (0..sheet.blocks.len()).filter(|&block| !sheet.blocks[block].sink.columns.is_empty()).flat_map(move |block| {
        let view = View::new(sheet, block);
        let marked: BTreeSet<u32> = view.sink.marks.iter().map(|(row, _)| *row).collect();
        (view.skip..view.sink.len())
            .filter(move |place| !marked.contains(&(*place as u32)))
            .map(move |place| (view, place))
    })
}

/// Does something with each line of a block that is an order line.
pub fn each_line(view: &View<'_>, mut each: impl FnMut(usize)) {
    let mut marks = view.sink.marks.iter().map(|(row, _)| *row as usize).peekable();
    for place in view.skip..view.sink.len() {
        while marks.next_if(|&marked| marked < place).is_some() {}
        if marks.peek() != Some(&place) {
            each(place);
        }
    }
}

/// Gives the blocks whose columns were not given back.
pub fn blocks(sheet: &Folded) -> impl IndexedParallelIterator<Item = Option<View<'_>>> {
    let kept = |block: usize| !sheet.blocks[block].sink.columns.is_empty();
    (0..sheet.blocks.len()).into_par_iter().map(move |block| kept(block).then(|| View::new(sheet, block)))
}

/// What the lines of a block hold in one column.
#[derive(Default)]
struct Counted<'a> {
    of: u64,
    fits: u64,
    range: Option<(i32, i32)>,
    misfits: Vec<Misfit>,
    /// The texts of a text column, each once.
    texts: Vec<&'a str>,
}

impl<'a> Counted<'a> {
    fn take_texts(&mut self, values: &'a TextColumn, used: &[bool]) {
        self.fits = self.of;
        self.texts = (0..).zip(used).filter(|(_, used)| **used).map(|(code, _)| values.texts.get(code)).collect();
    }
}

fn counted_in<'a>(view: &View<'a>, at: usize, column: &UnderstoodColumn) -> Counted<'a> {
    let mut counted = Counted::default();
    let index = view.chosen.plan.columns[at].1;
    let misfit = |counted: &mut Counted<'a>, place: usize| {
        if counted.misfits.len() < EXAMPLES
            && let Some(text) = view.standing(column.field, place)
            && column.letter.is_some()
        {
            let cell = format!("{}{}", view.letters(index, place), view.row(place));
            counted.misfits.push(Misfit { cell, text });
        }
    };
    match &view.sink.columns[at] {
        Column::Text(values) if !values.has_blanks() && view.sink.marks.is_empty() => {
            let mut used = vec![false; values.texts.len()];
            values.each_code(view.skip..view.sink.len(), |code| used[code as usize] = true);
            counted.of = (view.sink.len() - view.skip) as u64;
            counted.take_texts(values, &used);
        }
        Column::Text(values) => {
            let mut used = vec![false; values.texts.len()];
            each_line(view, |place| {
                if let Some(used) = used.get_mut(values.code(place) as usize) {
                    *used = true;
                    counted.of += 1;
                }
            });
            counted.take_texts(values, &used);
        }
        Column::Date(values) if values.is_plain() && view.sink.marks.is_empty() => {
            counted.of = (view.sink.len() - view.skip) as u64;
            counted.fits = counted.of;
            counted.range = values.plain_range(view.skip..view.sink.len());
        }
        Column::Date(values) => each_line(view, |place| match values.day(place) {
            Value::Blank => {}
            Value::Bad => {
                counted.of += 1;
                misfit(&mut counted, place);
            }
            Value::Is(day) => {
                (counted.of, counted.fits) = (counted.of + 1, counted.fits + 1);
                counted.range = Some(counted.range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }),
        Column::Number(values) if values.is_sound() => {
            counted.of = ((view.sink.len() - view.skip) - view.marks()) as u64;
            counted.fits = counted.of;
        }
        Column::Number(values) => each_line(view, |place| match values.amount(place) {
            Value::Blank => {}
            Value::Bad => {
                counted.of += 1;
                misfit(&mut counted, place);
            }
            Value::Is(_) => (counted.of, counted.fits) = (counted.of + 1, counted.fits + 1),
        }),
    }
    counted
}

/// Counts the values of a column, and gathers the first ones.
pub fn count(sheet: &Folded, at: usize, column: &mut UnderstoodColumn) {
    let of_blocks = blocks(sheet).map(|view| view.map(|view| counted_in(&view, at, column)).unwrap_or_default());
    let of_blocks: Vec<Counted<'_>> = of_blocks.collect();
    let mut range: Option<(i32, i32)> = None;
    for counted in &of_blocks {
        (column.of, column.fits) = (column.of + counted.of, column.fits + counted.fits);
        if let Some((from, to)) = counted.range {
            range = Some(range.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        }
        column.misfits.extend(counted.misfits.iter().take(EXAMPLES - column.misfits.len()).cloned());
    }
    let shown = |day: i32| Day::from_number(day).to_string();
    column.range = range.map(|(first, last)| (shown(first), shown(last)));
    column.examples = examples(sheet, at, column.field);
    if column.read_as == "text" {
        let texts: Vec<&str> = of_blocks.into_iter().flat_map(|counted| counted.texts).collect();
        column.distinct = Some(match column.field {
            Field::Customer => distinct(column.field, &texts.into_iter().collect()),
            _ => different(texts),
        });
    }
}

/// Counts different texts; those that ascend, as order numbers do, need no table.
fn different(texts: Vec<&str>) -> u64 {
    let ascends = |(one, two): (&&str, &&str)| (one.len(), *one) <= (two.len(), *two);
    if texts.iter().zip(texts.iter().skip(1)).all(ascends) {
        let mut texts = texts;
        texts.dedup();
        return texts.len() as u64;
    }
    texts.into_iter().collect::<FxHashSet<&str>>().len() as u64
}

/// Gives the first values of a column that fit and differ.
fn examples(sheet: &Folded, at: usize, field: Field) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let mut seen = 0;
    for (view, place) in lines(sheet) {
        let fits = match &view.sink.columns[at] {
            Column::Text(values) => (values.code(place) != TextColumn::BLANK).then_some(true),
            Column::Date(values) => fits(values.day(place)),
            Column::Number(values) => fits(values.amount(place)),
        };
        seen += u64::from(fits.is_some());
        if seen > LOOKED_AT || examples.len() == EXAMPLES {
            break;
        }
        if fits == Some(true)
            && let Some(text) = view.standing(field, place)
            && !examples.contains(&text)
        {
            examples.push(text);
        }
    }
    examples
}

/// Says whether a value fits; nothing where none stands.
fn fits<T>(value: Value<T>) -> Option<bool> {
    match value {
        Value::Blank => None,
        Value::Bad => Some(false),
        Value::Is(_) => Some(true),
    }
}

/// Counts texts as they are told apart: names of customers as they are normalised, all others as they stand.
pub fn distinct(field: Field, raw: &FxHashSet<&str>) -> u64 {
    match field {
        Field::Customer => raw.iter().map(|text| normalise(text)).collect::<BTreeSet<String>>().len() as u64,
        _ => raw.len() as u64,
    }
}
