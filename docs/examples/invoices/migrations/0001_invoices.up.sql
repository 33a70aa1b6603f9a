-- invoices: creates 2 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE invoices (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    customer_id uuid        NOT NULL,
    creator_id  uuid,
    number      varchar(64),
    currency    char(3)     NOT NULL,
    total_cents bigint      NOT NULL DEFAULT 0,
    due_date    date        NOT NULL,
    is_overdue  boolean     NOT NULL DEFAULT false,
    issued_at   timestamptz,
    paid_at     timestamptz,
    voided_at   timestamptz,
    void_reason text,
    notes       text,
    status      varchar(32) NOT NULL DEFAULT 'draft',
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT,
    CONSTRAINT invoices_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT invoices_status_check CHECK (status IN ('draft', 'issued', 'paid', 'void')),
    CONSTRAINT invoices_number_key UNIQUE (number),
    CONSTRAINT invoices_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT invoices_total_cents_check CHECK (total_cents >= 0),
    CONSTRAINT invoices_status_number_rule_check CHECK (status = 'draft' OR number IS NOT NULL)
);

CREATE INDEX idx_invoices_customer_id_created_at ON invoices (customer_id, created_at DESC, id DESC);

CREATE INDEX idx_invoices_creator_id_created_at ON invoices (creator_id, created_at DESC, id DESC);

CREATE INDEX idx_invoices_due_date ON invoices (due_date);

CREATE INDEX idx_invoices_is_overdue_created_at ON invoices (is_overdue, created_at DESC, id DESC);

CREATE INDEX idx_invoices_status_created_at ON invoices (status, created_at DESC, id DESC);

CREATE INDEX idx_invoices_created_at ON invoices (created_at DESC, id DESC);

CREATE TABLE invoice_items (
    id           uuid          NOT NULL DEFAULT gen_random_uuid(),
    invoice_id   uuid          NOT NULL,
    description  varchar(255)  NOT NULL,
    quantity     numeric(12,4) NOT NULL DEFAULT 1,
    price_cents  bigint        NOT NULL,
    tax_percent  numeric(5,2)  NOT NULL DEFAULT 0,
    amount_cents bigint        NOT NULL,
    position     integer       NOT NULL DEFAULT 0,
    created_at   timestamptz   NOT NULL DEFAULT now(),
    updated_at   timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT invoice_items_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_items_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE,
    CONSTRAINT invoice_items_price_cents_check CHECK (price_cents >= 0),
    CONSTRAINT invoice_items_tax_percent_check CHECK (tax_percent >= 0 AND tax_percent <= 100),
    CONSTRAINT invoice_items_amount_cents_check CHECK (amount_cents >= 0),
    CONSTRAINT invoice_items_position_check CHECK (position >= 0)
);

CREATE INDEX idx_invoice_items_invoice_id_position ON invoice_items (invoice_id, position, id);
