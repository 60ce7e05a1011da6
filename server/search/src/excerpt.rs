//! The part of a text that answers a question, with marks. Segments of plain text, never HTML.

use jiso::search::Segment;

use crate::{
    analysis::{Analysis, Shape, closed, end, is_word, runs, start},
    cutting::segments,
    glyphs::{Class, Glyph, glyphs},
    question::{Question, Words},
    spots::Spots,
    stored::Shown,
    texts::BITS,
    whole::{Reworded, Whole, is_katakana, units},
    window::{Mark, Strength, Window, cut, joined},
    within::is_of_typed,
};

/// A text is read in stretches of so many bytes until something is found.
const STRETCH: usize = 3_000;
/// And so many more for a better place.
const FURTHER: usize = 2;

/// What to mark.
pub struct Needles {
    analysis: Analysis,
    pairs: Vec<Pair>,
    /// Two kanji and their term, to be marked with the kana between them (申し込み for 申込).
    closed: Vec<((char, char), usize)>,
    /// Signs that begin either, as bits, so that most others are passed over at once.
    pair_begins: u64,
    /// Where any of them, or of the words, may stand.
    spots: Spots,
    words: Vec<(String, usize)>,
    /// Stretches of katakana as they were typed.
    katakana: Vec<Vec<char>>,
    /// Words in the place of typed ones, marked as they stand or not at all.
    wholes: Vec<(Whole, usize)>,
    sign: Option<char>,
    /// The question has nothing but hiragana.
    kana_only: bool,
}

/// Two signs to be marked.
struct Pair {
    signs: (char, char),
    term: usize,
    shape: Shape,
    /// Says enough without its neighbours: a word of two kanji, or all that stands between two blanks of the question.
    strong: bool,
}

impl Needles {
    /// `ways`: the same question in other words.
    pub fn of(question: &Question, ways: &[Reworded]) -> Self {
        match question {
            Question::Words(words) => {
                let mut needles = Self { kana_only: true, ..Self::nothing() };
                needles.add(words, 0);
                let mut before = words.terms.len();
                for way in ways {
                    before = needles.add_way(way, before);
                }
                needles.with_spots()
            }
            Question::Sign(sign) => Self::sign(*sign),
            Question::Blank | Question::Wordless => Self::nothing(),
        }
    }

    fn sign(sign: char) -> Self {
        Self { sign: Some(sign), ..Self::nothing() }.with_spots()
    }

    fn nothing() -> Self {
        Self {
            analysis: Analysis::default(),
            pairs: Vec::new(),
            closed: Vec::new(),
            pair_begins: 0,
            spots: Spots::default(),
            words: Vec::new(),
            katakana: Vec::new(),
            wholes: Vec::new(),
            sign: None,
            kana_only: false,
        }
    }

    /// What stands in the place of typed words; the words beside them are the question's own. How many terms there are then.
    fn add_way(&mut self, way: &Reworded, mut before: usize) -> usize {
        for words in &way.singles {
            self.add(words, before);
            before += words.terms.len();
        }
        for whole in &way.wholes {
            if self.wholes.iter().any(|(known, _)| known == whole) {
                continue;
            }
            self.kana_only = false;
            self.wholes.push((whole.clone(), before));
            before += 1;
        }
        before
    }

