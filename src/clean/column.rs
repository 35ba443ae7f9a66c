//! Vectors that grow by a quarter.
//!
//! Hundreds of blocks are held at once until all columns are decided; doubling would leave a third of that memory unused.

/// Adds a value.
#[inline]
pub fn push<T>(values: &mut Vec<T>, value: T) {
    if values.len() == values.capacity() {
        values.reserve_exact(values.len() / 4 + 1024);
    }
    values.push(value);
}
