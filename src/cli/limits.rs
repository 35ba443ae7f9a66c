//! The thresholds of verdicts and flags as typed → [`Limits`].

use super::given::Options;
use super::typed::within;
use crate::model::problem::Expected;
use crate::model::{Failure, Limits};

/// Reads all thresholds; those that are not given stay as they are.
pub fn limits(options: &Options) -> Result<Limits, Failure> {
    let standard = Limits::default();
    let share = |name, otherwise: f64| Ok(options.read(name, Expected::Share, share)?.unwrap_or(otherwise));
    let window = options.read("window", Expected::Whole(1, 120), |text| within(text, 1, 120))?;
    let late = options.read("late-after", Expected::Whole(0, 3_660), |text| within(text, 0, 3_660))?;
    let quiet = options.read("quiet-after", Expected::Whole(1, 3_650), |text| within(text, 1, 3_650))?;
    Ok(Limits {
        floor_share: share("floor-share", standard.floor_share)?,
        broad_breadth: share("broad-breadth", standard.broad_breadth)?,
        broad_top1: share("broad-top1", standard.broad_top1)?,
        concentrated_top1: share("concentrated-top1", standard.concentrated_top1)?,
        concentrated_top3: share("concentrated-top3", standard.concentrated_top3)?,
        top1_watch: share("watch-top1", standard.top1_watch)?,
        top1_high: share("high-top1", standard.top1_high)?,
        top5: share("watch-top5", standard.top5)?,
        named: share("named", standard.named)?,
        class_a: share("class-a", standard.class_a)?,
        class_b: share("class-b", standard.class_b)?,
        window_months: window.and_then(|months| i32::try_from(months).ok()).unwrap_or(standard.window_months),
        watch_aside: share("watch-aside", standard.watch_aside)?,
        watch_target: share("watch-target", standard.watch_target)?,
        late_after: late.and_then(|days| i32::try_from(days).ok()),
        quiet_days: quiet.and_then(|days| i32::try_from(days).ok()).unwrap_or(standard.quiet_days),
    })
}

/// Reads `20%` or `0.2`.
fn share(text: &str) -> Option<f64> {
    let value = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => text.parse().ok()?,
    };
    (0.0..=1.0).contains(&value).then_some(value)
}
