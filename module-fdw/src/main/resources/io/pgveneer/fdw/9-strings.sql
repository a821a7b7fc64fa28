-- In the bodies above a backslash is a backslash. PostgreSQL reads them anew in each session, by its own setting.
DO $$
DECLARE
  routine regprocedure;
BEGIN
  FOR routine IN
    SELECT p.oid FROM pg_proc p
    WHERE p.pronamespace IN ('pgveneer'::regnamespace, 'pgveneer_catalog'::regnamespace) AND strpos(p.prosrc, '\') > 0
  LOOP
    EXECUTE format('ALTER ROUTINE %s SET standard_conforming_strings = on', routine);
  END LOOP;
END $$;
