//! The program: everything lies in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    mingxi::cli::main(std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect())
}
