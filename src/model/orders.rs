//! The order lines that count, held by column.
//!
//! A book of five million lines must fit beside the reader's buffers, so a line is a few integers in parallel vectors, and
//! texts are kept once, in dictionaries. Only the columns that a command asked for ([`super::Wants`]) are filled.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Calendar, Day, Money};

/// A column of texts: each distinct text once, and a code per row.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The distinct texts, in the order in which they first appeared; shared with the facts that name them.
    pub values: Arc<Words>,
    /// Per row, the place in `values`, or [`Texts::NONE`].
    pub codes: Vec<u32>,
}

impl Texts {
    /// The code of a row that has no text.
    pub const NONE: u32 = u32::MAX;

    /// Gives the text of a row.
    pub fn get(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        ((code as usize) < self.values.len()).then(|| self.values.get(code))
    }
}

/// Texts by code, in one piece: millions of them stay a fraction of what as many strings would take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    /// Where each text ends; all together stay below 4 GB.
    ends: Vec<u32>,
}

impl Words {
    /// Takes texts that lie end to end, and where each ends.
    pub fn new(text: String, ends: Vec<u32>) -> Words {
        Words { text, ends }
    }

    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Gives the text of a code, empty for a code that has none.
    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(code).map_or("", |&end| &self.text[start as usize..end as usize])
    }

    /// Gives how many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives the texts by code.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len() as u32).map(|code| self.get(code))
    }
}

impl<T: AsRef<str>> FromIterator<T> for Words {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Words {
        let mut words = Words::default();
        texts.into_iter().for_each(|text| words.push(text.as_ref()));
        words
    }
}

/// A customer of the book: the identity and the name to show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Client {
    /// The id as text, or the normalised name.
    pub key: String,
    /// The name of the latest row, ties by text.
    pub name: String,
}

/// One sheet of one input file, as messages and detail rows name it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    pub file: String,
    /// Nothing where the format has no sheets.
    pub sheet: Option<String>,
}

/// The days that the book speaks of and from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First and last day with rows, filtered rows included, strays apart.
    pub first_day: Day,
    pub last_day: Day,
    /// The day that the report speaks from.
    pub as_of: Day,
    /// Whether the user gave it.
    pub as_of_given: bool,
    /// Whether the rows end early, so that as-of is the day of the last row and its period has not ended.
    pub ends_early: bool,
    /// The longest silence inside the data, in days; at least 3.
    pub longest_gap: i32,
    /// The calendars of the periods that rows are sums of, as in a cross-tab; empty where every row is an order line. Such rows
    /// are dated the first day of their period, and say nothing of orders and their days.
    pub sums: Vec<Calendar>,
}

impl Span {
    /// Says whether the rows are order lines, so that orders and their days are known.
    pub fn has_orders(&self) -> bool {
        self.sums.is_empty()
    }
}

/// The amounts as they were written, of rows whose amounts were converted into one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Local {
    /// The currencies by code; the first is the one that amounts were converted to.
    pub currencies: Vec<String>,
    /// Per row, the code of its currency; [`Local::BASE`] for rows that needed no rate.
    pub currency: Vec<u16>,
    /// Per row, the amount in that currency, in ten-thousandths.
    pub amount: Vec<i64>,
}

impl Local {
    /// The code of the currency that amounts were converted to.
    pub const BASE: u16 = 0;
}

/// The rows used, by column. All vectors have one entry per row, or are empty where nobody asked for them.
#[derive(Clone, Debug)]
pub struct Orders {
    pub span: Span,
    /// The currency that all amounts are in, where the input names one.
    pub currency: Option<String>,
    /// What the amounts were before they were converted; nothing where they were not.
    pub local: Option<Local>,
    /// How many decimals amounts are printed with, 2 to 4.
    pub decimals: u8,
    pub sources: Vec<Source>,
    /// Sorted by key.
    pub clients: Vec<Client>,
    /// Per row, the place in `clients`.
    pub client: Vec<u32>,
    /// The customer's name as it stands beside the id; empty where ids or names are not mapped, or nobody asked.
    pub names: Texts,
    /// Per row, the day number (see [`Day::number`]).
    pub day: Vec<i32>,
    /// Per row, the amount in ten-thousandths.
    pub amount: Vec<i64>,
    /// Order numbers; empty where no order number is mapped. An order without a number is its customer's day.
    pub order: Texts,
    pub product: Texts,
    pub category: Texts,
    /// Quantities in ten-thousandths; [`Orders::NO_QUANTITY`] where a row has none.
    pub quantity: Vec<i64>,
    /// Any further text column that was asked for, by the field's name or the column's header.
    pub texts: BTreeMap<String, Texts>,
    /// Any further money column that was asked for (profit, cost), in ten-thousandths; [`Orders::NO_QUANTITY`] where blank.
    pub moneys: BTreeMap<String, Vec<i64>>,
    /// Any further date column that was asked for (ship and paid date), as day numbers; `i32::MIN` where blank.
    pub dates: BTreeMap<String, Vec<i32>>,
    /// Per row, the place in `sources`.
    pub source: Vec<u16>,
    /// Per row, the row number as the spreadsheet shows it.
    pub row: Vec<u32>,
}

impl Orders {
    /// Stands for a blank quantity or further money.
    pub const NO_QUANTITY: i64 = i64::MIN;

    /// Makes the orders of an input of which no row counts.
    pub fn none(span: Span) -> Orders {
        Orders {
            span,
            currency: None,
            local: None,
            decimals: 2,
            sources: Vec::new(),
            clients: Vec::new(),
            client: Vec::new(),
            names: Texts::default(),
            day: Vec::new(),
            amount: Vec::new(),
            order: Texts::default(),
            product: Texts::default(),
            category: Texts::default(),
            quantity: Vec::new(),
            texts: BTreeMap::new(),
            moneys: BTreeMap::new(),
            dates: BTreeMap::new(),
            source: Vec::new(),
            row: Vec::new(),
        }
    }

    /// The name of the dates that credits had before they counted with their order, among [`Orders::dates`].
    pub const OWN_DATE: &'static str = "own_date";

    /// Gives the number of rows.
    pub fn len(&self) -> usize {
        self.amount.len()
    }

    /// Says whether no row counts.
    pub fn is_empty(&self) -> bool {
        self.amount.is_empty()
    }

    /// Gives the sum of all amounts.
    pub fn total(&self) -> Money {
        self.amount.iter().map(|&raw| Money::from_raw(raw)).sum()
    }
}
