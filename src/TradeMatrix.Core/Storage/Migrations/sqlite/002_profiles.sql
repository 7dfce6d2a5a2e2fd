-- People who use the service. The id is the subject of their token.

CREATE TABLE IF NOT EXISTS profiles (
    id                TEXT PRIMARY KEY,
    email             TEXT,
    full_name         TEXT,
    avatar_url        TEXT,
    subscription_tier TEXT NOT NULL DEFAULT 'free' CHECK (subscription_tier IN ('free', 'starter', 'pro', 'expert')),
    status            TEXT NOT NULL DEFAULT 'active',
    is_admin          INTEGER NOT NULL DEFAULT 0,
    created_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);
