//! The rules and options that a run is made with; plain values, as meant, whatever flag or file they came from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::companion::{TableField, TableKind};
use super::{Asked, Calendar, CauseRule, Credits, Day, Field, Frequency, Grain, Join, Period, Quote, SampleRule};

/// Which customers count as active in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Active {
    /// At least one row above zero.
    #[default]
    Purchase,
    /// At least one row.
    Any,
    /// A net amount above zero.
    Net,
}

/// Which amounts the bridge is told in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// All orders of the period.
    #[default]
    Period,
    /// The first order of new customers, the last of lost ones.
    Payment,
}

/// Which model tells who still buys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActivityModel {
    /// A customer may leave after any purchase, the first one too.
    #[default]
    MbgNbd,
    /// A customer who bought once is alive for sure.
    BgNbd,
}

/// The rules of the arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    pub calendar: Calendar,
    pub active: Active,
    pub basis: Basis,
    /// The period to explain; the last complete one where nothing is given.
    pub period: Option<Period>,
    /// Whether, where no period is named, the one that holds as-of is meant instead of the last complete one.
    pub current: bool,
    /// The first day shown; history before it still decides who is new.
    pub since: Option<Day>,
    /// The money floor of surge and plunge, in ten-thousandths; the share of average revenue below where not given.
    pub floor: Option<i64>,
    /// Whether quantities of different products may be added up; the unit column says so where nothing is given, and without
    /// one they may.
    pub one_unit: Option<bool>,
    /// The column by whose values the bridge is told in slices.
    pub slice: Option<String>,
    /// The columns of a second salesperson, and of the first one's share of the credit.
    pub co_owner: Option<String>,
    pub owner_share: Option<String>,
    pub quotas: Quotas,
    /// After how many periods away a returned customer counts as new where rules are compared; a year's where nothing is given.
    pub new_after: Option<usize>,
    /// What the user takes for sample orders.
    pub samples: Vec<SampleRule>,
    /// What the user says of the reasons that stand in a log.
    pub causes: Vec<CauseRule>,
    /// How many months ahead orders are expected, and by which model.
    pub horizon_months: i32,
    pub activity_model: ActivityModel,
    /// How much more retention the what-if line asks about, as a share of opening revenue.
    pub what_if: f64,
    /// How often customers are to be contacted, and how many days ahead a next date is told.
    pub every: Frequency,
    pub ahead: i32,
    pub limits: Limits,
}

/// What a salesperson may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// How many engaged, and how many shared customers; not checked where nothing is given.
    pub engaged: Option<usize>,
    pub shared: Option<usize>,
    /// After how many days without contact an engaged customer is to be released.
    pub engaged_days: i32,
}

impl Default for Quotas {
    fn default() -> Quotas {
        Quotas { engaged: None, shared: None, engaged_days: 30 }
    }
}

/// Thresholds of verdicts and flags, each an option.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    pub floor_share: f64,
    pub broad_breadth: f64,
    pub broad_top1: f64,
    pub concentrated_top1: f64,
    pub concentrated_top3: f64,
    pub top1_watch: f64,
    pub top1_high: f64,
    pub top5: f64,
    pub named: f64,
    pub class_a: f64,
    pub class_b: f64,
    pub window_months: i32,
    /// `watch` speaks up where more of the rows or of the absolute amount is set aside for what is wrong with it.
    pub watch_aside: f64,
    /// `watch` speaks up where less than what is due of a target was reached, by more than this share of it.
    pub watch_target: f64,
    /// `watch` speaks up where no row came for more days; the longest gap in the data where nothing is given.
    pub late_after: Option<i32>,
    /// After how many days without an order a customer of class C is left without contact.
    pub quiet_days: i32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            floor_share: 0.01,
            broad_breadth: 0.60,
            broad_top1: 0.30,
            concentrated_top1: 0.50,
            concentrated_top3: 0.75,
            top1_watch: 0.20,
            top1_high: 0.35,
            top5: 0.50,
            named: 0.10,
            class_a: 0.80,
            class_b: 0.95,
            window_months: 12,
            watch_aside: 0.001,
            watch_target: 0.10,
            late_after: None,
            quiet_days: 180,
        }
    }
}

impl Rules {
    /// Says whether windows of months are sums of whole periods; others need every day.
    pub fn sums_periods(&self) -> bool {
        self.calendar.grain.months().is_some_and(|months| self.limits.window_months % months == 0)
    }
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            calendar: Calendar { grain: Grain::Quarter, fiscal_start: 1 },
            active: Active::default(),
            basis: Basis::default(),
            period: None,
            current: false,
            since: None,
            floor: None,
            one_unit: None,
            new_after: None,
            slice: None,
            co_owner: None,
            owner_share: None,
            quotas: Quotas::default(),
            samples: Vec::new(),
            causes: Vec::new(),
            horizon_months: 3,
            activity_model: ActivityModel::default(),
            what_if: 0.05,
            every: Frequency::default(),
            ahead: 3,
            limits: Limits::default(),
        }
    }
}

