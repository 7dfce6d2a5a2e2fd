DROP TABLE IF EXISTS expired_chart_snapshots;
