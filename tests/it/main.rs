//! The tests of the house as a whole, one binary: the parts inside have their own tests beside the code.

mod activity;
mod architecture;
mod attacks;
mod cache;
mod cli_book;
mod cli_errors;
mod cli_formats;
mod cli_help;
mod cli_names;
mod cli_pack;
mod currencies;
mod examples;
mod golden;
mod hostile;
mod init;
mod joins;
mod ledger;
mod nightly;
mod program;
mod properties;
mod readme;
mod reference;
mod retention;
mod stopped;
mod straight;
mod watch;
