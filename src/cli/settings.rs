//! Options as typed → settings as meant.
//!
//! Whatever a flag, a variable or the file says is read here once, so that a wrong value has one wording. What needs the rows
//! (a period's limits, a customer's name) is settled later, in [`super::run`].

use std::path::PathBuf;

use super::config::{NamedPivot, Told};
use super::endings::format;
use super::given::Options;
use super::input::input;
use super::options::Command;
use super::pivot;
use super::rules::rules;
use super::together::{beside, since_last};
use super::typed::{self, size, within};
use crate::cache::{Folder, WORTH};
use crate::model::problem::Expected;
use crate::model::{Asked, Day, Failure, InputOptions, Lang, Pivot, Rules};
use crate::read::Limits as ReadLimits;

/// How a result is written to stdout or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Md,
    Csv,
    Json,
    Html,
    Xlsx,
    /// The calendar of `follow`.
    Ics,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Everything that a run is asked for.
#[derive(Clone, Debug)]
pub struct Settings {
    pub command: Command,
    pub input: InputOptions,
    pub rules: Rules,
    /// What `pivot` shows.
    pub pivot: Option<Pivot>,
    /// The pivots of the settings file.
    pub pivots: Vec<NamedPivot>,
    /// Those that the report shows.
    pub saved: Vec<Pivot>,
    pub top: Option<usize>,
    pub last: usize,
    /// Whether `bridge` goes down to price, volume and products.
    pub explain: bool,
    /// Whether `bridge` is told under the rules of other systems too.
    pub compare_rules: bool,
    /// Whether the rows below a customer are listed.
    pub lines: bool,
    /// The column of whose values each has a report of its own.
    pub each: Option<String>,
    /// The customer of `--customer`, as typed.
    pub customer: Option<String>,
    /// Where `names` writes the draft of an alias file.
    pub write_aliases: Option<PathBuf>,
    /// Where `follow` writes the calendar of next dates.
    pub calendar: Option<PathBuf>,
    /// Filled-in sheets that `follow` reads back.
    pub logs: Vec<PathBuf>,
    /// Whether a period was asked for, be it by its label or as the last one.
    pub period_given: bool,
    /// What `watch` keeps for its next run, and whether it tells changes only.
    pub state: Option<PathBuf>,
    pub since_last: bool,
    pub format: Format,
    /// The file to write, or for `report` the folder above the periods.
    pub output: Option<PathBuf>,
    pub company: Option<String>,
    /// The settings file that was used, as shown.
    pub file: Option<String>,
    /// How much of the machine reading may take.
    pub limits: ReadLimits,
    /// Where facts of files are kept, unless they are not to be.
    pub cache: Option<Folder>,
    /// From how many bytes on.
    pub cache_from: u64,
}

/// How the terminal is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    pub color: Color,
    pub ascii: bool,
    pub quiet: bool,
    pub verbose: bool,
}

/// Gives the language that the options ask for.
pub fn language(options: &Options) -> Result<Option<Lang>, Failure> {
    options.word("lang", &typed::LANGUAGES)
}

