//! One run: the rooms in their order, and what each command takes from them.

use super::followed;
use super::given::nearest;
use super::options::Command;
use super::progress::Reading;
use super::settings::{Format, Settings};
use super::state::State;
use super::terminal::Terminal;
use super::understand::{Understood, understood};
use super::who::Names;
use super::{days, guard, output};
use crate::analyse::watch::{Scene, watch};
use crate::analyse::{self, Aspects, Pivoted, activity, analyse_for, given_classes, ledger, names};
use crate::clean::{self, Beside, Cleaned};
use crate::cube::Cube;
use crate::follow::{self, Reached};
use crate::model::companion::{Companions, TableField};
use crate::model::problem::{CompanionProblem, Kind};
use crate::model::{Cause, Failure, Lang, Orders, Pivot, Place, Problem, Severity};
use crate::report::words::{en, zh, zh_hant};
use crate::report::{self, PivotSubject, Report, Subject, View};
use crate::write;

/// How a run that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Done,
    /// `watch` found something to report.
    Found,
}

/// Runs a command.
pub fn run(settings: &Settings, terminal: &Terminal) -> Result<Ended, Failure> {
    output::check_screen(settings, terminal)?;
    // Whoever comes second is told at once, and not after reading.
    let state = State::hold(settings, output::since())?;
    let Understood { mut cleaned, mut problems, inputs, has_rows, folded, wants } = understood(settings, terminal)?;
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
        if has_rows {
            terminal.aside(&match terminal.lang {
                Lang::En => en::cli::basis(span, settings),
                Lang::Zh => zh::cli::basis(span, settings),
                Lang::ZhHant => zh_hant::cli::basis(span, settings),
            });
        }
    }
    // The rows set aside are wanted most where they stop the run.
    if let Some(path) = &settings.input.rejects {
        write::rejects(path, &cleaned.audit)?;
    }
    // Of orders that are refused no customer is known, and what was filled in would seem another book's.
    if settings.command != Command::Report && (cleaned.refused.is_none() || settings.logs.is_empty()) {
        let known = (&*cleaned.orders.clients, cleaned.orders.span.as_of);
        followed::take_back(settings, "", known, terminal)?;
    }
    if settings.command == Command::Check {
        // What is wrong is what this command tells, so it stands in the report and not beside it.
        check(&cleaned, &problems, settings, terminal)?;
    }
    if let Some(refused) = cleaned.refused.take() {
        return Err(refused);
    }
    if settings.command == Command::Check {
        return Ok(Ended::Done);
    }
    if let Some(asked) = &settings.pivot {
        let told = pivot(asked, &cleaned, settings, terminal.lang)?;
        let outcome = output::report(&told, settings, terminal);
        // The program ends here, as below.
        std::mem::forget(cleaned);
        return outcome.map(|()| Ended::Done);
    }
    let cube = match folded {
        Some(cube) => cube,
        None if wants.detail || wants.customers || wants.rows || terminal.manner.verbose => {
            Cube::new(&cleaned.orders, settings.rules.calendar)?
        }
        None => Cube::take(&mut cleaned.orders, settings.rules.calendar)?,
    };
    let data = settings.command == Command::Report || settings.format == Format::Json;
    let aspects = Aspects {
        past: data,
        window: settings.command != Command::Bridge || data || settings.explain || settings.rules.slice.is_some(),
        trends: !matches!(settings.command, Command::Bridge | Command::Share),
        over_time: !matches!(settings.command, Command::Bridge | Command::Top | Command::Trend | Command::Ledger),
    };
    let fits = matches!(settings.command, Command::Report | Command::Trend | Command::Ledger);
    // Others want what describes customers, and look for no pairs of names.
    let pairs = matches!(settings.command, Command::Report | Command::Names | Command::Watch | Command::Owners);
    // Each of the three has stretches that one core must do alone.
    let described = || {
        let fitted = || fits.then(|| activity(&cube, &settings.rules));
        rayon::join(fitted, || pairs.then(|| names(&cube, &cleaned.orders, &settings.rules)).transpose())
    };
    let (analysis, (fitted, names)) = rayon::join(|| analyse_for(&cube, &settings.rules, aspects), described);
    let (mut analysis, names) = (analysis?, names?);
    analysis.activity = fitted;
    if settings.command == Command::Report {
        let known = (&*cleaned.orders.clients, cube.span.as_of);
        followed::take_back(settings, &analysis.period.label(), known, terminal)?;
    }
    let (beside, fault) = beside(settings, &cleaned.orders, terminal)?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    terminal.problems(&beside.problems);
    problems.extend(beside.problems);
    analysis.classes.given = given_classes(&cleaned.orders, beside.companions.customers.as_ref());
    let aims = beside.companions.targets.as_ref().map(|targets| {
        let part = settings.input.filters.iter().any(|filter| filter.keep);
        let (orders, companions, rules) = (&cleaned.orders, &beside.companions, &settings.rules);
        follow::aims(targets, &analysis, &Reached { cube: &cube, orders, companions, rules, part })
    });
    let pivots = saved(settings, &cleaned.orders, terminal);
    let known = Names { cube: &cube, orders: &cleaned.orders, aliases: &cleaned.aliases };
    let customer = settings.customer.as_deref().map(|name| known.customer(name)).transpose()?;
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
        costs: beside.costs.as_ref(),
        companions: &beside.companions,
        aims: aims.as_ref(),
        pivots: &pivots,
        input: &settings.input,
        company: settings.company.as_deref(),
        settings: settings.file.as_deref(),
        lang: terminal.lang,
    };
    if settings.command == Command::Watch {
        return watched(&subject, state.as_ref(), settings, terminal);
    }
    let view = View { top: settings.top, last: settings.last, customer, lines: settings.lines, data };
    if settings.command == Command::Report {
        let folder = output::folder(settings).join(analysis.period.label());
        guard::check_folder(&folder, settings, &inputs)?;
    }
    let (page, report) = told(settings, &subject, &view)?;
    let outcome = match (settings.command, &page) {
        (Command::Report, Some(page)) => output::pack(&report, page, &subject, settings, terminal),
        (Command::Names, _) => output::names(&report, &subject, settings, terminal),
        (Command::Follow, _) => output::follow(&report, settings, terminal),
        _ => output::report(&report, settings, terminal),
    };
    // The program ends here: giving back millions of facts one by one would only take time.
    std::mem::forget((cube, analysis, names, cleaned, report, page, pivots));
    outcome.map(|()| Ended::Done)
}

