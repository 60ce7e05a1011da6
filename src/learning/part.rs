//! Which part of a lesson answers a question, so that a wrong answer leads back to it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::publishing::Question;

/// A headed part of a lesson's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The heading's id.
    pub anchor: String,
    pub title: String,
}

/// The parts of a text, each with the pairs of letters in it.
pub struct Parts(Vec<(Part, Pairs)>);

type Pairs = BTreeSet<(char, char)>;

impl Parts {
    pub fn read(html: &str) -> Self {
        let part = |piece: &str| {
            let (anchor, rest) = piece.split_once("\">")?;
            let (title, _) = rest.split_once("</h2>")?;
            Some((Part { anchor: anchor.to_owned(), title: text_of(title) }, pairs(&text_of(rest)).collect()))
        };
        Self(html.split("<h2 id=\"").skip(1).filter_map(part).collect())
    }

    /// The part that shares most with the right options and their explanation; a pair that few parts have tells more.
    pub fn answering(&self, question: &Question) -> Option<Part> {
        let right = question.answer.iter().filter_map(|option| question.options.get(*option)).map(String::as_str);
        let wanted: Pairs = right.chain([question.because.as_str(), question.ask.as_str()]).flat_map(pairs).collect();
        let holders = |pair: &(char, char)| self.0.iter().filter(|(_, has)| has.contains(pair)).count();
        // In whole numbers, so that the choice is the same everywhere.
        let worth = |has: &Pairs| wanted.intersection(has).map(|pair| 1000 / holders(pair).max(1)).sum::<usize>();
        let rated = self.0.iter().rev().map(|(part, has)| (worth(has), part));
        rated.max_by_key(|(worth, _)| *worth).filter(|(worth, _)| *worth > 0).map(|(_, part)| part.clone())
    }
}

/// Without tags; of the entities only those a heading is likely to have.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    letters().zip(letters().skip(1)).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publishing::QuestionKind;

    #[test]
    fn a_wrong_answer_leads_to_the_part_that_explains() {
        let html = "<p>まえがき</p><h2 id=\"s-a\">誰に &amp; いつ</h2><p>総務の担当者に、<em>月曜の朝</em>に電話します。</p>\
                    <h2 id=\"s-b\">値引き</h2><p>値引きは年間契約のときだけです。</p>";
        let asked = |right: &str, because: &str| Question {
            kind: QuestionKind::Single,
            ask: "どれですか。".into(),
            options: vec!["夜".into(), right.into()],
            answer: vec![1],
            because: because.into(),
        };
        let part = Parts::read(html).answering(&asked("月曜の朝", "朝は電話に出やすいためです。")).unwrap();
        assert_eq!((part.anchor.as_str(), part.title.as_str()), ("s-a", "誰に & いつ"));
        assert_eq!(Parts::read(html).answering(&asked("年間契約", "月ごとの契約にはありません。")).unwrap().anchor, "s-b");
        assert_eq!(Parts::read("<p>見出しなし</p>").answering(&asked("夜", "夜です。")), None);
        let other = Parts::read("<h2 id=\"s-x\">Terms</h2>");
        assert_eq!(other.answering(&asked("夜", "夜です。")), None, "nothing in common");
    }
}
