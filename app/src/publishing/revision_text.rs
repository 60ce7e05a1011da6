//! A revision as its editor reads it: the front matter by the labels and words of the edit form.

use jiso::{
    lang::Lang,
    publishing::{FrontMatter, Revision},
};

use crate::text::publishing as t;

/// The whole text of a revision, for comparing two of them by eye.
pub fn revision_text(l: Lang, revision: &Revision) -> String {
    format!("{}\n\n{}", front_lines(l, &revision.front).join("\n"), revision.body)
}

fn front_lines(l: Lang, front: &FrontMatter) -> Vec<String> {
    front.entries().iter().map(|(key, value)| t::front_line(l, label(l, key), worded(l, key, value))).collect()
}

fn label(l: Lang, key: &str) -> String {
    let (table, rest) = key.split_once('.').unwrap_or((key, ""));
    let name = t::field(l, table);
    match (table, rest.split_once('.')) {
        ("video", _) => t::front_part(l, name, t::video_part(l, rest)),
        ("quiz", Some((index, part))) => {
            let number = index.parse().map_or(0, |index: usize| index + 1);
            t::front_part(l, t::front_numbered(l, name, number), t::quiz_part(l, part))
        }
        ("step", Some((step, part))) => t::front_part(l, t::front_named(l, name, step), t::in_step(l, part)),
        _ => name.to_owned(),
    }
}

/// Words where codes are written; a code that nothing knows stays as it is.
fn worded(l: Lang, key: &str, value: &str) -> String {
    let part = key.rsplit('.').next().unwrap_or(key);
    let word: fn(Lang, &str) -> &'static str = match (key.split('.').next(), part) {
        (_, "industries") => t::industry,
        (_, "sizes") => t::size,
        (_, "phases") => t::phase,
        (_, "competitors") => t::competitor,
        (_, "topic") => t::topic,
        (Some("quiz"), "kind") => t::answering,
        (Some("step"), "owner") => t::moved_by,
        (Some("step"), "after") => t::step_after,
        _ => return value.to_owned(),
    };
    let words: Vec<&str> = value
        .split(", ")
        .map(|code| match word(l, code) {
            "" => code,
            known => known,
        })
        .collect();
    words.join(t::front_list(l))
}

#[cfg(test)]
mod tests {
    use jiso::publishing::{QuestionKeys, StepKeys, VideoKeys};

    use super::*;

    #[test]
    fn front_matter_is_read_by_the_labels_of_its_form() {
        let front = FrontMatter {
            title: "題".into(),
            topic: Some("deals".into()),
            industries: vec!["retail".into(), "mining".into()],
            video: Some(VideoKeys { file: Some("a.webm".into()), ..VideoKeys::default() }),
            quiz: vec![QuestionKeys { kind: "single".into(), ..QuestionKeys::default() }],
            step: vec![StepKeys { key: "call".into(), owner: "vendor".into(), ..StepKeys::default() }],
            ..FrontMatter::default()
        };
        assert_eq!(
            front_lines(Lang::Ja, &front),
            [
                "タイトル：題",
                "業種：小売、mining",
                "種類：案件",
                "動画・ファイル：a.webm",
                "確認テスト1・答え方：1つ選ぶ",
                "手順「call」・進める側：ベンダー",
            ]
        );
        assert_eq!(
            front_lines(Lang::En, &front)[1..],
            [
                "Industries: Retail, mining",
                "Topic: Deals",
                "Video, File: a.webm",
                "Quiz 1, Answer type: Choose one",
                "Steps “call”, Who moves it: Vendor",
            ]
        );
    }
}
