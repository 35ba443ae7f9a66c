//! [`Cube`](crate::cube::Cube) → plain results. One analysis a file, each a pure function; no input, no clock, no wording.

mod results;

pub use results::*;
