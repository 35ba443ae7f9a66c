//! The parts of the package that say what the workbook holds: its sheets, its epoch, its formats.

use std::io::Read;

use super::markup::{Piece, Pieces, attribute};
use super::styles::{self, Shown};
use super::{Archive, Irregular};

/// Bytes of such a part, inflated: more is none.
const LONGEST: u64 = 64 << 20;

/// A work sheet.
pub(super) struct Part {
    pub name: String,
    pub hidden: bool,
    /// Where it lies in the package.
    pub entry: String,
}

/// What the workbook holds.
pub(super) struct Package {
    /// Work sheets in the workbook's order.
    pub sheets: Vec<Part>,
    pub epoch_1904: bool,
    /// What each format shows, by its number.
    pub formats: Vec<Shown>,
    /// Whether there are shared texts.
    pub strings: bool,
}

impl Package {
    /// Reads what the workbook holds.
    pub fn read(archive: &mut Archive) -> Result<Package, Irregular> {
        let links = links(&whole(archive, "xl/_rels/workbook.xml.rels")?.ok_or(Irregular)?)?;
        let formats = match whole(archive, "xl/styles.xml")? {
            Some(text) => styles::read(&text)?,
            None => Vec::new(),
        };
        let strings = archive.index_for_name("xl/sharedStrings.xml").is_some();
        for (kind, there) in [("sharedStrings", strings), ("styles", !formats.is_empty())] {
            if !there && links.iter().any(|link| link.kind == kind) {
                return Err(Irregular);
            }
        }
        let mut package = Package { sheets: Vec::new(), epoch_1904: false, formats, strings };
        package.workbook(&whole(archive, "xl/workbook.xml")?.ok_or(Irregular)?, &links)?;
        Ok(package)
    }

    fn workbook(&mut self, text: &str, links: &[Link]) -> Result<(), Irregular> {
        let mut pieces = Pieces::of(text, "workbook")?;
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Start("workbookPr", attributes, _) => {
                    let epoch = attribute(attributes, "date1904")?;
                    self.epoch_1904 = epoch.is_some_and(|epoch| epoch == "1" || epoch == "true");
                }
                Piece::Start("sheet", attributes, _) => {
                    let name = attribute(attributes, "name")?.ok_or(Irregular)?.into_owned();
                    let hidden = match attribute(attributes, "state")?.as_deref() {
                        None | Some("visible") => false,
                        Some("hidden" | "veryHidden") => true,
                        Some(_) => return Err(Irregular),
                    };
                    let id = attribute(attributes, "r:id")?.ok_or(Irregular)?;
                    let link = links.iter().find(|link| link.id == *id).ok_or(Irregular)?;
                    if link.kind == "worksheet" {
                        self.sheets.push(Part { name, hidden, entry: link.entry.clone() });
                    }
                }
                Piece::Start(name, ..) if matches!(name.rsplit_once(':'), Some((_, "sheet" | "workbookPr"))) => {
                    return Err(Irregular);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A relation of the workbook to another part.
struct Link {
    id: String,
    /// The last word of the relation's type.
    kind: String,
    entry: String,
}

fn links(text: &str) -> Result<Vec<Link>, Irregular> {
    let mut links = Vec::new();
    let mut pieces = Pieces::of(text, "Relationships")?;
    while let Some(piece) = pieces.next()? {
        let Piece::Start("Relationship", attributes, _) = piece else { continue };
        let value = |name| attribute(attributes, name)?.ok_or(Irregular);
        let target = value("Target")?;
        let entry = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        let kind = value("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
        links.push(Link { id: value("Id")?.into_owned(), kind, entry });
    }
    Ok(links)
}

/// Gives a small part's text, where there is one.
fn whole(archive: &mut Archive, name: &str) -> Result<Option<String>, Irregular> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let part = archive.by_name(name).map_err(|_| Irregular)?;
    let mut text = String::new();
    part.take(LONGEST).read_to_string(&mut text)?;
    if text.len() as u64 == LONGEST { Err(Irregular) } else { Ok(Some(text)) }
}
