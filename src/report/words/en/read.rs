//! Problems of the room `read`.

use crate::model::Place;
use crate::model::problem::{ByWhat, Damage, Excess, Found, Limit, ReadProblem};
use crate::report::words::Message;
use crate::report::words::figures::{Minus, count};

/// Words a problem.
pub fn message(kind: &ReadProblem, place: &Place) -> Message {
    match kind {
        ReadProblem::NoInput => {
            Message::new("there is nothing to read").hint("name files, folders or patterns, or `-` for the standard input")
        }
        ReadProblem::NotFound { similar } => {
            let message = Message::new("there is no such file here");
            match similar {
                Some(similar) => message.hint(format!("did you mean {similar}?")),
                None => message.hint("check the name, and the folder that mingxi was started in"),
            }
        }
        ReadProblem::NoFiles { folder: true } => {
            Message::new("the folder holds no table file (xlsx, xlsm, xlsb, xls, ods, csv, tsv or txt)")
                .hint("name the folder that does; folders inside it are not searched")
        }
        ReadProblem::NoFiles { folder: false } => {
            Message::new("no file matches the pattern").hint("check the pattern, and the folder that mingxi was started in")
        }
        ReadProblem::GivenTwice { first } => Message::new(format!("is the same file as {first}, and is read once")),
        ReadProblem::Unreadable { why } => Message::new(format!("the file cannot be read: {why}"))
            .hint("check that it is a file which you may open, and that no other program has it locked"),
        ReadProblem::Empty => {
            Message::new("the file is empty").hint("export the orders again, or leave the file out")
        }
        ReadProblem::EmptySheets { sheets: 1 } => {
            Message::new("the workbook's only sheet is empty").hint("export the orders again, or leave the file out")
        }
        ReadProblem::EmptySheets { sheets } => Message::new(format!("all {} sheets of the workbook are empty", number(*sheets)))
            .hint("export the orders again, or leave the file out"),
        ReadProblem::PassedOver { text } => {
            let what = if *text { "a text without columns of orders" } else { "no table" };
            Message::new(format!("is {what}, and was passed over"))
                .hint("if orders are in it, name the file itself to see what is wrong")
        }
        ReadProblem::NotATable { found, begins } => not_a_table(*found, begins.as_deref(), place),
        ReadProblem::Password => {
            Message::new("the workbook is protected by a password, and mingxi opens none that are")
                .hint("open it in Excel, save a copy without the password, and use the copy")
        }
        ReadProblem::Damaged { bytes, damage } => damaged(*bytes, damage),
        ReadProblem::OpenQuote { row } => Message::new(format!(
            "a quotation mark opens in row {} and never closes, so that all rows behind it would be one",
            number(u64::from(*row))
        ))
        .hint("close it, or take it out, in a text editor; a mark inside a quoted cell is written twice"),
        ReadProblem::TooMuch { of, most } => too_much(*of, *most),
        ReadProblem::Over { limit, most } => over(*limit, *most),
        ReadProblem::ZeroByte { at, zeros } => {
            let others = match zeros {
                1 => String::new(),
                zeros => format!(", the first of {} in its beginning", number(*zeros)),
            };
            Message::new(format!("byte {} is zero{others}; no text has such bytes, so the file is damaged", number(at + 1)))
                .hint("export it again; `--encoding utf-8` reads it all the same, with a mark for each such byte")
        }
        ReadProblem::Device => Message::new("is a device and no file").hint("name the file of orders"),
        ReadProblem::NoReader { why } => {
            Message::new(format!("the process that reads such workbooks cannot be started: {why}"))
                .hint("mingxi starts itself once more for them; check that it may, or save the workbook as .xlsx or csv")
        }
        ReadProblem::Parts { tables } => Message::new(format!(
            "the page has this table in {} parts, as it is printed; they are read as one",
            number(*tables)
        )),
        ReadProblem::Unclosed { rows } => Message::new(format!(
            "the table is not closed where the file ends, behind {}; it may have been cut off",
            rows_of(*rows)
        ))
        .hint("compare the last rows with the system's; if some are missing, export or download the file again"),
        ReadProblem::NoSheet { wanted, sheets } => no_sheet(wanted, sheets),
        ReadProblem::UnknownEncoding { name, similar } => {
            let message = Message::new(format!("no encoding is called `{name}`"));
            match similar {
                Some(similar) => message.hint(format!("did you mean `--encoding {similar}`?")),
                None => message.hint("such as utf-8, gb18030, big5, windows-1252, cp850, utf-16le"),
            }
        }
        ReadProblem::BadBytes { encoding, at } => Message::new(format!(
            "byte {} cannot be {encoding}, in which all before it was read",
            number(*at)
        ))
        .hint(format!(
            "name the encoding, such as `--encoding windows-1252`; `--encoding {}` reads it all the same, with a mark for each such byte",
            encoding.to_lowercase()
        )),
        ReadProblem::WrongEncoding { asked, found, at } => {
            let is = found.as_ref().map(|found| format!("; it is {found}")).unwrap_or_default();
            let other = found.as_ref().map(|found| format!(", or name it: `--encoding {}`", found.to_lowercase()));
            let message = Message::new(format!("the file is not {asked}, which `--encoding` names{is}"));
            let message = match at {
                Some(at) => message.detail(format!("byte {} is the first that cannot be {asked}", number(*at))),
                None => message,
            };
            message.hint(format!("leave `--encoding` out, and the encoding is found{}", other.unwrap_or_default()))
        }
        ReadProblem::Replaced { encoding, characters } => Message::new(match characters {
            1 => format!("1 character could not be read as {encoding} and is shown as \u{FFFD}; this row has it"),
            _ => format!(
                "{} characters could not be read as {encoding} and are shown as \u{FFFD}; this row is the first with one",
                number(*characters)
            ),
        })
        .hint("names that differ in such a character only count as one customer; export the file again"),
        ReadProblem::Encoding { name, how } => Message::new(format!("is read as {name}, {}", by(*how))),
    }
}

