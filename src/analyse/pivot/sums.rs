//! What a book whose rows are sums of periods can be gathered by: whole periods of those sums, and nothing that needs orders.

use std::borrow::Cow;

use crate::model::problem::AnalyseProblem;
use crate::model::{Axis, By, Calendar, DatePart, Dated, Every, Measure, Pivot, Span, Within};

impl Pivot {
    /// Gives the pivot of that book: by the periods that it has sums of, where nothing was asked for.
    pub fn of_book(&self, span: &Span) -> Cow<'_, Pivot> {
        let longest = span.sums.iter().max_by_key(|sums| sums.grain);
        match longest.filter(|_| self.usual_axes) {
            Some(sums) => {
                let by = By::Every(Every::Period(sums.grain), Dated::Ordered);
                let name = sums.grain.name().to_owned();
                Cow::Owned(Pivot { cols: vec![Axis { name, by }], ..self.clone() })
            }
            None => Cow::Borrowed(self),
        }
    }
}

/// Refuses axes and limits that cut through the periods that rows are sums of, and figures that count orders.
pub fn check(asked: &Pivot, fiscal_start: u8, span: &Span) -> Result<(), AnalyseProblem> {
    for sums in &span.sums {
        let fail = |what: String| Err(AnalyseProblem::NotOfSums { what, sums: sums.grain });
        if let Some(axis) = asked.axes().find(|axis| !is_whole(&axis.by, fiscal_start, *sums)) {
            return fail(axis.name.clone());
        }
        let within = asked.within.map(|within| match within {
            Within::Period(period) => period.calendar,
            Within::Last(calendar) | Within::Current(calendar) => calendar,
        });
        if within.is_some_and(|calendar| !fits(calendar, *sums)) {
            return fail("--period".to_owned());
        }
        if let Some(value) = asked.values.iter().find(|value| matches!(value, Measure::Orders | Measure::Average)) {
            return fail(format!("--values {}", value.name()));
        }
    }
    Ok(())
}

/// Says whether an axis is made of whole periods of the sums; dates of other columns are none of theirs.
fn is_whole(by: &By, fiscal_start: u8, sums: Calendar) -> bool {
    let calendar = |grain| Calendar { grain, fiscal_start };
    match by {
        By::Every(Every::Period(grain), Dated::Ordered) => fits(calendar(*grain), sums),
        By::Part(DatePart::MonthOfYear, Dated::Ordered) => sums.grain.months() == Some(1),
        By::Part(DatePart::QuarterOfYear, Dated::Ordered) => fits(calendar(crate::model::Grain::Quarter), sums),
        By::Every(Every::Day, Dated::Ordered) | By::Part(DatePart::Weekday, Dated::Ordered) => false,
        By::Customer | By::Column(_) | By::Every(_, Dated::Column(_)) | By::Part(_, Dated::Column(_)) => true,
    }
}

/// Says whether periods are made of whole periods of the sums.
fn fits(asked: Calendar, sums: Calendar) -> bool {
    match (asked.grain.months(), sums.grain.months()) {
        (Some(asked_months), Some(months)) => {
            let apart = (i32::from(asked.fiscal_start) - i32::from(sums.fiscal_start)).rem_euclid(months);
            asked_months % months == 0 && apart == 0
        }
        (asked, sums) => asked == sums,
    }
}
