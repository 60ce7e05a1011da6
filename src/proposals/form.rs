use serde::{Deserialize, Serialize};

use super::{OwnProduct, Unfinished};
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{DealId, ProposalId},
    lang::Lang,
    publishing::{BodyMistake, DocumentKind, PlaceholderName, Reach, Values, body_mistakes, fill, reaches},
    time::Day,
};

/// Of the partner's own products as many are listed.
pub const OWN_MAX: usize = 4;
/// Kilobytes.
pub const LOGO_MAX: u32 = 200;
const LINE_MAX: u32 = 120;
const TEXT_MAX: u32 = 6_000;

/// Another proposal for a deal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MakeForm {
    pub deal: String,
    /// The template's slug.
    pub template: String,
    /// Of the proposal; empty, it is that of the page.
    pub lang: String,
    pub idempotency_key: String,
}

impl MakeForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(DealId, &str, &str)> {
        let deal = self.deal.parse().map_err(|_| Failure::NotFound)?;
        Ok((deal, self.template()?, key(&self.idempotency_key)?))
    }

    /// The language that the proposal shall be in.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn lang(&self, page: Lang) -> Answer<Lang> {
        let lang = self.lang.trim();
        if lang.is_empty() { Ok(page) } else { Lang::parse(lang).ok_or_else(|| Failure::invalid("lang", Problem::NotOffered)) }
    }

    fn template(&self) -> Answer<&str> {
        let template = self.template.trim();
        if template.is_empty() { Err(Failure::invalid("template", Problem::Required)) } else { Ok(template) }
    }
}

fn key(key: &str) -> Answer<&str> {
    let right = (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if right { Ok(key) } else { Err(Failure::Malformed) }
}

/// A line of the partner's own products; empty, it is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnForm {
    pub name: String,
    pub line: String,
    pub price: String,
}

/// What is written into a proposal. The fields are empty by default one by one: all of them together are three kilobytes more in the
/// page that reads this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveForm {
    #[serde(default)]
    pub id: String,
    /// When what was on the screen had been saved, in microseconds.
    #[serde(default)]
    pub seen: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub customer: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub industry: String,
    #[serde(default)]
    pub employees: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub rep: String,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub own: Vec<OwnForm>,
    /// For each editable part of the template, in their order.
    #[serde(default)]
    pub regions: Vec<String>,
}

/// A form that can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    pub title: String,
    pub customer: String,
    pub contact: String,
    pub industry: String,
    pub employees: String,
    pub amount: String,
    pub rep: String,
    pub date: Day,
    pub own: Vec<OwnProduct>,
    pub regions: Vec<String>,
}

impl SaveForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn id(&self) -> Answer<ProposalId> {
        self.id.parse().map_err(|_| Failure::NotFound)
    }

    pub fn seen(&self) -> i64 {
        self.seen.trim().parse().unwrap_or_default()
    }

    /// `regions`: how many parts of the template may be written. What is posted for any other part has no place to go.
    ///
    /// # Errors
    /// [`Failure::Invalid`], [`Failure::Malformed`]
    pub fn read(&self, regions: usize) -> Answer<Saving> {
        if self.regions.len() != regions {
            return Err(Failure::Malformed);
        }
        let mut reading = Reading::default();
        let title = reading.required("title", &self.title, LINE_MAX);
        let customer = reading.required("customer", &self.customer, LINE_MAX);
        let mut optional = |name: &str, text: &str| reading.optional(name, text, LINE_MAX).unwrap_or_default();
        let (contact, industry) = (optional("contact", &self.contact), optional("industry", &self.industry));
        let (employees, amount) = (optional("employees", &self.employees), optional("amount", &self.amount));
        let rep = reading.required("rep", &self.rep, LINE_MAX);
        let date = reading.or("date", self.date.trim().parse::<Day>().ok(), Problem::NotADate);
        let mut own = Vec::new();
        for (place, line) in self.own.iter().take(OWN_MAX).enumerate() {
            let name = reading.optional(&format!("own.{place}.name"), &line.name, LINE_MAX).unwrap_or_default();
            let about = reading.optional(&format!("own.{place}.line"), &line.line, LINE_MAX).unwrap_or_default();
            let price = reading.optional(&format!("own.{place}.price"), &line.price, 40).unwrap_or_default();
            if name.is_empty() && !(about.is_empty() && price.is_empty()) {
                reading.errors.add(&format!("own.{place}.name"), Problem::Required);
            }
            if !name.is_empty() {
                own.push(OwnProduct { name, line: about, price });
            }
        }
        let values = self.values();
        let mut texts = Vec::new();
        for (place, text) in self.regions.iter().enumerate() {
            let field = format!("regions.{place}");
            let text = reading.optional(&field, &lines_of(text), TEXT_MAX).unwrap_or_default();
            if let Some(problem) = region_problem(&text, &values) {
                reading.errors.add(&field, problem);
            }
            texts.push(text);
        }
        let saving =
            date.map(|date| Saving { title, customer, contact, industry, employees, amount, rep, date, own, regions: texts });
        reading.errors.or(saving)
    }

    /// What of the form is filled into its texts.
    fn values(&self) -> Values {
        Values::default()
            .with(PlaceholderName::Customer, &self.customer)
            .with(PlaceholderName::Contact, &self.contact)
            .with(PlaceholderName::Industry, &self.industry)
            .with(PlaceholderName::Employees, &self.employees)
            .with(PlaceholderName::Amount, &self.amount)
            .with(PlaceholderName::Rep, &self.rep)
    }
}

