//! The command line as typed: clap splits it, this file says what was wrong with it in our words.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches};

use super::given::{Options, Origin, nearest};
use super::options::{Command, OPTIONS, Opt, Takes};
use super::shell;
use crate::model::problem::SettingsProblem;
use crate::model::{Failure, Place};

/// What a command line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// The help of a command, or of all.
    Help(Option<Command>),
    /// The options that all commands share.
    HelpOptions,
    Version,
    /// The help of a command that reads no orders.
    HelpTool(&'static str),
    /// The completions for a shell.
    Completions(clap_complete::Shell),
    /// The man page of a command, or of all.
    Man(Option<Command>),
    Run {
        command: Command,
        files: Vec<String>,
        options: Options,
    },
}

/// Builds the grammar from the table of options.
pub fn grammar() -> clap::Command {
    let help = Arg::new("help").long("help").short('h').action(ArgAction::SetTrue);
    let mut all = clap::Command::new("mingxi")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args_override_self(true)
        .arg(help.clone().global(true))
        .arg(Arg::new("version").long("version").short('V').action(ArgAction::SetTrue))
        .arg(argument(&LANG).global(true))
        .subcommand(clap::Command::new("help").disable_help_flag(true).arg(Arg::new("topic").num_args(0..=1)))
        .subcommand(clap::Command::new("completions").disable_help_flag(true).arg(Arg::new("shell").num_args(0..=1)))
        .subcommand(clap::Command::new("man").disable_help_flag(true).arg(Arg::new("topic").num_args(0..=1)));
    for command in Command::ALL {
        let options = OPTIONS.iter().filter(|option| option.commands.contains(&command) && option.name != LANG.name);
        all = all.subcommand(
            clap::Command::new(command.name())
                .disable_help_flag(true)
                .args_override_self(true)
                .arg(Arg::new("files").num_args(0..))
                .args(options.map(argument)),
        );
    }
    all
}

/// The one option that stands before a command too.
const LANG: Opt = Opt {
    name: "lang",
    short: None,
    takes: Takes::One,
    value: "zh|en",
    section: super::options::Section::Output,
    commands: &Command::ALL,
    own: &[],
    settable: true,
};

fn argument(option: &Opt) -> Arg {
    let arg = Arg::new(option.name).long(option.name);
    let arg = option.short.map_or(arg.clone(), |short| arg.short(short));
    match option.takes {
        Takes::Nothing => arg.action(ArgAction::SetTrue),
        Takes::One => arg.action(ArgAction::Set).value_name(option.value).allow_hyphen_values(is_amount(option)),
        Takes::Many => arg.action(ArgAction::Append).value_name(option.value),
    }
}

/// Says whether a value may begin with a minus.
fn is_amount(option: &Opt) -> bool {
    option.name == "floor"
}

/// Reads a command line, the program's name first.
pub fn parse(words: &[String]) -> Result<Asked, Failure> {
    let matches = match grammar().try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return Err(wrong(&error, words)),
    };
    let Some((name, inner)) = matches.subcommand() else {
        if matches.get_flag("version") {
            return Ok(Asked::Version);
        }
        return Ok(Asked::Help(None));
    };
    if name == "help" {
        return topic(inner.get_one::<String>("topic").map(String::as_str));
    }
    if let Some(tool) = shell::TOOLS.into_iter().find(|tool| *tool == name) {
        return if inner.get_flag("help") { Ok(Asked::HelpTool(tool)) } else { for_shell(tool, inner) };
    }
    let Some(command) = Command::named(name) else { return Ok(Asked::Help(None)) };
    if inner.get_flag("help") {
        return Ok(Asked::Help(Some(command)));
    }
    let mut files: Vec<String> = inner.get_many::<String>("files").into_iter().flatten().cloned().collect();
    let mut options = typed(command, inner);
    if command == Command::Ledger && options.text("customer").is_none() {
        // The customer stands last.
        let last = files.pop();
        let customer = last.clone().filter(|_| !files.is_empty()).zip(Opt::named("customer"));
        match (customer, last) {
            (Some((customer, option)), _) => options.add(option, vec![customer], Origin::Flag),
            (None, Some(file)) => return Err(Failure::new(Place::default(), SettingsProblem::NobodyNamed { file })),
            (None, None) => {}
        }
    }
    if files.is_empty() && !matches!(command, Command::Init | Command::Cache) {
        return Err(Failure::new(Place::default(), SettingsProblem::NoFiles { command: command.name() }));
    }
    Ok(Asked::Run { command, files, options })
}

