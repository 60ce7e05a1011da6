//! Proposals as files.

use std::{path::PathBuf, sync::Arc};

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    id::LogoId,
    kits::long_date,
    proposals::{ProposalFile, Way},
};
use jiso_paper::{FontFiles, Paper, PaperError, Picture, Repertoire, docx, pdf};
use jiso_store::Tx;
use tokio::sync::{Mutex, OnceCell};

use super::sheets::{Reading, sender};
use crate::office::Office;

/// Where papers are made: one at a time, beside everything else, with fonts that are read for each and let go of with it.
#[derive(Clone)]
pub struct PaperDesk {
    fonts: Arc<PathBuf>,
    turn: Arc<Mutex<()>>,
    /// What the fonts can print, kept without them.
    signs: Arc<OnceCell<Repertoire>>,
}

impl PaperDesk {
    pub fn new(fonts: PathBuf) -> Self {
        Self { fonts: Arc::new(fonts), turn: Arc::default(), signs: Arc::default() }
    }

    /// The signs of a paper that stand as 〓 in its PDF. A page that only warns of them does not fail where the fonts do.
    async fn missing(&self, paper: &Paper) -> Vec<char> {
        let read = || async {
            let fonts = self.fonts.clone();
            let read = move || FontFiles::read(&fonts).and_then(|files| Repertoire::of(&files));
            tokio::task::spawn_blocking(read).await.map_err(|error| PaperError::Writing(error.into()))?
        };
        match self.signs.get_or_try_init(read).await {
            Ok(signs) => signs.missing(paper),
            Err(error) => {
                tracing::error!(reference = "paper", %error, "what the fonts can print");
                Vec::new()
            }
        }
    }

    async fn make(&self, paper: Paper, way: Way) -> Answer<Vec<u8>> {
        let _turn = self.turn.lock().await;
        let fonts = self.fonts.clone();
        let made = tokio::task::spawn_blocking(move || match way {
            Way::Docx => docx(&paper),
            Way::Page | Way::Pdf => pdf(&paper, &FontFiles::read(&fonts)?),
        });
        let unavailable = || Failure::Unavailable { reference: "paper".into() };
        match made.await {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(PaperError::TooLong)) => Err(Failure::TooLarge { max_kilobytes: 200 }),
            Ok(Err(error)) => {
                tracing::error!(reference = "paper", %error, "a proposal as a file");
                Err(unavailable())
            }
            Err(error) => {
                tracing::error!(reference = "paper", %error, "a proposal as a file");
                Err(unavailable())
            }
        }
    }
}

impl Office {
    /// A proposal, or one of its versions, as a file.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for another company's, [`Failure::Unavailable`] where the fonts are missing.
    pub async fn proposal_file(&self, caller: &Caller, id: &str, version: &str, way: Way) -> Answer<ProposalFile> {
        let mut tx = self.store.read().await?;
        let reading = self.reading(&mut tx, caller, id, version).await?;
        let logo = picture_of(&mut tx, &reading).await?;
        drop(tx);
        let file = self.file_of(&reading, logo, way).await?;
        self.note_opened(caller, &reading, way).await?;
        Ok(file)
    }

    /// What is to be read as a file, for whoever may.
    pub(super) async fn file_of(&self, reading: &Reading, logo: Option<Picture>, way: Way) -> Answer<ProposalFile> {
        let number = reading.version.map(|number| format!("-v{number}")).unwrap_or_default();
        let name = format!("{}_{}{number}", reading.title, reading.facts.customer);
        let bytes = self.papers.make(paper(reading, logo), way).await?;
        Ok(ProposalFile { name, bytes })
    }

    /// The signs of a proposal that its PDF cannot show.
    pub(super) async fn unprintable_in(&self, reading: &Reading) -> Vec<char> {
        self.papers.missing(&paper(reading, None)).await
    }

    /// A logo of the reader's company, or of any for the vendor, with its media type.
    ///
    /// # Errors
    /// [`Failure::NotFound`]
    pub async fn logo_file(&self, caller: &Caller, id: &str) -> Answer<(&'static str, Vec<u8>)> {
        caller.may(Action::ReadProposals)?;
        let id: LogoId = id.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = self.store.read().await?;
        let (company, bytes) = tx.logo(id).await?.ok_or(Failure::NotFound)?;
        if caller.company.is_some_and(|own| own != company) {
            return Err(Failure::NotFound);
        }
        picture(bytes)
    }
}

/// The picture at the head of what is to be read.
pub(super) async fn picture_of(tx: &mut Tx, reading: &Reading) -> Answer<Option<Picture>> {
    Ok(match reading.logo {
        Some(id) => tx.logo(id).await?.and_then(|(_, bytes)| Picture::read(bytes).ok()),
        None => None,
    })
}

/// A picture with its media type.
pub(super) fn picture(bytes: Vec<u8>) -> Answer<(&'static str, Vec<u8>)> {
    let picture = Picture::read(bytes).map_err(|_| Failure::NotFound)?;
    Ok((picture.media_type(), picture.bytes))
}

fn paper(reading: &Reading, logo: Option<Picture>) -> Paper {
    let (facts, lang) = (&reading.facts, reading.proposal.lang);
    let addressee = facts.addressee(lang);
    let footer = [Some(reading.title.as_str()), addressee.first().map(String::as_str)];
    let dot = jiso_app::format::dot(lang);
    Paper {
        lang: lang.as_str(),
        title: reading.title.clone(),
        footer: footer.into_iter().flatten().collect::<Vec<_>>().join(dot),
        addressee,
        date: long_date(facts.date, lang),
        sender: sender(reading),
        logo,
        markdown: reading.markdown.clone(),
    }
}
