-- machine-repairs: tables that the design takes for granted, as far as it needs them.
-- Derived by draftspec for trying the migration on an empty database; never run it on yours.

CREATE TABLE users (
    id    uuid         NOT NULL DEFAULT gen_random_uuid(),
    email varchar(320) NOT NULL,
    role  varchar(64)  NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
