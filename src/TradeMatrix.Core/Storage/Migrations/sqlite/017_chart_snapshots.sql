-- Stored pictures. The bytes lie in the blob store under storage_key; row and bytes come and go together.

CREATE TABLE IF NOT EXISTS chart_snapshots (
    id               TEXT PRIMARY KEY,
    symbol_id        TEXT NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    user_id          TEXT,
    chart_url        TEXT NOT NULL,
    timeframe        TEXT NOT NULL,
    created_by_agent TEXT NOT NULL,
    trigger_type     TEXT NOT NULL DEFAULT 'manual'
        CHECK (trigger_type IN ('manual', 'report', 'setup', 'analysis', 'monitoring', 'alert')),
    provider         TEXT NOT NULL DEFAULT 'embedded',
    storage_key      TEXT,
    content_hash     TEXT,
    request_hash     TEXT,
    cache_key        TEXT,
    format           TEXT NOT NULL DEFAULT 'png',
    width            INTEGER,
    height           INTEGER,
    bytes            INTEGER,
    render_ms        REAL,
    data_as_of       TEXT,
    pinned           INTEGER NOT NULL DEFAULT 0,
    metadata         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    created_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    expires_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now', '+60 days'))
);

CREATE INDEX IF NOT EXISTS idx_chart_snapshots_symbol_created ON chart_snapshots (symbol_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_agent_created ON chart_snapshots (created_by_agent, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_expires_at ON chart_snapshots (expires_at);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_user_created ON chart_snapshots (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_user_symbol_created ON chart_snapshots (user_id, symbol_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_user_expires ON chart_snapshots (user_id, expires_at) WHERE NOT pinned;
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_storage_key ON chart_snapshots (storage_key);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_request ON chart_snapshots (request_hash, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_cache_key ON chart_snapshots (cache_key);

-- How many there are by owner, symbol, timeframe and agent, so that a gallery's total need not count them.
CREATE TABLE IF NOT EXISTS chart_snapshot_counts (
    user_id          TEXT NOT NULL,
    symbol_id        TEXT NOT NULL,
    timeframe        TEXT NOT NULL,
    created_by_agent TEXT NOT NULL,
    count            INTEGER NOT NULL,
    PRIMARY KEY (user_id, symbol_id, timeframe, created_by_agent)
) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS chart_snapshots_added AFTER INSERT ON chart_snapshots
BEGIN
    INSERT INTO chart_snapshot_counts
    VALUES (coalesce(NEW.user_id, '00000000-0000-0000-0000-000000000000'), NEW.symbol_id, NEW.timeframe, NEW.created_by_agent, 1)
    ON CONFLICT (user_id, symbol_id, timeframe, created_by_agent) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER IF NOT EXISTS chart_snapshots_removed AFTER DELETE ON chart_snapshots
BEGIN
    UPDATE chart_snapshot_counts SET count = count - 1
    WHERE user_id = coalesce(OLD.user_id, '00000000-0000-0000-0000-000000000000')
        AND symbol_id = OLD.symbol_id AND timeframe = OLD.timeframe AND created_by_agent = OLD.created_by_agent;
    DELETE FROM chart_snapshot_counts
    WHERE user_id = coalesce(OLD.user_id, '00000000-0000-0000-0000-000000000000')
        AND symbol_id = OLD.symbol_id AND timeframe = OLD.timeframe AND created_by_agent = OLD.created_by_agent AND count = 0;
END;
