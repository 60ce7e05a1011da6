//! How statements are named and sent: each has a name, and a test prepares all of them on both databases.

/// Runs `$e` with `$c` as the connection of whichever database it is.
macro_rules! on {
    ($tx:expr, $c:ident => $e:expr) => {
        match &mut $tx.inner {
            crate::db::TxInner::Lite(held) => {
                let $c = &mut **held;
                $e
            }
            crate::db::TxInner::Turn(turn) => {
                let $c = &mut **turn;
                $e
            }
            crate::db::TxInner::Pg(transaction) => {
                let $c = &mut **transaction;
                $e
            }
        }
    };
}

macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query($sql)$(.bind($bind))*.execute(c).await.map(|done| done.rows_affected()))
            .map_err(|source| crate::StoreError::Statement { statement: stringify!($sql), source })
    };
}

macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(c).await)
            .map_err(|source| crate::StoreError::Statement { statement: stringify!($sql), source })
    };
}

macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_one(c).await)
            .map_err(|source| crate::StoreError::Statement { statement: stringify!($sql), source })
    };
}

macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(c).await)
            .map_err(|source| crate::StoreError::Statement { statement: stringify!($sql), source })
    };
}

/// What each database is sent, where it cannot be the same.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// Names the pairs of a module and lists them for the test that prepares them.
macro_rules! pairs {
    ($($name:ident = { sqlite: $sqlite:expr, postgres: $postgres:expr };)*) => {
        pub mod pairs {
            use crate::sql::Pair;
            $(pub const $name: Pair = Pair { sqlite: $sqlite, postgres: $postgres };)*
            pub const ALL: &[(&str, Pair)] = &[$((stringify!($name), $name)),*];
        }
    };
}

/// Names statements that are sent as one, so that a writer waits once for the thread of SQLite instead of once for each. SQLite
/// runs them one after another, PostgreSQL as parts of one; so none may read what another writes, and no two may write one row.
macro_rules! together {
    ($($name:ident = { $($part:ident: $text:literal;)* };)*) => {
        pub mod together {
            use crate::sql::Pair;
            $(pub const $name: Pair = Pair {
                sqlite: concat!($($text, ";\n",)*),
                postgres: concat!("WITH ", $(stringify!($part), " AS (", $text, "), ",)* "done AS (SELECT 1) SELECT 1 FROM done"),
            };)*
            pub const ALL: &[(&str, Pair)] = &[$((stringify!($name), $name)),*];
        }
    };
}

macro_rules! execute_together {
    ($tx:expr, $together:expr $(, $bind:expr)* $(,)?) => {{
        let text = $tx.own($together);
        on!($tx, c => sqlx::query(text)$(.bind($bind))*.execute(c).await.map(drop))
            .map_err(|source| crate::StoreError::Statement { statement: stringify!($together), source })
    }};
}

/// Names the statements of a module and lists them for the test that prepares them.
macro_rules! sql {
    ($($name:ident = $text:expr;)*) => {
        pub mod q {
            $(pub const $name: &str = $text;)*
            pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
        }
    };
}
