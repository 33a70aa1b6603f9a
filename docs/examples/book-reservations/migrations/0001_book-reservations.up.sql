-- book-reservations: creates 1 table.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE reservations (
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    book_id      uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    ready_at     timestamptz,
    expires_at   timestamptz,
    collected_at timestamptz,
    cancelled_at timestamptz,
    told_at      timestamptz,
    status       varchar(32) NOT NULL DEFAULT 'waiting',
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT reservations_pkey PRIMARY KEY (id),
    CONSTRAINT reservations_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE RESTRICT,
    CONSTRAINT reservations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT reservations_status_check CHECK (status IN ('waiting', 'ready', 'collected', 'expired', 'cancelled')),
    CONSTRAINT reservations_status_ready_at_rule_check
        CHECK (status = 'waiting' OR status = 'expired' OR status = 'cancelled' OR ready_at IS NOT NULL),
    CONSTRAINT reservations_status_expires_at_rule_check
        CHECK (status = 'waiting' OR status = 'expired' OR status = 'cancelled' OR expires_at IS NOT NULL),
    CONSTRAINT reservations_status_collected_at_rule_check CHECK (status <> 'collected' OR collected_at IS NOT NULL),
    CONSTRAINT reservations_expires_at_ready_at_rule_check CHECK (expires_at > ready_at)
);

CREATE INDEX idx_reservations_book_id_created_at ON reservations (book_id, created_at DESC, id DESC);

CREATE INDEX idx_reservations_user_id_created_at ON reservations (user_id, created_at DESC, id DESC);

CREATE INDEX idx_reservations_expires_at ON reservations (expires_at);

CREATE INDEX idx_reservations_status_created_at ON reservations (status, created_at DESC, id DESC);

CREATE UNIQUE INDEX idx_reservations_book_id_user_id_status_unique ON reservations (book_id, user_id)
    WHERE status <> 'collected' AND status <> 'expired' AND status <> 'cancelled';
