//! The package that the library saved, with the rows of long registers in their sheets and their texts among the shared ones.
//!
//! All other parts are taken over as they are packed.

use std::io::{self, Cursor, Read, Write};

use rust_xlsxwriter::XlsxError;
use rustc_hash::FxHashMap;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::LEVEL;
use super::long::Long;

const STRINGS: &str = "xl/sharedStrings.xml";

/// Texts that cells refer to by number, behind those that the library numbered; one that is among those too stands there twice.
pub struct Strings<'s> {
    numbers: FxHashMap<&'s str, u32>,
    first: u32,
    /// How many cells refer to them.
    cells: u64,
    xml: Vec<u8>,
}

impl<'s> Strings<'s> {
    /// Gives the number of a text.
    pub fn number(&mut self, text: &'s str) -> u32 {
        self.cells += 1;
        let next = self.first + self.numbers.len() as u32;
        let xml = &mut self.xml;
        *self.numbers.entry(text).or_insert_with(|| {
            xml.extend_from_slice(b"<si><t>");
            for byte in text.bytes() {
                match byte {
                    b'&' => xml.extend_from_slice(b"&amp;"),
                    b'<' => xml.extend_from_slice(b"&lt;"),
                    b'>' => xml.extend_from_slice(b"&gt;"),
                    byte => xml.push(byte),
                }
            }
            xml.extend_from_slice(b"</t></si>");
            next
        })
    }
}

/// Puts the rows of long registers into their sheets, which are given by their number from one.
pub fn filled(saved: Vec<u8>, long: &[(usize, Long)]) -> Result<Vec<u8>, XlsxError> {
    if long.is_empty() {
        return Ok(saved);
    }
    let mut archive = ZipArchive::new(Cursor::new(&saved))?;
    let shared = text(&mut archive, STRINGS)?;
    let (head, rest) = shared.split_once("<si>").ok_or_else(|| io::Error::other("no shared texts"))?;
    let number =
        |name: &str| -> Option<u64> { head.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0.parse().ok() };
    let (cells, unique) = (number("count").unwrap_or(0), number("uniqueCount").unwrap_or(0));
    let mut strings = Strings { numbers: FxHashMap::default(), first: unique as u32, cells, xml: Vec::new() };
    // As the library packs.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(i64::from(LEVEL)))
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(saved.len())));
    for at in 0..archive.len() {
        let name = archive.by_index_raw(at)?.name()?.into_owned();
        let sheet = |(number, _): &&(usize, Long)| name == format!("xl/worksheets/sheet{number}.xml");
        if let Some((_, long)) = long.iter().find(sheet) {
            let part = text(&mut archive, &name)?;
            zip.start_file(name.as_str(), options)?;
            long.write(&part, &mut strings, &mut zip)?;
        } else if name == STRINGS {
            // It stands behind all sheets.
            zip.start_file(name.as_str(), options)?;
            let head = head.replace(&format!(" count=\"{cells}\""), &format!(" count=\"{}\"", strings.cells)).replace(
                &format!(" uniqueCount=\"{unique}\""),
                &format!(" uniqueCount=\"{}\"", unique + strings.numbers.len() as u64),
            );
            let theirs = rest.strip_suffix("</sst>").unwrap_or(rest);
            for bytes in [head.as_bytes(), b"<si>", theirs.as_bytes(), &strings.xml, b"</sst>"] {
                zip.write_all(bytes)?;
            }
        } else {
            zip.raw_copy_file(archive.by_index_raw(at)?)?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

fn text(archive: &mut ZipArchive<Cursor<&Vec<u8>>>, name: &str) -> Result<String, XlsxError> {
    let mut text = String::new();
    archive.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}
