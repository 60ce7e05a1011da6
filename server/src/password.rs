//! Passwords are hashed with argon2id off the async threads.

use std::sync::OnceLock;

use argon2::{Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use jiso::failure::{Answer, Failure};

fn argon2() -> Argon2<'static> {
    // OWASP's first recommendation: 19 MiB, two passes, one lane.
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
}

fn unavailable(what: &str) -> Failure {
    tracing::error!(reference = "password", what, "password hashing failed");
    Failure::Unavailable { reference: "password".into() }
}

/// `salt` is 16 bytes of chance.
///
/// # Errors
/// [`Failure::Unavailable`]
pub async fn hash(password: String, salt: [u8; 16]) -> Answer<String> {
    tokio::task::spawn_blocking(move || hash_now(&password, salt)).await.map_err(|_| unavailable("hashing was cancelled"))?
}

fn hash_now(password: &str, salt: [u8; 16]) -> Answer<String> {
    let salt = SaltString::encode_b64(&salt).map_err(|_| unavailable("salt"))?;
    let hash = argon2().hash_password(password.as_bytes(), &salt).map_err(|_| unavailable("hash"))?;
    Ok(hash.to_string())
}

/// Whether `password` is the one behind `hash`. Without a hash it takes just as long and says no, so that an unknown address
/// cannot be told from a wrong password.
///
/// # Errors
/// [`Failure::Unavailable`]
pub async fn verify(password: String, hash: Option<String>) -> Answer<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let verify = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.get_or_init(|| hash_now("nobody", [7; 16]).unwrap_or_default()).clone());
        let right = PasswordHash::new(&hash).is_ok_and(|parsed| argon2().verify_password(password.as_bytes(), &parsed).is_ok());
        right && known
    };
    tokio::task::spawn_blocking(verify).await.map_err(|_| unavailable("verification was cancelled"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_passes() {
        let hashed = hash("長いことばは安全です".into(), [1; 16]).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert_eq!(verify("長いことばは安全です".into(), Some(hashed.clone())).await, Ok(true));
        assert_eq!(verify("wrong".into(), Some(hashed)).await, Ok(false));
        assert_eq!(verify("nobody".into(), None).await, Ok(false));
    }
}
