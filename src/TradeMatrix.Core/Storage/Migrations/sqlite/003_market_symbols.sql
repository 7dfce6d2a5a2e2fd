-- Instruments. A row belongs to a user; a row without one is an entry of the shared catalogue,
-- which every user may read and copy.

CREATE TABLE IF NOT EXISTS market_symbols (
    id               TEXT PRIMARY KEY,
    user_id          TEXT,
    catalogue_id     TEXT REFERENCES market_symbols (id) ON DELETE SET NULL,
    vendor           TEXT NOT NULL DEFAULT 'user',
    symbol           TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 40),
    alias            TEXT,
    type             TEXT NOT NULL DEFAULT 'other' CHECK (type IN ('index', 'forex', 'crypto', 'stock', 'commodity', 'other')),
    exchange         TEXT,
    tick_size        TEXT NOT NULL DEFAULT '0.01' CHECK (CAST(tick_size AS REAL) > 0),
    timezone         TEXT NOT NULL DEFAULT 'Europe/Berlin',
    active           INTEGER NOT NULL DEFAULT 1,
    api_symbol       TEXT,
    tv_symbol        TEXT,
    chart_img_symbol TEXT,
    chart_enabled    INTEGER NOT NULL DEFAULT 1,
    created_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE UNIQUE INDEX IF NOT EXISTS market_symbols_owner_symbol ON market_symbols (coalesce(user_id, ''), upper(symbol));

-- A row leads to the bars of its catalogue entry; it must not lead to another user's symbol.
CREATE TRIGGER IF NOT EXISTS market_symbols_catalogue_inserted BEFORE INSERT ON market_symbols
WHEN NEW.catalogue_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM market_symbols WHERE id = NEW.catalogue_id AND user_id IS NULL)
BEGIN
    SELECT raise(ABORT, 'catalogue_id must be an entry of the shared catalogue');
END;

CREATE TRIGGER IF NOT EXISTS market_symbols_catalogue_updated BEFORE UPDATE OF catalogue_id ON market_symbols
WHEN NEW.catalogue_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM market_symbols WHERE id = NEW.catalogue_id AND user_id IS NULL)
BEGIN
    SELECT raise(ABORT, 'catalogue_id must be an entry of the shared catalogue');
END;
