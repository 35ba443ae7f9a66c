//! Problems of the room `clean`.

use crate::model::Place;
use crate::model::problem::CleanProblem;
use crate::report::words::Message;

/// Words a problem.
pub fn message(kind: &CleanProblem, _place: &Place) -> Message {
    Message::new(format!("{kind:?}"))
}