    fn add(&mut self, words: &Words, before: usize) {
        let stretches = words.wholes.iter().map(|whole| whole.chars().skip(1).collect::<Vec<_>>());
        self.katakana.extend(stretches.filter(|signs| signs.iter().all(|sign| is_katakana(*sign))));
        let fillers = words.fillers();
        for (at, term) in words.terms.iter().enumerate() {
            // Beside the words that it holds together, "the" would be marked in every line.
            if fillers >> (at % BITS) & 1 == 1 {
                continue;
            }
            let number = before + at;
            self.kana_only &= matches!(term.shape, Shape::KanaPair | Shape::Root);
            if let Some(also) = &term.also {
                self.add_also(also, number);
            }
            let mut signs = term.text.chars();
            match (term.shape, signs.next(), signs.next()) {
                (Shape::Pair | Shape::Ending | Shape::Boundary | Shape::KanaPair, Some(a), Some(b)) => {
                    let kanji = [a, b].into_iter().all(|sign| Class::of(sign) == Class::Han);
                    let strong = kanji || words.stands_alone(at);
                    if !self.pairs.iter().any(|pair| pair.signs == (a, b)) {
                        self.pairs.push(Pair { signs: (a, b), term: number, shape: term.shape, strong });
                        self.pair_begins |= bit(a);
                    }
                }
                (Shape::Root | Shape::Whole | Shape::Closed, ..) => {}
                (Shape::Word, ..) => self.words.push((term.text.clone(), number)),
                (_, Some(sign), _) => self.sign = Some(sign),
                _ => {}
            }
        }
    }

    /// Another way to write two kanji: without the kana between them, or with them (`^`).
    fn add_also(&mut self, also: &str, term: usize) {
        let mut signs = also.trim_start_matches('^').chars();
        let (Some(a), Some(b)) = (signs.next(), signs.next()) else { return };
        if also.starts_with('^') {
            self.closed.push(((a, b), term));
        } else if !self.pairs.iter().any(|pair| pair.signs == (a, b)) {
            self.pairs.push(Pair { signs: (a, b), term, shape: Shape::Pair, strong: true });
        }
        self.pair_begins |= bit(a);
    }

    /// The whole text with its marks.
    pub fn mark(&self, text: &str) -> Vec<Segment> {
        segments(text, 0..text.len(), &joined(self.marks(text, 0)))
    }

    /// The best part of `lead` or else of `body`, and the line of the body at which a reader finds it, or finds as much, where that
    /// is not the first.
    pub fn excerpt(&self, lead: &str, body: &Shown) -> (Vec<Segment>, Option<usize>) {
        // A lead that is only the beginning of the body would be read twice.
        let lead = if body.begins_with(lead) { "" } else { lead };
        let in_lead = Window::best(self.marks(lead, 0));
        let all = self.pairs.iter().filter(|p| self.strength(p) != Strength::Weak).count() + self.words.len();
        let in_body = self.best_window(body, all.max(1));
        let as_much = in_body.terms > 0 && in_body.terms >= in_lead.terms;
        let line = as_much.then(|| in_body.line(body)).filter(|line| *line > 0);
        let shown = if in_body.terms > in_lead.terms {
            cut(body, &in_body)
        } else if lead.is_empty() {
            cut(body, &in_lead)
        } else {
            cut(&Shown::from(lead), &in_lead)
        };
        (shown, line)
    }

    /// Where `all` of the question stands, or else the most of it, near the first place that has any.
    fn best_window(&self, body: &Shown, all: usize) -> Window {
        let (mut best, mut further) = (Window::default(), FURTHER);
        let mut from = 0;
        while from < body.len() {
            let (from_here, part) = body.part(from, from + STRETCH);
            if best.terms > 0 {
                further -= 1;
            }
            let window = Window::best(self.marks(part, from_here));
            if window.terms > best.terms {
                best = window;
            }
            if best.terms >= all || further == 0 {
                break;
            }
            from += part.len().max(1);
        }
        best
    }

    /// Once all is known that is to be marked.
    fn with_spots(mut self) -> Self {
        let mut spots = Spots::default();
        // Grammar alone is not marked.
        let telling = self.pairs.iter().filter(|pair| self.strength(pair) != Strength::Weak);
        telling.for_each(|pair| spots.add_pair(pair.signs.0, pair.signs.1));
        self.closed.iter().for_each(|((first, _), _)| spots.add_closed(*first));
        self.words.iter().for_each(|(word, _)| spots.add_word(word));
        self.sign.into_iter().for_each(|sign| spots.add_single(sign));
        self.spots = spots;
        self
    }

    fn strength(&self, pair: &Pair) -> Strength {
        match pair.shape {
            _ if pair.strong => Strength::Strong,
            Shape::KanaPair if self.kana_only => Strength::Fair,
            Shape::KanaPair | Shape::Boundary => Strength::Weak,
            _ => Strength::Fair,
        }
    }

