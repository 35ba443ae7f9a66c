//! Marks on a [`Canvas`]: bars, rules, lines, dots, labels, placed by plotters' coordinate systems.
//!
//! A plot maps values to pixels; its marks are plotters elements that know their class (the colour token) and their title
//! (what the pointer shows). Points that are not finite are left out, so that no chart holds a NaN.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{Cartesian2d, DrawingArea, IntoDrawingArea};
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};

use super::canvas::{Canvas, FINE, escaped, short};

/// Says that a class decides the colour.
const BY_CLASS: BackendColor = BackendColor { alpha: 1.0, rgb: (0, 0, 0) };
/// A bar of a value that is not zero is never thinner, so that it can be seen.
const THINNEST: i32 = 16;

type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// A drawing area with its coordinates.
pub struct Plot {
    root: DrawingArea<Canvas, Shift>,
    area: DrawingArea<Canvas, Plane>,
    out: Rc<RefCell<String>>,
    size: (f64, f64),
    /// Whether plotters refused a mark.
    failed: Rc<RefCell<bool>>,
}

impl Plot {
    /// Makes a plot whose coordinates are pixels.
    pub fn new(width: f64, height: f64) -> Plot {
        let out = Rc::new(RefCell::new(String::new()));
        let root = Canvas::new(width, height, Rc::clone(&out)).into_drawing_area();
        let plane = plane((0.0..width, 0.0..width), (0.0..height, 0.0..height));
        Plot { area: root.apply_coord_spec(plane), root, out, size: (width, height), failed: Rc::default() }
    }

    /// Gives the same canvas with values on the upright axis: `values` between the pixels `rows` (from the lower edge up).
    pub fn upright(&self, values: Range<f64>, rows: Range<f64>) -> Plot {
        self.with(plane((0.0..self.size.0, 0.0..self.size.0), (widened(values), rows)))
    }

    /// Gives the same canvas with values on both axes.
    pub fn scaled(&self, x: (Range<f64>, Range<f64>), y: (Range<f64>, Range<f64>)) -> Plot {
        self.with(plane((widened(x.0), x.1), (widened(y.0), y.1)))
    }

    fn with(&self, plane: Plane) -> Plot {
        Plot {
            root: self.root.clone(),
            area: self.root.apply_coord_spec(plane),
            out: Rc::clone(&self.out),
            size: self.size,
            failed: Rc::clone(&self.failed),
        }
    }

    /// Gives the pixel of a point.
    pub fn pixel(&self, at: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&at);
        (f64::from(x) / FINE, f64::from(y) / FINE)
    }

    /// Draws a bar between two corners.
    pub fn bar(&self, a: (f64, f64), b: (f64, f64), class: &'static str, title: &str) {
        self.draw(&Mark { at: vec![a, b], shape: Shape::Bar, class, title: Some(title) });
    }

    /// Draws a straight line.
    pub fn rule(&self, a: (f64, f64), b: (f64, f64), class: &'static str) {
        self.draw(&Mark { at: vec![a, b], shape: Shape::Rule, class, title: None });
    }

    /// Draws a line through points.
    pub fn path(&self, at: Vec<(f64, f64)>, class: &'static str) {
        self.draw(&Mark { at, shape: Shape::Path, class, title: None });
    }

    /// Draws a dot.
    pub fn dot(&self, at: (f64, f64), radius: f64, class: &'static str, title: &str) {
        self.draw(&Mark { at: vec![at], shape: Shape::Dot(radius), class, title: Some(title) });
    }

    /// Draws a ring segment around a point in pixels, from one angle to another, clockwise from the right.
    pub fn arc(&self, at: (f64, f64), radii: (f64, f64), angles: (f64, f64), class: &'static str, title: &str) {
        self.draw(&Mark { at: vec![at], shape: Shape::Arc { radii, angles }, class, title: Some(title) });
    }

    /// Writes a label.
    pub fn text(&self, at: (f64, f64), label: Label) {
        let title = label.title.clone();
        self.draw(&Mark { at: vec![at], shape: Shape::Text(label), class: "", title: title.as_deref() });
    }

    fn draw(&self, mark: &Mark) {
        if mark.at.iter().all(|(x, y)| x.is_finite() && y.is_finite()) {
            let drawn: Result<(), DrawingAreaErrorKind<_>> = self.area.draw(mark);
            *self.failed.borrow_mut() |= drawn.is_err();
        }
    }

    /// Gives the elements, where all were drawn.
    pub fn finish(self) -> Option<String> {
        (!*self.failed.borrow()).then(|| self.out.take())
    }
}

fn plane(x: (Range<f64>, Range<f64>), y: (Range<f64>, Range<f64>)) -> Plane {
    let fine = |pixels: Range<f64>| (pixels.start * FINE).round() as i32..(pixels.end * FINE).round() as i32;
    Cartesian2d::new(x.0, y.0, (fine(x.1), fine(y.1)))
}

/// An axis needs an extent, even where all values are the same.
fn widened(values: Range<f64>) -> Range<f64> {
    if values.end > values.start && values.start.is_finite() && values.end.is_finite() {
        values
    } else if values.start.is_finite() {
        values.start..values.start + 1.0
    } else {
        0.0..1.0
    }
}

