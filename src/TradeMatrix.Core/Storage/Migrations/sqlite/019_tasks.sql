-- Runs of tasks: what was asked for, by whom, and what came of it. A run with parts is done when its parts are.

CREATE TABLE IF NOT EXISTS task_runs (
    id           TEXT PRIMARY KEY,
    task         TEXT NOT NULL,
    occurrence   TEXT,
    parent_id    TEXT REFERENCES task_runs (id) ON DELETE CASCADE,
    part         INTEGER,
    arguments    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(arguments)),
    requested_by TEXT NOT NULL,
    state        TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'skipped', 'expired')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    job_id       TEXT,
    worker       TEXT,
    result       TEXT CHECK (result IS NULL OR json_valid(result)),
    error        TEXT,
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    started_at   TEXT,
    finished_at  TEXT,
    expires_at   TEXT NOT NULL,
    UNIQUE (task, occurrence),
    UNIQUE (parent_id, part),
    CHECK ((parent_id IS NULL) = (part IS NULL))
);

CREATE INDEX IF NOT EXISTS task_runs_created ON task_runs (created_at DESC) WHERE parent_id IS NULL;
CREATE INDEX IF NOT EXISTS task_runs_task_created ON task_runs (task, created_at DESC) WHERE parent_id IS NULL;
CREATE INDEX IF NOT EXISTS task_runs_at_work ON task_runs (task) WHERE state = 'running' AND parent_id IS NULL;
CREATE INDEX IF NOT EXISTS task_runs_unfinished ON task_runs (state) WHERE state IN ('queued', 'running');
