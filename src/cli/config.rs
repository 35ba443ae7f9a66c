//! `mingxi.toml`: every option under its table, and the columns' fields by name.
//!
//! ```toml
//! [columns]
//! product = "PRODUCTLINE"
//!
//! [rules]
//! cancelled = ["Cancelled"]
//! ```
//!
//! A key that no option has is refused with its line and the nearest one: a setting that is misspelt must not be ignored in
//! silence.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::given::{Options, Origin, nearest};
use super::options::{Command, OPTIONS, Opt, Section, Takes};
use crate::model::companion::TableKind;
use crate::model::problem::{Expected, SettingsProblem};
use crate::model::{Failure, Field, Place};

/// The one name that is looked for.
pub const NAME: &str = "mingxi.toml";

/// The further headers of fields, by field.
pub type Synonyms = BTreeMap<Field, Vec<String>>;

/// A pivot of the file: its name, and the options that it sets with their values and lines.
#[derive(Clone, Debug)]
pub struct NamedPivot {
    pub name: String,
    pub options: Vec<(&'static Opt, Vec<String>, Origin)>,
    /// Whether the report shows it too.
    pub report: bool,
}

/// The key that puts a pivot into the report.
pub const IN_REPORT: &str = "report";

/// What a file says beside the options.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub synonyms: Synonyms,
    /// In the order of the file.
    pub pivots: Vec<NamedPivot>,
}

/// Finds the settings file: the one that is named, or the one in the working folder, or none.
pub fn find(options: &Options) -> Result<Option<PathBuf>, Failure> {
    let none = options.on("no-config")?;
    if let Some(named) = options.text("config") {
        // A flag is stronger than a variable; two of the same strength contradict each other.
        let stronger = options.typed("config") && !options.typed("no-config");
        let weaker = options.typed("no-config") && !options.typed("config");
        if none && !stronger && !weaker {
            let (one, other) = (options.named("config").1, options.named("no-config").1);
            return Err(Failure::new(Place::default(), SettingsProblem::Conflict { one, other }));
        }
        if !none || stronger {
            return Ok(Some(named.into()));
        }
    }
    Ok((!none && Path::new(NAME).is_file()).then(|| NAME.into()))
}

/// Reads the settings file into the options that nothing stronger has set; those of the pivot that is named come before the others.
pub fn load(path: &Path, options: &mut Options, pivot: Option<&str>) -> Result<Told, Failure> {
    let file = path.display().to_string();
    let failed = |why| Failure::new(Place::file(file.clone()), SettingsProblem::NoConfig { why });
    let bytes = std::fs::read(path)
        .map_err(|error| failed((error.kind() != std::io::ErrorKind::NotFound).then(|| error.to_string())))?;
    let text = String::from_utf8(bytes).map_err(|_| failed(Some("it is not UTF-8".into())))?;
    read(text.strip_prefix('\u{feff}').unwrap_or(&text), &file, options, pivot)
}

/// Reads the text of a settings file.
pub fn read(text: &str, file: &str, options: &mut Options, pivot: Option<&str>) -> Result<Told, Failure> {
    Reader { text, file: file.to_owned(), synonyms: Synonyms::new() }.read(options, pivot)
}

struct Reader<'a> {
    text: &'a str,
    file: String,
    synonyms: Synonyms,
}

