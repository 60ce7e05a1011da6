//! What a play says, and the text that readers get of it.

use serde::{Deserialize, Serialize};

use crate::{
    plays::named::unnamed,
    publishing::{CompanySize, FrontMatter, Industry, SalesPhase, escaped},
    time::Day,
    visits::Debrief,
};

/// A play has to be looked at anew after this time.
const DAYS_VALID: i32 = 365;

/// In which situation, what in which order, and what was learned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayText {
    pub title: String,
    pub situation: String,
    /// Nothing where it is good for all.
    pub industry: Option<Industry>,
    pub size: Option<CompanySize>,
    pub phase: Option<SalesPhase>,
    pub opening: String,
    pub question: String,
    /// Empty where nothing was shown.
    pub material: String,
    pub close: String,
    pub lesson: String,
}

impl PlayText {
    /// Whatever somebody wrote, by the names of the form.
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("title", &self.title),
            ("situation", &self.situation),
            ("opening", &self.opening),
            ("question", &self.question),
            ("material", &self.material),
            ("close", &self.close),
            ("lesson", &self.lesson),
        ]
    }
}

/// What the form begins with: what both sides took home, without names.
pub fn first_text(debriefs: &[Debrief], purpose: &str, companies: &[String], people: &[String]) -> PlayText {
    let both = |line: fn(&Debrief) -> &str| {
        let mut lines: Vec<&str> = debriefs.iter().map(line).filter(|text| !text.is_empty()).collect();
        lines.dedup();
        unnamed(&lines.join("\n"), companies, people)
    };
    PlayText {
        situation: both(|debrief| &debrief.obstacle),
        opening: unnamed(purpose, companies, people),
        question: both(|debrief| &debrief.wish),
        close: both(|debrief| &debrief.next_step),
        ..PlayText::default()
    }
}

/// The words between a play's lines, in its language.
#[derive(Clone, Copy, Debug)]
pub struct PlayWords<'a> {
    pub order: &'a str,
    pub opening: &'a str,
    pub question: &'a str,
    pub material: &'a str,
    pub close: &'a str,
    pub lesson: &'a str,
    pub credit: &'a str,
}

/// A play as Markdown. What people wrote is escaped: it cannot become a link or a heading.
pub fn play_body(text: &PlayText, words: &PlayWords<'_>) -> String {
    let steps = [
        (words.opening, &text.opening),
        (words.question, &text.question),
        (words.material, &text.material),
        (words.close, &text.close),
    ];
    let steps = steps.into_iter().filter(|(_, line)| !line.is_empty());
    let steps: Vec<String> =
        (1..).zip(steps).map(|(n, (label, line))| format!("{n}. **{label}**\\\n   {}", lines(line, "   "))).collect();
    format!(
        "## {}\n\n{}\n\n## {}\n\n{}\n\n---\n\n{}\n",
        words.order,
        steps.join("\n"),
        words.lesson,
        lines(&text.lesson, ""),
        escaped(words.credit)
    )
}

/// Each line on its own, `indent` before all but the first.
fn lines(text: &str, indent: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escaped).collect::<Vec<_>>().join(&format!("\\\n{indent}"))
}

/// What a play says about itself among the kits. `owner` is a team.
pub fn play_front(text: &PlayText, owner: &str, today: Day) -> FrontMatter {
    FrontMatter {
        title: text.title.clone(),
        summary: text.situation.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "),
        industries: text.industry.map(|industry| industry.as_str().to_owned()).into_iter().collect(),
        sizes: text.size.map(|size| size.as_str().to_owned()).into_iter().collect(),
        phases: text.phase.map(|phase| phase.as_str().to_owned()).into_iter().collect(),
        owner: Some(owner.to_owned()),
        valid_until: Some(today.plus(DAYS_VALID).to_string()),
        ..FrontMatter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        goals::{Said, Side},
        id::Id,
        publishing::{DocumentKind, body_mistakes},
        time::Timestamp,
    };

    #[test]
    fn it_begins_with_what_both_took_home_and_names_nobody() {
        let said = Said { by: Id::new(Timestamp::EPOCH, [1; 10]), at: Timestamp::EPOCH };
        let debrief = |side, wish: &str| Debrief {
            side,
            wish: wish.into(),
            obstacle: "稟議に3週間".into(),
            next_step: "北浜製作所へ見積".into(),
            said,
        };
        let both = [debrief(Side::Partner, "納期に即答"), debrief(Side::Vendor, "止まらない窓口")];
        let text = first_text(&both, "北浜製作所の決裁者に説明", &["北浜製作所".into()], &[]);
        assert_eq!((&*text.question, &*text.situation, &*text.close), ("納期に即答\n止まらない窓口", "稟議に3週間", "○○へ見積"));
        assert_eq!(text.opening, "○○の決裁者に説明");
    }

    #[test]
    fn its_text_is_in_order_and_nothing_in_it_is_markup() {
        let words = PlayWords {
            order: "進め方",
            opening: "切り出し",
            question: "質問",
            material: "見せる資料",
            close: "締め",
            lesson: "学び",
            credit: "共有：あるパートナー企業",
        };
        let text = PlayText {
            opening: "# 朝礼の話\n- 二つめ".into(),
            question: "[ここ](https://evil.example)は？ {{customer}}".into(),
            close: "日程を決める".into(),
            lesson: "先に聞く".into(),
            ..PlayText::default()
        };
        let body = play_body(&text, &words);
        let expected = "## 進め方\n\n1. **切り出し**\\\n   \\# 朝礼の話\\\n   \\- 二つめ\n2. **質問**\\\n   \
            \\[ここ\\](https://evil.example)は？ \\{\\{customer\\}\\}\n3. **締め**\\\n   日程を決める\n\n## 学び\n\n先に聞く\n\n---\n\n\
            共有：あるパートナー企業\n";
        assert_eq!(body, expected);
        assert!(body_mistakes(DocumentKind::Play, &body).is_empty());
    }
}
