DROP TABLE IF EXISTS market_symbols;
