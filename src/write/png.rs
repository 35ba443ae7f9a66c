//! SVG → PNG at twice the size, with resvg.
//!
//! A label whose font family is missing vanishes without an error in resvg, so every family is set to one that is installed and has
//! Chinese characters; where there is none, the caller is told. The fonts are read once for all charts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};

use crate::model::problem::WriteProblem;
use crate::model::{Failure, Place, Problem};

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

struct Fonts {
    database: Arc<Database>,
    /// Whether a family with Chinese characters was found.
    chinese: bool,
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut database = Database::new();
    database.load_system_fonts();
    fonts(database)
});

/// Sets every generic family to the chosen one, or to any that is there.
fn fonts(mut database: Database) -> Fonts {
    let known = |name: &&&str| database.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some();
    let chosen = FAMILIES.iter().find(known).map(|name| (*name).to_owned());
    let chinese = chosen.is_some();
    let any = || database.faces().find_map(|face| face.families.first().map(|(name, _)| name.clone()));
    if let Some(family) = chosen.or_else(any) {
        database.set_sans_serif_family(family.as_str());
        database.set_serif_family(family.as_str());
        database.set_monospace_family(family.as_str());
        database.set_cursive_family(family.as_str());
        database.set_fantasy_family(family);
    }
    Fonts { database: Arc::new(database), chinese }
}

/// Draws a picture of a chart's file. The problems are warnings: the picture is there, but labels may be missing.
pub fn png(svg: &str) -> Result<(Vec<u8>, Vec<Problem>), Failure> {
    draw(svg, &FONTS)
}

fn draw(svg: &str, fonts: &Fonts) -> Result<(Vec<u8>, Vec<Problem>), Failure> {
    let refused = |why: String| Failure::new(Place::default(), WriteProblem::Unwritable { why });
    let options =
        Options { fontdb: Arc::clone(&fonts.database), font_family: "sans-serif".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| refused(error.to_string()))?;
    let size =
        tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| refused("a picture without extent".to_owned()))?;
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| refused(format!("a picture of {} × {} pixels", size.width(), size.height())))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| refused(error.to_string()))?;
    // Latin labels need a font, Chinese ones a Chinese font.
    let wanting =
        fonts.database.is_empty() || (!fonts.chinese && svg.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c)));
    let problems = if wanting { vec![Problem::warning(Place::default(), WriteProblem::NoFont)] } else { Vec::new() };
    Ok((bytes, problems))
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
    fn missing_fonts_are_said_and_never_an_error() {
        let none = fonts(Database::new());
        let (_, problems) = draw(PLAIN, &none).unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].kind, WriteProblem::NoFont.into());
        let (_, problems) = draw(&PLAIN.replace("收入", ""), &fonts(Database::new())).unwrap();
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        assert!(png("<svg").is_err());
    }
}
