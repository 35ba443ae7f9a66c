//! From the words of the command line to the exit code.

use std::process::ExitCode;

use super::args::{self, Asked};
use super::given::{self, Options};
use super::options::Command;
use super::run::Ended;
use super::settings::{self, Manner, Settings};
use super::terminal::{Terminal, system_language};
use super::{bug, cache, config, each, help, init, named, run, shell, typed};
use crate::model::problem::{Expected, Kind, SettingsProblem};
use crate::model::{Day, Failure, Lang, Place};
use crate::report::words::{Message, said};

/// The exit code of `watch` where there is something to report.
const FOUND: u8 = 3;

/// Runs the program and gives its exit code: 0 done, 1 bad data or an output that cannot be written, 2 usage or settings, 3 `watch`
/// found something, 70 a mistake of mingxi.
pub fn main(words: Vec<String>) -> ExitCode {
    let lang = spoken(&words);
    bug::catch(move || conduct(&words, lang)).unwrap_or_else(|| {
        let terminal = Terminal::new(lang, Manner::default());
        let hint = said!(terminal.lang, cli::REPORT_BUG);
        terminal.error(&Message::new(said!(terminal.lang, cli::CRASH)).hint(hint));
        ExitCode::from(bug::EXIT)
    })
}

fn conduct(words: &[String], lang: Lang) -> ExitCode {
    let terminal = Terminal::new(lang, Manner::default());
    let print_bytes = |bytes: Vec<u8>| match terminal.result(&bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    };
    let print = |text: String| print_bytes(text.into_bytes());
    match args::parse(words) {
        Ok(Asked::Help(None)) => print(help::all(lang)),
        Ok(Asked::Help(Some(command))) => print(help::command(command, lang)),
        Ok(Asked::HelpOptions) => print(help::shared(lang)),
        Ok(Asked::HelpTool(tool)) => print(help::tool(tool, lang)),
        Ok(Asked::Completions(shell)) => print_bytes(shell::completions(shell, lang)),
        Ok(Asked::Man(command)) => print_bytes(shell::man(command, lang)),
        Ok(Asked::Version) => print(format!("mingxi {}\n", env!("CARGO_PKG_VERSION"))),
        Ok(Asked::Run { command, files, options }) => asked(command, files, options, terminal),
        Err(failure) => fail(&terminal, &failure),
    }
}

fn asked(command: Command, files: Vec<String>, options: Options, mut terminal: Terminal) -> ExitCode {
    let mut options = options;
    let settings = match prepared(command, files, &mut options, &mut terminal) {
        Ok(settings) => settings,
        Err(failure) => return fail(&terminal, &failure),
    };
    let done = match command {
        Command::Init => init::run(&settings, &options, &terminal).map(|()| Ended::Done),
        Command::Cache => cache::run(&settings, &terminal).map(|()| Ended::Done),
        _ => match &settings.each {
            Some(column) => each::run(&settings, column, &terminal),
            None => run::run(&settings, &terminal),
        },
    };
    match done {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::Found) => ExitCode::from(FOUND),
        Err(failure) => {
            if matches!(failure.0.kind, Kind::Identity { .. }) {
                bug::write(&failure, Some(&settings));
            }
            fail(&terminal, &failure)
        }
    }
}

/// Gathers the options from flags, environment and file, and reads them; the terminal learns its manner on the way.
fn prepared(
    command: Command,
    files: Vec<String>,
    options: &mut Options,
    terminal: &mut Terminal,
) -> Result<Settings, Failure> {
    options.add_environment(|name| std::env::var(name).ok());
    let file = config::find(options)?;
    // A pivot that the settings name is asked for where the first file would stand.
    let first = files.first().filter(|_| command == Command::Pivot).cloned();
    let told = match &file {
        Some(path) => config::load(path, options, first.as_deref())?,
        None => config::Told::default(),
    };
    if let Some(lang) = settings::language(options)? {
        terminal.lang = lang;
    }
    terminal.manner = settings::manner(options)?;
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    terminal.problems(&given::unknown_variables(names.collect()));
    let shown = file.map(|path| path.display().to_string());
    let mut files = files;
    let pivot = first.map(|first| named::pivot(&first, &told.pivots, shown.as_deref())).transpose()?.flatten();
    if let Some(named) = &pivot {
        files.remove(0);
        terminal.problems(&named.problems);
        if files.is_empty() {
            return Err(Failure::new(Place::default(), SettingsProblem::NoFiles { command: command.name() }));
        }
    }
    let settings = settings::settings(command, files, options, told, shown, today()?)?;
    Ok(settings.named(pivot.map(|named| named.name)))
}

fn fail(terminal: &Terminal, failure: &Failure) -> ExitCode {
    terminal.failure(failure);
    ExitCode::from(failure.exit_code())
}

/// Gives the language that help and the first errors speak: `--lang`, `MINGXI_LANG`, the system's.
fn spoken(words: &[String]) -> Lang {
    let flag = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(at + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    let named =
        |name: &str| typed::LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, lang)| *lang);
    flag.and_then(|name| named(&name))
        .or_else(|| std::env::var("MINGXI_LANG").ok().and_then(|name| named(&name)))
        .unwrap_or_else(system_language)
}

/// Gives today: the only look at the clock. `MINGXI_TODAY` stands in for it, so that a run can be repeated.
fn today() -> Result<Day, Failure> {
    if let Some(text) = std::env::var("MINGXI_TODAY").ok().filter(|text| !text.is_empty()) {
        return typed::iso_day(&text).ok_or_else(|| {
            let kind = SettingsProblem::BadValue {
                option: "MINGXI_TODAY".into(),
                value: text,
                expected: Expected::Day,
                similar: None,
            };
            Failure::new(Place::default(), kind)
        });
    }
    let date = jiff::Zoned::now().date();
    let day = Day::from_ymd(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    Ok(day.unwrap_or(Day::from_number(0)))
}