/// Lines end in one way, and one that looks empty is empty: for every reader it parts what stands around it.
fn lines_of(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').map(|line| if line.trim().is_empty() { "" } else { line }).collect();
    lines.join("\n")
}

/// A part is text with placeholders and without marks, and what is locked after it stays as it is.
fn region_problem(text: &str, values: &Values) -> Option<Problem> {
    let mistake = body_mistakes(DocumentKind::Objection, text).into_iter().next().map(BodyMistake::problem);
    mistake.or_else(|| reaches(&fill(text, values)).into_iter().next().map(Reach::problem))
}

/// A proposal as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    pub id: String,
}

impl ProposalForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<ProposalId> {
        self.id.parse().map_err(|_| Failure::NotFound)
    }
}

/// It was handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendForm {
    pub id: String,
    /// A person, or how they call themselves.
    pub to: String,
    pub on: String,
    pub idempotency_key: String,
    /// Not empty: what still has gaps, or characters that no PDF shows, goes out with them.
    pub with_gaps: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    pub id: ProposalId,
    pub to: String,
    pub on: Day,
    pub key: String,
    /// Of what was handed over, as many as there are left.
    with_gaps: bool,
}

impl Sending {
    /// Nothing is handed over before it was made.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn check_day(&self, made: Day) -> Answer<()> {
        if self.on < made { Err(Failure::invalid("on", Problem::DateBefore { earliest: made })) } else { Ok(()) }
    }

    /// Nobody has said yet that what stands open is meant.
    pub const fn asks_back(&self) -> bool {
        !self.with_gaps
    }

    /// Asks back about what stands open, unless that is meant.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn check_left(&self, left: &Unfinished) -> Answer<()> {
        if self.with_gaps || left.is_empty() {
            return Ok(());
        }
        Err(Failure::invalid("with_gaps", Problem::GapsLeft { left: left.packed() }))
    }
}

