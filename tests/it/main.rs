//! The tests of the house as a whole, one binary: the parts inside have their own tests beside the code.

mod architecture;
mod examples;
mod golden;
mod program;
mod properties;
mod readme;
