//! Reading regions and offices from their tables.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use okno_domain::id::{OfficeId, RegionId};
use okno_domain::office::{
    BankDetails, Contacts, HeadReception, OfficeKind, OfficeProfile, OnlineBooking, OwnDay, Phone,
    PhonePurpose, Region, RegionProfile,
};
use okno_domain::opening::{Closure, OpeningHours, Schedules};
use okno_domain::person::phone::{self, DialPlan};

use super::file::{OfficeFile, OfficeRow, Row};
use super::sheet::{Fields, Node};
use super::{read_office_rows, read_plans};

/// Schedules that offices of the file share, by name.
pub(super) type NamedHours = BTreeMap<String, OpeningHours>;

/// Codes of regions stand in addresses and references.
const LONGEST_REGION_CODE: usize = 8;

/// Reads the whole file; rows that are not understood are reported and left out.
pub(super) fn file(fields: &Fields<'_>) -> OfficeFile {
    let hours = named_hours(fields);
    let regions = fields.tables("region", "region");
    let offices = fields.tables("office", "office");
    if regions.is_empty() && offices.is_empty() {
        fields.report(
            "no region and no office",
            "add at least one [[region]] or [[office]]",
        );
    }
    let named =
        |tables: &[Fields<'_>]| -> Vec<String> { tables.iter().filter_map(Fields::code).collect() };
    OfficeFile {
        named_regions: named(&regions).into_iter().map(RegionId::new).collect(),
        named_offices: named(&offices).into_iter().map(OfficeId::new).collect(),
        regions: regions.iter().filter_map(region).collect(),
        offices: offices
            .into_iter()
            .filter_map(|fields| office(fields, &hours))
            .collect(),
    }
}

fn named_hours(fields: &Fields<'_>) -> NamedHours {
    let Some(node) = fields.maybe("schedule") else {
        return NamedHours::new();
    };
    let found = node.named().into_iter().filter_map(|node| {
        let hours = hours_of(&node)?;
        Some((node.key.clone(), hours))
    });
    found.collect()
}

fn hours_of(node: &Node<'_>) -> Option<OpeningHours> {
    let hours: OpeningHours = node.of("hours as docs/office-file.md shows them")?;
    for problem in hours.problems() {
        node.report(problem.to_string(), "mend the schedule");
    }
    Some(hours)
}

fn region(fields: &Fields<'_>) -> Option<Row<Region>> {
    let code = fields.need("code").and_then(|node| region_code(&node));
    let zone = fields.need("zone").and_then(|node| zone(&node));
    let online = fields.tick_or("online_booking", true);
    let off = fields.maybe_words("online_booking_off");
    if !online && off.is_empty() {
        let advice = "say in 'online_booking_off' why, and whom to call instead (REQ-A10)";
        fields.report("online booking is off without a reason", advice);
    }
    let title = fields.words("title");
    let authority = fields.maybe_words("authority");
    let contacts = contacts(fields);
    let bank = fields.need("bank").and_then(|node| bank(&node));
    fields.finish();
    let profile = RegionProfile {
        title: title?,
        authority,
        contacts,
        online_booking_off: off,
        bank: bank?,
    };
    let content = Region {
        region_id: RegionId::new(code?),
        zone: zone?,
        online_booking: online,
        profile,
    };
    let table = format!("region {}", content.region_id);
    Some(Row {
        start: fields.start,
        table,
        content,
    })
}

fn region_code(node: &Node<'_>) -> Option<String> {
    let code = node.text()?;
    let fits = !code.is_empty()
        && code.len() <= LONGEST_REGION_CODE
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !fits {
        let advice = "write up to 8 Latin letters and digits, such as 77";
        node.report(format!("'{code}' is no region code"), advice);
    }
    fits.then_some(code)
}

fn zone(node: &Node<'_>) -> Option<String> {
    let name = node.text()?;
    // A zone that only spells its offset does not follow when a government moves the clock.
    if name.contains('/') && TimeZone::get(&name).is_ok() {
        return Some(name);
    }
    let known: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .collect();
    node.unknown(
        "zone",
        &name,
        known
            .iter()
            .map(String::as_str)
            .filter(|name| name.contains('/')),
    );
    None
}

fn contacts(fields: &Fields<'_>) -> Contacts {
    Contacts {
        address: fields.maybe_words("address"),
        postal_address: fields.maybe_words("postal_address"),
        phones: fields
            .tables("phones", &format!("{}, phone", fields.table))
            .iter()
            .filter_map(phone_of)
            .collect(),
        email: fields.maybe("email").and_then(|node| email(&node)),
        site: fields.maybe_text("site"),
    }
}

fn phone_of(fields: &Fields<'_>) -> Option<Phone> {
    let purposes: Vec<_> = PhonePurpose::ALL
        .into_iter()
        .map(|purpose| (purpose.name(), purpose))
        .collect();
    let purpose = fields
        .need("purpose")
        .and_then(|node| node.choice("purpose", &purposes));
    let number = fields.need("number").and_then(|node| e164(&node));
    fields.finish();
    Some(Phone {
        purpose: purpose?,
        number: number?,
    })
}

fn e164(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    let what = format!("'{written}' is not a number in the international form (E.164)");
    match phone::Phone::parse(&written, &DialPlan::seven()) {
        Ok(phone) if phone.as_str() == written => return Some(written),
        Ok(phone) => node.report(what, format!("write \"{}\"", phone.as_str())),
        Err(problem) => {
            node.report(format!("{what}: {problem}"), "write it as \"+74956670299\"");
        }
    }
    None
}

fn email(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    let parts = written.split_once('@');
    let fits = parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !written.contains(char::is_whitespace);
    if !fits {
        node.report(
            format!("'{written}' is no e-mail address"),
            "write it as name@example.org",
        );
    }
    fits.then_some(written)
}

fn bank(node: &Node<'_>) -> Option<BankDetails> {
    let bank: BankDetails = node.of("the bank details as docs/office-file.md shows them")?;
    let numbers = [
        ("personal_acc", &bank.personal_acc, &[20][..]),
        ("bic", &bank.bic, &[9]),
        ("payee_inn", &bank.payee_inn, &[10]),
        ("kpp", &bank.kpp, &[9]),
        ("oktmo", &bank.oktmo, &[8, 11]),
        ("corresp_acc", &bank.corresp_acc, &[20, 1]),
    ];
    let codes = bank.cbc.values().map(|code| ("cbc", code, &[20][..]));
    let mut fits = true;
    for (key, number, lengths) in numbers.into_iter().chain(codes) {
        if !number.bytes().all(|b| b.is_ascii_digit()) || !lengths.contains(&number.len()) {
            let advice = format!("it has {} digits", lengths[0]);
            node.report(format!("'{key}' cannot be '{number}'"), advice);
            fits = false;
        }
    }
    fits.then_some(bank)
}

fn office(mut fields: Fields<'_>, shared: &NamedHours) -> Option<Row<OfficeRow>> {
    let code = fields.need("code").and_then(|node| office_code(&node));
    if let Some(code) = &code {
        fields.table = format!("office {code}");
    }
    let fields = &fields;
    let kinds: Vec<_> = OfficeKind::ALL
        .into_iter()
        .map(|kind| (kind.name(), kind))
        .collect();
    let kind = fields
        .need("kind")
        .and_then(|node| node.choice("kind of office", &kinds));
    let parent = fields
        .maybe("parent")
        .and_then(|node| office_code(&node))
        .map(OfficeId::new);
    let zone = fields.maybe("zone").and_then(|node| zone(&node));
    let open_to_public = fields.tick_or("open", true);
    let profile = profile(fields, shared);
    // Everything is read even when the office itself is bad, so that all problems
    // are told at once.
    let office_id = OfficeId::new(code.as_deref().unwrap_or("?"));
    let services = read_office_rows::services(fields, &office_id);
    let windows = read_office_rows::windows(fields);
    let officers = read_office_rows::officers(fields, &office_id);
    let agreements = read_office_rows::agreements(fields, &office_id, kind);
    let hours = profile.as_ref().map(|profile| &profile.hours);
    let plans = read_plans::plans(fields, hours);
    fields.finish();
    let (Some(_), Some(kind), Some(profile)) = (code, kind, profile) else {
        return None;
    };
    let content = OfficeRow {
        office_id,
        kind,
        parent,
        zone,
        open_to_public,
        profile,
        services,
        windows,
        officers,
        agreements,
        plans,
    };
    let (start, table) = (fields.start, fields.table.clone());
    Some(Row {
        start,
        table,
        content,
    })
}

fn office_code(node: &Node<'_>) -> Option<String> {
    let code = node.text()?;
    let fits = code.split_once('-').is_some_and(|(region, rest)| {
        let plain =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        region.len() <= LONGEST_REGION_CODE && plain(region) && rest.split('-').all(plain)
    });
    if !fits {
        let advice = "write the code of the region, a hyphen and a number, such as 77-01";
        node.report(format!("'{code}' is no office code"), advice);
    }
    fits.then_some(code)
}

fn profile(fields: &Fields<'_>, shared: &NamedHours) -> Option<OfficeProfile> {
    let title = fields.words("title");
    let short_title = fields.words("short_title");
    let contacts = contacts(fields);
    let premises = fields
        .maybe("premises")
        .and_then(|node| node.of("the premises"));
    let unit = fields
        .need("unit_hours")
        .and_then(|node| office_hours(&node, shared));
    let reception = fields
        .need("reception_hours")
        .and_then(|node| office_hours(&node, shared));
    let closures: Vec<Closure> = fields
        .maybe("closures")
        .and_then(|node| node.of("a list of closures"))
        .unwrap_or_default();
    let closed_note = fields.maybe_words("closed_note");
    let online_booking = online_booking(fields);
    let head_reception = fields.maybe("head_reception").and_then(|node| {
        let head: HeadReception = node.of("the reception of the head")?;
        Some(head)
    });
    let own_days: Vec<OwnDay> = fields
        .maybe("own_days")
        .and_then(|node| node.of("a list of days"))
        .unwrap_or_default();
    let (mut unit, mut reception) = (unit?, reception?);
    unit.closures.extend(closures.clone());
    reception.closures.extend(closures);
    let hours = Schedules { unit, reception };
    for problem in hours.problems() {
        fields.report(
            problem.to_string(),
            "mend the hours; reception lies within opening",
        );
    }
    Some(OfficeProfile {
        title: title?,
        short_title: short_title?,
        contacts,
        premises: premises.unwrap_or_default(),
        hours,
        closed_note,
        online_booking,
        head_reception,
        own_days,
    })
}

/// A schedule of the file by its name, or the hours of this office alone.
fn office_hours(node: &Node<'_>, shared: &NamedHours) -> Option<OpeningHours> {
    if !node.is_text() {
        return hours_of(node);
    }
    let name = node.text()?;
    let found = shared.get(&name).cloned();
    if found.is_none() {
        node.unknown("schedule", &name, shared.keys().map(String::as_str));
    }
    found
}

fn online_booking(fields: &Fields<'_>) -> OnlineBooking {
    let booking = OnlineBooking {
        on: fields.tick_or("online_booking", true),
        reason: fields.maybe_words("online_booking_off"),
        alternatives: fields.maybe_words("online_booking_alternatives"),
    };
    if !booking.on && (booking.reason.is_empty() || booking.alternatives.is_empty()) {
        let advice = "say in 'online_booking_off' why, and in 'online_booking_alternatives' \
                      whom to call or where to come (REQ-A10)";
        fields.report(
            "online booking is off without a reason or another way",
            advice,
        );
    }
    booking
}
