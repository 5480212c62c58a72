-- Everything that belongs to a region leads with region_id, unique keys
-- included, so that a region can move to another cluster by configuration.

CREATE TABLE region (
    region_id TEXT PRIMARY KEY,
    zone TEXT NOT NULL,
    online_booking INTEGER NOT NULL,
    profile TEXT NOT NULL
) STRICT;

CREATE TABLE office (
    region_id TEXT NOT NULL REFERENCES region,
    office_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT,
    zone TEXT NOT NULL,
    step_free INTEGER NOT NULL,
    open_to_public INTEGER NOT NULL,
    profile TEXT NOT NULL,
    PRIMARY KEY (region_id, office_id)
) STRICT;

-- A service at an office (REQ-A10: online booking may be off, with a reason).
CREATE TABLE office_service (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    policy TEXT NOT NULL,
    horizon_days INTEGER NOT NULL,
    PRIMARY KEY (region_id, office_id, service_id),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;

-- A multipurpose centre acts only while its agreement runs (REQ-13).
CREATE TABLE agreement (
    region_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    may_inform INTEGER NOT NULL,
    may_accept INTEGER NOT NULL,
    may_issue INTEGER NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    PRIMARY KEY (region_id, agreement_id),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;

-- "window" alone is a word of SQL.
CREATE TABLE office_window (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    window_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    purposes TEXT NOT NULL,
    officer_id BLOB,
    state TEXT NOT NULL,
    state_since INTEGER NOT NULL,
    PRIMARY KEY (region_id, window_id),
    UNIQUE (region_id, office_id, number),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;

CREATE TABLE officer (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    officer_id BLOB NOT NULL,
    login_name TEXT NOT NULL,
    surname TEXT NOT NULL,
    position TEXT NOT NULL,
    roles TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL,
    failed_logins INTEGER NOT NULL,
    locked_until INTEGER,
    PRIMARY KEY (region_id, officer_id),
    UNIQUE (region_id, login_name),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;

-- A log-in of an officer. The token itself is only in the browser.
CREATE TABLE login (
    region_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    officer_id BLOB NOT NULL,
    window_id BLOB,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (region_id, token_hash),
    FOREIGN KEY (region_id, officer_id) REFERENCES officer
) STRICT;

-- How an office means to receive people, from which sessions are made.
CREATE TABLE reception_plan (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    plan_id BLOB NOT NULL,
    service_id TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    plan TEXT NOT NULL,
    PRIMARY KEY (region_id, plan_id),
    FOREIGN KEY (region_id, office_id, service_id) REFERENCES office_service
) STRICT;

CREATE TABLE closure (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    closure_id BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    applied_by TEXT NOT NULL,
    PRIMARY KEY (region_id, closure_id),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;

-- "session" here is a published run of slots, not a log-in.
CREATE TABLE session (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    session_id BLOB NOT NULL,
    service_id TEXT NOT NULL,
    share TEXT NOT NULL,
    on_date TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    slot_minutes INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    PRIMARY KEY (region_id, session_id),
    UNIQUE (region_id, office_id, service_id, starts_at, share),
    FOREIGN KEY (region_id, office_id, service_id) REFERENCES office_service
) STRICT;

-- The row that the calendar shows and that booking guards.
CREATE TABLE slot (
    region_id TEXT NOT NULL,
    slot_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    session_id BLOB NOT NULL,
    share TEXT NOT NULL,
    on_date TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (region_id, slot_id),
    UNIQUE (region_id, office_id, service_id, starts_at, share),
    FOREIGN KEY (region_id, session_id) REFERENCES session,
    CHECK (taken >= 0 AND taken <= capacity)
) STRICT;

-- One live appointment or hold of a person for a family of services, in the
-- whole country (REQ-A12). Keyed by the person, not by the region.
CREATE TABLE identity_claim (
    person_key BLOB NOT NULL,
    service_family TEXT NOT NULL,
    region_id TEXT NOT NULL,
    holder_id BLOB NOT NULL,
    state TEXT NOT NULL,
    expires_at INTEGER,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (person_key, service_family)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (
    region_id TEXT NOT NULL,
    hold_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    slot_id BLOB NOT NULL,
    service_id TEXT NOT NULL,
    service_family TEXT NOT NULL,
    person_key BLOB NOT NULL,
    channel TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (region_id, hold_id),
    FOREIGN KEY (region_id, slot_id) REFERENCES slot
) STRICT;
CREATE INDEX hold_expires ON hold (region_id, expires_at);

CREATE TABLE appointment (
    region_id TEXT NOT NULL,
    appointment_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    slot_id BLOB NOT NULL,
    service_id TEXT NOT NULL,
    service_family TEXT NOT NULL,
    person_key BLOB NOT NULL,
    reference TEXT NOT NULL,
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    moves INTEGER NOT NULL,
    booked_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (region_id, appointment_id),
    UNIQUE (region_id, reference),
    FOREIGN KEY (region_id, slot_id) REFERENCES slot
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_of_slot ON appointment (region_id, slot_id);

-- The first answer to a request that carried a once-key.
CREATE TABLE once (
    region_id TEXT NOT NULL,
    once_key BLOB NOT NULL,
    request_hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (region_id, once_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_answered ON once (region_id, answered_at);

-- Append-only; no names, no document numbers.
CREATE TABLE journal (
    region_id TEXT NOT NULL,
    journal_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (region_id, journal_id)
) STRICT, WITHOUT ROWID;

-- What must be told (item 7) and by when (item 6); the outbox of the service.
CREATE TABLE notification (
    region_id TEXT NOT NULL,
    notification_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    language TEXT NOT NULL,
    medium TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    claimed_until INTEGER,
    sent_at INTEGER,
    proof TEXT,
    PRIMARY KEY (region_id, notification_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_waiting ON notification (region_id, next_try_at)
    WHERE state IN ('created', 'temporary-failure');
CREATE INDEX notification_of_subject ON notification (region_id, subject_id);

CREATE TABLE delivery (
    region_id TEXT NOT NULL,
    delivery_id BLOB NOT NULL,
    notification_id BLOB NOT NULL,
    done_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (region_id, delivery_id),
    FOREIGN KEY (region_id, notification_id) REFERENCES notification
) STRICT;

-- Numbers of tickets and cases are rows taken in the transaction that uses them.
CREATE TABLE counter (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (region_id, office_id, series, period)
) STRICT;

CREATE TABLE ticket (
    region_id TEXT NOT NULL,
    ticket_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    on_date TEXT NOT NULL,
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    service_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    class TEXT NOT NULL,
    help TEXT NOT NULL,
    language TEXT NOT NULL,
    appointment_id BLOB,
    case_id BLOB,
    issued_at INTEGER NOT NULL,
    checked_in_at INTEGER,
    booked_for INTEGER,
    state TEXT NOT NULL,
    state_since INTEGER NOT NULL,
    calls TEXT NOT NULL,
    called_at INTEGER,
    last_called_at INTEGER,
    window_id BLOB,
    officer_id BLOB,
    served_at INTEGER,
    ended_at INTEGER,
    outcome TEXT,
    reason TEXT,
    came_back INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (region_id, ticket_id),
    UNIQUE (region_id, office_id, on_date, series, number),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;
CREATE INDEX ticket_of_day ON ticket (region_id, office_id, on_date, state);
CREATE INDEX ticket_of_appointment ON ticket (region_id, appointment_id);
-- One visitor at a window, however often "next" is pressed there.
CREATE UNIQUE INDEX ticket_at_window ON ticket (region_id, window_id)
    WHERE state IN ('called', 'serving');

-- "case" alone is a word of SQL.
CREATE TABLE case_file (
    region_id TEXT NOT NULL,
    case_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    number TEXT,
    secret_hash BLOB,
    service_id TEXT NOT NULL,
    document TEXT NOT NULL,
    person_key BLOB NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    state_since INTEGER NOT NULL,
    pack_id TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    inputs TEXT NOT NULL,
    filed_on TEXT,
    accepted_on TEXT,
    due_on TEXT,
    target_on TEXT,
    stopped_on TEXT,
    step_due_on TEXT,
    timer_on TEXT,
    basis TEXT,
    appointment_id BLOB,
    ticket_id BLOB,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (region_id, case_id),
    UNIQUE (region_id, number),
    FOREIGN KEY (region_id, office_id) REFERENCES office
) STRICT;
CREATE INDEX case_of_office ON case_file (region_id, office_id, state, due_on);
CREATE INDEX case_timer ON case_file (region_id, timer_on);
CREATE INDEX case_of_appointment ON case_file (region_id, appointment_id);

CREATE TABLE application (
    region_id TEXT NOT NULL,
    application_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (region_id, application_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
) STRICT;
CREATE INDEX application_of_case ON application (region_id, case_id);

CREATE TABLE case_action (
    region_id TEXT NOT NULL,
    action_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    event TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    actor TEXT NOT NULL,
    officer_id BLOB,
    ground TEXT,
    facts TEXT NOT NULL,
    sealed BLOB,
    PRIMARY KEY (region_id, action_id),
    UNIQUE (region_id, case_id, position),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
) STRICT;

CREATE TABLE evidence (
    region_id TEXT NOT NULL,
    case_id BLOB NOT NULL,
    evidence_kind TEXT NOT NULL,
    state TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    officer_id BLOB NOT NULL,
    PRIMARY KEY (region_id, case_id, evidence_kind),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
) STRICT;

CREATE TABLE request (
    region_id TEXT NOT NULL,
    request_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    agency TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    answered_at INTEGER,
    answer TEXT,
    PRIMARY KEY (region_id, request_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
) STRICT;
CREATE INDEX request_of_case ON request (region_id, case_id);

CREATE TABLE passport (
    region_id TEXT NOT NULL,
    passport_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    state TEXT NOT NULL,
    sealed BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    handed_at INTEGER,
    officer_id BLOB,
    PRIMARY KEY (region_id, passport_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
) STRICT;
CREATE INDEX passport_of_case ON passport (region_id, case_id);

-- What the holder thought of the service (item 9.9); one for each case.
CREATE TABLE rating (
    region_id TEXT NOT NULL,
    rating_id BLOB NOT NULL,
    office_id TEXT NOT NULL,
    case_id BLOB NOT NULL,
    stars INTEGER NOT NULL,
    channel TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (region_id, rating_id),
    UNIQUE (region_id, case_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file,
    CHECK (stars BETWEEN 1 AND 5)
) STRICT;

CREATE TABLE job (
    job_id TEXT PRIMARY KEY,
    run_at INTEGER NOT NULL,
    succeeded_at INTEGER,
    failure TEXT,
    done INTEGER NOT NULL
) STRICT;
