//! [`Report`](crate::report::Report) → bytes, one file per format. The one room that knows plotters, rust_xlsxwriter, HTML.

pub mod atomic;
mod cells;
mod csv;
mod json;
mod latest;
mod manifest;
mod markdown;
pub mod pack;
mod rejects;
mod safe;
pub mod svg;
mod text;
mod xlsx;

pub use self::csv::{csv, table_csv};
pub use json::json;
pub use markdown::{account as markdown_account, markdown};
pub use rejects::rejects;
pub use safe::safe;
pub use text::{TextStyle, account, text, wrap};
pub use xlsx::xlsx;
