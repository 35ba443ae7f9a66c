//! [`Report`](crate::report::Report) → bytes, one file per format. The one room that knows plotters, rust_xlsxwriter, HTML.

pub mod atomic;
mod cells;
mod csv;
mod detail;
mod fields;
mod html;
mod ics;
mod in_order;
mod json;
mod latest;
pub mod lock;
mod log;
mod manifest;
mod markdown;
pub mod pack;
mod png;
mod rejects;
mod safe;
#[cfg(test)]
mod sample;
mod svg;
pub mod target;
mod template;
mod text;
mod xlsx;

pub use self::csv::{MARK, aliases, csv, table_csv};
pub use detail::detail_csv;
pub use html::html;
pub use ics::ics;
pub use json::{json, json_to};
pub use log::{log_csv, log_xlsx};
pub use markdown::{account as markdown_account, markdown};
pub use png::png;
pub use rejects::rejects;
pub use safe::safe;
pub use svg::svg;
pub use template::{csv as csv_template, workbook as xlsx_template};
pub use text::{TextStyle, account, text, wrap};
pub use xlsx::xlsx;
