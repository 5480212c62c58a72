-- Everything that belongs to a region leads with region_id, unique keys
-- included, so that a region can move to another cluster by configuration.

CREATE TABLE region (
    region_id TEXT PRIMARY KEY,
    zone TEXT NOT NULL,
    online_booking BOOLEAN NOT NULL,
    profile JSONB NOT NULL
);

CREATE TABLE office (
    region_id TEXT NOT NULL REFERENCES region,
    office_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT,
    zone TEXT NOT NULL,
    step_free BOOLEAN NOT NULL,
    open_to_public BOOLEAN NOT NULL,
    profile JSONB NOT NULL,
    PRIMARY KEY (region_id, office_id)
);

-- A service at an office (REQ-A10: online booking may be off, with a reason).
CREATE TABLE office_service (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    policy TEXT NOT NULL,
    horizon_days BIGINT NOT NULL,
    PRIMARY KEY (region_id, office_id, service_id),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);

-- A multipurpose centre acts only while its agreement runs (REQ-13).
CREATE TABLE agreement (
    region_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    may_inform BOOLEAN NOT NULL,
    may_accept BOOLEAN NOT NULL,
    may_issue BOOLEAN NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    PRIMARY KEY (region_id, agreement_id),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);

-- "window" alone is a word of SQL.
CREATE TABLE office_window (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    window_id UUID NOT NULL,
    number BIGINT NOT NULL,
    purposes JSONB NOT NULL,
    officer_id UUID,
    state TEXT NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (region_id, window_id),
    UNIQUE (region_id, office_id, number),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);

CREATE TABLE officer (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    officer_id UUID NOT NULL,
    login_name TEXT NOT NULL,
    surname JSONB NOT NULL,
    position JSONB NOT NULL,
    roles JSONB NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    failed_logins BIGINT NOT NULL,
    locked_until TIMESTAMPTZ,
    PRIMARY KEY (region_id, officer_id),
    UNIQUE (region_id, login_name),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);

-- A log-in of an officer. The token itself is only in the browser.
CREATE TABLE login (
    region_id TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    officer_id UUID NOT NULL,
    window_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (region_id, token_hash),
    FOREIGN KEY (region_id, officer_id) REFERENCES officer
);

-- How an office means to receive people, from which sessions are made.
CREATE TABLE reception_plan (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    plan_id UUID NOT NULL,
    service_id TEXT NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    plan JSONB NOT NULL,
    PRIMARY KEY (region_id, plan_id),
    FOREIGN KEY (region_id, office_id, service_id) REFERENCES office_service
);

CREATE TABLE closure (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    closure_id UUID NOT NULL,
    from_at TIMESTAMPTZ NOT NULL,
    until_at TIMESTAMPTZ NOT NULL,
    reason JSONB NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL,
    applied_by TEXT NOT NULL,
    PRIMARY KEY (region_id, closure_id),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);

-- "session" here is a published run of slots, not a log-in.
CREATE TABLE session (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    session_id UUID NOT NULL,
    service_id TEXT NOT NULL,
    share TEXT NOT NULL,
    on_date DATE NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    slot_minutes BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    PRIMARY KEY (region_id, session_id),
    UNIQUE (region_id, office_id, service_id, starts_at, share),
    FOREIGN KEY (region_id, office_id, service_id) REFERENCES office_service
);

-- The row that the calendar shows and that booking guards.
CREATE TABLE slot (
    region_id TEXT NOT NULL,
    slot_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    session_id UUID NOT NULL,
    share TEXT NOT NULL,
    on_date DATE NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    minutes BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    closed BOOLEAN NOT NULL,
    PRIMARY KEY (region_id, slot_id),
    UNIQUE (region_id, office_id, service_id, starts_at, share),
    FOREIGN KEY (region_id, session_id) REFERENCES session,
    CHECK (taken >= 0 AND taken <= capacity)
);

