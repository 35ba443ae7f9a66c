#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rooms::read::properties::xls(bytes));
