//! What lies behind the name of an output: where its links lead, whether it is a plain file, whether two names are one.

use std::fs;
use std::path::{Path, PathBuf};

/// Links in a row beyond which a name leads in a circle.
const MOST_LINKS: usize = 40;

/// Gives the path at the end of all links, whether something stands there or not.
pub fn resolved(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(next);
    }
    match (fs::canonicalize(folder_of(&path)), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// Says whether a path can only be written straight into: a device, a pipe, an output of this process.
pub fn is_stream(path: &Path) -> bool {
    let own = ["/dev/stdout", "/dev/stderr"].iter().any(|own| path == Path::new(own)) || path.starts_with("/dev/fd");
    own || fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Says whether two paths are one file: by their names, or by what the system holds behind them.
pub fn same(one: &Path, other: &Path) -> bool {
    let name = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| resolved(path));
    name(one) == name(other) || same_node(one, other)
}

#[cfg(unix)]
fn same_node(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let node = |path: &Path| fs::metadata(path).ok().map(|data| (data.dev(), data.ino()));
    node(one).is_some_and(|node_one| Some(node_one) == node(other))
}

#[cfg(not(unix))]
fn same_node(_one: &Path, _other: &Path) -> bool {
    false
}

/// Gives the folder in which a name stands.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_of_one_file_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.csv"), "x").unwrap();
        fs::hard_link(at("a.csv"), at("hard.csv")).unwrap();
        assert!(same(&at("a.csv"), &folder.path().join(".").join("a.csv")));
        assert!(!same(&at("a.csv"), &at("b.csv")));
        assert!(same(&at("b.csv"), &folder.path().join(".").join("b.csv")), "neither is there yet");
        #[cfg(unix)]
        {
            assert!(same(&at("a.csv"), &at("hard.csv")));
            std::os::unix::fs::symlink("b.csv", at("link.csv")).unwrap();
            assert!(same(&at("link.csv"), &at("b.csv")), "a link that leads to nothing yet");
        }
    }
}
