//! A file appears whole or not at all.
//!
//! A link stays, and what it leads to is replaced; a device or a pipe cannot be replaced and is written straight into.

use std::io::{self, Write};
use std::path::Path;

use super::target;
use crate::model::problem::WriteProblem;
use crate::model::{Failure, Place};

/// Writes a file through a temporary one beside it, put in place by renaming; an older file survives a failure.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_with(path, |file| file.write_all(bytes))
}

/// Writes a file the same way that nobody but its owner may read.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fill_with(path, builder(0o600), |file| file.write_all(bytes))
}

/// Writes a file the same way, piece by piece.
pub fn write_with(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    fill_with(path, builder(0o666), fill)
}

fn fill_with(
    path: &Path,
    builder: tempfile::Builder<'static, 'static>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let refused = |error: io::Error| refusal(path, &error);
    if target::is_stream(path) {
        let file = std::fs::File::options().append(true).open(path).map_err(refused)?;
        let mut buffer = io::BufWriter::new(file);
        return fill(&mut buffer).and_then(|()| buffer.flush()).map_err(refused);
    }
    let place = target::resolved(path);
    let mut file = builder.tempfile_in(target::folder_of(&place)).map_err(refused)?;
    {
        let mut buffer = io::BufWriter::new(&mut file);
        fill(&mut buffer).and_then(|()| buffer.flush()).map_err(refused)?;
    }
    file.as_file().sync_all().map_err(refused)?;
    file.persist(&place).map(|_| ()).map_err(|error| refusal(path, &error.error))
}

/// Names temporary files so that a person who finds one knows whose it is; of the permissions, the system takes away what new files
/// lack.
fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".mingxi-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Turns the system's refusal into a problem that names the file.
pub fn refusal(path: &Path, error: &io::Error) -> Failure {
    let kind = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteProblem::Full,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => WriteProblem::Forbidden,
        io::ErrorKind::NotFound => WriteProblem::NoFolder,
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => WriteProblem::NotAFolder,
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => WriteProblem::Open,
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows: a spreadsheet holds the file.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => WriteProblem::Open,
        _ => WriteProblem::Unwritable { why: error.to_string() },
    };
    Failure::new(Place::file(path.display().to_string()), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_survives_a_failed_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        write_file(&path, b"old").unwrap();
        let failed = write_with(&path, |file| {
            file.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(failed.unwrap_err().0.kind, crate::model::problem::Kind::Write(WriteProblem::Full)));
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
