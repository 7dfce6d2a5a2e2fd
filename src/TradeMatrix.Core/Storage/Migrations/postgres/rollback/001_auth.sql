-- The roles belong to the whole server and stay. The functions go when they are ours and nothing uses them.
DO $$
BEGIN
    IF to_regprocedure('auth.jwt()') IS NOT NULL
       AND obj_description('auth.jwt()'::regprocedure) = 'Claims of the request, set for the transaction.' THEN
        DROP FUNCTION auth.uid();
        DROP FUNCTION auth.jwt();
        DROP SCHEMA auth;
    END IF;
END
$$;
