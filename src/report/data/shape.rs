//! The shapes of the documents: structs whose field names are the schema.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analyse::{
    Activity, Against, Alive, Bridge, Cause, Classes, Concentration, ConcentrationOverTime, Effect, Evidence, Holder,
    Mover, Partial, Party, PeriodFigures, ProductMove, Trend, Trends, WithoutLargest,
};
use crate::clean::Understood;
use crate::model::companion::TableAudit;
use crate::model::{Conversion, CreditsMoved, Day, Lookup, Money, Period, Reason, Rounding, Tally};
use crate::report::check::{Aside, ToldDecision};

/// The version of all schemas.
pub(super) const VERSION: u32 = 1;

/// What every document begins with.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    pub(super) schema: &'static str,
    pub(super) schema_version: u32,
    pub(super) as_of: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) period: Option<Period>,
    pub(super) currency: Option<&'a str>,
    pub(super) rows: Rows,
    pub(super) amounts: Amounts,
    /// The rows set aside for what is wrong with them, with their money without signs, where they are a large share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wrong: Option<Tally>,
    /// Only where rates were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) conversion: Option<&'a Conversion>,
    /// Only where credits count with the order they name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credits: Option<&'a CreditsMoved>,
    /// Only where orders looked something up.
    #[serde(skip_serializing_if = "<[Lookup]>::is_empty")]
    pub(super) lookups: &'a [Lookup],
    /// Only where tables beside the orders are given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tables: Vec<&'a TableAudit>,
    pub(super) settings: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Rows {
    pub(super) read: u64,
    pub(super) used: u64,
    pub(super) set_aside: u64,
}

#[derive(Serialize)]
pub(super) struct Amounts {
    pub(super) read: Money,
    pub(super) used: Money,
    pub(super) set_aside: Money,
}

/// A document: its head and what the command found.
#[derive(Serialize)]
pub(super) struct Document<'a, T> {
    #[serde(flatten)]
    pub(super) head: Head<'a>,
    #[serde(flatten)]
    pub(super) what: T,
}

/// A result about one customer, with the customer's key and name.
#[derive(Serialize)]
pub(super) struct Named<'a, T: Serialize> {
    pub(super) key: &'a str,
    pub(super) name: &'a str,
    #[serde(flatten)]
    pub(super) what: T,
}

#[derive(Serialize)]
pub(super) struct BridgeData<'a> {
    pub(super) period: Period,
    #[serde(flatten)]
    pub(super) bridge: &'a Bridge,
    pub(super) change: Money,
    pub(super) three_part: ThreePart,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) customers: Vec<Named<'a, &'a Mover>>,
}

#[derive(Serialize)]
pub(super) struct ThreePart {
    pub(super) new: Money,
    pub(super) lost: Money,
    pub(super) existing: Money,
}

#[derive(Serialize)]
pub(super) struct Bridges<'a> {
    pub(super) bridges: Vec<BridgeData<'a>>,
    pub(super) partial: Option<&'a Partial>,
}

#[derive(Serialize)]
pub(super) struct Tops<'a> {
    pub(super) bridge: Option<BridgeData<'a>>,
    /// What to ask about the customers that fell most.
    pub(super) questions: serde_json::Value,
}

#[derive(Serialize)]
pub(super) struct TrendsData<'a> {
    #[serde(flatten)]
    pub(super) trends: &'a Trends,
    pub(super) customers: Vec<Named<'a, &'a Trend>>,
}

#[derive(Serialize)]
pub(super) struct AllTrends<'a> {
    #[serde(flatten)]
    pub(super) trends: TrendsData<'a>,
    /// What the part of that name tells.
    pub(super) activity: serde_json::Value,
}

#[derive(Serialize)]
pub(super) struct OneTrend<'a> {
    pub(super) customer: Named<'a, Periods>,
    pub(super) trend: Option<&'a Trend>,
    /// What the models say of it, and of all.
    pub(super) activity: Option<OneAlive<'a>>,
    /// What to ask about it, where it falls.
    pub(super) questions: serde_json::Value,
    /// The products that it has stopped buying.
    pub(super) stopped: serde_json::Value,
    /// The products that it buys more and more, or less and less of.
    pub(super) product_trends: serde_json::Value,
}

#[derive(Serialize)]
pub(super) struct OneAlive<'a> {
    #[serde(flatten)]
    pub(super) one: Option<&'a Alive>,
    pub(super) model: &'a Activity,
}

#[derive(Serialize)]
pub(super) struct Periods {
    pub(super) periods: Vec<PeriodOf>,
}

#[derive(Serialize)]
pub(super) struct PeriodOf {
    pub(super) period: Period,
    pub(super) complete: bool,
    pub(super) amount: Money,
    pub(super) orders: Option<u32>,
    pub(super) ordered: Option<Money>,
    pub(super) rows: u32,
}

#[derive(Serialize)]
pub(super) struct WindowData<'a> {
    #[serde(flatten)]
    pub(super) window: &'a Concentration,
    pub(super) holders: Vec<Named<'a, &'a Holder>>,
    pub(super) others: Vec<Named<'a, AmountOf>>,
}

#[derive(Serialize)]
pub(super) struct AmountOf {
    pub(super) amount: Money,
}

#[derive(Serialize)]
pub(super) struct PointData<'a> {
    #[serde(flatten)]
    pub(super) point: &'a ConcentrationOverTime,
    pub(super) cause: Option<Named<'a, Cause>>,
}

