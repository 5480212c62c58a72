//! Who of the staff may do what, in one table.

mod action;
mod name;
mod scope;
mod table;

use serde::{Deserialize, Serialize};

pub use action::{Action, Touches};
use name::listed;
pub use scope::{Authority, Forbidden, Scope};
pub use table::may;

listed! {
    /// What an employee does in the office.
    Role {
        /// Front desk: checks people in, hands out tickets, looks at electronic statements.
        Reception = "reception",
        /// Serves at a window: takes documents, hands passports over.
        Window = "window",
        /// Sends and reads interagency requests.
        Requests = "requests",
        /// Receives produced passports and checks them.
        Production = "production",
        /// Decides, plans the hours, answers for the office.
        Head = "head",
        /// Answers the phone.
        Operator = "operator",
        /// Works for a multipurpose centre under an agreement.
        Mfc = "mfc",
        /// Keeps the system running, without personal data.
        Administrator = "administrator",
        /// Controls the execution of the order: reads everything, changes nothing (REQ-SO-4).
        Controller = "controller",
        /// Reads the journal and checks that nothing was altered.
        Auditor = "auditor",
    }
}

#[cfg(test)]
mod tests;
