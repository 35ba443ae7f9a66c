//! A lock that keeps two runs apart: the system gives it back when a run ends, also when it was killed, so that none is ever stale.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;

/// The run that holds it, as another run is told of it.
#[derive(Clone, Debug)]
pub struct Writer {
    pub process: u32,
    /// The time of day at which it began.
    pub since: String,
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Held {
    _file: File,
}

/// Another run that holds the lock, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub process: Option<String>,
    pub since: Option<String>,
}

/// Takes a lock, or tells who has it. Its file stays where it is: to remove it would let two runs hold two files of one name.
pub fn hold(path: &Path, writer: &Writer) -> io::Result<Result<Held, Other>> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    // Whoever can write to the folder could lead the name to another file, which would be emptied.
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NOFOLLOW.bits() as i32);
    let mut file = options.open(path)?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            writeln!(file, "{} {}", writer.process, writer.since)?;
            Ok(Ok(Held { _file: file }))
        }
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            // Who it is, is told where it can be.
            let _ = file.read_to_string(&mut text);
            let mut words = text.split_whitespace().map(str::to_owned);
            Ok(Err(Other { process: words.next(), since: words.next() }))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_link_to_another_file_is_no_lock_and_leaves_that_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("lock"), folder.path().join("mine.txt"));
        std::fs::write(&other, "mine").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        assert!(hold(&path, &Writer { process: 42, since: "06:30".into() }).is_err());
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "mine");
    }

    #[test]
    fn a_second_run_is_told_of_the_first_and_a_later_one_finds_it_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let writer = Writer { process: 42, since: "06:30".into() };
        let held = hold(&path, &writer).unwrap().unwrap();
        let other = hold(&path, &writer).unwrap().unwrap_err();
        assert_eq!((other.process.as_deref(), other.since.as_deref()), (Some("42"), Some("06:30")));
        drop(held);
        assert!(hold(&path, &writer).unwrap().is_ok());
    }
}
