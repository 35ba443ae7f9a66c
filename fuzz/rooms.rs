//! The rooms that touch what others wrote, built here from their sources: as the data flow one way, they need no room behind
//! them, and the fuzz targets none of the libraries of those rooms.
#![allow(dead_code, unused_imports)]

#[path = "../src/clean/mod.rs"]
pub mod clean;
#[path = "../src/model/mod.rs"]
pub mod model;
#[path = "../src/read/mod.rs"]
pub mod read;
