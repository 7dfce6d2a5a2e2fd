-- Calls to an image provider: counters that guard its limits, and the history by day, agent and provider.

CREATE TABLE IF NOT EXISTS quota_counters (
    key        text PRIMARY KEY,
    count      integer NOT NULL,
    expires_at timestamptz NOT NULL
);

COMMENT ON COLUMN quota_counters.key IS 'chart_api:daily:YYYY-MM-DD (UTC), chart_api:second:N (Unix second).';

CREATE TABLE IF NOT EXISTS chart_usage (
    day      date NOT NULL,
    agent    text NOT NULL,
    provider text NOT NULL,
    calls    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (day, agent, provider)
);

ALTER TABLE quota_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE chart_usage ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON quota_counters, chart_usage FROM PUBLIC, anon, authenticated;
GRANT ALL ON quota_counters, chart_usage TO service_role;

DROP POLICY IF EXISTS quota_counters_service ON quota_counters;
CREATE POLICY quota_counters_service ON quota_counters FOR ALL TO service_role USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS chart_usage_service ON chart_usage;
CREATE POLICY chart_usage_service ON chart_usage FOR ALL TO service_role USING (true) WITH CHECK (true);
