//! What a pivot is asked to show; plain values, as meant, whatever flag or table of the settings they came from.

use super::{Calendar, Grain, Period};

/// A pivot: by what down, by what across, and which figures stand in the cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Pivot {
    /// The name that the settings file gives it.
    pub name: Option<String>,
    /// Whether no axis was asked for, so that they are the usual ones.
    pub usual_axes: bool,
    pub rows: Vec<Axis>,
    pub cols: Vec<Axis>,
    /// At least one.
    pub values: Vec<Measure>,
    pub sort: Sorting,
    /// How many of each level down are listed, the others in one line; all where a level has no number.
    pub top: Vec<usize>,
    /// How many of the last periods are shown.
    pub last: Option<usize>,
    /// The time that is shown, where a period was asked for.
    pub within: Option<Within>,
    pub heat: Heat,
    /// Whether the csv has one line a cell.
    pub tidy: bool,
}

/// One column or period that the rows are gathered by.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// As it was typed.
    pub name: String,
    pub by: By,
}

/// What an axis gathers by.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// The customer, by identity.
    Customer,
    /// The texts of the column that was asked for under this name.
    Column(String),
    /// Periods.
    Every(Every, Dated),
    /// A part that comes again: the months of any year, the days of any week.
    Part(DatePart, Dated),
}

/// The date that periods are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dated {
    /// The order's.
    Ordered,
    /// That of the column that was asked for under this name.
    Column(String),
}

/// The length of the periods of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Every {
    Day,
    Period(Grain),
}

/// A part of a longer time that comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// 1 to 12, from the first month of the fiscal year.
    MonthOfYear,
    /// 1 to 4 of the fiscal year.
    QuarterOfYear,
    /// Monday first.
    Weekday,
}

/// The whole, or the period before, that an amount is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// All that is shown.
    All,
    /// The line's total.
    Row,
    /// The column's total.
    Column,
    /// The line above that the line is a part of, in the same column.
    Parent,
}

/// The period that a change is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    Before,
    YearBefore,
}

/// A figure of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    Amount,
    Quantity,
    /// Rows.
    Lines,
    /// Orders (rule 4), customers that are active, products bought: each once in a cell, however many rows it has there.
    Orders,
    Customers,
    Products,
    /// The amount of orders a number of orders.
    Average,
    /// The amount of rows with a quantity a quantity.
    Price,
    Profit,
    /// Profit as a share of the amount that it was made with.
    Margin,
    Share(Whole),
    Change(Base),
    /// The change as a share of the base.
    Rate(Base),
    /// The sum of the column that was asked for under this name.
    Sum(String),
}

/// The order of what is no time: by a figure or by name; time always runs forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorting {
    /// By the figure at that place among the values.
    Value {
        at: usize,
        ascending: bool,
    },
    Name {
        ascending: bool,
    },
}

/// What time is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Period(Period),
    /// The last one that has ended.
    Last(Calendar),
    /// The one that holds as-of.
    Current(Calendar),
}

/// What the colour of a cell is measured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Heat {
    #[default]
    All,
    Rows,
    Columns,
    None,
}

impl Measure {
    /// Gives the name that is typed, which is the figure's name in machine-readable output too.
    pub fn name(&self) -> String {
        let name = match self {
            Measure::Share(Whole::Row) => "share:row",
            Measure::Share(Whole::Column) => "share:col",
            Measure::Share(Whole::Parent) => "share:parent",
            Measure::Change(Base::YearBefore) => "yoy",
            Measure::Rate(Base::Before) => "change%",
            Measure::Rate(Base::YearBefore) => "yoy%",
            Measure::Sum(column) => return format!("sum:{column}"),
            one => one.kind(),
        };
        name.to_owned()
    }

    /// Gives the name of the kind of figure, whatever it is a share of, counted from, or summed from.
    pub fn kind(&self) -> &'static str {
        match self {
            Measure::Amount => "amount",
            Measure::Quantity => "quantity",
            Measure::Lines => "lines",
            Measure::Orders => "orders",
            Measure::Customers => "customers",
            Measure::Products => "products",
            Measure::Average => "average",
            Measure::Price => "price",
            Measure::Profit => "profit",
            Measure::Margin => "margin",
            Measure::Share(_) => "share",
            Measure::Change(_) => "change",
            Measure::Rate(_) => "rate",
            Measure::Sum(_) => "sum",
        }
    }

    /// Gives the period that the figure is counted from.
    pub fn base(&self) -> Option<Base> {
        match self {
            Measure::Change(base) | Measure::Rate(base) => Some(*base),
            _ => None,
        }
    }
}

impl Pivot {
    /// The most axes along one side.
    pub const MOST_AXES: usize = 8;

    /// Gives the axes, those down first.
    pub fn axes(&self) -> impl Iterator<Item = &Axis> {
        self.rows.iter().chain(&self.cols)
    }
}
