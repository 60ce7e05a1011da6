//! Who lives in the demo world.

use jiso::{caller::Role, demo::PersonaKey, partners::PartnerType};

use super::{
    dice::Dice,
    story::{STORIES, Story},
    words::Words,
};

/// The vendor's domain in the demo.
const VENDOR: &str = "kumoworks.example";

pub struct Cast {
    pub vendor: Vec<Person>,
    pub companies: Vec<Company>,
}

pub struct Company {
    pub name: String,
    pub kana: String,
    pub corporate_number: String,
    pub partner_type: PartnerType,
    pub industry: &'static str,
    pub story: Story,
    /// How many days ago it signed.
    pub joined: i64,
    /// The lead first.
    pub people: Vec<Person>,
    /// Who looks after it, among the vendor's people.
    pub manager: usize,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Wants to be named on leaderboards.
    pub named: bool,
}

/// Somebody of a partner company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Who {
    pub company: usize,
    pub person: usize,
}

pub const LEAD: usize = 0;
/// The persona's company, and the persona in it.
pub const PERSONA: Who = Who { company: 0, person: 1 };
pub const PERSONA_MANAGER: usize = 1;

/// The address of a persona in the demo world.
pub const fn persona_email(key: PersonaKey) -> &'static str {
    match key {
        PersonaKey::Rep => "sato@toto-systems.example",
        PersonaKey::Lead => "suzuki@toto-systems.example",
        PersonaKey::Manager => "tamura@kumoworks.example",
        PersonaKey::Editor => "ito@kumoworks.example",
        PersonaKey::Admin => "watanabe@kumoworks.example",
    }
}

fn person(name: &str, mailbox: &str, domain: &str, role: Role, named: bool) -> Person {
    Person { name: name.into(), email: format!("{mailbox}@{domain}"), role, named }
}

pub fn vendor() -> Vec<Person> {
    let of = |name, mailbox, role| person(name, mailbox, VENDOR, role, false);
    vec![
        of("渡辺 統", "watanabe", Role::Administrator),
        of("田村 真", "tamura", Role::PartnerManager),
        of("中野 瞳", "nakano", Role::PartnerManager),
        of("大塚 亮", "otsuka", Role::PartnerManager),
        of("河野 由美", "kono", Role::PartnerManager),
        of("伊藤 文", "ito", Role::ContentEditor),
        of("森 千尋", "mori", Role::ContentEditor),
        of("三宅 拓也", "miyake", Role::PartnerManager),
        of("松井 涼子", "matsui", Role::ContentEditor),
    ]
}

/// Industries a partner is at home in, and so its customers.
const INDUSTRIES: [&str; 6] = ["manufacturing", "retail", "construction", "healthcare", "logistics", "it_services"];

impl Cast {
    pub fn of(words: &Words, dice: &mut Dice) -> Self {
        let companies = words.partners.iter().zip(STORIES).enumerate();
        Self {
            vendor: vendor(),
            companies: companies.map(|(i, (names, plan))| Company::of(i, names, plan, words, dice)).collect(),
        }
    }

    pub fn person(&self, who: Who) -> Option<&Person> {
        self.companies.get(who.company)?.people.get(who.person)
    }
}

impl Company {
    fn of(
        number: usize,
        (name, kana, domain): &(String, String, String),
        (story, joined, people): (Story, i64, usize),
        words: &Words,
        dice: &mut Dice,
    ) -> Self {
        let domain = format!("{domain}.example");
        let mut company = Self {
            name: name.clone(),
            kana: kana.clone(),
            corporate_number: corporate_number(number),
            partner_type: if dice.percent(25) { PartnerType::Referral } else { PartnerType::Reseller },
            industry: INDUSTRIES[number % INDUSTRIES.len()],
            story,
            joined,
            people: Vec::new(),
            manager: if number == PERSONA.company { PERSONA_MANAGER } else { 1 + dice.index(4) },
        };
        if number == PERSONA.company {
            company.people.push(person("鈴木 恵", "suzuki", &domain, Role::PartnerLead, true));
            company.people.push(person("佐藤 健", "sato", &domain, Role::PartnerRep, true));
            company.partner_type = PartnerType::Reseller;
        }
        while company.people.len() < people {
            company.hire(&domain, words, dice);
        }
        company
    }

    /// One more, with an address of their own.
    fn hire(&mut self, domain: &str, words: &Words, dice: &mut Dice) {
        let (Some((family, mailbox)), Some((given, _))) = (dice.pick(&words.family), dice.pick(&words.given)) else { return };
        let role = if self.people.is_empty() { Role::PartnerLead } else { Role::PartnerRep };
        let hired = person(&format!("{family} {given}"), mailbox, domain, role, dice.percent(65));
        if self.people.iter().all(|known| known.email != hired.email) {
            self.people.push(hired);
        }
    }
}

/// With a right check digit, in a range of registry offices that does not exist.
fn corporate_number(number: usize) -> String {
    let base = format!("9999{:08}", 10_000 + number * 37);
    let sum: u32 =
        base.bytes().rev().zip([1, 2].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{}{base}", 9 - sum % 9)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiso::deals::CorporateNumber;

    use super::*;

    #[test]
    fn forty_companies_and_their_people_have_addresses_of_their_own() {
        let cast = Cast::of(&Words::read().unwrap(), &mut Dice::from_seed(1));
        assert_eq!(cast.companies.len(), 40);
        let people: Vec<&Person> = cast.companies.iter().flat_map(|company| &company.people).chain(&cast.vendor).collect();
        let addresses: BTreeSet<&str> = people.iter().map(|person| person.email.as_str()).collect();
        // Of companies that have just signed, two have not accepted yet: the portal has 240.
        assert_eq!((people.len(), addresses.len()), (242, 242));
        for key in PersonaKey::ALL {
            let persona = people.iter().find(|person| person.email == persona_email(*key)).unwrap();
            assert_eq!(persona.role, key.role());
        }
        assert!(cast.companies.iter().all(|company| CorporateNumber::parse(&company.corporate_number).is_some()));
    }
}
