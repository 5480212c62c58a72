//! `pack.toml`: what the pack is, its services, authorities and kinds of passport.

use std::collections::BTreeMap;

use super::acts::Acts;
use super::lists::{Authority, DocumentKind, Way};
use super::people::People;
use super::read::Fields;
use super::wording::Languages;
use super::workflow::PackWorkflow;
use super::{Pack, PackService};
use crate::words::Words;

/// The version of the format this loader reads.
const SCHEMA: i64 = 1;

pub(super) fn read_head(head: &mut Fields<'_>, languages: &Languages) -> Pack {
    let schema = head.need("schema");
    if let Some(node) = schema
        && let Some(version) = node.whole()
        && version != SCHEMA
    {
        node.bad(
            &version.to_string(),
            format!("this program reads schema {SCHEMA}"),
        );
    }
    let title = head.need("title").and_then(|node| languages.read(&node));
    Pack {
        id: head.text("id").unwrap_or_default(),
        title: title.unwrap_or_default(),
        jurisdiction: head.text("jurisdiction").unwrap_or_default(),
        calendar: head.text("calendar").unwrap_or_default(),
        service_family: head.text("service_family").unwrap_or_default(),
        ..empty()
    }
}

pub(super) fn read_catalogue(pack: &mut Pack, fields: &mut Fields<'_>, languages: &Languages) {
    let services = fields.tables("service").into_iter();
    pack.services = services.filter_map(|f| service(f, languages)).collect();
    let authorities = fields.tables("authority").into_iter();
    pack.authorities = authorities
        .filter_map(|f| Authority::read(f, languages))
        .collect();
    let sites = fields.tables("site").into_iter().map(|f| (f, false));
    let ratings = fields.tables("rating").into_iter().map(|f| (f, true));
    pack.ways = sites
        .chain(ratings)
        .filter_map(|(f, rates)| Way::read(f, rates, languages))
        .collect();
    let kinds = fields.tables("document_kind").into_iter();
    pack.document_kinds = kinds
        .filter_map(|f| DocumentKind::read(f, languages))
        .collect();
}

fn service(mut fields: Fields<'_>, languages: &Languages) -> Option<PackService> {
    let id = fields.text("id");
    let title = fields.need("title").and_then(|node| languages.read(&node));
    let authority = fields.text("authority");
    fields.finish();
    Some(PackService {
        id: id?.as_str().into(),
        title: title?,
        authority: authority?,
    })
}

pub(super) fn empty() -> Pack {
    Pack {
        id: String::new(),
        title: Words::default(),
        jurisdiction: String::new(),
        calendar: String::new(),
        languages: Languages::default(),
        service_family: String::new(),
        services: Vec::new(),
        authorities: Vec::new(),
        ways: Vec::new(),
        document_kinds: Vec::new(),
        acts: Acts::default(),
        rules: BTreeMap::new(),
        workflow: PackWorkflow::default(),
        grounds: Vec::new(),
        evidence: Vec::new(),
        notices: Vec::new(),
        people: People::default(),
        texts: BTreeMap::new(),
        forms: BTreeMap::new(),
        library: BTreeMap::new(),
        checksum: String::new(),
    }
}
