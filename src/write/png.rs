//! SVG → PNG at twice the size, with resvg.
//!
//! In: a chart's SVG. Out: the picture, and the characters that no installed font has: resvg leaves them out without an error, so
//! its search for fonts is listened to. Every family is set to one that is installed and has Chinese characters, where there is
//! one. The fonts are read once for all charts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query, Source, Style, Weight};
use resvg::usvg::{FontResolver, Options, Tree};

use crate::model::problem::WriteProblem;
use crate::model::{Failure, Place};

/// Pixels per unit, for sharp print.
const SCALE: f32 = 2.0;

/// Families with Chinese characters, the plainest first.
const FAMILIES: [&str; 16] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Microsoft YaHei UI",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Heiti SC",
    "SimHei",
    "Noto Sans CJK TC",
    "Noto Sans CJK JP",
    "SimSun",
    "Arial Unicode MS",
];

/// Families with the shapes of traditional characters, which stand before those where a drawing says that it is in them.
const TRADITIONAL: [&str; 6] =
    ["Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "PingFang HK", "Microsoft JhengHei", "Heiti TC"];

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| fonts(installed(), &[]));
static TRADITIONAL_FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| fonts(installed(), &TRADITIONAL));

fn installed() -> Database {
    let mut database = Database::new();
    database.load_system_fonts();
    database
}

/// Sets every generic family to the chosen one, or to any that is there.
fn fonts(database: Database, before: &[&str]) -> Arc<Database> {
    let known = |name: &&&str| database.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some();
    let chosen = before.iter().chain(&FAMILIES).find(known).map(|name| (*name).to_owned());
    let any = || database.faces().find_map(|face| face.families.first().map(|(name, _)| name.clone()));
    let Some(family) = chosen.or_else(any) else { return Arc::new(database) };
    let mut database = held(&database, &family);
    database.set_sans_serif_family(family.as_str());
    database.set_serif_family(family.as_str());
    database.set_monospace_family(family.as_str());
    database.set_cursive_family(family.as_str());
    database.set_fantasy_family(family);
    Arc::new(database)
}

/// Holds the files of a family in memory: each letter of a drawing would map one anew otherwise. Which font stands where does not
/// change: it decides which one has a character that the family lacks.
fn held(database: &Database, family: &str) -> Database {
    let mut files: BTreeMap<PathBuf, Arc<Vec<u8>>> = BTreeMap::new();
    let mut same = Database::new();
    for face in database.faces() {
        let mut face = face.clone();
        let drawn = [Weight::NORMAL, Weight::BOLD].contains(&face.weight) && face.style == Style::Normal;
        if let Source::File(path) = &face.source
            && drawn
            && face.families.iter().any(|(name, _)| name == family)
        {
            if !files.contains_key(path)
                && let Ok(bytes) = fs::read(path)
            {
                files.insert(path.clone(), Arc::new(bytes));
            }
            if let Some(bytes) = files.get(path) {
                face.source = Source::SharedFile(path.clone(), Arc::clone(bytes) as _);
            }
        }
        same.push_face_info(face);
    }
    same
}

/// Draws a picture of a chart's file; without the characters that it also gives.
pub fn png(svg: &str) -> Result<(Vec<u8>, BTreeSet<char>), Failure> {
    let traditional = svg.contains("xml:lang=\"zh-Hant\"");
    draw(svg, if traditional { &TRADITIONAL_FONTS } else { &FONTS })
}

fn draw(svg: &str, fonts: &Arc<Database>) -> Result<(Vec<u8>, BTreeSet<char>), Failure> {
    let refused = |why: String| Failure::new(Place::default(), WriteProblem::Unwritable { why });
    let missing = Mutex::new(BTreeSet::new());
    let miss = |c: char| missing.lock().unwrap_or_else(PoisonError::into_inner).insert(c);
    let find = FontResolver::default_fallback_selector();
    // Asked for each character that the chosen font lacks.
    let fallback = move |c: char, tried: &[_], database: &mut Arc<Database>| {
        let found = find(c, tried, database);
        if found.is_none() && !c.is_control() && !c.is_whitespace() {
            miss(c);
        }
        found
    };
    let options = Options {
        fontdb: Arc::clone(fonts),
        font_family: "sans-serif".to_owned(),
        font_resolver: FontResolver { select_fallback: Box::new(fallback), ..FontResolver::default() },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| refused(error.to_string()))?;
    drop(options);
    let size =
        tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| refused("a picture without extent".to_owned()))?;
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| refused(format!("a picture of {} x {} pixels", size.width(), size.height())))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| refused(error.to_string()))?;
    let mut missing = missing.into_inner().unwrap_or_else(PoisonError::into_inner);
    if fonts.is_empty() {
        // Without any font nothing is asked for: every letter is missing.
        missing.extend(svg.chars().filter(|c| c.is_alphanumeric()));
    }
    Ok((bytes, missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str =
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><text x="1" y="15">收入</text></svg>"##;

    #[test]
    fn a_picture_is_twice_as_large_as_its_chart() {
        let (bytes, _) = png(PLAIN).unwrap();
        let (width, height) = (&bytes[16..20], &bytes[20..24]);
        assert_eq!((width, height), (&60_u32.to_be_bytes()[..], &40_u32.to_be_bytes()[..]));
    }

    #[test]
    fn characters_that_no_font_has_are_said_and_never_an_error() {
        let (_, missing) = draw(PLAIN, &fonts(Database::new(), &[])).unwrap();
        assert!(missing.contains(&'收') && missing.contains(&'x'), "{missing:?}");
        // A private character is in no font, whatever is installed.
        let (_, missing) = png(&PLAIN.replace("收入", "\u{10fff0}")).unwrap();
        assert!(missing.contains(&'\u{10fff0}'), "{missing:?}");
        let (_, missing) = png(&PLAIN.replace("收入", "")).unwrap();
        assert!(missing.is_empty() || FONTS.is_empty(), "{missing:?}");
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        assert!(png("<svg").is_err());
    }
}
