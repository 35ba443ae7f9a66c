//! Arguments, environment and `mingxi.toml` → settings; one file per command; the terminal; exit codes.
