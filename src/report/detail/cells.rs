//! Where the values of a column lie, so that a line is told without holding the others.

use std::borrow::Cow;

use crate::model::{self, Day, Money, Orders, Source, Texts};
use crate::report::Value;

/// What one column of one line says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    Count(i64),
    Money(Money),
    /// In ten-thousandths, as money is.
    Quantity(Money),
    /// A day, and how it is written.
    Day(Day, &'a str),
}

impl Cell<'_> {
    /// Gives the same as the cell of a table.
    pub fn value(self) -> Value {
        match self {
            Cell::Empty => Value::Empty,
            Cell::Text(text) => Value::Text(text.into()),
            Cell::Count(number) => Value::Count(number),
            Cell::Money(amount) => Value::Money(amount),
            Cell::Quantity(quantity) => Value::Number(quantity.units()),
            Cell::Day(day, _) => Value::Date(day),
        }
    }
}

/// The values of one column, row by row.
pub enum Cells<'a> {
    /// The same in all rows; an empty text is none.
    Same(String),
    /// One of few texts, and which.
    Few(Vec<Option<&'a str>>, &'a [u16]),
    Listed(Vec<Option<Cow<'a, str>>>, &'a [u32]),
    Texts(&'a Texts),
    Count(&'a [u32]),
    Day(&'a [i32], Told),
    Money(&'a [i64]),
    Quantity(&'a [i64]),
}

/// What of a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Date,
    Period,
    Month,
    Year,
}

/// What a column goes by: rows with one key say the same.
#[derive(Clone, Copy)]
pub enum Keys<'c> {
    /// All rows say the same.
    One,
    /// One of few; those beyond have nothing to say.
    Shorts(&'c [u16]),
    Ints(&'c [u32]),
    /// Days after the first.
    Days(&'c [i32], i32),
}

impl Keys<'_> {
    /// Says whether another column goes by the same, so that both are told together.
    pub fn is(&self, other: &Keys<'_>) -> bool {
        match (self, other) {
            (Keys::One, Keys::One) => true,
            (Keys::Shorts(one), Keys::Shorts(two)) => std::ptr::eq(*one, *two),
            (Keys::Ints(one), Keys::Ints(two)) => std::ptr::eq(*one, *two),
            (Keys::Days(one, _), Keys::Days(two, _)) => std::ptr::eq(*one, *two),
            _ => false,
        }
    }

    /// Gives the key of a row.
    pub fn at(&self, row: usize) -> usize {
        match self {
            Keys::One => 0,
            Keys::Shorts(codes) => usize::from(codes[row]),
            Keys::Ints(codes) => codes[row] as usize,
            Keys::Days(days, first) => match days[row] {
                i32::MIN => usize::MAX,
                day => day.abs_diff(*first) as usize,
            },
        }
    }
}

impl<'a> Cells<'a> {
    /// Gives what the column of so many rows goes by, and how many keys there are; nothing where each row is told by itself.
    pub fn keys<'c>(&'c self, rows: usize, calendar: &Calendar) -> Option<(Keys<'c>, usize)> {
        let (keys, held, many) = match self {
            Cells::Same(_) => (Keys::One, rows, 1),
            Cells::Few(values, codes) => (Keys::Shorts(codes), codes.len(), values.len()),
            Cells::Listed(values, codes) => (Keys::Ints(codes), codes.len(), values.len()),
            Cells::Texts(texts) => (Keys::Ints(&texts.codes), texts.codes.len(), texts.values.len()),
            Cells::Day(days, _) => (Keys::Days(days, calendar.first), days.len(), calendar.places.len()),
            Cells::Count(_) | Cells::Money(_) | Cells::Quantity(_) => return None,
        };
        (held == rows).then_some((keys, many))
    }

    /// Gives what rows with a key say.
    pub fn of_key<'c>(&'c self, key: usize, calendar: &'c Calendar) -> Cell<'c> {
        match self {
            Cells::Same(text) if text.is_empty() => Cell::Empty,
            Cells::Same(text) => Cell::Text(text),
            Cells::Few(values, _) => values.get(key).copied().flatten().map_or(Cell::Empty, Cell::Text),
            Cells::Listed(values, _) => {
                values.get(key).and_then(|value| value.as_deref()).map_or(Cell::Empty, Cell::Text)
            }
            Cells::Texts(texts) if key < texts.values.len() => Cell::Text(texts.values.get(key as u32)),
            Cells::Day(_, told) => calendar.tell_place(key, *told),
            _ => Cell::Empty,
        }
    }

    /// Tells something of the source of each row.
    pub fn of_sources(orders: &'a Orders, told: impl Fn(&'a Source) -> Option<&'a str>) -> Cells<'a> {
        Cells::Few(orders.sources.iter().map(told).collect(), &orders.source)
    }

    /// Gives the value of a row.
    pub fn at<'c>(&'c self, row: usize, calendar: &'c Calendar) -> Cell<'c> {
        let money =
            |raws: &[i64]| raws.get(row).copied().filter(|&raw| raw != Orders::NO_QUANTITY).map(Money::from_raw);
        match self {
            Cells::Same(text) if text.is_empty() => Cell::Empty,
            Cells::Same(text) => Cell::Text(text),
            Cells::Few(values, codes) => {
                let code = codes.get(row).copied().unwrap_or(0);
                values.get(usize::from(code)).copied().flatten().map_or(Cell::Empty, Cell::Text)
            }
            Cells::Listed(values, codes) => {
                let value = codes.get(row).and_then(|&code| values.get(code as usize)?.as_deref());
                value.map_or(Cell::Empty, Cell::Text)
            }
            Cells::Texts(texts) => texts.get(row).map_or(Cell::Empty, Cell::Text),
            Cells::Count(numbers) => Cell::Count(numbers.get(row).copied().unwrap_or(0).into()),
            Cells::Day(days, told) => match days.get(row) {
                Some(&day) if day != i32::MIN => calendar.tell(day, *told),
                _ => Cell::Empty,
            },
            Cells::Money(raws) => money(raws).map_or(Cell::Empty, Cell::Money),
            Cells::Quantity(raws) => money(raws).map_or(Cell::Empty, Cell::Quantity),
        }
    }
}

/// The days of a book, each written once.
pub struct Calendar {
    first: i32,
    /// By days after the first, the place in `days`.
    places: Vec<u32>,
    days: Vec<Written>,
}

struct Written {
    date: String,
    period: String,
    month: String,
    year: i32,
}

impl Calendar {
    /// Writes each day that a row names.
    pub fn of(orders: &Orders, calendar: model::Calendar) -> Calendar {
        let columns = || std::iter::once(&orders.day).chain(orders.dates.values());
        let named = || columns().flatten().copied().filter(|&day| day != i32::MIN);
        let (Some(first), Some(last)) = (named().min(), named().max()) else {
            return Calendar { first: 0, places: Vec::new(), days: Vec::new() };
        };
        let mut places = vec![u32::MAX; last.abs_diff(first) as usize + 1];
        let mut days = Vec::new();
        for number in named() {
            let place = &mut places[number.abs_diff(first) as usize];
            if *place == u32::MAX {
                *place = days.len() as u32;
                let day = Day::from_number(number);
                let (year, month, _) = day.ymd();
                days.push(Written {
                    date: day.to_string(),
                    period: calendar.period_of(day).label(),
                    month: format!("{year:04}-{month:02}"),
                    year,
                });
            }
        }
        Calendar { first, places, days }
    }

    fn tell(&self, number: i32, told: Told) -> Cell<'_> {
        self.tell_place(number.abs_diff(self.first) as usize, told)
    }

    /// Tells the day that is so many days after the first.
    fn tell_place(&self, after: usize, told: Told) -> Cell<'_> {
        let place = self.places.get(after).copied().unwrap_or(u32::MAX);
        let Some(day) = self.days.get(place as usize) else { return Cell::Empty };
        match told {
            Told::Date => Cell::Day(Day::from_number(self.first + after as i32), &day.date),
            Told::Period => Cell::Text(&day.period),
            Told::Month => Cell::Text(&day.month),
            Told::Year => Cell::Count(day.year.into()),
        }
    }
}
