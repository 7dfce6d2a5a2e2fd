-- Stored pictures. The bytes lie in the blob store under storage_key; row and bytes come and go together.

CREATE TABLE IF NOT EXISTS chart_snapshots (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    symbol_id        uuid NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    user_id          uuid DEFAULT auth.uid(),
    chart_url        text NOT NULL,
    timeframe        varchar(10) NOT NULL,
    created_by_agent varchar(50) NOT NULL,
    trigger_type     text NOT NULL DEFAULT 'manual'
        CHECK (trigger_type IN ('manual', 'report', 'setup', 'analysis', 'monitoring', 'alert')),
    provider         text NOT NULL DEFAULT 'embedded',
    storage_key      text,
    content_hash     text,
    request_hash     text,
    cache_key        text,
    format           text NOT NULL DEFAULT 'png',
    width            integer,
    height           integer,
    bytes            bigint,
    render_ms        double precision,
    data_as_of       timestamptz,
    pinned           boolean NOT NULL DEFAULT false,
    metadata         jsonb NOT NULL DEFAULT '{}'::jsonb,
    created_at       timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL DEFAULT now() + interval '60 days'
);

COMMENT ON TABLE chart_snapshots IS 'Pictures of charts, kept until they expire.';
COMMENT ON COLUMN chart_snapshots.user_id IS 'Owner; by default the signed-in user, for the service the owner of the symbol.';
COMMENT ON COLUMN chart_snapshots.chart_url IS 'Where the stored picture is served.';
COMMENT ON COLUMN chart_snapshots.timeframe IS 'Timeframe of the bars, such as 15m or 1D.';
COMMENT ON COLUMN chart_snapshots.created_by_agent IS 'Agent that asked for it, such as ChartWatcher; manual for a person.';
COMMENT ON COLUMN chart_snapshots.storage_key IS 'Key of the bytes in the blob store: their SHA-256 and an extension. Equal pictures share it.';
COMMENT ON COLUMN chart_snapshots.request_hash IS 'SHA-256 of the chart''s canonical spec.';
COMMENT ON COLUMN chart_snapshots.cache_key IS 'SHA-256 of the spec and the state of its bars: equal keys are equal pictures.';
COMMENT ON COLUMN chart_snapshots.data_as_of IS 'Open time of the last bar in the picture.';
COMMENT ON COLUMN chart_snapshots.pinned IS 'Never expires while set.';
COMMENT ON COLUMN chart_snapshots.metadata IS 'The spec, and what the agent notes.';
COMMENT ON COLUMN chart_snapshots.expires_at IS 'When it may be removed: 60 days after it was made.';

