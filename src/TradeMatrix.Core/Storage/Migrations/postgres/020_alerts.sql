-- Alerts, where each user wants them, and the outbox from which they are delivered.

CREATE TABLE IF NOT EXISTS alerts (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id         uuid,
    symbol_id       uuid REFERENCES market_symbols (id) ON DELETE SET NULL,
    symbol          text CHECK (length(symbol) <= 80),
    kind            text NOT NULL CHECK (length(kind) BETWEEN 1 AND 50),
    severity        text NOT NULL DEFAULT 'info' CHECK (severity IN ('info', 'warning', 'critical')),
    title           text NOT NULL,
    text            text NOT NULL,
    context         jsonb NOT NULL DEFAULT '{}'::jsonb,
    level_type      text,
    target_price    numeric,
    direction       text CHECK (direction IN ('above', 'below', 'touch')),
    status          text NOT NULL DEFAULT 'triggered' CHECK (status IN ('active', 'triggered', 'cancelled', 'expired')),
    chart           jsonb,
    snapshot_id     uuid,
    triggered_at    timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    acknowledged_at timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN alerts.user_id IS 'Owner; null for what concerns the whole service, which administrators see.';
COMMENT ON COLUMN alerts.context IS 'Numbers, prices and times of the alert.';
COMMENT ON COLUMN alerts.chart IS 'The chart to send along, as it was asked for; null for none.';
COMMENT ON COLUMN alerts.snapshot_id IS 'The chart as it was drawn; null until then. It may have expired since.';

CREATE INDEX IF NOT EXISTS alerts_user_created ON alerts (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS alerts_symbol ON alerts (symbol_id);
CREATE INDEX IF NOT EXISTS alerts_created ON alerts (created_at);

CREATE TABLE IF NOT EXISTS alert_cooldowns (
    owner      uuid NOT NULL,
    key        text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (owner, key)
);

COMMENT ON TABLE alert_cooldowns IS 'Until when an alert of the same key is a repetition. The owner of service-wide alerts is the zero id.';

CREATE TABLE IF NOT EXISTS alert_routes (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id    uuid NOT NULL,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    channel    text NOT NULL CHECK (channel IN ('email', 'slack', 'discord', 'telegram', 'webhook')),
    address    text NOT NULL,
    secret     text,
    hint       text NOT NULL,
    kinds      text NOT NULL DEFAULT '',
    severities text NOT NULL DEFAULT '',
    symbols    text NOT NULL DEFAULT '',
    quiet_from text,
    quiet_to   text,
    zone       text NOT NULL DEFAULT 'Europe/Berlin',
    enabled    boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN alert_routes.address IS 'Mail address, chat or webhook. May hold a secret: only the service role reads it.';
COMMENT ON COLUMN alert_routes.hint IS 'The address as it may be shown.';
COMMENT ON COLUMN alert_routes.kinds IS 'Which alerts, separated by commas; empty for all. So are severities and symbols.';

CREATE INDEX IF NOT EXISTS alert_routes_user ON alert_routes (user_id);

CREATE TABLE IF NOT EXISTS alert_deliveries (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    alert_id        uuid NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    route_id        uuid REFERENCES alert_routes (id) ON DELETE CASCADE,
    user_id         uuid,
    channel         text NOT NULL,
    part            text NOT NULL CHECK (part IN ('words', 'picture')),
    state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
    attempts        integer NOT NULL DEFAULT 0,
    tries           integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    lease_until     timestamptz,
    last_error      text,
    receipt         text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    sent_at         timestamptz
);

COMMENT ON COLUMN alert_deliveries.route_id IS 'Null for the installation''s own route of the channel.';
COMMENT ON COLUMN alert_deliveries.user_id IS 'Owner of the route; null for the installation''s own.';
COMMENT ON COLUMN alert_deliveries.attempts IS 'How often it was taken up; tells who took it last.';
COMMENT ON COLUMN alert_deliveries.tries IS 'Attempts that failed since it was made or retried by hand.';

CREATE UNIQUE INDEX IF NOT EXISTS alert_deliveries_once
    ON alert_deliveries (alert_id, coalesce(route_id, '00000000-0000-0000-0000-000000000000'), channel, part);
CREATE INDEX IF NOT EXISTS alert_deliveries_due ON alert_deliveries (part, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX IF NOT EXISTS alert_deliveries_user_created ON alert_deliveries (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS alert_deliveries_route ON alert_deliveries (route_id);

CREATE TABLE IF NOT EXISTS alert_subscriptions (
    id                     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id                uuid NOT NULL DEFAULT auth.uid(),
    symbol_id              uuid NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    yesterday_high_enabled boolean NOT NULL DEFAULT true,
    yesterday_low_enabled  boolean NOT NULL DEFAULT true,
    pivot_point_enabled    boolean NOT NULL DEFAULT false,
    created_at             timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, symbol_id)
);

CREATE INDEX IF NOT EXISTS alert_subscriptions_symbol ON alert_subscriptions (symbol_id);

ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_cooldowns ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_routes ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_subscriptions ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON alerts, alert_cooldowns, alert_routes, alert_deliveries, alert_subscriptions FROM PUBLIC, anon, authenticated;
GRANT SELECT ON alerts, alert_deliveries TO authenticated;
GRANT SELECT (id, user_id, name, channel, hint, kinds, severities, symbols, quiet_from, quiet_to, zone, enabled, created_at) ON alert_routes TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_subscriptions TO authenticated;
GRANT ALL ON alerts, alert_cooldowns, alert_routes, alert_deliveries, alert_subscriptions TO service_role;

DROP POLICY IF EXISTS alerts_select ON alerts;
CREATE POLICY alerts_select ON alerts FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS alerts_service ON alerts;
CREATE POLICY alerts_service ON alerts FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS alert_cooldowns_service ON alert_cooldowns;
CREATE POLICY alert_cooldowns_service ON alert_cooldowns FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS alert_routes_select ON alert_routes;
CREATE POLICY alert_routes_select ON alert_routes FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS alert_routes_service ON alert_routes;
CREATE POLICY alert_routes_service ON alert_routes FOR ALL TO service_role USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS alert_deliveries_select ON alert_deliveries;
CREATE POLICY alert_deliveries_select ON alert_deliveries FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS alert_deliveries_service ON alert_deliveries;
CREATE POLICY alert_deliveries_service ON alert_deliveries FOR ALL TO service_role USING (true) WITH CHECK (true);

-- A subscription may be to an own symbol or to one of the catalogue, which is what the caller sees of market_symbols.
DROP POLICY IF EXISTS alert_subscriptions_own ON alert_subscriptions;
CREATE POLICY alert_subscriptions_own ON alert_subscriptions FOR ALL TO authenticated
    USING (user_id = (SELECT auth.uid())) WITH CHECK (user_id = (SELECT auth.uid()) AND symbol_id IN (SELECT id FROM market_symbols));
DROP POLICY IF EXISTS alert_subscriptions_service ON alert_subscriptions;
CREATE POLICY alert_subscriptions_service ON alert_subscriptions FOR ALL TO service_role USING (true) WITH CHECK (true);
