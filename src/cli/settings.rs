//! Options as typed → settings as meant.
//!
//! Whatever a flag, a variable or the file says is read here once, so that a wrong value has one wording. What needs the rows
//! (a period's limits, a customer's name) is settled later, in [`super::run`].

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::asked::{asked, quotas, samples};
use super::config::{NamedPivot, Synonyms, Told};
use super::endings::format;
use super::given::Options;
use super::limits::limits;
use super::options::{Command, Opt};
use super::periods::{Periods, periods};
use super::pivot;
use super::together::{beside, rates_together, since_last};
use super::typed;
use crate::cache::{Folder, WORTH};
use crate::model::companion::TableKind;
use crate::model::problem::Expected;
use crate::model::{
    Active, ActivityModel, Asked, Basis, CauseRule, Credits, Day, Failure, Field, Filter, Frequency, InputOptions,
    Join, Lang, LayoutKind, Mapping, Measure, Money, Pivot, Quote, Rules, TableMapping, Wants,
};
use crate::read::Limits as ReadLimits;
use crate::report;

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
    /// Says whether facts are all that the command tells, so that those of an earlier run serve.
    pub fn tells_facts(&self) -> bool {
        let known = matches!(self.command, Command::Bridge | Command::Top | Command::Trend | Command::Share);
        let Wants { rows, detail, customers, .. } = self.wants();
        known && !rows && !detail && !customers
    }

    /// Says whether the command tells the same of a book that was folded as it was read, whose order lines are not known.
    pub fn tells_folded(&self, wants: Wants) -> bool {
        let known = matches!(self.command, Command::Bridge | Command::Share) && self.format != Format::Json;
        known && self.rules.sums_periods() && wants == Wants { orders: wants.orders, ..Wants::NONE }
    }

    /// Gives the pivot the name that the settings file has for it.
    #[must_use]
    pub fn named(mut self, name: Option<String>) -> Settings {
        self.pivot.iter_mut().for_each(|pivot| pivot.name.clone_from(&name));
        self
    }

    /// Gives the columns that the command needs beyond customer, day and amount.
    pub fn wants(&self) -> Wants {
        // A table may name a customer as an earlier row of the orders did.
        let rows = self.input.tables.contains_key(&TableKind::Targets);
        // The columns of a second salesperson and of shares are none of the known ones.
        let detail = self.rules.co_owner.is_some();
        let beside = Wants { customers: !self.input.tables.is_empty(), rows, detail, ..Wants::NONE };
        self.command_wants().and(beside)
    }

    /// Gives the columns that it would look at, too, where the rows are few: what to ask a customer that fell follows from its
    /// products, prices and shipments as well.
    pub fn would_like(&self) -> Wants {
        let one = self.command == Command::Trend && self.customer.is_some();
        let asks = one || (self.command == Command::Top && self.rules.slice.is_none());
        if asks { self.wants().and(report::QUESTIONS) } else { self.wants() }
    }

    fn command_wants(&self) -> Wants {
        match self.command {
            Command::Report => Wants::ALL.and(report::wants()),
            // Values are counted only where every column is kept.
            Command::Check | Command::Init => Wants::ALL,
            Command::Pivot => {
                let values = || self.pivot.iter().flat_map(|pivot| &pivot.values);
                let any = |wanted: &[Measure]| values().any(|value| wanted.contains(value));
                Wants {
                    orders: any(&[Measure::Orders, Measure::Average]),
                    quantities: any(&[Measure::Quantity, Measure::Price]),
                    ..Wants::NONE
                }
            }
            Command::Names => Wants { orders: true, products: true, customers: true, ..Wants::NONE },
            Command::Bridge if self.explain => {
                let explained = report::part_named("price_volume").map_or(Wants::NONE, |part| part.wants);
                explained.and(Wants { detail: self.lines, ..Wants::NONE })
            }
            Command::Ledger => Wants { customers: false, ..Wants::ALL },
            // The rows that moved a reported period are told by file and row.
            Command::Watch => {
                Wants { orders: true, products: true, customers: true, places: true, rows: true, ..Wants::NONE }
            }
            Command::Bridge if self.compare_rules => {
                report::part_named("rules_compared").map_or(Wants::NONE, |part| part.wants)
            }
            Command::Bridge | Command::Top | Command::Share if self.rules.slice.is_some() => {
                report::part_named("slices").map_or(Wants::NONE, |part| part.wants)
            }
            Command::Cache => Wants::NONE,
            Command::Trend => {
                let one = self.customer.is_some();
                Wants { orders: true, quantities: true, products: one, rows: one, ..Wants::NONE }
            }
            command => match report::part_named(command.name()) {
                // An analysis may ask for any fact of the rows.
                Some(part) => Wants { orders: true, rows: true, ..part.wants },
                None => Wants { orders: true, ..Wants::NONE },
            },
        }
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

fn input(
    command: Command,
    files: Vec<String>,
    options: &Options,
    synonyms: Synonyms,
    today: Day,
) -> Result<InputOptions, Failure> {
    let (map, table_map) = mappings(options)?;
    rates_together(options)?;
    let quotes = Quote::ALL.map(|quote| (quote.name(), quote));
    let keep = options.word("blank-customer", &[("keep", true), ("drop", false)])?;
    Ok(InputOptions {
        files,
        sheets: options.texts("sheet").to_vec(),
        encoding: options.text("encoding").map(str::to_owned),
        header_row: options.read("header-row", Expected::Whole(1, 1_048_576), |text| {
            within(text, 1, 1_048_576).and_then(|row| u32::try_from(row).ok())
        })?,
        no_header: options.on("no-header")?,
        layout: options.word("layout", &LayoutKind::ALL.map(|kind| (kind.name(), kind)))?,
        year: options
            .read("year", Expected::Whole(1980, 2099), |text| within(text, 1980, 2099))?
            .and_then(|year| i32::try_from(year).ok()),
        fiscal_start: fiscal_start(options)?,
        map,
        table_map,
        tables: tables(command, options),
        joins: joins(options)?,
        date_format: options.text("date-format").map(str::to_owned),
        decimal: options.word("decimal", &[("point", '.'), ("comma", ',')])?,
        unit: options.word("amounts-in", &typed::UNITS)?,
        aliases: options.text("aliases").map(PathBuf::from),
        cancelled: split(options.texts("cancelled")),
        credits: options
            .word("credits", &[("period", Credits::Period), ("origin", Credits::Origin)])?
            .unwrap_or_default(),
        currency: options.text("currency").map(str::to_owned),
        rates: options.text("rates").map(PathBuf::from),
        rates_are: options.word("rates-are", &quotes)?,
        base: options.text("base").map(|base| base.trim().to_owned()),
        filters: filters(options)?,
        columns: asked(command, options)?,
        as_of: day(options, "as-of")?,
        until: day(options, "until")?,
        keep_blank_customers: keep.unwrap_or(false),
        strict: options.on("strict")?,
        rejects: options.text("rejects").map(PathBuf::from),
        today: Some(today),
        synonyms,
    })
}

/// Takes `已取消,样品` for two values, as if the option were given twice.
fn split(texts: &[String]) -> Vec<String> {
    let parts = texts.iter().flat_map(|text| text.split([',', '，'])).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(String::from).collect()
}

/// Gives the columns of orders, and with `customers.owner=…` those of the tables beside them.
fn mappings(options: &Options) -> Result<(Vec<Mapping>, Vec<TableMapping>), Failure> {
    let (mut of_orders, mut of_tables) = (Vec::new(), Vec::new());
    for text in options.texts("map") {
        let (field, column) = text.split_once('=').map_or(("", ""), |(field, column)| (field.trim(), column.trim()));
        let table = field.split_once('.').map(|(table, field)| (TableKind::named(table.trim()), field.trim()));
        let bad = || {
            let fields = match table {
                Some((Some(table), _)) => table.fields().iter().map(|field| field.name()).collect(),
                _ => Field::ALL.iter().map(|field| field.name()).collect(),
            };
            options.bad("map", Expected::FieldColumn(fields), Some(text))
        };
        if column.is_empty() {
            return Err(bad());
        }
        let column = column.to_owned();
        match table {
            Some((Some(table), name)) => {
                let field = table.fields().iter().copied().find(|field| field.name() == name).ok_or_else(bad)?;
                of_tables.push(TableMapping { table, field, column });
            }
            Some((None, _)) => return Err(bad()),
            None => of_orders.push(Mapping { field: Field::named(field).ok_or_else(bad)?, column }),
        }
    }
    Ok((of_orders, of_tables))
}

/// Gives the tables beside the orders that the command reads.
fn tables(command: Command, options: &Options) -> BTreeMap<TableKind, String> {
    let takes = |table: &TableKind| Opt::named(table.option()).is_some_and(|option| option.commands.contains(&command));
    let given = |table: TableKind| Some((table, options.text(table.option())?.trim().to_owned()));
    TableKind::ALL.into_iter().filter(takes).filter_map(given).filter(|(_, file)| !file.is_empty()).collect()
}

fn joins(options: &Options) -> Result<Vec<Join>, Failure> {
    let read = |text: &String| Join::parse(text).ok_or_else(|| options.bad("join", Expected::Join, Some(text)));
    options.texts("join").iter().map(read).collect()
}

/// Reads what the user says of the reasons in a log.
fn causes(options: &Options) -> Result<Vec<CauseRule>, Failure> {
    let read =
        |text: &String| CauseRule::parse(text).ok_or_else(|| options.bad("reasons", Expected::Causes, Some(text)));
    options.texts("reasons").iter().map(read).collect()
}

/// Gathers `--only` and `--exclude`: several values of one column are alternatives.
fn filters(options: &Options) -> Result<Vec<Filter>, Failure> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, keep) in [("only", true), ("exclude", false)] {
        for text in options.texts(name) {
            let parts = text.split_once('=').map(|(column, value)| (column.trim(), value.trim()));
            let Some((column, value)) = parts.filter(|(column, _)| !column.is_empty()) else {
                return Err(options.bad(name, Expected::ColumnValue, Some(text)));
            };
            match filters.iter_mut().find(|filter| filter.column == column && filter.keep == keep) {
                Some(filter) => filter.values.push(value.to_owned()),
                None => filters.push(Filter { column: column.to_owned(), values: vec![value.to_owned()], keep }),
            }
        }
    }
    Ok(filters)
}

