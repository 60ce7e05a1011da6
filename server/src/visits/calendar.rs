//! A visit as a calendar takes it: RFC 5545, one event.

use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    lang::Lang,
    time::Timestamp,
    visits::{JointVisit, VisitState},
};
use jiso_app::text::visits as t;

use super::visible;
use crate::office::Office;

/// Octets of a line, without its end.
const LINE_OCTETS: usize = 75;

impl Office {
    /// The file for the calendar of either side, once a time is fixed; also when it was called off after that, so that a
    /// calendar takes it out.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a visit of others, and while no time is fixed.
    pub async fn visit_calendar(&self, caller: &Caller, id: &str) -> Answer<String> {
        let mut tx = self.store.read().await?;
        let visit = visible(&mut tx, caller, id.parse().map_err(|_| Failure::NotFound)?).await?;
        let starts_at = visit.starts_at.ok_or(Failure::NotFound)?;
        let customer = tx.deal(visit.deal).await?.map(|found| found.deal.facts.customer.name).unwrap_or_default();
        let owner = self.person(&mut tx, visit.owner).await?;
        let host = match visit.host {
            Some(host) => self.person(&mut tx, host).await?,
            None => String::new(),
        };
        Ok(event(caller.lang, &self.origin, &visit, starts_at, &[&customer, &owner, &host]))
    }
}

fn event(l: Lang, origin: &str, visit: &JointVisit, starts_at: Timestamp, [customer, owner, host]: &[&str; 3]) -> String {
    let plan = &visit.plan;
    let house = origin.split_once("://").map_or(origin, |(_, house)| house);
    let people = t::calendar_people(l, owner, &plan.partner_role, host, &plan.vendor_role);
    let link = format!("{origin}/visits/{}", visit.id);
    let about = [&*plan.purpose, &*t::calendar_meets(l, &plan.meets), &*people, &*link].join("\n");
    let status = if visit.state == VisitState::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    let ends_at = starts_at + std::time::Duration::from_secs(u64::from(plan.minutes) * 60);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".into(),
        "PRODID:-//Jiso//Joint visits//EN".into(),
        "METHOD:PUBLISH".into(),
        // Japan's time, which has known no change of the clocks since 1951.
        "BEGIN:VTIMEZONE".into(),
        "TZID:Asia/Tokyo".into(),
        "BEGIN:STANDARD".into(),
        "DTSTART:19700101T000000".into(),
        "TZOFFSETFROM:+0900".into(),
        "TZOFFSETTO:+0900".into(),
        "TZNAME:JST".into(),
        "END:STANDARD".into(),
        "END:VTIMEZONE".into(),
        "BEGIN:VEVENT".into(),
        format!("UID:{}@{}", visit.id, house.split([':', '/']).next().unwrap_or(house)),
        format!("SEQUENCE:{}", visit.version),
        format!("DTSTAMP:{}", stamp_in_utc(visit.moved.at)),
        format!("DTSTART;TZID=Asia/Tokyo:{}", local(starts_at)),
        format!("DTEND;TZID=Asia/Tokyo:{}", local(ends_at)),
        format!("SUMMARY:{}", escaped(&t::calendar_title(l, customer))),
        format!("LOCATION:{}", escaped(&plan.place)),
        format!("DESCRIPTION:{}", escaped(&about)),
        format!("URL:{link}"),
        format!("STATUS:{status}"),
        "END:VEVENT".into(),
        "END:VCALENDAR".into(),
    ];
    lines.iter().fold(String::new(), |text, line| text + &folded(line))
}

/// `20261124T140000` in Japan.
fn local(at: Timestamp) -> String {
    let (day, minutes) = (at.day(), at.minute_of_day());
    format!("{:04}{:02}{:02}T{:02}{:02}00", day.year(), day.month(), day.day_of_month(), minutes / 60, minutes % 60)
}

fn stamp_in_utc(at: Timestamp) -> String {
    format!("{}Z", local(at.plus_hours(-9)))
}

/// A text value: what means something in the format is marked, and no line ends inside.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line in pieces of at most 75 octets, cut between characters.
fn folded(line: &str) -> String {
    let (mut out, mut octets) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if octets + c.len_utf8() > LINE_OCTETS {
            out.push_str("\r\n ");
            octets = 1;
        }
        octets += c.len_utf8();
        out.push(c);
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use jiso::{
        goals::{Said, Side},
        id::Id,
        time::Day,
        visits::VisitPlan,
    };

    use super::*;

    fn visit(state: VisitState) -> JointVisit {
        let at = "2026-11-16".parse::<Day>().unwrap().at_minute(600);
        let starts_at = "2026-11-24".parse::<Day>().unwrap().at_minute(14 * 60 + 30);
        let said = Said { by: Id::new(at, [3; 10]), at };
        JointVisit {
            id: Id::new(at, [1; 10]),
            deal: Id::new(at, [2; 10]),
            company: Id::new(at, [4; 10]),
            version: 3,
            state,
            side: Side::Partner,
            plan: VisitPlan {
                purpose: "決裁者に効果を説明する。\nデモは20分、質疑は30分; 見積は持参, 契約の話はしない".into(),
                meets: "工場長".into(),
                partner_role: "進行".into(),
                vendor_role: "実演".into(),
                place: "江東区1-2-3\r\nBEGIN:VEVENT".into(),
                minutes: 90,
            },
            slots: vec![starts_at],
            starts_at: Some(starts_at),
            on: starts_at.day(),
            note: None,
            owner: said.by,
            asked: said,
            moved: said,
            host: Some(said.by),
            partner_said: None,
            vendor_said: None,
        }
    }

    #[test]
    fn a_calendar_reads_it() {
        let visit = visit(VisitState::Agreed);
        let text =
            event(Lang::Ja, "http://portal.test:8080", &visit, visit.starts_at.unwrap(), &["北浜, 製作所", "佐藤", "田村"]);
        assert!(text.split("\r\n").all(|line| line.len() <= LINE_OCTETS && !line.contains('\n')), "{text}");
        let whole = text.replace("\r\n ", "");
        for line in [
            &*format!("UID:{}@portal.test", visit.id),
            "SEQUENCE:3",
            "DTSTAMP:20261116T010000Z",
            "DTSTART;TZID=Asia/Tokyo:20261124T143000",
            "DTEND;TZID=Asia/Tokyo:20261124T160000",
            "LOCATION:江東区1-2-3\\nBEGIN:VEVENT",
            "STATUS:CONFIRMED",
        ] {
            assert!(whole.split("\r\n").any(|here| here == line), "{line} in {whole}");
        }
        assert_eq!(whole.matches("\r\nBEGIN:VEVENT\r\n").count(), 1, "nobody writes an event of their own into it");
        assert!(whole.contains("SUMMARY:商談同行：北浜\\, 製作所") && whole.contains("30分\\; 見積は持参\\, 契約"), "{whole}");
    }

    #[test]
    fn what_is_called_off_is_taken_out_of_calendars() {
        let visit = visit(VisitState::Cancelled);
        let text = event(Lang::En, "https://portal.test", &visit, visit.starts_at.unwrap(), &["Kitahama", "Sato", "Tamura"]);
        assert!(text.contains("STATUS:CANCELLED") && text.contains("SUMMARY:Joint visit: Kitahama"), "{text}");
    }
}
