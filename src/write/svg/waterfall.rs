//! The bridge: opening, what was added and taken away, closing; large for one period, small for a row of periods.
//!
//! All waterfalls that share a scale have the same pixels per unit, whatever their width, so that they can be compared.

use crate::model::{Lang, Money};
use crate::report::words::figures::{self, Minus};
use crate::report::words::page::page as words;
use crate::report::{HistoryCell, Step, Waterfall};

use super::Picture;
use super::measure::{cut, width};
use super::plot::{Label, Plot};
use super::scale::{fitted, full, short, tick, ticks, whole};

/// Above the highest bar: room for a value; where the closing bar is nearly the highest, for its change too.
const TOP: [f64; 2] = [22.0, 44.0];
/// Between the lowest value and the lower edge of the drawing; more where bars hang below zero and carry labels there.
const HEIGHT: f64 = 352.0 - 46.0;

/// Draws one waterfall, wide (736) or narrow (352).
pub fn waterfall(of: &Waterfall, wide: bool, lang: Lang) -> Option<Picture> {
    let w = if wide { 736.0 } else { 352.0 };
    let low = of.scale_low.units().min(0.0);
    let high = of.scale.units().max(0.0);
    let base = HEIGHT - if low < 0.0 { 20.0 } else { 0.0 };
    let slots = Slots::new(&of.steps, wide, w);
    let depth = HEIGHT + slots.rows * 15.0 + 16.0;
    let page = Plot::new(w, depth);
    let closing = of.steps.last().map_or(0.0, |step| step.amount.units());
    let plot = page.upright(low..high, base..TOP[usize::from(closing > high * 0.92)]);
    for value in ticks(low, high) {
        plot.rule((0.0, value), (w, value), "gd");
        if wide {
            plot.text((0.0, value), Label::new("t3", tick(value, lang)).shift(0.0, -5.0));
        }
    }
    let room = if wide { 110.0 } else { slots.width - 2.0 };
    // One figure without decimals takes them from all, so that they are read alike.
    let mut parts = of.steps.iter().filter(|step| !step.total);
    let decimals = parts.all(|step| width(&short(step.amount, lang, true), 12.0, true) <= room);
    let mut run = Money::ZERO;
    for (i, step) in of.steps.iter().enumerate() {
        let after = if step.total { step.amount } else { run + step.amount };
        let from = if step.total { Money::ZERO } else { run };
        let (left, right) = slots.bar(i);
        let bar = Bar { from: from.units(), to: after.units(), left, right };
        bar.draw(&plot, step);
        let closing = step.total && i > 0 && i + 1 == of.steps.len();
        let text = if decimals || step.total {
            fitted(step.amount, lang, !step.total, room)
        } else {
            whole(step.amount, lang)
        };
        bar.label(&plot, step, text, wide, closing && wide);
        if closing && wide {
            closing_change(&plot, &of.steps, bar.high(), (w, slots.width * 1.32), lang);
        }
        if i + 1 < of.steps.len() {
            plot.rule((right, after.units()), (slots.bar(i + 1).0, after.units()), "conn");
        }
        slots.name(&page, i, step, wide);
        run = after;
    }
    plot.rule((0.0, 0.0), (w, 0.0), "axis");
    Picture::of(w, depth, page)
}

/// Writes the change from opening to closing, flush right above the closing bar.
fn closing_change(plot: &Plot, steps: &[Step], high: f64, (w, room): (f64, f64), lang: Lang) {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return };
    let change = last.amount - first.amount;
    let mut text = short(change, lang, true);
    if let Some(ratio) = change.share_of(first.amount) {
        let longer = (words(lang).with_relative)(&text, &figures::percent(ratio, Minus::True));
        // The label of the step before stands in the way of a long one.
        if width(&longer, 12.0, true) <= room {
            text = longer;
        }
    }
    plot.text((w, high), Label::new(signed_class(change, true), text).end().shift(0.0, -8.0));
}

fn signed_class(amount: Money, bold: bool) -> &'static str {
    match (amount.raw().signum(), bold) {
        (1, true) => "bug",
        (-1, true) => "bul",
        (1, false) => "ug",
        (-1, false) => "ul",
        (_, true) => "b",
        _ => "t2",
    }
}

/// One bar between two values.
struct Bar {
    from: f64,
    to: f64,
    left: f64,
    right: f64,
}

impl Bar {
    fn high(&self) -> f64 {
        self.from.max(self.to)
    }

    fn draw(&self, plot: &Plot, step: &Step) {
        let title = format!("{}: {}", step.label, full(step.amount, !step.total));
        let title = if step.under.is_empty() { title } else { format!("{title} ({})", step.under) };
        let class = match (step.total, step.amount.is_negative()) {
            (true, _) => "total",
            (false, false) => "gain",
            (false, true) => "loss",
        };
        let (low, high) = (self.from.min(self.to), self.high());
        plot.bar((self.left, low), (self.right, high), class, &title);
    }

    /// Writes the value above a gain or a total, below a loss or a negative total.
    fn label(&self, plot: &Plot, step: &Step, text: String, wide: bool, raised: bool) {
        let class = match (step.total || step.amount.is_zero(), wide) {
            (true, true) => "v",
            (true, false) => "b",
            (false, _) => signed_class(step.amount, true),
        };
        let middle = f64::midpoint(self.left, self.right);
        let (value, down) = match step.amount.is_negative() {
            true => (self.from.min(self.to), 16.0),
            false => (self.high(), if raised { -25.0 } else { -8.0 }),
        };
        plot.text((middle, value), Label::new(class, text).middle().shift(0.0, down));
    }
}

