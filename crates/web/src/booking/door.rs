//! Through which door a request came: language, regional site or portal, network.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, OriginalUri};
use http::StatusCode;
use http::request::Parts;
use okno_domain::appointment::Channel;
use okno_domain::id::RegionId;

use super::desk::Desk;
use crate::lang::Lang;
use crate::voice::Voice;

/// The door of one request.
#[derive(Debug, Clone)]
pub(super) struct Door {
    /// The language of the address.
    pub(super) lang: Lang,
    /// The region whose site this is (REQ-A8); none on the portal.
    pub(super) region: Option<RegionId>,
    /// Path with query, as asked.
    pub(super) path: String,
    /// The network it came from.
    pub(super) from: IpAddr,
}

impl Door {
    /// The page's words.
    pub(super) fn t(&self) -> Voice {
        Voice::of(self.lang)
    }

    /// Which channel an appointment made here belongs to (REQ-A8, REQ-A9).
    pub(super) fn channel(&self) -> Channel {
        if self.region.is_some() {
            Channel::RegionalSite
        } else {
            Channel::Portal
        }
    }

    /// An address of the same site: `/book` becomes `/ru/book`, or `/ru/77/book`.
    pub(super) fn href(&self, below: &str) -> String {
        match &self.region {
            Some(region) => format!("/{}/{region}{below}", self.lang),
            None => format!("/{}{below}", self.lang),
        }
    }

    /// An address of an appointment; these belong to no site.
    pub(super) fn appointment(&self, below: &str) -> String {
        format!("/{}/appointment{below}", self.lang)
    }

    /// The same door with another page as its address, for answers to a POST.
    pub(super) fn at(&self, path: String) -> Self {
        Self {
            path,
            ..self.clone()
        }
    }

    fn of(path: &str, query: Option<&str>, from: IpAddr) -> Option<Self> {
        let mut steps = path.trim_start_matches('/').split('/');
        let lang = Lang::from_code(steps.next()?)?;
        let region = match steps.next()? {
            "book" | "appointment" => None,
            code => Some(RegionId::new(code)),
        };
        let path = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        Some(Self {
            lang,
            region,
            path,
            from,
        })
    }
}

impl FromRequestParts<Desk> for Door {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, StatusCode> {
        let whole = parts
            .extensions
            .get::<OriginalUri>()
            .map(|OriginalUri(uri)| uri);
        let uri = whole.unwrap_or(&parts.uri);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let from = peer.map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip());
        let door = Self::of(uri.path(), uri.query(), from).ok_or(StatusCode::NOT_FOUND)?;
        match &door.region {
            Some(region) if desk.region(region).is_none() => Err(StatusCode::NOT_FOUND),
            _ => Ok(door),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn door(path: &str) -> Door {
        Door::of(
            path,
            Some("service=passport-5"),
            IpAddr::from([127, 0, 0, 1]),
        )
        .unwrap()
    }

    /// REQ-A8, REQ-A9: the site of a region is a channel of its own.
    #[test]
    fn a_regional_site_and_the_portal_are_two_doors_of_one_house() {
        let portal = door("/ru/book");
        assert_eq!(
            (portal.channel(), portal.href("/book")),
            (Channel::Portal, "/ru/book".into())
        );
        let site = door("/en/77/book/77-01/passport-5");
        assert_eq!(site.channel(), Channel::RegionalSite);
        assert_eq!(site.href("/book"), "/en/77/book");
        assert_eq!(site.appointment("/77-AAAA"), "/en/appointment/77-AAAA");
        assert_eq!(site.path, "/en/77/book/77-01/passport-5?service=passport-5");
    }
}
