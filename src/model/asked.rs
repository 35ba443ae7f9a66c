//! Columns that a command asks for by name, beyond those that it needs anyway.

/// A column that is kept because an option names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As it was typed: a field, a header, a letter or a number; its values stand under this name among the orders.
    pub name: String,
    /// The option that names it, for messages.
    pub option: &'static str,
    pub holds: Holds,
    /// Whether it may be missing.
    pub optional: bool,
}

/// What the values of a column are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Texts, in [`Orders::texts`](super::Orders::texts).
    Text,
    /// Days, in [`Orders::dates`](super::Orders::dates).
    Day,
    /// Money, in [`Orders::moneys`](super::Orders::moneys).
    Money,
}
