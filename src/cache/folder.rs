//! The folder of entries: in the user's cache folder, readable by the user alone, never above its limit.
//!
//! Entries are written beside their place and moved there, so that two runs at once see one whole entry or another. Only files
//! that are named as entries are ever touched.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use etcetera::BaseStrategy;

/// How entries end, and entries that are being written.
const ENDING: &str = "facts";
const BEGUN: &str = "facts-";

/// What a cache folder may hold, where nothing is given.
pub const USUAL: u64 = 512 << 20;

/// A folder of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    /// The bytes that it may hold.
    pub limit: u64,
}

/// How much a folder holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub entries: u64,
    pub bytes: u64,
}

impl Folder {
    /// Gives the user's own: `mingxi` in the cache folder of the system; nothing where there is none.
    pub fn of_user(limit: Option<u64>) -> Option<Folder> {
        let base = etcetera::base_strategy::choose_native_strategy().ok()?;
        Some(Folder { path: base.cache_dir().join("mingxi"), limit: limit.unwrap_or(USUAL) })
    }

    /// Opens an entry.
    pub fn open(&self, name: &str) -> Option<File> {
        is_own(&self.path).then(|| File::open(self.place(name)).ok())?
    }

    /// Marks an entry as used, so that others go first.
    pub fn touch(&self, name: &str) {
        // The time is that of its last use; without it, the entry goes earlier.
        let _ = File::options().write(true).open(self.place(name)).map(|file| file.set_modified(SystemTime::now()));
    }

    /// Writes an entry whole, and removes the oldest until all keep the limit.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() as u64 > self.limit {
            return Ok(());
        }
        private(&self.path)?;
        // Readable by the user alone, as temporary files are.
        let mut file = tempfile::Builder::new().prefix(BEGUN).tempfile_in(&self.path)?;
        file.write_all(bytes)?;
        file.persist(self.place(name))?;
        self.bound()
    }

    /// Says how much the folder holds.
    pub fn held(&self) -> Held {
        self.entries()
            .iter()
            .fold(Held::default(), |held, (_, bytes, _)| Held { entries: held.entries + 1, bytes: held.bytes + bytes })
    }

    /// Removes all entries, and says how much they held.
    pub fn clear(&self) -> io::Result<Held> {
        let held = self.held();
        for (_, _, path) in self.entries() {
            removed(&path)?;
        }
        Ok(held)
    }

    fn place(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.{ENDING}"))
    }

    fn bound(&self) -> io::Result<()> {
        let mut entries = self.entries();
        entries.sort();
        let mut bytes: u64 = entries.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, size, path) in entries {
            if bytes <= self.limit {
                break;
            }
            removed(&path)?;
            bytes -= size;
        }
        Ok(())
    }

    /// Gives the entries, and what is left of those that were never finished, with time and size.
    fn entries(&self) -> Vec<(Option<SystemTime>, u64, PathBuf)> {
        let Ok(found) = fs::read_dir(&self.path) else { return Vec::new() };
        let known = found.filter_map(|entry| {
            let entry = entry.ok()?;
            let (path, known) = (entry.path(), entry.metadata().ok()?);
            let name = path.file_name()?.to_str()?;
            let hexadecimal = |text: &str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            let whole = name.strip_suffix(ENDING).and_then(|name| name.strip_suffix('.')).is_some_and(hexadecimal);
            let ours = known.is_file() && (whole || name.starts_with(BEGUN));
            ours.then(|| (known.modified().ok(), known.len(), path.clone()))
        });
        known.collect()
    }
}

/// Removes a file that another run may have removed before.
fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder for the user alone, with those above it.
fn private(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return if is_own(folder) { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) };
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Says whether the user alone can write to a folder: others could put entries of their own there.
#[cfg(target_os = "linux")]
fn is_own(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    fs::metadata(folder).is_ok_and(|found| found.uid() == user && found.mode() & 0o022 == 0)
}

#[cfg(not(target_os = "linux"))]
fn is_own(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Folder) -> Vec<String> {
        let names = fs::read_dir(&folder.path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.map(|name| name[..1].into()).collect();
        names.sort();
        names
    }

    fn name(letter: char) -> String {
        letter.to_string().repeat(32)
    }

    #[test]
    fn the_oldest_go_first_and_what_is_used_is_not_old() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder { path: root.path().join("deeper/mingxi"), limit: 30 };
        let at = |letter: char, seconds| {
            let file = File::options().write(true).open(folder.place(&name(letter))).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
        };
        for (letter, seconds) in [('a', 1), ('b', 2), ('c', 3)] {
            folder.write(&name(letter), &[0; 10]).unwrap();
            at(letter, seconds);
        }
        folder.touch(&name('a'));
        folder.write(&name('d'), &[0; 10]).unwrap();
        assert_eq!(
            (names(&folder), folder.held()),
            (vec!["a".into(), "c".into(), "d".into()], Held { entries: 3, bytes: 30 })
        );
        folder.write(&name('e'), &[0; 31]).unwrap();
        assert_eq!(folder.held().bytes, 30);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder.path), mode(&folder.place(&name('d')))), (0o700, 0o600));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_others_can_write_to_is_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let folder = Folder { path: root.path().join("mingxi"), limit: 30 };
        folder.write(&name('a'), b"mine").unwrap();
        assert_eq!(folder.open(&name('a')).map(|file| file.metadata().unwrap().len()), Some(4));
        fs::set_permissions(&folder.path, fs::Permissions::from_mode(0o777)).unwrap();
        assert!(folder.open(&name('a')).is_none());
        assert!(folder.write(&name('b'), b"mine").is_err());
    }

    #[test]
    fn only_entries_are_ever_removed() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder { path: root.path().to_owned(), limit: 5 };
        for other in ["zeal.facts", "notes.txt", "z.facts.bak"] {
            fs::write(root.path().join(other), "mine").unwrap();
        }
        fs::write(root.path().join("facts-begun"), "left by a run that was stopped").unwrap();
        folder.write(&name('a'), &[0; 5]).unwrap();
        assert_eq!(folder.clear().unwrap(), Held { entries: 1, bytes: 5 });
        assert_eq!(names(&folder), ["n", "z", "z"]);
        assert_eq!(Folder { path: root.path().join("nowhere"), limit: 5 }.clear().unwrap(), Held::default());
    }
}
