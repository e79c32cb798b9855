"""The tables of a journal in PostgreSQL, and what PostgreSQL itself refuses: a change, a gap, a second key, what does not balance.

As in SQLite, an entry is one row of `entries`, and its postings are unfolded into `postings` by the same statement. The checks
are not deferred to the end of a transaction: an entry is whole from the moment it is there. All triggers fire always, also while
data are replicated.
"""

from __future__ import annotations

#: Version of the tables. A journal of another version is refused, never guessed at.
FORMAT = 1

_DAY = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'"

TABLES = f"""
CREATE TABLE format (number integer NOT NULL);
INSERT INTO format VALUES ({FORMAT});

CREATE TABLE entries (
    number bigint PRIMARY KEY CHECK (number > 0),
    recorded text COLLATE "C" NOT NULL CHECK (recorded ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T.*[+]00:00$'),
    digest text COLLATE "C" NOT NULL CHECK (digest ~ '^sha256:[0-9a-f]{{64}}$'),
    entry json NOT NULL,
    key text COLLATE "C" NOT NULL UNIQUE GENERATED ALWAYS AS (entry ->> 'key') STORED,
    kind text COLLATE "C" NOT NULL GENERATED ALWAYS AS (entry ->> 'kind') STORED,
    subject text COLLATE "C" NOT NULL GENERATED ALWAYS AS (entry ->> 'subject') STORED,
    effective text COLLATE "C" NOT NULL GENERATED ALWAYS AS (entry ->> 'on') STORED CHECK (effective ~ {_DAY}),
    closed text COLLATE "C" GENERATED ALWAYS AS (
        CASE WHEN entry ->> 'kind' = 'period_closed' THEN entry #>> '{{facts,until}}' END) STORED
        CHECK (coalesce(closed, '') ~ {_DAY} OR kind <> 'period_closed')
);
CREATE INDEX entries_by_kind ON entries (kind, number);
CREATE INDEX entries_by_subject ON entries (subject, number);
CREATE INDEX entries_by_closed ON entries (closed) WHERE closed IS NOT NULL;

CREATE TABLE postings (
    account text COLLATE "C" NOT NULL, currency text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL,
    effective text COLLATE "C" NOT NULL, entry bigint NOT NULL REFERENCES entries, place integer NOT NULL, units bigint NOT NULL
);
CREATE UNIQUE INDEX postings_by_account ON postings (account, currency, kind, effective, entry, place) INCLUDE (units);

CREATE FUNCTION entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> 1 + coalesce((SELECT max(number) FROM entries WHERE number < NEW.number), 0) THEN
        RAISE EXCEPTION 'entries: numbers go on without a gap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.effective <= (SELECT max(closed) FROM entries WHERE closed IS NOT NULL AND number < NEW.number) THEN
        RAISE EXCEPTION 'entries: it takes effect in a closed period' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.entry -> 'postings' IS NULL THEN
        RETURN NULL;
    END IF;
    IF json_typeof(NEW.entry -> 'postings') <> 'array' OR EXISTS (
        SELECT 1 FROM json_array_elements(NEW.entry -> 'postings') AS item
        WHERE CASE WHEN json_typeof(item) <> 'array' THEN true
            ELSE json_array_length(item) <> 3 OR json_typeof(item -> 0) <> 'string' OR json_typeof(item -> 2) <> 'string'
                OR (item -> 1)::text !~ '^-?[1-9][0-9]{{0,18}}$' END
    ) THEN
        RAISE EXCEPTION 'entries: a posting is [account, whole number of minor units other than 0, currency]'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM json_array_elements(NEW.entry -> 'postings') AS item
        GROUP BY item ->> 2 HAVING sum((item ->> 1)::numeric) <> 0
    ) THEN
        RAISE EXCEPTION 'entries: its postings do not sum to zero in each currency'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO postings
        SELECT item ->> 0, item ->> 2, NEW.kind, NEW.effective, NEW.number, place - 1, (item ->> 1)::bigint
        FROM json_array_elements(NEW.entry -> 'postings') WITH ORDINALITY AS items (item, place);
    RETURN NULL;
END $$;
CREATE TRIGGER entries_kept AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entry_kept();

CREATE FUNCTION posting_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'postings: they come with an entry only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER postings_kept BEFORE INSERT ON postings FOR EACH STATEMENT EXECUTE FUNCTION posting_kept();

CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: what is booked is never changed; book an entry that corrects it', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER entries_never BEFORE UPDATE OR DELETE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION never();
CREATE TRIGGER postings_never BEFORE UPDATE OR DELETE OR TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION never();
CREATE TRIGGER format_never BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON format FOR EACH STATEMENT EXECUTE FUNCTION never();

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_kept, ENABLE ALWAYS TRIGGER entries_never;
ALTER TABLE postings ENABLE ALWAYS TRIGGER postings_kept, ENABLE ALWAYS TRIGGER postings_never;
ALTER TABLE format ENABLE ALWAYS TRIGGER format_never;
"""
