//! Writes the example books: `cargo run --release --example make_orders`.
//!
//! A trading company's order book of 2023-01 to 2025-09, in Chinese and English, as workbooks and as GBK text, and the tables that
//! it keeps beside: customers, costs and more in a workbook, the follow-up log as csv. The same
//! bytes come out on every machine; a test compares them with the files that lie beside.

mod book;
mod names;
mod random;
mod sheets;
mod tables;

/// Gives each file's name with its bytes.
pub fn files() -> Result<Vec<(&'static str, Vec<u8>)>, Box<dyn std::error::Error>> {
    let lines = book::lines();
    Ok(vec![
        ("orders.zh.xlsx", sheets::workbook(&lines, &sheets::ZH)?),
        ("orders.en.xlsx", sheets::workbook(&lines, &sheets::EN)?),
        ("orders.gbk.csv", sheets::gbk(&lines)?),
        ("tables.zh.xlsx", sheets::beside(&tables::tables(&lines), true)?),
        ("tables.en.xlsx", sheets::beside(&tables::tables(&lines), false)?),
        ("follow-ups.zh.csv", sheets::log(&tables::follow_ups(), true)?),
        ("follow-ups.en.csv", sheets::log(&tables::follow_ups(), false)?),
    ])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for (name, bytes) in files()? {
        println!("{name}  {} bytes", bytes.len());
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
