use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

/// What the parts of a path name. Bytes that are no text are an empty name, which nothing has: the page itself says so, in the
/// reader's language.
pub struct Named<T>(pub T);

impl<T, S> FromRequestParts<S> for Named<T>
where
    T: DeserializeOwned + Default + Send,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path: Result<Path<T>, _> = Path::from_request_parts(parts, state).await;
        Ok(Self(path.map(|Path(named)| named).unwrap_or_default()))
    }
}
