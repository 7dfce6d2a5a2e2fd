ALTER TABLE market_symbols DROP COLUMN chart_config;
