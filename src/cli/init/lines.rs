//! The text of a settings file: every option under its table, with its meaning above it.

use unicode_width::UnicodeWidthStr;

use super::pins::Pin;
use crate::cli::config::IN_REPORT;
use crate::cli::given::{Given, Options, Origin};
use crate::cli::options::{OPTIONS, Opt, Section, Takes};
use crate::cli::settings::Settings;
use crate::model::{Field, Lang};
use crate::report::words::help::help;
use crate::report::words::said;
use crate::write::{safe, wrap};

/// How wide comments run.
const WIDTH: usize = 96;

/// A settings file.
pub struct Sheet {
    pub text: String,
    /// How many lines are marked for a person to look at.
    pub marked: usize,
    lang: Lang,
}

impl Sheet {
    /// Writes the settings file of what is given and what was found.
    pub fn new(options: &Options, settings: &Settings, pins: &[Pin], lang: Lang) -> Sheet {
        let mut sheet = Sheet { text: String::new(), marked: 0, lang };
        let files: Vec<String> = settings.input.files.iter().map(|file| bare(file)).collect();
        sheet.comment("", &said!(sheet.lang, init::head(&files)));
        for section in Section::ALL {
            sheet.text.push_str(&format!("\n[{}]\n", section.name()));
            if section == Section::Columns {
                sheet.columns(options, pins);
            }
            let own = OPTIONS.iter().filter(|option| option.settable && option.section == section);
            for option in own.filter(|option| option.name != "map") {
                sheet.option(option, options, pins);
            }
            if section == Section::Pivot {
                sheet.pivots(settings);
            }
        }
        sheet.synonyms(settings);
        sheet
    }

    fn words<T>(&self, english: T, chinese: T) -> T {
        match self.lang {
            Lang::En => english,
            Lang::Zh | Lang::ZhHant => chinese,
        }
    }

    /// Writes a comment, wrapped.
    fn comment(&mut self, inset: &str, text: &str) {
        for line in text.lines().flat_map(|line| wrap(line, WIDTH - 2)) {
            self.text.push_str(format!("# {inset}{line}").trim_end());
            self.text.push('\n');
        }
    }

    /// Writes a key with its value, as a line or as a comment, and what is said of it.
    fn entry(&mut self, key: &str, value: &str, line: bool, note: &str, check: bool) {
        let note = bare(note);
        let mark = if check { self.words("check: ", self.lang.script("核对：", "核對：")) } else { "" };
        self.marked += usize::from(check);
        let hash = if line { "" } else { "# " };
        let entry = format!("{hash}{key} = {value}");
        let note = if note.is_empty() && !check { String::new() } else { format!("# {mark}{note}") };
        let gap = if note.is_empty() { 0 } else { 40_usize.saturating_sub(entry.width()).max(2) };
        self.text.push_str(&format!("{entry}{}{note}\n", " ".repeat(gap)));
    }

    fn columns(&mut self, options: &Options, pins: &[Pin]) {
        self.comment("", said!(self.lang, init::COLUMNS));
        let given: Vec<(&str, &str)> = options
            .texts("map")
            .iter()
            .filter_map(|one| one.split_once('='))
            .map(|(a, b)| (a.trim(), b.trim()))
            .collect();
        for field in Field::ALL {
            let name = field.name();
            let pin = pins.iter().find(|pin| pin.field == Some(field));
            match (given.iter().find(|(field, _)| *field == name), pin) {
                (Some((_, column)), _) => self.entry(name, &quoted(column), true, "", false),
                (None, Some(pin)) => self.entry(name, &quoted(&pin.values[0]), pin.is_line(), &pin.note, pin.check),
                (None, None) => self.entry(name, "\"\"", false, "", false),
            }
        }
        for (name, column) in given.iter().filter(|(name, _)| name.contains('.')) {
            self.entry(name, &quoted(column), true, "", false);
        }
        self.text.push('\n');
    }