fn for_shell(tool: &'static str, matches: &ArgMatches) -> Result<Asked, Failure> {
    if tool == "man" {
        return match matches.get_one::<String>("topic") {
            None => Ok(Asked::Man(None)),
            Some(name) => Command::named(name).map(|one| Asked::Man(Some(one))).ok_or_else(|| unknown_command(name)),
        };
    }
    let Some(name) = matches.get_one::<String>("shell") else { return Ok(Asked::HelpTool(tool)) };
    match shell::SHELLS.into_iter().find(|(known, _)| known == name) {
        Some((_, shell)) => Ok(Asked::Completions(shell)),
        None => {
            let known = shell::SHELLS.map(|(name, _)| name).to_vec();
            Err(Failure::new(Place::default(), SettingsProblem::UnknownShell { name: name.clone(), known }))
        }
    }
}

fn topic(topic: Option<&str>) -> Result<Asked, Failure> {
    match topic {
        None => Ok(Asked::Help(None)),
        Some("options") => Ok(Asked::HelpOptions),
        Some(name) if shell::TOOLS.contains(&name) => {
            Ok(Asked::HelpTool(shell::TOOLS.into_iter().find(|tool| *tool == name).unwrap_or_default()))
        }
        Some(name) => {
            Command::named(name).map(|command| Asked::Help(Some(command))).ok_or_else(|| unknown_command(name))
        }
    }
}

fn typed(command: Command, matches: &ArgMatches) -> Options {
    let mut options = Options::default();
    for option in OPTIONS.iter().filter(|option| option.commands.contains(&command)) {
        let values: Vec<String> = match option.takes {
            Takes::Nothing => matches.get_flag(option.name).then(|| "true".to_owned()).into_iter().collect(),
            _ => matches.get_many::<String>(option.name).into_iter().flatten().cloned().collect(),
        };
        if !values.is_empty() {
            options.add(option, values, Origin::Flag);
        }
    }
    options
}

