-- feature-flags: creates 2 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE feature_flags (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    organization_id    uuid         NOT NULL,
    key                varchar(100) NOT NULL,
    name               varchar(255),
    description        text,
    enabled            boolean      NOT NULL DEFAULT false,
    rollout_percentage numeric(5,2) NOT NULL DEFAULT 0,
    archived_at        timestamptz,
    created_at         timestamptz  NOT NULL DEFAULT now(),
    updated_at         timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT feature_flags_pkey PRIMARY KEY (id),
    CONSTRAINT feature_flags_organization_id_fkey
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT feature_flags_key_check CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT feature_flags_organization_id_key_key UNIQUE (organization_id, key),
    CONSTRAINT feature_flags_rollout_percentage_check CHECK (rollout_percentage >= 0 AND rollout_percentage <= 100)
);

CREATE INDEX idx_feature_flags_organization_id_created_at ON feature_flags (organization_id, created_at DESC, id DESC);

CREATE INDEX idx_feature_flags_enabled_created_at ON feature_flags (enabled, created_at DESC, id DESC);

CREATE INDEX idx_feature_flags_created_at ON feature_flags (created_at DESC, id DESC);

CREATE TABLE feature_flag_overrides (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    feature_flag_id uuid        NOT NULL,
    target_type     varchar(32) NOT NULL DEFAULT 'user',
    target_id       uuid        NOT NULL,
    enabled         boolean     NOT NULL DEFAULT true,
    expires_at      timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feature_flag_overrides_pkey PRIMARY KEY (id),
    CONSTRAINT feature_flag_overrides_feature_flag_id_fkey
        FOREIGN KEY (feature_flag_id) REFERENCES feature_flags (id) ON DELETE CASCADE,
    CONSTRAINT feature_flag_overrides_target_type_check CHECK (target_type IN ('user', 'organization')),
    CONSTRAINT feature_flag_overrides_feature_flag_id_target_type_tar_6dffc725
        UNIQUE (feature_flag_id, target_type, target_id)
);

CREATE INDEX idx_feature_flag_overrides_feature_flag_id_created_at ON feature_flag_overrides (feature_flag_id, created_at DESC, id DESC);

CREATE INDEX idx_feature_flag_overrides_feature_flag_id_target_id_created_at ON feature_flag_overrides (feature_flag_id, target_id, created_at DESC, id DESC);