impl Reader<'_> {
    fn read(mut self, options: &mut Options, pivot: Option<&str>) -> Result<Told, Failure> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.failure(at, SettingsProblem::NotToml { why: error.message().to_owned() })
        })?;
        let pivots = self.pivots(table.get_ref())?;
        if let Some(chosen) = pivots.iter().find(|named| Some(named.name.as_str()) == pivot) {
            chosen.options.iter().for_each(|(option, values, origin)| {
                options.add(option, values.clone(), origin.clone());
            });
        }
        for (key, value) in in_order(table.get_ref()) {
            let name = key.get_ref().as_ref();
            let section = Section::ALL.into_iter().find(|section| section.name() == name);
            match (section, name, value.get_ref()) {
                (Some(section), _, DeValue::Table(inner)) => self.section(section, inner, options)?,
                (None, "synonyms", DeValue::Table(inner)) => self.synonyms(inner)?,
                (Some(_), ..) | (None, "synonyms", _) => return Err(self.bad(name, value, Expected::Table)),
                (None, ..) => match option_of(name) {
                    Some(option) => self.option(option, value, options)?,
                    None => {
                        let tables = Section::ALL.iter().map(|section| section.name()).chain(["synonyms"]);
                        let near = tables.clone().map(str::to_owned).chain(settable().map(Opt::key)).collect();
                        return Err(self.unknown(key, tables.map(|table| format!("[{table}]")).collect(), near));
                    }
                },
            }
        }
        Ok(Told { synonyms: self.synonyms, pivots })
    }

    /// Reads the tables below `[pivot]`: each is a pivot by its name, with any option of `pivot`.
    fn pivots(&self, table: &DeTable) -> Result<Vec<NamedPivot>, Failure> {
        let mut pivots = Vec::new();
        let all = in_order(table).into_iter().find(|(key, _)| key.get_ref() == Section::Pivot.name());
        let Some(DeValue::Table(all)) = all.map(|(_, value)| value.get_ref()) else { return Ok(pivots) };
        for (name, value) in in_order(all) {
            let DeValue::Table(inner) = value.get_ref() else { continue };
            let (mut own, mut report) = (Vec::new(), false);
            for (key, value) in in_order(inner) {
                if key.get_ref() == IN_REPORT {
                    let DeValue::Boolean(truth) = value.get_ref() else {
                        return Err(self.bad(IN_REPORT, value, Expected::Truth));
                    };
                    report = *truth;
                    continue;
                }
                let takes = |option: &&Opt| option.commands.contains(&Command::Pivot);
                let Some(option) = option_of(key.get_ref()).filter(takes) else {
                    let own = |option: &&Opt| option.own.contains(&Command::Pivot);
                    let with = |keys: Vec<String>| keys.into_iter().chain([IN_REPORT.to_owned()]).collect();
                    let first: Vec<String> = settable().filter(takes).filter(own).map(Opt::key).collect();
                    let known: Vec<String> = settable().filter(takes).map(Opt::key).collect();
                    return Err(self.unknown(key, with(first), with(known)));
                };
                own.push((option, self.values(option, value)?, self.origin(value)));
            }
            pivots.push(NamedPivot { name: name.get_ref().clone().into_owned(), options: own, report });
        }
        Ok(pivots)
    }

    fn section(&self, section: Section, table: &DeTable, options: &mut Options) -> Result<(), Failure> {
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            if section == Section::Pivot && matches!(value.get_ref(), DeValue::Table(_)) {
                continue;
            }
            if let (Section::Columns, Some(table), DeValue::Table(inner)) =
                (section, TableKind::named(name), value.get_ref())
            {
                self.columns_of(table, inner, options)?;
                continue;
            }
            let field = Field::named(name).filter(|_| section == Section::Columns);
            if let Some(field) = field {
                let column = self.texts(name, value)?;
                let mapping = column.into_iter().map(|column| format!("{}={column}", field.name())).collect();
                if let Some(option) = Opt::named("map") {
                    options.add(option, mapping, self.origin(value));
                }
                continue;
            }
            match option_of(name) {
                Some(option) if option.section == section => self.option(option, value, options)?,
                Some(option) => {
                    let kind = SettingsProblem::WrongTable { key: name.to_owned(), table: option.section.name() };
                    return Err(self.failure(key.span().start, kind));
                }
                None => {
                    let mut known: Vec<String> =
                        settable().filter(|option| option.section == section).map(Opt::key).collect();
                    if section == Section::Columns {
                        known.extend(Field::ALL.iter().map(|field| field.name().to_owned()));
                    }
                    return Err(self.unknown(key, known.clone(), known));
                }
            }
        }
        Ok(())
    }

    /// Reads the columns of a table beside the orders: `customers.owner = "跟单员"`.
    fn columns_of(&self, of: TableKind, table: &DeTable, options: &mut Options) -> Result<(), Failure> {
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            if !of.fields().iter().any(|field| field.name() == name) {
                let known: Vec<String> = of.fields().iter().map(|field| field.name().to_owned()).collect();
                return Err(self.unknown(key, known.clone(), known));
            }
            let columns = self.texts(name, value)?;
            let mapping = columns.into_iter().map(|column| format!("{}.{name}={column}", of.name())).collect();
            if let Some(option) = Opt::named("map") {
                options.add(option, mapping, self.origin(value));
            }
        }
        Ok(())
    }

    fn synonyms(&mut self, table: &DeTable) -> Result<(), Failure> {
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let Some(field) = Field::named(name) else {
                let known: Vec<String> = Field::ALL.iter().map(|field| field.name().to_owned()).collect();
                return Err(self.unknown(key, known.clone(), known));
            };
            let texts = self.texts(name, value)?;
            self.synonyms.insert(field, texts);
        }
        Ok(())
    }

    fn option(&self, option: &'static Opt, value: &Spanned<DeValue>, options: &mut Options) -> Result<(), Failure> {
        options.add(option, self.values(option, value)?, self.origin(value));
        Ok(())
    }

    fn values(&self, option: &'static Opt, value: &Spanned<DeValue>) -> Result<Vec<String>, Failure> {
        let key = option.key();
        match (option.takes, value.get_ref()) {
            (Takes::Nothing, DeValue::Boolean(truth)) => Ok(vec![truth.to_string()]),
            (Takes::Nothing, _) => Err(self.bad(&key, value, Expected::Truth)),
            (Takes::One, DeValue::Array(_) | DeValue::Table(_)) => Err(self.bad(&key, value, Expected::Texts)),
            (Takes::One | Takes::Many, _) => self.texts(&key, value),
        }
    }

    /// Reads a scalar or a list of scalars as texts.
    fn texts(&self, key: &str, value: &Spanned<DeValue>) -> Result<Vec<String>, Failure> {
        let list = match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|value| scalar(value.get_ref())).collect(),
            single => scalar(single).map(|text| vec![text]),
        };
        list.ok_or_else(|| self.bad(key, value, Expected::Texts))
    }

    fn origin(&self, value: &Spanned<DeValue>) -> Origin {
        Origin::File(self.file.clone(), self.line(value.span().start))
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1
    }

    fn failure(&self, at: usize, kind: SettingsProblem) -> Failure {
        let row = u32::try_from(self.line(at)).ok();
        Failure::new(Place { file: Some(self.file.clone()), row, ..Place::default() }, kind)
    }

    fn bad(&self, key: &str, value: &Spanned<DeValue>, expected: Expected) -> Failure {
        let text = self.text.get(value.span()).unwrap_or_default().trim_matches('"').to_owned();
        let kind = SettingsProblem::BadValue { option: key.to_owned(), value: text, expected, similar: None };
        self.failure(value.span().start, kind)
    }

    fn unknown(&self, key: &Spanned<std::borrow::Cow<'_, str>>, expected: Vec<String>, near: Vec<String>) -> Failure {
        let name = key.get_ref().clone().into_owned();
        let similar = nearest(&name, near.iter().map(String::as_str));
        self.failure(key.span().start, SettingsProblem::UnknownKey { key: name, expected, similar })
    }
}

