//! What is kept of the rows of a sheet, as the command and the options ask for it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::crosstab::Crosstab;
use super::export;
use super::fill::Fill;
use super::grouped::Groups;
use super::header::fold;
use super::join::Joined;
use super::layout::Layout;
use super::no_sale;
use super::preferred::Other;
use crate::model::{Credits, Field, Holds, InputOptions, Wants};

/// Whose values a stored column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Field(Field),
    /// The column that may hold the names of customers of whom only ids are known.
    Name,
    /// The column of the filter at that place in the options.
    Filter(usize),
    /// The column at that place among those that a field could have been as well.
    Other(usize),
    /// The column at that place among those that may say that a row is no sale.
    Says(usize),
    /// The column at that place among those that options ask for.
    Asked(usize),
}

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Date,
    Amount,
    /// A number whose every decimal counts.
    Factor,
}

/// How the rows of a sheet become lines.
#[derive(Debug)]
pub(super) enum Shape {
    Filled(Fill),
    Grouped(Groups),
    Export(export::Rows),
    Crosstab(Crosstab),
}

impl Shape {
    fn of(layout: &Layout) -> Option<Shape> {
        let crosstab = layout.crosstab.clone().map(Shape::Crosstab);
        let grouped = || layout.groups.clone().map(Shape::Grouped);
        let filled = || layout.fill.clone().map(Shape::Filled);
        crosstab.or_else(grouped).or_else(filled).or_else(|| layout.export_rows.map(Shape::Export))
    }
}

/// What is kept of the rows of one sheet.
#[derive(Debug)]
pub struct Plan {
    /// The date first; with the 0-based column.
    pub columns: Vec<(Key, usize, Kind)>,
    /// The column of the order number.
    pub(super) order: Option<usize>,
    /// The columns that say whose line it is, or which: customer, its number, order, product; the customer's come first.
    pub(super) whose: Vec<usize>,
    pub(super) customers: usize,
    /// The mapped columns that hold figures.
    pub(super) numbers: Vec<usize>,
    /// The text columns by which lines of two files are compared; nothing where they need not be.
    pub(super) compared: Option<Vec<usize>>,
    /// Mapped columns with their headers, folded, to know a repeated one; of a header of several rows, each row's.
    pub(super) headers: Vec<Vec<(usize, String)>>,
    /// Whether the table has a header, so that another one ends it.
    pub(super) header: bool,
    /// The columns of the table, where another one stands beside it.
    pub(super) window: Option<(usize, usize)>,
    /// All mapped columns, and those of the amount or its factors, to know a footer.
    pub(super) mapped: Vec<usize>,
    pub(super) figures: Vec<usize>,
    /// How many cells the header of a text has; a line of more may have its values in the wrong columns.
    pub widest: Option<usize>,
    /// How rows become lines, where they are none as they stand.
    pub(super) shape: Option<Arc<Shape>>,
    /// By column the power of ten by which its numbers count.
    pub(super) units: BTreeMap<usize, u32>,
    /// Whether plain numbers among dates count days from 1904.
    pub(super) epoch_1904: bool,
    /// The tables that lines look something up in, once they are loaded.
    pub join: OnceLock<Joined>,
    /// Set where that column is found to hold them.
    pub(super) names: OnceLock<()>,
}

