//! Problems of the room `write`.

use crate::model::Place;
use crate::model::problem::WriteProblem;
use crate::report::words::Message;

/// Words a problem.
pub fn message(kind: &WriteProblem, _place: &Place) -> Message {
    Message::new(format!("{kind:?}"))
}
