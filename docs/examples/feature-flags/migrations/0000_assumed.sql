-- feature-flags: tables that the design takes for granted, as far as it needs them.
-- Derived by draftspec for trying the migration on an empty database; never run it on yours.

CREATE TABLE organizations (
    id   uuid         NOT NULL DEFAULT gen_random_uuid(),
    name varchar(255) NOT NULL,
    CONSTRAINT organizations_pkey PRIMARY KEY (id)
);