    /// In the order of the text.
    fn marks(&self, text: &str, offset: usize) -> Vec<Mark> {
        let mut out = Vec::new();
        // Words of several parts may stand over blanks.
        if self.wholes.is_empty() {
            for (from, part) in self.spots.parts(text) {
                self.mark_runs(&glyphs(part), offset + from, &mut out);
            }
        } else {
            let glyphs = glyphs(text);
            self.mark_runs(&glyphs, offset, &mut out);
            self.mark_wholes(&glyphs, offset, &mut out);
        }
        out
    }

    fn mark_runs(&self, glyphs: &[Glyph], offset: usize, out: &mut Vec<Mark>) {
        for run in runs(glyphs) {
            if is_word(run) {
                self.mark_word(run, offset, out);
            } else {
                self.mark_run(run, offset, out);
            }
        }
    }

    fn mark_wholes(&self, glyphs: &[Glyph], offset: usize, out: &mut Vec<Mark>) {
        let units = units(glyphs);
        for (whole, term) in &self.wholes {
            let places = whole.places(&units, &self.analysis).into_iter();
            out.extend(places.map(|place| Mark {
                start: place.start + offset,
                end: place.end + offset,
                term: *term,
                strength: Strength::Strong,
            }));
        }
        out.sort_by_key(|mark| mark.start);
    }

    fn mark_word(&self, run: &[Glyph], offset: usize, out: &mut Vec<Mark>) {
        let begins_alike = |word: &str| word.chars().zip(run).take(2).all(|(a, g)| a == g.ch);
        if !self.words.iter().any(|(word, _)| begins_alike(word)) {
            return;
        }
        let term = self.analysis.word(run);
        let found = self.words.iter().find(|(word, _)| *word == term);
        out.extend(found.map(|(_, number)| Mark {
            start: start(run) + offset,
            end: end(run) + offset,
            term: *number,
            strength: Strength::Strong,
        }));
    }

    fn mark_run(&self, run: &[Glyph], offset: usize, out: &mut Vec<Mark>) {
        let from = out.len();
        for glyph in run.iter().filter(|g| Some(g.ch) == self.sign) {
            let (start, end) = (glyph.start + offset, glyph.end + offset);
            out.push(Mark { start, end, term: 0, strength: Strength::Strong });
        }
        for (at, pair) in run.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if self.pair_begins & bit(a.ch) == 0 {
                continue;
            }
            if let Some((first, last)) = closed(run, at)
                && let Some((_, term)) = self.closed.iter().find(|(signs, _)| *signs == (first.ch, last.ch))
            {
                let (start, end) = (first.start + offset, last.end + offset);
                out.push(Mark { start, end, term: *term, strength: Strength::Strong });
            }
            let Some(found) = self.pairs.iter().find(|p| p.signs == (a.ch, b.ch)) else { continue };
            if !is_of_typed(&self.katakana, run, at) {
                continue;
            }
            let mark_end = match run.get(at + 2) {
                Some(next) if Class::of(next.ch) == Class::Prolonged && Class::of(b.ch) == Class::Katakana => next.end,
                _ => b.end,
            };
            let (start, end) = (a.start + offset, mark_end + offset);
            out.push(Mark { start, end, term: found.term, strength: self.strength(found) });
        }
        drop_loose(out, from);
    }
}

const fn bit(sign: char) -> u64 {
    1 << (sign as u32 & 63)
}