/// Tells what needs attention, and keeps what the next run must know: only once it has been told.
fn watched(
    subject: &Subject,
    state: Option<&State>,
    settings: &Settings,
    terminal: &Terminal,
) -> Result<Ended, Failure> {
    let limit = settings.rules.limits.watch_target;
    let behind = subject.aims.map(|aims| follow::behind(aims, limit)).unwrap_or_default();
    let scene = Scene {
        cube: subject.cube,
        analysis: subject.analysis,
        names: subject.names,
        orders: subject.orders,
        audit: subject.audit,
        problems: subject.problems,
        rules: subject.rules,
        today: settings.input.today.unwrap_or(subject.cube.span.as_of),
        remembers: state.is_some(),
        also: &behind,
    };
    let (told, memory) = watch(&scene, state.and_then(|state| state.before.as_ref()))?;
    let speaks = told.speaks(settings.since_last);
    if speaks || !terminal.manner.quiet || settings.output.is_some() {
        output::report(&report::watch(subject, &told, settings.since_last), settings, terminal)?;
    }
    if let (Some(state), Some(memory)) = (state, memory) {
        state.save(memory)?;
    }
    Ok(if speaks { Ended::Found } else { Ended::Done })
}

/// Reads the tables beside the orders that are given; with `--strict`, what is wrong with one is an error too.
fn beside(settings: &Settings, orders: &Orders, terminal: &Terminal) -> Result<(Beside, Option<Failure>), Failure> {
    let progress = Reading::new(terminal.lang, terminal.shows_progress());
    let mut beside = clean::companions(&settings.input, settings.rules.calendar, orders, &progress)?;
    beside.problems.extend(unlisted(&beside.companions, settings));
    let is_fault = |problem: &&Problem| {
        matches!(&problem.kind, Kind::Companion(CompanionProblem::LeftOut { .. } | CompanionProblem::Aside { .. }))
    };
    let fault = beside.problems.iter().find(is_fault).filter(|_| settings.input.strict);
    let fault = fault.map(|fault| Failure::new(fault.place.clone(), fault.kind.clone()));
    Ok((beside, fault))
}

