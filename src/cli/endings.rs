//! The format that a result is written in: the one named, or that of the output's ending.

use std::path::Path;

use super::given::Options;
use super::options::Command;
use super::settings::Format;
use crate::model::Failure;
use crate::model::problem::SettingsProblem;

/// Gives the format: the one named, else that of the output's ending, else text.
pub fn format(command: Command, options: &Options, output: Option<&Path>) -> Result<Format, Failure> {
    const FORMATS: [(&str, Format); 6] = [
        ("text", Format::Text),
        ("md", Format::Md),
        ("csv", Format::Csv),
        ("json", Format::Json),
        ("html", Format::Html),
        ("xlsx", Format::Xlsx),
    ];
    if let Some(format) = options.word("format", &FORMATS)? {
        return Ok(format);
    }
    let Some(path) = output.filter(|_| !matches!(command, Command::Report | Command::Init)) else {
        return Ok(Format::Text);
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "txt" | "text" => Ok(Format::Text),
        "md" | "markdown" => Ok(Format::Md),
        "csv" => Ok(Format::Csv),
        "json" => Ok(Format::Json),
        "html" | "htm" => Ok(Format::Html),
        "xlsx" => Ok(Format::Xlsx),
        "ics" if command == Command::Follow => Ok(Format::Ics),
        _ => {
            let (place, _) = options.named("output");
            Err(Failure::new(place, SettingsProblem::UnknownEnding { file: path.display().to_string() }))
        }
    }
}
