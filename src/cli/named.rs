//! Pivots that the settings file names: `mingxi pivot monthly orders.xlsx`.

use std::path::Path;

use super::config::NamedPivot;
use super::given::nearest;
use crate::model::problem::SettingsProblem;
use crate::model::{Failure, Place, Problem};

/// A pivot that is asked for by its name.
pub struct Named {
    pub name: String,
    /// That a file is called like it.
    pub problems: Vec<Problem>,
}

/// Says whether the first word names a pivot; a word that can be no file either is an error.
pub fn pivot(first: &str, pivots: &[NamedPivot], file: Option<&str>) -> Result<Option<Named>, Failure> {
    let there = Path::new(first).exists();
    if let (Some(named), Some(file)) = (pivots.iter().find(|named| named.name == first), file) {
        let name = named.name.clone();
        let kind = SettingsProblem::PivotOverFile { name: name.clone(), file: file.to_owned() };
        let problems = if there { vec![Problem::warning(Place::default(), kind)] } else { Vec::new() };
        return Ok(Some(Named { name, problems }));
    }
    // A file has an ending, a folder or a pattern; `-` is the standard input.
    let is_file = there || first == "-" || first.contains(['.', '/', '\\', '*', '?', '[']);
    if is_file {
        return Ok(None);
    }
    let names = || pivots.iter().map(|named| named.name.as_str());
    let kind = SettingsProblem::NoSuchPivot {
        name: first.to_owned(),
        similar: nearest(first, names()),
        pivots: names().map(str::to_owned).collect(),
        file: file.map(str::to_owned),
    };
    Err(Failure::new(Place::default(), kind))
}
