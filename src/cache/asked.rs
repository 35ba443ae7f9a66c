//! What a run asks of its input: the files, and all that decides how they are read.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::model::{Calendar, Day, InputOptions, Wants};
use crate::read::{Sealed, sealed};

/// The form of the entries: another number where it changes within a version.
const FORM: u32 = 2;

/// Inputs below so many bytes are read as fast as an entry is.
pub const WORTH: u64 = 1 << 20;

/// What decides, beside the options of the input, what reading comes to.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    pub calendar: Calendar,
    pub wants: Wants,
    /// The version, and whatever else tells one program from another.
    pub program: &'a dyn Debug,
    /// The limits that reading keeps, and the like.
    pub more: &'a dyn Debug,
}

/// What is asked, by name.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The hash of everything but the contents and the day.
    pub(super) name: String,
    pub(super) inputs: Vec<Sealed>,
    pub(super) today: Option<Day>,
}

impl Asked {
    /// Names what is asked; nothing where the answer may not be kept: other tables and rates have a say in it, the rows
    /// themselves are asked for, an input can be read once only, or the inputs have less than so many bytes.
    pub fn new(input: &InputOptions, means: &Means<'_>, least: u64) -> Option<Asked> {
        if !input.joins.is_empty() || input.rates.is_some() || input.rejects.is_some() {
            return None;
        }
        let inputs = sealed(input)?;
        (inputs.iter().map(|input| input.bytes).sum::<u64>() >= least).then_some(())?;
        Asked::of(input, means, inputs)
    }

    /// Gives where the files lie.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.inputs.iter().map(|input| input.path.clone()).collect()
    }

    pub(super) fn of(input: &InputOptions, means: &Means<'_>, inputs: Vec<Sealed>) -> Option<Asked> {
        let aliases = match &input.aliases {
            Some(path) => Some(content(path)?),
            None => None,
        };
        // Every field of the options is in it, also those that come later.
        let options = InputOptions { today: None, ..input.clone() };
        let files: Vec<_> = inputs.iter().map(|input| (&input.shown, &input.path, input.found)).collect();
        let all = format!("{FORM}\n{options:?}\n{means:?}\n{files:?}\n{aliases:?}");
        Some(Asked { name: blake3::hash(all.as_bytes()).to_hex()[..32].into(), inputs, today: input.today })
    }
}

/// Gives what a file holds; nothing of a pipe, which can be read once only and is not this room's to read.
fn content(path: &Path) -> Option<String> {
    std::fs::metadata(path).is_ok_and(|found| found.is_file()).then_some(())?;
    Some(blake3::hash(&std::fs::read(path).ok()?).to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::{Credits, Field, Filter, Grain, LayoutKind, Mapping};

    fn names(change: impl Fn(&mut InputOptions, &mut Means<'static>)) -> (Option<String>, Option<String>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        let files = vec![file.path().display().to_string()];
        let mut input = InputOptions { files, today: Day::from_ymd(2026, 1, 31), ..InputOptions::default() };
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        let mut means = Means { calendar, wants: Wants::NONE, program: &("0.1.0", 7), more: &() };
        let name = |input: &InputOptions, means: &Means<'_>| Some(Asked::new(input, means, 0)?.name);
        let before = name(&input, &means);
        assert!(before.is_some());
        change(&mut input, &mut means);
        (before, name(&input, &means))
    }

    #[test]
    fn whatever_decides_the_reading_makes_another_name_and_the_day_does_not() {
        let changes: [fn(&mut InputOptions, &mut Means<'static>); 16] = [
            |input, _| input.sheets.push("明细".into()),
            |input, _| input.encoding = Some("gbk".into()),
            |input, _| input.header_row = Some(2),
            |input, _| input.layout = Some(LayoutKind::Table),
            |input, _| input.map.push(Mapping { field: Field::Customer, column: "B".into() }),
            |input, _| input.decimal = Some(','),
            |input, _| input.credits = Credits::Origin,
            |input, _| input.filters.push(Filter { column: "owner".into(), values: vec!["Li".into()], keep: true }),
            |input, _| input.as_of = Day::from_ymd(2025, 12, 31),
            |input, _| input.keep_blank_customers = true,
            |input, _| input.strict = true,
            |input, _| drop(input.synonyms.insert(Field::Customer, vec!["往来户".into()])),
            |_, means| means.calendar.fiscal_start = 4,
            |_, means| means.wants.quantities = true,
            |_, means| means.program = &("0.1.1", 7),
            |_, means| means.more = &1,
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let (before, after) = names(change);
            assert!(after.is_some() && before != after, "{at}");
        }
        let (before, after) = names(|input, _| input.today = Day::from_ymd(2026, 2, 1));
        assert_eq!(before, after);
    }

    #[test]
    fn what_other_tables_have_a_say_in_and_what_asks_for_rows_has_no_name() {
        let not_kept: [fn(&mut InputOptions, &mut Means<'static>); 4] = [
            |input, _| input.rates = Some(PathBuf::from("rates.csv")),
            |input, _| input.joins = vec![crate::model::Join::default()],
            |input, _| input.rejects = Some(PathBuf::from("rejects.csv")),
            |input, _| input.files.push("-".into()),
        ];
        for (at, change) in not_kept.into_iter().enumerate() {
            assert_eq!(names(change).1, None, "{at}");
        }
    }

    #[test]
    fn another_alias_file_makes_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let (orders, aliases) = (folder.path().join("orders.csv"), folder.path().join("aliases.csv"));
        std::fs::write(&orders, "a").unwrap();
        let files = vec![orders.display().to_string()];
        let input = InputOptions { files, aliases: Some(aliases.clone()), ..InputOptions::default() };
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        let means = Means { calendar, wants: Wants::NONE, program: &(), more: &() };
        let name = |lines: &str| {
            std::fs::write(&aliases, lines).unwrap();
            Asked::new(&input, &means, 0).unwrap().name
        };
        let first = name("A,B");
        assert_ne!(name("A,C"), first);
        assert_eq!(name("A,B"), first);
        std::fs::remove_file(&aliases).unwrap();
        assert!(Asked::new(&input, &means, 0).is_none());
    }
}
