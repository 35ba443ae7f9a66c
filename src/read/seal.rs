//! What a file is by its content, so that facts kept of it can be told to be of this very file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::files;
use crate::model::InputOptions;

/// The bytes that are hashed in one go; what follows is hashed beside them.
const PIECE: u64 = 8 << 20;

/// An input that can be looked at as often as one likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The name as given.
    pub shown: String,
    pub path: PathBuf,
    /// Found in a folder, and not named by the user.
    pub found: bool,
    pub bytes: u64,
    modified: Option<SystemTime>,
}

/// Gives the files that the options name; nothing where one can be read once only, or is not there.
pub fn sealed(options: &InputOptions) -> Option<Vec<Sealed>> {
    let fleeting = |name: &String| {
        let path = Path::new(name);
        name == "-" || (path.exists() && !path.is_file() && !path.is_dir())
    };
    if options.files.iter().any(fleeting) {
        return None;
    }
    let (inputs, notes) = files::inputs(&options.files).ok()?;
    let sealed = inputs.into_iter().map(|input| {
        let path = std::fs::canonicalize(&input.path).ok()?;
        let known = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        let (bytes, modified) = (known.len(), known.modified().ok());
        Some(Sealed { shown: input.shown, path, found: input.found, bytes, modified })
    });
    // What is given twice is said, and only reading says it.
    sealed.collect::<Option<Vec<Sealed>>>().filter(|_| notes.is_empty())
}

impl Sealed {
    /// Says whether the file still is what it was when it was looked at first, by its size and its time.
    pub fn stands(&self) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|now| now.len() == self.bytes && now.modified().ok() == self.modified)
    }

    /// Gives the hash of the content in hexadecimal: BLAKE3 over those of its pieces. Nothing where it cannot be read whole.
    pub fn hash(&self) -> Option<String> {
        let pieces = self.bytes.div_ceil(PIECE).max(1);
        let hashes = (0..pieces).into_par_iter().map(|piece| {
            let mut file = File::open(&self.path).ok()?;
            file.seek(SeekFrom::Start(piece * PIECE)).ok()?;
            let (mut hasher, mut bytes, mut left) = (blake3::Hasher::new(), vec![0; 1 << 18], PIECE);
            while left > 0 {
                let most = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                match file.read(&mut bytes[..most]).ok()? {
                    0 => break,
                    read => {
                        hasher.update(&bytes[..read]);
                        left -= read as u64;
                    }
                }
            }
            Some((*hasher.finalize().as_bytes(), PIECE - left))
        });
        let hashes: Vec<([u8; 32], u64)> = hashes.collect::<Option<_>>()?;
        let read: u64 = hashes.iter().map(|(_, read)| read).sum();
        let mut whole = blake3::Hasher::new();
        hashes.iter().for_each(|(hash, _)| {
            whole.update(hash);
        });
        (read == self.bytes).then(|| whole.finalize().to_hex().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(path: &Path) -> Vec<Sealed> {
        let options = InputOptions { files: vec![path.display().to_string()], ..InputOptions::default() };
        sealed(&options).unwrap()
    }

    #[test]
    fn one_byte_makes_another_hash_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.csv");
        let mut bytes = vec![b'a'; PIECE as usize + 100];
        std::fs::write(&path, &bytes).unwrap();
        let hash = seal(&path)[0].hash().unwrap();
        assert_eq!(seal(&path)[0].hash().unwrap(), hash);
        for at in [0, PIECE as usize - 1, PIECE as usize, bytes.len() - 1] {
            bytes[at] = b'b';
            std::fs::write(&path, &bytes).unwrap();
            assert_ne!(seal(&path)[0].hash().unwrap(), hash, "{at}");
            bytes[at] = b'a';
        }
    }

    #[test]
    fn a_file_that_grew_no_longer_stands_and_what_is_read_once_is_never_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.csv");
        std::fs::write(&path, "a,b\n").unwrap();
        let before = seal(folder.path());
        assert!(before[0].stands() && before[0].found);
        std::fs::write(&path, "a,b\n1,2\n").unwrap();
        assert!(!before[0].stands());
        let named = |name: &str| sealed(&InputOptions { files: vec![name.into()], ..InputOptions::default() });
        assert_eq!((named("-"), named("not there.csv")), (None, None));
    }
}
