//! The shipped example books are what the generator beside them makes.

#[allow(dead_code)]
#[path = "../../examples/make_orders/main.rs"]
mod make_orders;

#[test]
fn the_shipped_books_are_what_the_generator_makes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for (name, bytes) in make_orders::files().unwrap() {
        let shipped = std::fs::read(folder.join(name)).unwrap();
        assert!(shipped == bytes, "{name} differs: cargo run --release --example make_orders");
        assert!(bytes.len() < 1_000_000, "{name} is too large for a repository: {} bytes", bytes.len());
    }
}
