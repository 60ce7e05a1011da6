//! Reading an upload: commas or tabs, a first line that names the columns, words of either language.

use csv::{ReaderBuilder, StringRecord};
use jiso::{
    deals::{CompanySize, Industry, Territory},
    failure::{Answer, Failure, FieldErrors, Problem},
    lang::Lang,
    targets::{Column, Row, TargetForm, UPLOAD_LINES_MAX, row_field},
};
use jiso_app::text::{deals as d, targets as t};

/// The lines of an upload with what each says in which column, in the keys of the portal.
///
/// # Errors
/// [`Failure::Invalid`] when there is nothing, the columns are not named, or there are too many lines.
pub fn rows(text: &str) -> Answer<Vec<Row>> {
    // A line ends in one way, so that it is counted once.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    // What is copied out of a spreadsheet has tabs.
    let delimiter = if text.lines().next().is_some_and(|line| line.contains('\t')) { b'\t' } else { b',' };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(head) = records.next().transpose().map_err(|_| unreadable(1))? else {
        return Err(Failure::invalid("text", Problem::Required));
    };
    let columns = columns(&head)?;
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|error| unreadable(error.position().map_or(1, csv::Position::line)))?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() >= UPLOAD_LINES_MAX as usize {
            return Err(Failure::invalid("text", Problem::OutOfRange { min: 1, max: i64::from(UPLOAD_LINES_MAX) }));
        }
        let mut form = TargetForm::default();
        for (column, cell) in columns.iter().zip(record.iter()) {
            if let Some(column) = column {
                form.set(*column, key_of(*column, cell.trim()));
            }
        }
        rows.push(Row { line, form });
    }
    if rows.is_empty() { Err(Failure::invalid("text", Problem::Required)) } else { Ok(rows) }
}

fn unreadable(line: u64) -> Failure {
    Failure::invalid(
        &row_field(line, ""),
        Problem::Text { line: u32::try_from(line).unwrap_or(u32::MAX), expected: "CSV".into() },
    )
}

/// Which column stands where; one that the portal does not know is passed over.
fn columns(head: &StringRecord) -> Answer<Vec<Option<Column>>> {
    let columns: Vec<Option<Column>> = head.iter().map(|name| column(name.trim().trim_start_matches('\u{feff}'))).collect();
    let missing = Column::NEEDED.into_iter().filter(|needed| !columns.contains(&Some(*needed)));
    let mut errors = FieldErrors::default();
    for column in missing {
        errors.add(&row_field(1, column.as_str()), Problem::Required);
    }
    errors.or(Some(columns))
}

fn column(name: &str) -> Option<Column> {
    let same = |column: &Column| {
        let named = |lang| t::column(lang, column.as_str()).eq_ignore_ascii_case(name);
        column.as_str().eq_ignore_ascii_case(name) || named(Lang::Ja) || named(Lang::En)
    };
    Column::ALL.iter().copied().find(same)
}

/// The key of a closed set for its word in either language; what is no word is left to be told as a mistake.
fn key_of(column: Column, cell: &str) -> String {
    type Word = fn(Lang, &str) -> &'static str;
    let (keys, word): (Vec<&'static str>, Word) = match column {
        Column::Industry => (Industry::ALL.iter().map(|one| one.as_str()).collect(), d::industry),
        Column::Size => (CompanySize::ALL.iter().map(|one| one.as_str()).collect(), d::size),
        Column::Territory => (Territory::ALL.iter().map(|one| one.as_str()).collect(), d::territory),
        _ => return cell.to_owned(),
    };
    let means = |key: &&'static str| Lang::ALL.iter().any(|lang| word(*lang, key).eq_ignore_ascii_case(cell));
    keys.into_iter().find(means).unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_words_of_either_language_are_understood() {
        let text = "\u{feff}会社名,業種,従業員数,理由,備考\n北浜製作所,製造,51〜300名,\"引き合いが, 増えています。\",x\n";
        let head = text.lines().next().unwrap().to_owned();
        let japanese = format!(
            "{},{},{},{}\n北浜製作所,{},{},\"引き合いが, 増えています。\"\n",
            t::column(Lang::Ja, "customer"),
            t::column(Lang::Ja, "industry"),
            t::column(Lang::Ja, "size"),
            t::column(Lang::Ja, "reason"),
            d::industry(Lang::Ja, "manufacturing"),
            d::size(Lang::Ja, "medium"),
        );
        let read = rows(&japanese).unwrap();
        assert_eq!(read.len(), 1, "{head}");
        assert_eq!((read[0].line, read[0].form.industry.as_str(), read[0].form.size.as_str()), (2, "manufacturing", "medium"));
        assert_eq!(read[0].form.reason, "引き合いが, 増えています。");
        let english = "Customer\tIndustry\tsize\tReason\textra\nKitahama\tLogistics\tlarge\tMoves to a new site\tx\n\n";
        let read = rows(english).unwrap();
        assert_eq!((read[0].form.industry.as_str(), read[0].form.size.as_str()), ("logistics", "large"));
    }

    #[test]
    fn what_is_missing_is_told_with_its_line_and_column() {
        let fields = |text: &str| match rows(text) {
            Err(Failure::Invalid { errors }) => errors.0.into_iter().map(|error| error.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(fields(""), ["text"]);
        assert_eq!(fields("customer,industry,size\n"), ["line.1.reason"]);
        assert_eq!(fields("customer,industry,size,reason\n\n"), ["text"]);
        let many = format!("customer,industry,size,reason\n{}", "a,b,c,d\n".repeat(501));
        assert_eq!(fields(&many), ["text"]);
    }
}