/// A piece of text with its place against a point.
#[derive(Clone, Debug, Default)]
pub struct Label {
    runs: Vec<(&'static str, String)>,
    anchor: &'static str,
    shift: (f64, f64),
    title: Option<String>,
}

impl Label {
    /// Makes a label that begins at the point.
    pub fn new(class: &'static str, text: impl Into<String>) -> Label {
        Label { runs: vec![(class, text.into())], ..Label::default() }
    }

    /// Adds a piece of another class after a space.
    pub fn and(mut self, class: &'static str, text: impl Into<String>) -> Label {
        self.runs.push((class, text.into()));
        self
    }

    /// Centres it on the point.
    pub fn middle(mut self) -> Label {
        self.anchor = " text-anchor=\"middle\"";
        self
    }

    /// Ends it at the point.
    pub fn end(mut self) -> Label {
        self.anchor = " text-anchor=\"end\"";
        self
    }

    /// Moves it by so many pixels.
    pub fn shift(mut self, right: f64, down: f64) -> Label {
        self.shift = (right, down);
        self
    }

    /// Gives it a title, where the text had to be cut.
    pub fn title(mut self, title: &str) -> Label {
        self.title = Some(title.to_owned());
        self
    }
}

enum Shape {
    Bar,
    Rule,
    Path,
    Dot(f64),
    Arc { radii: (f64, f64), angles: (f64, f64) },
    Text(Label),
}

struct Mark<'a> {
    at: Vec<(f64, f64)>,
    shape: Shape,
    class: &'static str,
    title: Option<&'a str>,
}

impl<'a> PointCollection<'a, (f64, f64)> for &'a Mark<'_> {
    type Point = &'a (f64, f64);
    type IntoIter = std::slice::Iter<'a, (f64, f64)>;

    fn point_iter(self) -> Self::IntoIter {
        self.at.iter()
    }
}

impl Drawable<Canvas> for Mark<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        canvas: &mut Canvas,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<std::convert::Infallible>> {
        canvas.ink(self.class, self.title.filter(|title| !title.is_empty()));
        if matches!(self.shape, Shape::Path) {
            return canvas.draw_path(at, &BY_CLASS);
        }
        let Some(first) = at.next() else { return Ok(()) };
        let pixel = (f64::from(first.0) / FINE, f64::from(first.1) / FINE);
        match &self.shape {
            Shape::Bar => {
                let (a, b) = thick(first, at.next().unwrap_or(first));
                canvas.draw_rect(a, b, &BY_CLASS, true)
            }
            Shape::Rule => canvas.draw_line(first, at.next().unwrap_or(first), &BY_CLASS),
            Shape::Dot(radius) => canvas.draw_circle(first, (radius * FINE) as u32, &BY_CLASS, true),
            Shape::Arc { radii, angles } => {
                canvas.shape("path", &ring(pixel, *radii, *angles));
                Ok(())
            }
            Shape::Text(label) => {
                write_label(canvas, pixel, label);
                Ok(())
            }
            Shape::Path => Ok(()),
        }
    }
}

/// Widens a bar that would not be seen, away from its first corner.
fn thick(a: BackendCoord, b: BackendCoord) -> (BackendCoord, BackendCoord) {
    let grown = |from: i32, to: i32| match to - from {
        0..THINNEST => from + THINNEST,
        n if n < 0 && n > -THINNEST => from - THINNEST,
        _ => to,
    };
    (a, (grown(a.0, b.0), if a.1 == b.1 { a.1 - THINNEST } else { grown(a.1, b.1) }))
}

fn write_label(canvas: &mut Canvas, at: (f64, f64), label: &Label) {
    let at = (at.0 + label.shift.0, at.1 + label.shift.1);
    match label.runs.as_slice() {
        [(class, text)] => {
            canvas.ink(class, label.title.as_deref());
            canvas.text(at, label.anchor, &escaped(text));
        }
        runs => {
            let spans: Vec<String> = runs
                .iter()
                .map(|(class, text)| match *class {
                    "" => escaped(text),
                    class => format!("<tspan class=\"{class}\">{}</tspan>", escaped(text)),
                })
                .collect();
            canvas.ink("", label.title.as_deref());
            canvas.text(at, label.anchor, &spans.join(" "));
        }
    }
}

/// Gives the path of a ring segment; a whole ring is two halves, as an arc from a point to itself draws nothing.
fn ring(centre: (f64, f64), radii: (f64, f64), angles: (f64, f64)) -> String {
    let (outer, inner) = radii;
    let end = angles.1;
    if end - angles.0 > 1.98 * std::f64::consts::PI {
        let half = f64::midpoint(angles.0, end);
        let first = ring(centre, radii, (angles.0, half));
        let second = ring(centre, radii, (half, end));
        return format!("{}{}", first.trim_end_matches('"'), second.trim_start_matches("d=\""));
    }
    let at = |radius: f64, angle: f64| {
        format!("{} {}", short(centre.0 + radius * angle.cos()), short(centre.1 + radius * angle.sin()))
    };
    let large = u8::from(end - angles.0 > std::f64::consts::PI);
    let (outer_text, inner_text) = (short(outer), short(inner));
    format!(
        "d=\"M{}A{outer_text} {outer_text} 0 {large} 1 {}L{}A{inner_text} {inner_text} 0 {large} 0 {}Z\"",
        at(outer, angles.0),
        at(outer, end),
        at(inner, end),
        at(inner, angles.0)
    )
}