impl Plan {
    /// Decides what to keep; `overlap` where lines of several files are to be compared.
    pub fn new(
        layout: &Layout,
        (filters, asked): (&[usize], &[Option<usize>]),
        input: &InputOptions,
        wants: Wants,
        overlap: bool,
    ) -> Plan {
        let has = |field| layout.of(field).is_some();
        let computed = !has(Field::Amount);
        let wanted = |field: Field| match field {
            Field::Customer | Field::CustomerId | Field::Date | Field::Amount | Field::Currency | Field::Status => true,
            Field::Order => wants.orders || input.credits == Credits::Origin,
            Field::Origin => input.credits == Credits::Origin,
            Field::Product | Field::Category => wants.products,
            Field::Quantity => wants.quantities || computed || overlap,
            Field::Price | Field::Discount => computed || overlap,
            Field::ShipDate | Field::PaidDate | Field::Profit | Field::Cost => overlap,
            Field::Owner | Field::Country | Field::Phone | Field::TaxNumber | Field::Class => wants.customers,
            Field::Unit => wants.quantities,
        };
        let mut columns: Vec<(Key, usize, Kind)> = layout
            .mapped
            .iter()
            .filter(|mapped| wants.detail || wanted(mapped.field))
            .map(|mapped| (Key::Field(mapped.field), mapped.index, kind(mapped.field)))
            .collect();
        columns.sort_by_key(|(key, ..)| (*key != Key::Field(Field::Date), *key));
        debug_assert_eq!(filters.len(), input.filters.len());
        columns.extend(filters.iter().enumerate().map(|(at, &index)| (Key::Filter(at), index, Kind::Text)));
        let is_table = layout.groups.is_none() && layout.crosstab.is_none() && !has(Field::Customer);
        columns.extend(layout.name.filter(|_| is_table).map(|index| (Key::Name, index, Kind::Text)));
        let asked = input.columns.iter().zip(asked).enumerate();
        columns.extend(asked.filter_map(|(at, (asked, index))| Some((Key::Asked(at), (*index)?, held(asked.holds)))));
        let says = no_sale::columns(layout, input).into_iter().enumerate();
        columns.extend(says.map(|(at, index)| (Key::Says(at), index, Kind::Text)));
        // What describes the customer is no part of a line: a number written anew makes no other line.
        let of_line = |field: Field| !matches!(field, Field::Phone | Field::TaxNumber | Field::Class);
        // What settles a tie and what changes the money is always kept; the rest only to be told.
        let told = |other: &Other| wants.detail || other.is_tie() || kind(other.field) == Kind::Amount || computed;
        let others = layout.others.iter().enumerate().filter(|(_, other)| told(other));
        columns.extend(others.map(|(at, other)| (Key::Other(at), other.index, kind(other.field))));
        let texts = || layout.mapped.iter().filter(|mapped| kind(mapped.field) == Kind::Text && of_line(mapped.field));
        // A repeated header says nothing of the columns of other tables.
        let own = layout.joined.as_ref().map_or(usize::MAX, |joined| joined.own);
        let mapped = layout.mapped.iter().filter(|mapped| layout.header_row.is_some() && mapped.index < own);
        let headers = match &layout.band {
            None => vec![mapped.map(|mapped| (mapped.index, fold(&mapped.header).name)).collect()],
            Some((_, rows)) => {
                let folded = |row: &Vec<(usize, String)>| row.iter().map(|(at, text)| (*at, fold(text).name)).collect();
                rows.iter().map(folded).collect()
            }
        };
        let figures = [Field::Amount, Field::Quantity, Field::Price];
        let index = |field: &Field| layout.of(*field).map(|mapped| mapped.index);
        let customers: Vec<usize> = [Field::Customer, Field::CustomerId].iter().filter_map(index).collect();
        let numbers = layout.mapped.iter().filter(|mapped| matches!(kind(mapped.field), Kind::Amount | Kind::Factor));
        Plan {
            customers: customers.len(),
            whose: customers.into_iter().chain([Field::Order, Field::Product].iter().filter_map(index)).collect(),
            numbers: numbers.map(|mapped| mapped.index).collect(),
            mapped: layout.mapped.iter().map(|mapped| mapped.index).collect(),
            figures: figures.into_iter().filter_map(|field| layout.of(field)).map(|mapped| mapped.index).collect(),
            columns,
            order: layout.of(Field::Order).map(|mapped| mapped.index),
            compared: overlap.then(|| texts().map(|mapped| mapped.index).collect()),
            headers,
            header: layout.header_row.is_some(),
            window: layout.window,
            widest: None,
            shape: Shape::of(layout).map(Arc::new),
            units: layout.units.clone(),
            epoch_1904: layout.epoch_1904,
            join: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// Keeps some columns, the date first, of a table that holds no orders, all of it.
    pub fn of(columns: Vec<(Key, usize, Kind)>, layout: &Layout) -> Plan {
        let mapped: Vec<usize> = columns.iter().map(|(_, index, _)| *index).collect();
        let figures = columns.iter().filter(|(.., kind)| matches!(kind, Kind::Amount | Kind::Factor));
        let figures: Vec<usize> = figures.map(|(_, index, _)| *index).collect();
        Plan {
            numbers: figures.clone(),
            figures,
            whose: Vec::new(),
            customers: 0,
            headers: vec![mapped.iter().map(|&index| (index, fold(&layout.headers[index]).name)).collect()],
            header: false,
            window: None,
            widest: None,
            shape: None,
            join: OnceLock::new(),
            names: OnceLock::new(),
            mapped,
            columns,
            order: None,
            compared: None,
            units: layout.units.clone(),
            epoch_1904: layout.epoch_1904,
        }
    }

    /// Gives the place of a column among those kept.
    pub fn place(&self, key: Key) -> Option<usize> {
        let of = |key: Key| self.columns.iter().position(|(stored, ..)| *stored == key);
        let names =
            || (key == Key::Field(Field::Customer) && self.names.get().is_some()).then(|| of(Key::Name)).flatten();
        of(key).or_else(names)
    }

    /// Takes the column that may hold the names of the customers for what it may be.
    pub fn take_names(&self) {
        self.names.get_or_init(|| ());
    }
}

/// Gives how a field's column is kept.
pub fn kind(field: Field) -> Kind {
    match field {
        Field::Date | Field::ShipDate | Field::PaidDate => Kind::Date,
        Field::Amount | Field::Profit | Field::Cost => Kind::Amount,
        Field::Quantity | Field::Price | Field::Discount => Kind::Factor,
        _ => Kind::Text,
    }
}

/// Gives how a column that an option asks for is kept.
fn held(holds: Holds) -> Kind {
    match holds {
        Holds::Text => Kind::Text,
        Holds::Day => Kind::Date,
        Holds::Money => Kind::Amount,
    }
}
