//! The binary.

use std::process::ExitCode;

/// A page is thousands of small pieces of text, made on one thread and dropped on another: a third of the work in the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    jiso_server::line::run()
}
