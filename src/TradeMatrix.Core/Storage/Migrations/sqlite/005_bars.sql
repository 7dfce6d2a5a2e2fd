-- Bars. A series is a symbol's bars of one timeframe; its number keeps the rows of ohlc short.
-- Times of bars are Unix milliseconds UTC; an unknown volume is null.

CREATE TABLE IF NOT EXISTS bar_series (
    id         INTEGER PRIMARY KEY,
    symbol_id  TEXT NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    timeframe  TEXT NOT NULL,
    source     TEXT NOT NULL DEFAULT 'import',
    count      INTEGER NOT NULL DEFAULT 0,
    first_ts   TEXT,
    last_ts    TEXT,
    revision   INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    checked_at TEXT,
    UNIQUE (symbol_id, timeframe)
);

CREATE TABLE IF NOT EXISTS ohlc (
    series_id INTEGER NOT NULL REFERENCES bar_series (id) ON DELETE CASCADE,
    ts        INTEGER NOT NULL,
    open      REAL NOT NULL,
    high      REAL NOT NULL,
    low       REAL NOT NULL,
    close     REAL NOT NULL,
    volume    REAL,
    PRIMARY KEY (series_id, ts),
    CHECK (high >= open AND high >= close),
    CHECK (low <= open AND low <= close),
    CHECK (volume >= 0)
) WITHOUT ROWID;