/// Of the marks from `from` on, removes the chains of overlapping ones that say too little.
fn drop_loose(marks: &mut Vec<Mark>, from: usize) {
    let new = marks.split_off(from.min(marks.len()));
    let chains = new.chunk_by(|a, b| b.start < a.end);
    let enough = |chain: &&[Mark]| {
        let fair = chain.iter().filter(|m| m.strength == Strength::Fair).count();
        fair >= 2 || chain.iter().any(|m| m.strength == Strength::Strong)
    };
    marks.extend(chains.filter(enough).flatten().copied());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::WIDTH;
    use jiso::search::plain;

    fn needles(typed: &str) -> Needles {
        Needles::of(&Question::read(typed), &[])
    }

    fn shown(segments: &[Segment]) -> String {
        segments.iter().map(|s| if s.mark { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    #[test]
    fn the_right_characters_are_marked() {
        for (typed, text, expected) in [
            ("検索", "全文検索の機能", "全文[検索]の機能"),
            ("検索機能", "検索機能と検索", "[検索機能]と[検索]"),
            ("サーバ", "新しいサーバーです", "新しい[サーバー]です"),
            ("サーバー", "ｻｰﾊﾞｰです", "[ｻｰﾊﾞｰ]です"),
            ("registrations", "Deal registration, registered", "Deal [registration], registered"),
            ("ＳＳＯ", "SSOとsso", "[SSO]と[sso]"),
            ("鍵", "鍵と合鍵", "[鍵]と合[鍵]"),
            ("資料から", "ここから資料から", "ここから[資料から]"),
            ("から", "ここから", "ここ[から]"),
            ("シート", "シートとパートナー", "[シート]とパートナー"),
            ("さいしょ", "さいしょにください", "[さいしょ]にください"),
            ("値引き", "値引きと20%引き", "[値引き]と20%引き"),
            ("キー", "キーの場所", "[キー]の場所"),
            ("書き 直す", "書き、直し", "[書き]、直し"),
            ("申込", "お申し込みの前に", "お[申し込]みの前に"),
            ("申し込み", "申込の前に", "[申込]の前に"),
            ("<b>", "<b>x</b>", "<[b]>x</[b]>"),
            ("what is the price", "The price is here", "The [price] is here"),
            ("the of a", "the price of a plan", "[the] price [of] [a] plan"),
            ("サポート", "レポートとサポート、サポーター", "レポートと[サポート]、サポーター"),
            ("サポート時間", "レポート時間とサポート時間", "レポート[時間]と[サポート時間]"),
            ("レポート", "サポートの連絡先", "サポートの連絡先"),
            ("トークスクリプト", "クモワークスのトーク", "クモワークスの[トーク]"),
            ("シート", "セキュリティシート", "セキュリティ[シート]"),
            ("セキリティ", "セキュリティシート", "セキュ[リティ]シート"),
            ("新サービス", "新サーバーと新サービス", "新サーバーと[新サービス]"),
        ] {
            assert_eq!(shown(&needles(typed).mark(text)), expected, "{typed} in {text}");
        }
    }

    /// Other words are marked as they stand; a part of one says nothing.
    #[test]
    fn other_words_are_marked_whole() {
        let groups = [
            &["SSO", "single sign-on", "シングルサインオン"][..],
            &["事例", "ケーススタディ", "case study"],
            &["個人情報", "プライバシー", "privacy"],
            &["お客様", "クライアント", "customer"],
            &["見積", "quote", "みつもり"],
            &["ワード", "Word"],
        ];
        let groups = groups.map(|words| words.iter().map(|word| (*word).to_owned()).collect()).to_vec();
        let synonyms = crate::synonyms::Synonyms::of(groups);
        for (typed, text, expected) in [
            ("SSO", "Sign in on Monday with single sign-on", "Sign in on Monday with [single sign-on]"),
            ("SSO", "サインインとシングルサインオン", "サインインと[シングルサインオン]"),
            ("事例", "トライアルとスタディ、ケーススタディ", "トライアルとスタディ、[ケーススタディ]"),
            ("個人情報", "トライアルと個人情報、プライバシー", "トライアルと[個人情報]、[プライバシー]"),
            ("customer", "トライアルのお客様、クライアント", "トライアルの[お客様]、[クライアント]"),
            ("おみつもり", "お申し込みとお見積とquote", "お申し込みとお[見積]と[quote]"),
            ("Word", "パスワードとワード", "パスワードと[ワード]"),
            ("SSOの設定", "シングルサインオンを設定", "[シングルサインオン]を[設定]"),
        ] {
            let ways: Vec<Reworded> = synonyms.ways(typed).iter().filter_map(Reworded::read).collect();
            assert_eq!(shown(&Needles::of(&Question::read(typed), &ways).mark(text)), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn an_excerpt_shows_where_the_words_stand_together() {
        let body =
            format!("{}。見積は別です。{}。見積書の有効期限は30日です。{}", "あ".repeat(300), "い".repeat(300), "う".repeat(300));
        let shown = shown(&needles("見積書 有効期限").excerpt("まとめ", &Shown::from(body.as_str())).0);
        assert!(shown.starts_with("…[見積書]の[有効期限]は30日です。"), "{shown}");
        assert!(shown.ends_with('…'));
    }

    #[test]
    fn an_excerpt_without_marks_is_the_beginning() {
        let found = needles("鍵").excerpt("まとめ\n\nの 文", &Shown::from("本文")).0;
        assert_eq!(found, [Segment { text: "まとめ の 文".into(), mark: false }]);
    }

    #[test]
    fn an_excerpt_knows_its_line() {
        let body = "手順\n見積を出します。\n契約の前に秘密保持を結びます。\n以上\n";
        for (typed, line) in [("秘密保持", Some(2)), ("手順", None), ("ない言葉", None), ("以上", Some(3))] {
            assert_eq!(needles(typed).excerpt("まとめ", &Shown::from(body)).1, line, "{typed}");
        }
    }

    /// What a lead says opens where the text says it; what is only in the lead is at the top.
    #[test]
    fn an_excerpt_of_a_lead_knows_its_line() {
        let body = "はじめに\n最初の段落です。\n秘密保持を結ぶ\n手順の話です。\n";
        let lead = "秘密保持の手引き\nはじめに 秘密保持を結ぶ\n最初の段落です。";
        for (typed, line) in [("秘密保持", Some(2)), ("手引き", None), ("はじめに", None), ("段落", Some(1))] {
            let (found, at) = needles(typed).excerpt(lead, &Shown::from(body));
            assert_eq!(at, line, "{typed}");
            assert!(shown(&found).starts_with("[秘密保持]") || typed != "秘密保持", "{}", shown(&found));
        }
    }

    /// Marks are on the signs as they were written, whatever their width or kind.
    #[test]
    fn originals_are_marked() {
        for (typed, text, expected) in [
            ("サーバー移行", "ｻｰﾊﾞｰ移行の手順", "[ｻｰﾊﾞｰ移行]の手順"),
            ("ガイド", "ｶﾞｲﾄﾞを読む", "[ｶﾞｲﾄﾞ]を読む"),
            ("ガイド", "カ\u{3099}イト\u{3099}を読む", "[カ\u{3099}イト\u{3099}]を読む"),
            ("ABC123", "ＡＢＣ１２３とabc123", "[ＡＢＣ１２３]と[abc123]"),
            ("㈱北浜", "㈱北浜と(株)北浜", "[㈱北浜]と([株])[北浜]"),
            ("café", "cafe CAFÉ cafe\u{301}", "[cafe] [CAFÉ] [cafe\u{301}]"),
            ("見積", "\u{202e}見積\u{202c}👍🏽見積", "\u{202e}[見積]\u{202c}👍🏽[見積]"),
            ("第1回", "第１回と第①回", "第[１回]と第[①回]"),
        ] {
            let shown = shown(&needles(typed).mark(text));
            assert_eq!(shown, expected, "{typed} in {text}");
            assert_eq!(shown.replace(['[', ']'], ""), text, "nothing is lost");
        }
    }

    #[test]
    fn no_text_breaks_it() {
        for text in ["", "\u{202e}右\u{202c}", "😀👨‍👩‍👧‍👦", &"(".repeat(10_000), &"鍵".repeat(10_000), &"e\u{301}".repeat(9_000)]
        {
            for typed in ["鍵", "((", "e", "鍵鍵鍵", ""] {
                let (found, _) = needles(typed).excerpt(text, &Shown::from(text));
                assert!(plain(&found).chars().count() <= WIDTH + 2);
            }
        }
    }
}
