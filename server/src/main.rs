//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiso_server::{config::Settings, serve};
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(name = "jiso", version, about = "Jiso (自走): the partner portal that makes partners run on their own")]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the portal
    Serve {
        #[command(flatten)]
        settings: Settings,
    },
}

fn main() -> ExitCode {
    let Line { command } = Line::parse();
    let Command::Serve { settings } = &command;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn,sqlx=warn"));
    if settings.log_json {
        tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    } else {
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    }
    let outcome = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Into::into).and_then(|runtime| {
        runtime.block_on(async {
            match command {
                Command::Serve { settings } => serve::serve(settings).await,
            }
        })
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jiso: {error}");
            ExitCode::FAILURE
        }
    }
}
