//! The one table type that feeds every writer.

use std::sync::Arc;

use super::{Text, Tone};
use crate::model::{Day, Heat, Money};

/// A table whose columns know what they hold.
#[derive(Clone, Debug)]
pub struct Table {
    /// Stable English name, for csv files, sheets and JSON: `bridge`, `customers`, `concentration` …
    pub id: &'static str,
    /// The finding, as the title; empty where the section's finding says it.
    pub finding: String,
    /// Measure, unit and period.
    pub subtitle: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What qualifies it, below.
    pub notes: Vec<Text>,
    pub role: TableRole,
    /// How many body rows a page or a terminal shows at first; all are in the workbook and csv.
    pub show: Option<usize>,
    /// Of a form, the words that a column offers to choose from, by the column's id.
    pub choices: Vec<(&'static str, Vec<String>)>,
}

/// What a table is for, so that writers can give it its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableRole {
    /// The primary table of the command: it is the csv.
    Primary,
    /// Beside it, on the page and in the workbook.
    Secondary,
    /// The figures of a chart: folded away under it on the page.
    ChartData,
    /// A list to sort and filter (customers, alerts, detail): a native table in the workbook.
    Register,
    /// Customer × period with heat.
    Matrix,
    /// Any columns by any others, groups above their lines: the first columns name the line, and each further one is a value of what its
    /// [`Column::period`] says.
    Pivot(Shape),
    /// Label and value.
    Facts,
    /// Read by machines only, never shown: the command's csv where it differs from what people read (a primary table serves
    /// as the csv otherwise). Its columns are those of the documented schema.
    Data,
    /// A sheet that people fill in: it stands in the workbook alone.
    Form,
}

/// How a pivot is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// How many columns name the line, from the outermost group in.
    pub axes: u8,
    /// How many values stand side by side in what one column says.
    pub values: u8,
    /// Whether the last columns are the total of those before.
    pub total: bool,
    /// Whether columns are periods, of which the last matter most.
    pub latest: bool,
    /// What the colour of a cell is measured by.
    pub heat: Heat,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Stable English snake_case name, the csv header and JSON field.
    pub id: &'static str,
    /// Where one id stands for several columns (periods), what tells them apart, such as `2025Q3`; the csv header is then this.
    pub period: Option<String>,
    pub label: String,
    pub kind: Kind,
}

/// What a column or figure holds; decides alignment, number format and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A customer's (or product's) name: may be cut in the middle, sticks at the left.
    Name,
    Text,
    /// A class or a mark, a word or a letter.
    Mark,
    Money,
    /// Money with its sign, coloured by it.
    Change,
    /// A share, 0.104 printed as 10.4%.
    Share,
    /// A relative change with its sign, coloured by it.
    Percent,
    /// A difference of shares in points: 0.031 printed as +3.1.
    Points,
    Count,
    /// A count with its sign.
    CountChange,
    /// A plain number with so many decimals.
    Number(u8),
    Days,
    Date,
    /// A rank's change: ↑19, ↓2, —.
    RankChange,
    /// A small chart of a series; the last column.
    Series,
    /// A bar as long as the value's part of the largest; the last column in a terminal.
    Bar,
}

/// One value, kept small: a large book's tables have millions. Texts are shared, since a customer's name stands in many. An empty
/// one prints nothing; a word stands in place of a number (“returned”, “n/m”) and is empty in a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Empty,
    Text(Arc<str>),
    Word(Arc<str>),
    Money(Money),
    /// Shares, relative changes, points: 0.104, never 10.4.
    Ratio(f64),
    Number(f64),
    Count(i64),
    /// Money that is a change among levels in one column, such as a bridge's steps: with its sign and its colour.
    Change(Money),
    /// The same for counts.
    CountChange(i64),
    Date(Day),
    Series(Box<Series>),
    /// A bar from zero, or from `start` to `end` (a bridge's steps), as parts of the largest total; and its meaning.
    Bar {
        start: f64,
        end: f64,
        tone: BarTone,
    },
}

/// What a bar in a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BarTone {
    Total,
    Gain,
    Loss,
}

/// A short series for a small chart; `None` is a period without a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    pub points: Vec<Option<f64>>,
    /// Columns for amounts, a line for ratios.
    pub line: bool,
    /// Whether the last point is a period that has not ended.
    pub last_partial: bool,
    /// The place of the report's period, drawn stronger.
    pub strong: Option<usize>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowRole {
    #[default]
    Body,
    /// The rest in one line.
    Rest,
    Subtotal,
    Total,
    /// A heading inside the table.
    Group,
    /// A row that does not count, in grey.
    Muted,
}

/// One row; as many cells as the table has columns.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<Value>,
    pub role: RowRole,
    /// Stable English snake_case name of what the row tells, where rows are not customers: the first column of its csv.
    pub id: Option<&'static str>,
    /// How deep the row lies in its groups; the total lies at 0, what has no groups too.
    pub depth: u8,
    /// For filters and links: the group that the row belongs to, such as `lost`.
    pub group: Option<&'static str>,
    /// How the row's words are set.
    pub tone: Tone,
    /// The ids of the columns whose mark asks for attention: an overdue cadence, a plunge.
    pub hot: Vec<&'static str>,
}

impl Row {
    /// Makes a body row.
    pub fn body(mut cells: Vec<Value>) -> Row {
        // Rows that grew have room for twice as many.
        cells.shrink_to_fit();
        Row { cells, ..Row::default() }
    }

    /// Names what the row tells.
    #[must_use]
    pub fn named(self, id: &'static str) -> Row {
        Row { id: Some(id), ..self }
    }

    /// Says which of its marks ask for attention.
    #[must_use]
    pub fn hot(self, hot: Vec<&'static str>) -> Row {
        Row { hot, ..self }
    }

    /// Makes a row of another role.
    pub fn of(role: RowRole, cells: Vec<Value>) -> Row {
        Row { cells, role, ..Row::default() }
    }
}
