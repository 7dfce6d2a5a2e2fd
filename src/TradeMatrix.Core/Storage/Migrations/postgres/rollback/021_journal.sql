DROP TABLE IF EXISTS reports;
DROP TABLE IF EXISTS journal_entries;
DROP TABLE IF EXISTS trade_executions;
DROP TABLE IF EXISTS trades;
