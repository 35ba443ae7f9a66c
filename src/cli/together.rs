//! Options that mean something only beside others, or never beside them.

use super::given::Options;
use super::options::Command;
use crate::model::problem::SettingsProblem;
use crate::model::{Failure, Place};

/// Says whether changes alone are told; against what, a state must say.
pub fn since_last(options: &Options) -> Result<bool, Failure> {
    let on = options.on("since-last")?;
    if on && options.text("state").is_none() {
        let (place, _) = options.named("since-last");
        return Err(Failure::new(place, SettingsProblem::Needs { option: "--since-last", other: "--state FILE" }));
    }
    Ok(on)
}

/// Refuses an option that says something of another one that is not given.
pub fn beside(command: Command, options: &Options) -> Result<(), Failure> {
    if options.on("explain")? && options.on("compare-rules")? {
        let (one, other) = ("--explain".to_owned(), "--compare-rules".to_owned());
        return Err(Failure::new(Place::default(), SettingsProblem::Conflict { one, other }));
    }
    // A slice that the settings file names for every run gives way in silence; one that is typed would seem to be in force.
    for (name, flag) in [("explain", "--explain"), ("compare-rules", "--compare-rules")] {
        if options.typed("slice") && options.on(name)? {
            let (one, other) = (flag.to_owned(), "--slice".to_owned());
            return Err(Failure::new(Place::default(), SettingsProblem::Conflict { one, other }));
        }
    }
    let needs = |option, other| Err(Failure::new(Place::default(), SettingsProblem::Needs { option, other }));
    if command == Command::Bridge && options.text("customer").is_some() && !options.on("explain")? {
        return needs("--customer NAME", "--explain");
    }
    if options.on("lines")? && options.text("customer").is_none() {
        return needs("--lines", "--customer NAME");
    }
    Ok(())
}

/// Refuses an option of converting that lacks another.
pub fn rates_together(options: &Options) -> Result<(), Failure> {
    let given = |name| options.text(name).is_some_and(|text| !text.trim().is_empty());
    let needs = [("rates", "--base CODE"), ("base", "--rates FILE"), ("rates-are", "--rates FILE")];
    let lacks = |(name, other): &(&'static str, &'static str)| {
        given(name) && !given(if other.starts_with("--base") { "base" } else { "rates" })
    };
    match needs.into_iter().find(lacks) {
        None => Ok(()),
        Some((name, other)) => {
            let (place, _) = options.named(name);
            let option = match name {
                "rates" => "--rates",
                "base" => "--base",
                _ => "--rates-are",
            };
            Err(Failure::new(place, SettingsProblem::Needs { option, other }))
        }
    }
}