fn settable() -> impl Iterator<Item = &'static Opt> {
    OPTIONS.iter().filter(|option| option.settable)
}

fn option_of(key: &str) -> Option<&'static Opt> {
    settable().find(|option| option.key() == key)
}

/// Gives a table's entries as the file has them, so that the first mistake is the one told.
fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Spanned<std::borrow::Cow<'i, str>>, &'a Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn scalar(value: &DeValue) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.as_str().replace('_', "")),
        DeValue::Float(number) => Some(number.as_str().replace('_', "")),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Kind;

    fn load(text: &str) -> Result<(Options, Synonyms), Failure> {
        let mut options = Options::default();
        let reader = Reader { text, file: NAME.into(), synonyms: Synonyms::new() };
        reader.read(&mut options, None).map(|told| (options, told.synonyms))
    }

    #[test]
    fn options_stand_under_their_tables_and_fields_under_columns() {
        let (options, synonyms) = load(
            "lang = \"zh\"\n[columns]\nproduct = \"PRODUCTLINE\"\ndecimal = \"point\"\n[rules]\nas_of = 2005-05-31\n\
             fiscal_start = 4\ncancelled = [\"Cancelled\"]\nstrict = true\n[synonyms]\ncustomer = [\"往来户\"]\n",
        )
        .unwrap();
        assert_eq!(options.texts("map"), ["product=PRODUCTLINE"]);
        assert_eq!(options.text("as-of"), Some("2005-05-31"));
        assert_eq!(options.text("fiscal-start"), Some("4"));
        assert_eq!(options.texts("cancelled"), ["Cancelled"]);
        assert!(options.on("strict").unwrap());
        assert_eq!(synonyms[&Field::Customer], ["往来户"]);
    }

    #[test]
    fn tables_beside_the_orders_have_columns_of_their_own() {
        let (options, _) =
            load("[columns]\ncustomers.owner = \"跟单员\"\n[columns.follow_ups]\nnext = \"C\"\n[tables]\nfollow_ups = \"a.csv\"\n")
                .unwrap();
        assert_eq!(options.texts("map"), ["customers.owner=跟单员", "follow_ups.next=C"]);
        assert_eq!(options.text("follow-ups"), Some("a.csv"));
        let Kind::Settings(SettingsProblem::UnknownKey { key, similar, .. }) =
            load("[columns]\ncustomers.onwer = \"x\"\n").unwrap_err().0.kind
        else {
            panic!()
        };
        assert_eq!((key.as_str(), similar.as_deref()), ("onwer", Some("owner")));
    }

    #[test]
    fn sheets_are_one_text_or_a_list() {
        let sheets = |text: &str| load(text).unwrap().0.texts("sheet").to_vec();
        assert_eq!(sheets("[files]\nsheet = \"明细\"\n"), ["明细"]);
        assert_eq!(sheets("[files]\nsheet = [\"1月\", 2]\n"), ["1月", "2"]);
    }

    #[test]
    fn a_misspelt_key_is_refused_with_its_line_and_the_nearest() {
        let failure = load("[rules]\n\nfiscal_strat = 4\n").unwrap_err();
        assert_eq!((failure.0.place.row, failure.exit_code()), (Some(3), 2));
        let Kind::Settings(SettingsProblem::UnknownKey { key, similar, .. }) = failure.0.kind else { panic!() };
        assert_eq!((key.as_str(), similar.as_deref()), ("fiscal_strat", Some("fiscal_start")));
    }

    #[test]
    fn what_stands_in_a_wrong_place_or_form_is_refused() {
        let kind = |text: &str| load(text).unwrap_err().0.kind;
        assert_eq!(
            kind("[output]\nactive = \"net\"\n"),
            Kind::Settings(SettingsProblem::WrongTable { key: "active".into(), table: "rules" })
        );
        assert!(matches!(kind("[rules\n"), Kind::Settings(SettingsProblem::NotToml { .. })));
        assert!(matches!(
            kind("[rules]\nstrict = \"yes\"\n"),
            Kind::Settings(SettingsProblem::BadValue { expected: Expected::Truth, .. })
        ));
        assert!(matches!(
            kind("rules = 3\n"),
            Kind::Settings(SettingsProblem::BadValue { expected: Expected::Table, .. })
        ));
    }
}
