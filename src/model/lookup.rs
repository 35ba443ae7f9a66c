//! Tables that orders look something up in: as asked for, and what became of it.

use super::{Field, Tally};

/// A table that is looked up in: `customers.xlsx#客户:客户编号=客户ID`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// The file, with `#` and the sheet where one is named; without a file, the sheet of the orders' own workbook.
    pub table: String,
    /// The columns that must be equal: of the orders, and of the table.
    pub keys: Vec<(String, String)>,
}

impl Join {
    /// Reads `FILE:KEY=KEY,…`; one name stands for a key that both sides call so.
    pub fn parse(text: &str) -> Option<Join> {
        // `C:\customers.xlsx` has a colon of its own.
        let bytes = text.as_bytes();
        let drive =
            bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'\\' | b'/');
        let from = if drive { 2 } else { 0 };
        let (at, colon) = text[from..].char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
        let (table, keys) = (text[..from + at].trim(), &text[from + at + colon.len_utf8()..]);
        let key = |part: &str| {
            let (ours, theirs) = part.split_once(['=', '＝']).unwrap_or((part, part));
            let (ours, theirs) = (ours.trim(), theirs.trim());
            (!ours.is_empty() && !theirs.is_empty()).then(|| (ours.to_owned(), theirs.to_owned()))
        };
        let keys: Option<Vec<(String, String)>> = keys.split([',', '，']).map(key).collect();
        (!table.is_empty() && table != "#").then_some(Join { table: table.into(), keys: keys? })
    }

    /// Gives the option as it is typed, without its flag.
    pub fn typed(&self) -> String {
        let key = |(ours, theirs): &(String, String)| {
            if ours == theirs { ours.clone() } else { format!("{ours}={theirs}") }
        };
        format!("{}:{}", self.table, self.keys.iter().map(key).collect::<Vec<_>>().join(","))
    }
}

/// The account of a table that was looked up in.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Lookup {
    /// As it was given.
    pub table: String,
    pub file: String,
    pub sheet: Option<String>,
    /// SHA-256 of the file's bytes, hexadecimal; empty where no detail was wanted.
    pub sha256: String,
    pub encoding: Option<String>,
    pub header_row: u32,
    /// The columns that must be equal: of the orders, and of the table.
    #[serde(serialize_with = "pairs")]
    pub keys: Vec<(String, String)>,
    /// The fields that orders take from it, each with its column.
    #[serde(serialize_with = "by_field")]
    pub columns: Vec<(Field, String)>,
    /// Fields that it has too, and the orders' own columns that count.
    #[serde(serialize_with = "by_field")]
    pub own: Vec<(Field, String)>,
    /// Keys in the table.
    pub rows: u64,
    /// Order lines, and those whose key the table has not.
    pub lines: u64,
    pub missing: Tally,
}

fn pairs<S: serde::Serializer>(pairs: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(
        pairs.iter().map(|(orders, table)| std::collections::BTreeMap::from([("orders", orders), ("table", table)])),
    )
}

fn by_field<S: serde::Serializer>(columns: &[(Field, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(columns.iter().map(|(field, column)| (field.name(), column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(ours, theirs)| ((*ours).into(), (*theirs).into())).collect()
    }

    #[test]
    fn a_join_is_a_table_and_the_columns_that_must_be_equal() {
        let join = Join::parse("customers.xlsx#客户:客户编号=客户ID").unwrap();
        assert_eq!((join.table.as_str(), &join.keys), ("customers.xlsx#客户", &keys(&[("客户编号", "客户ID")])));
        assert_eq!(join.typed(), "customers.xlsx#客户:客户编号=客户ID");
        assert_eq!(Join::parse("a.csv: id , date = Day").unwrap().keys, keys(&[("id", "id"), ("date", "Day")]));
        assert_eq!(Join::parse("C:\\data\\a.csv:id").unwrap().table, "C:\\data\\a.csv");
        assert_eq!(Join::parse("客户.xlsx：编号＝ID").unwrap().keys, keys(&[("编号", "ID")]));
        for wrong in ["a.csv", "a.csv:", ":id", "#:id", "a.csv:id=", "a.csv:id,,x", ""] {
            assert_eq!(Join::parse(wrong), None, "{wrong}");
        }
    }
}
