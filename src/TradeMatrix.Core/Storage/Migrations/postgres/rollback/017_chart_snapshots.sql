DROP TABLE IF EXISTS chart_snapshot_counts;
DROP TABLE IF EXISTS chart_snapshots;
DROP FUNCTION IF EXISTS chart_snapshots_keep_count();
DROP FUNCTION IF EXISTS chart_snapshots_set_owner();
