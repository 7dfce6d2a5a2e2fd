DROP TABLE IF EXISTS symbol_aliases;
