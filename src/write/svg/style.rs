//! The colours and the style of charts, once for the page (variables, light and dark) and for files (literal light colours).

use crate::model::Lang;

/// The light colours by token.
pub const LIGHT: &[(&str, &str)] = &[
    ("bg", "#fff"),
    ("surface", "#f6f7f9"),
    ("ink", "#1b2026"),
    ("ink2", "#56606b"),
    ("ink3", "#6b7580"),
    ("rule", "#d5d9de"),
    ("grid", "#e6e9ec"),
    ("axis", "#8a939d"),
    ("track", "#e9ecef"),
    ("gain", "#0072b2"),
    ("gain-ink", "#00639b"),
    ("loss", "#d55e00"),
    ("loss-ink", "#b04c00"),
    ("total", "#3b424b"),
    ("other", "#aab2bb"),
    ("other2", "#d3d8dd"),
    ("h1", "#edf5fa"),
    ("h2", "#d8eaf4"),
    ("h3", "#bcdbec"),
    ("h4", "#97c6e1"),
    ("h5", "#6aaed3"),
    ("h6", "#0072b2"),
    ("h6i", "#fff"),
    ("g1", "#e2eff7"),
    ("g2", "#bcdbec"),
    ("g3", "#86bcdc"),
    ("l1", "#fbe9dc"),
    ("l2", "#f6cfb2"),
    ("l3", "#eca873"),
    ("e1", "#f0f2f4"),
    ("e2", "#dfe3e7"),
    ("e3", "#c7cdd3"),
    ("d1", "#0072b2"),
    ("d2", "#3a8fc3"),
    ("d3", "#69a9d1"),
    ("d4", "#97c4e0"),
    ("d5", "#c2ddee"),
    ("d6", "#e3e6ea"),
];

/// The dark colours by token, for screens only.
pub const DARK: &[(&str, &str)] = &[
    ("bg", "#14171b"),
    ("surface", "#1c2026"),
    ("ink", "#e8ebee"),
    ("ink2", "#a9b1bb"),
    ("ink3", "#8f98a3"),
    ("rule", "#343b43"),
    ("grid", "#272d34"),
    ("axis", "#6d7681"),
    ("track", "#2a3037"),
    ("gain", "#56b4e9"),
    ("gain-ink", "#74c3f0"),
    ("loss", "#ef8038"),
    ("loss-ink", "#f59a5c"),
    ("total", "#a9b2bc"),
    ("other", "#59636d"),
    ("other2", "#3a424a"),
    ("h1", "#18232c"),
    ("h2", "#1a2e3c"),
    ("h3", "#1b3c52"),
    ("h4", "#1b4c6c"),
    ("h5", "#1b608b"),
    ("h6", "#1d76ad"),
    ("h6i", "#fff"),
    ("g1", "#18293a"),
    ("g2", "#1b4058"),
    ("g3", "#1c5c84"),
    ("l1", "#33231a"),
    ("l2", "#56331b"),
    ("l3", "#80471b"),
    ("e1", "#20252b"),
    ("e2", "#2d343b"),
    ("e3", "#3f4852"),
    ("d1", "#56b4e9"),
    ("d2", "#4594c2"),
    ("d3", "#37769b"),
    ("d4", "#2b5a76"),
    ("d5", "#234355"),
    ("d6", "#2a3037"),
];

/// Gives the fonts, in the order of preference, with the shapes of the language's characters; no page depends on one being there.
pub fn fonts(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhHant => {
            "-apple-system,\"Segoe UI\",\"Helvetica Neue\",Arial,\"PingFang TC\",\"PingFang HK\",\"Heiti TC\",\
             \"Microsoft JhengHei\",\"Noto Sans CJK TC\",\"Noto Sans TC\",sans-serif"
        }
        Lang::Zh | Lang::En => {
            "-apple-system,\"Segoe UI\",\"Helvetica Neue\",Arial,\"PingFang SC\",\"Hiragino Sans GB\",\
             \"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Noto Sans SC\",sans-serif"
        }
    }
}

/// The classes of the marks, in variables.
pub const MARKS: &str = include_str!("marks.css");

/// The pattern of partial periods.
pub const HATCH: &str = "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
                         patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" class=\"hb\"/>\
                         <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" class=\"hl\"/></pattern></defs>";

/// Writes tokens as CSS variables.
pub fn variables(tokens: &[(&str, &str)]) -> String {
    tokens.iter().map(|(name, colour)| format!("--{name}:{colour};")).collect()
}

/// Gives the style of a file: the classes with the light colours in place of the variables.
pub fn literal(lang: Lang) -> String {
    let marks =
        LIGHT.iter().fold(MARKS.to_owned(), |css, (name, colour)| css.replace(&format!("var(--{name})"), colour));
    format!("svg{{font-family:{}}}\n{marks}", fonts(lang))
}
