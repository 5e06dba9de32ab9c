"""One PostgreSQL database for all cases with a town or a stage: its rows are put back for each.

A new one for each case costs its server as much as the case itself: files are copied, connections
opened, and every statement is parsed and planned anew.
"""

from models import Model
from models.agencies import AgencyRow

STAYING = "staying"
"""The name of that database."""
AS_NEW = "as_new"
"""The photograph of a database in which nothing has happened yet."""
BETWEEN_SWEEPS = 10_000
"""Rows after whose deletion they are swept up; nobody else does so here."""

SEEDED = AgencyRow.__tablename__
"""The large table that stands filled in a new database; it is left as it is where no case did
anything to it."""
OTHERS = [table.name for table in Model.metadata.sorted_tables if table.name != SEEDED]


def _emptied(name):
    return f"""
    DELETE FROM public.{name};
    GET DIAGNOSTICS rows = ROW_COUNT;
    deleted := deleted + rows;"""


PREPARATIONS = (
    "CREATE SCHEMA album",
    "CREATE TABLE album.numbers (photograph text, sequence regclass, last bigint)",
    f"CREATE TABLE album.seeds AS TABLE public.{SEEDED}",
    "CREATE TABLE album.seeded AS SELECT NULL::xid AS put_back_by",
    f"""
CREATE FUNCTION album.untouched() RETURNS boolean LANGUAGE sql AS $$
    SELECT count(*) = (SELECT count(*) FROM album.seeds)
        AND bool_and(xmin = (SELECT put_back_by FROM album.seeded)) IS TRUE
    FROM public.{SEEDED}
$$""",
    f"""
CREATE FUNCTION album.take(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    each text;
    filled boolean;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', name);
    FOREACH each IN ARRAY '{{{",".join([*OTHERS, SEEDED])}}}'::text[] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', each) INTO filled;
        IF filled AND NOT (each = '{SEEDED}' AND album.untouched()) THEN
            EXECUTE format('CREATE TABLE %1$I.%2$I AS TABLE public.%2$I', name, each);
        END IF;
    END LOOP;
    INSERT INTO album.numbers
        SELECT name, format('public.%I', sequencename)::regclass, last_value
        FROM pg_sequences WHERE schemaname = 'public';
END $$""",
    f"""
CREATE FUNCTION album.put_back(name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    each text;
    rows bigint;
    deleted bigint := 0;
BEGIN
    SET LOCAL lock_timeout = '20s';
    FOR each IN SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE tgenabled = 'D' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER ALL', each);
    END LOOP;
    {"".join(map(_emptied, OTHERS))}
    IF to_regclass(format('%I.{SEEDED}', name)) IS NOT NULL OR NOT album.untouched() THEN
        {_emptied(SEEDED)}
    END IF;
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = name LOOP
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM %2$I.%1$I', each, name);
    END LOOP;
    IF NOT EXISTS (SELECT FROM public.{SEEDED}) THEN
        INSERT INTO public.{SEEDED} TABLE album.seeds;
        UPDATE album.seeded SET put_back_by = pg_current_xact_id()::xid;
    END IF;
    PERFORM setval(sequence, coalesce(last, 1), last IS NOT NULL)
        FROM album.numbers WHERE photograph = name;
    RETURN deleted;
END $$""",
    # Without triggers and foreign keys. Whoever changes it loses all plans: so not for each case.
    "SET session_replication_role = replica",
    f"DELETE FROM public.{SEEDED}",  # which the first putting back fills again
)


class Staying:
    """The database as cases find it; `carry_out` asks its server for something."""

    def __init__(self, url, carry_out):
        self.url = url
        self._carry_out, self._deleted = carry_out, 0
        for each in PREPARATIONS:
            carry_out(each)
        carry_out(taking(AS_NEW))
        self.put_back(AS_NEW)

    def put_back(self, photograph):
        """Make the rows what they were when a photograph was taken."""
        self._deleted += self._carry_out(f"SELECT album.put_back('{photograph}')")
        if self._deleted > BETWEEN_SWEEPS:
            self._carry_out("VACUUM")
            self._deleted = 0


def taking(photograph):
    """Return the statement that takes a photograph of the database as it is now."""
    return f"SELECT album.take('{photograph}')"
