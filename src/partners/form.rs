use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::PartnerType;
use crate::{
    deals::{CorporateNumber, Industry},
    failure::{Answer, Failure, Problem, Reading},
    id::{CompanyId, Id},
    lang::Lang,
    programme::Programme,
    tiers::MOST_NOTED,
    time::Day,
};

const NAME_MAX: u32 = 100;
/// A contract may be entered before it begins, but not by much.
const YEARS_AHEAD: u32 = 1;

/// A new partner company and its first person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewCompanyForm {
    /// The company's id-to-be: a form that is sent twice makes one company.
    pub idempotency_key: String,
    pub name: String,
    pub kana: String,
    pub corporate_number: String,
    pub partner_type: String,
    pub industry: String,
    pub contract_date: String,
    pub lead_email: String,
    /// The language of the lead's invitation.
    pub lang: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCompany {
    pub name: String,
    /// In katakana.
    pub kana: Option<String>,
    pub corporate_number: Option<CorporateNumber>,
    pub partner_type: PartnerType,
    pub industry: Industry,
    pub contract_date: Day,
    pub lead_email: String,
    pub lang: Lang,
}

impl NewCompanyForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<CompanyId> {
        self.idempotency_key.parse().map_err(|_| Failure::Malformed)
    }

    /// `today` bounds the contract date; partner types and industries are those the programme offers.
    ///
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self, programme: &Programme, today: Day) -> Answer<NewCompany> {
        let mut reading = Reading::default();
        let name = reading.required("name", &self.name, NAME_MAX);
        let kana = reading.optional("kana", &self.kana, NAME_MAX).map(|kana| katakana(&kana));
        let corporate_number = match self.corporate_number.trim() {
            "" => Some(None),
            text => reading.or("corporate_number", CorporateNumber::parse(text), Problem::NotACorporateNumber).map(Some),
        };
        let offered = |text: &str| PartnerType::parse(text).filter(|kind| programme.terms(*kind).is_some());
        let partner_type = reading.choice("partner_type", &self.partner_type, offered);
        let industry = reading.choice("industry", &self.industry, |text| {
            Industry::parse(text).filter(|industry| programme.industry(*industry).is_some())
        });
        let contract_date = contract_date(&mut reading, &self.contract_date, today);
        let lead_email = reading.email("lead_email", &self.lead_email);
        let lang = reading.choice("lang", &self.lang, Lang::parse);
        let company = (|| {
            Some(NewCompany {
                name,
                kana,
                corporate_number: corporate_number?,
                partner_type: partner_type?,
                industry: industry?,
                contract_date: contract_date?,
                lead_email,
                lang: lang?,
            })
        })();
        reading.errors.or(company)
    }
}

/// Whether other companies see one's name on the boards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardNameForm {
    pub named_on_boards: bool,
}

/// One of what a company's tier grants was used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BenefitForm {
    /// A form that is sent twice notes one use.
    pub idempotency_key: String,
    pub company: String,
    /// Key of an allowance.
    pub benefit: String,
}

impl BenefitForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<Id<()>> {
        self.idempotency_key.parse().map_err(|_| Failure::Malformed)
    }
}

/// A use was noted by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BenefitReturnForm {
    pub company: String,
    /// The activity that noted the use.
    pub used: String,
}

/// A number for one of the programme's measures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureForm {
    /// A form that is sent twice notes one number.
    pub idempotency_key: String,
    pub company: String,
    /// Key of a measure.
    pub measure: String,
    pub value: String,
    /// The day from which it holds.
    pub since: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMeasure {
    pub measure: String,
    pub value: i64,
    pub since: Day,
}