/// The places of the bars and their names.
struct Slots {
    left: f64,
    width: f64,
    bar: f64,
    /// Lines of text below the bars.
    rows: f64,
    /// Whether every second name stands one line lower, because neighbours would touch.
    staggered: bool,
}

impl Slots {
    fn new(steps: &[Step], wide: bool, w: f64) -> Slots {
        let left = if wide { 46.0 } else { 0.0 };
        let slot = ((w - left) / steps.len().max(1) as f64).min(if wide { 160.0 } else { 90.0 });
        let size = if wide { 13.0 } else { 12.0 };
        let names: Vec<f64> = steps.iter().map(|step| width(&step.label, size, false)).collect();
        let staggered = names.windows(2).any(|pair| f64::midpoint(pair[0], pair[1]) > slot - 3.0);
        let under = steps.iter().any(|step| !step.under.is_empty());
        let rows = 1.0 + f64::from(u8::from(under)) + f64::from(u8::from(staggered));
        Slots { left, width: slot, bar: slot * if wide { 0.6 } else { 0.66 }, rows, staggered }
    }

    fn bar(&self, i: usize) -> (f64, f64) {
        let left = self.left + self.width * i as f64 + (self.width - self.bar) / 2.0;
        (left, left + self.bar)
    }

    fn name(&self, page: &Plot, i: usize, step: &Step, wide: bool) {
        let (left, right) = self.bar(i);
        let middle = f64::midpoint(left, right);
        let lower = if self.staggered && i % 2 == 1 { 15.0 } else { 0.0 };
        page.text(
            (middle, HEIGHT + 18.0 + lower),
            Label::new(if wide { "m" } else { "" }, step.label.as_str()).middle(),
        );
        let room = self.width - 3.0;
        let under = if width(&step.under, 12.0, false) <= room {
            step.under.as_str()
        } else {
            step.under.split_whitespace().next().unwrap_or_default()
        };
        let down = if self.staggered { 50.0 } else { 35.0 };
        page.text((middle, HEIGHT + down), Label::new("t2", under).middle());
    }
}

/// The size of one cell of the history.
pub const CELL: (f64, f64) = (126.0, 160.0);

/// Draws small waterfalls on one scale.
pub fn history(cells: &[HistoryCell], lang: Lang) -> Vec<Option<Picture>> {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for cell in cells {
        let mut run = 0.0;
        for step in &cell.steps {
            run = step.amount.units() + if step.total { 0.0 } else { run };
            low = low.min(run);
            high = high.max(run);
        }
    }
    cells.iter().map(|cell| small(cell, low..high, lang)).collect()
}

/// Gives the gridlines of the history, to be named in words where they have no labels.
pub fn history_lines(cell_low: f64, cell_high: f64) -> Vec<f64> {
    let all = ticks(cell_low, cell_high);
    if all.len() <= 3 { all } else { all.into_iter().skip(1).step_by(2).collect() }
}

fn small(cell: &HistoryCell, scale: std::ops::Range<f64>, lang: Lang) -> Option<Picture> {
    let (w, h) = CELL;
    let base = if scale.start < 0.0 { 130.0 } else { 138.0 };
    let page = Plot::new(w, h);
    let plot = page.upright(scale.clone(), base..18.0);
    for value in history_lines(scale.start, scale.end) {
        plot.rule((0.0, value), (w, value), "gd");
    }
    let slot = w / cell.steps.len().max(1) as f64;
    let bar = if cell.partial { 24.0_f64.min(slot * 0.66) } else { (slot * 0.67).min(24.0) };
    let mut run = 0.0;
    for (i, step) in cell.steps.iter().enumerate() {
        let from = if step.total { 0.0 } else { run };
        let to = from + step.amount.units();
        let left = i as f64 * slot + (slot - bar) / 2.0;
        let class = match (step.total, step.amount.is_negative()) {
            (true, _) if cell.partial => "hatch",
            (true, _) => "total",
            (false, false) => "gain",
            (false, true) => "loss",
        };
        let title = format!("{} {}: {}", cell.label, step.label, full(step.amount, !step.total));
        plot.bar((left, from.min(to)), (left + bar, from.max(to)), class, &title);
        let middle = left + bar / 2.0;
        if cell.partial && step.total {
            plot.text(
                (middle, from.max(to)),
                Label::new("b", fitted(step.amount, lang, false, slot)).middle().shift(0.0, -5.0),
            );
        } else if step.id == "new" && !cell.mark.is_empty() {
            plot.text((middle, from.max(to)), Label::new("bug", cell.mark.as_str()).middle().shift(0.0, -4.0));
        }
        let name = match step.label.as_str() {
            _ if slot < 30.0 => letter(step, lang),
            // A whole date leaves its year to the heading.
            day if day.len() == 10 && day.is_ascii() && width(day, 12.0, false) > slot - 6.0 => day[5..].to_owned(),
            label => cut(label, slot, 12.0, false),
        };
        page.text((middle, h - 6.0), Label::new("t3", name).middle());
        run = to;
    }
    plot.rule((0.0, 0.0), (w, 0.0), "axis");
    Picture::of(w, h, page)
}

/// Gives one letter for a step, where there is no room for its name.
fn letter(step: &Step, lang: Lang) -> String {
    let letters = words(lang).letters.iter();
    let known = letters.filter(|(id, _)| *id == step.id).map(|(_, letter)| (*letter).to_owned()).next();
    known.unwrap_or_else(|| step.label.chars().take(1).collect())
}
