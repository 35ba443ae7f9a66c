//! What customers have stopped buying in a real order book, against a separate program.
//!
//! `MINGXI_REAL_DATA` names the folder of the books; where it is not set, the test says that it is skipped.

use mingxi::analyse::{ByProduct, stopped};
use mingxi::clean::clean;
use mingxi::cube::Cube;
use mingxi::model::{Calendar, Day, Field, Grain, InputOptions, Mapping, NoProgress, Wants};
use mingxi::read;

/// Made with pandas 3.1 from the raw file.
#[test]
fn the_products_that_northwinds_customers_stopped_buying_are_those_of_another_program() {
    let Some(data) = std::env::var_os("MINGXI_REAL_DATA").map(std::path::PathBuf::from) else {
        println!("skipped: MINGXI_REAL_DATA is not set");
        return;
    };
    let input = InputOptions {
        files: vec![data.join("northwind/northwind_flat.csv").display().to_string()],
        map: vec![Mapping { field: Field::Amount, column: "line_amount".into() }],
        as_of: Day::from_ymd(1998, 5, 6),
        today: Day::from_ymd(2026, 1, 1),
        ..InputOptions::default()
    };
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let books = read::open(&input, &NoProgress).unwrap().0;
    let wants = Wants { products: true, rows: true, ..Wants::NONE };
    let orders = clean(&books, &input, calendar, wants, &NoProgress).unwrap().orders;
    let cube = Cube::new(&orders, calendar).unwrap();
    let bought = ByProduct::of(&orders, cube.customers.len()).unwrap();
    let found = stopped(&cube, &bought).unwrap();
    assert_eq!((found.regular, found.customers, found.list.len(), found.certain), (81, 28, 10, 0));
    assert!((found.by_chance - 21.888_290_217_574_365).abs() < 1e-9, "{}", found.by_chance);
    assert_eq!(found.amount.to_string(), "18328.5850");
    let expected = [
        (
            "Save-a-lot Markets",
            "Gnocchi di nonna Alice",
            4,
            "1997-11-20",
            167,
            48.0,
            9,
            "4503.0000",
            0.129_490_596_168_193_1,
        ),
        ("Ernst Handel", "Alice Mutton", 4, "1997-12-24", 133, 63.0, 6, "3730.3500", 0.360_179_304_368_042_96),
        ("Wartian Herkku", "Perth Pasties", 3, "1997-02-24", 436, 19.5, 7, "1965.0000", 0.006_741_274_238_227_147_4),
        ("QUICK-Stop", "Gula Malacca", 3, "1997-11-18", 169, 23.0, 9, "1701.8750", 0.045_776_095_186_587_346),
    ];
    for (ours, (customer, product, days, last, silence, usual, since, amount, chance)) in
        found.list.iter().zip(expected)
    {
        assert_eq!(
            (cube.customers[ours.customer].name.as_str(), orders.product.values.get(ours.product)),
            (customer, product)
        );
        assert_eq!((ours.order_days, ours.last.to_string().as_str(), ours.silence), (days, last, silence), "{product}");
        assert_eq!((ours.median_interval, ours.orders_since), (usual, since), "{product}");
        assert_eq!(ours.amount.to_string(), amount, "{product}");
        assert!((ours.chance - chance).abs() < 1e-12, "{product}: {}", ours.chance);
    }
}
