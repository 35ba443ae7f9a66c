//! How amounts in other currencies became amounts in the report's: the rates used, and what each made of how much.

use super::{Day, Money, Rounding, Tally};

/// What the rates of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quote {
    /// How much of the file's base one unit of a currency is worth: 7.1 for USD where the base is CNY.
    BasePerUnit,
    /// How many units of a currency one unit of the file's base is worth: 0.14 for USD where the base is CNY.
    UnitsPerBase,
}

impl Quote {
    /// Both, in the order in which the help lists them.
    pub const ALL: [Quote; 2] = [Quote::BasePerUnit, Quote::UnitsPerBase];

    /// Gives the name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Quote::BasePerUnit => "base-per-unit",
            Quote::UnitsPerBase => "units-per-base",
        }
    }
}

/// The account of a conversion.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Conversion {
    /// The currency that amounts were converted to.
    pub base: String,
    /// The file of rates as it was given, and the SHA-256 of its bytes.
    pub file: String,
    pub sha256: String,
    /// Nothing where all rates are 1, so that either reading is the same.
    pub rates_are: Option<Quote>,
    /// By name, the base's own rows among them.
    pub currencies: Vec<Converted>,
    /// The rows whose converted amount was rounded to four decimals, and what that added in all, each row's part to 10^-18.
    #[serde(serialize_with = "rounding")]
    pub rounded: Rounding,
}

/// What became of the rows of one currency.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Converted {
    pub currency: String,
    pub rows: u64,
    /// As written, in that currency.
    pub amount: Money,
    /// In the report's.
    pub converted: Money,
    /// Rows of days without a rate, for which the latest earlier one served.
    pub rows_at_earlier_rate: u64,
    /// By day; none for the base.
    pub rates: Vec<UsedRate>,
}

/// The rate of one day, and what it converted.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct UsedRate {
    /// The day of the rows.
    pub day: Day,
    /// The day of the rate, at most 7 days before.
    pub rate_day: Day,
    /// As in the file.
    pub rate: String,
    /// The base's own rate and its day, where the file's base is another.
    pub base_rate_day: Option<Day>,
    pub base_rate: Option<String>,
    pub rows: u64,
    pub amount: Money,
    pub converted: Money,
    /// Units of the report's currency for one of this.
    pub factor: f64,
}

impl Conversion {
    /// Gives the name of the file of rates without its folders.
    pub fn file_name(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file)
    }

    /// Gives the rows that needed a rate, with their converted amounts.
    pub fn converted(&self) -> Tally {
        let foreign = self.currencies.iter().filter(|one| one.currency != self.base);
        foreign.fold(Tally::default(), |mut sum, one| {
            sum += Tally { n: one.rows, amount: one.converted };
            sum
        })
    }
}

impl Converted {
    /// Gives the effective rate, weighted with the amounts; none where they add up to zero.
    pub fn effective(&self) -> Option<f64> {
        (!self.amount.is_zero()).then(|| self.converted.units() / self.amount.units())
    }

    /// Gives the lowest and the highest rate, as units of the report's currency.
    pub fn range(&self) -> Option<(f64, f64)> {
        let factors = || self.rates.iter().map(|rate| rate.factor);
        Some((factors().reduce(f64::min)?, factors().reduce(f64::max)?))
    }
}

fn rounding<S: serde::Serializer>(rounding: &Rounding, to: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeStruct;
    let mut told = to.serialize_struct("Rounding", 2)?;
    told.serialize_field("rows", &rounding.rows)?;
    told.serialize_field("moved", &rounding.moved())?;
    told.end()
}
