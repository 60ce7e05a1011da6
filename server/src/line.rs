//! The command line.
//!
//! All of it in the library: what an async function does is compiled where it is first run, and would otherwise be compiled once
//! more for the binary.

use std::{
    error::Error,
    io::{IsTerminal, stderr},
    process::ExitCode,
};

use crate::{
    commands::{admin, doctor, explain, migrate, reindex, search, seed},
    config::Settings,
    content::command::Content,
    programme::command::Programme,
    serve,
};
use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(name = "jiso", version, about = "Jiso (自走): the partner portal that makes partners run on their own")]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Commands that work on a portal take the same settings as `serve`, so that one environment serves them all.
#[derive(Subcommand)]
enum Command {
    /// Run the portal
    Serve {
        #[command(flatten)]
        settings: Settings,
    },
    /// Bring the database's schema up to date, as `serve` does at its start
    Migrate {
        #[command(flatten)]
        settings: Settings,
    },
    /// Build the search index anew from every text
    Reindex {
        #[command(flatten)]
        settings: Settings,
    },
    /// People who run the portal
    #[command(subcommand)]
    Admin(admin::Admin),
    /// The search index
    #[command(subcommand)]
    Search(search::Search),
    /// The content folder: check it, import it, write it back
    #[command(subcommand)]
    Content(Content),
    /// The programme: check its file, say what a change changes
    #[command(subcommand)]
    Programme(Programme),
    /// Say what a company is or was on a day, and which events make it so
    #[command(subcommand)]
    Explain(explain::Explain),
    /// Fill an empty database with as much as a load test needs; everybody's password is that of the demo
    Seed(seed::Seed),
    /// Look at everything the portal needs and say what is wrong
    Doctor {
        #[command(flatten)]
        settings: Settings,
    },
}

impl Command {
    /// What is logged besides what `RUST_LOG` asks for, and whether as JSON. A command that answers on its own is quiet.
    fn logs(&self) -> (&'static str, bool) {
        match self {
            Self::Serve { settings } => ("info,tantivy=warn,sqlx=warn", settings.log_json),
            _ => ("error", false),
        }
    }

    async fn run(self) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Serve { settings } => serve::serve(settings).await,
            Self::Migrate { settings } => migrate::migrate(&settings).await,
            Self::Reindex { settings } => reindex::reindex(&settings).await,
            Self::Admin(command) => command.run().await,
            Self::Search(command) => command.run(),
            Self::Content(command) => command.run().await,
            Self::Programme(command) => command.run().await,
            Self::Explain(command) => command.run().await,
            Self::Seed(command) => command.run().await,
            Self::Doctor { settings } => doctor::doctor(&settings).await,
        }
    }
}

/// Does what the process was called for.
pub fn run() -> ExitCode {
    let Line { command } = Line::parse();
    let (logged, json) = command.logs();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(logged));
    if json {
        tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(stderr).init();
    } else {
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(stderr().is_terminal()).with_writer(stderr).init();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(command.run())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jiso: {error}");
            ExitCode::FAILURE
        }
    }
}