    fn option(&mut self, option: &'static Opt, options: &Options, pins: &[Pin]) {
        let meaning = (help(self.lang).option)("", option.name);
        self.comment("", meaning);
        let key = option.key();
        let pin = pins.iter().find(|pin| pin.field.is_none() && pin.key == key);
        match (options.given(option.name).filter(|given| is_kept(option, given)), pin) {
            (Some(given), _) => self.entry(&key, &value(option, &given.values), true, "", false),
            (None, Some(pin)) => self.entry(&key, &value(option, &pin.values), pin.is_line(), &pin.note, pin.check),
            (None, None) => self.entry(&key, &sample(option), false, "", false),
        }
    }

    /// Writes the pivots that have names, or one as an example.
    fn pivots(&mut self, settings: &Settings) {
        self.text.push('\n');
        self.comment("", said!(self.lang, init::PIVOTS));
        for pivot in &settings.pivots {
            self.text.push_str(&format!("\n[pivot.{}]\n", quoted_key(&pivot.name)));
            for (option, values, _) in &pivot.options {
                self.entry(&option.key(), &value(option, values), true, "", false);
            }
            if pivot.report {
                self.entry(IN_REPORT, "true", true, "", false);
            }
        }
        if settings.pivots.is_empty() {
            self.text.push_str("# [pivot.monthly]\n");
            for (key, value) in
                [("rows", "[\"customer\"]"), ("cols", "[\"month\"]"), ("values", "[\"amount\", \"orders\"]")]
            {
                self.entry(key, value, false, "", false);
            }
        }
    }

    fn synonyms(&mut self, settings: &Settings) {
        self.text.push_str("\n[synonyms]\n");
        self.comment("", said!(self.lang, init::SYNONYMS));
        for (field, names) in &settings.input.synonyms {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            self.entry(field.name(), &format!("[{}]", names.join(", ")), true, "", false);
        }
        if settings.input.synonyms.is_empty() {
            self.entry(
                "customer",
                self.words("[\"Account name\"]", self.lang.script("[\"往来户\"]", "[\"往來戶\"]")),
                false,
                "",
                false,
            );
        }
    }
}

/// Writes a key as it may stand in a table's name.
fn quoted_key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { name.to_owned() } else { quoted(name) }
}

/// Says whether a value belongs into the file: how this one run speaks does not.
fn is_kept(option: &Opt, given: &Given) -> bool {
    let of_this_run = matches!(option.name, "format" | "output" | "color" | "ascii" | "quiet" | "verbose");
    matches!(given.origin, Origin::File(..)) || !of_this_run
}

/// Writes an option's values as TOML.
fn value(option: &Opt, values: &[String]) -> String {
    let one = |text: &String| match text.parse::<u32>() {
        Ok(number) if number.to_string() == *text && is_number(option) => text.clone(),
        _ => quoted(text),
    };
    match (option.takes, values) {
        (Takes::Nothing, values) => {
            let on = values.last().is_none_or(|value| !matches!(value.as_str(), "false" | "0" | "no" | "off"));
            on.to_string()
        }
        (Takes::Many, [single]) if option.name == "sheet" => one(single),
        (Takes::Many, values) => format!("[{}]", values.iter().map(one).collect::<Vec<_>>().join(", ")),
        (Takes::One, [.., last]) => one(last),
        (Takes::One, []) => sample(option),
    }
}

/// Says whether an option's value is a number by nature, so that it needs no quotes.
fn is_number(option: &Opt) -> bool {
    matches!(option.value, "N" | "MONTH" | "MONTHS" | "YEAR" | "AMOUNT")
}

