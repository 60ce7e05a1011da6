fn main() {
    // The migrations are embedded: a new file must rebuild the crate.
    println!("cargo:rerun-if-changed=migrations");
}
