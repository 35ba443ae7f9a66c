//! What taking filled-in sheets back tells.

use crate::model::problem::FollowProblem;
use crate::report::words::Message;

/// Says what was added to the log.
pub fn merged(from: &[String], log: &str, added: usize, there: usize) -> String {
    let records = |many: usize| if many == 1 { "1 record".to_owned() } else { format!("{many} records") };
    let there = match there {
        0 => String::new(),
        many => format!("; {} {} there already", records(many), if many == 1 { "was" } else { "were" }),
    };
    format!("Added {} of {} to {log}{there}", records(added), from.join(", "))
}

/// Words a problem.
pub fn message(kind: &FollowProblem) -> Message {
    match kind {
        FollowProblem::NoForm => Message::new("holds no sheet to fill in: no columns such as Contacted on, Reason, Note")
            .hint("name a workbook that `mingxi follow -o FILE.xlsx` or `mingxi report` wrote"),
        FollowProblem::OtherBook { rows } => Message::new(format!(
            "seems to be of another book: of the {rows} customers that its rows name, these orders have none; nothing was changed"
        ))
        .hint("give the orders that the sheet was made from; `--only` and `--exclude` leave customers out"),
        FollowProblem::WouldReplace { records, example } => Message::new(format!(
            "is filled in: {} in no log ({example}); it was not replaced, and nothing was changed",
            if *records == 1 { "1 record is".to_owned() } else { format!("{records} records are") }
        ))
        .hint("name the log that takes them, and they are merged first: `--follow-ups log.csv`; or write elsewhere with `-o`"),
        FollowProblem::ManySheets { sheets } => Message::new(format!(
            "has {sheets} sheets; a log is one plain sheet, since it is written anew; nothing was changed"
        ))
        .hint("save the sheet with the log as a file of its own, csv or xlsx"),
        FollowProblem::NotALog => {
            Message::new("is no file that a log can be: expected csv or xlsx").hint("such as `--follow-ups log.csv`")
        }
        FollowProblem::NoHeadings => Message::new(
            "has rows, but no headings of a log: customer, contact date, and some of channel, reason, said, next date, outcome; nothing was changed",
        )
        .hint("name another file with `--follow-ups`; one that is not there is made"),
        FollowProblem::Locked { process, since } => {
            let who = match (process, since) {
                (Some(process), Some(since)) => format!(" (process {process}, since {since})"),
                (Some(process), None) => format!(" (process {process})"),
                _ => String::new(),
            };
            Message::new(format!("another mingxi{who} is at work with this log; nothing was changed"))
                .hint("wait for it to end, and run again")
        }
        FollowProblem::Unreadable { why } => Message::new(format!("the log cannot be written: {why}"))
            .hint("check that it is a file which you may read and write"),
        FollowProblem::Differs { customer, day, one, other } => {
            Message::new(format!("{customer} has two records of {day} that say different things; both are kept"))
                .detail(format!("{one} / {other}"))
                .hint("strike one out in the log, if it is wrong")
        }
        FollowProblem::NotADay { heading, typed } => {
            Message::new(format!("cannot read \"{typed}\" under {heading} as a date; it is kept with the note"))
                .hint("write the date with its year first, such as 2025-09-30")
        }
        FollowProblem::Unknown { name } => {
            Message::new(format!("the orders have no customer {name}; the record is kept")).hint(
                "if it is one of them under another name, add it to `--aliases`",
            )
        }
        FollowProblem::KeyAndName { key, name } => {
            Message::new(format!("the hidden key of the row is that of {key}, its name is {name}; taken for {name}"))
                .hint("sort whole rows, hidden columns too; correct the log if it is wrong")
        }
        FollowProblem::NobodyNamed => Message::new("the row is filled in and names no customer; it is kept in the log")
            .hint("add the customer there"),
    }
}
