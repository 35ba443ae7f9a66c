//! The columns of the sheet that people fill in, by the headings that are known for them.
//!
//! The headings of every language are known, and those that a follow-up log may have: a sheet may come back with columns moved,
//! or with some of its own.

use crate::model::companion::{TableField, TableKind};

/// The heading of the hidden column that tells customers apart; the same in every language.
pub const KEY_HEADING: &str = "mingxi_key";

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormField {
    Key,
    Customer,
    Owner,
    Contacted,
    Channel,
    Reason,
    Note,
    Next,
    Outcome,
}

/// The columns that people fill in.
pub const INPUTS: [FormField; 6] =
    [FormField::Contacted, FormField::Channel, FormField::Reason, FormField::Note, FormField::Next, FormField::Outcome];

/// Headings beyond those of a follow-up log, folded.
const HEADINGS: [(FormField, &[&str]); 9] = [
    (FormField::Key, &["mingxikey"]),
    (FormField::Customer, &["customer", "客户", "客戶"]),
    (FormField::Owner, &["owner", "salesperson", "业务员", "業務員"]),
    (FormField::Contacted, &["contactedon", "联系日期", "聯絡日期"]),
    (FormField::Channel, &["channel", "渠道"]),
    (FormField::Reason, &["reason", "原因"]),
    (FormField::Note, &["note", "notes", "备注", "備註"]),
    (FormField::Next, &["nextdate", "下次联系", "下次聯絡"]),
    (FormField::Outcome, &["outcome", "结果", "結果"]),
];

/// The same columns in a follow-up log.
const LOGGED: [(FormField, TableField); 9] = [
    (FormField::Key, TableField::CustomerId),
    (FormField::Customer, TableField::Customer),
    (FormField::Owner, TableField::Who),
    (FormField::Contacted, TableField::Date),
    (FormField::Channel, TableField::Channel),
    (FormField::Reason, TableField::Reason),
    (FormField::Note, TableField::Said),
    (FormField::Next, TableField::Next),
    (FormField::Outcome, TableField::Outcome),
];

impl FormField {
    /// Gives the column that a heading names.
    pub fn known(heading: &str) -> Option<FormField> {
        let heading: String = heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let own = HEADINGS.iter().find(|(_, known)| known.contains(&heading.as_str())).map(|(field, _)| *field);
        let logged = || {
            let known = |field: TableField| TableKind::FollowUps.headers(field).contains(&heading.as_str());
            LOGGED.iter().find(|(_, field)| known(*field)).map(|(field, _)| *field)
        };
        own.or_else(logged)
    }

    /// Gives the column's name among those of the sheet.
    pub fn id(self) -> &'static str {
        match self {
            FormField::Key => "key",
            FormField::Customer => "customer",
            FormField::Owner => "owner",
            FormField::Contacted => "contacted",
            FormField::Channel => "channel",
            FormField::Reason => "reason",
            FormField::Note => "note",
            FormField::Next => "next",
            FormField::Outcome => "outcome",
        }
    }
}
