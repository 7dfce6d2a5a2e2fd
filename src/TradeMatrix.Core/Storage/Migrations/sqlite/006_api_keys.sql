-- Keys to the API. Only the SHA-256 of a key is kept; a key is 256 random bits, so no salt is needed.

CREATE TABLE IF NOT EXISTS api_keys (
    id               TEXT PRIMARY KEY,
    user_id          TEXT NOT NULL,
    name             TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    hint             TEXT NOT NULL,
    hash             TEXT NOT NULL UNIQUE,
    scopes           TEXT NOT NULL,
    plan             TEXT NOT NULL DEFAULT 'unlimited',
    daily_limit      INTEGER CHECK (daily_limit >= 0),
    per_second_limit INTEGER CHECK (per_second_limit >= 0),
    created_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    expires_at       TEXT,
    last_used_at     TEXT,
    revoked_at       TEXT
);

CREATE INDEX IF NOT EXISTS api_keys_user ON api_keys (user_id);
