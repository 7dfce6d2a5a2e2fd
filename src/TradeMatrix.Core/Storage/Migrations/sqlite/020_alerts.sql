-- Alerts, where each user wants them, and the outbox from which they are delivered.

CREATE TABLE IF NOT EXISTS alerts (
    id              TEXT PRIMARY KEY,
    user_id         TEXT,
    symbol_id       TEXT REFERENCES market_symbols (id) ON DELETE SET NULL,
    symbol          TEXT CHECK (length(symbol) <= 80),
    kind            TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 50),
    severity        TEXT NOT NULL DEFAULT 'info' CHECK (severity IN ('info', 'warning', 'critical')),
    title           TEXT NOT NULL,
    text            TEXT NOT NULL,
    context         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context)),
    level_type      TEXT,
    target_price    TEXT,
    direction       TEXT CHECK (direction IN ('above', 'below', 'touch')),
    status          TEXT NOT NULL DEFAULT 'triggered' CHECK (status IN ('active', 'triggered', 'cancelled', 'expired')),
    chart           TEXT CHECK (json_valid(chart)),
    snapshot_id     TEXT,
    triggered_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    expires_at      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now', '+24 hours')),
    acknowledged_at TEXT,
    created_at      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE INDEX IF NOT EXISTS alerts_user_created ON alerts (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS alerts_symbol ON alerts (symbol_id);
CREATE INDEX IF NOT EXISTS alerts_created ON alerts (created_at);

-- Until when an alert of the same key is a repetition. The owner of service-wide alerts is the zero id.
CREATE TABLE IF NOT EXISTS alert_cooldowns (
    owner      TEXT NOT NULL,
    key        TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (owner, key)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS alert_routes (
    id         TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL,
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    channel    TEXT NOT NULL CHECK (channel IN ('email', 'slack', 'discord', 'telegram', 'webhook')),
    address    TEXT NOT NULL,
    secret     TEXT,
    hint       TEXT NOT NULL,
    kinds      TEXT NOT NULL DEFAULT '',
    severities TEXT NOT NULL DEFAULT '',
    symbols    TEXT NOT NULL DEFAULT '',
    quiet_from TEXT,
    quiet_to   TEXT,
    zone       TEXT NOT NULL DEFAULT 'Europe/Berlin',
    enabled    INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE INDEX IF NOT EXISTS alert_routes_user ON alert_routes (user_id);

CREATE TABLE IF NOT EXISTS alert_deliveries (
    id              TEXT PRIMARY KEY,
    alert_id        TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    route_id        TEXT REFERENCES alert_routes (id) ON DELETE CASCADE,
    user_id         TEXT,
    channel         TEXT NOT NULL,
    part            TEXT NOT NULL CHECK (part IN ('words', 'picture')),
    state           TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    tries           INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TEXT NOT NULL,
    lease_until     TEXT,
    last_error      TEXT,
    receipt         TEXT,
    created_at      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    sent_at         TEXT
);

CREATE UNIQUE INDEX IF NOT EXISTS alert_deliveries_once ON alert_deliveries (alert_id, coalesce(route_id, ''), channel, part);
CREATE INDEX IF NOT EXISTS alert_deliveries_due ON alert_deliveries (part, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX IF NOT EXISTS alert_deliveries_user_created ON alert_deliveries (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS alert_deliveries_route ON alert_deliveries (route_id);

CREATE TABLE IF NOT EXISTS alert_subscriptions (
    id                     TEXT PRIMARY KEY,
    user_id                TEXT NOT NULL,
    symbol_id              TEXT NOT NULL REFERENCES market_symbols (id) ON DELETE CASCADE,
    yesterday_high_enabled INTEGER NOT NULL DEFAULT 1,
    yesterday_low_enabled  INTEGER NOT NULL DEFAULT 1,
    pivot_point_enabled    INTEGER NOT NULL DEFAULT 0,
    created_at             TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    UNIQUE (user_id, symbol_id)
);

CREATE INDEX IF NOT EXISTS alert_subscriptions_symbol ON alert_subscriptions (symbol_id);
