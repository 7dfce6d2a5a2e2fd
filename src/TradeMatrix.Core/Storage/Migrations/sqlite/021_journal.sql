-- Trades and the executions they are put together from, the journal about them, and reports.

CREATE TABLE IF NOT EXISTS trades (
    id                TEXT PRIMARY KEY,
    user_id           TEXT NOT NULL,
    symbol            TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 80),
    symbol_id         TEXT REFERENCES market_symbols (id) ON DELETE SET NULL,
    side              TEXT NOT NULL CHECK (side IN ('long', 'short')),
    entry_price       TEXT NOT NULL CHECK (CAST(entry_price AS REAL) > 0),
    exit_price        TEXT CHECK (CAST(exit_price AS REAL) > 0),
    position_size     TEXT NOT NULL CHECK (CAST(position_size AS REAL) > 0),
    multiplier        TEXT NOT NULL DEFAULT '1' CHECK (CAST(multiplier AS REAL) > 0),
    initial_stop_loss TEXT CHECK (CAST(initial_stop_loss AS REAL) > 0),
    stop_loss         TEXT CHECK (CAST(stop_loss AS REAL) > 0),
    take_profit       TEXT CHECK (CAST(take_profit AS REAL) > 0),
    status            TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed', 'cancelled')),
    pnl               TEXT,
    pnl_percentage    TEXT,
    r_multiple        TEXT,
    commission        TEXT NOT NULL DEFAULT '0',
    swap              TEXT NOT NULL DEFAULT '0',
    currency          TEXT,
    strategy          TEXT,
    setup             TEXT,
    timeframe         TEXT,
    entry_time        TEXT NOT NULL,
    exit_time         TEXT,
    notes             TEXT,
    tags              TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    metadata          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    source            TEXT NOT NULL DEFAULT 'manual',
    external_id       TEXT,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CHECK (status <> 'closed' OR (exit_price IS NOT NULL AND exit_time IS NOT NULL AND pnl IS NOT NULL)),
    CHECK (exit_time >= entry_time)
);

CREATE UNIQUE INDEX IF NOT EXISTS trades_external ON trades (user_id, source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_trades_user_entry ON trades (user_id, entry_time DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_trades_user_exit ON trades (user_id, exit_time) WHERE status = 'closed';
CREATE INDEX IF NOT EXISTS idx_trades_open ON trades (user_id) WHERE status = 'open';
CREATE INDEX IF NOT EXISTS idx_trades_symbol_id ON trades (symbol_id);

-- What a broker filled. Trades are put together from these anew after each import, so that files may overlap.
CREATE TABLE IF NOT EXISTS trade_executions (
    id           TEXT PRIMARY KEY,
    user_id      TEXT NOT NULL,
    source       TEXT NOT NULL,
    external_id  TEXT NOT NULL,
    order_id     TEXT,
    symbol       TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 80),
    is_buy       INTEGER NOT NULL,
    effect       TEXT NOT NULL DEFAULT 'any' CHECK (effect IN ('any', 'open', 'close')),
    quantity     TEXT NOT NULL CHECK (CAST(quantity AS REAL) > 0),
    price        TEXT NOT NULL CHECK (CAST(price AS REAL) > 0),
    multiplier   TEXT NOT NULL DEFAULT '1' CHECK (CAST(multiplier AS REAL) > 0),
    commission   TEXT NOT NULL DEFAULT '0',
    profit       TEXT,
    currency     TEXT,
    executed_at  TEXT NOT NULL,
    line         INTEGER NOT NULL,
    UNIQUE (user_id, source, external_id)
);

CREATE INDEX IF NOT EXISTS idx_trade_executions_symbol ON trade_executions (user_id, source, symbol, executed_at);

CREATE TABLE IF NOT EXISTS journal_entries (
    id                  TEXT PRIMARY KEY,
    user_id             TEXT NOT NULL,
    symbol              TEXT,
    symbol_id           TEXT REFERENCES market_symbols (id) ON DELETE SET NULL,
    trade_id            TEXT REFERENCES trades (id) ON DELETE CASCADE,
    entry_type          TEXT NOT NULL CHECK (entry_type IN ('decision', 'trade', 'analysis', 'note')),
    decision            TEXT,
    content             TEXT NOT NULL DEFAULT '',
    entry_price         TEXT,
    exit_price          TEXT,
    pnl                 TEXT,
    chart_snapshot_id   TEXT REFERENCES chart_snapshots (id) ON DELETE SET NULL,
    context_snapshot_id TEXT REFERENCES chart_snapshots (id) ON DELETE SET NULL,
    chart_missing       TEXT,
    notes               TEXT,
    context             TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context)),
    metadata            TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at          TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CHECK (entry_type <> 'trade' OR trade_id IS NOT NULL)
);

CREATE UNIQUE INDEX IF NOT EXISTS journal_entries_trade ON journal_entries (trade_id) WHERE entry_type = 'trade';
CREATE INDEX IF NOT EXISTS idx_journal_entries_user_created ON journal_entries (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_journal_entries_trade_id ON journal_entries (trade_id);
CREATE INDEX IF NOT EXISTS idx_journal_entries_chart ON journal_entries (chart_snapshot_id);
CREATE INDEX IF NOT EXISTS idx_journal_entries_context ON journal_entries (context_snapshot_id);
CREATE INDEX IF NOT EXISTS idx_journal_entries_symbol_id ON journal_entries (symbol_id);

CREATE TABLE IF NOT EXISTS reports (
    id            TEXT PRIMARY KEY,
    user_id       TEXT NOT NULL,
    report_type   TEXT NOT NULL CHECK (length(report_type) BETWEEN 1 AND 40),
    period        TEXT NOT NULL CHECK (length(period) BETWEEN 1 AND 40),
    report_date   TEXT NOT NULL,
    title         TEXT NOT NULL,
    content       TEXT NOT NULL DEFAULT '',
    ai_summary    TEXT,
    ai_insights   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ai_insights)),
    status        TEXT NOT NULL DEFAULT 'completed' CHECK (status IN ('draft', 'published', 'archived', 'processing', 'completed', 'failed')),
    published_at  TEXT,
    slug          TEXT NOT NULL,
    chart_urls    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(chart_urls)),
    pdf_url       TEXT,
    file_url_docx TEXT,
    files         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(files)),
    metrics       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metrics)),
    metadata      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    UNIQUE (user_id, report_type, period),
    UNIQUE (user_id, slug)
);

CREATE INDEX IF NOT EXISTS idx_reports_user_date ON reports (user_id, report_date DESC, id DESC);