/// Which column holds a field, as the user names it: its header, its letter (`C`) or its number (`3`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub field: Field,
    pub column: String,
}

/// Which column of a table beside the orders holds a field, as the user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableMapping {
    pub table: TableKind,
    pub field: TableField,
    pub column: String,
}

/// Keeps or drops the rows in which a column holds one of some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The field's name or the column's header.
    pub column: String,
    pub values: Vec<String>,
    /// `true` for `--only`, `false` for `--exclude`.
    pub keep: bool,
}

/// How a sheet's rows and columns are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayoutKind {
    /// One line a row, each cell as it stands.
    Table,
    /// The customer in a row of its own above its lines.
    Grouped,
    /// Customers down, periods across.
    Crosstab,
}

impl LayoutKind {
    /// All layouts.
    pub const ALL: [LayoutKind; 3] = [LayoutKind::Table, LayoutKind::Grouped, LayoutKind::Crosstab];

    /// Gives the name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            LayoutKind::Table => "table",
            LayoutKind::Grouped => "grouped",
            LayoutKind::Crosstab => "crosstab",
        }
    }
}

/// How the input is opened and understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InputOptions {
    /// Files, folders, globs, `-`, as given.
    pub files: Vec<String>,
    /// Sheets to read, by name or number, each as a source of its own; the best of each file where none is named.
    pub sheets: Vec<String>,
    pub encoding: Option<String>,
    pub header_row: Option<u32>,
    pub no_header: bool,
    /// How rows and columns are laid out; found where nothing is given.
    pub layout: Option<LayoutKind>,
    /// The year of the first heading of a cross-tab that names none.
    pub year: Option<i32>,
    /// The month in which fiscal years begin, where it was given: for headings that name such years.
    pub fiscal_start: Option<u8>,
    pub map: Vec<Mapping>,
    /// Tables that orders look something up in, in the order in which it is done.
    pub joins: Vec<Join>,
    /// Such as `day/month/year`.
    pub date_format: Option<String>,
    /// `Some(',')` or `Some('.')`.
    pub decimal: Option<char>,
    /// The power of ten by which amounts and prices count, such as 4 for 万; found where nothing is given.
    pub unit: Option<u32>,
    pub aliases: Option<PathBuf>,
    /// The values of the status column that cancel an order.
    pub cancelled: Vec<String>,
    /// The period that rows below zero count in.
    pub credits: Credits,
    pub currency: Option<String>,
    /// The file of rates, what it says, and the currency to convert to.
    pub rates: Option<PathBuf>,
    pub rates_are: Option<Quote>,
    pub base: Option<String>,
    /// The tables beside the orders, as given: a file, with `#` and the sheet where one is named.
    pub tables: BTreeMap<TableKind, String>,
    /// Which of their columns hold what.
    pub table_map: Vec<TableMapping>,
    pub filters: Vec<Filter>,
    /// Columns that an option names and that are kept for it; a file that lacks one has blanks there.
    pub columns: Vec<Asked>,
    pub as_of: Option<Day>,
    /// Implies as-of.
    pub until: Option<Day>,
    /// Gathers rows without a customer under `(blank)`.
    pub keep_blank_customers: bool,
    pub strict: bool,
    /// Where to write every row set aside.
    pub rejects: Option<PathBuf>,
    /// Today, for the default of as-of; the one clock is read in `cli`.
    pub today: Option<Day>,
    /// Column names that settings give to fields, one more way to map; a file's own header wins.
    pub synonyms: BTreeMap<Field, Vec<String>>,
}

/// Which columns a command needs beyond customer, day and amount, so that no others are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    pub orders: bool,
    pub products: bool,
    pub quantities: bool,
    /// What describes customers: the names beside their ids, owner, country, phone, tax number.
    pub customers: bool,
    /// Every mapped column and the source of every row, for detail tables.
    pub detail: bool,
    /// The source of every row, without every column.
    pub places: bool,
    /// The rows themselves beside the facts, and the days and orders of every customer: nothing is folded as it is read.
    pub rows: bool,
}

impl Wants {
    /// Nothing beyond customer, day and amount.
    pub const NONE: Wants = Wants {
        orders: false,
        products: false,
        quantities: false,
        customers: false,
        detail: false,
        places: false,
        rows: false,
    };
    /// Everything.
    pub const ALL: Wants = Wants {
        orders: true,
        products: true,
        quantities: true,
        customers: true,
        detail: true,
        places: true,
        rows: true,
    };

    /// Gives what either of two wants.
    #[must_use]
    pub const fn and(self, more: Wants) -> Wants {
        Wants {
            orders: self.orders | more.orders,
            products: self.products | more.products,
            quantities: self.quantities | more.quantities,
            customers: self.customers | more.customers,
            detail: self.detail | more.detail,
            places: self.places | more.places,
            rows: self.rows | more.rows,
        }
    }
}
