//! A bare xls workbook, as Excel 5 and many a program wrote it, → the same in the container that calamine expects.
//!
//! The container is a compound file ([MS-CFB]) with the workbook as its only stream: a header, the stream in sectors of 512
//! bytes, a directory, and the table that links them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

const SECTOR: usize = 512;

/// Streams below that size would lie elsewhere in the container, so they are filled up with zeros.
const SMALLEST: usize = 4096;

const FREE: u32 = 0xFFFF_FFFF;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;

/// The largest stream whose table fits into the header: 109 sectors of 128 links.
const LARGEST: usize = 109 * 127 * SECTOR;

/// Gives a private temporary file with the workbook in a container.
pub(super) fn wrapped(bare: &mut File) -> io::Result<File> {
    let mut stream = Vec::new();
    bare.seek(SeekFrom::Start(0))?;
    bare.take(LARGEST as u64 + 1).read_to_end(&mut stream)?;
    if stream.len() > LARGEST {
        return Err(io::Error::other("the workbook is too large for its age"));
    }
    let mut file = tempfile::tempfile()?;
    file.write_all(&contained(stream))?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn contained(mut stream: Vec<u8>) -> Vec<u8> {
    let modern = stream.get(5) == Some(&6);
    let length = stream.len().max(SMALLEST).next_multiple_of(SECTOR);
    stream.resize(length, 0);
    let sectors = length / SECTOR;
    // The sectors: the stream, one of the directory, then the table with a link for each of all.
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let (directory, table) = (sectors as u32, sectors as u32 + 1);

    let mut file = Vec::with_capacity(length + SECTOR * (tables + 2));
    file.extend_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file.extend_from_slice(&[0; 16]);
    for short in [0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
        file.extend_from_slice(&short.to_le_bytes());
    }
    let no_more = [SMALLEST as u32, END_OF_CHAIN, 0, END_OF_CHAIN, 0];
    for long in [0, tables as u32, directory, 0].into_iter().chain(no_more) {
        file.extend_from_slice(&long.to_le_bytes());
    }
    for at in 0..109 {
        let sector = if at < tables { table + at as u32 } else { FREE };
        file.extend_from_slice(&sector.to_le_bytes());
    }

    file.extend_from_slice(&stream);
    file.extend_from_slice(&entry("Root Entry", 5, 1, END_OF_CHAIN, 0));
    file.extend_from_slice(&entry(if modern { "Workbook" } else { "Book" }, 2, FREE, 0, length as u64));
    file.resize(file.len() + 2 * 128, 0);

    for sector in 0..(tables * SECTOR / 4) as u32 {
        let link = match sector {
            _ if sector + 1 < directory => sector + 1,
            _ if sector <= directory => END_OF_CHAIN,
            _ if sector < table + tables as u32 => TABLE,
            _ => FREE,
        };
        file.extend_from_slice(&link.to_le_bytes());
    }
    file
}

/// Gives an entry of the directory: its name, kind, child, first sector and length.
fn entry(name: &str, kind: u8, child: u32, start: u32, length: u64) -> [u8; 128] {
    let mut entry = [0; 128];
    for (at, unit) in name.encode_utf16().enumerate() {
        entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = (name.len() as u8 + 1) * 2;
    entry[66] = kind;
    entry[67] = 1;
    for (at, link) in [(68, FREE), (72, FREE), (76, child), (116, start)] {
        entry[at..at + 4].copy_from_slice(&link.to_le_bytes());
    }
    entry[120..].copy_from_slice(&length.to_le_bytes());
    entry
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xls};

    use super::*;

    fn record(number: u16, data: &[u8]) -> Vec<u8> {
        [&number.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    #[test]
    fn a_bare_workbook_of_excel_5_can_be_read() {
        let begin = |kind: u8| record(0x0809, &[0, 5, kind, 0, 0, 0, 0, 0]);
        let end = record(0x000A, &[]);
        // The sheet begins behind these globals: beginning 12, sheet 4 + 8 + 5, end 4 bytes.
        let name = record(0x0085, &[33, 0, 0, 0, 0, 0, 5, b'S', b'h', b'e', b'e', b't'].map(|byte: u8| byte));
        let mut number = vec![1, 0, 2, 0, 0, 0];
        number.extend_from_slice(&12.5_f64.to_le_bytes());
        let text = record(0x0204, &[0, 0, 0, 0, 0, 0, 4, 0, b'A', b'c', b'm', b'e']);
        let globals = [begin(5), name, end.clone()].concat();
        let mut bare = tempfile::tempfile().unwrap();
        let sheet_at = globals.len() as u8;
        let mut stream = [globals, begin(0x10), text, record(0x0203, &number), end].concat();
        stream[16] = sheet_at;
        bare.write_all(&stream).unwrap();
        let mut book = Xls::new(io::BufReader::new(wrapped(&mut bare).unwrap())).unwrap();
        let range = book.worksheet_range("Sheet").unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("Acme".into())));
        assert_eq!(range.get_value((1, 2)), Some(&Data::Float(12.5)));
    }
}
