DROP TABLE IF EXISTS alert_subscriptions;
DROP TABLE IF EXISTS alert_deliveries;
DROP TABLE IF EXISTS alert_routes;
DROP TABLE IF EXISTS alert_cooldowns;
DROP TABLE IF EXISTS alerts;
