DROP TABLE IF EXISTS setups;
DROP TABLE IF EXISTS chart_analyses;
DROP INDEX IF EXISTS chart_snapshots_idempotency_key;
ALTER TABLE chart_snapshots DROP COLUMN IF EXISTS idempotency_key;
ALTER TABLE trades DROP COLUMN IF EXISTS monitored_to;
