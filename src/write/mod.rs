//! [`Report`](crate::report::Report) → bytes, one file per format. The one room that knows plotters, rust_xlsxwriter, HTML.

pub mod svg;
mod xlsx;

pub use xlsx::xlsx;
