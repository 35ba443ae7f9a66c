//! Targets: the period in a column of its own, or a column for each.

use super::Reading;
use super::cells::Sheet;
use super::line::{Aside, Whose, take};
use crate::clean::crosstab::named;
use crate::clean::number_column::Value;
use crate::model::companion::{TableField as F, Target, Targets};
use crate::model::{Period, Reason};

/// Takes the targets.
pub fn targets(sheet: &Sheet, reading: &Reading<'_>) -> Targets {
    let fiscal_start = reading.calendar.fiscal_start;
    take(sheet, reading, &Whose::Some, |line, customer| {
        let (at, owner) = (line.place(), line.text(F::Owner));
        let target = |period, amount| Target {
            at: at.clone(),
            period,
            owner: owner.clone(),
            customer: customer.clone(),
            amount,
        };
        if sheet.head.across.is_empty() {
            let field = Some(F::Period);
            let text = line.text(F::Period).ok_or(Aside { reason: Reason::NoDate, field })?;
            let index = sheet.head.of(F::Period).map_or(0, |one| one.index);
            let cell = sheet.rows[line.at()].1.get(index).and_then(named);
            let period =
                cell.and_then(|named| named.period(None, fiscal_start)).or_else(|| Period::parse(&text, fiscal_start));
            let period = period.ok_or(Aside { reason: Reason::BadDate, field })?;
            return Ok(vec![target(period, line.need_money(F::Amount)?)]);
        }
        let mut targets = Vec::new();
        for (nth, (_, period)) in sheet.head.across.iter().enumerate() {
            match sheet.across(line.at(), nth) {
                Value::Is(amount) => targets.push(target(*period, amount)),
                Value::Blank => {}
                Value::Bad => return Err(Aside { reason: Reason::BadAmount, field: None }),
            }
        }
        Ok(targets)
    })
}
