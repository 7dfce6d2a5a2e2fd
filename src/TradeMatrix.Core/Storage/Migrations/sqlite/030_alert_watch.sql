-- Addresses that are confirmed before anything is sent there, and how far each subscription's prices were looked at.

ALTER TABLE alert_routes ADD COLUMN confirmed_at TEXT;
ALTER TABLE alert_routes ADD COLUMN code_hash TEXT;
ALTER TABLE alert_routes ADD COLUMN code_expires_at TEXT;
ALTER TABLE alert_routes ADD COLUMN code_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alert_subscriptions ADD COLUMN checked_to TEXT;

-- Routes from before codes were in use already.
UPDATE alert_routes SET confirmed_at = created_at WHERE confirmed_at IS NULL;

CREATE INDEX IF NOT EXISTS alert_deliveries_sending ON alert_deliveries (part, user_id) WHERE state = 'sending';
