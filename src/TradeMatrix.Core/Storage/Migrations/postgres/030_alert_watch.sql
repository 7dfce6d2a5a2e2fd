-- Addresses that are confirmed before anything is sent there, and how far each subscription's prices were looked at.

ALTER TABLE alert_routes ADD COLUMN IF NOT EXISTS confirmed_at timestamptz;
ALTER TABLE alert_routes ADD COLUMN IF NOT EXISTS code_hash text;
ALTER TABLE alert_routes ADD COLUMN IF NOT EXISTS code_expires_at timestamptz;
ALTER TABLE alert_routes ADD COLUMN IF NOT EXISTS code_tries integer NOT NULL DEFAULT 0;
ALTER TABLE alert_subscriptions ADD COLUMN IF NOT EXISTS checked_to timestamptz;

COMMENT ON COLUMN alert_routes.confirmed_at IS 'Since when it is known that the address is its owner''s; null while nothing but a code may be sent there.';
COMMENT ON COLUMN alert_routes.code_hash IS 'SHA-256 of the code that was sent; only the service role reads it.';
COMMENT ON COLUMN alert_subscriptions.checked_to IS 'Open time of the last bar that was looked at.';

-- Routes from before codes were in use already.
UPDATE alert_routes SET confirmed_at = created_at WHERE confirmed_at IS NULL;

CREATE INDEX IF NOT EXISTS alert_deliveries_sending ON alert_deliveries (part, user_id) WHERE state = 'sending';

GRANT SELECT (confirmed_at) ON alert_routes TO authenticated;
