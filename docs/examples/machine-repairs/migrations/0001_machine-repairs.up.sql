-- machine-repairs: creates 4 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE work_orders (
    id                  uuid         NOT NULL DEFAULT gen_random_uuid(),
    factory_id          uuid         NOT NULL,
    requester_id        uuid         NOT NULL,
    assignee_id         uuid,
    number              varchar(64)  NOT NULL,
    title               varchar(255) NOT NULL,
    description         text,
    kind                varchar(32)  NOT NULL DEFAULT 'corrective',
    priority            varchar(32)  NOT NULL DEFAULT 'normal',
    due_on              date,
    started_at          timestamptz,
    completed_at        timestamptz,
    labor_minutes       integer,
    material_cost_cents bigint       NOT NULL DEFAULT 0,
    currency            char(3)      NOT NULL,
    resolution          text,
    status              varchar(32)  NOT NULL DEFAULT 'open',
    created_at          timestamptz  NOT NULL DEFAULT now(),
    updated_at          timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT work_orders_pkey PRIMARY KEY (id),
    CONSTRAINT work_orders_factory_id_fkey FOREIGN KEY (factory_id) REFERENCES factories (id) ON DELETE RESTRICT,
    CONSTRAINT work_orders_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT work_orders_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT work_orders_kind_check CHECK (kind IN ('corrective', 'preventive', 'inspection')),
    CONSTRAINT work_orders_priority_check CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    CONSTRAINT work_orders_status_check
        CHECK (status IN ('open', 'assigned', 'in_progress', 'on_hold', 'completed', 'cancelled')),
    CONSTRAINT work_orders_number_key UNIQUE (number),
    CONSTRAINT work_orders_material_cost_cents_check CHECK (material_cost_cents >= 0),
    CONSTRAINT work_orders_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT work_orders_status_resolution_rule_check CHECK (status <> 'completed' OR resolution IS NOT NULL),
    CONSTRAINT work_orders_status_labor_minutes_rule_check CHECK (status <> 'completed' OR labor_minutes IS NOT NULL)
);

CREATE INDEX idx_work_orders_factory_id_created_at ON work_orders (factory_id, created_at DESC, id DESC);

CREATE INDEX idx_work_orders_requester_id_created_at ON work_orders (requester_id, created_at DESC, id DESC);

CREATE INDEX idx_work_orders_assignee_id_created_at ON work_orders (assignee_id, created_at DESC, id DESC);

CREATE INDEX idx_work_orders_kind_created_at ON work_orders (kind, created_at DESC, id DESC);

CREATE INDEX idx_work_orders_priority_created_at ON work_orders (priority, created_at DESC, id DESC);

CREATE INDEX idx_work_orders_due_on ON work_orders (due_on);

CREATE INDEX idx_work_orders_status_created_at ON work_orders (status, created_at DESC, id DESC);

CREATE TABLE machines (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    user_id       uuid         NOT NULL,
    name          varchar(255) NOT NULL,
    serial_number varchar(255) NOT NULL,
    location      text,
    status        varchar(32)  NOT NULL DEFAULT 'running',
    created_at    timestamptz  NOT NULL DEFAULT now(),
    updated_at    timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT machines_pkey PRIMARY KEY (id),
    CONSTRAINT machines_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT machines_status_check CHECK (status IN ('running', 'stopped', 'under_repair'))
);

CREATE INDEX idx_machines_user_id_created_at ON machines (user_id, created_at DESC, id DESC);

CREATE INDEX idx_machines_name_created_at ON machines (name, created_at DESC, id DESC);

CREATE INDEX idx_machines_status_created_at ON machines (status, created_at DESC, id DESC);

CREATE TABLE repairs (
    id         uuid         NOT NULL DEFAULT gen_random_uuid(),
    user_id    uuid         NOT NULL,
    name       varchar(255) NOT NULL,
    cost_cents bigint       NOT NULL,
    duration   integer      NOT NULL,
    created_at timestamptz  NOT NULL DEFAULT now(),
    updated_at timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT repairs_pkey PRIMARY KEY (id),
    CONSTRAINT repairs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT repairs_cost_cents_check CHECK (cost_cents >= 0),
    CONSTRAINT repairs_duration_check CHECK (duration > 0)
);

CREATE INDEX idx_repairs_user_id_created_at ON repairs (user_id, created_at DESC, id DESC);

CREATE INDEX idx_repairs_name_created_at ON repairs (name, created_at DESC, id DESC);

CREATE TABLE scheduled_reports (
    id              uuid         NOT NULL DEFAULT gen_random_uuid(),
    saved_report_id uuid         NOT NULL,
    created_by_id   uuid         NOT NULL,
    name            varchar(255) NOT NULL,
    frequency       varchar(32)  NOT NULL DEFAULT 'weekly',
    send_time       time         NOT NULL,
    weekday         integer,
    timezone        varchar(64)  NOT NULL,
    recipients      text[]       NOT NULL DEFAULT '{}',
    format          varchar(32)  NOT NULL DEFAULT 'pdf',
    enabled         boolean      NOT NULL DEFAULT true,
    next_run_at     timestamptz  NOT NULL,
    last_sent_at    timestamptz,
    last_error      text,
    created_at      timestamptz  NOT NULL DEFAULT now(),
    updated_at      timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT scheduled_reports_pkey PRIMARY KEY (id),
    CONSTRAINT scheduled_reports_saved_report_id_fkey
        FOREIGN KEY (saved_report_id) REFERENCES saved_reports (id) ON DELETE CASCADE,
    CONSTRAINT scheduled_reports_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT scheduled_reports_frequency_check CHECK (frequency IN ('daily', 'weekly', 'monthly')),
    CONSTRAINT scheduled_reports_format_check CHECK (format IN ('pdf', 'csv', 'inline')),
    CONSTRAINT scheduled_reports_frequency_weekday_rule_check CHECK (frequency <> 'weekly' OR weekday IS NOT NULL)
);

CREATE INDEX idx_scheduled_reports_saved_report_id_created_at ON scheduled_reports (saved_report_id, created_at DESC, id DESC);

CREATE INDEX idx_scheduled_reports_created_by_id_created_at ON scheduled_reports (created_by_id, created_at DESC, id DESC);

CREATE INDEX idx_scheduled_reports_enabled_created_at ON scheduled_reports (enabled, created_at DESC, id DESC);

CREATE INDEX idx_scheduled_reports_next_run_at ON scheduled_reports (next_run_at);
