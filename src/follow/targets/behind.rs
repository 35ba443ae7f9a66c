//! Targets that are missed or behind, for `watch`.

use super::{Aims, Scope};
use crate::analyse::watch::{Alert, Fact, Who as Named};

/// Until which part of a period its pace says too little to be told.
const EARLY: f64 = 0.25;

/// Gives the targets that are missed, or behind what is due of them, by more than a share of that: in the report's period, and in the
/// one that has not ended once a quarter of its days has passed.
pub fn behind(aims: &Aims, limit: f64) -> Vec<Alert> {
    let frames = [aims.period.as_ref(), aims.running.as_ref().filter(|frame| frame.elapsed() >= EARLY)];
    let mut found = Vec::new();
    for frame in frames.into_iter().flatten() {
        for aim in frame.aims.iter().filter(|aim| aim.lags(limit)) {
            let (Some(actual), Some(share)) = (aim.actual, aim.share()) else { continue };
            let (who, owner) = match &aim.scope {
                Scope::Book { .. } => (None, None),
                Scope::Owner { name, .. } => (None, Some(name.clone())),
                Scope::Customer { key, name, .. } => (Some(Named { key: key.clone(), name: name.clone() }), None),
            };
            let (period, to, target, due) = (frame.period, frame.to, aim.target, aim.due);
            let fact = Fact::Behind { owner, period, to, target, due, actual, share, limit };
            found.push(Alert { who, stake: due - actual, fact });
        }
    }
    found
}
