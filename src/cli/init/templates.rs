//! `mingxi init --templates`: empty tables to keep beside the orders, a file each; what is there is never replaced.

use std::path::{Path, PathBuf};

use crate::cli::settings::{Format, Settings};
use crate::cli::terminal::Terminal;
use crate::model::companion::TableKind;
use crate::model::{Failure, Lang};
use crate::report::template;
use crate::report::words::{en, zh, zh_hant};
use crate::write::{atomic, csv_template, xlsx_template};

/// Writes the tables that are not there yet.
pub fn run(settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    let folder = settings.output.clone().unwrap_or_else(|| PathBuf::from("."));
    std::fs::create_dir_all(&folder).map_err(|error| atomic::refusal(&folder, &error))?;
    let (mut written, mut kept, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for table in TableKind::ALL {
        let empty = template(table, terminal.lang);
        let ending = if settings.format == Format::Csv { "csv" } else { "xlsx" };
        let path = folder.join(format!("{}.{ending}", empty.name));
        let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        lines.push(format!("{} = {}", table.name(), super::lines::quoted(&shown)));
        if path.exists() {
            kept.push(shown);
            continue;
        }
        let bytes = if ending == "csv" { csv_template(&empty)? } else { xlsx_template(&empty)? };
        atomic::write_file(&path, &bytes)?;
        written.push(shown);
    }
    let told = match terminal.lang {
        Lang::En => en::template::wrote(&written, &kept, &lines),
        Lang::Zh => zh::template::wrote(&written, &kept, &lines),
        Lang::ZhHant => zh_hant::template::wrote(&written, &kept, &lines),
    };
    terminal.result(format!("{told}\n").as_bytes()).map_err(|error| atomic::refusal(Path::new("stdout"), &error))
}
