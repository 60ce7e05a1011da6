//! Dates, amounts and numbers as people of each language write them; always Japanese time.

use jiso::{
    lang::Lang,
    money::Money,
    time::{Day, MonthKey, Timestamp},
};

use crate::frame::today;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default()
}

/// `2026年11月23日`, `23 Nov 2026`.
pub fn day(l: Lang, day: Day) -> String {
    match l {
        Lang::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day_of_month()),
        Lang::En => format!("{} {} {}", day.day_of_month(), month_name(day.month()), day.year()),
    }
}

/// `11月23日`, `23 Nov`; with its year when that is another than the year of the page.
pub fn day_short(l: Lang, day: Day) -> String {
    day_near(l, day, today())
}

/// As [`day_short`], seen from a day; without one, the year goes without saying.
pub fn day_near(l: Lang, on: Day, today: Option<Day>) -> String {
    if today.is_some_and(|today| today.year() != on.year()) { day(l, on) } else { month_day(l, on.month(), on.day_of_month()) }
}

/// A day of every year: `12月29日`, `29 Dec`.
pub fn month_day(l: Lang, month: u8, day: u8) -> String {
    match l {
        Lang::Ja => format!("{month}月{day}日"),
        Lang::En => format!("{day} {}", month_name(month)),
    }
}

/// `11月23日 10:12`, `23 Nov 10:12`; with its year when that is another than the year of the page.
pub fn moment(l: Lang, at: Timestamp) -> String {
    moment_near(l, at, today())
}

/// As [`moment`], seen from a day; without one, the year goes without saying.
pub fn moment_near(l: Lang, at: Timestamp, today: Option<Day>) -> String {
    let minutes = at.minute_of_day();
    format!("{} {:02}:{:02}", day_near(l, at.day(), today), minutes / 60, minutes % 60)
}

/// `2026年11月`, `Nov 2026`.
pub fn month(l: Lang, month: MonthKey) -> String {
    match l {
        Lang::Ja => format!("{}年{}月", month.year(), month.month()),
        Lang::En => format!("{} {}", month_name(month.month()), month.year()),
    }
}

/// `11月`, `Nov`.
pub fn month_short(l: Lang, month: MonthKey) -> String {
    match l {
        Lang::Ja => format!("{}月", month.month()),
        Lang::En => month_name(month.month()).to_owned(),
    }
}

/// `1,234`.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Tenths as `4.5`.
pub fn decimal(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `340 kB`, `1.2 MB`.
pub fn bytes(n: u64) -> String {
    match n {
        0..1_000 => format!("{n} B"),
        1_000..999_500 => format!("{} kB", (n + 500) / 1_000),
        _ => format!("{} MB", decimal(u32::try_from((n + 50_000) / 100_000).unwrap_or(u32::MAX))),
    }
}

/// `¥2,400,000`; other currencies by their code.
pub fn money(money: &Money) -> String {
    if money.currency == "JPY" {
        format!("¥{}", number(money.minor))
    } else {
        format!("{} {}", money.currency, number(money.minor))
    }
}

/// Between facts in one line, which may end after it.
pub const fn dot(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "\u{a0}・ ",
        Lang::En => "\u{a0}· ",
    }
}

/// A gain's sign, as wide as the letters around it.
pub fn plus(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "＋",
        Lang::En => "+",
    }
}

/// `＋50` or `+50`, `−50`.
pub fn signed(lang: Lang, n: i64) -> String {
    if n > 0 { format!("{}{}", plus(lang), number(n)) } else { number(n) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_by_language() {
        let day_ = "2026-11-03".parse::<Day>().unwrap();
        assert_eq!(day(Lang::Ja, day_), "2026年11月3日");
        assert_eq!(day(Lang::En, day_), "3 Nov 2026");
        assert_eq!(moment(Lang::Ja, day_.at_minute(605)), "11月3日 10:05");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(-1_000), "−1,000");
        assert_eq!(number(12), "12");
        assert_eq!(
            (signed(Lang::Ja, 50), signed(Lang::En, 50), signed(Lang::En, -50)),
            ("＋50".into(), "+50".into(), "−50".into())
        );
        assert_eq!(money(&Money::yen(2_400_000)), "¥2,400,000");
    }

    #[test]
    fn a_year_is_written_when_it_is_not_the_current_one() {
        let on = |text: &str| text.parse::<Day>().unwrap();
        let minute = 13 * 60 + 7;
        for (date, today, ja, en) in [
            ("2026-12-24", Some("2026-11-16"), "12月24日 13:07", "24 Dec 13:07"),
            ("2026-01-01", Some("2026-12-31"), "1月1日 13:07", "1 Jan 13:07"),
            ("2024-12-24", Some("2026-11-16"), "2024年12月24日 13:07", "24 Dec 2024 13:07"),
            ("2025-12-31", Some("2026-01-01"), "2025年12月31日 13:07", "31 Dec 2025 13:07"),
            ("2027-01-05", Some("2026-12-31"), "2027年1月5日 13:07", "5 Jan 2027 13:07"),
            ("2024-12-24", None, "12月24日 13:07", "24 Dec 13:07"),
        ] {
            let (at, today) = (on(date).at_minute(minute), today.map(on));
            assert_eq!((moment_near(Lang::Ja, at, today), moment_near(Lang::En, at, today)), (ja.into(), en.into()));
            for (l, moment) in [(Lang::Ja, ja), (Lang::En, en)] {
                assert_eq!(format!("{} 13:07", day_near(l, on(date), today)), moment);
            }
        }
        // The first minutes of a year in Japan are still the year before elsewhere.
        let new_year = on("2026-01-01").start();
        assert_eq!(moment_near(Lang::Ja, new_year, Some(new_year.day())), "1月1日 00:00");
    }
}
