//! What reading an input came to, kept for the next run that asks the same of the same bytes.
//!
//! ```text
//! files, options ─▶ asked    the entry's name: all that decides how they are read, and which files they are
//! facts          ─▶ entry    the cube, the account, what was said; no row of the input
//! entry          ─▶ folder   whole or not at all, for this user alone, the oldest out
//! ```
//!
//! An entry is used only where the content of every file is what it was, byte for byte, and where the day makes no
//! difference. Whatever is wrong with an entry or its folder, the files are read.

mod asked;
mod entry;
mod folder;

pub use self::asked::{Asked, Means, WORTH};
pub use self::entry::Known;
pub use self::folder::{Folder, Held};

use crate::clean::Cleaned;
use crate::cube::Cube;
use crate::model::Problem;

/// Gives what is known of files, where it was kept; `whole` where the command may ask for the lines of customers.
pub fn find(folder: &Folder, asked: &Asked, whole: bool) -> Option<Known> {
    let known = entry::read(folder.open(&asked.name)?, asked, whole)?;
    folder.touch(&asked.name);
    Some(known)
}

/// Keeps what reading came to, where it can be kept and the files are still what was read. Failing to is no reason to say
/// anything: the next run reads the files.
pub fn keep(folder: &Folder, asked: &Asked, cleaned: &Cleaned, problems: &[Problem], cube: &Cube) {
    if let Some(bytes) = entry::write(asked, cleaned, problems, cube) {
        // What cannot be written is made anew by each run.
        let _ = folder.write(&asked.name, &bytes);
    }
}
