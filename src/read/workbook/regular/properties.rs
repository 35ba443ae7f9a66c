//! What must hold for any workbook of the xlsx form: what is read here equals what the library reads.

use std::io::{Cursor, Write};

use super::*;
use crate::read::workbook::Opened;
use crate::read::workbook::guard::{Broken, guarded};
use crate::read::{Format, OwnedCell};

/// Rows by number, 1-based.
pub(super) type Rows = Vec<(u32, Vec<OwnedCell>)>;

/// Sheets by name, whether they are hidden, with their rows.
pub(super) type Sheets = Vec<(String, bool, Rows)>;

#[derive(Default)]
struct Keep(Rows);

impl RowSink for Keep {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.0.push((row, cells.iter().copied().map(Cell::to_owned).collect()));
        Ok(())
    }
}

/// A sheet and its shared texts, as XML, parted by a zero byte: what is read here is what the library reads.
pub fn sheet(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let sheet = parts.next().unwrap_or_default();
    let mut given = vec![("xl/worksheets/sheet1.xml", sheet)];
    given.extend(parts.next().map(|strings| ("xl/sharedStrings.xml", strings)));
    let Some(mut file) = written(&given, zip::CompressionMethod::Stored).ok() else { return };
    let Some(read) = file.try_clone().ok().and_then(here) else { return };
    if io::Seek::rewind(&mut file).is_ok()
        && let Ok(library) = by_library(file)
    {
        assert_eq!(read, library);
    }
}

/// Reads all sheets here; nothing where a sheet is irregular.
pub(super) fn here(file: File) -> Option<Sheets> {
    let mut book = Regular::open(file, &Budget::new()).ok()?;
    let heads = book.heads(&Budget::new()).ok()?;
    heads
        .into_iter()
        .map(|head| {
            let name = head.name?;
            let blocks = book.fold(&name, &Keep::default, &|_, _| {}, &Budget::new()).ok()?;
            let rows: Rows = blocks
                .into_iter()
                .flat_map(|block| block.sink.0.into_iter().map(move |(row, cells)| (row + block.first_row, cells)))
                .collect();
            assert_eq!(head.rows, rows[..rows.len().min(HEAD_ROWS)], "{name}");
            Some((name, head.hidden, rows))
        })
        .collect()
}

pub(super) fn by_library(file: File) -> Result<Sheets, Broken> {
    guarded(|| {
        let mut opened = Opened::new(file, Format::Xlsx)?;
        let sheets = opened.sheets().into_iter().filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet);
        sheets
            .map(|sheet| {
                let mut rows = Vec::new();
                opened.walk(&sheet.name, &mut |row, cells| {
                    rows.push((row + 1, cells.iter().copied().map(Cell::to_owned).collect()));
                    true
                })?;
                Ok((sheet.name, sheet.visible != calamine::SheetVisible::Visible, rows))
            })
            .collect()
    })
}

/// Writes a workbook of parts, beside the usual ones.
pub(super) fn written(parts: &[(&str, &[u8])], method: zip::CompressionMethod) -> io::Result<File> {
    let usual = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="170"/></cellXfs></styleSheet>"#,
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    let given = |name: &str| parts.iter().any(|(given, _)| *given == name);
    let usual = usual.iter().map(|(name, text)| (*name, text.as_bytes())).filter(|(name, _)| !given(name));
    for (name, bytes) in usual.chain(parts.iter().copied()) {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
    }
    let mut file = tempfile::tempfile()?;
    file.write_all(&zip.finish()?.into_inner())?;
    io::Seek::rewind(&mut file)?;
    Ok(file)
}
