//! From a template, what was written into it and what it is filled in with, to one Markdown text.

use super::{ProposalFacts, VendorProduct, honorific::HONORIFICS};
use crate::{
    lang::Lang,
    publishing::{PlaceholderName, TemplatePart, Values, fill, placeholders},
};

/// Heading and heads of the table that lists what both sides bring, and what it costs.
const fn bundle_words(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Ja => ["ご提案の構成", "製品・サービス", "内容", "価格（税別）", "提供"],
        Lang::En => ["What we propose", "Product or service", "What it does", "Price (excl. tax)", "From"],
    }
}

/// The one text that becomes page, PDF and DOCX. `regions` holds what was written for each editable part, in their order.
///
/// The letterhead says to whom, from whom and when: paragraphs of the template that say only that are left out.
pub fn compose(
    parts: &[TemplatePart],
    regions: &[String],
    facts: &ProposalFacts,
    date: &str,
    vendor: &VendorProduct,
    lang: Lang,
) -> String {
    let values = facts.values(date);
    let table = price_table(facts, vendor, lang);
    let headed = format!("## {}\n\n{table}", bundle_words(lang)[0]);
    let has_place = parts.iter().any(|part| matches!(part, TemplatePart::Bundle));
    let mut regions = regions.iter();
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for part in parts {
        match part {
            TemplatePart::Locked(text) => {
                blocks.extend(paragraphs(text).filter(|block| !is_letterhead(block)).map(Block::Locked));
            }
            TemplatePart::Editable { text, .. } => {
                let text = regions.next().unwrap_or(text);
                blocks.extend(paragraphs(text).map(Block::Written));
            }
            // Under a heading of the template it needs none of its own.
            TemplatePart::Bundle if blocks.last().is_some_and(is_head) => blocks.push(Block::Locked(&table)),
            TemplatePart::Bundle => blocks.push(Block::Locked(&headed)),
        }
    }
    let mut blocks = without_empty_heads(blocks);
    if !has_place && !facts.own.is_empty() {
        // Before what the customer is asked to do.
        let last = blocks.iter().rposition(|block| matches!(block, Block::Locked(text) if text.starts_with("## ")));
        blocks.insert(last.unwrap_or(blocks.len()), Block::Locked(&headed));
    }
    // An empty line between them, so that none goes on with the one before it.
    let text: Vec<&str> = blocks.into_iter().map(Block::text).collect();
    fill(&text.join("\n\n"), &values)
}

/// What stands between empty lines. Nothing is read into what the partner wrote: a line that looks like a heading may be code.
#[derive(Clone, Copy)]
enum Block<'a> {
    Locked(&'a str),
    Written(&'a str),
}

impl<'a> Block<'a> {
    const fn text(self) -> &'a str {
        match self {
            Self::Locked(text) | Self::Written(text) => text,
        }
    }
}

/// What the first heading of a template says, where it is only the title of what follows.
pub fn suggested_title(parts: &[TemplatePart], values: &Values) -> Option<String> {
    let Some(TemplatePart::Locked(text)) = parts.first() else { return None };
    let mut blocks = paragraphs(text);
    let title = blocks.next()?.strip_prefix("## ")?;
    let only_title = blocks.next().is_some_and(is_letterhead);
    let next = blocks.find(|block| !is_letterhead(block));
    (only_title && next.is_none_or(|next| next.starts_with("##"))).then(|| fill(title, values).trim().to_owned())
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.trim().is_empty())
}

/// Whether a paragraph says only to whom, from whom and when.
fn is_letterhead(block: &str) -> bool {
    const OF_LETTERS: [PlaceholderName; 5] = [
        PlaceholderName::Customer,
        PlaceholderName::Contact,
        PlaceholderName::Date,
        PlaceholderName::Partner,
        PlaceholderName::Rep,
    ];
    let named = placeholders(block);
    if named.is_empty() || !named.iter().all(|one| OF_LETTERS.iter().any(|name| name.as_str() == one.name)) {
        return false;
    }
    let mut rest = block.to_owned();
    for name in OF_LETTERS {
        rest = rest.replace(&format!("{{{{{}}}}}", name.as_str()), "");
    }
    let polite = HONORIFICS.into_iter().chain(["Dear", "To", "Mr", "Ms"]).fold(rest, |rest, word| rest.replace(word, ""));
    !polite.contains(char::is_alphanumeric)
}

