//! What partners ask the vendor, and who of the vendor is away.

use jiso::{
    goals::Side,
    id::{CompanyId, DocumentId, PostId, QuestionId, UserId},
    questions::{Noted, PagePath, Post, PostKind, Question, QuestionState},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

// As the columns are.
#[allow(clippy::struct_excessive_bools)]
#[derive(sqlx::FromRow)]
struct QuestionRow {
    id: Uuid,
    company_id: Uuid,
    asker_id: Uuid,
    asked_at: i64,
    topic: String,
    title: String,
    page_path: Option<String>,
    page_label: Option<String>,
    version: i64,
    state: String,
    holder_id: Option<Uuid>,
    stands_in: bool,
    since: i64,
    due: i64,
    moved_at: i64,
    reminded: bool,
    late: bool,
    escalated: bool,
    accepted_post: Option<Uuid>,
    faq_document: Option<Uuid>,
}

impl QuestionRow {
    /// None for a state that a later version may know.
    fn question(self) -> Option<Question> {
        Some(Question {
            id: QuestionId::from_uuid(self.id),
            company: CompanyId::from_uuid(self.company_id),
            asker: UserId::from_uuid(self.asker_id),
            asked_at: Timestamp::from_micros(self.asked_at),
            topic: self.topic,
            title: self.title,
            page: self.page_path.zip(self.page_label).map(|(path, label)| PagePath { path, label }),
            version: self.version,
            state: QuestionState::parse(&self.state)?,
            holder: self.holder_id.map(UserId::from_uuid),
            stands_in: self.stands_in,
            since: Timestamp::from_micros(self.since),
            due: Timestamp::from_micros(self.due),
            moved_at: Timestamp::from_micros(self.moved_at),
            noted: Noted { reminded: self.reminded, late: self.late, escalated: self.escalated },
            accepted: self.accepted_post.map(PostId::from_uuid),
            faq: self.faq_document.map(DocumentId::from_uuid),
        })
    }
}

#[derive(sqlx::FromRow)]
struct PostRow {
    id: Uuid,
    is_answer: bool,
    by_vendor: bool,
    by_id: Uuid,
    at: i64,
    text: String,
}

impl From<PostRow> for Post {
    fn from(row: PostRow) -> Self {
        Self {
            id: PostId::from_uuid(row.id),
            kind: if row.is_answer { PostKind::Answer } else { PostKind::Words },
            side: if row.by_vendor { Side::Vendor } else { Side::Partner },
            by: UserId::from_uuid(row.by_id),
            at: Timestamp::from_micros(row.at),
            text: row.text,
        }
    }
}

sql! {
    INSERT_QUESTION = "INSERT INTO questions (id, company_id, asker_id, asked_at, topic, title, page_path, page_label, version, state,
        holder_id, stands_in, since, due, moved_at, reminded, late, escalated)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13, $14, FALSE, FALSE, FALSE) ON CONFLICT (id) DO NOTHING";
    CHANGE_QUESTION = "UPDATE questions SET version = version + 1, asker_id = $3, state = $4, holder_id = $5, stands_in = $6, since = $7,
        due = $8, moved_at = $9, reminded = $10, late = $11, escalated = $12, accepted_post = $13, faq_document = $14
        WHERE id = $1 AND version = $2";
    QUESTION = "SELECT q.* FROM questions q WHERE q.id = $1";
    QUESTIONS_OF_COMPANY = "SELECT q.* FROM questions q WHERE q.company_id = $1 ORDER BY q.moved_at DESC, q.id DESC LIMIT $2";
    QUESTIONS_WAITING = "SELECT q.* FROM questions q WHERE q.state = 'asked' ORDER BY q.due, q.id LIMIT $1";
    QUESTIONS_WAITING_OF = "SELECT q.* FROM questions q WHERE q.state = 'asked' AND q.company_id = $1 ORDER BY q.due, q.id";
    COUNT_WAITING = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(CASE WHEN due < $1 THEN 1 END) AS BIGINT) FROM questions
        WHERE state = 'asked'";
    LATE_OF_COMPANY = "SELECT COUNT(*) FROM questions WHERE state = 'asked' AND company_id = $1 AND due < $2";
    LATE_BY_COMPANY = "SELECT company_id, COUNT(*) FROM questions WHERE state = 'asked' AND due < $1 GROUP BY company_id";
    QUESTION_OF_FAQ = "SELECT q.* FROM questions q WHERE q.faq_document = $1 ORDER BY q.asked_at, q.id LIMIT 1";
    QUESTIONS_MOVED = "SELECT q.* FROM questions q WHERE q.state <> 'asked' ORDER BY q.moved_at DESC, q.id DESC LIMIT $1";
    INSERT_POST = "INSERT INTO question_posts (id, question_id, is_answer, by_vendor, by_id, at, text, place)
        VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT COUNT(*) FROM question_posts WHERE question_id = $2)) ON CONFLICT (id) DO NOTHING";
    POSTS_OF = "SELECT id, is_answer, by_vendor, by_id, at, text FROM question_posts WHERE question_id = $1 ORDER BY at, place, id";
    SET_AWAY = "INSERT INTO absences (user_id, last_day) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET last_day = $2";
    SET_HERE = "DELETE FROM absences WHERE user_id = $1";
    AWAY = "SELECT last_day FROM absences WHERE user_id = $1 AND last_day >= $2";
}

