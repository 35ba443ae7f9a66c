//! One run: the rooms in their order, and what each command takes from them.

use std::path::PathBuf;

use super::options::Command;
use super::progress::Reading;
use super::settings::Settings;
use super::terminal::Terminal;
use super::who::customer;
use super::{days, guard, output};
use crate::analyse::{analyse, names};
use crate::clean::{Cleaned, clean, glimpse};
use crate::cube::Cube;
use crate::model::{Failure, Lang, Problem, Wants};
use crate::report::words::{en, zh};
use crate::report::{self, Report, Subject, View};
use crate::{read, write};

/// Runs a command.
pub fn run(settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    let (mut cleaned, mut problems, inputs) = cleaned(settings, terminal)?;
    if cleaned.refused.is_none() {
        match days::fit(settings, &cleaned.orders.span) {
            Ok(warnings) => problems.extend(warnings),
            Err(refused) => cleaned.refused = Some(refused),
        }
    }
    if settings.command != Command::Check && cleaned.refused.is_none() {
        terminal.problems(&problems);
    }
    if settings.command != Command::Check && terminal.manner.verbose {
        for line in report::decisions(&cleaned, terminal.lang) {
            terminal.aside(&write::safe(&line));
        }
        let span = &cleaned.orders.span;
        let settings = settings.file.as_deref();
        if !cleaned.orders.day.is_empty() {
            terminal.aside(&match terminal.lang {
                Lang::En => en::cli::basis(span, settings),
                Lang::Zh => zh::cli::basis(span, settings),
            });
        }
    }
    // The rows set aside are wanted most where they stop the run.
    if let Some(path) = &settings.input.rejects {
        write::rejects(path, &cleaned.audit)?;
    }
    if settings.command == Command::Check {
        // What is wrong is what this command tells, so it stands in the report and not beside it.
        check(&cleaned, &problems, settings, terminal)?;
    }
    if let Some(refused) = cleaned.refused.take() {
        return Err(refused);
    }
    if settings.command == Command::Check {
        return Ok(());
    }
    // Only detail goes back to the rows themselves.
    let wants = settings.wants();
    let cube = match wants.detail || wants.customers || terminal.manner.verbose {
        true => Cube::new(&cleaned.orders, settings.rules.calendar)?,
        false => Cube::take(&mut cleaned.orders, settings.rules.calendar)?,
    };
    let analysis = analyse(&cube, &settings.rules)?;
    let names = match wants.customers {
        true => Some(names(&cube, &cleaned.orders, &settings.rules)?),
        false => None,
    };
    let customer = settings.customer.as_deref().map(|name| customer(&cube, name)).transpose()?;
    let subject = Subject {
        analysis: &analysis,
        cube: &cube,
        orders: &cleaned.orders,
        audit: &cleaned.audit,
        understood: &cleaned.understood,
        names: names.as_ref(),
        aliases: &cleaned.aliases,
        problems: &problems,
        rules: &settings.rules,
        input: &settings.input,
        company: settings.company.as_deref(),
        settings: settings.file.as_deref(),
        lang: terminal.lang,
    };
    let view = View { top: settings.top, last: settings.last, customer };
    let report = told(settings.command, &subject, &view);
    let outcome = match settings.command {
        Command::Report => {
            guard::check_folder(&output::folder(settings).join(&report.period), settings, &inputs)?;
            output::pack(&report, &report::full(&subject, &view), &subject, settings, terminal)
        }
        Command::Names => output::names(&report, &subject, settings, terminal),
        _ => output::report(&report, settings, terminal),
    };
    // The program ends here: giving back millions of facts one by one would only take time.
    std::mem::forget((cube, analysis, names, cleaned));
    outcome
}

/// Tells how the files were understood, as far as they were.
fn check(cleaned: &Cleaned, problems: &[Problem], settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    let file = settings.file.as_deref();
    let report = report::check(cleaned, problems, &settings.input, file, terminal.lang, terminal.manner.verbose);
    // Suspects are no reason to fail: where none can be told, the other commands say why.
    let cube = Cube::new(&cleaned.orders, settings.rules.calendar).ok();
    let names = cube.and_then(|cube| names(&cube, &cleaned.orders, &settings.rules).ok());
    let report = report::with_suspects(report, names.as_ref());
    output::report(&report, settings, terminal)
}

/// Reads and cleans the input; gives what reading and cleaning had to say too, and where the inputs lie.
fn cleaned(settings: &Settings, terminal: &Terminal) -> Result<(Cleaned, Vec<Problem>, Vec<PathBuf>), Failure> {
    read::limit(settings.limits.clone());
    let progress = Reading::new(terminal.lang, terminal.shows_progress());
    let (books, mut problems) = read::open(&settings.input, &progress)?;
    guard::check(settings, &books)?;
    // Every decision is told with its counts, and only columns that are kept can be counted.
    let wants = settings.wants();
    let wants = Wants { detail: wants.detail || terminal.manner.verbose, ..wants };
    let mut cleaned = match clean(&books, &settings.input, settings.rules.calendar, wants, &progress) {
        Err(failure) if settings.command == Command::Check => glimpse(&books, &settings.input, failure),
        cleaned => cleaned?,
    };
    problems.append(&mut cleaned.problems);
    Ok((cleaned, problems, books.iter().map(|book| book.path().to_owned()).collect()))
}

fn told(command: Command, subject: &Subject, view: &View) -> Report {
    match command {
        Command::Report | Command::Check | Command::Init => report::summary(subject, view),
        Command::Bridge => report::bridge(subject, view),
        Command::Top => report::top(subject, view),
        Command::Trend => report::trend(subject, view),
        Command::Share => report::share(subject, view),
        Command::Names => report::names(subject, view),
    }
}
