//! Filled-in sheets → what to add to the log of follow-ups. Nothing that was typed is lost, and nothing is added twice.
//!
//! A sheet is known by its headings, so its columns may have moved; a row by the key in its hidden column, or by the customer's name
//! where it was added by hand. What cannot be read as what its column holds is kept with the note. The log is read the same
//! way, so that what it holds already is seen however it is laid out.

use std::collections::BTreeMap;

use super::form::{FormField, INPUTS};
use crate::clean::normalise;
use crate::model::companion::RowPlace;
use crate::model::problem::{FollowProblem, Problem};
use crate::model::{Client, Day, Grid, Place, Typed};

/// A sheet that came back, or the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returned {
    pub file: String,
    pub sheet: Option<String>,
    pub rows: Grid,
}

/// One record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub at: RowPlace,
    /// The customer's key; the name as typed, normalised, where the orders have no such customer; nothing where none is named.
    pub key: String,
    pub customer: String,
    pub who: String,
    /// Nothing where nobody filled it in.
    pub day: Option<Day>,
    pub channel: String,
    pub reason: String,
    pub said: String,
    pub outcome: String,
    pub next: Option<Day>,
}

/// What stands in a sheet.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    pub entries: Vec<Entry>,
    pub problems: Vec<Problem>,
    /// Rows that name a customer, filled in or not, and those whose customer the orders have.
    pub named: usize,
    pub known: usize,
}

/// What is to be added.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    pub add: Vec<Entry>,
    /// Records that the log has already.
    pub there: usize,
    /// Two records of one customer and day that say different things.
    pub problems: Vec<Problem>,
}

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
fn letter(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            return name;
        }
        at = at / 26 - 1;
    }
}

impl Entry {
    /// Says whether the log's record is this one: the same words and days; what nobody filled in is no difference where the log had
    /// to fill it in.
    fn is(&self, logged: &Entry) -> bool {
        let who = self.who.is_empty() || self.who == logged.who;
        let day = self.day.is_none() || self.day == logged.day;
        who && day && self.key == logged.key && self.says(logged)
    }

    fn says(&self, other: &Entry) -> bool {
        let words = |one: &Entry| [&one.channel, &one.reason, &one.said, &one.outcome].map(|text| text.clone());
        words(self) == words(other) && self.next == other.next
    }

