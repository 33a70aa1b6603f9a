-- book-reservations: creates 2 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE bookings (
    id                   uuid         NOT NULL DEFAULT gen_random_uuid(),
    bookable_resource_id uuid         NOT NULL,
    user_id              uuid         NOT NULL,
    reference            varchar(64)  NOT NULL,
    starts_at            timestamptz  NOT NULL,
    ends_at              timestamptz  NOT NULL,
    party_size           integer      NOT NULL DEFAULT 1,
    title                varchar(255),
    notes                text,
    confirmed_at         timestamptz,
    cancelled_at         timestamptz,
    checked_in_at        timestamptz,
    status               varchar(32)  NOT NULL DEFAULT 'pending',
    created_at           timestamptz  NOT NULL DEFAULT now(),
    updated_at           timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT bookings_pkey PRIMARY KEY (id),
    CONSTRAINT bookings_bookable_resource_id_fkey
        FOREIGN KEY (bookable_resource_id) REFERENCES bookable_resources (id) ON DELETE RESTRICT,
    CONSTRAINT bookings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT bookings_status_check CHECK (status IN ('pending', 'confirmed', 'cancelled', 'completed')),
    CONSTRAINT bookings_reference_key UNIQUE (reference),
    CONSTRAINT bookings_party_size_check CHECK (party_size > 0),
    CONSTRAINT bookings_period_check CHECK (ends_at > starts_at),
    CONSTRAINT bookings_bookable_resource_id_overlap_excl
        EXCLUDE USING gist (bookable_resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status <> 'cancelled' AND status <> 'completed')
);

CREATE INDEX idx_bookings_bookable_resource_id_created_at ON bookings (bookable_resource_id, created_at DESC, id DESC);

CREATE INDEX idx_bookings_user_id_created_at ON bookings (user_id, created_at DESC, id DESC);

CREATE INDEX idx_bookings_starts_at ON bookings (starts_at);

CREATE INDEX idx_bookings_status_created_at ON bookings (status, created_at DESC, id DESC);

CREATE TABLE books (
    id          uuid         NOT NULL DEFAULT gen_random_uuid(),
    user_id     uuid         NOT NULL,
    name        varchar(255) NOT NULL,
    description text,
    created_at  timestamptz  NOT NULL DEFAULT now(),
    updated_at  timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT books_pkey PRIMARY KEY (id),
    CONSTRAINT books_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX idx_books_user_id_created_at ON books (user_id, created_at DESC, id DESC);

CREATE INDEX idx_books_name_created_at ON books (name, created_at DESC, id DESC);
