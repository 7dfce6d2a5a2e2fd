-- Snapshots that were cleaned up, so that their address answers "gone" for a year.

CREATE TABLE IF NOT EXISTS expired_chart_snapshots (
    id         TEXT PRIMARY KEY,
    expired_at TEXT NOT NULL
) WITHOUT ROWID;
