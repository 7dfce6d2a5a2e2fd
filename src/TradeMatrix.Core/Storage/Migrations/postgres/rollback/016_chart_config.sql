DROP INDEX IF EXISTS idx_market_symbols_chart_config;
ALTER TABLE market_symbols DROP COLUMN IF EXISTS chart_config;
