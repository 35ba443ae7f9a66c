//! What can be wrong with flags, the environment and `mingxi.toml`.

/// A problem of the settings.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingsProblem {
    /// A key that no option has; the line, the keys that there are, the nearest.
    UnknownKey { line: usize, key: String, expected: Vec<String>, similar: Option<String> },
    /// A value that cannot be read; the option, the value, what was expected.
    BadValue { option: String, value: String, expected: String },
}
