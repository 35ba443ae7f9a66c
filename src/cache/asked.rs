//! What a run asks of its input: the files, and all that decides how they are read.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::model::{Calendar, Day, InputOptions, Wants};
use crate::read::{Sealed, sealed};

/// The form of the entries: another number where it changes within a version.
const FORM: u32 = 1;

/// Inputs below so many bytes are read as fast as an entry is.
const WORTH: u64 = 1 << 20;

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
    /// themselves are asked for, an input can be read once only, or reading is as fast.
    pub fn new(input: &InputOptions, means: &Means<'_>) -> Option<Asked> {
        if !input.joins.is_empty() || input.rates.is_some() || input.rejects.is_some() {
            return None;
        }
        let inputs = sealed(input)?;
        (inputs.iter().map(|input| input.bytes).sum::<u64>() >= WORTH).then_some(())?;
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

fn content(path: &Path) -> Option<String> {
    Some(blake3::hash(&std::fs::read(path).ok()?).to_hex().to_string())
}