fn number(figure: u64) -> String {
    count(i64::try_from(figure).unwrap_or(i64::MAX), Minus::Ascii)
}

fn rows_of(rows: u64) -> String {
    if rows == 1 { "1 row".to_string() } else { format!("{} rows", number(rows)) }
}

fn too_much(of: Excess, most: u64) -> Message {
    let (what, unit) = match of {
        Excess::Columns => ("the row has more columns than any sheet", "columns"),
        Excess::Cells => ("a sheet says that it has more cells than can be held", "cells of such a workbook"),
        Excess::Rows => ("the row's number is higher than any sheet's", "rows"),
        Excess::Row => ("the row is longer than any row of a table", "bytes"),
        Excess::Tables => ("the page has more tables than can be told apart", "tables"),
        Excess::Depth => ("tables lie in tables, deeper than any page has them", "deep"),
    };
    Message::new(format!("{what}; mingxi reads up to {} {unit}", number(most)))
        .hint("check what wrote the file; or open it in Excel or LibreOffice, and save the sheet of orders as .xlsx")
}

fn over(limit: Limit, most: u64) -> Message {
    let more = most.saturating_mul(2);
    let (what, flag) = match limit {
        Limit::Memory => (
            format!("reading it takes more than {} of memory, which is all that it may take", size(most)),
            format!("--max-memory {}", size_typed(more)),
        ),
        Limit::Unpacked => (
            format!(
                "it unpacks to more than {}, far more than a workbook of its size holds",
                size(most.saturating_mul(2))
            ),
            format!("--max-memory {}", size_typed(more)),
        ),
        Limit::Dense => (
            format!(
                "it unpacks to more than {} and a hundred times its size, as no workbook of orders does",
                size(most / 4)
            ),
            format!("--max-memory {}", size_typed(most.saturating_mul(8))),
        ),
        Limit::Cells => (
            format!("the sheet has more than {} cells, counting the empty ones before a filled one", number(most)),
            format!("--max-cells {more}"),
        ),
        Limit::Time => {
            (format!("reading it gave nothing for {} seconds", number(most)), format!("--max-time {}", more.max(60)))
        }
    };
    Message::new(what)
        .hint(format!("such files are often damaged or made to harm; if you trust it, allow more: `{flag}`"))
}

