//! Which customer a name means: the id or key first, then the name, else the nearest names.

use crate::cube::Cube;
use crate::model::problem::SettingsProblem;
use crate::model::{Failure, Place};

/// How many near names are offered.
const OFFERED: usize = 3;

/// Gives the place of the customer that is called so.
pub fn customer(cube: &Cube, name: &str) -> Result<usize, Failure> {
    let fold = |text: &str| text.trim().to_lowercase();
    let wanted = fold(name);
    if let Some(at) = cube.customers.iter().position(|customer| fold(&customer.key) == wanted) {
        return Ok(at);
    }
    let named: Vec<usize> = (0..cube.customers.len()).filter(|&at| fold(&cube.customers[at].name) == wanted).collect();
    match named.as_slice() {
        [one] => return Ok(*one),
        [] => {}
        several => {
            let keys = several.iter().map(|&at| cube.customers[at].key.clone()).collect();
            let kind = SettingsProblem::ManyCustomers { name: name.to_owned(), keys };
            return Err(Failure::new(Place::default(), kind));
        }
    }
    let within: Vec<usize> =
        (0..cube.customers.len()).filter(|&at| fold(&cube.customers[at].name).contains(&wanted)).collect();
    if let ([one], false) = (within.as_slice(), wanted.is_empty()) {
        return Ok(*one);
    }
    let kind = SettingsProblem::NoCustomer { name: name.to_owned(), similar: similar(cube, &wanted) };
    Err(Failure::new(Place::default(), kind))
}

/// Gives the nearest names: those that hold the word first, then by likeness, ties by name.
fn similar(cube: &Cube, wanted: &str) -> Vec<String> {
    let likeness = |name: &str| {
        let folded = name.to_lowercase();
        if folded.contains(wanted) { 2.0 } else { strsim::jaro_winkler(wanted, &folded) }
    };
    let mut names: Vec<(f64, &str)> =
        cube.customers.iter().map(|one| (likeness(&one.name), one.name.as_str())).collect();
    names.retain(|(likeness, _)| *likeness >= 0.75);
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    names.into_iter().take(OFFERED).map(|(_, name)| name.to_owned()).collect()
}
