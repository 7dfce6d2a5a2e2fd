-- Bars. A series is a symbol's bars of one timeframe; its number keeps the rows of ohlc short.

CREATE TABLE IF NOT EXISTS bar_series (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    symbol_id  uuid NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    timeframe  varchar(4) NOT NULL,
    source     text NOT NULL DEFAULT 'import',
    count      bigint NOT NULL DEFAULT 0,
    first_ts   timestamptz,
    last_ts    timestamptz,
    revision   bigint NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    checked_at timestamptz,
    UNIQUE (symbol_id, timeframe)
);

COMMENT ON COLUMN bar_series.source IS 'Who wrote it last: import, or the name of a feed.';
COMMENT ON COLUMN bar_series.revision IS 'Counts the writes that changed something.';
COMMENT ON COLUMN bar_series.checked_at IS 'When a feed last answered for it, with news or without.';

CREATE TABLE IF NOT EXISTS ohlc (
    series_id integer NOT NULL REFERENCES bar_series (id) ON DELETE CASCADE,
    ts        timestamptz NOT NULL,
    open      double precision NOT NULL,
    high      double precision NOT NULL,
    low       double precision NOT NULL,
    close     double precision NOT NULL,
    volume    double precision,
    PRIMARY KEY (series_id, ts),
    CHECK (high >= open AND high >= close),
    CHECK (low <= open AND low <= close),
    CHECK (volume >= 0)
);

COMMENT ON COLUMN ohlc.ts IS 'Open time of the bar, UTC.';
COMMENT ON COLUMN ohlc.volume IS 'Null when unknown.';

ALTER TABLE bar_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE ohlc ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON bar_series, ohlc FROM PUBLIC, anon, authenticated;
REVOKE ALL ON SEQUENCE bar_series_id_seq FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON bar_series, ohlc TO authenticated;
GRANT ALL ON bar_series, ohlc TO service_role;

DROP POLICY IF EXISTS bar_series_select ON bar_series;
CREATE POLICY bar_series_select ON bar_series FOR SELECT TO authenticated USING (symbol_id IN (SELECT id FROM market_symbols));
DROP POLICY IF EXISTS bar_series_write ON bar_series;
CREATE POLICY bar_series_write ON bar_series FOR ALL TO authenticated
    USING (symbol_id IN (SELECT id FROM market_symbols WHERE user_id = auth.uid()))
    WITH CHECK (symbol_id IN (SELECT id FROM market_symbols WHERE user_id = auth.uid()));
DROP POLICY IF EXISTS bar_series_service ON bar_series;
CREATE POLICY bar_series_service ON bar_series FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS ohlc_select ON ohlc;
CREATE POLICY ohlc_select ON ohlc FOR SELECT TO authenticated USING (series_id IN (SELECT id FROM bar_series));
DROP POLICY IF EXISTS ohlc_write ON ohlc;
CREATE POLICY ohlc_write ON ohlc FOR ALL TO authenticated
    USING (series_id IN (SELECT s.id FROM bar_series s JOIN market_symbols m ON m.id = s.symbol_id WHERE m.user_id = auth.uid()))
    WITH CHECK (series_id IN (SELECT s.id FROM bar_series s JOIN market_symbols m ON m.id = s.symbol_id WHERE m.user_id = auth.uid()));
DROP POLICY IF EXISTS ohlc_service ON ohlc;
CREATE POLICY ohlc_service ON ohlc FOR ALL TO service_role USING (true) WITH CHECK (true);
