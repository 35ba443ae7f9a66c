//! Colour, where the terminal has it.

/// How a piece of text stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Plain,
    Bold,
    Dim,
    /// An amount with +: cyan, since green and red mean the opposite in China.
    Gain,
    /// An amount with -: magenta.
    Loss,
}

/// Puts colour on, or not.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    pub on: bool,
}

impl Paint {
    /// Wraps a text in its style's codes.
    pub fn apply(self, style: Style, text: &str) -> String {
        self.also(style, false, text)
    }

    /// Wraps a text in its style's codes, bold besides where it stands in a total.
    pub fn also(self, style: Style, bold: bool, text: &str) -> String {
        let code = match style {
            Style::Plain => "",
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Gain => "36",
            Style::Loss => "35",
        };
        let codes = match (bold && style != Style::Bold, code) {
            (true, "") => "1".to_owned(),
            (true, code) => format!("1;{code}"),
            (false, code) => code.to_owned(),
        };
        if !self.on || text.is_empty() || codes.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{codes}m{text}\u{1b}[0m")
    }
}