fn rules(options: &Options) -> Result<Rules, Failure> {
    let (limits, standard) = (limits(options)?, Rules::default());
    let fiscal_start = fiscal_start(options)?.unwrap_or(1);
    let Periods { calendar, period, current } = periods(options, fiscal_start)?;
    let named = |name| options.text(name).map(str::trim).filter(|column| !column.is_empty()).map(str::to_owned);
    Ok(Rules {
        calendar,
        active: options
            .word("active", &[("purchase", Active::Purchase), ("any", Active::Any), ("net", Active::Net)])?
            .unwrap_or_default(),
        basis: options.word("basis", &[("period", Basis::Period), ("payment", Basis::Payment)])?.unwrap_or_default(),
        period,
        current,
        since: day(options, "since")?,
        samples: samples(options)?,
        causes: causes(options)?,
        floor: options.read("floor", Expected::Amount, amount)?,
        slice: named("slice"),
        co_owner: named("co-owner"),
        owner_share: named("owner-share"),
        quotas: quotas(options)?,
        new_after: options
            .read("new-after", Expected::Whole(1, 1_000), |text| within(text, 1, 1_000))?
            .and_then(|periods| usize::try_from(periods).ok()),
        one_unit: options.word("units", &[("one", true), ("several", false)])?,
        horizon_months: options
            .read("horizon", Expected::Whole(1, 60), |text| within(text, 1, 60))?
            .and_then(|months| i32::try_from(months).ok())
            .unwrap_or(standard.horizon_months),
        activity_model: options
            .word("activity-model", &[("mbgnbd", ActivityModel::MbgNbd), ("bgnbd", ActivityModel::BgNbd)])?
            .unwrap_or_default(),
        every: every(options)?,
        ahead: options
            .read("ahead", Expected::Whole(0, 366), |text| within(text, 0, 366))?
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or(standard.ahead),
        what_if: options
            .read("what-if", Expected::Whole(1, 100), |text| within(text, 1, 100))?
            .map_or(standard.what_if, |points| points as f64 / 100.0),
        limits,
    })
}

