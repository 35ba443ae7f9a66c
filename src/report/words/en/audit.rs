//! Data and rules, `check`, detail.

use std::collections::BTreeMap;

use super::En;
use crate::analyse::Concentration;
use crate::clean::{Remark, Understood, UnderstoodColumn};
use crate::model::{
    Active, Basis, Choice, Conversion, Credits, CreditsMoved, Day, Feature, Field, InputOptions, Lookup, Place, Quote,
    Reason, Rules, Tally,
};
use crate::report::words::{AuditWords, OverviewWords, Terms, typed};

/// Ends a sentence, unless its last word, such as a heading “PO No.”, has its own point.
fn ended(text: String) -> String {
    if text.ends_with('.') { text } else { text + "." }
}

impl AuditWords for En {
    fn audit_finding(&self, read: Tally, used: Tally, reasons: &BTreeMap<Reason, Tally>) -> String {
        let aside = read.n - used.n;
        let main = reasons.iter().filter(|(_, tally)| tally.n > 0).max_by_key(|(_, tally)| tally.n);
        let why = match main {
            Some((reason, tally)) if tally.n == aside => format!(", {}", self.reason(*reason)),
            Some((reason, tally)) => format!(", {} of them {}", self.0.count(tally.n as usize), self.reason(*reason)),
            None => String::new(),
        };
        let aside = if aside == 0 {
            "none set aside".to_owned()
        } else {
            format!("{} set aside{why}", self.0.count(aside as usize))
        };
        format!("All {} are accounted for: {} used, {aside}", self.rows(read.n as usize), self.0.count(used.n as usize))
    }

    fn reconciliation_finding(&self) -> String {
        "Reconciliation: rows and money agree".to_owned()
    }

    fn reconciliation_subtitle(&self, sources: usize, currency: Option<&str>) -> String {
        format!("{}{}", self.many(sources, "sheet or file", "sheets or files"), self.unit(currency))
    }

    fn earlier(&self) -> String {
        "Earlier".to_owned()
    }

    fn later(&self) -> String {
        "After the period".to_owned()
    }

    fn from_day(&self, day: Day) -> String {
        format!("from {day}")
    }

    fn to_day(&self, day: Day) -> String {
        format!("to {day}")
    }

    fn reason_name(&self, reason: Reason) -> String {
        format!("{}: {}", reason.name(), self.reason(reason))
    }

    fn example(&self, row: u32, raw: Option<&str>) -> String {
        match raw.filter(|raw| !raw.is_empty()) {
            Some(raw) => format!("first in row {row}: {raw}"),
            None => format!("first in row {row}"),
        }
    }

    fn other_reasons(&self, number: usize) -> String {
        if number == Reason::ALL.len() {
            format!("All {number} reasons")
        } else {
            format!("The {number} other reasons")
        }
    }

    fn adds_up(&self) -> String {
        "read = used + set aside, exactly".to_owned()
    }

    fn rounded(&self, rows: usize, moved: &str) -> String {
        let verb = if rows == 1 { "row had" } else { "rows had" };
        format!("{} {verb} more than 4 decimals; rounding added {moved} in all.", self.0.count(rows))
    }

    fn sources_finding(&self, number: usize) -> String {
        if number == 1 { "The input".to_owned() } else { format!("The {} sheets or files", self.0.count(number)) }
    }

    fn rows_of(&self, what: &str) -> String {
        format!("Rows {}", what.to_lowercase())
    }

    fn mapping_finding(&self) -> String {
        "How the columns were read".to_owned()
    }

    fn mapping_subtitle(&self) -> String {
        "Columns of the files and the fields they fill".to_owned()
    }

    fn choice(&self, choice: &Choice) -> String {
        super::choice::sentence(choice)
    }

    fn of_values(&self) -> String {
        "of values".to_owned()
    }

    fn field(&self, field: Field) -> String {
        match field {
            Field::Customer => "Customer",
            Field::CustomerId => "Customer id",
            Field::Date => "Date",
            Field::ShipDate => "Ship date",
            Field::PaidDate => "Paid date",
            Field::Order => "Order",
            Field::Origin => "Original order",
            Field::Product => "Product",
            Field::Category => "Category",
            Field::Quantity => "Quantity",
            Field::Unit => "Unit",
            Field::Price => "Price",
            Field::Discount => "Discount",
            Field::Amount => "Amount",
            Field::Profit => "Profit",
            Field::Cost => "Cost",
            Field::Currency => "Currency",
            Field::Status => "Status",
            Field::Owner => "Owner",
            Field::Country => "Country",
            Field::Phone => "Phone",
            Field::TaxNumber => "Tax number",
            Field::Class => "Customer class",
        }
        .to_owned()
    }