/// Gives bytes as people say them.
fn size(bytes: u64) -> String {
    match bytes {
        bytes if bytes >= 1 << 30 && bytes % (1 << 30) == 0 => format!("{} GiB", number(bytes >> 30)),
        bytes if bytes >= 1 << 20 => format!("{} MiB", number(bytes >> 20)),
        bytes => format!("{} bytes", number(bytes)),
    }
}

/// Gives bytes as `--max-memory` takes them.
fn size_typed(bytes: u64) -> String {
    if bytes >= 1 << 30 { format!("{}G", bytes.div_ceil(1 << 30)) } else { format!("{}M", bytes.div_ceil(1 << 20)) }
}

fn by(how: ByWhat) -> &'static str {
    match how {
        ByWhat::Option => "as was asked for",
        ByWhat::Mark => "which its first bytes name",
        ByWhat::Declared => "as it declares",
        ByWhat::Zeros => "known by its zero bytes",
        ByWhat::Headers => "in which its headers are known words",
        ByWhat::Characters => "in which its characters are plausible",
        ByWhat::Statistics => "the likeliest by its letters; `--encoding` names another",
    }
}

fn not_a_table(found: Found, begins: Option<&str>, place: &Place) -> Message {
    let begins = begins.map(|begins| format!(" (it begins with \"{begins}\")")).unwrap_or_default();
    let export = "export the orders from the system again, as Excel or CSV";
    let (what, hint) = match found {
        Found::Pdf => ("a PDF document", export),
        Found::Picture => ("a picture", export),
        Found::WebPage => (
            "a web page without a table in it",
            "its tables may lie in files beside it; open it in Excel and save it as .xlsx, or export CSV",
        ),
        Found::WebArchive => ("a web archive", "open it in Excel and save it as .xlsx, or export CSV"),
        Found::Xml => ("an XML document", export),
        Found::Json => ("JSON", export),
        Found::RichText | Found::WordDocument => ("a text document", export),
        Found::Archive => ("an archive without a workbook in it", "unpack it, and name the files that were in it"),
        Found::Presentation => ("a presentation", export),
        Found::AppleNumbers => ("a document of Apple Numbers", "in Numbers, export it as Excel or CSV"),
        Found::OldDocument => ("a document of another office program", export),
        Found::Database => ("a database", export),
        Found::Parquet => ("a Parquet file", export),
        Found::AncientWorkbook => {
            ("a workbook of Excel 4 or older", "open it in LibreOffice or Excel, save it as .xlsx, and use that")
        }
        Found::Binary => ("bytes that are no text", export),
    };
    if matches!(found, Found::WebPage | Found::WebArchive) && has_ending(place, "xls") {
        return Message::new(format!("expected an Excel workbook, found {what}{begins}")).hint(hint);
    }
    Message::new(format!(
        "expected a table, found {what}{begins}; mingxi reads xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt, html and xml of Excel"
    ))
    .hint(hint)
}

fn has_ending(place: &Place, ending: &str) -> bool {
    place.file.as_deref().is_some_and(|file| file.to_lowercase().contains(&format!(".{ending}")))
}

