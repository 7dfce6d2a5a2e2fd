-- Other names of an instrument: ^GDAXI (yahoo), TVC:DAX (tradingview), DAX 40 (canonical).

CREATE TABLE IF NOT EXISTS symbol_aliases (
    symbol_id uuid NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    namespace text NOT NULL CHECK (namespace IN ('canonical', 'yahoo', 'tradingview', 'stooq', 'twelvedata', 'eodhd', 'broker-csv')),
    alias     text NOT NULL CHECK (length(alias) BETWEEN 1 AND 80),
    priority  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (symbol_id, namespace, alias)
);

COMMENT ON COLUMN symbol_aliases.priority IS 'The lowest is the form to send to that namespace.';
CREATE INDEX IF NOT EXISTS symbol_aliases_alias ON symbol_aliases (upper(alias));

ALTER TABLE symbol_aliases ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON symbol_aliases FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON symbol_aliases TO authenticated;
GRANT ALL ON symbol_aliases TO service_role;

DROP POLICY IF EXISTS symbol_aliases_select ON symbol_aliases;
CREATE POLICY symbol_aliases_select ON symbol_aliases FOR SELECT TO authenticated
    USING (symbol_id IN (SELECT id FROM market_symbols));
DROP POLICY IF EXISTS symbol_aliases_write ON symbol_aliases;
CREATE POLICY symbol_aliases_write ON symbol_aliases FOR ALL TO authenticated
    USING (symbol_id IN (SELECT id FROM market_symbols WHERE user_id = auth.uid()))
    WITH CHECK (symbol_id IN (SELECT id FROM market_symbols WHERE user_id = auth.uid()));
DROP POLICY IF EXISTS symbol_aliases_service ON symbol_aliases;
CREATE POLICY symbol_aliases_service ON symbol_aliases FOR ALL TO service_role USING (true) WITH CHECK (true);
