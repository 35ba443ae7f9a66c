//! Records → rows of the log, each cell under the heading that the log has for it.

use super::Entry;
use super::reading::headings;
use crate::clean::normalise;
use crate::follow::form::FormField;
use crate::model::{Day, Grid, Typed};

/// Puts records into the log's rows, each under the heading that it has there; what has none gets one at the end. Gives the rows.
pub fn appended(log: &Grid, add: &[Entry], headings_of: &dyn Fn(FormField) -> &'static str) -> Vec<Vec<Typed>> {
    let mut rows: Vec<Vec<Typed>> = log.iter().map(|(_, cells)| cells.clone()).collect();
    let (header, mut columns) = match headings(log) {
        Some(found) => found,
        None => {
            rows.push(LOG.iter().map(|field| Typed::Text(headings_of(*field).to_owned())).collect());
            (rows.len() - 1, LOG.iter().copied().enumerate().map(|(at, field)| (field, at)).collect())
        }
    };
    for field in LOG {
        if !columns.contains_key(&field) && add.iter().any(|entry| !entry.cell(field).is_empty()) {
            columns.insert(field, rows[header].len());
            rows[header].push(Typed::Text(headings_of(field).to_owned()));
        }
    }
    let width = rows[header].len();
    for entry in add {
        let mut cells = vec![Typed::Empty; width];
        for (field, &at) in &columns {
            cells[at] = entry.cell(*field);
        }
        rows.push(cells);
    }
    rows
}

/// The columns of a log that is made here, in their order.
const LOG: [FormField; 9] = [
    FormField::Contacted,
    FormField::Key,
    FormField::Customer,
    FormField::Owner,
    FormField::Channel,
    FormField::Reason,
    FormField::Note,
    FormField::Outcome,
    FormField::Next,
];

impl Entry {
    fn cell(&self, field: FormField) -> Typed {
        let text = |text: &str| if text.is_empty() { Typed::Empty } else { Typed::Text(text.to_owned()) };
        let day = |day: Option<Day>| day.map_or(Typed::Empty, Typed::Day);
        match field {
            // A key that is the name in another spelling says nothing more.
            FormField::Key if self.key == normalise(&self.customer) => Typed::Empty,
            FormField::Key => text(&self.key),
            FormField::Customer => text(&self.customer),
            FormField::Owner => text(&self.who),
            FormField::Contacted => day(self.day),
            FormField::Channel => text(&self.channel),
            FormField::Reason => text(&self.reason),
            FormField::Note => text(&self.said),
            FormField::Next => day(self.next),
            FormField::Outcome => text(&self.outcome),
        }
    }
}
