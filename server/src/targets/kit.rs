//! The kit for one target: proposal, script, case and a draft of the first mail, with the customer's name in them.

use jiso::{
    activity::{ActivityKind, Origin},
    caller::Caller,
    failure::Answer,
    id::TargetId,
    kits::{KitCard, assemble},
    lang::Lang,
    publishing::{CompanySize, DocumentKind, Industry, PlaceholderName, Values, fill},
    scripts::Script,
    targets::{KitPart, MailDraft, TargetAccount, TargetKit, told_of_case},
};
use jiso_app::{
    format,
    kits::as_blanks,
    text::{kits as k, targets as t},
};
use jiso_store::Tx;

use super::target_for;
use crate::{kits::canonical, markdown, office::Office, plain_text::plain_text};

impl Office {
    pub(super) async fn target_kit(&self, caller: &Caller, id: TargetId) -> Answer<TargetKit> {
        let company = caller.own_company()?;
        let mut tx = self.store.read().await?;
        let target = target_for(&mut tx, company, id).await?;
        let company_name = tx.company(company).await?.map(|company| company.name).unwrap_or_default();
        let (facts, lang) = (&target.facts, caller.lang);
        let (industry, size) = (Industry::parse(facts.industry.as_str()), CompanySize::parse(facts.size.as_str()));
        let cards = self.kit_cards(&mut tx, caller).await?;
        let (mut parts, mut opened) = (Vec::new(), Vec::new());
        let chosen = assemble(&cards, industry, size, facts.kit.as_deref());
        let case = chosen.iter().find(|card| card.kind == DocumentKind::Case && !card.stale);
        let told = case.and_then(|case| told_of_case(&case.facets));
        for card in chosen {
            let Some((part, document)) = self.kit_part(&mut tx, &target, card, (caller, &company_name)).await? else { continue };
            if !self.done_today(&mut tx, caller, ActivityKind::KitOpened, document).await? {
                opened.push(document);
            }
            parts.push(part);
        }
        drop(tx);
        if caller.came != Origin::Vendor {
            for document in opened {
                self.note_use(caller, document, &[ActivityKind::KitOpened], caller.came).await?;
            }
        }
        let mail = mail(lang, self.programme().vendor.product.get(lang), caller, &company_name, (&target, industry), told);
        Ok(TargetKit { target: id, customer: target.facts.customer.name, parts, mail })
    }

    async fn kit_part(
        &self,
        tx: &mut Tx,
        target: &TargetAccount,
        card: KitCard,
        (caller, company_name): (&Caller, &str),
    ) -> Answer<Option<(KitPart, jiso::id::DocumentId)>> {
        let Some(text) = tx.published_by_slug(&DocumentKind::KITS, &card.slug, caller.lang).await? else { return Ok(None) };
        let Some(facts) = text.document.meta.kit() else { return Ok(None) };
        let document = canonical(tx, &text.document).await?;
        let values = self.target_values(target, caller, company_name, text.document.path.lang);
        let (lang, script) = (text.document.path.lang, card.kind == DocumentKind::Script);
        let is_template = card.kind == DocumentKind::Template;
        let body = if is_template { self.template_outside_a_deal(&text.body, lang) } else { text.body.clone() };
        let filled = if card.kind.is_filled() { fill(&body, &values) } else { body };
        let html = markdown::html(&filled);
        let html = if card.kind.is_filled() { as_blanks(&html, lang) } else { html };
        let unmarked = if script { Script::without_marks(&filled) } else { filled };
        let part = KitPart {
            kind: card.kind,
            slug: card.slug,
            title: card.title,
            lang,
            html,
            plain: plain_text(&unmarked, lang),
            plays: script && !Script::read(&text.body).steps.is_empty(),
            stale: card.stale,
            valid_until: facts.valid_until,
            owner: facts.owner.clone(),
        };
        Ok(Some((part, document)))
    }

    fn target_values(&self, target: &TargetAccount, caller: &Caller, company_name: &str, lang: Lang) -> Values {
        let facts = &target.facts;
        let industry = Industry::parse(facts.industry.as_str()).map_or("", |industry| industry.word(lang));
        Values::default()
            .with(PlaceholderName::Customer, &facts.customer.name)
            .with(PlaceholderName::Industry, industry)
            .with(PlaceholderName::Product, self.programme().vendor.product.get(lang))
            .with(PlaceholderName::Partner, company_name)
            .with(PlaceholderName::Rep, &caller.name)
            .with(PlaceholderName::Date, &jiso::kits::long_date(self.now().day(), lang))
    }

