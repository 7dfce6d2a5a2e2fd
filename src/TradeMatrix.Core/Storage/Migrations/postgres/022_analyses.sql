-- What agents see in the bars: an analysis of each closed bar looked at, and setups with what became of them.

ALTER TABLE chart_snapshots ADD COLUMN IF NOT EXISTS idempotency_key text;
COMMENT ON COLUMN chart_snapshots.idempotency_key IS 'What it was made for. An agent that is run again finds its picture by it, and makes no second.';
CREATE UNIQUE INDEX IF NOT EXISTS chart_snapshots_idempotency_key
    ON chart_snapshots (coalesce(user_id, '00000000-0000-0000-0000-000000000000'), idempotency_key) WHERE idempotency_key IS NOT NULL;

ALTER TABLE trades ADD COLUMN IF NOT EXISTS monitored_to timestamptz;
COMMENT ON COLUMN trades.monitored_to IS 'Open time of the last bar that the open trade was followed over.';

CREATE TABLE IF NOT EXISTS chart_analyses (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id           uuid NOT NULL,
    symbol_id         uuid NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    timeframe         varchar(10) NOT NULL,
    as_of             timestamptz NOT NULL,
    snapshot_id       uuid,
    chart_url         text,
    trend             text NOT NULL CHECK (trend IN ('bullish', 'bearish', 'sideways', 'unknown')),
    patterns_detected jsonb NOT NULL DEFAULT '[]'::jsonb,
    support_levels    jsonb NOT NULL DEFAULT '[]'::jsonb,
    resistance_levels jsonb NOT NULL DEFAULT '[]'::jsonb,
    confidence_score  double precision NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    analysis_summary  text NOT NULL,
    payload           jsonb NOT NULL DEFAULT '{}'::jsonb,
    created_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, symbol_id, timeframe, as_of)
);

COMMENT ON COLUMN chart_analyses.as_of IS 'Open time of the last closed bar that it looked at.';
COMMENT ON COLUMN chart_analyses.snapshot_id IS 'Its picture, which may have expired since.';

CREATE INDEX IF NOT EXISTS chart_analyses_user_created ON chart_analyses (user_id, created_at DESC);
CREATE INDEX IF NOT EXISTS chart_analyses_created ON chart_analyses (created_at);

CREATE TABLE IF NOT EXISTS setups (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id       uuid NOT NULL,
    symbol_id     uuid NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    module        text NOT NULL,
    strategy      text NOT NULL,
    side          text NOT NULL CHECK (side IN ('long', 'short')),
    timeframe     varchar(10) NOT NULL,
    detected_at   timestamptz NOT NULL,
    order_type    text NOT NULL CHECK (order_type IN ('market', 'limit', 'stop')),
    entry_price   double precision NOT NULL CHECK (entry_price > 0),
    stop_loss     double precision NOT NULL CHECK (stop_loss > 0),
    take_profit   double precision NOT NULL CHECK (take_profit > 0),
    current_stop  double precision NOT NULL CHECK (current_stop > 0),
    risk_reward   double precision NOT NULL,
    score         double precision CHECK (score BETWEEN 0 AND 1),
    confidence    double precision CHECK (confidence BETWEEN 0 AND 1),
    sample_size   integer,
    status        text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('watchlist', 'pending', 'entry_hit', 'tp_hit', 'sl_hit', 'timed_out', 'expired', 'cancelled')),
    outcome       text CHECK (outcome IN ('win', 'loss', 'breakeven', 'invalidated', 'missed')),
    entry_hit_at  timestamptz,
    entry_fill    double precision,
    exit_price    double precision,
    pnl_percent   double precision,
    r_multiple    double precision,
    last_price    double precision,
    checked_to    timestamptz,
    valid_until   timestamptz NOT NULL,
    closed_at     timestamptz,
    snapshot_id   uuid,
    payload       jsonb NOT NULL DEFAULT '{}'::jsonb,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, symbol_id, strategy, side, detected_at)
);

COMMENT ON COLUMN setups.detected_at IS 'Close time of the bar that completed it.';
COMMENT ON COLUMN setups.current_stop IS 'Where the stop has moved to; stop_loss is the first.';
COMMENT ON COLUMN setups.score IS 'The formula of the strategy; no probability.';
COMMENT ON COLUMN setups.confidence IS 'Measured hit rate of the strategy on this symbol; null when it was never measured.';
COMMENT ON COLUMN setups.sample_size IS 'Trades that the hit rate was measured on.';
COMMENT ON COLUMN setups.checked_to IS 'Up to when its life was followed.';

CREATE INDEX IF NOT EXISTS setups_user_created ON setups (user_id, created_at DESC);
CREATE INDEX IF NOT EXISTS setups_alive ON setups (symbol_id) WHERE status IN ('pending', 'entry_hit');

ALTER TABLE chart_analyses ENABLE ROW LEVEL SECURITY;
ALTER TABLE setups ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON chart_analyses, setups FROM PUBLIC, anon, authenticated;
GRANT SELECT ON chart_analyses, setups TO authenticated;
GRANT ALL ON chart_analyses, setups TO service_role;

DROP POLICY IF EXISTS chart_analyses_select_own ON chart_analyses;
CREATE POLICY chart_analyses_select_own ON chart_analyses FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS chart_analyses_service ON chart_analyses;
CREATE POLICY chart_analyses_service ON chart_analyses FOR ALL TO service_role USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS setups_select_own ON setups;
CREATE POLICY setups_select_own ON setups FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS setups_service ON setups;
CREATE POLICY setups_service ON setups FOR ALL TO service_role USING (true) WITH CHECK (true);
