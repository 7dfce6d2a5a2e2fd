-- People who use the service. The id is the subject of their token.

CREATE TABLE IF NOT EXISTS profiles (
    id                uuid PRIMARY KEY,
    email             text,
    full_name         text,
    avatar_url        text,
    subscription_tier text NOT NULL DEFAULT 'free' CHECK (subscription_tier IN ('free', 'starter', 'pro', 'expert')),
    status            text NOT NULL DEFAULT 'active',
    is_admin          boolean NOT NULL DEFAULT false,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE profiles ADD COLUMN IF NOT EXISTS is_admin boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN profiles.is_admin IS 'May clean up and edit the shared catalogue. Only the service role writes here.';

ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON profiles FROM PUBLIC, anon, authenticated;
GRANT SELECT ON profiles TO authenticated;
GRANT ALL ON profiles TO service_role;

DROP POLICY IF EXISTS profiles_select_own ON profiles;
CREATE POLICY profiles_select_own ON profiles FOR SELECT TO authenticated USING (id = auth.uid());
DROP POLICY IF EXISTS profiles_service ON profiles;
CREATE POLICY profiles_service ON profiles FOR ALL TO service_role USING (true) WITH CHECK (true);

-- The list of applied scripts is the owner's alone; it is not there yet when the scripts are run by hand.
DO $$
BEGIN
    IF to_regclass('public.schema_versions') IS NOT NULL THEN
        ALTER TABLE public.schema_versions ENABLE ROW LEVEL SECURITY;
        REVOKE ALL ON public.schema_versions FROM PUBLIC, anon, authenticated, service_role;
    END IF;
END
$$;