impl SendForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`], [`Failure::Invalid`]
    pub fn read(&self, today: Day) -> Answer<Sending> {
        let id = self.id.parse().map_err(|_| Failure::NotFound)?;
        let key = key(&self.idempotency_key)?.to_owned();
        let mut reading = Reading::default();
        let to = reading.required("to", &self.to, LINE_MAX);
        let on = reading.or("on", self.on.trim().parse::<Day>().ok(), Problem::NotADate);
        if on.is_some_and(|on| on > today) {
            reading.errors.add("on", Problem::DateAhead);
        }
        let with_gaps = !self.with_gaps.is_empty();
        reading.errors.or(on.map(|on| Sending { id, to, on, key, with_gaps }))
    }
}

/// The company's logo; an empty file takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogoForm {
    /// As a `data:` address, see the server's reading of files.
    pub file: String,
    /// Not empty: the logo is taken away.
    pub remove: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SaveForm {
        let text = |text: &str| text.to_owned();
        SaveForm {
            title: text("ご提案"),
            customer: text("北浜製作所"),
            rep: text("佐藤"),
            date: text("2026-11-16"),
            own: vec![OwnForm { name: text("LAN工事"), ..OwnForm::default() }, OwnForm::default()],
            regions: vec![text("{{customer}}の\r\n現状"), String::new()],
            ..SaveForm::default()
        }
    }

    fn problem(form: &SaveForm) -> (String, Problem) {
        let Err(Failure::Invalid { errors }) = form.read(2) else { panic!("{form:?}") };
        (errors.0[0].field.clone(), errors.0[0].problem.clone())
    }

    #[test]
    fn what_is_written_is_read_or_named_wrong() {
        let read = form().read(2).expect("read");
        assert_eq!((read.own.len(), read.regions[0].as_str()), (1, "{{customer}}の\n現状"));
        assert_eq!(form().read(1), Err(Failure::Malformed), "what is locked has no field");
        let unknown = SaveForm { regions: vec!["一\n{{custmer}}".into(), String::new()], ..form() };
        assert_eq!(problem(&unknown), ("regions.0".into(), Problem::UnknownPlaceholder { line: 2, name: "custmer".into() }));
        let mark = SaveForm { regions: vec![String::new(), "{{end}}".into()], ..form() };
        assert_eq!(problem(&mark), ("regions.1".into(), Problem::UnknownPlaceholder { line: 1, name: "end".into() }));
        let nameless = SaveForm { own: vec![OwnForm { price: "1".into(), ..OwnForm::default() }], ..form() };
        assert_eq!(problem(&nameless), ("own.0.name".into(), Problem::Required));
        assert_eq!(problem(&SaveForm { date: "明日".into(), ..form() }), ("date".into(), Problem::NotADate));
        assert_eq!(problem(&SaveForm { title: " ".into(), ..form() }), ("title".into(), Problem::Required));
    }

    #[test]
    fn what_is_written_ends_before_what_is_locked() {
        let open = |line: u32, end: &str| Problem::OpenBlock { line, end: end.into() };
        for (text, expected) in [
            ("現状\r\n\r\n```\r\n価格", open(3, "```")),
            ("現状\r~~~", open(2, "~~~")),
            ("    <!-- 現状", open(1, "-->")),
            ("```{{contact}}\n現状\n```", open(3, "```")),
            ("<{{customer}}", open(1, "-->")),
            ("- 一\n\u{3000}\n  ```\n\u{3000}\n二\n```", open(3, "```")),
            ("[公式]: https://example.com/", Problem::LinkAddress { line: 1 }),
        ] {
            let form = SaveForm {
                customer: "!-- 北浜".into(),
                contact: "総務`部".into(),
                regions: vec![String::new(), text.into()],
                ..form()
            };
            assert_eq!(problem(&form), ("regions.1".into(), expected), "{text}");
        }
        for text in ["---", "===", "> 一\n二", "1. 一\n2. 二", "```\n価格\n```", "<!-- 一 -->", "| 一 |\n|---|"] {
            let form = SaveForm { regions: vec![text.into(), String::new()], ..form() };
            assert_eq!(form.read(2).expect("read").regions[0], text);
        }
    }

    #[test]
    fn nothing_is_sent_tomorrow_or_before_it_was_made() {
        let today = Day::from_ymd(2026, 11, 16).expect("day");
        let id = "0193a0b2-0000-7000-8000-000000000000";
        let form = |on: &str, to: &str| SendForm {
            id: id.into(),
            to: to.into(),
            on: on.into(),
            idempotency_key: "key-00000001".into(),
            with_gaps: String::new(),
        };
        assert_eq!(form("2026-11-16", "髙﨑様").read(today).expect("read").on, today);
        let early = form("2026-11-15", "髙﨑様").read(today).expect("read");
        assert_eq!(early.check_day(today), Err(Failure::invalid("on", Problem::DateBefore { earliest: today })));
        assert_eq!(early.check_day(early.on), Ok(()));
        assert_eq!(form("2026-11-17", "髙﨑様").read(today), Err(Failure::invalid("on", Problem::DateAhead)));
        assert_eq!(form("2026-11-16", "").read(today), Err(Failure::invalid("to", Problem::Required)));
        let deal = MakeForm { deal: id.into(), idempotency_key: "key-00000001".into(), ..MakeForm::default() };
        assert_eq!(deal.read(), Err(Failure::invalid("template", Problem::Required)));
        assert_eq!(MakeForm::default().read(), Err(Failure::NotFound));
        assert_eq!(deal.lang(Lang::En), Ok(Lang::En));
        assert_eq!(MakeForm { lang: "ja".into(), ..MakeForm::default() }.lang(Lang::En), Ok(Lang::Ja));
        let unknown = MakeForm { lang: "fr".into(), ..MakeForm::default() };
        assert_eq!(unknown.lang(Lang::En), Err(Failure::invalid("lang", Problem::NotOffered)));
    }

    #[test]
    fn gaps_go_out_only_when_that_is_meant() {
        let today = Day::from_ymd(2026, 11, 16).expect("day");
        let form = SendForm {
            id: "0193a0b2-0000-7000-8000-000000000000".into(),
            to: "髙﨑様".into(),
            on: today.to_string(),
            idempotency_key: "key-00000001".into(),
            with_gaps: String::new(),
        };
        let left = Unfinished { signs: vec!['𠮷'], ..Unfinished::default() };
        let asked = Problem::GapsLeft { left: left.packed() };
        let sending = form.read(today).expect("read");
        assert!(sending.asks_back());
        assert_eq!(sending.check_left(&left), Err(Failure::invalid("with_gaps", asked)));
        assert_eq!(sending.check_left(&Unfinished::default()), Ok(()));
        let meant = SendForm { with_gaps: "true".into(), ..form }.read(today).expect("read");
        assert_eq!((meant.check_left(&left), meant.asks_back()), (Ok(()), false));
    }
}
