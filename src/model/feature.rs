//! What a sheet has that a plain table has not, as it was understood: for `check`, and for notes and warnings.

use super::{Day, Field, Grain, Sense, System};

/// Something unusual in the shape of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Feature {
    /// The header has several rows.
    HeaderRows { first: u32, last: u32 },
    /// A table beside the one that is read, behind an empty column; its first and last column, and its headers.
    SideTable { columns: (String, String), headers: Vec<String> },
    /// Below the table another one begins; where it begins, its header, and how many rows stand there; where its header is the
    /// same, the title above it.
    SecondTable { row: u32, headers: Vec<String>, rows: u64, title: Option<String> },
    /// The customer stands in a row of its own above its lines.
    Grouped { column: String, groups: u64, first: String },
    /// The amounts are in the currency of the books, and the column of currencies, which is that of the documents, is not used.
    BooksCurrency { amount: String, currency: String },
    /// The amounts are in the currency that their header names, and the column of currencies, which is that of the documents, is
    /// not used; the column of the documents' amounts, where there is one.
    NamedCurrency { amount: String, is: String, currency: String, documents: Option<String> },
    /// The amounts may be in the currency of the books or in that of each order; they are taken to be in what the column of
    /// currencies names.
    EachOrdersCurrency { amount: String, currency: String },
    /// The dates name months and no days, so that each row stands for its month; the first whose year has two digits.
    Months { column: String, short: Option<String> },
    /// There is no order date; the date of the orders is that of this column.
    OnlyDate { column: String, is: Sense },
    /// The headers are those of a system's export, whose columns and rows are known.
    Export { system: System },
    /// The numbers of columns count by a power of ten, as their headers, an option, or a note above them says.
    Unit { columns: Vec<String>, power: u32, above: Option<String> },
    /// Values of a column name their own units, such as `1.5万`, and count by them: how many by each power of ten, and the first.
    OwnUnits { column: String, units: Vec<(u32, u64)>, cell: String, text: String },
    /// A column called no more than `Name` holds the names of the customers: of so many ids each has one, and so many of them
    /// share it with another.
    NamesOfIds { id: String, column: String, ids: u64, shared: u64 },
    /// Such a column was not taken: of so many ids, those with several names, those that share one, and one with two of its names.
    NotNames {
        id: String,
        column: String,
        ids: u64,
        several: u64,
        shared: u64,
        example: Option<(String, String, String)>,
    },
    /// Rows that the spreadsheet hides are read like all others.
    HiddenRows { rows: u64 },
    /// Cells that stand only in the first row of several were filled down; by the file's merged cells, or by their pattern.
    Filled { columns: Vec<String>, rows: u64, merged: bool },
    /// Periods stand across: the columns of amounts, the first and the last period and their days, how many there are, of what
    /// length, and what is measured in each; the columns that sum others; those left out, and those of longer periods whose
    /// money stands nowhere else; the rows with filled cells, and these cells.
    Crosstab {
        columns: (String, String),
        periods: (String, String),
        days: (Day, Day),
        count: u64,
        grain: Grain,
        measures: Vec<Field>,
        totals: Vec<String>,
        left_out: Vec<String>,
        beyond: Vec<String>,
        rows: u64,
        cells: u64,
    },
}

impl Feature {
    /// Gives a cross-tab with its rows and filled cells.
    #[must_use]
    pub fn counted(mut self, of_rows: u64, of_cells: u64) -> Feature {
        if let Feature::Crosstab { rows, cells, .. } = &mut self {
            (*rows, *cells) = (of_rows, of_cells);
        }
        self
    }

    /// Says whether money is left out for it, so that it is more than a note.
    pub fn leaves_out(&self) -> bool {
        match self {
            Feature::SecondTable { .. } => true,
            Feature::Crosstab { beyond, .. } => !beyond.is_empty(),
            _ => false,
        }
    }
}
