//! Phones as people write them.

use okno_domain::office::{Phone, PhonePurpose};

use super::{Block, PhoneLine};
use crate::public::setting::Setting;
use crate::voice::Voice;

/// Phones by purpose as people write them.
pub fn phones(phones: &[Phone], t: Voice) -> Vec<PhoneLine> {
    let key = |purpose| match purpose {
        PhonePurpose::Enquiries => "web-phone-enquiries",
        PhonePurpose::Answerphone => "web-phone-answerphone",
        PhonePurpose::Booking => "web-phone-booking",
        PhonePurpose::Trust => "web-phone-trust",
    };
    phones
        .iter()
        .map(|phone| PhoneLine {
            purpose: t.say(key(phone.purpose)),
            e164: phone.number.clone(),
            shown: shown_phone(&phone.number),
        })
        .collect()
}

/// `+74956670299` as `+7 495 667-02-99`; numbers of other countries stay in one piece.
pub(super) fn shown_phone(e164: &str) -> String {
    let digits: Vec<char> = e164
        .strip_prefix("+7")
        .unwrap_or_default()
        .chars()
        .collect();
    if digits.len() != 10 {
        return e164.to_owned();
    }
    let part = |from: usize, to: usize| digits[from..to].iter().collect::<String>();
    format!(
        "+7\u{a0}{}\u{a0}{}\u{2011}{}\u{2011}{}",
        part(0, 3),
        part(3, 6),
        part(6, 8),
        part(8, 10)
    )
}

pub(super) fn phones_block<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let contacts = match (setting.office, setting.region) {
        (Some(office), _) => &office.contacts,
        (None, Some(region)) => &region.contacts,
        (None, None) => &setting.directory.ministry.contacts,
    };
    let phones = phones(&contacts.phones, setting.t());
    (!phones.is_empty()).then_some(Block::Phones(phones))
}
