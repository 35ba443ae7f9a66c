//! A mistake of mingxi: what is written down so that it can be mended, and how a run that breaks off ends.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::settings::Settings;
use crate::model::Failure;
use crate::model::problem::Kind;

/// The exit code of a mistake of mingxi.
pub const EXIT: u8 = 70;

/// The report's file, in the working folder.
const FILE: &str = "mingxi-bug.txt";

/// Writes down an identity that does not hold: version, rules and sums, no names and no amounts per row.
pub fn write(failure: &Failure, settings: Option<&Settings>) {
    let Kind::Identity { what, left, right, at } = &failure.0.kind else { return };
    let mut text = heading();
    text.push_str(&format!("identity: {what}\nleft: {left}\nright: {right}\nat: {at}\n"));
    if let Some(settings) = settings {
        text.push_str(&format!("command: {}\nrules: {:#?}\n", settings.command.name(), settings.rules));
    }
    save(&text);
}

/// Runs, and gives nothing where the run broke off; what is known of it is then in the report's file.
pub fn catch<T>(run: impl FnOnce() -> T) -> Option<T> {
    std::panic::set_hook(Box::new(|broken| {
        let place = broken.location().map(ToString::to_string).unwrap_or_default();
        save(&format!("{}broke off at: {place}\n", heading()));
    }));
    let done = catch_unwind(AssertUnwindSafe(run)).ok();
    let _ = std::panic::take_hook();
    done
}

fn heading() -> String {
    let os = std::env::consts::OS;
    format!("mingxi {} ({os}, {})\n", env!("CARGO_PKG_VERSION"), std::env::consts::ARCH)
}

fn save(text: &str) {
    // Where not even this can be written, the message on stderr is all there is.
    let _ = std::fs::write(FILE, text);
}