    /// Gives it in few words, for a message.
    fn told(&self) -> String {
        let words = [&self.who, &self.reason, &self.said, &self.outcome].map(String::as_str);
        words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Adds what sheets hold to what the log has. Records without a day get that of the run.
pub fn merge(logged: &[Entry], filled: Vec<Entry>, today: Day) -> Merged {
    let mut merged = Merged::default();
    for mut entry in filled {
        if logged.iter().chain(&merged.add).any(|known| entry.is(known)) {
            merged.there += 1;
            continue;
        }
        entry.day = entry.day.or(Some(today));
        let same_day = |known: &&Entry| !entry.key.is_empty() && known.key == entry.key && known.day == entry.day;
        if let Some(other) = logged.iter().chain(&merged.add).find(same_day) {
            let place = Place {
                file: Some(entry.at.file.clone()),
                sheet: entry.at.sheet.clone(),
                row: Some(entry.at.row),
                ..Place::default()
            };
            let kind = FollowProblem::Differs {
                customer: entry.customer.clone(),
                day: today.min(entry.day.unwrap_or(today)),
                one: other.told(),
                other: entry.told(),
            };
            merged.problems.push(Problem::warning(place, kind));
        }
        merged.add.push(entry);
    }
    merged
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn client(key: &str, name: &str) -> Client {
        Client { key: key.into(), name: name.into() }
    }

    fn grid(rows: &[&[&str]]) -> Returned {
        let cell = |text: &&str| if text.is_empty() { Typed::Empty } else { Typed::Text((*text).to_owned()) };
        let rows = rows.iter().enumerate().map(|(at, cells)| (at as u32 + 1, cells.iter().map(cell).collect()));
        Returned { file: "last.xlsx".into(), sheet: Some("跟进".into()), rows: rows.collect() }
    }

    fn words(field: FormField) -> &'static str {
        match field {
            FormField::Key => "customer id",
            FormField::Customer => "customer",
            FormField::Owner => "who",
            FormField::Contacted => "contact date",
            FormField::Channel => "channel",
            FormField::Reason => "reason",
            FormField::Note => "said",
            FormField::Next => "next date",
            FormField::Outcome => "outcome",
        }
    }

    /// Three customers; rows sorted anew, columns moved, one row added by hand, one pasted over another.
    fn sheet() -> Returned {
        grid(&[
            &["跟进 3 家"],
            &["备注", "客户", "我的列", "下次联系", "mingxi_key", "联系日期", "原因", "结果", "业务员"],
            &["等新报价", "乙行", "x", "2025-10-08", "k2", "2025-10-02", "价格", "", "王芳"],
            &["", "甲厂", "", "", "k1", "", "", "", "王芳"],
            &["手写的一行", "丙店", "", "", "", "下周一", "", "", ""],
            &["贴过来的", "丙店", "", "", "k1", "2025/10/3", "", "已下单", "李强"],
            &["没有名字", "", "", "", "", "", "", "", ""],
            &["新朋友", "丁公司", "", "", "", "2025年10月4日", "", "", ""],
        ])
    }

    #[test]
    fn what_was_typed_is_understood_wherever_it_stands_and_what_is_no_day_is_kept() {
        let clients = [client("k1", "甲厂"), client("k2", "乙行"), client("k3", "丙店")];
        let filled = read(&sheet(), &Clients::new(&clients)).unwrap();
        let told: Vec<(&str, Option<String>, &str)> = filled
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.day.map(|day| day.to_string()), entry.said.as_str()))
            .collect();
        let on = |day: &str| Some(day.to_owned());
        assert_eq!(
            told,
            [
                ("k2", on("2025-10-02"), "等新报价"),
                ("k3", None, "手写的一行 [联系日期: 下周一]"),
                ("k3", on("2025-10-03"), "贴过来的"),
                ("", None, "没有名字"),
                ("丁公司", on("2025-10-04"), "新朋友"),
            ]
        );
        assert_eq!((filled.named, filled.known), (5, 4));
        assert_eq!(filled.problems.len(), 4, "{:?}", filled.problems);
    }

    #[test]
    fn merging_twice_adds_nothing_and_two_answers_stay_side_by_side() {
        let clients = [client("k1", "甲厂"), client("k2", "乙行"), client("k3", "丙店")];
        let clients = Clients::new(&clients);
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let filled = || read(&sheet(), &clients).unwrap().entries;
        let first = merge(&[], filled(), day("2025-10-31"));
        assert_eq!((first.add.len(), first.there, first.problems.len()), (5, 0, 0));
        let log = appended(&Vec::new(), &first.add, &words);
        let rows = log.iter().enumerate().map(|(at, cells)| (at as u32 + 1, cells.clone())).collect();
        let log = Returned { file: "log.csv".into(), sheet: None, rows };
        let logged = read(&log, &clients).unwrap().entries;
        assert_eq!(logged.len(), 5);
        // A month later: what had no day of its own is known by its words.
        let again = merge(&logged, filled(), day("2025-11-30"));
        assert_eq!((again.add.len(), again.there), (0, 5));
        // Somebody else says something else of the same customer and day.
        let mut other = filled().remove(0);
        (other.who, other.said) = ("李强".into(), "已经转单".into());
        let both = merge(&logged, vec![other], day("2025-11-30"));
        assert_eq!((both.add.len(), both.problems.len()), (1, 1));
    }

    #[test]
    fn a_log_keeps_its_columns_and_gets_those_that_it_lacks() {
        let log = grid(&[&["our log"], &["customer", "date", "note", "mood"], &["Al", "2025-01-02", "hello", "good"]]);
        assert!(headings(&log.rows).is_none(), "two columns are no log");
        let log = grid(&[
            &["our log"],
            &["customer", "date", "note", "mood", "next date"],
            &["Al", "2025-01-02", "hello", "good", ""],
        ]);
        let entry = Entry {
            key: "al".into(),
            customer: "Al".into(),
            day: Day::parse_iso("2025-02-03"),
            outcome: "Ordered".into(),
            said: "bye".into(),
            ..Entry::default()
        };
        let rows = appended(&log.rows, &[entry], &words);
        let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(Typed::text).collect()).collect();
        assert_eq!(texts[1], ["customer", "date", "note", "mood", "next date", "outcome"]);
        assert_eq!(texts[2], ["Al", "2025-01-02", "hello", "good", ""]);
        assert_eq!(texts[3], ["Al", "2025-02-03", "bye", "", "", "Ordered"]);
    }

    #[test]
    fn columns_have_the_names_that_spreadsheets_give_them() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
