//! The account of the input itself: rows and money read = used + set aside, exactly, per file and sheet.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::{Conversion, CreditsMoved, Field, Lookup, Money, Source};

/// Why a row does not count. The order is that in which reasons are tried: the first that applies is the one given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    TotalRow,
    RepeatedHeader,
    Blank,
    NoCustomer,
    NoDate,
    BadDate,
    NoAmount,
    BadAmount,
    Filtered,
    Cancelled,
    Duplicate,
    FutureDate,
}

impl Reason {
    /// All reasons, in the order in which they are tried.
    pub const ALL: [Reason; 12] = [
        Reason::TotalRow,
        Reason::RepeatedHeader,
        Reason::Blank,
        Reason::NoCustomer,
        Reason::NoDate,
        Reason::BadDate,
        Reason::NoAmount,
        Reason::BadAmount,
        Reason::Filtered,
        Reason::Cancelled,
        Reason::Duplicate,
        Reason::FutureDate,
    ];

    /// Says whether it is a fault of the data, to be warned of, and not a row that everyone expects to be left out.
    pub fn is_fault(self) -> bool {
        use Reason::{BadAmount, BadDate, NoAmount, NoCustomer, NoDate};
        matches!(self, NoCustomer | NoDate | BadDate | NoAmount | BadAmount)
    }

    /// Gives the name used in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Reason::TotalRow => "total-row",
            Reason::RepeatedHeader => "repeated-header",
            Reason::Blank => "blank",
            Reason::NoCustomer => "no-customer",
            Reason::NoDate => "no-date",
            Reason::BadDate => "bad-date",
            Reason::NoAmount => "no-amount",
            Reason::BadAmount => "bad-amount",
            Reason::Filtered => "filtered",
            Reason::Cancelled => "cancelled",
            Reason::Duplicate => "duplicate",
            Reason::FutureDate => "future-date",
        }
    }
}

/// A number of rows or customers and their money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    pub n: u64,
    pub amount: Money,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, amount: Money) {
        self.n += 1;
        self.amount += amount;
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.n += other.n;
        self.amount += other.amount;
    }
}

/// One row that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The place in [`Audit::sources`].
    pub source: u16,
    /// The row number as the spreadsheet shows it.
    pub row: u32,
    pub reason: Reason,
    /// The row's amount, zero where it has none that can be read.
    pub amount: Money,
    /// The cell that is to blame and its raw text, where one cell is.
    pub cell: Option<(String, String)>,
    /// The raw text of each mapped column; filled only where rejects or detail are wanted.
    pub fields: Vec<(Field, String)>,
}

/// The rows whose amount had more than four decimals, and the money that rounding moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rounding {
    pub rows: u64,
    /// What rounding added in all, in units of 10^-18 of the currency's unit.
    pub moved_e18: i128,
}

impl Rounding {
    /// Gives what rounding added as an exact decimal, without zeros at its end.
    pub fn moved(self) -> String {
        let unit = 10_u128.pow(18);
        let size = self.moved_e18.unsigned_abs();
        let sign = if self.moved_e18 < 0 { "-" } else { "" };
        let part = format!("{:018}", size % unit);
        let part = part.trim_end_matches('0');
        if part.is_empty() { format!("{sign}{}", size / unit) } else { format!("{sign}{}.{part}", size / unit) }
    }
}

impl AddAssign for Rounding {
    fn add_assign(&mut self, other: Rounding) {
        self.rows += other.rows;
        self.moved_e18 += other.moved_e18;
    }
}

/// The account of one sheet of one file.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct SourceAudit {
    pub source: Source,
    /// SHA-256 of the file's bytes, hexadecimal; empty where no detail was wanted.
    pub hash: String,
    /// The encoding of a text file, `None` for workbooks.
    pub encoding: Option<String>,
    /// The row of the header, nothing with `--no-header`.
    pub header_row: Option<u32>,
    /// Each mapped field with its column's header.
    pub mapping: Vec<(Field, String)>,
    pub read: Tally,
    pub used: Tally,
    pub set_aside: BTreeMap<Reason, Tally>,
    pub rounded: Rounding,
}

/// The account of the whole input.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    pub sources: Vec<SourceAudit>,
    /// Every row set aside, by source and row.
    pub rows: Vec<SetAside>,
    /// The rows set aside for what is wrong with them, with their amounts without signs, where they hold more than 0.1 % of
    /// the rows or of the absolute amount: the report says so at its top.
    pub wrong: Option<Tally>,
    /// The same rows, however few they are.
    pub faults: Tally,
    /// The sum of all amounts read, without their signs; zero of a file that was folded as it was read.
    pub absolute: Money,
    /// How amounts were converted, where rates were given. Then the amounts used are converted ones, and what is set aside
    /// stands as written.
    pub conversion: Option<Conversion>,
    /// The tables that orders looked something up in.
    pub lookups: Vec<Lookup>,
    /// What became of credits, where they count with the order they name.
    pub credits: Option<CreditsMoved>,
}

impl Audit {
    /// Gives rows and money read, in all.
    pub fn read(&self) -> Tally {
        self.sum(|source| source.read)
    }

    /// Gives rows and money used, in all.
    pub fn used(&self) -> Tally {
        self.sum(|source| source.used)
    }

    /// Gives the rows that were rounded and the money that moved, in all.
    pub fn rounded(&self) -> Rounding {
        self.sources.iter().fold(Rounding::default(), |mut sum, source| {
            sum += source.rounded;
            sum
        })
    }

    /// Gives rows and money set aside, in all.
    pub fn set_aside(&self) -> Tally {
        self.by_reason().values().fold(Tally::default(), |mut sum, tally| {
            sum += *tally;
            sum
        })
    }

    /// Gives rows and money set aside, by reason.
    pub fn by_reason(&self) -> BTreeMap<Reason, Tally> {
        let mut sums: BTreeMap<Reason, Tally> = BTreeMap::new();
        for (&reason, &tally) in self.sources.iter().flat_map(|source| &source.set_aside) {
            *sums.entry(reason).or_default() += tally;
        }
        sums
    }

    fn sum(&self, part: impl Fn(&SourceAudit) -> Tally) -> Tally {
        self.sources.iter().map(part).fold(Tally::default(), |mut sum, tally| {
            sum += tally;
            sum
        })
    }
}