impl Tx {
    /// `false` when it has been asked already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_question(&mut self, question: &Question) -> Result<bool, StoreError> {
        let inserted = execute!(
            self,
            q::INSERT_QUESTION,
            question.id.uuid(),
            question.company.uuid(),
            question.asker.uuid(),
            question.asked_at.micros(),
            &question.topic,
            &question.title,
            question.page.as_ref().map(|page| page.path.as_str()),
            question.page.as_ref().map(|page| page.label.as_str()),
            question.state.as_str(),
            question.holder.map(UserId::uuid),
            question.stands_in,
            question.since.micros(),
            question.due.micros(),
            question.moved_at.micros(),
        )?;
        Ok(inserted == 1)
    }

    /// Keeps everything about a question that may change; `false` when somebody else has changed it since it was read.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn change_question(&mut self, question: &Question) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            q::CHANGE_QUESTION,
            question.id.uuid(),
            question.version,
            question.asker.uuid(),
            question.state.as_str(),
            question.holder.map(UserId::uuid),
            question.stands_in,
            question.since.micros(),
            question.due.micros(),
            question.moved_at.micros(),
            question.noted.reminded,
            question.noted.late,
            question.noted.escalated,
            question.accepted.map(PostId::uuid),
            question.faq.map(DocumentId::uuid),
        )?;
        Ok(changed == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn question(&mut self, id: QuestionId) -> Result<Option<Question>, StoreError> {
        Ok(fetch_optional!(self, QuestionRow, q::QUESTION, id.uuid())?.and_then(QuestionRow::question))
    }

    /// What moved last at the head.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn questions_of_company(&mut self, company: CompanyId, limit: i64) -> Result<Vec<Question>, StoreError> {
        Ok(questions(fetch_all!(self, QuestionRow, q::QUESTIONS_OF_COMPANY, company.uuid(), limit)?))
    }

    /// What waits for the vendor, the first due first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn questions_waiting(&mut self, limit: i64) -> Result<Vec<Question>, StoreError> {
        Ok(questions(fetch_all!(self, QuestionRow, q::QUESTIONS_WAITING, limit)?))
    }

    /// [`Tx::questions_waiting`] of one company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn questions_waiting_of(&mut self, company: CompanyId) -> Result<Vec<Question>, StoreError> {
        Ok(questions(fetch_all!(self, QuestionRow, q::QUESTIONS_WAITING_OF, company.uuid())?))
    }

    /// How many wait for the vendor, and how many of them are overdue.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_questions_waiting(&mut self, now: Timestamp) -> Result<(u32, u32), StoreError> {
        let (all, late) = fetch_one!(self, (i64, i64), q::COUNT_WAITING, now.micros())?;
        Ok((u32::try_from(all).unwrap_or(u32::MAX), u32::try_from(late).unwrap_or(u32::MAX)))
    }

    /// How many of a company the vendor has not answered in time.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn late_questions_of(&mut self, company: CompanyId, now: Timestamp) -> Result<u32, StoreError> {
        let (late,) = fetch_one!(self, (i64,), q::LATE_OF_COMPANY, company.uuid(), now.micros())?;
        Ok(u32::try_from(late).unwrap_or(u32::MAX))
    }

    /// The same for every company that has any.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn late_questions_by_company(&mut self, now: Timestamp) -> Result<Vec<(CompanyId, u32)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::LATE_BY_COMPANY, now.micros())?;
        Ok(rows.into_iter().map(|(id, late)| (CompanyId::from_uuid(id), u32::try_from(late).unwrap_or(u32::MAX))).collect())
    }

    /// What a frequent question was made of.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn question_of_faq(&mut self, faq: DocumentId) -> Result<Option<Question>, StoreError> {
        let row = fetch_optional!(self, QuestionRow, q::QUESTION_OF_FAQ, faq.uuid())?;
        Ok(questions(row.into_iter().collect()).pop())
    }

    /// Those that do not wait for the vendor; what moved last at the head.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn questions_moved(&mut self, limit: i64) -> Result<Vec<Question>, StoreError> {
        Ok(questions(fetch_all!(self, QuestionRow, q::QUESTIONS_MOVED, limit)?))
    }

    /// `false` when it stands there already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_post(&mut self, question: QuestionId, post: &Post) -> Result<bool, StoreError> {
        let inserted = execute!(
            self,
            q::INSERT_POST,
            post.id.uuid(),
            question.uuid(),
            post.kind == PostKind::Answer,
            post.side == Side::Vendor,
            post.by.uuid(),
            post.at.micros(),
            &post.text,
        )?;
        Ok(inserted == 1)
    }

    /// The oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn posts_of(&mut self, question: QuestionId) -> Result<Vec<Post>, StoreError> {
        Ok(fetch_all!(self, PostRow, q::POSTS_OF, question.uuid())?.into_iter().map(Post::from).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn set_away(&mut self, user: UserId, until: Option<Day>) -> Result<(), StoreError> {
        match until {
            Some(day) => execute!(self, q::SET_AWAY, user.uuid(), i64::from(day.0)).map(drop),
            None => execute!(self, q::SET_HERE, user.uuid()).map(drop),
        }
    }

    /// Until when somebody is away who is away on a day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn away(&mut self, user: UserId, on: Day) -> Result<Option<Day>, StoreError> {
        let row = fetch_optional!(self, (i64,), q::AWAY, user.uuid(), i64::from(on.0))?;
        Ok(row.and_then(|(day,)| i32::try_from(day).ok()).map(Day))
    }
}

fn questions(rows: Vec<QuestionRow>) -> Vec<Question> {
    rows.into_iter().filter_map(QuestionRow::question).collect()
}
