-- Removes what has expired. The service calls it daily; it may also be scheduled in the database.

CREATE TABLE IF NOT EXISTS expired_chart_snapshots (
    id         uuid PRIMARY KEY,
    expired_at timestamptz NOT NULL
);

COMMENT ON TABLE expired_chart_snapshots IS 'Snapshots that were cleaned up, so that their address answers "gone" for a year.';

ALTER TABLE expired_chart_snapshots ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON expired_chart_snapshots FROM PUBLIC, anon, authenticated;
GRANT ALL ON expired_chart_snapshots TO service_role;
DROP POLICY IF EXISTS expired_chart_snapshots_service ON expired_chart_snapshots;
CREATE POLICY expired_chart_snapshots_service ON expired_chart_snapshots FOR ALL TO service_role USING (true) WITH CHECK (true);

CREATE OR REPLACE FUNCTION cleanup_expired_chart_snapshots(as_of timestamptz DEFAULT now()) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    removed integer;
BEGIN
    WITH gone AS (
        DELETE FROM chart_snapshots WHERE expires_at <= as_of AND NOT pinned RETURNING id, expires_at
    ), kept AS (
        INSERT INTO expired_chart_snapshots SELECT id, expires_at FROM gone ON CONFLICT DO NOTHING
    )
    SELECT count(*) INTO removed FROM gone;
    DELETE FROM expired_chart_snapshots WHERE expired_at < as_of - interval '1 year';
    RETURN removed;
END
$$;

COMMENT ON FUNCTION cleanup_expired_chart_snapshots(timestamptz) IS 'Deletes expired snapshots that are not pinned and returns how many.';
REVOKE ALL ON FUNCTION cleanup_expired_chart_snapshots(timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION cleanup_expired_chart_snapshots(timestamptz) TO service_role;
