-- returns: creates 3 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE customer_returns (
    id             uuid        NOT NULL DEFAULT gen_random_uuid(),
    warehouse_id   uuid        NOT NULL,
    received_by_id uuid,
    number         varchar(64) NOT NULL,
    received_at    timestamptz NOT NULL,
    note           text,
    completed_at   timestamptz,
    photo_keys     text[]      NOT NULL DEFAULT '{}',
    reason         text,
    approved_at    timestamptz,
    rejected_at    timestamptz,
    status         varchar(32) NOT NULL DEFAULT 'open',
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT customer_returns_pkey PRIMARY KEY (id),
    CONSTRAINT customer_returns_warehouse_id_fkey
        FOREIGN KEY (warehouse_id) REFERENCES warehouses (id) ON DELETE RESTRICT,
    CONSTRAINT customer_returns_received_by_id_fkey
        FOREIGN KEY (received_by_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT customer_returns_status_check
        CHECK (status IN ('open', 'inspected', 'completed', 'approved', 'rejected')),
    CONSTRAINT customer_returns_number_key UNIQUE (number)
);

CREATE INDEX idx_customer_returns_warehouse_id_created_at ON customer_returns (warehouse_id, created_at DESC, id DESC);

CREATE INDEX idx_customer_returns_received_by_id_created_at ON customer_returns (received_by_id, created_at DESC, id DESC);

CREATE INDEX idx_customer_returns_status_created_at ON customer_returns (status, created_at DESC, id DESC);

CREATE INDEX idx_customer_returns_created_at ON customer_returns (created_at DESC, id DESC);

CREATE TABLE return_items (
    id                 uuid        NOT NULL DEFAULT gen_random_uuid(),
    customer_return_id uuid,
    order_line_id      uuid        NOT NULL,
    quantity           integer     NOT NULL DEFAULT 1,
    return_reason      varchar(32) NOT NULL DEFAULT 'other',
    amount_cents       bigint      NOT NULL,
    tax_amount_cents   bigint      NOT NULL DEFAULT 0,
    reception          varchar(32) NOT NULL DEFAULT 'awaited',
    acceptance         varchar(32) NOT NULL DEFAULT 'pending',
    acceptance_note    text,
    is_resellable      boolean     NOT NULL DEFAULT true,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT return_items_pkey PRIMARY KEY (id),
    CONSTRAINT return_items_customer_return_id_fkey
        FOREIGN KEY (customer_return_id) REFERENCES customer_returns (id) ON DELETE SET NULL,
    CONSTRAINT return_items_order_line_id_fkey
        FOREIGN KEY (order_line_id) REFERENCES order_lines (id) ON DELETE RESTRICT,
    CONSTRAINT return_items_return_reason_check
        CHECK (return_reason IN ('damaged', 'wrong_item', 'does_not_fit', 'not_as_described', 'changed_mind', 'other')),
    CONSTRAINT return_items_reception_check CHECK (reception IN ('awaited', 'received', 'lost', 'cancelled')),
    CONSTRAINT return_items_acceptance_check CHECK (acceptance IN ('pending', 'accepted', 'rejected', 'manual')),
    CONSTRAINT return_items_quantity_check CHECK (quantity > 0),
    CONSTRAINT return_items_amount_cents_check CHECK (amount_cents >= 0),
    CONSTRAINT return_items_tax_amount_cents_check CHECK (tax_amount_cents >= 0)
);

CREATE INDEX idx_return_items_customer_return_id_created_at ON return_items (customer_return_id, created_at DESC, id DESC);

CREATE INDEX idx_return_items_order_line_id_created_at ON return_items (order_line_id, created_at DESC, id DESC);

CREATE INDEX idx_return_items_created_at ON return_items (created_at DESC, id DESC);

CREATE TABLE refunds (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    payment_id         uuid         NOT NULL,
    requester_id       uuid,
    amount_cents       bigint       NOT NULL,
    currency           char(3)      NOT NULL,
    reason             varchar(32)  NOT NULL DEFAULT 'customer_request',
    note               text,
    provider_reference varchar(255),
    failure_code       varchar(255),
    refunded_at        timestamptz,
    status             varchar(32)  NOT NULL DEFAULT 'pending',
    created_at         timestamptz  NOT NULL DEFAULT now(),
    updated_at         timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT refunds_pkey PRIMARY KEY (id),
    CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments (id) ON DELETE RESTRICT,
    CONSTRAINT refunds_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT refunds_reason_check
        CHECK (reason IN ('duplicate', 'fraudulent', 'customer_request', 'product_issue', 'other')),
    CONSTRAINT refunds_status_check CHECK (status IN ('pending', 'succeeded', 'failed')),
    CONSTRAINT refunds_amount_cents_check CHECK (amount_cents >= 0),
    CONSTRAINT refunds_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT refunds_provider_reference_key UNIQUE (provider_reference)
);

CREATE INDEX idx_refunds_payment_id_created_at ON refunds (payment_id, created_at DESC, id DESC);

CREATE INDEX idx_refunds_requester_id_created_at ON refunds (requester_id, created_at DESC, id DESC);

CREATE INDEX idx_refunds_reason_created_at ON refunds (reason, created_at DESC, id DESC);

CREATE INDEX idx_refunds_status_created_at ON refunds (status, created_at DESC, id DESC);

CREATE INDEX idx_refunds_created_at ON refunds (created_at DESC, id DESC);
