-- Runs of tasks: what was asked for, by whom, and what came of it. A run with parts is done when its parts are.

CREATE TABLE IF NOT EXISTS task_runs (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task         text NOT NULL,
    occurrence   timestamptz,
    parent_id    uuid REFERENCES task_runs (id) ON DELETE CASCADE,
    part         integer,
    arguments    jsonb NOT NULL DEFAULT '{}'::jsonb,
    requested_by text NOT NULL,
    state        text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'skipped', 'expired')),
    attempts     integer NOT NULL DEFAULT 0,
    job_id       text,
    worker       text,
    result       jsonb,
    error        text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    finished_at  timestamptz,
    expires_at   timestamptz NOT NULL,
    UNIQUE (task, occurrence),
    UNIQUE (parent_id, part),
    CHECK ((parent_id IS NULL) = (part IS NULL))
);

COMMENT ON COLUMN task_runs.occurrence IS 'The time of the schedule that it is for; null when somebody called it. One run an occurrence, however many schedulers there are.';
COMMENT ON COLUMN task_runs.requested_by IS 'schedule, command, or the id of a user.';
COMMENT ON COLUMN task_runs.job_id IS 'Its job in the queue; null until it is in there.';
COMMENT ON COLUMN task_runs.expires_at IS 'When it need not be begun any more.';

CREATE INDEX IF NOT EXISTS task_runs_created ON task_runs (created_at DESC) WHERE parent_id IS NULL;
CREATE INDEX IF NOT EXISTS task_runs_task_created ON task_runs (task, created_at DESC) WHERE parent_id IS NULL;
CREATE INDEX IF NOT EXISTS task_runs_at_work ON task_runs (task) WHERE state = 'running' AND parent_id IS NULL;
CREATE INDEX IF NOT EXISTS task_runs_unfinished ON task_runs (state) WHERE state IN ('queued', 'running');

ALTER TABLE task_runs ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON task_runs FROM PUBLIC, anon, authenticated;
GRANT ALL ON task_runs TO service_role;

DROP POLICY IF EXISTS task_runs_service ON task_runs;
CREATE POLICY task_runs_service ON task_runs FOR ALL TO service_role USING (true) WITH CHECK (true);
