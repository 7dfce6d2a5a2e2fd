-- Other names of an instrument: ^GDAXI (yahoo), TVC:DAX (tradingview), DAX 40 (canonical).
-- The lowest priority is the form to send to a namespace.

CREATE TABLE IF NOT EXISTS symbol_aliases (
    symbol_id TEXT NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    namespace TEXT NOT NULL CHECK (namespace IN ('canonical', 'yahoo', 'tradingview', 'stooq', 'twelvedata', 'eodhd', 'broker-csv')),
    alias     TEXT NOT NULL CHECK (length(alias) BETWEEN 1 AND 80),
    priority  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (symbol_id, namespace, alias)
);

CREATE INDEX IF NOT EXISTS symbol_aliases_alias ON symbol_aliases (upper(alias));