CREATE INDEX IF NOT EXISTS idx_chart_snapshots_symbol_id ON chart_snapshots (symbol_id);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_agent ON chart_snapshots (created_by_agent);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_symbol_created ON chart_snapshots (symbol_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_agent_created ON chart_snapshots (created_by_agent, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_expires_at ON chart_snapshots (expires_at);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_metadata ON chart_snapshots USING gin (metadata);

-- For the pages of a user's gallery, for shared bytes, and for the newest picture of a spec.
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_user_created ON chart_snapshots (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_user_symbol_created ON chart_snapshots (user_id, symbol_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_user_expires ON chart_snapshots (user_id, expires_at) WHERE NOT pinned;
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_storage_key ON chart_snapshots (storage_key);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_request ON chart_snapshots (request_hash, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_chart_snapshots_cache_key ON chart_snapshots (cache_key);

-- How many there are by owner, symbol, timeframe and agent, so that a gallery's total need not count them.
CREATE TABLE IF NOT EXISTS chart_snapshot_counts (
    user_id          uuid NOT NULL,
    symbol_id        uuid NOT NULL,
    timeframe        varchar(10) NOT NULL,
    created_by_agent varchar(50) NOT NULL,
    count            bigint NOT NULL,
    PRIMARY KEY (user_id, symbol_id, timeframe, created_by_agent)
);

-- These run with the rights of their owner, so a caller's temporary tables (pg_temp) must not stand in for ours.
CREATE OR REPLACE FUNCTION chart_snapshots_set_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.user_id := coalesce(NEW.user_id, (SELECT user_id FROM market_symbols WHERE id = NEW.symbol_id));
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION chart_snapshots_keep_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO chart_snapshot_counts AS c
        SELECT coalesce(user_id, '00000000-0000-0000-0000-000000000000'), symbol_id, timeframe, created_by_agent, count(*)
        FROM added GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (user_id, symbol_id, timeframe, created_by_agent) DO UPDATE SET count = c.count + excluded.count;
    ELSE
        -- Locked in one order, so that two removals never wait for each other.
        PERFORM FROM chart_snapshot_counts
        WHERE (user_id, symbol_id, timeframe, created_by_agent) IN
            (SELECT coalesce(user_id, '00000000-0000-0000-0000-000000000000'), symbol_id, timeframe, created_by_agent FROM removed)
        ORDER BY user_id, symbol_id, timeframe, created_by_agent FOR UPDATE;
        UPDATE chart_snapshot_counts c SET count = c.count - r.count
        FROM (SELECT coalesce(user_id, '00000000-0000-0000-0000-000000000000') AS user_id, symbol_id, timeframe, created_by_agent, count(*) AS count
              FROM removed GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4) r
        WHERE (c.user_id, c.symbol_id, c.timeframe, c.created_by_agent) = (r.user_id, r.symbol_id, r.timeframe, r.created_by_agent);
        DELETE FROM chart_snapshot_counts WHERE count = 0;
    END IF;
    RETURN NULL;
END
$$;

-- Whoever may execute a trigger function may hang it on a table of their own.
REVOKE ALL ON FUNCTION chart_snapshots_set_owner(), chart_snapshots_keep_count() FROM PUBLIC, anon, authenticated;

DROP TRIGGER IF EXISTS chart_snapshots_owner ON chart_snapshots;
CREATE TRIGGER chart_snapshots_owner BEFORE INSERT ON chart_snapshots FOR EACH ROW EXECUTE FUNCTION chart_snapshots_set_owner();
DROP TRIGGER IF EXISTS chart_snapshots_added ON chart_snapshots;
CREATE TRIGGER chart_snapshots_added AFTER INSERT ON chart_snapshots REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION chart_snapshots_keep_count();
DROP TRIGGER IF EXISTS chart_snapshots_removed ON chart_snapshots;
CREATE TRIGGER chart_snapshots_removed AFTER DELETE ON chart_snapshots REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION chart_snapshots_keep_count();

ALTER TABLE chart_snapshots ENABLE ROW LEVEL SECURITY;
ALTER TABLE chart_snapshot_counts ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON chart_snapshots, chart_snapshot_counts FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, DELETE ON chart_snapshots TO authenticated;
GRANT SELECT ON chart_snapshot_counts TO authenticated;
GRANT ALL ON chart_snapshots, chart_snapshot_counts TO service_role;

DROP POLICY IF EXISTS chart_snapshots_select ON chart_snapshots;
CREATE POLICY chart_snapshots_select ON chart_snapshots FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS chart_snapshots_insert ON chart_snapshots;
CREATE POLICY chart_snapshots_insert ON chart_snapshots FOR INSERT TO authenticated
    WITH CHECK (user_id = (SELECT auth.uid()) AND symbol_id IN (SELECT id FROM market_symbols));
DROP POLICY IF EXISTS chart_snapshots_delete ON chart_snapshots;
CREATE POLICY chart_snapshots_delete ON chart_snapshots FOR DELETE TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS chart_snapshots_service ON chart_snapshots;
CREATE POLICY chart_snapshots_service ON chart_snapshots FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS chart_snapshot_counts_select ON chart_snapshot_counts;
CREATE POLICY chart_snapshot_counts_select ON chart_snapshot_counts FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS chart_snapshot_counts_service ON chart_snapshot_counts;
CREATE POLICY chart_snapshot_counts_service ON chart_snapshot_counts FOR ALL TO service_role USING (true) WITH CHECK (true);
