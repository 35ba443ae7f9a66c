//! What must hold for any bytes in a file; for the fuzz targets (`fuzz/`), and for the tests that keep what they found.

use std::io::Write;

pub use super::text::properties::{csv, encoding};
pub use super::workbook::properties::sheet;
pub use super::workbook::shapes::{ods, xls, xlsb};
use super::{Book, Cell, HEAD_ROWS, OwnedCell, RowSink};
use crate::model::{Failure, InputOptions, NoProgress};

#[derive(Default)]
struct Keep(Vec<(u32, Vec<OwnedCell>)>);

impl RowSink for Keep {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.0.push((row, cells.iter().copied().map(Cell::to_owned).collect()));
        Ok(())
    }
}

/// Puts bytes into a file and opens it; nothing where it is refused, or a workbook, whose container is the library's business.
pub fn opened(bytes: &[u8]) -> Option<(tempfile::TempPath, Book)> {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF\x11\xE0") || bytes.starts_with(b"\x09\x08") {
        return None;
    }
    let mut file = tempfile::NamedTempFile::new().ok()?;
    file.write_all(bytes).ok()?;
    let path = file.into_temp_path();
    let options = InputOptions { files: vec![path.display().to_string()], ..InputOptions::default() };
    let (books, _) = super::open(&options, &NoProgress).ok()?;
    Some((path, books.into_iter().next()?))
}

/// The rows of a text or markup file are the same in blocks and in order, and begin with those of its head.
pub fn file(bytes: &[u8]) {
    let Some((_path, book)) = opened(bytes) else { return };
    for (at, head) in book.sheets.iter().enumerate() {
        let Ok(blocks) = book.fold(at, &Keep::default, &NoProgress) else { continue };
        let rows: Vec<_> = blocks
            .into_iter()
            .flat_map(|block| block.sink.0.into_iter().map(move |(row, cells)| (row + block.first_row, cells)))
            .collect();
        let ordered = book.fold_in_order(at, &Keep::default, &NoProgress).ok().map(|mut blocks| {
            assert_eq!(blocks.len(), 1, "one block in order");
            let block = blocks.remove(0);
            block.sink.0.into_iter().map(|(row, cells)| (row + block.first_row, cells)).collect::<Vec<_>>()
        });
        assert_eq!(ordered.as_ref(), Some(&rows), "in order");
        let filled = rows.iter().filter(|(_, cells)| cells.iter().any(|cell| *cell != OwnedCell::Empty));
        let first: Vec<_> = filled.take(HEAD_ROWS).cloned().collect();
        assert_eq!(head.rows, first, "the head of sheet {at}");
    }
}