fn is_head(block: &Block<'_>) -> bool {
    matches!(block, Block::Locked(text) if text.starts_with("## ") && !text.contains('\n'))
}

/// A heading of the first level over nothing was the title, and stands in the letterhead.
fn without_empty_heads(blocks: Vec<Block<'_>>) -> Vec<Block<'_>> {
    let follows: Vec<bool> = (0..blocks.len()).map(|at| blocks.get(at + 1).is_none_or(is_head)).collect();
    blocks.into_iter().zip(follows).filter(|(block, empty)| !(is_head(block) && *empty)).map(|(block, _)| block).collect()
}

/// What both sides bring and what it costs: of the vendor's the amount of this proposal, a gap as long as there is none.
fn price_table(facts: &ProposalFacts, vendor: &VendorProduct, lang: Lang) -> String {
    let [_, product, line, price, from] = bundle_words(lang);
    let mut text = format!("| {product} | {line} | {price} | {from} |\n|---|---|---:|---|");
    let amount = format!("{{{{{}}}}}", PlaceholderName::Amount.as_str());
    let ours = [in_cell(&vendor.name), in_cell(&vendor.line), amount, in_cell(&vendor.vendor)];
    let rows = facts.own.iter().map(|one| [&one.name, &one.line, &one.price, &facts.partner].map(|text| in_cell(text)));
    for row in std::iter::once(ours).chain(rows) {
        text.extend(["\n| ", &row.join(" | "), " |"]);
    }
    text
}

/// As it stands in a table, changing nothing around it.
fn in_cell(text: &str) -> String {
    let values = Values::default().with(PlaceholderName::Customer, text);
    if values.is_empty() { "–".to_owned() } else { fill("{{customer}}", &values) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{proposals::OwnProduct, publishing::template_parts, time::Day};

    const BODY: &str = "## {{product}}のご提案\n\n{{customer}} {{contact}}様\n\n{{date}} {{partner}} {{rep}}\n\n## 現状\n\n{{edit}}\n\n\
                        - 対応漏れが【9】件\n\n{{end}}\n\n## 効果\n\n92%減。\n\n## 次の一歩\n\n{{edit}}\n\nお試しください。\n\n{{end}}\n";

    fn facts() -> ProposalFacts {
        ProposalFacts {
            customer: "北浜製作所".into(),
            contact: "髙﨑".into(),
            industry: "製造業".into(),
            employees: String::new(),
            product: "クモデスク".into(),
            amount: "864,000円".into(),
            partner: "青葉商会".into(),
            rep: "佐藤".into(),
            date: Day::from_ymd(2026, 11, 16).expect("day"),
            own: Vec::new(),
        }
    }

    fn vendor() -> VendorProduct {
        let text = |text: &str| text.to_owned();
        VendorProduct { vendor: text("クモワークス"), name: text("スタンダード"), line: text("受信箱") }
    }

    fn composed(body: &str, regions: &[&str], facts: &ProposalFacts) -> String {
        let regions: Vec<String> = regions.iter().map(|text| (*text).to_owned()).collect();
        compose(&template_parts(body), &regions, facts, "2026年11月16日", &vendor(), Lang::Ja)
    }

    #[test]
    fn what_is_locked_stays_and_what_is_written_stands_between() {
        let made = composed(BODY, &["{{customer}}では3件でした。", "今週お返事ください。"], &facts());
        assert_eq!(made, "## 現状\n\n北浜製作所では3件でした。\n\n## 効果\n\n92%減。\n\n## 次の一歩\n\n今週お返事ください。");
        assert_eq!(crate::proposals::gaps(&composed(BODY, &[], &facts())), 1, "what nobody wrote is the template's");
        let title = suggested_title(&template_parts(BODY), &facts().values(""));
        assert_eq!(title.as_deref(), Some("クモデスクのご提案"));
        let one_page = "## 結論\n\n{{customer}} {{contact}}様\n\n導入をご提案します。\n\n## なぜ今か\n\n今。\n";
        assert_eq!(suggested_title(&template_parts(one_page), &facts().values("")), None);
        assert!(composed(one_page, &[], &facts()).starts_with("## 結論\n\n導入を"), "only the address is left out");
    }

    #[test]
    fn both_sides_products_stand_in_one_table() {
        let own = OwnProduct { name: "LAN工事 | *特価*".into(), line: "配線".into(), price: String::new() };
        let facts = ProposalFacts { own: vec![own], ..facts() };
        let made = composed(BODY, &["現状です。", "お返事を。"], &facts);
        let table = "| スタンダード | 受信箱 | 864,000円 | クモワークス |\n| LAN工事 \\| \\*特価\\* | 配線 | – | 青葉商会 |";
        assert!(made.contains(table), "{made}");
        let at = |text: &str| made.find(text).expect("there");
        assert!(at("ご提案の構成") < at("## 次の一歩") && at("## 効果") < at("ご提案の構成"), "{made}");
        let placed = BODY.replace("## 効果", "{{bundle}}\n\n## 効果");
        let made = composed(&placed, &["現状です。", "お返事を。"], &facts);
        assert!(made.find("ご提案の構成") < made.find("## 効果"), "where the template says");
    }

    #[test]
    fn the_price_is_the_proposals_own_or_a_gap() {
        let body = "## 費用（税別）\n\n{{bundle}}\n\nご契約は1年です。\n";
        let table =
            "## 費用（税別）\n\n| 製品・サービス | 内容 | 価格（税別） | 提供 |\n|---|---|---:|---|\n| スタンダード | 受信箱 | ";
        let made = composed(body, &[], &facts());
        assert_eq!(made, format!("{table}864,000円 | クモワークス |\n\nご契約は1年です。"), "no heading over a heading");
        let none = composed(body, &[], &ProposalFacts { amount: " ".into(), ..facts() });
        assert!(none.starts_with(&format!("{table}{{{{amount}}}} | ")), "what nobody said is filled in by nobody: {none}");
        let odd = composed(body, &[], &ProposalFacts { amount: "1 | 2".into(), ..facts() });
        assert!(odd.contains("| 1 \\| 2 |"), "{odd}");
        let headless = composed("一\n\n{{bundle}}\n", &[], &facts());
        assert!(headless.starts_with("一\n\n## ご提案の構成\n\n| "), "{headless}");
    }

    #[test]
    fn what_is_written_changes_nothing_around_it() {
        let own = OwnProduct { name: "LAN工事".into(), ..OwnProduct::default() };
        let facts = ProposalFacts { own: vec![own], ..facts() };
        for text in ["---", "===", "    一", "> 一", "- 一", "1. 一", "| 一 |\n|---|", "## 一", "```\n\n## 一\n\n## 二\n\n```"]
        {
            let made = composed(BODY, &[text, text], &facts);
            let begins = format!("## 現状\n\n{text}\n\n## 効果\n\n92%減。\n\n## ご提案の構成\n\n| ");
            let ends = format!(" |\n\n## 次の一歩\n\n{text}");
            assert!(made.starts_with(&begins) && made.ends_with(&ends), "{made}");
        }
    }

    #[test]
    fn a_customer_is_addressed_politely_once() {
        let facts = ProposalFacts { customer: "北浜製作所 御中".into(), ..facts() };
        assert_eq!(facts.addressee(Lang::Ja), ["北浜製作所 御中", "髙﨑 様"]);
        assert_eq!(ProposalFacts { contact: String::new(), ..facts.clone() }.addressee(Lang::Ja), ["北浜製作所 御中"]);
        assert_eq!(facts.addressee(Lang::En), ["北浜製作所 御中", "髙﨑"]);
        let typed =
            ProposalFacts { customer: "北浜製作所御中".into(), contact: "総務部 髙﨑様\u{3000}".into(), ..facts };
        assert_eq!(typed.addressee(Lang::Ja), ["北浜製作所御中", "総務部 髙﨑様"]);
        assert_eq!(typed.addressee(Lang::En), ["北浜製作所御中", "総務部 髙﨑様"]);
    }
}
