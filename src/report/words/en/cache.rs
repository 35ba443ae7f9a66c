//! The words of the command on kept facts.

use crate::report::words::figures::size;
use crate::report::words::help::CommandWords;

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "cache",
    about: "Show what is kept of files read before, or remove it",
    examples: &[("mingxi cache", "where it lies, and how much it takes"), ("mingxi cache clear", "remove it")],
    explanation: "bridge, top, trend and share keep the facts of a file above 1 MB (sums by\n\
                  customer and period, order days, the account; no rows), and use them while the\n\
                  file, the options and the program are the same. They lie in the user's cache\n\
                  folder, for the user alone. `cache = false` in mingxi.toml, MINGXI_CACHE=no or\n\
                  --no-cache turns it off",
};

/// Says that the files were not read anew.
pub const FROM_CACHE: &str = "read from the cache: the files are those of an earlier run; --no-cache reads them anew";

/// Says that the system has no folder for it.
pub const NO_FOLDER: &str = "Nothing is kept: the system names no cache folder (HOME or XDG_CACHE_HOME)";

/// Tells where entries lie, how many there are, and their bytes.
pub fn told(folder: &str, (entries, bytes): (u64, u64), limit: u64) -> String {
    let (entries, bytes) = (entries_of(entries), size(bytes));
    format!("{folder}\n{entries}, {bytes} of at most {}; `mingxi cache clear` removes them", size(limit))
}

/// Says what was removed.
pub fn cleared(entries: u64, bytes: u64) -> String {
    format!("Removed {}, {}", entries_of(entries), size(bytes))
}

fn entries_of(entries: u64) -> String {
    if entries == 1 { "1 entry".into() } else { format!("{entries} entries") }
}