-- One live appointment or hold of a person for a family of services, in the
-- whole country (REQ-A12). Keyed by the person, not by the region.
CREATE TABLE identity_claim (
    person_key BYTEA NOT NULL,
    service_family TEXT NOT NULL,
    region_id TEXT NOT NULL,
    holder_id UUID NOT NULL,
    state TEXT NOT NULL,
    expires_at TIMESTAMPTZ,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person_key, service_family)
);

CREATE TABLE hold (
    region_id TEXT NOT NULL,
    hold_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    slot_id UUID NOT NULL,
    service_id TEXT NOT NULL,
    service_family TEXT NOT NULL,
    person_key BYTEA NOT NULL,
    channel TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (region_id, hold_id),
    FOREIGN KEY (region_id, slot_id) REFERENCES slot
);
CREATE INDEX hold_expires ON hold (region_id, expires_at);

CREATE TABLE appointment (
    region_id TEXT NOT NULL,
    appointment_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    slot_id UUID NOT NULL,
    service_id TEXT NOT NULL,
    service_family TEXT NOT NULL,
    person_key BYTEA NOT NULL,
    reference TEXT NOT NULL,
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    moves BIGINT NOT NULL,
    booked_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    reason TEXT,
    PRIMARY KEY (region_id, appointment_id),
    UNIQUE (region_id, reference),
    FOREIGN KEY (region_id, slot_id) REFERENCES slot
);
CREATE INDEX appointment_of_slot ON appointment (region_id, slot_id);

-- The first answer to a request that carried a once-key.
CREATE TABLE once (
    region_id TEXT NOT NULL,
    once_key BYTEA NOT NULL,
    request_hash BYTEA NOT NULL,
    answer JSONB NOT NULL,
    answered_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (region_id, once_key)
);
CREATE INDEX once_answered ON once (region_id, answered_at);

-- Append-only; no names, no document numbers.
CREATE TABLE journal (
    region_id TEXT NOT NULL,
    journal_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts JSONB NOT NULL,
    PRIMARY KEY (region_id, journal_id)
);

-- What must be told (item 7) and by when (item 6); the outbox of the service.
CREATE TABLE notification (
    region_id TEXT NOT NULL,
    notification_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    language TEXT NOT NULL,
    medium TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_try_at TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    sent_at TIMESTAMPTZ,
    proof TEXT,
    PRIMARY KEY (region_id, notification_id)
);
CREATE INDEX notification_waiting ON notification (region_id, next_try_at)
    WHERE state IN ('created', 'temporary-failure');
CREATE INDEX notification_of_subject ON notification (region_id, subject_id);

CREATE TABLE delivery (
    region_id TEXT NOT NULL,
    delivery_id UUID NOT NULL,
    notification_id UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (region_id, delivery_id),
    FOREIGN KEY (region_id, notification_id) REFERENCES notification
);

-- Numbers of tickets and cases are rows taken in the transaction that uses them.
CREATE TABLE counter (
    region_id TEXT NOT NULL,
    office_id TEXT NOT NULL,
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    last_number BIGINT NOT NULL,
    PRIMARY KEY (region_id, office_id, series, period)
);

CREATE TABLE ticket (
    region_id TEXT NOT NULL,
    ticket_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    on_date DATE NOT NULL,
    series TEXT NOT NULL,
    number BIGINT NOT NULL,
    service_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    class TEXT NOT NULL,
    help JSONB NOT NULL,
    language TEXT NOT NULL,
    appointment_id UUID,
    case_id UUID,
    issued_at TIMESTAMPTZ NOT NULL,
    checked_in_at TIMESTAMPTZ,
    booked_for TIMESTAMPTZ,
    state TEXT NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    calls JSONB NOT NULL,
    called_at TIMESTAMPTZ,
    last_called_at TIMESTAMPTZ,
    window_id UUID,
    officer_id UUID,
    served_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    outcome TEXT,
    reason TEXT,
    came_back BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (region_id, ticket_id),
    UNIQUE (region_id, office_id, on_date, series, number),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);