impl MeasureForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<Id<()>> {
        self.idempotency_key.parse().map_err(|_| Failure::Malformed)
    }

    /// Nothing holds from a day that has not come.
    ///
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self, programme: &Programme, today: Day) -> Answer<NewMeasure> {
        let mut reading = Reading::default();
        let measure = reading.choice("measure", &self.measure, |key| programme.measure(key).map(|measure| measure.key.clone()));
        let text: String = self.value.nfkc().filter(|c| *c != ',').collect();
        let problem = if text.trim().is_empty() { Problem::Required } else { Problem::NotANumber };
        let value = reading.or("value", text.trim().parse::<i64>().ok(), problem).and_then(|value| {
            let within = (0..=MOST_NOTED).contains(&value).then_some(value);
            reading.or("value", within, Problem::OutOfRange { min: 0, max: MOST_NOTED })
        });
        let problem = if self.since.trim().is_empty() { Problem::Required } else { Problem::NotADate };
        let since = reading.or("since", self.since.parse::<Day>().ok(), problem);
        let since = since.and_then(|day| reading.or("since", Some(day).filter(|day| *day <= today), Problem::DateAhead));
        let new = (|| Some(NewMeasure { measure: measure?, value: value?, since: since? }))();
        reading.errors.or(new)
    }
}

fn contract_date(reading: &mut Reading, text: &str, today: Day) -> Option<Day> {
    let problem = if text.trim().is_empty() { Problem::Required } else { Problem::NotADate };
    let date = reading.or("contract_date", text.parse::<Day>().ok(), problem)?;
    let latest = today.plus(366 * i32::try_from(YEARS_AHEAD).unwrap_or(1));
    reading.or("contract_date", Some(date).filter(|date| *date <= latest), Problem::DateTooFar { years: YEARS_AHEAD })
}

/// Full-width katakana, so that names sort and match alike however they were typed.
pub(super) fn katakana(text: &str) -> String {
    let lift = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    };
    text.nfkc().map(lift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{failure::Failure, programme::sample};

    fn form() -> NewCompanyForm {
        NewCompanyForm {
            idempotency_key: String::new(),
            name: " 株式会社東都システムズ ".into(),
            kana: "とうとｼｽﾃﾑｽﾞ".into(),
            corporate_number: "7000012050002".into(),
            partner_type: "reseller".into(),
            industry: "it_services".into(),
            contract_date: "2026-11-01".into(),
            lead_email: "Sato@Toto.example".into(),
            lang: "ja".into(),
        }
    }

    fn read(form: &NewCompanyForm) -> Answer<NewCompany> {
        form.read(&sample::programme(), "2026-11-23".parse().expect("day"))
    }

    #[test]
    fn a_company_is_read_as_it_is_meant() {
        let company = read(&form()).expect("sound");
        assert_eq!(company.name, "株式会社東都システムズ");
        assert_eq!(company.kana.as_deref(), Some("トウトシステムズ"));
        assert_eq!(company.lead_email, "sato@toto.example");
        let bare = NewCompanyForm { kana: " ".into(), corporate_number: String::new(), ..form() };
        let company = read(&bare).expect("sound");
        assert_eq!((company.kana, company.corporate_number), (None, None));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        type Change = fn(&mut NewCompanyForm);
        let cases: [(Change, &str, Problem); 9] = [
            (|f| f.name.clear(), "name", Problem::Required),
            (|f| f.corporate_number = "7000012050003".into(), "corporate_number", Problem::NotACorporateNumber),
            (|f| f.partner_type = "oem".into(), "partner_type", Problem::NotOffered),
            (|f| f.industry = "mining".into(), "industry", Problem::NotOffered),
            (|f| f.industry.clear(), "industry", Problem::Required),
            (|f| f.contract_date = "soon".into(), "contract_date", Problem::NotADate),
            (|f| f.contract_date = "2028-01-01".into(), "contract_date", Problem::DateTooFar { years: 1 }),
            (|f| f.lead_email = "sato".into(), "lead_email", Problem::NotAnEmail),
            (|f| f.lang = "fr".into(), "lang", Problem::NotOffered),
        ];
        for (change, field, problem) in cases {
            let mut wrong = form();
            change(&mut wrong);
            let Err(Failure::Invalid { errors }) = read(&wrong) else { panic!("{field} was taken") };
            assert_eq!((errors.of(field), errors.0.len()), (Some(&problem), 1), "{field}");
        }
    }
}
