//! The program: everything lies in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    // The same program reads apart what a library reads.
    if let Some(done) = mingxi::read::serve(std::env::args_os().skip(1)) {
        return done;
    }
    mingxi::cli::main(std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect())
}