    /// The same as one file that needs neither the portal nor a network, and the file's name without its ending.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::NotFound`] for another company's target.
    pub async fn target_kit_file(&self, caller: &Caller, id: &str) -> Answer<(String, String)> {
        let kit = jiso::targets::Targets::kit(self, caller, id).await?;
        Ok((t::kit_title(caller.lang, &kit.customer), file(caller.lang, &kit)))
    }
}

fn mail(
    l: Lang,
    product: &str,
    caller: &Caller,
    company_name: &str,
    (target, industry): (&TargetAccount, Option<Industry>),
    told: Option<(Industry, Option<CompanySize>)>,
) -> MailDraft {
    let trade = industry.map_or_else(|| t::kit_mail_any_trade(l).to_owned(), |industry| t::kit_mail_trade(l, industry.word(l)));
    let case = match told {
        Some((industry, Some(size))) => t::kit_mail_case(l, t::kit_mail_size(l, size.as_str()), industry.word(l)),
        Some((industry, None)) => t::kit_mail_case_trade(l, industry.word(l)),
        None => String::new(),
    };
    let text = t::kit_mail_text(l, &target.facts.customer.name, company_name, &caller.name, trade, product, case);
    MailDraft { subject: t::kit_mail_subject(l, product), text: text.trim().to_owned() }
}

const STYLE: &str = "body{font-family:system-ui,'Hiragino Sans','Noto Sans JP','Yu Gothic UI',sans-serif;line-height:1.7;max-width:44rem;\
    margin:0 auto;padding:1.5rem 1rem 4rem;color:#23283a;background:#fbf9f4}h1{font-size:1.6rem;line-height:1.4}section{background:#fff;\
    border:1px solid #e4dfd3;border-radius:.75rem;padding:1rem 1.25rem;margin:1.5rem 0;break-before:page}section:first-of-type{break-before:auto}\
    blockquote{margin:1rem 0;padding:.5rem 1rem;border-left:4px solid #c2452d}table{border-collapse:collapse;width:100%}\
    th,td{border-bottom:1px solid #e4dfd3;padding:.4rem;text-align:left}pre{white-space:pre-wrap;font:inherit}a{color:inherit}.blank{padding:0 .4em;border-bottom:2px dashed #8a5a00;background:#fdf3d8;color:#7a4f00;font-weight:600}\
    .stale{padding:.5rem 1rem;border-left:4px solid #8a5a00;background:#fdf3d8;color:#7a4f00}";

/// A document of its own. What is in it has been cleaned where it was made; names are escaped here.
fn file(l: Lang, kit: &TargetKit) -> String {
    let title = escaped(&t::kit_title(l, &kit.customer));
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>",
        l.as_str()
    );
    let (mail, address) = (escaped(&kit.mail.written()), escaped(&kit.mail.address()));
    html.extend(["<section><h2>", t::kit_mail(l), "</h2><pre>", &mail, "</pre>"]);
    html.extend(["<p><a href=\"", &address, "\">", t::kit_mail_open(l), "</a></p></section>"]);
    for part in &kit.parts {
        let (lang, kind, title) = (part.lang.as_str(), k::kind(l, part.kind.as_str()), escaped(&part.title));
        // Addresses of the portal lead nowhere from a file.
        let (stale, text) = (stale_note(l, part), without_own_links(&part.html));
        html.extend(["<section lang=\"", lang, "\"><p>", kind, "</p><h2>", &title, "</h2>", &stale, &text, "</section>"]);
    }
    html.push_str("</body></html>");
    html
}

/// What stands above a text that is past its last day; in the reader's language, whichever the text has.
fn stale_note(l: Lang, part: &KitPart) -> String {
    if !part.stale {
        return String::new();
    }
    let (title, text) = (k::stale_title(l, format::day(l, part.valid_until)), k::stale_text(l, &part.owner));
    format!("<p class=\"stale\" lang=\"{}\"><strong>{title}</strong><br>{}</p>", l.as_str(), escaped(&text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn without_own_links(html: &str) -> String {
    html.replace("<a href=\"/", "<a data-page=\"/")
}
