//! The program itself, as a user starts it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Gives the program without the settings of whoever runs the tests.
pub fn mingxi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingxi"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MINGXI_")) {
        command.env_remove(name);
    }
    command
        .env("LANG", "en_US.UTF-8")
        .env("MINGXI_CACHE", "no")
        .env_remove("LC_ALL")
        .env("NO_COLOR", "1")
        .stdin(std::process::Stdio::null());
    command
}

/// Gives the folder that holds the program.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_mingxi")).parent().unwrap().to_path_buf()
}
