DROP TABLE IF EXISTS chart_usage;
DROP TABLE IF EXISTS quota_counters;
