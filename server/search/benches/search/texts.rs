//! What is searched, and what is asked.

use std::{
    error::Error,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use jiso::lang::Lang;
use serde::{Deserialize, de::DeserializeOwned};

use crate::starter;

/// Characters of a body that stand for summary, headings and first paragraph.
pub const LEAD: usize = 400;

#[derive(Clone)]
pub struct Text {
    pub id: String,
    pub lang: Lang,
    pub title: String,
    pub lead: String,
    pub body: String,
}

/// A question and the texts that answer it, any of them.
pub struct Question {
    pub typed: String,
    pub answers: Vec<String>,
}

pub struct Set {
    pub name: String,
    pub texts: Vec<Text>,
    pub questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    title: String,
    body: String,
}

#[derive(Deserialize)]
struct Asked {
    id: String,
    query: String,
}

impl Set {
    /// The starter programme, and what people type into the portal.
    pub fn starter() -> Self {
        let texts = starter::content().into_iter().map(|text| Text {
            id: text.key,
            lang: text.lang,
            title: text.title,
            lead: text.lead,
            body: text.body,
        });
        let questions = starter::labelled().into_iter().map(|one| Question {
            typed: one.typed.to_owned(),
            answers: one.answers.iter().flat_map(|answer| [format!("{answer}.ja"), format!("{answer}.en")]).collect(),
        });
        Self { name: "starter programme".into(), texts: texts.collect(), questions: questions.collect() }
    }

    pub fn read(corpus: &Path, queries: &Path) -> Result<Self, Box<dyn Error>> {
        let texts: Vec<Text> = lines::<Line>(corpus)?
            .into_iter()
            .map(|line| Text {
                lang: language(&line.body),
                id: line.id,
                title: line.title,
                lead: line.body.chars().take(LEAD).collect(),
                body: line.body,
            })
            .collect();
        let questions =
            lines::<Asked>(queries)?.into_iter().map(|asked| Question { typed: asked.query, answers: vec![asked.id] });
        let name = corpus.file_name().unwrap_or_default().to_string_lossy();
        let name = name.split('.').next().unwrap_or_default().to_owned();
        Ok(Self { name, texts, questions: questions.collect() })
    }

    /// Of most texts.
    pub fn lang(&self) -> Lang {
        let japanese = self.texts.iter().filter(|text| text.lang == Lang::Ja).count();
        if japanese * 2 >= self.texts.len() { Lang::Ja } else { Lang::En }
    }
}

/// Japanese when kana are among its first characters.
fn language(body: &str) -> Lang {
    if body.chars().take(4 * LEAD).any(|sign| matches!(sign, 'ぁ'..='ヿ')) { Lang::Ja } else { Lang::En }
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| named(&error))?;
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let reader: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut out = Vec::new();
    for line in BufReader::new(reader).lines() {
        let line = line.map_err(|error| named(&error))?;
        if !line.trim().is_empty() {
            out.push(serde_json::from_str(&line).map_err(|error| named(&error))?);
        }
    }
    Ok(out)
}
