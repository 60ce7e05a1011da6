//! What there is to learn and to read in the world, and the right answers.

use jiso::{
    caller::Caller,
    failure::Answer,
    id::RevisionId,
    kits::{KitFilter, Kits},
    lang::Lang,
    learning::Learning,
    news::News,
    publishing::{Question, QuestionKind},
    time::Day,
};

use crate::office::Office;

#[derive(Default)]
pub struct Syllabus {
    pub lessons: Vec<Lesson>,
    /// Slugs.
    pub kits: Vec<String>,
    pub news: Vec<(String, Day)>,
}

pub struct Lesson {
    pub module: String,
    pub slug: String,
    pub revision: RevisionId,
    /// As the page sends them; none where there is no quiz.
    pub answers: Vec<String>,
}

impl Syllabus {
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn of(office: &Office, reader: &Caller) -> Answer<Self> {
        let kits = Kits::list(office, reader, KitFilter::default()).await?;
        let news = News::list(office, reader).await?;
        let mut syllabus = Self {
            lessons: Vec::new(),
            kits: kits.cards.into_iter().map(|card| card.slug).collect(),
            news: news.into_iter().map(|line| (line.slug, line.date)).collect(),
        };
        for module in Learning::modules(office, reader).await?.modules {
            for line in Learning::module(office, reader, &module.slug).await?.lessons {
                let text = office.store.read().await?.published_lesson(&module.slug, &line.slug, Lang::Ja).await?;
                syllabus.lessons.extend(text.map(|text| Lesson {
                    module: module.slug.clone(),
                    slug: line.slug,
                    revision: text.document.revision,
                    answers: right_answers(text.document.meta.quiz()),
                }));
            }
        }
        Ok(syllabus)
    }
}

fn right_answers(quiz: &[Question]) -> Vec<String> {
    let mut answers = Vec::new();
    for (number, question) in quiz.iter().enumerate() {
        for (place, option) in (1..).zip(&question.answer) {
            answers.push(match question.kind {
                QuestionKind::Order => format!("{number}:{option}:{place}"),
                QuestionKind::Single | QuestionKind::Multiple => format!("{number}:{option}"),
            });
        }
    }
    answers
}
