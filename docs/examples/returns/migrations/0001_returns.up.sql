-- returns: creates 2 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE returns (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    order_id           uuid         NOT NULL,
    customer_id        uuid         NOT NULL,
    number             varchar(64)  NOT NULL,
    reason             varchar(32)  NOT NULL,
    comment            text,
    photo_keys         text[]       NOT NULL DEFAULT '{}',
    decided_at         timestamptz,
    decision_note      text,
    received_at        timestamptz,
    refund_cents       bigint,
    currency           char(3),
    provider_reference varchar(255),
    refunded_at        timestamptz,
    cancelled_at       timestamptz,
    status             varchar(32)  NOT NULL DEFAULT 'requested',
    created_at         timestamptz  NOT NULL DEFAULT now(),
    updated_at         timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT returns_pkey PRIMARY KEY (id),
    CONSTRAINT returns_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT,
    CONSTRAINT returns_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT returns_reason_check
        CHECK (reason IN ('damaged', 'wrong_item', 'does_not_fit', 'not_as_described', 'changed_mind', 'other')),
    CONSTRAINT returns_status_check
        CHECK (status IN ('requested', 'approved', 'rejected', 'received', 'refunded', 'cancelled')),
    CONSTRAINT returns_number_key UNIQUE (number),
    CONSTRAINT returns_refund_cents_check CHECK (refund_cents >= 0),
    CONSTRAINT returns_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT returns_provider_reference_key UNIQUE (provider_reference),
    CONSTRAINT returns_status_refunded_at_rule_check CHECK (status <> 'refunded' OR refunded_at IS NOT NULL),
    CONSTRAINT returns_refund_cents_currency_rule_check CHECK (refund_cents IS NULL OR currency IS NOT NULL)
);

CREATE INDEX idx_returns_order_id_created_at ON returns (order_id, created_at DESC, id DESC);

CREATE INDEX idx_returns_customer_id_created_at ON returns (customer_id, created_at DESC, id DESC);

CREATE INDEX idx_returns_reason_created_at ON returns (reason, created_at DESC, id DESC);

CREATE INDEX idx_returns_status_created_at ON returns (status, created_at DESC, id DESC);

CREATE TABLE return_request_items (
    id            uuid        NOT NULL DEFAULT gen_random_uuid(),
    return_id     uuid        NOT NULL,
    order_item_id uuid        NOT NULL,
    quantity      integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT return_request_items_pkey PRIMARY KEY (id),
    CONSTRAINT return_request_items_return_id_fkey FOREIGN KEY (return_id) REFERENCES returns (id) ON DELETE CASCADE,
    CONSTRAINT return_request_items_order_item_id_fkey
        FOREIGN KEY (order_item_id) REFERENCES order_items (id) ON DELETE RESTRICT,
    CONSTRAINT return_request_items_quantity_check CHECK (quantity > 0),
    CONSTRAINT return_request_items_return_id_order_item_id_key UNIQUE (return_id, order_item_id)
);

CREATE INDEX idx_return_request_items_return_id_created_at ON return_request_items (return_id, created_at DESC, id DESC);

CREATE INDEX idx_return_request_items_order_item_id_created_at ON return_request_items (order_item_id, created_at DESC, id DESC);
