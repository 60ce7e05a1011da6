//! Which version of the schema a database has, and what a migration leaves to the program. Migrations only go forward.

use uuid::Uuid;

use crate::{
    Store, StoreError, Tx,
    accounts::name_key,
    db::{POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS},
};

/// People in one transaction.
const AT_ONCE: i64 = 500;

/// A database's schema beside the one this program was built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrations {
    pub applied: usize,
    /// Known to this program and not applied yet.
    pub pending: usize,
    /// Applied by a newer program.
    pub unknown: usize,
}

sql! {
    APPLIED_MIGRATIONS = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
    // All nodes in one order, so that those that start at once wait for each other.
    UNKEYED_USERS = "SELECT id, name FROM users WHERE name_key IS NULL ORDER BY id LIMIT $1";
    KEY_USER = "UPDATE users SET name_key = $3 WHERE id = $1 AND name = $2 AND name_key IS NULL";
}

impl Store {
    /// # Errors
    /// When the database does not answer; one without any schema answers with an error, too.
    pub async fn migrations(&self) -> Result<Migrations, StoreError> {
        let mut tx = self.read().await?;
        let applied = tx.applied_migrations().await?;
        let migrator = if tx.is_postgres() { &POSTGRES_MIGRATIONS } else { &SQLITE_MIGRATIONS };
        let known: Vec<i64> = migrator.iter().map(|migration| migration.version).collect();
        Ok(Migrations {
            applied: applied.len(),
            pending: known.iter().filter(|version| !applied.contains(version)).count(),
            unknown: applied.iter().filter(|version| !known.contains(version)).count(),
        })
    }

    /// Keys of names that were there before their column, which are computed and not selected. Where none is missing, that is one
    /// look into an index.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn fill_name_keys(&self) -> Result<(), StoreError> {
        loop {
            let unkeyed = self.glance().await?.unkeyed_users().await?;
            if unkeyed.is_empty() {
                return Ok(());
            }
            let mut tx = self.write().await?;
            for (id, name) in &unkeyed {
                execute!(tx, q::KEY_USER, *id, name, name_key(name))?;
            }
            tx.commit().await?;
        }
    }
}

impl Tx {
    async fn applied_migrations(&mut self) -> Result<Vec<i64>, StoreError> {
        let rows = fetch_all!(self, (i64,), q::APPLIED_MIGRATIONS)?;
        Ok(rows.into_iter().map(|(version,)| version).collect())
    }

    async fn unkeyed_users(&mut self) -> Result<Vec<(Uuid, String)>, StoreError> {
        fetch_all!(self, (Uuid, String), q::UNKEYED_USERS, AT_ONCE)
    }
}

#[cfg(test)]
mod tests {
    use jiso::{id::Id, time::Timestamp};

    use crate::{
        Store, StoreOptions,
        accounts::User,
        search::PeopleFor,
        testing::{self, company, id, user},
    };

    async fn arrive(store: &Store, names: &[&str]) {
        let mut tx = store.write().await.unwrap();
        tx.insert_company(&company(1)).await.unwrap();
        for (name, number) in names.iter().zip(1..) {
            let person = User { name: (*name).to_owned(), ..user(number, Some(id(1))) };
            tx.insert_user(&person).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// As a database of before the column is after its migration.
    async fn forget_keys(store: &Store) {
        let mut tx = store.write().await.unwrap();
        execute!(tx, "UPDATE users SET name_key = NULL").unwrap();
        tx.commit().await.unwrap();
    }

    async fn named(store: &Store, key: &str) -> Vec<String> {
        let mut tx = store.read().await.unwrap();
        let (found, _) = tx.people_named(PeopleFor::Company(id(1)), key, 9).await.unwrap();
        let begun = tx.people_beginning(key, 9).await.unwrap();
        assert_eq!(found, begun, "{key}");
        found.into_iter().map(|person| person.name).collect()
    }

    #[tokio::test]
    async fn people_of_before_are_found() {
        for store in testing::stores().await {
            arrive(&store, &["髙橋 翼", "グエン・ラン", "・・・", "MÜLLER"]).await;
            forget_keys(&store).await;
            assert!(named(&store, "高橋").await.is_empty());
            store.fill_name_keys().await.unwrap();
            for (key, name) in [("高橋", "髙橋 翼"), ("ぐえん", "グエン・ラン"), ("müller", "MÜLLER")] {
                assert_eq!(named(&store, key).await, [name], "{}", store.kind());
            }
            let written = store.written();
            store.fill_name_keys().await.unwrap();
            assert_eq!(store.written(), written, "a name without letters has its key, too");
        }
    }

    #[tokio::test]
    async fn keys_are_filled_where_a_database_is_opened() {
        let options = StoreOptions::Sqlite { file: testing::fresh_folder("name-keys").join("jiso.db") };
        let store = Store::open(&options).await.unwrap();
        // More than are filled in one transaction.
        let mut tx = store.write().await.unwrap();
        tx.insert_company(&company(1)).await.unwrap();
        for number in 0..1_010_u32 {
            let [.., high, low] = number.to_be_bytes();
            let chance = [0, 0, 0, 0, 0, 0, 0, 0, high, low];
            let person = User {
                id: Id::new(Timestamp::EPOCH, chance),
                email: format!("{number}@example.jp"),
                name: format!("髙橋{number}"),
                ..user(1, Some(id(1)))
            };
            tx.insert_user(&person).await.unwrap();
        }
        tx.commit().await.unwrap();
        forget_keys(&store).await;
        store.close().await;

        let store = Store::open(&options).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let (_, count) = tx.people_named(PeopleFor::Company(id(1)), "高橋", 1).await.unwrap();
        assert_eq!(count, 1_010);
    }
}
