-- What agents see in the bars: an analysis of each closed bar looked at, and setups with what became of them.

ALTER TABLE chart_snapshots ADD COLUMN idempotency_key TEXT;
CREATE UNIQUE INDEX IF NOT EXISTS chart_snapshots_idempotency_key ON chart_snapshots (coalesce(user_id, ''), idempotency_key) WHERE idempotency_key IS NOT NULL;

ALTER TABLE trades ADD COLUMN monitored_to TEXT;

CREATE TABLE IF NOT EXISTS chart_analyses (
    id                TEXT PRIMARY KEY,
    user_id           TEXT NOT NULL,
    symbol_id         TEXT NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    timeframe         TEXT NOT NULL,
    as_of             TEXT NOT NULL,
    snapshot_id       TEXT,
    chart_url         TEXT,
    trend             TEXT NOT NULL CHECK (trend IN ('bullish', 'bearish', 'sideways', 'unknown')),
    patterns_detected TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(patterns_detected)),
    support_levels    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(support_levels)),
    resistance_levels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(resistance_levels)),
    confidence_score  REAL NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    analysis_summary  TEXT NOT NULL,
    payload           TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload)),
    created_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    UNIQUE (user_id, symbol_id, timeframe, as_of)
);

CREATE INDEX IF NOT EXISTS chart_analyses_user_created ON chart_analyses (user_id, created_at DESC);
CREATE INDEX IF NOT EXISTS chart_analyses_created ON chart_analyses (created_at);

CREATE TABLE IF NOT EXISTS setups (
    id            TEXT PRIMARY KEY,
    user_id       TEXT NOT NULL,
    symbol_id     TEXT NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    module        TEXT NOT NULL,
    strategy      TEXT NOT NULL,
    side          TEXT NOT NULL CHECK (side IN ('long', 'short')),
    timeframe     TEXT NOT NULL,
    detected_at   TEXT NOT NULL,
    order_type    TEXT NOT NULL CHECK (order_type IN ('market', 'limit', 'stop')),
    entry_price   REAL NOT NULL CHECK (entry_price > 0),
    stop_loss     REAL NOT NULL CHECK (stop_loss > 0),
    take_profit   REAL NOT NULL CHECK (take_profit > 0),
    current_stop  REAL NOT NULL CHECK (current_stop > 0),
    risk_reward   REAL NOT NULL,
    score         REAL CHECK (score BETWEEN 0 AND 1),
    confidence    REAL CHECK (confidence BETWEEN 0 AND 1),
    sample_size   INTEGER,
    status        TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('watchlist', 'pending', 'entry_hit', 'tp_hit', 'sl_hit', 'timed_out', 'expired', 'cancelled')),
    outcome       TEXT CHECK (outcome IN ('win', 'loss', 'breakeven', 'invalidated', 'missed')),
    entry_hit_at  TEXT,
    entry_fill    REAL,
    exit_price    REAL,
    pnl_percent   REAL,
    r_multiple    REAL,
    last_price    REAL,
    checked_to    TEXT,
    valid_until   TEXT NOT NULL,
    closed_at     TEXT,
    snapshot_id   TEXT,
    payload       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload)),
    created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    UNIQUE (user_id, symbol_id, strategy, side, detected_at)
);

CREATE INDEX IF NOT EXISTS setups_user_created ON setups (user_id, created_at DESC);
CREATE INDEX IF NOT EXISTS setups_alive ON setups (symbol_id) WHERE status IN ('pending', 'entry_hit');
