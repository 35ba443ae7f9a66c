//! Problems of the room `read`.

use crate::model::Place;
use crate::model::problem::ReadProblem;
use crate::report::words::Message;

/// Words a problem.
pub fn message(kind: &ReadProblem, _place: &Place) -> Message {
    Message::new(format!("{kind:?}"))
}
