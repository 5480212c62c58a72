//! Hours of offices, of reception, and of the head of an office.

use askama::Template;
use okno_domain::office::OfficeKind;

use super::office::regions;
use super::{Block, BlockPage, ScheduleTable};
use crate::public::model::{OfficeView, ScheduleView};
use crate::public::schedule::lines;
use crate::public::setting::Setting;

fn table(title: String, schedule: &ScheduleView, setting: &Setting<'_>) -> ScheduleTable {
    let t = setting.t();
    ScheduleTable {
        title,
        lines: lines(schedule, setting.today(), t),
        note: schedule
            .note
            .as_ref()
            .map(|note| t.words(note))
            .unwrap_or_default(),
    }
}

pub(super) fn schedules<'a>(
    setting: &Setting<'a>,
    of: impl Fn(&OfficeView) -> Option<&ScheduleView>,
) -> Option<Block<'a>> {
    let t = setting.t();
    let tables: Vec<ScheduleTable> = match (setting.office, setting.region) {
        (Some(office), _) => of(office)
            .map(|schedule| table(String::new(), schedule, setting))
            .into_iter()
            .collect(),
        (None, Some(_)) => setting
            .offices()
            .filter(|office| office.kind == OfficeKind::Division)
            .filter_map(|office| Some(table(t.words(&office.name), of(office)?, setting)))
            .collect(),
        (None, None) => return regions(setting, "&kind=division"),
    };
    (!tables.is_empty()).then_some(Block::Schedules(tables))
}

/// The reception of applicants, and on the stand the reception by the head below it.
pub(super) fn reception<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    schedules(setting, |office| Some(&office.reception))
}

/// The reception by the head of the office (REQ-10.14).
pub fn head_reception(setting: &Setting<'_>) -> Option<String> {
    let t = setting.t();
    let tables: Vec<ScheduleTable> = match setting.office {
        Some(office) => vec![office],
        None => setting.offices().collect(),
    }
    .into_iter()
    .filter_map(|office| {
        let head = office.head_reception.as_ref()?;
        let post = t.words(&head.post);
        let title = if setting.office.is_some() {
            post
        } else {
            format!("{}: {post}", t.words(&office.name))
        };
        Some(table(title, &head.schedule, setting))
    })
    .collect();
    if tables.is_empty() {
        return None;
    }
    BlockPage {
        t,
        block: Block::Schedules(tables),
    }
    .render()
    .ok()
}
