-- Keys to the API. Only the SHA-256 of a key is kept; a key is 256 random bits, so no salt is needed.

CREATE TABLE IF NOT EXISTS api_keys (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id          uuid NOT NULL,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    hint             text NOT NULL,
    hash             text NOT NULL UNIQUE,
    scopes           text NOT NULL,
    plan             text NOT NULL DEFAULT 'unlimited',
    daily_limit      integer CHECK (daily_limit >= 0),
    per_second_limit integer CHECK (per_second_limit >= 0),
    created_at       timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz,
    last_used_at     timestamptz,
    revoked_at       timestamptz
);

COMMENT ON COLUMN api_keys.hint IS 'First characters of the key, to tell keys apart.';
COMMENT ON COLUMN api_keys.scopes IS 'Words separated by spaces: read, write, admin.';
COMMENT ON COLUMN api_keys.daily_limit IS 'Requests a day (UTC); null for the plan''s.';

CREATE INDEX IF NOT EXISTS api_keys_user ON api_keys (user_id);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON api_keys FROM PUBLIC, anon, authenticated;
GRANT SELECT (id, user_id, name, hint, scopes, plan, daily_limit, per_second_limit, created_at, expires_at, last_used_at, revoked_at) ON api_keys TO authenticated;
GRANT ALL ON api_keys TO service_role;

DROP POLICY IF EXISTS api_keys_select ON api_keys;
CREATE POLICY api_keys_select ON api_keys FOR SELECT TO authenticated USING (user_id = auth.uid());
DROP POLICY IF EXISTS api_keys_service ON api_keys;
CREATE POLICY api_keys_service ON api_keys FOR ALL TO service_role USING (true) WITH CHECK (true);
