use serde::{Deserialize, Serialize};

use super::NewGoal;
use crate::{
    deals::Industry,
    failure::{Answer, Failure, Problem, Reading},
    id::{ActivityId, CompanyId},
    programme::Programme,
    time::Day,
};

const MOST_ORDERS: u32 = 1_000;
const YEARS_AHEAD: u32 = 3;

/// What a lead proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalForm {
    pub industry: String,
    pub orders: String,
    pub deadline: String,
}

impl GoalForm {
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, programme: &Programme, today: Day) -> Answer<NewGoal> {
        let mut reading = Reading::default();
        let industry = reading.choice("industry", &self.industry, |text| {
            Industry::parse(text).filter(|industry| programme.industry(*industry).is_some())
        });
        let orders = orders(&mut reading, &self.orders);
        let deadline = deadline(&mut reading, &self.deadline, today);
        let goal = (|| Some(NewGoal { industry: industry?, orders: orders?, deadline: deadline? }))();
        reading.errors.or(goal)
    }
}

fn orders(reading: &mut Reading, text: &str) -> Option<u32> {
    let text = text.trim();
    let problem = if text.is_empty() { Problem::Required } else { Problem::NotANumber };
    let orders = reading.or("orders", text.parse::<u32>().ok(), problem)?;
    let within = Some(orders).filter(|orders| (1..=MOST_ORDERS).contains(orders));
    reading.or("orders", within, Problem::OutOfRange { min: 1, max: MOST_ORDERS.into() })
}

fn deadline(reading: &mut Reading, text: &str, today: Day) -> Option<Day> {
    let problem = if text.trim().is_empty() { Problem::Required } else { Problem::NotADate };
    let day = reading.or("deadline", text.trim().parse::<Day>().ok(), problem)?;
    let day = reading.or("deadline", Some(day).filter(|day| *day > today), Problem::DateInPast)?;
    let latest = today.plus(366 * i32::try_from(YEARS_AHEAD).unwrap_or(1));
    reading.or("deadline", Some(day).filter(|day| *day <= latest), Problem::DateTooFar { years: YEARS_AHEAD })
}

/// The vendor's yes to the goal that is on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreeForm {
    pub company: String,
    pub goal: String,
}

impl AgreeForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<(CompanyId, ActivityId)> {
        let company = self.company.parse().map_err(|_| Failure::NotFound)?;
        Ok((company, self.goal.parse().map_err(|_| Failure::NotFound)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::sample;

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let today: Day = "2026-11-16".parse().expect("day");
        let read = |industry: &str, orders: &str, deadline: &str| {
            let form = GoalForm { industry: industry.into(), orders: orders.into(), deadline: deadline.into() };
            form.read(&sample::programme(), today)
        };
        let goal = read("manufacturing", " 5 ", "2027-03-31").expect("a goal");
        assert_eq!((goal.industry, goal.orders), (Industry::Manufacturing, 5));
        for (industry, orders, deadline, field, problem) in [
            ("", "5", "2027-03-31", "industry", Problem::Required),
            ("finance", "5", "2027-03-31", "industry", Problem::NotOffered),
            ("manufacturing", "", "2027-03-31", "orders", Problem::Required),
            ("manufacturing", "many", "2027-03-31", "orders", Problem::NotANumber),
            ("manufacturing", "0", "2027-03-31", "orders", Problem::OutOfRange { min: 1, max: 1_000 }),
            ("manufacturing", "5", "", "deadline", Problem::Required),
            ("manufacturing", "5", "soon", "deadline", Problem::NotADate),
            ("manufacturing", "5", "2026-11-16", "deadline", Problem::DateInPast),
            ("manufacturing", "5", "2036-11-16", "deadline", Problem::DateTooFar { years: 3 }),
        ] {
            let Err(Failure::Invalid { errors }) = read(industry, orders, deadline) else { panic!("{orders} {deadline} passed") };
            assert_eq!(errors.of(field), Some(&problem));
        }
    }
}