/// Reads how often customers are to be contacted, over what is usual.
fn every(options: &Options) -> Result<Frequency, Failure> {
    let read = |every: Frequency, text: &String| {
        every.with(text).ok_or_else(|| options.bad("every", Expected::Every, Some(text)))
    };
    options.texts("every").iter().try_fold(Frequency::default(), read)
}

fn fiscal_start(options: &Options) -> Result<Option<u8>, Failure> {
    let start = options.read("fiscal-start", Expected::Whole(1, 12), |text| within(text, 1, 12))?;
    Ok(start.and_then(|start| u8::try_from(start).ok()))
}

fn day(options: &Options, name: &'static str) -> Result<Option<Day>, Failure> {
    options.read(name, Expected::Day, iso_day)
}

/// Reads `2025-09-30`.
pub fn iso_day(text: &str) -> Option<Day> {
    Day::parse_iso(text)
}

pub fn within(text: &str, least: i64, most: i64) -> Option<i64> {
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

/// Gives this very program, which reads apart what a library reads.
fn program() -> Option<PathBuf> {
    // Stays the same where the program's file is replaced while it runs.
    let itself = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && itself.exists() { Some(itself) } else { std::env::current_exe().ok() }
}

/// Reads `2G` or `512M` as bytes.
fn size(text: &str) -> Option<u64> {
    let plain = text.trim().to_ascii_lowercase();
    let plain = plain.trim_end_matches("ib").trim_end_matches('b');
    let (digits, shift) = match plain.strip_suffix(['k', 'm', 'g', 't']) {
        Some(digits) => (digits, [('k', 10), ('m', 20), ('g', 30), ('t', 40)]),
        None => return None,
    };
    let unit = shift.into_iter().find(|(letter, _)| plain.ends_with(*letter)).map(|(_, shift)| shift)?;
    digits.trim_end().parse::<u64>().ok().filter(|number| *number > 0)?.checked_mul(1 << unit)
}

/// Reads an amount of at most four decimals into ten-thousandths.
fn amount(text: &str) -> Option<i64> {
    let plain = text.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    (!whole.is_empty() && digits(whole) && digits(part) && part.len() <= 4).then_some(())?;
    let part: i64 = format!("{part:0<4}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(Money::PER_UNIT)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Asked, parse};
    use crate::model::Grain;
    use crate::model::companion::TableField;
    use crate::model::problem::{Kind, SettingsProblem};

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
