//! Options as typed → the rules that figures are made by.

use super::asked::{quotas, samples};
use super::given::Options;
use super::limits::limits;
use super::periods::{Periods, periods};
use super::typed::{amount, day, fiscal_start, within};
use crate::model::problem::Expected;
use crate::model::{Active, ActivityModel, Basis, CauseRule, Failure, Frequency, Rules};

/// Reads the rules.
pub fn rules(options: &Options) -> Result<Rules, Failure> {
    let (limits, standard) = (limits(options)?, Rules::default());
    let fiscal_start = fiscal_start(options)?.unwrap_or(1);
    let Periods { calendar, period, current } = periods(options, fiscal_start)?;
    let named = |name| options.text(name).map(str::trim).filter(|column| !column.is_empty()).map(str::to_owned);
    Ok(Rules {
        calendar,
        active: options
            .word("active", &[("purchase", Active::Purchase), ("any", Active::Any), ("net", Active::Net)])?
            .unwrap_or_default(),
        basis: options.word("basis", &[("period", Basis::Period), ("payment", Basis::Payment)])?.unwrap_or_default(),
        period,
        current,
        since: day(options, "since")?,
        samples: samples(options)?,
        causes: causes(options)?,
        floor: options.read("floor", Expected::Amount, amount)?,
        slice: named("slice"),
        co_owner: named("co-owner"),
        owner_share: named("owner-share"),
        quotas: quotas(options)?,
        new_after: options
            .read("new-after", Expected::Whole(1, 1_000), |text| within(text, 1, 1_000))?
            .and_then(|periods| usize::try_from(periods).ok()),
        one_unit: options.word("units", &[("one", true), ("several", false)])?,
        horizon_months: options
            .read("horizon", Expected::Whole(1, 60), |text| within(text, 1, 60))?
            .and_then(|months| i32::try_from(months).ok())
            .unwrap_or(standard.horizon_months),
        activity_model: options
            .word("activity-model", &[("mbgnbd", ActivityModel::MbgNbd), ("bgnbd", ActivityModel::BgNbd)])?
            .unwrap_or_default(),
        every: every(options)?,
        ahead: options
            .read("ahead", Expected::Whole(0, 366), |text| within(text, 0, 366))?
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or(standard.ahead),
        what_if: options
            .read("what-if", Expected::Whole(1, 100), |text| within(text, 1, 100))?
            .map_or(standard.what_if, |points| points as f64 / 100.0),
        limits,
    })
}

/// Reads what the user says of the reasons in a log.
fn causes(options: &Options) -> Result<Vec<CauseRule>, Failure> {
    let read =
        |text: &String| CauseRule::parse(text).ok_or_else(|| options.bad("reasons", Expected::Causes, Some(text)));
    options.texts("reasons").iter().map(read).collect()
}

/// Reads how often customers are to be contacted, over what is usual.
fn every(options: &Options) -> Result<Frequency, Failure> {
    let read = |every: Frequency, text: &String| {
        every.with(text).ok_or_else(|| options.bad("every", Expected::Every, Some(text)))
    };
    options.texts("every").iter().try_fold(Frequency::default(), read)
}
