//! Problems of the room `settings`.

use crate::model::Place;
use crate::model::problem::SettingsProblem;
use crate::report::words::Message;

/// Words a problem.
pub fn message(kind: &SettingsProblem, _place: &Place) -> Message {
    Message::new(format!("{kind:?}"))
}