fn damaged(bytes: u64, damage: &Damage) -> Message {
    let cut = "it was probably cut off on the way; download or export it again";
    let (what, hint) = match damage {
        Damage::NoContents => ("the list of contents that ends a workbook is missing".to_string(), cut),
        Damage::NoSheets => ("no sheet with cells is in it".to_string(), "open it in Excel, and save it as .xlsx"),
        Damage::CutOff { rows } => (format!("it ends amid a row, {} read before", behind(*rows)), cut),
        Damage::Index => (
            "the row or a cell in it names a place before one already read".to_string(),
            "open it in Excel or LibreOffice, and save it as .xlsx",
        ),
        Damage::Crashed => (
            "the reading library broke down over it".to_string(),
            "open it in Excel or LibreOffice, which may repair it, and save it as .xlsx; or export it again",
        ),
        Damage::Library(words) => (
            format!("the reading library says \"{words}\""),
            "open it in Excel or LibreOffice, which may repair it, and save it as .xlsx; or export it again",
        ),
    };
    Message::new(format!("the file is damaged: {} bytes, and {what}", number(bytes))).hint(hint)
}

fn behind(rows: u64) -> String {
    format!("{} {}", rows_of(rows), if rows == 1 { "was" } else { "were" })
}

fn no_sheet(wanted: &str, sheets: &[(String, u64)]) -> Message {
    let listed: Vec<String> = sheets
        .iter()
        .map(|(name, rows)| match rows {
            0 => format!("{name} (empty)"),
            1 => format!("{name} (1 row)"),
            rows => format!("{name} ({} rows)", number(*rows)),
        })
        .collect();
    if sheets.is_empty() {
        return Message::new(format!("there is no sheet {wanted}; a text file has no sheets"))
            .hint("leave out `--sheet`");
    }
    let message = Message::new(format!("there is no sheet {wanted}; there are {}", listed.join(", ")));
    let largest = sheets.iter().max_by_key(|(_, rows)| *rows);
    match largest {
        Some((name, _)) if name.contains(char::is_whitespace) => message.hint(format!("`--sheet \"{name}\"`")),
        Some((name, _)) => message.hint(format!("`--sheet {name}`")),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: ReadProblem, file: &str) -> String {
        let message = message(&kind, &Place::file(file));
        format!("error: {file}: {}\nhint: {}", message.text, message.hint.unwrap_or_default())
    }

    // The expected lines are those of the design's page on messages.
    #[test]
    fn messages_are_those_of_the_design() {
        let similar = Some("orders-2025.xlsx".to_string());
        assert_eq!(
            text(ReadProblem::NotFound { similar }, "orders-2025.xslx"),
            "error: orders-2025.xslx: there is no such file here\nhint: did you mean orders-2025.xlsx?"
        );
        assert_eq!(
            text(ReadProblem::Password, "orders.xlsx"),
            "error: orders.xlsx: the workbook is protected by a password, and mingxi opens none that are\n\
             hint: open it in Excel, save a copy without the password, and use the copy"
        );
        assert_eq!(
            text(ReadProblem::Damaged { bytes: 18_432, damage: Damage::NoContents }, "orders.xlsx"),
            "error: orders.xlsx: the file is damaged: 18,432 bytes, and the list of contents that ends a workbook is missing\n\
             hint: it was probably cut off on the way; download or export it again"
        );
        let begins = Some("<html xmlns:x=".to_string());
        assert_eq!(
            text(ReadProblem::NotATable { found: Found::WebPage, begins }, "orders.xls"),
            "error: orders.xls: expected an Excel workbook, found a web page without a table in it (it begins with \"<html xmlns:x=\")\n\
             hint: its tables may lie in files beside it; open it in Excel and save it as .xlsx, or export CSV"
        );
        assert_eq!(
            text(ReadProblem::NotATable { found: Found::Pdf, begins: None }, "orders.pdf"),
            "error: orders.pdf: expected a table, found a PDF document; mingxi reads xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt, html and xml of Excel\n\
             hint: export the orders from the system again, as Excel or CSV"
        );
        let sheets = vec![("汇总".to_string(), 14), ("明细".to_string(), 2312), ("Sheet3".to_string(), 0)];
        assert_eq!(
            text(ReadProblem::NoSheet { wanted: "订单明细".into(), sheets }, "orders.xlsx"),
            "error: orders.xlsx: there is no sheet 订单明细; there are 汇总 (14 rows), 明细 (2,312 rows), Sheet3 (empty)\n\
             hint: `--sheet 明细`"
        );
    }
}
