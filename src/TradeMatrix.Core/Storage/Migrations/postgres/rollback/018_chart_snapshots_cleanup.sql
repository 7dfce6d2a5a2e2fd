DROP FUNCTION IF EXISTS cleanup_expired_chart_snapshots(timestamptz);
DROP TABLE IF EXISTS expired_chart_snapshots;
