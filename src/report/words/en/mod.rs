//! English.

pub mod analyse;
pub mod book;
pub mod clean;
pub mod read;
pub mod settings;
pub mod write;