    fn read_as(&self, machine: &str) -> String {
        match machine.split_once('.') {
            None => machine.to_owned(),
            Some(("number", "point")) => "number, decimal point".to_owned(),
            Some(("number", "comma")) => "number, decimal comma".to_owned(),
            Some(("date", "iso")) => "date".to_owned(),
            Some(("date", format)) => format.to_owned(),
            Some(("product", formula)) => formula.replace('×', " x ").replace('−', " - "),
            Some((_, rest)) => rest.to_owned(),
        }
    }

    fn examples_finding(&self, rows: usize, each: usize) -> String {
        format!("{} set aside; the first {each} of each reason", self.rows(rows))
    }

    fn examples_subtitle(&self) -> String {
        "`--rejects FILE.csv` lists all of them".to_owned()
    }

    fn conversion_finding(&self, conversion: &Conversion) -> String {
        let rows = conversion.converted().n as usize;
        format!(
            "{} converted to {}, each at the rate of its day",
            self.many(rows, "row was", "rows were"),
            conversion.base
        )
    }

    fn conversion_subtitle(&self, conversion: &Conversion) -> String {
        let what = match conversion.rates_are {
            Some(Quote::BasePerUnit) => "base per unit",
            Some(Quote::UnitsPerBase) => "units per base",
            None => "all 1",
        };
        let base = &conversion.base;
        format!("Rates of {}, {what}; shown as {base} for one unit", conversion.file_name())
    }

    fn conversion_note(&self, conversion: &Conversion) -> String {
        let rounded = conversion.rounded;
        if rounded.rows == 0 {
            return "Amounts read and used are converted; rows set aside stand as written.".to_owned();
        }
        let rows = self.many(rounded.rows as usize, "converted amount was", "converted amounts were");
        format!(
            "{rows} rounded to 4 decimals, which added {} in all. Amounts read and used are converted; rows set aside stand as written.",
            rounded.moved()
        )
    }

    fn conversion_rule(&self, conversion: &Conversion) -> (String, String) {
        let setting = format!(
            "to {}, at the rate of the row's day in {}, or the latest before it, at most 7 days old",
            conversion.base,
            conversion.file_name()
        );
        ("Currencies".to_owned(), setting)
    }

    fn credits_rule(&self, credits: &CreditsMoved) -> (String, String) {
        let sum = |tally: Tally| {
            format!("{} ({})", self.many(tally.n as usize, "credit", "credits"), self.0.amount(tally.amount))
        };
        let mut setting = format!("{} moved to an earlier period", sum(credits.moved));
        if credits.not_found.n > 0 {
            setting.push_str(&format!("; {} stayed whose order is not there", sum(credits.not_found)));
        }
        if credits.unnamed.n > 0 {
            setting.push_str(&format!("; {} stayed without an order", sum(credits.unnamed)));
        }
        ("Credits moved".to_owned(), setting)
    }

    fn lookup_rule(&self, lookup: &Lookup) -> (String, String) {
        (format!("Looked up in {}", super::cli::named(&lookup.table)), super::join::told(lookup))
    }

    fn said_of(&self, what: &str, how: &str) -> String {
        format!("{what}: {how}.")
    }

    fn rules_finding(&self) -> String {
        "The rules of this report".to_owned()
    }

    fn rules_subtitle(&self) -> String {
        "Each is an option".to_owned()
    }

