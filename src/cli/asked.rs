//! What options say of columns beyond the mapped ones, of samples, and of what a salesperson may hold.

use super::given::Options;
use super::options::{Command, Opt};
use super::typed::within;
use crate::model::problem::Expected;
use crate::model::{Asked, Failure, Holds, Quotas, SampleRule};

/// Gives the columns that options ask for by name: of a command that takes them, for a settings file names them for all.
pub fn asked(command: Command, options: &Options) -> Result<Vec<Asked>, Failure> {
    let takes = |name: &str| Opt::named(name).is_some_and(|option| option.commands.contains(&command));
    let mut asked = named(options, &takes);
    for rule in if takes("samples") { samples(options)? } else { Vec::new() } {
        if let SampleRule::Holds { column: name, .. } = rule
            && asked.iter().all(|one| one.name != name)
        {
            asked.push(Asked { name, option: "--samples", holds: Holds::Text, optional: false });
        }
    }
    Ok(asked)
}

/// Gives the columns of `--slice`, `--each`, `--co-owner` and `--owner-share`, which are kept beside those that a command needs anyway.
fn named(options: &Options, takes: &dyn Fn(&str) -> bool) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for (name, option) in
        [("slice", "--slice"), ("each", "--each"), ("co-owner", "--co-owner"), ("owner-share", "--owner-share")]
    {
        let column = options.text(name).map(str::trim).filter(|column| !column.is_empty() && takes(name));
        if let Some(name) = column.filter(|name| asked.iter().all(|one| one.name != *name)) {
            asked.push(Asked { name: name.to_owned(), option, holds: Holds::Text, optional: false });
        }
    }
    asked
}

/// Reads what the user takes for sample orders.
pub fn samples(options: &Options) -> Result<Vec<SampleRule>, Failure> {
    let read =
        |text: &String| SampleRule::parse(text).ok_or_else(|| options.bad("samples", Expected::Samples, Some(text)));
    options.texts("samples").iter().map(read).collect()
}

/// Reads what a salesperson may hold.
pub fn quotas(options: &Options) -> Result<Quotas, Failure> {
    let read = |name| options.read(name, Expected::Whole(0, 100_000), |text| within(text, 0, 100_000));
    let most = |name| Ok::<_, Failure>(read(name)?.and_then(|most| usize::try_from(most).ok()));
    let days = read("engaged-after")?.and_then(|days| i32::try_from(days).ok());
    Ok(Quotas {
        engaged: most("engaged-quota")?,
        shared: most("shared-quota")?,
        engaged_days: days.unwrap_or(Quotas::default().engaged_days),
    })
}
