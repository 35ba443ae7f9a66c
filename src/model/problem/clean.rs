//! What can be wrong with the meaning of columns, cells and rows.

use std::borrow::Cow;

use super::{CreditProblem, JoinProblem, Place};
use crate::model::{Calendar, Choice, Day, Feature, Field, Grain, Holds, LayoutKind, Money, Reason, System};

/// A problem of understanding a table. What stops a run is never kept for a later one; all else must be able to be.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum CleanProblem {
    /// No column is known to hold a needed field; the likely column with its distinct values and rows, and the others.
    NoColumn { field: Field, likely: Option<(String, u64, u64)>, others: Vec<String> },
    /// Nothing looks like a header; the first row.
    NoHeader { row: u32 },
    /// `--header-row` names a row that is empty or too far down; the first row that is not empty.
    NoSuchRow { wanted: u32, first: u32 },
    /// Two rows name the same number of fields.
    TwoHeaders { rows: (u32, u32), fields: Vec<Field> },
    /// Two columns (0-based) have the header that a field is known by, as a whole or behind a point.
    TwoColumns { field: Field, headers: (String, String), columns: (usize, usize) },
    /// Two columns (0-based) say the same of a field, and differ.
    Tie { choice: Box<Choice>, columns: (usize, usize) },
    /// Of two columns that could be a field, which was taken (a note, or a warning where they add up to other money).
    Chosen(Box<Choice>),
    /// A system's report has no customers.
    ExportWithout { system: System },
    /// The amounts are the same on all lines of each order, as its total is; the orders of several lines, their lines, and the
    /// money beyond one line each.
    RepeatedTotal { orders: u64, lines: u64, beyond: Money },
    /// One column was given to two fields.
    OneColumnTwice { header: String, fields: (Field, Field) },
    /// An option names a column that there is not; the nearest, and all.
    UnknownColumn { option: String, wanted: String, similar: Option<String>, columns: Vec<String> },
    /// A column that an option asks for is in no file: the option, the name, the nearest, all columns, and whether a field of that
    /// name only lacks its column.
    NoAsked { option: Cow<'static, str>, wanted: String, similar: Option<String>, columns: Vec<String>, field: bool },
    /// A file lacks a column that an option asks for and others have (a warning).
    AskedMissing { wanted: String },
    /// Values of a column that an option asks for cannot be read: the option, what they should be, how many of how many, the
    /// first. An error where none can (a warning).
    #[serde(skip)]
    AskedUnread { option: Cow<'static, str>, holds: Holds, rows: u64, of: u64, text: String },
    /// No row has a value that `--only` or `--exclude` names (a warning, or an error where no row is left); the nearest, and
    /// all where they are few.
    UnknownValue { option: String, similar: Option<String>, values: Vec<String> },
    /// A hidden sheet was left out (a note).
    HiddenSheet { name: String, rows: u64 },
    /// Nothing stands in the sheets that are not hidden; those that are, each with its rows.
    OnlyHidden { sheets: Vec<(String, u64)> },
    /// Other sheets, each with its rows, could be read as well and are not (a warning).
    OtherSheets { others: Vec<(String, u64)>, chosen: String },
    /// All values of a column can be read in more than one order; the first such value and the days that it can be.
    AmbiguousDates { text: String, readings: Vec<(Cow<'static, str>, Day)>, values: u64 },
    /// No order of day and month fits nearly all values: of all, how many fit each.
    MixedDates { values: u64, fits: Vec<(Cow<'static, str>, u64)> },
    /// A number's separator can be a decimal sign or stand between thousands; all such values are like it.
    AmbiguousNumbers { text: String, point: String, comma: String, values: u64 },
    /// Numbers with decimal points and with decimal commas stand in one column.
    MixedNumbers { point: u64, comma: u64 },
    /// Rows of one column are set aside for one reason; the first cell is the problem's place.
    SetAside {
        reason: Reason,
        rows: u64,
        /// The money of the rows, as far as it can be read.
        amount: Money,
        /// What stood in the first cell.
        text: String,
        /// How the column was read, as in `Understood`, or `share` of a discount; and how many of its values fit.
        read_as: String,
        fits: u64,
        of: u64,
    },
    /// A total row says something else than the rows above it add up to, or a total column than the cells of its row
    /// (`across`); the rows set aside that explain it.
    TotalDisagrees {
        word: String,
        says: Money,
        adds: Money,
        missing: Vec<(u32, Reason)>,
        /// The cell to blame for the only row that explains it.
        cell: Option<String>,
        across: bool,
    },
    /// Rows are in several currencies; the total of each, and whether a column says so.
    MixedCurrencies { totals: Vec<(String, Money)>, by_column: bool },
    /// The file of `--rates` has no columns of dates, currencies and rates, nor of dates and one for each currency; its headers.
    RatesUnread { columns: Vec<String> },
    /// The rates of a file can be base per unit or units per base; a rate, and what it would be of.
    RatesEither { currency: String, rate: String, day: Day, base: String },
    /// A rate is no number above zero.
    BadRate { currency: String, text: String },
    /// A rate stands beside what is no date.
    BadRateDay { text: String },
    /// A rate stands beside no currency.
    RateOfNone { rate: String },
    /// One day has two rates that differ.
    RateTwice { currency: String, day: Day, first: String, second: String },
    /// The currency to convert to has no rates, and the file's own base is another, which is 1 on all days.
    NoBaseRate { base: String, one: String, there: Vec<String> },
    /// The file has no rates for currencies that rows are in, each with its rows and amount; those that it has, and the base.
    NoRates { currencies: Vec<(String, u64, Money)>, there: Vec<String>, base: String },
    /// The file has no rate for some days of a currency, nor an earlier one that is young enough: the first such day and the
    /// latest rate before it, how many days, and the rows and amounts of `of` on them.
    NoRate {
        currency: String,
        day: Day,
        before: Option<Day>,
        days: u64,
        of: String,
        rows: u64,
        amount: Money,
        file: String,
    },
    /// A rate and the base's have more digits together than can be reckoned with.
    RateDigits { currency: String },
    /// Rows that name no currency cannot be converted; whether a column says so of others, and a column that names those of the
    /// documents.
    NoCurrency { rows: u64, amount: Money, base: String, by_column: bool, documents: Option<String> },
    /// The file of `--costs` is in another currency than the orders.
    CostsCurrency { costs: String, orders: String },
    /// Some rows name no currency and are taken to be in the only one that others name (a warning).
    UnnamedCurrency { currency: String, amount: Money },
    /// `--currency` names one that no row has; those that rows have.
    NoSuchCurrency { wanted: String, there: Vec<(String, Money)> },
    /// `--cancelled` names a status and no column holds statuses; the columns that are not used.
    NoStatus { columns: Vec<String> },
    /// `--cancelled` names a status that no row has (a warning); the nearest, and all with their rows.
    NoSuchStatus { wanted: String, similar: Option<String>, there: Vec<(String, u64)> },
    /// The amounts add up to more than can be held exactly.
    TooMuch { limit: Money },
    /// Formulas without saved results; the first formula and the cells.
    Unsaved { field: Option<Field>, formula: String, rows: u64 },
    /// Lines that count have a customer who is called like a total (a warning); the name, its field, how many, and their amount.
    NamedTotal { name: String, field: Field, rows: u64, amount: Money },
    /// Lines that count have a customer who is called as nobody is, such as NULL (a warning); the name, its field, how many, and
    /// their amount.
    NamedNobody { name: String, field: Field, rows: u64, amount: Money },
    /// Lines of a text that count have more cells than its header (a warning); how many cells the header has, how many such
    /// lines, and their amount.
    Overlong { columns: usize, rows: u64, amount: Money },
    /// Most discounts of a column, the place's, take off more than half of the price (a warning): how many of how many, the first as
    /// it stands, and what the rows count.
    DeepDiscounts { rows: u64, of: u64, first: String, amount: Money },
    /// Rows above zero count although a column, the place's, says that they are no sales (a warning); what it says, how many, and
    /// their amount.
    NoSale { says: SaysNoSale, values: Vec<String>, rows: u64, amount: Money },
    /// Numbers with more digits than a spreadsheet keeps; the first cell and what stands there.
    LongNumbers { field: Field, rows: u64, cell: String, first: String },
    /// Ids lost the `.0` that a program gave them (a note); how many, and the first as it stands.
    WholeIds { field: Field, ids: u64, first: String },
    /// Customers whose ids differ only in leading zeros; the first two spellings, and how many ids are spelled so.
    LostZeros { one: String, other: String, ids: u64 },
    /// A row lies more than 366 days away from all others, and is ignored for the span of the data.
    Stray { day: Day, others: (Day, Day) },
    /// The rows end before their period does, so that the reports speak from the last row.
    EndsEarly { last: Day, period: String, end: Day, longest_gap: i32 },
    /// Rows that are equal in every column stand in two files, and nothing is dropped without an order number.
    Overlap { other: Place, rows: u64, amount: Money },
    /// Orders stand in two files with lines that differ; all count.
    SplitOrders {
        other: Place,
        orders: u64,
        rows: u64,
        amount: Money,
        /// The column of statuses, which change from export to export, where no rule needs it.
        status: Option<String>,
    },
    /// Lines of an earlier file that this one repeats were set aside (a note).
    Duplicates { other: Place, rows: u64, amount: Money },
    /// The amount was computed (a note), from the columns with these headers.
    Computed { quantity: String, price: String, discount: Option<String> },
    /// How a column was read (a note), as in `Understood`.
    ReadAs { read_as: String, fits: u64, of: u64 },
    /// A reading that was settled by other files with the same column (a note).
    SettledBy { read_as: String, other: Place },
    /// `--layout` names a layout that the sheet has not.
    NotThatLayout { wanted: LayoutKind },
    /// A sheet has periods across, but not all of it is clear.
    Unclear(Unclear),
    /// What is unusual about a sheet's shape (a note; a warning where rows are left out for it).
    Shape(Feature),
    /// No row is left; the rows read, why they are set aside, and the first for the most frequent reason, at the place.
    NoRows { read: u64, reasons: Vec<(Reason, u64)>, first: Option<Box<FirstAside>> },
    /// `--as-of` or `--until` names a day amid a period of which only the sum is known; the period, and the day before it.
    PartsSums { option: Cow<'static, str>, day: Day, first: Day, last: Day, before: Day },
    /// Periods were asked for that the sums of a cross-tab cannot be parted into.
    FinerThanSums { asked: Calendar, sums: Grain },
    /// An option needs orders with their days, and the rows are sums.
    NoOrders { option: Cow<'static, str>, sums: Grain },
    /// `--until` or `--as-of` names a day before the first row, so that no row counts.
    BeforeAll { option: Cow<'static, str>, day: Day, first: Day },
    /// The file of `--aliases` does not have two columns with text.
    BadAliases,
    /// A name of the file of `--aliases` stands for two others.
    AliasTwice { name: String, first: String, second: String },
    /// A table of `--join`.
    Join(JoinProblem),
    /// Lines of the file of `--aliases` lead from a name back to it, over these.
    AliasCircle { names: Vec<String> },
    /// Lines of the file of `--aliases` stand for nobody in the rows: how many, of how many, and the first of them.
    AliasesUnmatched { lines: usize, of: usize, first: Vec<String> },
    /// Credits.
    Credit(CreditProblem),
    /// What `--strict` refuses: a sheet that is read though others could be, and all rows set aside for what is wrong with them.
    Strict { sheets: Option<(String, Vec<(String, u64)>)>, faults: Vec<StrictFault> },
}

/// Rows of one column that are set aside for one reason; the place is that of the first.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct StrictFault {
    pub place: Place,
    pub reason: Reason,
    pub rows: u64,
    pub amount: Money,
    /// What stands in the first cell.
    pub text: String,
}

/// How a column says that a row is no sale; what says it most surely first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum SaysNoSale {
    /// By the status of its order: 交易关闭.
    Status,
    /// By a mark: 作废标志 Y.
    Mark,
    /// By the kind of document, which gives something back: 销售退货单.
    Back,
    /// By an amount that was paid back.
    Refund,
}

/// What is not clear about a sheet with periods across.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Unclear {
    /// No year stands with the headings, the first and the last; the years that titles and the sheet's name give.
    NoYear { headings: (String, String), years: Vec<i32> },
    /// Headings name fiscal years, and nothing says when these begin.
    Fiscal { headings: (String, String) },
    /// Two columns, by their letters, head the same period.
    Twice { period: String, columns: (String, String) },
    /// Several labels of what is measured could be the amount, or none is.
    Amounts { labels: Vec<String> },
    /// Something says that the figures may be no amounts.
    Quantities { said: String },
    /// A column says of each row what it holds, such as quantities beside amounts, plans, or its year; its header and values.
    Kinds { header: String, values: Vec<String> },
    /// A title says that the figures are thousands or more.
    Unit { said: String },
    /// A column of dates stands beside so many columns of periods.
    DateBeside { header: String, periods: u64 },
}

/// A row set aside for the reason for which most are.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FirstAside {
    pub reason: Reason,
    /// What stands in the cell to blame.
    pub text: String,
    /// The cell holds a discount, which is no share of the price.
    pub discount: bool,
    /// The options that leave such rows out, as typed.
    pub asked: Vec<String>,
    /// What a filter's column holds instead.
    pub there: Vec<String>,
}

impl CleanProblem {
    /// Gives the exit code of the error: 2 where an option would mend it, else 1.
    pub fn exit_code(&self) -> u8 {
        use CleanProblem as P;
        match self {
            P::NoColumn { .. }
            | P::NoHeader { .. }
            | P::NoSuchRow { .. }
            | P::TwoHeaders { .. }
            | P::TwoColumns { .. }
            | P::Tie { .. }
            | P::ExportWithout { .. }
            | P::OneColumnTwice { .. }
            | P::UnknownColumn { .. }
            | P::NoAsked { .. }
            | P::AskedUnread { .. }
            | P::UnknownValue { .. }
            | P::AmbiguousDates { .. }
            | P::AmbiguousNumbers { .. }
            | P::MixedNumbers { .. }
            | P::OnlyHidden { .. }
            | P::MixedCurrencies { .. }
            | P::NoSuchCurrency { .. }
            | P::NoStatus { .. }
            | P::NotThatLayout { .. }
            | P::Unclear(_)
            | P::PartsSums { .. }
            | P::FinerThanSums { .. }
            | P::NoOrders { .. }
            | P::BeforeAll { .. }
            | P::BadAliases
            | P::RatesUnread { .. }
            | P::RatesEither { .. }
            | P::NoBaseRate { .. }
            | P::NoCurrency { .. }
            | P::CostsCurrency { .. }
            | P::Credit(_)
            | P::AliasTwice { .. }
            | P::AliasCircle { .. } => 2,
            P::Join(join) => join.exit_code(),
            P::Strict { sheets, .. } => 1 + u8::from(sheets.is_some()),
            _ => 1,
        }
    }
}