/// Warns of the reasons of the log that are none of the list.
fn unlisted(companions: &Companions, settings: &Settings) -> Vec<Problem> {
    let columns = companions.follow_ups.iter().flat_map(|log| &log.audit.columns);
    let letter =
        columns.into_iter().find(|column| column.field == TableField::Reason).map(|column| column.letter.clone());
    let each = follow::unlisted(companions, &settings.rules.causes).into_iter().map(|one| {
        let cell = letter.as_ref().map(|letter| format!("{letter}{}", one.at.row));
        let place =
            Place { file: Some(one.at.file), sheet: one.at.sheet, row: Some(one.at.row), cell, ..Place::default() };
        let codes = Cause::ALL.into_iter().flat_map(|cause| cause.texts().iter().map(move |text| (cause, *text)));
        let near = nearest(&one.text, codes.clone().map(|(_, text)| text));
        let near = near.and_then(|near| codes.clone().find(|(_, text)| *text == near)).map(|(cause, _)| cause.name());
        Problem::warning(place, CompanionProblem::Reason { text: one.text, rows: one.rows, near })
    });
    each.collect()
}

/// Works out the pivots that the settings file marks for the report; one that cannot be made is told, and does not stop the report.
fn saved(settings: &Settings, orders: &Orders, terminal: &Terminal) -> Vec<(Pivot, Pivoted)> {
    let mut pivots = Vec::new();
    for asked in &settings.saved {
        let asked = asked.of_book(&orders.span);
        match analyse::pivot(orders, &asked, &settings.rules) {
            Ok(pivoted) => pivots.push((asked.into_owned(), pivoted)),
            Err(failure) => {
                let warning = Problem { severity: Severity::Warning, ..*failure.0 };
                let name = asked.name.clone().unwrap_or_default();
                terminal.problems(&[Problem { place: Place::file(format!("[pivot.{name}]")), ..warning }]);
            }
        }
    }
    pivots
}

/// Works a pivot out from the order lines, and tells it.
fn pivot(asked: &Pivot, cleaned: &Cleaned, settings: &Settings, lang: Lang) -> Result<Report, Failure> {
    let asked = &asked.of_book(&cleaned.orders.span);
    let pivoted = analyse::pivot(&cleaned.orders, asked, &settings.rules)?;
    let (company, file) = (settings.company.as_deref(), settings.file.as_deref());
    let (orders, audit) = (&cleaned.orders, &cleaned.audit);
    Ok(report::pivot(&PivotSubject { pivoted: &pivoted, asked, orders, audit, company, settings: file, lang }))
}

/// Tells how the files were understood, as far as they were.
fn check(cleaned: &Cleaned, problems: &[Problem], settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    let file = settings.file.as_deref();
    let report = report::check(cleaned, problems, &settings.input, file, terminal.lang, terminal.manner.verbose);
    // Suspects are no reason to fail: where none can be told, the other commands say why.
    let cube = Cube::new(&cleaned.orders, settings.rules.calendar).ok();
    let names = cube.and_then(|cube| names(&cube, &cleaned.orders, &settings.rules).ok());
    let report = report::with_suspects(report, names.as_ref());
    if cleaned.refused.is_some() || settings.input.tables.is_empty() {
        return output::report(&report, settings, terminal);
    }
    let (beside, fault) = beside(settings, &cleaned.orders, terminal)?;
    let report = report::with_tables(report, &beside.companions, &beside.problems, terminal.manner.verbose);
    output::report(&report, settings, terminal)?;
    fault.map_or(Ok(()), Err)
}

fn told(settings: &Settings, subject: &Subject, view: &View) -> Result<(Option<Report>, Report), Failure> {
    let report = match settings.command {
        Command::Bridge | Command::Top | Command::Share
            if settings.rules.slice.is_some() && !settings.explain && !settings.compare_rules =>
        {
            report::sliced(settings.command.name(), subject, view)?
        }
        Command::Bridge if settings.explain => report::explain(subject, view)?,
        Command::Bridge if settings.compare_rules => report::compare_rules(subject, view)?,
        Command::Bridge => report::bridge(subject, view),
        Command::Top => report::top(subject, view),
        Command::Trend => report::trend(subject, view),
        Command::Share => report::share(subject, view),
        Command::Names => report::names(subject, view),
        Command::Ledger => {
            let scope = settings.period_given.then_some(subject.analysis.period);
            let customer = view.customer.unwrap_or_default();
            let rows = (subject.cube, subject.orders, subject.audit);
            report::ledger(subject, view, &ledger(rows, subject.analysis, (subject.rules, scope), customer)?)
        }
        part => match report::part_named(part.name()) {
            Some(part) => report::part(part, subject, view)?,
            None => {
                let (page, summary) = report::whole(subject, view)?;
                return Ok((Some(page), summary));
            }
        },
    };
    Ok((None, report))
}
