//! 缓存命令的文字。

use crate::report::words::figures::size;
use crate::report::words::help::CommandWords;

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "cache",
    about: "看读过的文件留下了什么，或清除",
    examples: &[("mingxi cache", "在哪里，占多少"), ("mingxi cache clear", "清除")],
    explanation: "bridge、top、trend、share 读过 1 MB 以上的文件，会留下其中的事实（客户各期合计、\n\
                  下单日、账目；不留行）。文件、选项和程序都没变时，下次直接使用。存在用户的缓存\n\
                  文件夹里，只有本人可读。mingxi.toml 中写 cache = false，或 MINGXI_CACHE=no、\n\
                  --no-cache，即不使用",
};

/// Says that the files were not read anew.
pub const FROM_CACHE: &str = "取自缓存：文件与上次读的相同；--no-cache 可重新读取";

/// Says that the system has no folder for it.
pub const NO_FOLDER: &str = "没有留下什么：系统没有缓存文件夹（HOME 或 XDG_CACHE_HOME）";

/// Tells where entries lie, how many there are, and their bytes.
pub fn told(folder: &str, (entries, bytes): (u64, u64), limit: u64) -> String {
    let (bytes, limit) = (size(bytes), size(limit));
    format!("{folder}\n{entries} 份，{bytes}，上限 {limit}；`mingxi cache clear` 清除")
}

/// Says what was removed.
pub fn cleared(entries: u64, bytes: u64) -> String {
    format!("清除 {entries} 份，{}", size(bytes))
}