    fn rules(&self, rules: &Rules, input: &InputOptions, floor: f64, window: &Concentration) -> Vec<(String, String)> {
        let limits = &rules.limits;
        let about = |ratio: f64| self.0.about(ratio);
        let mut list: Vec<(&str, String)> = vec![
            (
                "Active",
                match rules.active {
                    Active::Purchase => "a row above zero in the period",
                    Active::Any => "any row in the period",
                    Active::Net => "a net amount above zero in the period",
                }
                .to_owned(),
            ),
            ("Returned", "not active in the period before, but earlier".to_owned()),
            ("Verified new", "12 months of data before the first order".to_owned()),
            (
                "Credits",
                match input.credits {
                    Credits::Period => "negative rows, in the period of their own date",
                    Credits::Origin => "negative rows, in the period of the order they name; of their own date where they name none that is there",
                }
                .to_owned(),
            ),
            ("Period not ended", "shown apart; never a trend point, makes nobody lost".to_owned()),
            (
                "Basis",
                match rules.basis {
                    Basis::Period => "all orders of the period; the payment basis beside it",
                    Basis::Payment => "payment: first orders of new, last orders of lost customers",
                }
                .to_owned(),
            ),
            (
                "Broad",
                format!(
                    "breadth at least {} and the largest below {}",
                    about(limits.broad_breadth),
                    about(limits.broad_top1)
                ),
            ),
            (
                "Concentrated",
                format!(
                    "the largest at least {}, or the three largest {}",
                    about(limits.concentrated_top1),
                    about(limits.concentrated_top3)
                ),
            ),
            ("Trend", format!("Mann-Kendall, two-sided p at most 5%, at least 5 {}s", self.noun())),
            (
                "Surge, plunge",
                format!(
                    "outside mean ± 2.66 x mean moving range, or twice or half the usual, and at least {} away",
                    self.0.units(floor)
                ),
            ),
            ("Overdue", "silence above twice the median interval, at least 3 order days".to_owned()),
            (
                "Shares and classes",
                format!(
                    "{} months from {} to {}; A to {}, B to {}",
                    limits.window_months,
                    window.from,
                    window.to,
                    about(limits.class_a),
                    about(limits.class_b)
                ),
            ),
            (
                "Warnings",
                format!(
                    "largest above {} watch, above {} high; five largest above {}; named above {}",
                    about(limits.top1_watch),
                    about(limits.top1_high),
                    about(limits.top5),
                    about(limits.named)
                ),
            ),
            (
                "Cancelled",
                if input.cancelled.is_empty() {
                    "no status is left out".to_owned()
                } else {
                    self.list(&input.cancelled)
                },
            ),
            ("Duplicates", "lines equal in another file or sheet once; inside one sheet nothing is dropped".to_owned()),
        ];
        for filter in &input.filters {
            let values = self.list(&filter.values);
            list.push((if filter.keep { "Only" } else { "Without" }, format!("{} = {values}", filter.column)));
        }
        if rules.calendar.fiscal_start != 1 {
            list.push(("Fiscal year", format!("begins in month {}", rules.calendar.fiscal_start)));
        }
        if let Some(since) = rules.since {
            list.push(("Shown since", since.to_string()));
        }
        list.into_iter().map(|(rule, setting)| (rule.to_owned(), setting)).collect()
    }

    fn detail_finding(&self, rows: usize) -> String {
        format!("{}, every one accounted for", self.many(rows, "order line", "order lines"))
    }

    fn detail_subtitle(&self) -> String {
        "One table, ready for a PivotTable; the row is the number that the file shows".to_owned()
    }

    fn check_title(&self) -> String {
        "How the files are read".to_owned()
    }

    fn nothing_read(&self) -> String {
        "Nothing was read.".to_owned()
    }

    fn understood(&self, group: &[&Understood], all: bool, named: usize) -> String {
        let (sheet, sheets) = (group[0], group.len());
        let rows = group.iter().map(|sheet| sheet.rows as usize).sum();
        let one_file = group.iter().all(|other| other.file == sheet.file);
        let mut what = match (sheet.format.as_str(), sheet.separator) {
            ("csv" | "txt", Some(',')) => "CSV with commas".to_owned(),
            ("csv" | "txt", Some(';')) => "CSV with semicolons".to_owned(),
            ("csv" | "txt" | "tsv", Some('\t')) | ("tsv", _) => "text with tabs".to_owned(),
            ("csv" | "txt", Some(separator)) => format!("CSV with {separator:?}"),
            ("aligned", _) => "text aligned by spaces".to_owned(),
            ("html", _) => "an HTML table".to_owned(),
            ("xml-2003", _) => "an XML spreadsheet of Excel 2003".to_owned(),
            (other, _) => other.to_owned(),
        };
        // Many systems name so what is no workbook; Excel warns of it too.
        let ending = [".xlsx", ".xls"].into_iter().find(|ending| sheet.file.to_lowercase().ends_with(ending));
        if let Some(ending) = ending.filter(|_| matches!(sheet.format.as_str(), "html" | "xml-2003")) {
            what = format!("{what} that is named {ending}");
        }
        let names: Vec<String> = group.iter().filter(|_| one_file).filter_map(|sheet| sheet.sheet.clone()).collect();
        match names.as_slice() {
            [] => {}
            [name] => what = format!("{what}, sheet {name}"),
            [names @ .., last] => what = format!("{what}, sheets {} and {last} read alike", names.join(", ")),
        }
        if let Some(encoding) = &sheet.encoding {
            what = format!("{what}, encoding {encoding}");
        }
        let several = sheet.features.iter().find_map(|feature| match feature {
            Feature::HeaderRows { first, last } => Some(format!("header in rows {first} to {last}")),
            _ => None,
        });
        let header = several.or_else(|| sheet.header_row.map(|row| format!("header in row {row}")));
        let header = header.unwrap_or_else(|| "no header".to_owned());
        let name = if one_file {
            super::cli::named(&sheet.file).to_owned()
        } else {
            format!("{} and {} read alike", sheet.file, self.many(sheets - 1, "other", "others"))
        };
        let mut text = format!("{name}: {what}, {header}, {}.", self.rows(rows));
        let features: Vec<String> = sheet
            .features
            .iter()
            .filter(|feature| !matches!(feature, Feature::HeaderRows { .. } | Feature::SecondTable { .. }))
            .map(super::feature::sentence)
            .collect();
        if !features.is_empty() {
            text.push_str(&format!(" Layout: {}.", features.join("; ")));
        }
        if !sheet.unused.is_empty() {
            let number = sheet.unused.len();
            let shown = if all || number <= named + 1 { number } else { named };
            let rest =
                if shown < number { format!(" and {} more (-v lists them)", number - shown) } else { String::new() };
            let verb = if number == 1 { "column is" } else { "columns are" };
            text.push_str(&format!(" {number} {verb} not used: {}", ended(sheet.unused[..shown].join(", ") + &rest)));
        }
        text
    }

