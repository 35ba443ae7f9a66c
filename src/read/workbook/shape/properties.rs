//! What must hold for any bytes in the place of a workbook: what is told of a sheet lies inside it, each row once.

use std::fs::File;
use std::io::{Cursor, Seek, Write};

use super::*;

/// What the sheet is called, and the relation that leads to its part.
const NAME: &str = "S";
const LINK: &[u8] = br#"<Relationships><Relationship Id="r" Target="s.bin"/></Relationships>"#;

/// Workbooks of xls: in a container, or the stream alone.
pub fn xls(bytes: &[u8]) {
    let bare = !bytes.starts_with(b"\xD0\xCF\x11\xE0");
    let Some(mut file) = written(bytes) else { return };
    for place in 0..2 {
        let whole = if bare { bare::wrapped(&mut file) } else { file.try_clone() };
        let Some(mut whole) = whole.ok() else { return };
        if whole.rewind().is_ok() {
            holds(xls::read(whole, place).ok());
        }
    }
}

/// Workbooks of xlsb: a package, or the workbook's part behind its length in two bytes, and the sheet's.
pub fn xlsb(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return named(bytes, xlsb::read);
    }
    let Some((length, rest)) = bytes.split_first_chunk() else { return };
    let (workbook, sheet) = rest.split_at(rest.len().min(usize::from(u16::from_le_bytes(*length))));
    let parts = [("xl/workbook.bin", workbook), ("xl/_rels/workbook.bin.rels", LINK), ("xl/s.bin", sheet)];
    if let Some(package) = package(&parts) {
        named(&package, xlsb::read);
    }
}

/// Workbooks of ods: a package, or its content.
pub fn ods(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return named(bytes, ods::read);
    }
    if let Some(package) = package(&[("content.xml", bytes)]) {
        named(&package, ods::read);
    }
}

fn named(package: &[u8], read: fn(File, &str) -> Option<Shape>) {
    for name in [NAME, "Sheet1"] {
        if let Some(file) = written(package) {
            holds(read(file, name));
        }
    }
}

fn holds(shape: Option<Shape>) {
    let shape = shape.unwrap_or_default().within();
    assert!(shape.hidden.is_sorted_by(|one, next| one < next) && shape.hidden.last().is_none_or(|row| *row < ROWS));
    let inside = |(top, bottom, left, right): &Area| {
        top <= bottom && *bottom < ROWS && left <= right && *right < COLUMNS && (top, left) != (bottom, right)
    };
    assert!(shape.merged.iter().all(inside), "{:?}", shape.merged);
}

fn written(bytes: &[u8]) -> Option<File> {
    let mut file = tempfile::tempfile().ok()?;
    file.write_all(bytes).ok()?;
    file.rewind().ok()?;
    Some(file)
}

/// Gives a package of parts.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
