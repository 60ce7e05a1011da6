//! What a rep types to fill a template in.

use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure, Reading},
    id::DealId,
    lang::Lang,
    publishing::{PlaceholderName, Values},
    time::Day,
};

const VALUE_MAX: u32 = 120;

/// One field a placeholder. Texts stay as typed, since they end up in a letter, except a date as the date field sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FillForm {
    /// How the reader came here; see [`crate::activity::Origin::of_link`].
    pub from: String,
    /// A deal of one's own company to take values from; what is typed goes before.
    pub deal: String,
    pub customer: String,
    pub contact: String,
    pub industry: String,
    pub employees: String,
    pub product: String,
    pub partner: String,
    pub rep: String,
    pub amount: String,
    pub date: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FillValues {
    pub deal: Option<DealId>,
    pub typed: Values,
}

impl FillForm {
    /// From an address's query.
    pub fn from_address(value: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| value(name).unwrap_or_default();
        Self {
            from: value("from"),
            deal: value("deal"),
            customer: value("customer"),
            contact: value("contact"),
            industry: value("industry"),
            employees: value("employees"),
            product: value("product"),
            partner: value("partner"),
            rep: value("rep"),
            amount: value("amount"),
            date: value("date"),
        }
    }

    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::NotFound`] when `deal` is no deal's id.
    pub fn read(&self, lang: Lang) -> Answer<FillValues> {
        let deal = match self.deal.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| Failure::NotFound)?),
        };
        let mut reading = Reading::default();
        let mut typed = Values::default();
        for name in PlaceholderName::ALL.iter().copied() {
            let Some(text) = reading.optional(name.as_str(), self.field(name), VALUE_MAX) else { continue };
            let text = match (name, text.parse()) {
                (PlaceholderName::Date, Ok(day)) => long_date(day, lang),
                _ => text,
            };
            typed = typed.with(name, &text);
        }
        reading.errors.or(Some(FillValues { deal, typed }))
    }

    /// As typed.
    pub fn field(&self, name: PlaceholderName) -> &str {
        match name {
            PlaceholderName::Customer => &self.customer,
            PlaceholderName::Contact => &self.contact,
            PlaceholderName::Industry => &self.industry,
            PlaceholderName::Employees => &self.employees,
            PlaceholderName::Product => &self.product,
            PlaceholderName::Partner => &self.partner,
            PlaceholderName::Rep => &self.rep,
            PlaceholderName::Amount => &self.amount,
            PlaceholderName::Date => &self.date,
        }
    }
}

impl FillValues {
    /// Whether anything was asked to be filled in: opening a template is not using it.
    pub fn is_filled(&self) -> bool {
        self.deal.is_some() || !self.typed.is_empty()
    }

    /// What is typed, else what the deal says, else who asks.
    pub fn complete(self, deal: Values, caller_name: &str, company_name: &str) -> Values {
        let own = Values::default().with(PlaceholderName::Rep, caller_name).with(PlaceholderName::Partner, company_name);
        self.typed.or(deal).or(own)
    }
}

/// As a letter is dated.
pub fn long_date(day: Day, lang: Lang) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, date) = (day.year(), day.month(), day.day_of_month());
    match lang {
        Lang::Ja => format!("{year}年{month}月{date}日"),
        Lang::En => format!("{date} {} {year}", MONTHS[usize::from(month - 1) % 12]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    #[test]
    fn typed_goes_before_the_deal_before_the_caller() {
        let form = FillForm { customer: " 山田製作所 ".into(), date: "2026-10-01".into(), ..FillForm::default() };
        let read = form.read(Lang::Ja).unwrap();
        assert!(read.is_filled());
        let deal = Values::default().with(PlaceholderName::Customer, "山田").with(PlaceholderName::Amount, "864,000円");
        let values = read.complete(deal, "佐藤", "東京販売");
        let expected = [
            (PlaceholderName::Customer, "山田製作所"),
            (PlaceholderName::Amount, "864,000円"),
            (PlaceholderName::Date, "2026年10月1日"),
            (PlaceholderName::Rep, "佐藤"),
            (PlaceholderName::Partner, "東京販売"),
            (PlaceholderName::Contact, ""),
        ];
        for (name, value) in expected {
            assert_eq!(values.get(name), value);
        }
        assert!(!FillForm::default().read(Lang::En).unwrap().is_filled());
    }

    #[test]
    fn dates_are_written_as_in_letters() {
        let read = |date: &str| {
            let form = FillForm { date: date.into(), ..FillForm::default() };
            form.read(Lang::En).unwrap().typed.get(PlaceholderName::Date).to_owned()
        };
        assert_eq!(read("2026-12-31"), "31 December 2026");
        assert_eq!(read("end of May"), "end of May");
    }

    #[test]
    fn too_much_is_refused() {
        let long = FillForm { contact: "長".repeat(121), ..FillForm::default() };
        assert_eq!(long.read(Lang::Ja), Err(Failure::invalid("contact", Problem::TooLong { max: 120 })));
        let lost = FillForm { deal: "mine".into(), ..FillForm::default() };
        assert_eq!(lost.read(Lang::Ja), Err(Failure::NotFound));
    }
}
