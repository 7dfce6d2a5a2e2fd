-- Each symbol's chart configuration; a missing key takes its default.

ALTER TABLE market_symbols ADD COLUMN chart_config TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(chart_config));

UPDATE market_symbols
SET chart_config = json_object(
    'tv_symbol', coalesce(tv_symbol, symbol),
    'timeframes', json_array('15m', '1h', '1D'),
    'indicators', json_array('Relative Strength Index'),
    'chart_type', 'candles',
    'theme', 'dark',
    'width', 1200,
    'height', 800,
    'show_volume', json('true'),
    'show_legend', json('true'),
    'timezone', 'Europe/Berlin');
