//! The help of what a shell and a manual want.

use crate::report::words::help::CommandWords;

/// The help of `completions`.
pub const COMPLETIONS: CommandWords = CommandWords {
    name: "completions",
    about: "Print completions for bash, zsh, fish or powershell",
    examples: &[
        ("mingxi completions bash", "to a folder bash-completion/completions"),
        ("mingxi completions zsh", "to _mingxi in a folder of fpath"),
        ("mingxi completions fish", "to ~/.config/fish/completions/mingxi.fish"),
        ("mingxi completions powershell", "added to the file that $PROFILE names"),
    ],
    explanation: "Commands, options and the words that they take; `>` writes them to a file",
};

/// The help of `man`.
pub const MAN: CommandWords = CommandWords {
    name: "man",
    about: "Print the man page of a command, or of mingxi itself",
    examples: &[("mingxi man", "to man1/mingxi.1"), ("mingxi man bridge", "to man1/mingxi-bridge.1")],
    explanation: "`mingxi man bridge | man -l -` shows one without installing it",
};
