DROP TABLE IF EXISTS setups;
DROP TABLE IF EXISTS chart_analyses;
DROP INDEX IF EXISTS chart_snapshots_idempotency_key;
ALTER TABLE chart_snapshots DROP COLUMN idempotency_key;
ALTER TABLE trades DROP COLUMN monitored_to;
