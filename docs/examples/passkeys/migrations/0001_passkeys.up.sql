-- passkeys: creates 2 tables.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE webauthn_credentials (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    user_id       uuid         NOT NULL,
    credential_id text         NOT NULL,
    public_key    text         NOT NULL,
    sign_count    bigint       NOT NULL DEFAULT 0,
    friendly_name varchar(255) NOT NULL,
    transports    text[]       NOT NULL DEFAULT '{}',
    backed_up     boolean      NOT NULL DEFAULT false,
    last_used_at  timestamptz,
    created_at    timestamptz  NOT NULL DEFAULT now(),
    updated_at    timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT webauthn_credentials_pkey PRIMARY KEY (id),
    CONSTRAINT webauthn_credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT webauthn_credentials_credential_id_key UNIQUE (credential_id)
);

CREATE INDEX idx_webauthn_credentials_user_id_created_at ON webauthn_credentials (user_id, created_at DESC, id DESC);

CREATE TABLE webauthn_challenges (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    user_id    uuid,
    challenge  text        NOT NULL,
    purpose    varchar(32) NOT NULL,
    ip_address inet,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT webauthn_challenges_pkey PRIMARY KEY (id),
    CONSTRAINT webauthn_challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT webauthn_challenges_purpose_check CHECK (purpose IN ('registration', 'authentication')),
    CONSTRAINT webauthn_challenges_challenge_key UNIQUE (challenge)
);

CREATE INDEX idx_webauthn_challenges_user_id ON webauthn_challenges (user_id);

CREATE INDEX idx_webauthn_challenges_expires_at ON webauthn_challenges (expires_at);
