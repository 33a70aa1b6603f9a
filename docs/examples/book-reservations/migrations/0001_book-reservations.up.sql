-- book-reservations: creates 1 table.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE bookings (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    book_id       uuid         NOT NULL,
    user_id       uuid         NOT NULL,
    reference     varchar(64)  NOT NULL,
    starts_at     timestamptz  NOT NULL,
    ends_at       timestamptz  NOT NULL,
    party_size    integer      NOT NULL DEFAULT 1,
    title         varchar(255),
    notes         text,
    confirmed_at  timestamptz,
    cancelled_at  timestamptz,
    checked_in_at timestamptz,
    status        varchar(32)  NOT NULL DEFAULT 'pending',
    created_at    timestamptz  NOT NULL DEFAULT now(),
    updated_at    timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT bookings_pkey PRIMARY KEY (id),
    CONSTRAINT bookings_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE RESTRICT,
    CONSTRAINT bookings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT bookings_status_check CHECK (status IN ('pending', 'confirmed', 'cancelled', 'completed')),
    CONSTRAINT bookings_reference_key UNIQUE (reference),
    CONSTRAINT bookings_party_size_check CHECK (party_size > 0),
    CONSTRAINT bookings_dates_check CHECK (ends_at > starts_at),
    CONSTRAINT bookings_book_id_overlap_excl
        EXCLUDE USING gist (book_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status <> 'cancelled' AND status <> 'completed')
);

CREATE INDEX idx_bookings_book_id_created_at ON bookings (book_id, created_at DESC, id DESC);

CREATE INDEX idx_bookings_user_id_created_at ON bookings (user_id, created_at DESC, id DESC);

CREATE INDEX idx_bookings_starts_at ON bookings (starts_at);

CREATE INDEX idx_bookings_status_created_at ON bookings (status, created_at DESC, id DESC);
