-- Each symbol's chart configuration.

ALTER TABLE market_symbols ADD COLUMN IF NOT EXISTS chart_config jsonb NOT NULL DEFAULT '{}'::jsonb;

COMMENT ON COLUMN market_symbols.chart_config IS
    'How the symbol''s charts look: tv_symbol, timeframes, default_timeframe, indicators, chart_type, theme, width, height, show_volume, show_legend, timezone. A missing key takes its default.';

CREATE INDEX IF NOT EXISTS idx_market_symbols_chart_config ON market_symbols USING gin (chart_config);

UPDATE market_symbols
SET chart_config = jsonb_build_object(
    'tv_symbol', coalesce(tv_symbol, symbol),
    'timeframes', jsonb_build_array('15m', '1h', '1D'),
    'indicators', jsonb_build_array('Relative Strength Index'),
    'chart_type', 'candles',
    'theme', 'dark',
    'width', 1200,
    'height', 800,
    'show_volume', true,
    'show_legend', true,
    'timezone', 'Europe/Berlin')
WHERE chart_config = '{}'::jsonb;
