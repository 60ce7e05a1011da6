//! The portal's own search.

use std::error::Error;

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery},
};
use jiso_search::{SearchDocument, SearchIndex};
use tempfile::TempDir;

use crate::{engine::Engine, texts::Text};

pub struct Own {
    pub index: SearchIndex,
    lang: Lang,
    _folder: TempDir,
}

impl Own {
    pub fn start() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        Ok(Self { index: SearchIndex::open(folder.path())?, lang: Lang::Ja, _folder: folder })
    }

    pub fn feed(&mut self, lang: Lang, texts: impl IntoIterator<Item = Text>) -> Result<(), Box<dyn Error>> {
        self.lang = lang;
        Ok(self.index.rebuild(texts.into_iter().map(document), 0)?)
    }

    /// How many titles are proposed for what is half typed.
    pub fn typeahead(&self, typed: &str) -> Result<usize, Box<dyn Error>> {
        Ok(self.index.suggest(&Audience::Partner, self.lang, typed)?.len())
    }
}

impl Engine for Own {
    fn build(&mut self, texts: &[Text]) -> Result<(), Box<dyn Error>> {
        let japanese = texts.iter().filter(|text| text.lang == Lang::Ja).count();
        let lang = if japanese * 2 >= texts.len() { Lang::Ja } else { Lang::En };
        self.feed(lang, texts.iter().cloned())
    }

    fn bytes(&mut self) -> Result<u64, Box<dyn Error>> {
        Ok(self.index.bytes())
    }

    fn ask(&mut self, typed: &str) -> Result<Vec<String>, Box<dyn Error>> {
        let page = self.index.search(&Audience::Partner, self.lang, &SearchQuery::listed(typed))?;
        Ok(page.hits.into_iter().take(10).map(|hit| hit.doc).collect())
    }
}

fn document(text: Text) -> SearchDocument {
    let url = format!("/{}", text.id);
    SearchDocument {
        lead: text.lead,
        ..SearchDocument::for_partners(text.id, DocumentKind::Faq, text.lang, url, text.title, text.body)
    }
}
