-- Calls to an image provider: counters that guard its limits, and the history by day, agent and provider.
-- Keys: chart_api:daily:YYYY-MM-DD (UTC), chart_api:second:N (Unix second).

CREATE TABLE IF NOT EXISTS quota_counters (
    key        TEXT PRIMARY KEY,
    count      INTEGER NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS chart_usage (
    day      TEXT NOT NULL,
    agent    TEXT NOT NULL,
    provider TEXT NOT NULL,
    calls    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, agent, provider)
) WITHOUT ROWID;
