//! Order lines folded into facts as they are read, so that no line of a large book need be kept.

/// An order line, as folding takes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FoldLine {
    /// Coded from zero in the order of appearance in the range.
    pub customer: u32,
    /// The day's number.
    pub day: i32,
    /// Numbered from zero in the order of the lines, which is that of the orders' numbers.
    pub order: u32,
    /// In ten-thousandths.
    pub amount: i64,
}

/// Folds the lines of one range of a file.
pub trait LineFold: Send {
    /// Takes some lines in their order. `false` where the facts cannot be told without all lines at hand.
    fn lines(&mut self, lines: &[FoldLine]) -> bool;

    /// Hears that from an order on, numbers are longer than before: 9 stands before 10 in the file, but not as text. Said
    /// before a line of that order is taken.
    fn longer(&mut self, order: u32);

    /// Hears that the range has no more lines.
    fn end(&mut self);
}

/// What one range of lines was folded to.
#[derive(Debug)]
pub struct Part<F> {
    pub fold: F,
    /// By customer code, the place in [`Orders::clients`](super::Orders::clients).
    pub clients: Vec<u32>,
    /// What to add to an order's number to count on from the parts before.
    pub orders: u32,
}

/// A book that was folded as it was read.
#[derive(Debug)]
pub struct Parts<F> {
    /// In the order of the lines.
    pub parts: Vec<Part<F>>,
    /// The first orders whose numbers are longer than those before, over all parts.
    pub longer: Vec<u32>,
    /// Whether order numbers are mapped; where they are not, all lines are of order 0.
    pub numbered: bool,
    /// The sum of all amounts.
    pub total: super::Money,
    /// The sum of each day with lines, by day number, in ten-thousandths: added up apart from the folds.
    pub by_day: Vec<(i32, i64)>,
}
