//! [`Report`](crate::report::Report) → bytes, one file per format. The one room that knows plotters, rust_xlsxwriter, HTML.

mod xlsx;

pub use xlsx::xlsx;
