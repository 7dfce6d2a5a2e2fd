DROP INDEX IF EXISTS alert_deliveries_sending;
ALTER TABLE alert_subscriptions DROP COLUMN IF EXISTS checked_to;
ALTER TABLE alert_routes DROP COLUMN IF EXISTS code_tries;
ALTER TABLE alert_routes DROP COLUMN IF EXISTS code_expires_at;
ALTER TABLE alert_routes DROP COLUMN IF EXISTS code_hash;
ALTER TABLE alert_routes DROP COLUMN IF EXISTS confirmed_at;
