//! The few words of the workbook that belong to no figure: names of sheets, links, page numbers.

use crate::model::Lang;

/// The workbook's own words in one language.
#[derive(Debug)]
pub struct Words {
    pub summary: &'static str,
    pub detail: &'static str,
    pub helper: &'static str,
    /// The names of sheets by the section or table that they show.
    pub sheets: &'static [(&'static str, &'static str)],
    /// The link to the summary.
    pub back: &'static str,
    /// Page numbers, in Excel's codes.
    pub page: &'static str,
    pub total: &'static str,
    pub follows_filter: &'static str,
    /// The heading of the check of a bridge against the detail sheet.
    pub check: &'static str,
    pub check_note: &'static str,
    /// What stands there where the detail sheet is too large for formulas.
    pub check_values: &'static str,
    pub net_change: &'static str,
    pub cumulative: &'static str,
    pub class: &'static str,
    /// Customers that are in no class.
    pub no_class: &'static str,
    pub notice: &'static str,
    pub detail_note: &'static str,
    /// What stands beside the notices where the rows read have no sheet.
    pub no_detail: &'static str,
    /// What stands beside the notices where a text is longer than a cell holds.
    pub cut_note: &'static str,
    pub filter_total: &'static str,
    pub reconciliation: &'static str,
    pub reconciliation_note: &'static str,
    pub detail_rows: &'static str,
    pub detail_amount: &'static str,
    pub difference: &'static str,
    /// The program's name, in footers and heads.
    pub brand: &'static str,
    pub amount: &'static str,
    /// Between two half-sentences.
    pub gap: &'static str,
    pub fold_note: &'static str,
}

impl Words {
    /// Gives the name of the sheet of a section or table, where one is set.
    pub fn sheet(&self, id: &str) -> Option<&'static str> {
        self.sheets.iter().find(|(known, _)| *known == id).map(|(_, name)| *name)
    }
}

/// Gives the workbook's words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &super::zh::book::WORDS,
        Lang::ZhHant => &super::zh_hant::book::WORDS,
        Lang::En => &super::en::book::WORDS,
    }
}
