//! Empty tables to fill in: what each of their columns is called, what belongs there, an example, and what may be chosen.

use super::words::{en, zh, zh_hant};
use crate::model::Lang;
use crate::model::companion::{TableField, TableHolds, TableKind};

/// An empty table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub table: TableKind,
    /// The file's name without its ending, and that of the sheet.
    pub name: &'static str,
    /// Stands above the headings.
    pub note: &'static str,
    pub columns: Vec<TemplateColumn>,
    /// The sheet that explains the columns: its name and its headings.
    pub help: &'static str,
    pub help_headings: [&'static str; 3],
}

/// A column of an empty table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    pub heading: &'static str,
    pub holds: TableHolds,
    /// What belongs into it.
    pub meaning: &'static str,
    pub example: &'static str,
    /// What may be chosen; anything may still be typed where it is empty.
    pub choices: &'static [&'static str],
}

/// Gives the empty table of a kind.
pub fn template(table: TableKind, lang: Lang) -> Template {
    let (heading, told): (fn(TableKind, TableField) -> &'static str, fn(TableKind, TableField) -> TemplateWords) =
        match lang {
            Lang::En => (en::companion::field, en::template::column),
            Lang::Zh => (zh::companion::field, zh::template::column),
            Lang::ZhHant => (zh_hant::companion::field, zh_hant::template::column),
        };
    let columns = table.fields().iter().map(|&field| {
        let TemplateWords { meaning, example, choices } = told(table, field);
        TemplateColumn { heading: heading(table, field), holds: field.holds(), meaning, example, choices }
    });
    let (name, note) = match lang {
        Lang::En => (en::template::name(table), en::template::note(table)),
        Lang::Zh => (zh::template::name(table), zh::template::note(table)),
        Lang::ZhHant => (zh_hant::template::name(table), zh_hant::template::note(table)),
    };
    let (help, help_headings) = match lang {
        Lang::En => en::template::HELP,
        Lang::Zh => zh::template::HELP,
        Lang::ZhHant => zh_hant::template::HELP,
    };
    Template { table, name, note, columns: columns.collect(), help, help_headings }
}

/// What is said of a column.
pub struct TemplateWords {
    pub meaning: &'static str,
    pub example: &'static str,
    pub choices: &'static [&'static str],
}
