//! Problems of the state that one run of `watch` leaves for the next.

use crate::model::problem::StateProblem;
use crate::report::words::Message;

/// What to do where a state is of no use.
const ANEW: &str = "move it away: the next run then tells everything and begins anew";

/// Words a problem.
pub fn message(kind: &StateProblem) -> Message {
    match kind {
        StateProblem::Unreadable { why } => Message::new(format!("the state cannot be read: {why}"))
            .hint("check that it is a file which you may read and write"),
        StateProblem::NotState => Message::new("is no state of `mingxi watch`; nothing was changed")
            .hint("name another file with `--state`; one that is not there is made"),
        StateProblem::Damaged => {
            Message::new("the state is damaged: parts of it are missing or do not add up; nothing was changed").hint(ANEW)
        }
        StateProblem::Newer { version, known, mingxi } => Message::new(format!(
            "the state was written by a later mingxi, {mingxi} (state {version}, this one knows {known}); nothing was changed"
        ))
        .hint("use that mingxi, or another file with `--state`"),
        StateProblem::OtherRules { option, then, now } => {
            let told = |value: &str| if value.is_empty() { "without it".to_owned() } else { format!("`{value}`") };
            Message::new(format!(
                "the state was written with another `--{option}`: then {}, now {}; nothing can be compared",
                told(then),
                told(now)
            ))
            .hint("run with the same options, or keep another state for these: `--state FILE`")
        }
        StateProblem::Locked { process, since } => {
            let who = match (process, since) {
                (Some(process), Some(since)) => format!(" (process {process}, since {since})"),
                (Some(process), None) => format!(" (process {process})"),
                _ => String::new(),
            };
            Message::new(format!("another mingxi{who} is at work with this state; nothing was told or changed"))
                .hint("wait for it to end, or keep a state for each: `--state FILE`")
        }
    }
}
