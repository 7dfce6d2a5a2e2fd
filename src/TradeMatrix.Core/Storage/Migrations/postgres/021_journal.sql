-- Trades and the executions they are put together from, the journal about them, and reports.

CREATE TABLE IF NOT EXISTS trades (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id           uuid NOT NULL DEFAULT auth.uid(),
    symbol            text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 80),
    symbol_id         uuid REFERENCES market_symbols (id) ON DELETE SET NULL,
    side              text NOT NULL CHECK (side IN ('long', 'short')),
    entry_price       numeric NOT NULL CHECK (entry_price > 0),
    exit_price        numeric CHECK (exit_price > 0),
    position_size     numeric NOT NULL CHECK (position_size > 0),
    multiplier        numeric NOT NULL DEFAULT 1 CHECK (multiplier > 0),
    initial_stop_loss numeric CHECK (initial_stop_loss > 0),
    stop_loss         numeric CHECK (stop_loss > 0),
    take_profit       numeric CHECK (take_profit > 0),
    status            text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed', 'cancelled')),
    pnl               numeric,
    pnl_percentage    numeric,
    r_multiple        numeric,
    commission        numeric NOT NULL DEFAULT 0,
    swap              numeric NOT NULL DEFAULT 0,
    currency          text,
    strategy          text,
    setup             text,
    timeframe         text,
    entry_time        timestamptz NOT NULL,
    exit_time         timestamptz,
    notes             text,
    tags              text[] NOT NULL DEFAULT '{}',
    metadata          jsonb NOT NULL DEFAULT '{}'::jsonb,
    source            text NOT NULL DEFAULT 'manual',
    external_id       text,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CHECK (status <> 'closed' OR (exit_price IS NOT NULL AND exit_time IS NOT NULL AND pnl IS NOT NULL)),
    CHECK (exit_time >= entry_time)
);

COMMENT ON TABLE trades IS 'Trades of users, entered or imported.';
COMMENT ON COLUMN trades.symbol IS 'As the user or the broker names it; the canonical symbol where symbol_id is known.';
COMMENT ON COLUMN trades.multiplier IS 'Money that a move of the price by 1 earns for each unit of the size.';
COMMENT ON COLUMN trades.initial_stop_loss IS 'The stop at the entry, from which R is counted; stop_loss is where it stands now.';
COMMENT ON COLUMN trades.pnl IS 'Money earned, commission and swap taken off.';
COMMENT ON COLUMN trades.pnl_percentage IS 'Move from entry to exit in percent of the entry, positive when it earned.';
COMMENT ON COLUMN trades.commission IS 'What was paid, positive.';
COMMENT ON COLUMN trades.swap IS 'Interest; negative when it was paid.';
COMMENT ON COLUMN trades.source IS 'manual, or the format of the file it was imported from; with external_id it makes an import repeatable.';
COMMENT ON COLUMN trades.version IS 'Counts changes: a change based on an older one is refused.';