CREATE INDEX ticket_of_day ON ticket (region_id, office_id, on_date, state);
CREATE INDEX ticket_of_appointment ON ticket (region_id, appointment_id);
-- One visitor at a window, however often "next" is pressed there.
CREATE UNIQUE INDEX ticket_at_window ON ticket (region_id, window_id)
    WHERE state IN ('called', 'serving');

-- "case" alone is a word of SQL.
CREATE TABLE case_file (
    region_id TEXT NOT NULL,
    case_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    number TEXT,
    secret_hash BYTEA,
    service_id TEXT NOT NULL,
    document TEXT NOT NULL,
    person_key BYTEA NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    pack_id TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    inputs JSONB NOT NULL,
    filed_on DATE,
    accepted_on DATE,
    due_on DATE,
    target_on DATE,
    stopped_on DATE,
    step_due_on DATE,
    timer_on DATE,
    basis JSONB,
    appointment_id UUID,
    ticket_id UUID,
    sealed BYTEA NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (region_id, case_id),
    UNIQUE (region_id, number),
    FOREIGN KEY (region_id, office_id) REFERENCES office
);
CREATE INDEX case_of_office ON case_file (region_id, office_id, state, due_on);
CREATE INDEX case_timer ON case_file (region_id, timer_on);
CREATE INDEX case_of_appointment ON case_file (region_id, appointment_id);

CREATE TABLE application (
    region_id TEXT NOT NULL,
    application_id UUID NOT NULL,
    case_id UUID NOT NULL,
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    filed_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (region_id, application_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
);
CREATE INDEX application_of_case ON application (region_id, case_id);

CREATE TABLE case_action (
    region_id TEXT NOT NULL,
    action_id UUID NOT NULL,
    case_id UUID NOT NULL,
    position BIGINT NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    event TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    actor TEXT NOT NULL,
    officer_id UUID,
    ground TEXT,
    facts JSONB NOT NULL,
    sealed BYTEA,
    PRIMARY KEY (region_id, action_id),
    UNIQUE (region_id, case_id, position),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
);

CREATE TABLE evidence (
    region_id TEXT NOT NULL,
    case_id UUID NOT NULL,
    evidence_kind TEXT NOT NULL,
    state TEXT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    officer_id UUID NOT NULL,
    PRIMARY KEY (region_id, case_id, evidence_kind),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
);

CREATE TABLE request (
    region_id TEXT NOT NULL,
    request_id UUID NOT NULL,
    case_id UUID NOT NULL,
    agency TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    answered_at TIMESTAMPTZ,
    answer TEXT,
    PRIMARY KEY (region_id, request_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
);
CREATE INDEX request_of_case ON request (region_id, case_id);

CREATE TABLE passport (
    region_id TEXT NOT NULL,
    passport_id UUID NOT NULL,
    case_id UUID NOT NULL,
    state TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    handed_at TIMESTAMPTZ,
    officer_id UUID,
    PRIMARY KEY (region_id, passport_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file
);
CREATE INDEX passport_of_case ON passport (region_id, case_id);

-- What the holder thought of the service (item 9.9); one for each case.
CREATE TABLE rating (
    region_id TEXT NOT NULL,
    rating_id UUID NOT NULL,
    office_id TEXT NOT NULL,
    case_id UUID NOT NULL,
    stars BIGINT NOT NULL,
    channel TEXT NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (region_id, rating_id),
    UNIQUE (region_id, case_id),
    FOREIGN KEY (region_id, case_id) REFERENCES case_file,
    CHECK (stars BETWEEN 1 AND 5)
);

CREATE TABLE job (
    job_id TEXT PRIMARY KEY,
    run_at TIMESTAMPTZ NOT NULL,
    succeeded_at TIMESTAMPTZ,
    failure TEXT,
    done BIGINT NOT NULL
);
