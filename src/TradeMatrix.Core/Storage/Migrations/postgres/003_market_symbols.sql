-- Instruments. A row belongs to a user; a row without one is an entry of the shared catalogue,
-- which every user may read and copy.

CREATE TABLE IF NOT EXISTS market_symbols (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id          uuid DEFAULT auth.uid(),
    catalogue_id     uuid REFERENCES market_symbols (id) ON DELETE SET NULL,
    vendor           text NOT NULL DEFAULT 'user',
    symbol           text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 40),
    alias            text,
    type             varchar(20) NOT NULL DEFAULT 'other' CHECK (type IN ('index', 'forex', 'crypto', 'stock', 'commodity', 'other')),
    exchange         text,
    tick_size        numeric NOT NULL DEFAULT 0.01 CHECK (tick_size > 0),
    timezone         text NOT NULL DEFAULT 'Europe/Berlin',
    active           boolean NOT NULL DEFAULT true,
    api_symbol       text,
    tv_symbol        text,
    chart_img_symbol text,
    chart_enabled    boolean NOT NULL DEFAULT true,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN market_symbols.user_id IS 'Owner; null for the shared catalogue.';
COMMENT ON COLUMN market_symbols.catalogue_id IS 'Catalogue entry that a user''s row was copied from; its bars serve the copy too.';
COMMENT ON COLUMN market_symbols.alias IS 'Name for people, such as DAX 40.';

CREATE UNIQUE INDEX IF NOT EXISTS market_symbols_owner_symbol
    ON market_symbols (coalesce(user_id, '00000000-0000-0000-0000-000000000000'), upper(symbol));

-- A row leads to the bars of its catalogue entry; it must not lead to another user's symbol.
CREATE OR REPLACE FUNCTION market_symbols_check_catalogue() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM market_symbols WHERE id = NEW.catalogue_id AND user_id IS NULL) THEN
        RAISE foreign_key_violation USING MESSAGE = 'catalogue_id must be an entry of the shared catalogue';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER IF EXISTS market_symbols_catalogue ON market_symbols;
CREATE TRIGGER market_symbols_catalogue BEFORE INSERT OR UPDATE OF catalogue_id ON market_symbols
    FOR EACH ROW WHEN (NEW.catalogue_id IS NOT NULL) EXECUTE FUNCTION market_symbols_check_catalogue();

ALTER TABLE market_symbols ENABLE ROW LEVEL SECURITY;
-- Supabase grants everything on new tables, TRUNCATE too, which no policy holds back.
REVOKE ALL ON market_symbols FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON market_symbols TO authenticated;
GRANT ALL ON market_symbols TO service_role;

DROP POLICY IF EXISTS market_symbols_select ON market_symbols;
CREATE POLICY market_symbols_select ON market_symbols FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()) OR user_id IS NULL);
DROP POLICY IF EXISTS market_symbols_insert ON market_symbols;
CREATE POLICY market_symbols_insert ON market_symbols FOR INSERT TO authenticated WITH CHECK (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS market_symbols_update ON market_symbols;
CREATE POLICY market_symbols_update ON market_symbols FOR UPDATE TO authenticated
    USING (user_id = (SELECT auth.uid())) WITH CHECK (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS market_symbols_delete ON market_symbols;
CREATE POLICY market_symbols_delete ON market_symbols FOR DELETE TO authenticated USING (user_id = (SELECT auth.uid()));
DROP POLICY IF EXISTS market_symbols_service ON market_symbols;
CREATE POLICY market_symbols_service ON market_symbols FOR ALL TO service_role USING (true) WITH CHECK (true);
