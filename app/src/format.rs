//! Dates, amounts and numbers as people of each language write them; always Japanese time.

use jiso::{
    lang::Lang,
    money::Money,
    time::{Day, MonthKey, Timestamp},
};

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

/// `11月23日`, `23 Nov`.
pub fn day_short(l: Lang, day: Day) -> String {
    match l {
        Lang::Ja => format!("{}月{}日", day.month(), day.day_of_month()),
        Lang::En => format!("{} {}", day.day_of_month(), month_name(day.month())),
    }
}

/// A day of every year: `12月29日`, `29 Dec`.
pub fn month_day(l: Lang, month: u8, day: u8) -> String {
    match l {
        Lang::Ja => format!("{month}月{day}日"),
        Lang::En => format!("{day} {}", month_name(month)),
    }
}

/// `11月23日 10:12`, `23 Nov 10:12`.
pub fn moment(l: Lang, at: Timestamp) -> String {
    let minutes = at.minute_of_day();
    format!("{} {:02}:{:02}", day_short(l, at.day()), minutes / 60, minutes % 60)
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
}
