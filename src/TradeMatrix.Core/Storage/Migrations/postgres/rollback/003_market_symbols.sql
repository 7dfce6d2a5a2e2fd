DROP TABLE IF EXISTS market_symbols;
DROP FUNCTION IF EXISTS market_symbols_check_catalogue();
