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

/// The same of a text that a conflict carries, [`Revision::text`].
pub fn worded_text(l: Lang, text: &str) -> String {
    let (front, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let line = |line: &str| match line.split_once(": ").filter(|(key, _)| is_key(l, key)) {
        Some((key, value)) => t::front_line(l, label(l, key), worded(l, key, value)),
        // A value goes on from the line before.
        None => line.to_owned(),
    };
    format!("{}\n\n{body}", front.lines().map(line).collect::<Vec<_>>().join("\n"))
}

fn is_key(l: Lang, key: &str) -> bool {
    !t::field(l, key.split_once('.').map_or(key, |(table, _)| table)).is_empty()
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
    use jiso::{
        id::Id,
        publishing::{QuestionKeys, StepKeys, VideoKeys},
        time::Timestamp,
    };

    use super::*;

    #[test]
    fn what_a_conflict_carries_reads_as_the_revision_does() {
        let at = Timestamp::EPOCH;
        let revision = Revision {
            id: Id::new(at, [1; 10]),
            document: Id::new(at, [2; 10]),
            number: 3,
            at,
            by: "鈴木".into(),
            front: FrontMatter {
                title: "お知らせ: 夏".into(),
                topic: Some("deals".into()),
                quiz: vec![QuestionKeys { because: "一つめ\nNote: 二つめ".into(), ..QuestionKeys::default() }],
                ..FrontMatter::default()
            },
            body: "本文\n\ntitle: 本文のまま\n".into(),
        };
        for l in Lang::ALL {
            assert_eq!(worded_text(l, &revision.text()), revision_text(l, &revision));
        }
        assert!(worded_text(Lang::Ja, &revision.text()).starts_with("タイトル：お知らせ: 夏\n種類：案件\n"));
    }

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
