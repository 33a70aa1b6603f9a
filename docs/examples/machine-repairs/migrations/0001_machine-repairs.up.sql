-- machine-repairs: creates 2 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE machines (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    creator_id    uuid,
    name          varchar(255) NOT NULL,
    serial_number varchar(255) NOT NULL,
    location      text,
    status        varchar(32)  NOT NULL DEFAULT 'running',
    created_at    timestamptz  NOT NULL DEFAULT now(),
    updated_at    timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT machines_pkey PRIMARY KEY (id),
    CONSTRAINT machines_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT machines_status_check CHECK (status IN ('running', 'stopped', 'under_repair')),
    CONSTRAINT machines_serial_number_key UNIQUE (serial_number)
);

CREATE INDEX idx_machines_creator_id_created_at ON machines (creator_id, created_at DESC, id DESC);

CREATE INDEX idx_machines_name_created_at ON machines (name, created_at DESC, id DESC);

CREATE INDEX idx_machines_status_created_at ON machines (status, created_at DESC, id DESC);

CREATE INDEX idx_machines_created_at ON machines (created_at DESC, id DESC);

CREATE TABLE repairs (
    id               uuid        NOT NULL DEFAULT gen_random_uuid(),
    user_id          uuid        NOT NULL,
    machine_id       uuid        NOT NULL,
    performed_at     timestamptz NOT NULL DEFAULT now(),
    description      text        NOT NULL,
    cost_cents       bigint      NOT NULL,
    duration_minutes integer     NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT repairs_pkey PRIMARY KEY (id),
    CONSTRAINT repairs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT repairs_machine_id_fkey FOREIGN KEY (machine_id) REFERENCES machines (id) ON DELETE RESTRICT,
    CONSTRAINT repairs_cost_cents_check CHECK (cost_cents >= 0),
    CONSTRAINT repairs_duration_minutes_check CHECK (duration_minutes > 0)
);

CREATE INDEX idx_repairs_user_id_created_at ON repairs (user_id, created_at DESC, id DESC);

CREATE INDEX idx_repairs_machine_id_created_at ON repairs (machine_id, created_at DESC, id DESC);

CREATE INDEX idx_repairs_user_id_performed_at ON repairs (user_id, performed_at);

CREATE INDEX idx_repairs_performed_at ON repairs (performed_at);
