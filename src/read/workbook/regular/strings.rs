//! The texts that cells share.

use std::borrow::Cow;

use super::blocks::{Blocks, side_by_side};
use super::markup::{Piece, Pieces, attribute, decoded, is_escaped};
use super::{Archive, Irregular, Stop};
use crate::model::Words;
use crate::read::limits::Budget;

/// Bytes of a block, inflated.
const BLOCK: usize = 1 << 20;

/// Reads all texts.
pub(super) fn read(archive: &mut Archive, budget: &Budget) -> Result<Words, Irregular> {
    let part = archive.by_name("xl/sharedStrings.xml").map_err(|_| Irregular)?;
    let packed = part.compressed_size();
    let blocks = Blocks::of_strings(budget.unpacking(part, packed), BLOCK)?;
    // The root element stands behind the preamble.
    Pieces::of(&format!("{}<sst/>", blocks.preamble), "sst")?;
    let read = side_by_side(blocks, &|text: &str| {
        let (mut all, mut lengths) = (String::with_capacity(text.len() / 2), Vec::new());
        texts(text, &mut |text| {
            all.push_str(text);
            lengths.push(text.len() as u32);
        })?;
        if !budget.resident() {
            return Err(Stop::Irregular);
        }
        Ok((all, lengths))
    });
    let read = read.map_err(|_| Irregular)?;
    let length: usize = read.iter().map(|(text, _)| text.len()).sum();
    if u32::try_from(length).is_err() {
        return Err(Irregular);
    }
    let mut all = String::with_capacity(length);
    let mut ends = Vec::with_capacity(read.iter().map(|(_, lengths)| lengths.len()).sum());
    let mut end = 0;
    for (text, lengths) in read {
        all.push_str(&text);
        ends.extend(lengths.into_iter().map(|length| {
            end += length;
            end
        }));
    }
    Ok(Words::new(all, ends))
}

/// Hands over the texts of a block.
fn texts(block: &str, take: &mut dyn FnMut(&str)) -> Result<(), Stop> {
    let mut pieces = Pieces(block);
    let mut joined = String::new();
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start("si", _, true) => take(""),
            Piece::Start("si", _, false) => {
                joined.clear();
                item(&mut pieces, &mut joined)?;
                take(&joined);
            }
            Piece::Text(between) if between.trim_ascii().is_empty() => {}
            _ => return Err(Stop::Irregular),
        }
    }
    Ok(())
}

/// Reads one text: plain, or in runs of different looks, without the reading aid of Japanese.
fn item(pieces: &mut Pieces<'_>, joined: &mut String) -> Result<(), Irregular> {
    let mut aid = false;
    let mut open: Vec<&str> = Vec::new();
    loop {
        match pieces.next()?.ok_or(Irregular)? {
            Piece::End("si") if open.is_empty() => return Ok(()),
            Piece::End(name) => {
                if open.pop() != Some(name) {
                    return Err(Irregular);
                }
                aid &= name != "rPh";
            }
            Piece::Text(between) if between.trim_ascii().is_empty() => {}
            Piece::Text(_) => return Err(Irregular),
            Piece::Start("t", attributes, false) => {
                let keeps = attribute(attributes, "xml:space")?.is_some_and(|space| space == "preserve");
                let text = match pieces.next()?.ok_or(Irregular)? {
                    Piece::Text(text) => {
                        if pieces.next()? != Some(Piece::End("t")) {
                            return Err(Irregular);
                        }
                        text
                    }
                    Piece::End("t") => "",
                    Piece::Start(..) | Piece::End(_) => return Err(Irregular),
                };
                if !aid {
                    joined.push_str(trimmed(&shown(text)?, keeps));
                }
            }
            Piece::Start(name, ..) if name.contains(':') => return Err(Irregular),
            Piece::Start(_, _, true) => {}
            Piece::Start(name, ..) => {
                aid |= name == "rPh";
                open.push(name);
            }
        }
    }
}

/// Gives a text as it is meant.
pub(super) fn shown(text: &str) -> Result<Cow<'_, str>, Irregular> {
    let text = decoded(text)?;
    if is_escaped(&text) { Err(Irregular) } else { Ok(text) }
}

/// Cuts what stands around a text that does not say that it keeps it.
pub(super) fn trimmed(text: &str, keeps: bool) -> &str {
    if keeps { text } else { text.trim_matches([' ', '\t', '\r', '\n']) }
}
