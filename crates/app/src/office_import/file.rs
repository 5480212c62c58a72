//! What stands in an office file, row by row, with the place of each row.

use okno_domain::id::{OfficeId, RegionId};
use okno_domain::office::{OfficeProfile, Region};
use okno_domain::words::Words;
use okno_identity::role::Role;
use okno_storage::office::{Agreement, OfficeService};

use crate::reception_plan::Pattern;

/// A row with the place where it stands, for problems found later.
#[derive(Debug, Clone)]
pub(super) struct Row<T> {
    /// First byte of the row.
    pub(super) start: usize,
    /// How problems name its table.
    pub(super) table: String,
    /// What it says.
    pub(super) content: T,
}

/// A whole file.
#[derive(Debug, Clone, Default)]
pub(super) struct OfficeFile {
    pub(super) regions: Vec<Row<Region>>,
    pub(super) offices: Vec<Row<OfficeRow>>,
    /// Codes of all regions and offices of the file, also of rows that are bad in
    /// another way: whoever names one of them is not at fault.
    pub(super) named_regions: Vec<RegionId>,
    pub(super) named_offices: Vec<OfficeId>,
}

/// An office with all that belongs to it.
#[derive(Debug, Clone)]
pub(super) struct OfficeRow {
    pub(super) office_id: OfficeId,
    pub(super) kind: okno_domain::office::OfficeKind,
    pub(super) parent: Option<OfficeId>,
    /// `None`: the zone of its region.
    pub(super) zone: Option<String>,
    pub(super) open_to_public: bool,
    pub(super) profile: OfficeProfile,
    pub(super) services: Vec<Row<OfficeService>>,
    pub(super) windows: Vec<Row<WindowRow>>,
    pub(super) officers: Vec<Row<OfficerRow>>,
    pub(super) agreements: Vec<Row<Agreement>>,
    pub(super) plans: Vec<Row<PlanRow>>,
}

/// A window.
#[derive(Debug, Clone)]
pub(super) struct WindowRow {
    pub(super) number: i64,
    pub(super) purposes: Vec<String>,
}

/// An officer.
#[derive(Debug, Clone)]
pub(super) struct OfficerRow {
    pub(super) login_name: String,
    pub(super) surname: Words,
    pub(super) position: Words,
    pub(super) roles: Vec<Role>,
    /// `None`: nobody logs in with a password yet.
    pub(super) password: Option<String>,
    pub(super) active: bool,
}

/// A reception plan.
#[derive(Debug, Clone)]
pub(super) struct PlanRow {
    pub(super) name: String,
    pub(super) from_on: jiff::civil::Date,
    pub(super) until_on: Option<jiff::civil::Date>,
    pub(super) pattern: Pattern,
}
