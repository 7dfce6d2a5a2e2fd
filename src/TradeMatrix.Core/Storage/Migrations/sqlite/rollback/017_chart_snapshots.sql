DROP TABLE IF EXISTS chart_snapshot_counts;
DROP TABLE IF EXISTS chart_snapshots;