/// Gives how the terminal is to be spoken to.
pub fn manner(options: &Options) -> Result<Manner, Failure> {
    let color = options.word("color", &[("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)])?;
    Ok(Manner {
        color: color.unwrap_or_default(),
        ascii: options.on("ascii")?,
        quiet: options.on("quiet")?,
        verbose: options.on("verbose")?,
    })
}

/// Reads all options of a command.
pub fn settings(
    command: Command,
    files: Vec<String>,
    options: &Options,
    told: Told,
    file: Option<String>,
    today: Day,
) -> Result<Settings, Failure> {
    beside(command, options)?;
    let Told { synonyms, pivots } = told;
    let output: Option<PathBuf> = options.text("output").map(PathBuf::from);
    let whole = |name, most| options.read(name, Expected::Whole(1, most), |text| within(text, 1, most));
    let (cache, cache_from) = cache(command, options)?;
    let rules = rules(options)?;
    let mut input = input(command, files, options, synonyms, today)?;
    let pivot = match command {
        Command::Pivot => {
            let (pivot, columns) = pivot::pivot(None, options, &rules)?;
            input.columns = columns;
            Some(pivot)
        }
        _ => None,
    };
    let (saved, columns) = match command {
        Command::Report => pivot::saved(&pivots, options, &rules)?,
        _ => (Vec::new(), Vec::new()),
    };
    let known = |one: &Asked| input.columns.iter().any(|other| other.name == one.name && other.holds == one.holds);
    let new: Vec<Asked> = columns.into_iter().filter(|one| !known(one)).collect();
    input.columns.extend(new);
    let top = if command == Command::Pivot { None } else { whole("top", 1_000_000)? };
    Ok(Settings {
        command,
        rules,
        pivot,
        pivots,
        saved,
        top: top.and_then(|top| usize::try_from(top).ok()),
        last: whole("last", 1_000)?.and_then(|last| usize::try_from(last).ok()).unwrap_or(1),
        explain: options.on("explain")?,
        compare_rules: options.on("compare-rules")?,
        lines: options.on("lines")?,
        each: options.text("each").map(str::trim).filter(|column| !column.is_empty()).map(str::to_owned),
        customer: options.text("customer").map(str::to_owned),
        write_aliases: options.text("write-aliases").map(PathBuf::from),
        calendar: options.text("calendar").map(PathBuf::from),
        logs: options.texts("log").iter().map(PathBuf::from).collect(),
        period_given: options.text("period").is_some(),
        state: options.text("state").map(PathBuf::from),
        since_last: since_last(options)?,
        format: format(command, options, output.as_deref())?,
        output: output.filter(|_| command != Command::Init || options.typed("output")),
        company: options.text("company").map(str::to_owned),
        file,
        limits: ReadLimits {
            memory: options.read("max-memory", Expected::Size, size)?,
            cells: whole("max-cells", 1_000_000_000_000)?.and_then(|cells| u64::try_from(cells).ok()),
            seconds: whole("max-time", 86_400)?.and_then(|seconds| u64::try_from(seconds).ok()),
            program: program(),
        },
        cache,
        cache_from,
        input,
    })
}

impl Settings {
    /// Gives the pivot the name that the settings file has for it.
    #[must_use]
    pub fn named(mut self, name: Option<String>) -> Settings {
        self.pivot.iter_mut().for_each(|pivot| pivot.name.clone_from(&name));
        self
    }
}

/// Gives the folder of kept facts, and from how many bytes of input on they are kept. The flag is stronger than what is set
/// elsewhere; the command for it looks at it anyway.
fn cache(command: Command, options: &Options) -> Result<(Option<Folder>, u64), Failure> {
    const FROM: [(&str, Option<u64>); 5] =
        [("yes", Some(WORTH)), ("no", None), ("all", Some(0)), ("true", Some(WORTH)), ("false", None)];
    let size = options.read("cache-size", Expected::Size, size)?;
    let from = options.word("cache", &FROM)?.unwrap_or(Some(WORTH));
    let typed = options.typed("cache") && !options.typed("no-cache");
    let kept = from.is_some() && (typed || !options.on("no-cache")?);
    let folder = if kept || command == Command::Cache { Folder::of_user(size) } else { None };
    Ok((folder, from.unwrap_or(WORTH)))
}

/// Gives this very program, which reads apart what a library reads.
fn program() -> Option<PathBuf> {
    // Stays the same where the program's file is replaced while it runs.
    let itself = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && itself.exists() { Some(itself) } else { std::env::current_exe().ok() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::cli::args::{Asked, parse};
    use crate::cli::options::Opt;
    use crate::model::companion::{TableField, TableKind};
    use crate::model::problem::{Kind, SettingsProblem};
    use crate::model::{Field, Grain};

    fn read(line: &str) -> Result<Settings, Failure> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let Asked::Run { command, files, options } = parse(&words).unwrap() else { panic!("no run") };
        settings(command, files, &options, Told::default(), None, Day::from_ymd(2026, 1, 5).unwrap())
    }

    fn expected(line: &str) -> Expected {
        match read(line).unwrap_err().0.kind {
            Kind::Settings(SettingsProblem::BadValue { expected, .. }) => expected,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_label_sets_the_grain_and_last_month_too() {
        let rules = |line| read(line).unwrap().rules;
        assert_eq!(rules("mingxi bridge a --period 2025-09").calendar.grain, Grain::Month);
        let label = rules("mingxi bridge a --period FY2026Q1 --fiscal-start 4");
        assert_eq!(label.period.unwrap().label(), "FY2026Q1");
        let last = rules("mingxi bridge a --period last-month");
        assert_eq!((last.calendar.grain, last.period, last.current), (Grain::Month, None, false));
        let this = rules("mingxi bridge a --period 本年");
        assert_eq!((this.calendar.grain, this.period, this.current), (Grain::Year, None, true));
        assert_eq!(rules("mingxi bridge a --period last --by year").calendar.grain, Grain::Year);
        assert!(matches!(
            read("mingxi bridge a --period 2025Q3 --by month").unwrap_err().0.kind,
            Kind::Settings(SettingsProblem::Conflict { .. })
        ));
        assert_eq!(expected("mingxi bridge a --period 2025Q5"), Expected::Period { fiscal: false });
    }

    #[test]
    fn a_slice_that_would_be_ignored_is_refused_and_asked_of_those_that_take_it() {
        for flag in ["--explain", "--compare-rules"] {
            assert!(matches!(
                read(&format!("mingxi bridge a {flag} --slice owner")).unwrap_err().0.kind,
                Kind::Settings(SettingsProblem::Conflict { .. })
            ));
        }
        let columns = |line: &str, key: &str, value: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let Asked::Run { command, files, mut options } = parse(&words).unwrap() else { panic!("no run") };
            let option = Opt::named(key).unwrap();
            options.add(option, vec![value.into()], crate::cli::given::Origin::File("mingxi.toml".into(), 1));
            let read = settings(command, files, &options, Told::default(), None, Day::from_ymd(2026, 1, 5).unwrap());
            read.unwrap().input.columns.len()
        };
        assert_eq!(columns("mingxi bridge a", "slice", "owner"), 1);
        assert_eq!(columns("mingxi bridge a --explain", "slice", "owner"), 1);
        assert_eq!(columns("mingxi trend a", "slice", "owner"), 0);
        assert_eq!(columns("mingxi trend a", "samples", "Type=sample"), 0);
    }

    #[test]
    fn values_are_read_or_refused() {
        let settings =
            read("mingxi trend a --floor 1,234.5 --watch-top1 25% --only owner=王芳 --only owner=李强 --exclude c=x")
                .unwrap();
        assert_eq!(settings.rules.floor, Some(12_345_000));
        assert_eq!(settings.rules.limits.top1_watch, 0.25);
        assert_eq!(settings.input.filters.len(), 2);
        assert_eq!(settings.input.filters[0].values, ["王芳", "李强"]);
        assert_eq!(expected("mingxi bridge a --as-of 2025-02-30"), Expected::Day);
        assert_eq!(expected("mingxi bridge a --fiscal-start 13"), Expected::Whole(1, 12));
        assert_eq!(expected("mingxi share a --named 120%"), Expected::Share);
        assert!(matches!(expected("mingxi bridge a --map client=x"), Expected::FieldColumn(_)));
        assert_eq!(expected("mingxi bridge a --only owner"), Expected::ColumnValue);
    }

    #[test]
    fn tables_are_read_by_the_commands_that_take_them() {
        let input = |line| read(line).unwrap().input;
        let given = input("mingxi check a --customers b.xlsx#客户 --map customers.owner=C --map owner=D");
        assert_eq!(given.tables, BTreeMap::from([(TableKind::Customers, "b.xlsx#客户".to_owned())]));
        let mapped = (given.table_map[0].field, given.table_map[0].column.as_str(), given.map[0].field);
        assert_eq!(mapped, (TableField::Owner, "C", Field::Owner));
        let wrong = expected("mingxi check a --map receivables.owner=C");
        assert_eq!(wrong, Expected::FieldColumn(vec!["customer_id", "customer", "due", "amount"]));
        assert!(
            matches!(expected("mingxi check a --map nobody.owner=C"), Expected::FieldColumn(fields) if fields.len() > 20)
        );
    }

    #[test]
    fn limits_are_read_with_their_units() {
        let limits = |line| read(line).unwrap().limits;
        let given = limits("mingxi check a --max-memory 2G --max-cells 1000000 --max-time 60");
        assert_eq!((given.memory, given.cells, given.seconds), (Some(2 << 30), Some(1_000_000), Some(60)));
        assert_eq!(limits("mingxi check a --max-memory 512MiB").memory, Some(512 << 20));
        for wrong in ["2", "G", "0G", "-1G", "1.5G", "99999999999999T"] {
            let words = ["mingxi", "check", "a", &format!("--max-memory={wrong}")].map(str::to_owned);
            let Asked::Run { command, files, options } = parse(&words).unwrap() else { panic!("no run") };
            let settings =
                settings(command, files, &options, Told::default(), None, Day::from_ymd(2026, 1, 5).unwrap());
            assert!(settings.is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_output_ending_names_the_format() {
        assert_eq!(read("mingxi bridge a -o x.csv").unwrap().format, Format::Csv);
        assert_eq!(read("mingxi bridge a -o x.XLSX").unwrap().format, Format::Xlsx);
        assert_eq!(read("mingxi bridge a -o x.csv --format json").unwrap().format, Format::Json);
        assert_eq!(read("mingxi report a -o folder.d").unwrap().format, Format::Text);
        assert!(matches!(
            read("mingxi bridge a -o x.docx").unwrap_err().0.kind,
            Kind::Settings(SettingsProblem::UnknownEnding { .. })
        ));
    }
}
