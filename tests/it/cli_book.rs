//! A small order book in a folder of its own, and the program run in it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::program::mingxi;

/// A folder with a file of orders, in which commands run on a fixed day.
pub struct Shop {
    pub folder: TempDir,
}

/// Orders of five customers over nine quarters: one comes back, one leaves, one is new, two stay.
const ORDERS: &str = "\
Order,Date,Customer,Product,Qty,Amount
1,2023-01-10,Nordlicht Handels GmbH,Lamp,10,1000.00
2,2023-02-14,宁波海川五金,Screw,100,500.50
3,2023-05-11,Nordlicht Handels GmbH,Lamp,12,1200.00
4,2023-05-20,Al Noor Trading,Lamp,3,300.00
5,2023-08-02,Nordlicht Handels GmbH,Lamp,9,900.00
6,2023-08-30,宁波海川五金,Screw,200,1001.00
7,2023-11-15,Nordlicht Handels GmbH,Lamp,14,1400.00
8,2024-02-07,Nordlicht Handels GmbH,Lamp,15,1500.00
9,2024-02-19,Al Noor Trading,Lamp,2,200.00
10,2024-05-16,Nordlicht Handels GmbH,Lamp,16,1600.00
11,2024-05-30,宁波海川五金,Screw,180,900.90
12,2024-08-08,Nordlicht Handels GmbH,Lamp,18,1800.00
12,2024-08-08,Nordlicht Handels GmbH,Shade,4,80.00
13,2024-08-21,绍兴新纺进出口,Cloth,40,2200.00
14,2024-11-12,Nordlicht Handels GmbH,Lamp,20,2000.00
15,2024-11-26,Al Noor Trading,Lamp,5,500.00
16,2024-12-03,宁波海川五金,Screw,60,300.30
17,2025-02-11,Nordlicht Handels GmbH,Lamp,17,1700.00
18,2025-02-27,温州永泰鞋材,Glue,30,750.00
19,2025-03-06,Al Noor Trading,Lamp,-1,-100.00
20,2025-03-31,宁波海川五金,Screw,90,450.45
";

/// Makes an empty folder.
pub fn empty() -> Shop {
    Shop { folder: tempfile::tempdir().unwrap() }
}

/// Makes a folder with `orders.csv`.
pub fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("orders.csv"), ORDERS).unwrap();
    Shop { folder }
}

impl Shop {
    /// Gives the folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a further file.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }

    /// Gives the program, to run in the folder on 2025-04-02.
    pub fn command(&self, line: &str) -> Command {
        let mut command = mingxi();
        command.current_dir(self.path()).env("MINGXI_TODAY", "2025-04-02").args(words(line));
        command
    }

    /// Gives the program, to run in the folder on a day.
    pub fn on(&self, day: &str, line: &str) -> Command {
        let mut command = self.command(line);
        command.env("MINGXI_TODAY", day);
        command
    }

    /// Runs a line and gives what is seen of it: stdout, stderr, exit code.
    pub fn seen(&self, line: &str) -> String {
        let output = self.command(line).output().unwrap();
        seen(line, &output)
    }
}

/// Splits a line at spaces, but not within quotation marks.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Writes what is seen of a run.
pub fn seen(line: &str, output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut seen = format!("$ mingxi {line}\n{}", text(&output.stdout));
    if !output.stderr.is_empty() {
        seen += &format!("--- stderr\n{}", text(&output.stderr));
    }
    seen + &format!("--- exit {}\n", output.status.code().unwrap_or(-1))
}
