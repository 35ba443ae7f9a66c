//! A filled-in sheet, or the log → records, wherever its columns and rows have moved.

use std::collections::BTreeMap;

use super::{Entry, Filled, Returned};
use crate::clean::normalise;
use crate::follow::form::{FormField, INPUTS};
use crate::model::companion::RowPlace;
use crate::model::problem::{FollowProblem, Problem};
use crate::model::{Client, Grid, Place, Typed};

/// Finds the headings of a sheet: the place of their row, and the column of each field.
pub fn headings(rows: &Grid) -> Option<(usize, BTreeMap<FormField, usize>)> {
    rows.iter().take(200).enumerate().find_map(|(at, (_, cells))| {
        let mut columns = BTreeMap::new();
        for (column, cell) in cells.iter().enumerate() {
            if let Typed::Text(text) = cell
                && let Some(field) = FormField::known(text)
            {
                columns.entry(field).or_insert(column);
            }
        }
        let inputs = INPUTS.iter().filter(|field| columns.contains_key(field)).count();
        let whose = columns.contains_key(&FormField::Key) || columns.contains_key(&FormField::Customer);
        (whose && inputs >= 3).then_some((at, columns))
    })
}

/// The customers of the orders, by key and by name.
pub struct Clients<'a> {
    keys: BTreeMap<&'a str, &'a Client>,
    /// Nothing where several customers have the name.
    names: BTreeMap<String, Option<&'a Client>>,
}

impl<'a> Clients<'a> {
    /// Lists them.
    pub fn new(clients: &'a [Client]) -> Clients<'a> {
        let mut names: BTreeMap<String, Option<&Client>> = BTreeMap::new();
        for client in clients {
            names.entry(normalise(&client.name)).and_modify(|one| *one = None).or_insert(Some(client));
        }
        Clients { keys: clients.iter().map(|client| (client.key.as_str(), client)).collect(), names }
    }

    fn named(&self, name: &str) -> Option<&'a Client> {
        let name = normalise(name);
        self.names.get(&name).copied().flatten().or_else(|| self.keys.get(name.as_str()).copied())
    }
}

/// Reads what was filled in; nothing where the sheet has no such columns.
pub fn read(sheet: &Returned, clients: &Clients<'_>) -> Option<Filled> {
    let (header, columns) = headings(&sheet.rows)?;
    let mut filled = Filled::default();
    let none = Typed::Empty;
    for (row, cells) in &sheet.rows[header + 1..] {
        let cell = |field: FormField| columns.get(&field).and_then(|&at| cells.get(at)).unwrap_or(&none);
        if cell(FormField::Customer).text() == sheet_heading(sheet, header, &columns) {
            continue;
        }
        let place = |field: Option<FormField>| Place {
            file: Some(sheet.file.clone()),
            sheet: sheet.sheet.clone(),
            cell: field.and_then(|field| columns.get(&field)).map(|&at| format!("{}{row}", letter(at))),
            row: Some(*row),
            ..Place::default()
        };
        let (key, name) = (cell(FormField::Key).text(), cell(FormField::Customer).text());
        let by_key = clients.keys.get(key.as_str()).copied();
        let by_name = clients.named(&name);
        filled.named += usize::from(!key.is_empty() || !name.is_empty());
        filled.known += usize::from(by_key.is_some() || by_name.is_some());
        if INPUTS.iter().all(|field| cell(*field).is_empty()) {
            continue;
        }
        // A row that was pasted over another has the name that its writer saw.
        let client = match (by_key, by_name) {
            (Some(one), Some(other)) if one.key != other.key && normalise(&one.name) != normalise(&name) => {
                let kind = FollowProblem::KeyAndName { key: one.name.clone(), name: other.name.clone() };
                filled.problems.push(Problem::warning(place(Some(FormField::Customer)), kind));
                Some(other)
            }
            (by_key, by_name) => by_key.or(by_name),
        };
        let mut entry = Entry {
            at: RowPlace { file: sheet.file.clone(), sheet: sheet.sheet.clone(), row: *row },
            key: client
                .map_or_else(|| if key.is_empty() { normalise(&name) } else { key.clone() }, |one| one.key.clone()),
            customer: client
                .map_or_else(|| if name.is_empty() { key.clone() } else { name.clone() }, |one| one.name.clone()),
            who: text(cell(FormField::Owner)),
            day: None,
            channel: text(cell(FormField::Channel)),
            reason: text(cell(FormField::Reason)),
            said: text(cell(FormField::Note)),
            outcome: text(cell(FormField::Outcome)),
            next: None,
        };
        if entry.key.is_empty() {
            filled.problems.push(Problem::warning(place(None), FollowProblem::NobodyNamed));
        } else if client.is_none() {
            let kind = FollowProblem::Unknown { name: entry.customer.clone() };
            filled.problems.push(Problem::warning(place(Some(FormField::Customer)), kind));
        }
        for field in [FormField::Contacted, FormField::Next] {
            let typed = cell(field);
            let day = typed.day();
            match field {
                FormField::Contacted => entry.day = day,
                _ => entry.next = day,
            }
            if day.is_none() && !typed.is_empty() {
                let heading = columns.get(&field).and_then(|&at| sheet.rows[header].1.get(at)).map(Typed::text);
                let (heading, typed) = (heading.unwrap_or_default(), text(typed));
                let gap = if entry.said.is_empty() { "" } else { " " };
                entry.said = format!("{}{gap}[{heading}: {typed}]", entry.said);
                filled.problems.push(Problem::warning(place(Some(field)), FollowProblem::NotADay { heading, typed }));
            }
        }
        filled.entries.push(entry);
    }
    Some(filled)
}

fn sheet_heading(sheet: &Returned, header: usize, columns: &BTreeMap<FormField, usize>) -> String {
    let at = columns.get(&FormField::Customer);
    let heading = at.and_then(|&at| sheet.rows[header].1.get(at)).map(Typed::text).unwrap_or_default();
    if heading.is_empty() { "\u{0}".to_owned() } else { heading }
}

/// Gives a text as it was typed; the apostrophe that keeps a spreadsheet from running it is none of it.
fn text(cell: &Typed) -> String {
    let text = cell.text().replace("\r\n", "\n");
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => text,
    }
}

/// Names a column as spreadsheets do.
pub fn letter(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            return name;
        }
        at = at / 26 - 1;
    }
}
