//! A plotters backend that writes SVG with classes in place of colours.
//!
//! In: plotters' calls, in tenths of a pixel, so that its whole-number coordinates keep one decimal. Out: SVG elements whose
//! colours are classes; the page fills them from its variables (light and dark), a file from literal light colours.
//! plotters' own SVG backend knows neither classes nor titles, rounds to whole pixels and counts UTF-8 bytes as characters.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use askama::filters::{Html, escape};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, text_anchor::HPos,
};

/// How many of plotters' units make one pixel.
pub const FINE: f64 = 10.0;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Collects the elements of one chart.
pub struct Canvas {
    out: Rc<RefCell<String>>,
    size: (u32, u32),
    class: &'static str,
    title: Option<String>,
}

impl Canvas {
    /// Makes an empty canvas of so many pixels that writes into `out`.
    pub fn new(width: f64, height: f64, out: Rc<RefCell<String>>) -> Canvas {
        Canvas { out, size: ((width * FINE) as u32, (height * FINE) as u32), class: "", title: None }
    }

    /// Sets class and title of the next element.
    pub fn ink(&mut self, class: &'static str, title: Option<&str>) {
        self.class = class;
        self.title = title.map(str::to_owned);
    }

    /// Writes an element whose shape is given as attributes.
    pub fn shape(&mut self, tag: &str, shape: &str) {
        self.element(tag, shape, "");
    }

    fn element(&mut self, tag: &str, shape: &str, paint: &str) {
        let mut out = self.out.borrow_mut();
        let class = std::mem::take(&mut self.class);
        let paint = if class.is_empty() { paint.to_owned() } else { format!(" class=\"{class}\"") };
        // Writing to a String cannot fail.
        let _ = match self.title.take() {
            Some(title) => write!(out, "<{tag} {shape}{paint}><title>{}</title></{tag}>", escaped(&title)),
            None => write!(out, "<{tag} {shape}{paint}/>"),
        };
    }

    /// Writes text that is already markup, such as `tspan` elements.
    pub fn text(&mut self, at: (f64, f64), anchor: &str, markup: &str) {
        let class = std::mem::take(&mut self.class);
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let title = self.title.take().map(|t| format!("<title>{}</title>", escaped(&t))).unwrap_or_default();
        let _ = write!(
            self.out.borrow_mut(),
            "<text x=\"{}\" y=\"{}\"{anchor}{class}>{markup}{title}</text>",
            short(at.0),
            short(at.1)
        );
    }
}

/// Escapes text for SVG and HTML; characters that XML has no room for, such as a bell in a customer's name, become U+FFFD.
pub fn escaped(text: &str) -> String {
    let allowed =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect();
    match escape(&text, Html) {
        Ok(safe) => safe.to_string(),
        Err(never) => match never {},
    }
}

/// Writes a coordinate with at most one decimal.
pub fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn pixels(at: BackendCoord) -> (String, String) {
    (short(f64::from(at.0) / FINE), short(f64::from(at.1) / FINE))
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<String> = path.into_iter().map(pixels).map(|(x, y)| format!("{x},{y}")).collect();
    points.join(" ")
}

fn hex(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

impl DrawingBackend for Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let ((x1, y1), (x2, y2)) = (pixels(from), pixels(to));
        let shape = format!("x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
        self.element("line", &shape, &format!(" stroke=\"{}\"", hex(style.color())));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (left, top) = pixels((a.0.min(b.0), a.1.min(b.1)));
        let (width, height) = pixels(((a.0 - b.0).abs(), (a.1 - b.1).abs()));
        let shape = format!("x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"");
        let color = hex(style.color());
        let paint = if fill { format!(" fill=\"{color}\"") } else { format!(" fill=\"none\" stroke=\"{color}\"") };
        self.element("rect", &shape, &paint);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let shape = format!("points=\"{}\"", points(path));
        self.element("polyline", &shape, &format!(" fill=\"none\" stroke=\"{}\"", hex(style.color())));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let (x, y) = pixels(at);
        let shape = format!("cx=\"{x}\" cy=\"{y}\" r=\"{}\"", short(f64::from(radius) / FINE));
        self.element("circle", &shape, &format!(" fill=\"{}\"", hex(style.color())));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let shape = format!("points=\"{}\"", points(path));
        self.element("polygon", &shape, &format!(" fill=\"{}\"", hex(style.color())));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Right => " text-anchor=\"end\"",
            HPos::Center => " text-anchor=\"middle\"",
        };
        let (x, y) = (f64::from(at.0) / FINE, f64::from(at.1) / FINE);
        self.text((x, y), anchor, &escaped(text));
        Ok(())
    }

    /// Measures by the page's own widths; plotters would count bytes.
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size();
        Ok(((super::measure::width(text, size, false) * FINE) as u32, (size * FINE) as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn characters_that_xml_refuses_are_shown_as_unknown() {
        assert_eq!(escaped("a\u{7}b\u{ffff}\tc 😀"), "a\u{fffd}b\u{fffd}\tc 😀");
    }
}
