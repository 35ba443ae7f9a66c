//! xlsb: BrtRowHdr and BrtMergeCell of a sheet's part ([MS-XLSB] 2.4.761 and 2.4.711).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::Shape;

const ROW: u32 = 0;
const SHEET: u32 = 156;
const MERGED: u32 = 176;

/// The bit of a row that is hidden, by hand or by a filter, and its place.
const HIDDEN: (usize, u8) = (11, 0x10);

/// Bytes of a record that are kept; the records that matter are shorter.
const KEPT: u64 = 1 << 12;

/// Reads what a sheet says.
pub(super) fn read(file: File, name: &str) -> Option<Shape> {
    let mut archive = ZipArchive::new(BufReader::new(file)).ok()?;
    let link = link(BufReader::new(archive.by_name("xl/workbook.bin").ok()?), name)?;
    let part = target(BufReader::new(archive.by_name("xl/_rels/workbook.bin.rels").ok()?), &link)?;
    let part = part.strip_prefix('/').map_or_else(|| format!("xl/{part}"), str::to_owned);
    let mut records = Records { stream: BufReader::new(archive.by_name(&part).ok()?), data: Vec::new() };
    let mut shape = Shape::default();
    while let Some(kind) = records.next().ok()? {
        match kind {
            ROW if records.data.get(HIDDEN.0).is_some_and(|bits| bits & HIDDEN.1 != 0) => {
                shape.hidden.extend(records.number(0));
            }
            MERGED => {
                let edge = |at: usize| records.number(at * 4);
                shape.merged.push((edge(0)?, edge(1)?, edge(2)?, edge(3)?));
            }
            _ => {}
        }
    }
    Some(shape)
}

/// Gives the relation of the sheet with that name.
fn link(stream: impl BufRead, name: &str) -> Option<String> {
    let mut records = Records { stream, data: Vec::new() };
    while let Some(kind) = records.next().ok()? {
        if kind == SHEET
            && let Some((link, at)) = records.text(8)
            && records.text(at).is_some_and(|(found, _)| found == name)
        {
            return Some(link);
        }
    }
    None
}

/// Gives the part that a relation leads to.
fn target(stream: impl BufRead, link: &str) -> Option<String> {
    let (mut reader, mut bytes) = (Reader::from_reader(stream), Vec::new());
    loop {
        match reader.read_event_into(&mut bytes).ok()? {
            Event::Eof => return None,
            Event::Start(element) | Event::Empty(element) => {
                let value = |name| element.try_get_attribute(name).ok().flatten().map(|found| found.value.into_owned());
                if value("Id").is_some_and(|id| id == link) {
                    return value("Target");
                }
            }
            _ => {}
        }
        bytes.clear();
    }
}

/// Records: a kind and a length in bytes of seven bits, then as many bytes.
struct Records<R> {
    stream: R,
    data: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    /// Reads a record and gives its kind; nothing where the part ends.
    fn next(&mut self) -> io::Result<Option<u32>> {
        if self.stream.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let (kind, length) = (self.sevens(2)?, u64::from(self.sevens(4)?));
        self.data.clear();
        (&mut self.stream).take(length.min(KEPT)).read_to_end(&mut self.data)?;
        io::copy(&mut (&mut self.stream).take(length.saturating_sub(KEPT)), &mut io::sink())?;
        Ok(Some(kind))
    }

    fn sevens(&mut self, most: u32) -> io::Result<u32> {
        let mut number = 0;
        for place in 0..most {
            let mut byte = [0];
            self.stream.read_exact(&mut byte)?;
            number |= u32::from(byte[0] & 0x7F) << (7 * place);
            if byte[0] & 0x80 == 0 {
                break;
            }
        }
        Ok(number)
    }
}

impl<R> Records<R> {
    fn number(&self, at: usize) -> Option<u32> {
        self.data.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// Gives the text at a place, and the place behind it.
    fn text(&self, at: usize) -> Option<(String, usize)> {
        let length = usize::try_from(self.number(at)?).ok()?;
        let end = (at + 4).checked_add(length.checked_mul(2)?)?;
        let units = self.data.get(at + 4..end)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let units: Vec<u16> = units.collect();
        Some((String::from_utf16(&units).ok()?, end))
    }
}
