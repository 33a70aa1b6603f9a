-- machine-repairs: tables that the design takes for granted, as far as it needs them.
-- Derived by draftspec for trying the migration on an empty database; never run it on yours.

CREATE TABLE factories (
    id   uuid         NOT NULL DEFAULT gen_random_uuid(),
    name varchar(255) NOT NULL,
    CONSTRAINT factories_pkey PRIMARY KEY (id)
);

CREATE TABLE users (
    id    uuid         NOT NULL DEFAULT gen_random_uuid(),
    email varchar(320) NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);

CREATE TABLE saved_reports (
    id   uuid         NOT NULL DEFAULT gen_random_uuid(),
    name varchar(255) NOT NULL,
    CONSTRAINT saved_reports_pkey PRIMARY KEY (id)
);
