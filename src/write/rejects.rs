//! Every row set aside, with its place and its reason, as csv.

use std::collections::BTreeSet;
use std::path::Path;

use super::atomic;
use super::csv::plain_money;
use super::fields::harmless;
use crate::model::problem::{Kind, WriteProblem};
use crate::model::{Audit, Failure, Field, Problem};

/// Writes the file whole or not at all: file, sheet, row, reason, amount, the cell to blame and its text, then the mapped columns
/// as they stand.
pub fn rejects(path: &Path, audit: &Audit) -> Result<(), Failure> {
    let written = atomic::write_with(path, |file| {
        let fields: BTreeSet<Field> =
            audit.rows.iter().flat_map(|row| row.fields.iter().map(|(field, _)| *field)).collect();
        let mut writer = csv::Writer::from_writer(file);
        let fixed = ["file", "sheet", "row", "reason", "amount", "cell", "value"];
        // The amount as read and the text that stands in its column are two things and have two names.
        let name = |field: &Field| match field.name() {
            name if fixed.contains(&name) => format!("{name}_text"),
            name => name.to_owned(),
        };
        writer.write_record(fixed.into_iter().map(String::from).chain(fields.iter().map(name)))?;
        for row in &audit.rows {
            let source = audit.sources.get(usize::from(row.source)).map(|source| &source.source);
            let (cell, value) = row.cell.clone().unwrap_or_default();
            let mut record = vec![
                harmless(source.map_or("", |source| source.file.as_str())),
                harmless(source.and_then(|source| source.sheet.as_deref()).unwrap_or_default()),
                row.row.to_string(),
                row.reason.name().to_owned(),
                plain_money(row.amount, 2),
                cell,
                harmless(&value),
            ];
            let text = |field: &Field| row.fields.iter().find(|(own, _)| own == field).map(|(_, text)| harmless(text));
            record.extend(fields.iter().map(|field| text(field).unwrap_or_default()));
            writer.write_record(&record)?;
        }
        writer.flush()
    });
    written.map_err(|Failure(problem)| {
        let Problem { place, kind, .. } = *problem;
        match kind {
            Kind::Write(refused) => Failure::new(place, WriteProblem::Rejects(Box::new(refused))),
            kind => Failure::new(place, kind),
        }
    })
}
