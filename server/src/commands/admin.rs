//! `jiso admin create`: the way in when nobody else can invite.

use std::{
    error::Error,
    io::{IsTerminal, stdin},
    path::PathBuf,
};

use clap::Subcommand;
use jiso::{failure::Failure, lang::Lang};
use jiso_app::forms::problem_text;

use crate::{config::Settings, serve};

#[derive(Subcommand)]
pub enum Admin {
    /// Create an administrator; without a password, print a one-time link to set one
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// The language the portal greets them in: ja or en; they may change it
        #[arg(long, default_value = "ja", value_parser = lang)]
        lang: Lang,
        /// Read the password from the first line of this file
        #[arg(long, value_name = "FILE", conflicts_with = "password_stdin")]
        password_file: Option<PathBuf>,
        /// Read the password from a line of standard input
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

impl Admin {
    /// # Errors
    /// When the address is taken or the password too short, in words.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let Self::Create { email, name, lang, password_file, password_stdin, settings } = self;
        let password = match password_file {
            Some(file) => Some(std::fs::read_to_string(&file).map_err(|e| format!("--password-file {}: {e}", file.display()))?),
            None if password_stdin => Some(one_line()?),
            None => None,
        };
        let password = password.map(|text| text.lines().next().unwrap_or_default().to_owned());
        let office = serve::open(&settings).await?;
        let link = office.create_administrator(&email, &name, lang, password).await.map_err(in_words)?;
        office.store.close().await;
        match link {
            Some(link) => println!("{name} <{email}> sets a password here, once:\n\n  {link}\n"),
            None => println!("{name} <{email}> may sign in."),
        }
        Ok(())
    }
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "expected ja or en".to_owned())
}

fn one_line() -> Result<String, std::io::Error> {
    if stdin().is_terminal() {
        eprintln!("Password (it is shown as you type):");
    }
    let mut line = String::new();
    stdin().read_line(&mut line)?;
    Ok(line)
}

fn in_words(failure: Failure) -> String {
    let Failure::Invalid { errors } = failure else { return failure.to_string() };
    let told = errors.0.iter().map(|error| {
        let field = error.field.trim_end_matches("_again");
        format!("--{field}: {}", problem_text(Lang::En, &error.problem))
    });
    told.collect::<Vec<_>>().join("\n")
}