CREATE UNIQUE INDEX IF NOT EXISTS trades_external ON trades (user_id, source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_trades_user_entry ON trades (user_id, entry_time DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_trades_user_exit ON trades (user_id, exit_time) WHERE status = 'closed';
CREATE INDEX IF NOT EXISTS idx_trades_open ON trades (user_id) WHERE status = 'open';
CREATE INDEX IF NOT EXISTS idx_trades_symbol_id ON trades (symbol_id);

-- What a broker filled. Trades are put together from these anew after each import, so that files may overlap.
CREATE TABLE IF NOT EXISTS trade_executions (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id      uuid NOT NULL DEFAULT auth.uid(),
    source       text NOT NULL,
    external_id  text NOT NULL,
    order_id     text,
    symbol       text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 80),
    is_buy       boolean NOT NULL,
    effect       text NOT NULL DEFAULT 'any' CHECK (effect IN ('any', 'open', 'close')),
    quantity     numeric NOT NULL CHECK (quantity > 0),
    price        numeric NOT NULL CHECK (price > 0),
    multiplier   numeric NOT NULL DEFAULT 1 CHECK (multiplier > 0),
    commission   numeric NOT NULL DEFAULT 0,
    profit       numeric,
    currency     text,
    executed_at  timestamptz NOT NULL,
    line         integer NOT NULL,
    UNIQUE (user_id, source, external_id)
);

COMMENT ON COLUMN trade_executions.effect IS 'Whether the broker says that it opens or closes a position.';
COMMENT ON COLUMN trade_executions.profit IS 'Money that the broker says it earned before costs, where the price and the size do not tell.';
COMMENT ON COLUMN trade_executions.line IS 'Line of the file: orders what happened within one second.';

CREATE INDEX IF NOT EXISTS idx_trade_executions_symbol ON trade_executions (user_id, source, symbol, executed_at);

CREATE TABLE IF NOT EXISTS journal_entries (
    id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id             uuid NOT NULL DEFAULT auth.uid(),
    symbol              text,
    symbol_id           uuid REFERENCES market_symbols (id) ON DELETE SET NULL,
    trade_id            uuid REFERENCES trades (id) ON DELETE CASCADE,
    entry_type          text NOT NULL CHECK (entry_type IN ('decision', 'trade', 'analysis', 'note')),
    decision            text,
    content             text NOT NULL DEFAULT '',
    entry_price         numeric,
    exit_price          numeric,
    pnl                 numeric,
    chart_snapshot_id   uuid REFERENCES chart_snapshots (id) ON DELETE SET NULL,
    context_snapshot_id uuid REFERENCES chart_snapshots (id) ON DELETE SET NULL,
    chart_missing       text,
    notes               text,
    context             jsonb NOT NULL DEFAULT '{}'::jsonb,
    metadata            jsonb NOT NULL DEFAULT '{}'::jsonb,
    version             integer NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    CHECK (entry_type <> 'trade' OR trade_id IS NOT NULL)
);

COMMENT ON TABLE journal_entries IS 'Notes, decisions, analyses, and one entry for each closed trade.';
COMMENT ON COLUMN journal_entries.content IS 'What the journal states; notes are the user''s own words.';
COMMENT ON COLUMN journal_entries.chart_snapshot_id IS 'The trade at its own timeframe.';
COMMENT ON COLUMN journal_entries.context_snapshot_id IS 'Its days.';
COMMENT ON COLUMN journal_entries.chart_missing IS 'Why there is no chart yet; a later run attaches it.';

CREATE UNIQUE INDEX IF NOT EXISTS journal_entries_trade ON journal_entries (trade_id) WHERE entry_type = 'trade';
CREATE INDEX IF NOT EXISTS idx_journal_entries_user_created ON journal_entries (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_journal_entries_trade_id ON journal_entries (trade_id);
CREATE INDEX IF NOT EXISTS idx_journal_entries_chart ON journal_entries (chart_snapshot_id);
CREATE INDEX IF NOT EXISTS idx_journal_entries_context ON journal_entries (context_snapshot_id);
CREATE INDEX IF NOT EXISTS idx_journal_entries_symbol_id ON journal_entries (symbol_id);

CREATE TABLE IF NOT EXISTS reports (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id       uuid NOT NULL DEFAULT auth.uid(),
    report_type   text NOT NULL CHECK (report_type ~ '^[a-z_]{1,40}$'),
    period        text NOT NULL CHECK (length(period) BETWEEN 1 AND 40),
    report_date   date NOT NULL,
    title         text NOT NULL,
    content       text NOT NULL DEFAULT '',
    ai_summary    text,
    ai_insights   text[] NOT NULL DEFAULT '{}',
    status        text NOT NULL DEFAULT 'completed' CHECK (status IN ('draft', 'published', 'archived', 'processing', 'completed', 'failed')),
    published_at  timestamptz,
    slug          text NOT NULL,
    chart_urls    text[] NOT NULL DEFAULT '{}',
    pdf_url       text,
    file_url_docx text,
    files         jsonb NOT NULL DEFAULT '{}'::jsonb,
    metrics       jsonb NOT NULL DEFAULT '{}'::jsonb,
    metadata      jsonb NOT NULL DEFAULT '{}'::jsonb,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, report_type, period),
    UNIQUE (user_id, slug)
);

COMMENT ON TABLE reports IS 'Reports of users. The files lie in the blob store of reports under the keys in files.';
COMMENT ON COLUMN reports.period IS 'What it is about, such as 2026-03-03, 2026-W10 or 2026-03: a second report of the same type and period is not made.';
COMMENT ON COLUMN reports.files IS 'Key of each file by format.';

CREATE INDEX IF NOT EXISTS idx_reports_user_date ON reports (user_id, report_date DESC, id DESC);

ALTER TABLE trades ENABLE ROW LEVEL SECURITY;
ALTER TABLE trade_executions ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON trades, trade_executions, journal_entries, reports FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON trades, trade_executions, journal_entries TO authenticated;
GRANT SELECT, INSERT, DELETE ON reports TO authenticated;
GRANT ALL ON trades, trade_executions, journal_entries, reports TO service_role;

DROP POLICY IF EXISTS trades_own ON trades;
CREATE POLICY trades_own ON trades FOR ALL TO authenticated USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()) AND (symbol_id IS NULL OR symbol_id IN (SELECT id FROM market_symbols)));
DROP POLICY IF EXISTS trades_service ON trades;
CREATE POLICY trades_service ON trades FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS trade_executions_own ON trade_executions;
CREATE POLICY trade_executions_own ON trade_executions FOR ALL TO authenticated
    USING (user_id = (SELECT auth.uid())) WITH CHECK (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS trade_executions_service ON trade_executions;
CREATE POLICY trade_executions_service ON trade_executions FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS journal_entries_own ON journal_entries;
CREATE POLICY journal_entries_own ON journal_entries FOR ALL TO authenticated USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid())
        AND (symbol_id IS NULL OR symbol_id IN (SELECT id FROM market_symbols))
        AND (trade_id IS NULL OR trade_id IN (SELECT id FROM trades))
        AND (chart_snapshot_id IS NULL OR chart_snapshot_id IN (SELECT id FROM chart_snapshots))
        AND (context_snapshot_id IS NULL OR context_snapshot_id IN (SELECT id FROM chart_snapshots)));
DROP POLICY IF EXISTS journal_entries_service ON journal_entries;
CREATE POLICY journal_entries_service ON journal_entries FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS reports_select ON reports;
CREATE POLICY reports_select ON reports FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS reports_insert ON reports;
CREATE POLICY reports_insert ON reports FOR INSERT TO authenticated WITH CHECK (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS reports_delete ON reports;
CREATE POLICY reports_delete ON reports FOR DELETE TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS reports_service ON reports;
CREATE POLICY reports_service ON reports FOR ALL TO service_role USING (true) WITH CHECK (true);
