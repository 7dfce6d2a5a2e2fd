-- The roles belong to the whole server and stay. Of the schema auth goes what is ours.
DO $$
BEGIN
    IF obj_description(to_regprocedure('auth.uid()'), 'pg_proc') = 'The signed-in user; null when there is none.' THEN
        DROP FUNCTION auth.uid();
    END IF;
    IF obj_description(to_regprocedure('auth.jwt()'), 'pg_proc') = 'Claims of the request, set for the transaction.' THEN
        DROP FUNCTION auth.jwt();
    END IF;
    IF obj_description(to_regnamespace('auth'), 'pg_namespace') = 'Who is asking.' THEN
        DROP SCHEMA auth;
    END IF;
END
$$;