    fn other_sheets(&self, group: &[&Understood]) -> String {
        let sheet = group[0];
        let mut text = String::new();
        let one_file = group.iter().all(|other| other.file == sheet.file);
        if !sheet.other_sheets.is_empty() && one_file {
            let others: Vec<String> = sheet
                .other_sheets
                .iter()
                .map(|(name, rows, hidden)| {
                    let hidden = if *hidden { ", hidden" } else { "" };
                    format!("{name} ({}{hidden})", self.rows(*rows as usize))
                })
                .collect();
            text.push_str(&format!(" Other sheets: {}", ended(others.join(", "))));
        }
        text
    }

    fn file_sheet(&self, file: &str, sheet: &str) -> String {
        format!("{file}, sheet {sheet}")
    }

    fn column_read(&self, column: &UnderstoodColumn, distinct: Option<u64>, range: Option<(&str, &str)>) -> String {
        let mut text = self.read_as(&column.read_as);
        if let Some(distinct) = distinct {
            let (one, more) = match column.field {
                Field::Customer | Field::CustomerId => ("customer", "customers"),
                Field::Order => ("order", "orders"),
                Field::Product => ("product", "products"),
                _ => ("value", "values"),
            };
            text = format!("{text}, {}", self.many(distinct as usize, one, more));
        }
        if let Some((first, last)) = range {
            text = format!("{text}, {first} to {last}");
        }
        if column.given { format!("{text} (as set)") } else { text }
    }

    fn remark(&self, remark: &Remark) -> String {
        match remark {
            Remark::Cancelled { column, value, rows, amount } => {
                let counts = if *rows == 1 { "it counts" } else { "they count" };
                let rows = self.many(*rows as usize, "row", "rows");
                format!(
                    "{column} says {value} in {rows} ({}); {counts} as revenue.\nTo leave {} out: --map {} --cancelled {}",
                    self.0.amount(*amount),
                    if counts == "it counts" { "it" } else { "them" },
                    typed(&format!("status={column}")),
                    typed(value)
                )
            }
            Remark::NotProduct { amount, quantity, price, discount, rows, .. } => {
                let less = discount.as_ref().map_or_else(String::new, |discount| format!(" x (1 - {discount})"));
                let rows = self.many(*rows as usize, "row", "rows");
                format!("{amount} is not {quantity} x {price}{less} in {rows}; {amount} is used.")
            }
            Remark::Lacks { fields } => {
                let fields: Vec<String> = fields.iter().map(|field| self.field(*field).to_lowercase()).collect();
                format!(
                    "There is no column of {} here, as most other files have; it is blank for these rows.",
                    self.list(&fields)
                )
            }
            Remark::Dates { order, other, fits, of, .. } => {
                let verb = if *fits == 1 { "fits" } else { "fit" };
                format!(
                    "The dates can only be {order}: as {other} {} {verb}.",
                    self.fits_of(*fits as usize, *of as usize)
                )
            }
        }
    }

    fn decision(&self, field: Field, header: &str, read: &str, fits: &str) -> String {
        format!("{} is {header}: {read}; {fits} fit", field.name())
    }

    fn fits_of(&self, fits: usize, of: usize) -> String {
        format!("{} of {}", self.0.count(fits), self.0.count(of))
    }

    fn place(&self, place: &Place) -> String {
        let mut parts = Vec::new();
        parts.extend(place.file.as_deref().map(|file| super::cli::named(file).to_owned()));
        parts.extend(place.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
        parts.extend(place.column.as_ref().map(|column| format!("column {column}")));
        parts.extend(place.cell.as_ref().map(|cell| format!("cell {cell}")));
        if place.cell.is_none() {
            parts.extend(place.row.map(|row| format!("row {row}")));
        }
        if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(", ")) }
    }
}
