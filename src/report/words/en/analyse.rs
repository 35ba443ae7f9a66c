//! Problems of the room `analyse`.

use crate::model::problem::AnalyseProblem;
use crate::report::words::Message;

/// Words a problem.
pub fn message(kind: &AnalyseProblem) -> Message {
    match kind {
        AnalyseProblem::NoRows => Message::new("no row counts, so there is nothing to report")
            .hint("`mingxi check` shows how the files were read, `--rejects rejects.csv` why each row was set aside"),
        AnalyseProblem::NoSuchPeriod { wanted, first, last, ended } => {
            let message =
                Message::new(format!("there is no period {wanted} in the data, which run from {first} to {last}"));
            match ended {
                Some(ended) => message.hint(format!("`--period {ended}` is the last that has ended")),
                None => message.hint(format!("`--as-of {}`, if the data of {last} are complete", last.last_day())),
            }
        }
        AnalyseProblem::NotEnded { wanted, as_of, last } => {
            let text = format!("{wanted} ends on {}, and the reports speak from {as_of}", wanted.last_day());
            let message = Message::new(text).detail("a period that has not ended makes no customer lost and no trend");
            match last {
                Some(last) => message.hint(format!("`--period {last}`, or `--as-of {}`", wanted.last_day())),
                None => message.hint(format!("if the data are complete, say so: `--as-of {}`", wanted.last_day())),
            }
        }
    }
}
