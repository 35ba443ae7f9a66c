//! English.

pub mod analyse;
pub mod clean;
pub mod read;
pub mod settings;
pub mod write;
