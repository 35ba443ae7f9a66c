//! 补全脚本和手册页的帮助。

use crate::report::words::help::CommandWords;

/// The help of `completions`.
pub const COMPLETIONS: CommandWords = CommandWords {
    name: "completions",
    about: "写出 bash、zsh、fish 或 powershell 的补全脚本",
    examples: &[
        ("mingxi completions bash", "存到 bash-completion/completions 文件夹"),
        ("mingxi completions zsh", "存为 fpath 里某个文件夹的 _mingxi"),
        ("mingxi completions fish", "存为 ~/.config/fish/completions/mingxi.fish"),
        ("mingxi completions powershell", "加到 $PROFILE 所指的文件"),
    ],
    explanation: "补全命令、选项和选项可取的词；用 `>` 存成文件",
};

/// The help of `man`.
pub const MAN: CommandWords = CommandWords {
    name: "man",
    about: "写出某个命令的手册页，或 mingxi 的手册页",
    examples: &[("mingxi man", "存为 man1/mingxi.1"), ("mingxi man bridge", "存为 man1/mingxi-bridge.1")],
    explanation: "不安装也能看：`mingxi man bridge | man -l -`",
};