/// Says in our words what clap found wrong.
fn wrong(error: &clap::Error, words: &[String]) -> Failure {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.first().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let command = words.iter().skip(1).find_map(|word| Command::named(word));
    let kind = match error.kind() {
        ErrorKind::InvalidSubcommand => return unknown_command(&text(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => return unknown_flag(&text(ContextKind::InvalidArg), command),
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let argument = text(ContextKind::InvalidArg);
            let (flag, value) = argument.split_once(' ').unwrap_or((&argument, ""));
            SettingsProblem::NoValue { flag: flag.to_owned(), value: value.to_owned() }
        }
        ErrorKind::TooManyValues => {
            let argument = text(ContextKind::InvalidArg);
            let flag = argument.split(' ').next().unwrap_or_default().to_owned();
            SettingsProblem::NeedlessValue { flag }
        }
        _ => SettingsProblem::Misplaced {
            flag: text(ContextKind::InvalidArg).split(' ').next().unwrap_or_default().to_owned(),
        },
    };
    Failure::new(Place::default(), kind)
}

fn unknown_command(name: &str) -> Failure {
    let similar = nearest(name, Command::ALL.iter().map(|command| command.name()).chain(shell::TOOLS));
    Failure::new(Place::default(), SettingsProblem::UnknownCommand { name: name.to_owned(), similar })
}

fn unknown_flag(flag: &str, command: Option<Command>) -> Failure {
    let typed = flag.split('=').next().unwrap_or(flag);
    let name = typed.trim_start_matches('-');
    let Some(command) = command else {
        // A file without a command is not a flag: `mingxi orders.xlsx` forgets the command.
        let similar = nearest(name, OPTIONS.iter().map(|option| option.name)).map(|name| format!("--{name}"));
        let kind = SettingsProblem::UnknownFlag { flag: typed.to_owned(), command: None, similar };
        return Failure::new(Place::default(), kind);
    };
    let kind = match Opt::named(name).filter(|_| typed.starts_with("--")) {
        Some(option) => SettingsProblem::OtherCommand {
            flag: typed.to_owned(),
            command: command.name(),
            commands: option.commands.iter().map(|command| command.name()).collect(),
        },
        None => {
            let own = OPTIONS.iter().filter(|option| option.commands.contains(&command)).map(|option| option.name);
            let similar = nearest(name, own).map(|name| format!("--{name}"));
            SettingsProblem::UnknownFlag { flag: typed.to_owned(), command: Some(command.name()), similar }
        }
    };
    Failure::new(Place::default(), kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Kind;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    fn problem(line: &str) -> SettingsProblem {
        match parse(&words(line)).unwrap_err().0.kind {
            Kind::Settings(problem) => problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_grammar_holds() {
        grammar().debug_assert();
    }

    #[test]
    fn flags_and_files_mix_freely() {
        let Asked::Run { command, files, options } =
            parse(&words("mingxi bridge a.csv --by month b.csv --map customer=C --map date=D -q --by=week -")).unwrap()
        else {
            panic!("no run");
        };
        assert_eq!((command, files), (Command::Bridge, vec!["a.csv".to_owned(), "b.csv".into(), "-".into()]));
        assert_eq!(options.text("by"), Some("week"));
        assert_eq!(options.texts("map"), ["customer=C", "date=D"]);
        assert!(options.on("quiet").unwrap());
    }

    #[test]
    fn sheets_add_up_and_the_last_of_other_flags_wins() {
        let line = "mingxi check a.xlsx --sheet 1月 --sheet=2月 --decimal point --decimal comma";
        let Asked::Run { options, .. } = parse(&words(line)).unwrap() else { panic!("no run") };
        assert_eq!(options.texts("sheet"), ["1月", "2月"]);
        assert_eq!(options.text("decimal"), Some("comma"));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told_with_the_nearest_right_one() {
        assert_eq!(
            problem("mingxi bridg a.csv"),
            SettingsProblem::UnknownCommand { name: "bridg".into(), similar: Some("bridge".into()) }
        );
        assert_eq!(
            problem("mingxi bridge a.csv --perod=2025Q3"),
            SettingsProblem::UnknownFlag {
                flag: "--perod".into(),
                command: Some("bridge"),
                similar: Some("--period".into())
            }
        );
        assert_eq!(
            problem("mingxi share a.csv --last 4"),
            SettingsProblem::OtherCommand {
                flag: "--last".into(),
                command: "share",
                commands: vec!["bridge", "pivot"]
            }
        );
        assert_eq!(
            problem("mingxi bridge a.csv --by"),
            SettingsProblem::NoValue { flag: "--by".into(), value: "<UNIT>".into() }
        );
        assert_eq!(problem("mingxi top"), SettingsProblem::NoFiles { command: "top" });
        assert_eq!(
            problem("mingxi top a.csv --strict=yes"),
            SettingsProblem::NeedlessValue { flag: "--strict".into() }
        );
    }

    #[test]
    fn help_is_found_wherever_it_is_asked_for() {
        assert_eq!(parse(&words("mingxi")).unwrap(), Asked::Help(None));
        assert_eq!(parse(&words("mingxi --lang zh --help")).unwrap(), Asked::Help(None));
        assert_eq!(parse(&words("mingxi bridge -h")).unwrap(), Asked::Help(Some(Command::Bridge)));
        assert_eq!(parse(&words("mingxi help bridge")).unwrap(), Asked::Help(Some(Command::Bridge)));
        assert_eq!(parse(&words("mingxi help options")).unwrap(), Asked::HelpOptions);
        assert_eq!(parse(&words("mingxi --version")).unwrap(), Asked::Version);
    }
}
