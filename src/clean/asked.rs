//! The columns that options ask for by name: kept for the rows that count, over all files.
//!
//! A file that lacks one of them has blanks there, which is said; a name that no file knows is an error that lists what there is. What
//! cannot be read as what is wanted of it counts as blank, and how often that is so is said too.

use super::header::{self, letters};
use super::number_column::Value;
use super::rows::{Coded, Counts, keep, recode};
use super::sheet::{Chosen, Folded};
use super::sink::{Column, Key};
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Asked, Failure, Field, Holds, InputOptions, Orders, Place, Problem, Texts};

/// Refuses names that no sheet knows, and warns of sheets that lack a column which others have.
pub fn check(chosen: &[Chosen], input: &InputOptions) -> Result<Vec<Problem>, Failure> {
    let mut warnings = Vec::new();
    for (at, asked) in input.columns.iter().enumerate().filter(|(_, asked)| !asked.optional) {
        let (with, without): (Vec<&Chosen>, Vec<&Chosen>) =
            chosen.iter().partition(|chosen| chosen.plan.place(Key::Asked(at)).is_some());
        if let ([], [first, ..]) = (with.as_slice(), without.as_slice()) {
            return Err(unknown(asked, first));
        }
        warnings.extend(without.into_iter().map(|chosen| {
            Problem::warning(chosen.place.clone(), CleanProblem::AskedMissing { wanted: asked.name.clone() })
        }));
    }
    Ok(warnings)
}

fn unknown(asked: &Asked, chosen: &Chosen) -> Failure {
    let headers = &chosen.layout.headers;
    let columns: Vec<String> = headers.iter().filter(|header| !header.is_empty()).cloned().collect();
    let fields = Field::ALL.iter().map(|field| field.name());
    let fields = fields.filter(|name| chosen.layout.column(name).is_some());
    let similar = header::nearest(&asked.name, columns.iter().map(String::as_str).chain(fields)).map(str::to_owned);
    let (option, wanted) = (asked.option, asked.name.clone());
    let field = Field::named(&asked.name).is_some();
    Failure::new(chosen.place.clone(), CleanProblem::NoAsked { option: option.into(), wanted, similar, columns, field })
}

/// The values of one column.
pub struct Kept {
    values: Values,
    /// Values that are not blank, those that cannot be read, and where the first of these stands.
    of: u64,
    bad: u64,
    first: Option<(u16, u32, String)>,
}

enum Values {
    Texts(Coded),
    Days(Vec<i32>),
    Money(Vec<i64>),
}

impl Kept {
    /// Makes an empty column.
    pub fn new(holds: Holds, hint: usize) -> Kept {
        let values = match holds {
            Holds::Text => Values::Texts(Coded { codes: Vec::with_capacity(hint), ..Coded::default() }),
            Holds::Day => Values::Days(Vec::with_capacity(hint)),
            Holds::Money => Values::Money(Vec::with_capacity(hint)),
        };
        Kept { values, of: 0, bad: 0, first: None }
    }

    /// Adds the rows of a block that count.
    pub fn add(&mut self, view: &View<'_>, key: Key, counts: &Counts, source: u16) {
        let places = || counts.places().map(|row| view.skip + row);
        let Kept { values, of, bad, first } = self;
        let mut told = |place: usize, column: &Column| {
            *bad += 1;
            first.get_or_insert_with(|| {
                let text = match column {
                    Column::Text(column) => column.standing(place).to_owned(),
                    Column::Date(column) => column.standing(place),
                    Column::Number(column) => column.standing(place),
                };
                (source, view.row(place), text)
            });
        };
        match (values, view.column(key)) {
            (Values::Texts(coded), Some(Column::Text(column))) => {
                recode(column, counts, &mut coded.texts, |code| code.unwrap_or(Texts::NONE), &mut coded.codes);
            }
            (Values::Days(days), Some(whole @ Column::Date(column))) => {
                days.extend(places().map(|place| match column.day(place) {
                    Value::Is(day) => {
                        *of += 1;
                        day
                    }
                    Value::Blank => i32::MIN,
                    Value::Bad => {
                        *of += 1;
                        told(place, whole);
                        i32::MIN
                    }
                }));
            }
            (Values::Money(amounts), Some(whole @ Column::Number(column))) => {
                amounts.extend(places().map(|place| match column.amount(place) {
                    Value::Is(amount) => {
                        *of += 1;
                        amount
                    }
                    Value::Blank => Orders::NO_QUANTITY,
                    Value::Bad => {
                        *of += 1;
                        told(place, whole);
                        Orders::NO_QUANTITY
                    }
                }));
            }
            (Values::Texts(coded), _) => coded.codes.extend(places().map(|_| Texts::NONE)),
            (Values::Days(days), _) => days.extend(places().map(|_| i32::MIN)),
            (Values::Money(amounts), _) => amounts.extend(places().map(|_| Orders::NO_QUANTITY)),
        }
    }

    /// Drops the rows that are marked.
    pub fn drop_rows(&mut self, dropped: &[bool]) {
        match &mut self.values {
            Values::Texts(coded) => keep(&mut coded.codes, dropped),
            Values::Days(days) => keep(days, dropped),
            Values::Money(amounts) => keep(amounts, dropped),
        }
    }
}

/// Says how many values cannot be read; an error where none of a column can.
pub fn unread(kept: &[Kept], sheets: &[Folded], input: &InputOptions) -> Result<Vec<Problem>, Failure> {
    let mut warnings = Vec::new();
    for (at, (kept, asked)) in kept.iter().zip(&input.columns).enumerate() {
        let Some((source, row, text)) = &kept.first else { continue };
        let chosen = &sheets[usize::from(*source)].chosen;
        let index = chosen.plan.place(Key::Asked(at)).map(|place| chosen.plan.columns[place].1);
        let cell = index.map(|index| format!("{}{row}", chosen.layout.letters(index)));
        let column = index.map(|index| match chosen.layout.headers.get(index) {
            Some(header) if !header.is_empty() => header.clone(),
            _ => letters(index),
        });
        let place = Place { cell, column, ..chosen.place.clone() };
        let (option, holds, rows, of) = (asked.option, asked.holds, kept.bad, kept.of);
        let kind = CleanProblem::AskedUnread { option: option.into(), holds, rows, of, text: text.clone() };
        if rows == of {
            return Err(Failure::new(place, kind));
        }
        warnings.push(Problem::warning(place, kind));
    }
    Ok(warnings)
}

/// The columns by name, as orders hold them.
pub struct Columns(Vec<(String, Values)>);

/// Gives the columns their names.
pub fn columns(kept: Vec<Kept>, asked: &[Asked]) -> Columns {
    Columns(asked.iter().zip(kept).map(|(asked, kept)| (asked.name.clone(), kept.values)).collect())
}

impl Columns {
    /// Puts the columns among those of the orders.
    pub fn give(self, orders: &mut Orders) {
        for (name, values) in self.0 {
            match values {
                Values::Texts(coded) => {
                    let texts = Texts { values: coded.texts.into_words().into(), codes: coded.codes };
                    orders.texts.insert(name, texts);
                }
                Values::Days(days) => drop(orders.dates.insert(name, days)),
                Values::Money(amounts) => drop(orders.moneys.insert(name, amounts)),
            }
        }
    }
}
