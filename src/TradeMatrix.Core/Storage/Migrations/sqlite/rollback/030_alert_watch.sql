DROP INDEX IF EXISTS alert_deliveries_sending;
ALTER TABLE alert_subscriptions DROP COLUMN checked_to;
ALTER TABLE alert_routes DROP COLUMN code_tries;
ALTER TABLE alert_routes DROP COLUMN code_expires_at;
ALTER TABLE alert_routes DROP COLUMN code_hash;
ALTER TABLE alert_routes DROP COLUMN confirmed_at;