#[derive(Serialize)]
pub(super) struct Shares<'a> {
    pub(super) concentration: WindowData<'a>,
    pub(super) concentration_year_before: Option<WindowData<'a>>,
    pub(super) over_time: Vec<PointData<'a>>,
    pub(super) without_largest: Option<Named<'a, &'a WithoutLargest>>,
}

#[derive(Serialize)]
pub(super) struct CustomerData {
    pub(super) class: Option<char>,
    pub(super) class_before: Option<char>,
    pub(super) window: Option<Money>,
    /// Net amounts of the periods with rows.
    pub(super) periods: BTreeMap<String, Money>,
}

#[derive(Serialize)]
pub(super) struct SourceData<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: Option<&'a str>,
    pub(super) sha256: &'a str,
    pub(super) encoding: Option<&'a str>,
    pub(super) header_row: Option<u32>,
    pub(super) read: Tally,
    pub(super) used: Tally,
    pub(super) set_aside: &'a BTreeMap<Reason, Tally>,
    pub(super) rounded: RoundingData,
}

#[derive(Serialize)]
pub(super) struct RoundingData {
    pub(super) rows: u64,
    /// Exact, with as many decimals as it takes.
    pub(super) moved: String,
}

impl From<Rounding> for RoundingData {
    fn from(rounding: Rounding) -> RoundingData {
        RoundingData { rows: rounding.rows, moved: rounding.moved() }
    }
}

/// Everything, for `report.json`.
#[derive(Serialize)]
pub(super) struct Full<'a> {
    pub(super) complete: bool,
    pub(super) bridge: Option<BridgeData<'a>>,
    pub(super) year_on_year: Option<BridgeData<'a>>,
    pub(super) bridges: Vec<BridgeData<'a>>,
    pub(super) years: Vec<BridgeData<'a>>,
    pub(super) periods: &'a [PeriodFigures],
    pub(super) partial: Option<&'a Partial>,
    pub(super) trends: TrendsData<'a>,
    #[serde(flatten)]
    pub(super) shares: Shares<'a>,
    pub(super) classes: &'a Classes,
    pub(super) products: &'a [ProductMove],
    pub(super) customers: Vec<Named<'a, CustomerData>>,
    pub(super) sources: Vec<SourceData<'a>>,
    pub(super) columns: &'a [Understood],
    pub(super) suspects: Option<serde_json::Value>,
    /// What to ask about the customers that fell most.
    pub(super) questions: serde_json::Value,
}

/// What `check` found.
#[derive(Serialize)]
pub(super) struct Checked<'a> {
    pub(super) columns: &'a [Understood],
    /// The places in `columns` of those that were understood alike.
    pub(super) alike: Vec<Vec<usize>>,
    pub(super) sources: Vec<SourceData<'a>>,
    pub(super) decisions: &'a [ToldDecision],
    pub(super) set_aside: &'a [Aside],
    pub(super) problems: Vec<ProblemData>,
    /// Why nothing can be told but this.
    pub(super) refused: Option<ProblemData>,
}

#[derive(Serialize)]
pub(super) struct ProblemData {
    pub(super) severity: &'static str,
    pub(super) file: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) column: Option<String>,
    pub(super) cell: Option<String>,
    pub(super) row: Option<u32>,
    pub(super) text: String,
    pub(super) detail: Option<String>,
    pub(super) hint: Option<String>,
}

#[derive(Serialize)]
pub(super) struct NamesData<'a> {
    pub(super) compared: usize,
    pub(super) pairs: Vec<PairData<'a>>,
    pub(super) stake: Money,
    pub(super) effect: Option<&'a Effect>,
    pub(super) aliases: Vec<AliasData<'a>>,
    pub(super) many_names: Vec<Named<'a, ManyNamesData<'a>>>,
    pub(super) claims: ClaimsData<'a>,
}

#[derive(Serialize)]
pub(super) struct PairData<'a> {
    pub(super) first: Named<'a, &'a Party>,
    pub(super) second: Named<'a, &'a Party>,
    pub(super) evidence: &'a [Evidence],
    pub(super) against: &'a [Against],
    pub(super) claimed: bool,
    pub(super) stake: Money,
    pub(super) effect: Option<&'a Effect>,
}

/// A line of the draft of an alias file; `pair` counts from 1, as ranks do.
#[derive(Serialize)]
pub(super) struct AliasData<'a> {
    pub(super) key: &'a str,
    pub(super) name: &'a str,
    pub(super) meant_key: &'a str,
    pub(super) meant: &'a str,
    pub(super) pair: usize,
}

#[derive(Serialize)]
pub(super) struct ManyNamesData<'a> {
    pub(super) amount: Money,
    pub(super) names: &'a [crate::analyse::Named],
}

#[derive(Serialize)]
pub(super) struct ClaimsData<'a> {
    pub(super) since: Option<Day>,
    pub(super) several: usize,
    pub(super) of: usize,
    pub(super) by_order: bool,
    pub(super) customers: Vec<Named<'a, ClaimData<'a>>>,
}

#[derive(Serialize)]
pub(super) struct ClaimData<'a> {
    pub(super) stake: Money,
    pub(super) owners: &'a [crate::analyse::Named],
}

/// That there are suspects; the document of `names` lists them.
#[derive(Serialize)]
pub(super) struct SuspectsData {
    pub(super) pairs: usize,
    pub(super) stake: Money,
    pub(super) many_names: usize,
    pub(super) claims: usize,
}