/// Gives a value that an option may have, for a comment: its default where that is one word, else an example.
fn sample(option: &Opt) -> String {
    let words = (help(Lang::En).option)("", option.name);
    let default = words.split_once("[default: ").and_then(|(_, rest)| rest.split_once(']')).map(|(default, _)| default);
    if option.takes == Takes::Nothing {
        return "false".into();
    }
    let text = match (option.name, default) {
        ("header-row", _) => "1",
        ("layout", _) => "table",
        ("encoding", _) => "gbk",
        ("date-format", _) => "day/month/year",
        ("decimal", _) => "point",
        ("period", _) => "last",
        ("as-of" | "until", _) => "2025-09-30",
        ("since", _) => "2024-01-01",
        ("only" | "exclude", _) => "owner=Li",
        ("cancelled", _) => "Cancelled",
        ("currency" | "base", _) => "CNY",
        ("rates-are", _) => "base-per-unit",
        ("floor", _) => "10000",
        ("year", _) => "2025",
        ("format", _) => "text",
        ("output", _) => "mingxi-report",
        ("lang", _) => "zh",
        (_, Some(default)) if !default.contains([' ', ',', ';', '.']) && default != "found" => default,
        _ => option.value,
    };
    value(option, &[text.to_owned()])
}

/// Writes a text as TOML does, on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Makes a text from the data fit for a comment: one line, nothing that a terminal obeys.
fn bare(text: &str) -> String {
    safe(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config;
    use crate::cli::options::Command;
    use crate::cli::settings::settings;
    use crate::model::Day;

    fn accepted(text: &str) -> Result<(), crate::model::Failure> {
        let mut options = Options::default();
        let told = config::read(text, config::NAME, &mut options, None)?;
        let today = Day::from_ymd(2025, 9, 30).unwrap();
        settings(Command::Report, vec!["a.csv".into()], &options, told, None, today).map(|_| ())
    }

    fn template(lang: Lang) -> String {
        let options = Options::default();
        let today = Day::from_ymd(2025, 9, 30).unwrap();
        let none = settings(Command::Init, Vec::new(), &options, config::Told::default(), None, today).unwrap();
        Sheet::new(&options, &none, &[], lang).text
    }

    #[test]
    fn a_template_sets_nothing_and_every_line_of_it_can_be_set() {
        for lang in [Lang::En, Lang::Zh] {
            let template = template(lang);
            accepted(&template).unwrap();
            assert!(template.lines().all(|line| line.is_empty() || line.starts_with(['#', '['])), "{template}");
            let mut section = "";
            let mut set = 0;
            for line in template.lines() {
                section = if line.starts_with('[') { line } else { section };
                let Some(entry) = line.strip_prefix("# ").filter(|line| line.contains(" = ")) else { continue };
                // A field without a column, a name to put in, and what needs another option beside it.
                let name = |option: &Opt| entry.contains(&format!("\"{}\"", option.value));
                let needs = ["rates", "base"].iter().any(|name| entry.starts_with(name));
                if entry.ends_with("\"\"") || needs || OPTIONS.iter().any(name) {
                    continue;
                }
                set += 1;
                accepted(&format!("{section}\n{entry}\n")).unwrap_or_else(|failure| panic!("{entry}: {failure:?}"));
            }
            assert!(set > 40, "{template}");
            let named = |option: &&Opt| option.settable && option.name != "map";
            for option in OPTIONS.iter().filter(named) {
                assert!(template.contains(&format!("\n# {} = ", option.key())), "{}", option.name);
            }
        }
    }

    #[test]
    fn a_value_from_the_data_can_break_neither_its_line_nor_a_comment() {
        let options = Options::default();
        let today = Day::from_ymd(2025, 9, 30).unwrap();
        let file = vec!["a\nb\u{1b}[2J.csv".to_owned()];
        let none = settings(Command::Init, file, &options, config::Told::default(), None, today).unwrap();
        let text = Sheet::new(&options, &none, &[], Lang::En).text;
        assert!(
            !text.contains('\u{1b}') && text.starts_with("# Settings of mingxi, written by `mingxi init` from a b")
        );
        let read = |text: &str| toml::from_str::<toml::Table>(text).unwrap()["key"].as_str().unwrap().to_owned();
        for value in ["a\"b", "C:\\x", "two\nlines", "\u{7f}\u{1b}[2J", "金额(USD) # ="] {
            assert_eq!(read(&format!("key = {}", quoted(value))), value);
        }
    }
}
