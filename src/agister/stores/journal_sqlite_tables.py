"""The tables of a journal in SQLite, and what SQLite itself refuses: any change, a gap, a second key, an entry that does not balance.

An entry is one `INSERT` into `entries`. In the same statement a trigger unfolds its postings into `postings`, the only way into that table:
`posted` says up to which entry this was done, and nothing may be added for an entry of that number or below. So no program that
opens the file, whatever its settings, leaves half an entry behind.
"""

from __future__ import annotations

#: "AGJL": says in the header of the file what it is.
APPLICATION = 0x41474A4C
#: Version of the tables. A journal of another version is refused, never guessed at.
FORMAT = 1
#: The first SQLite with columns that are computed from others.
NEEDS = (3, 31, 0)


def _never(table: str, *what: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, '{table}: what is booked is never changed; book an entry that corrects it'); END;\n"
        for verb in what
    )


TABLES = f"""
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    recorded TEXT NOT NULL CHECK (recorded GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*+00:00'),
    digest TEXT NOT NULL CHECK (length(digest) = 71 AND digest GLOB 'sha256:*'),
    entry TEXT NOT NULL CHECK (typeof(entry) = 'text'),
    key TEXT GENERATED ALWAYS AS (json_extract(entry, '$.key')) VIRTUAL NOT NULL,
    kind TEXT GENERATED ALWAYS AS (json_extract(entry, '$.kind')) VIRTUAL NOT NULL,
    subject TEXT GENERATED ALWAYS AS (json_extract(entry, '$.subject')) VIRTUAL NOT NULL,
    effective TEXT GENERATED ALWAYS AS (json_extract(entry, '$.on')) VIRTUAL NOT NULL
        CHECK (effective GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    closed TEXT GENERATED ALWAYS AS (
        CASE WHEN json_extract(entry, '$.kind') = 'period_closed' THEN json_extract(entry, '$.facts.until') END) VIRTUAL
        CHECK (coalesce(closed, '') GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' OR kind <> 'period_closed')
);
CREATE UNIQUE INDEX entries_by_key ON entries (key);
CREATE INDEX entries_by_kind ON entries (kind);
CREATE INDEX entries_by_subject ON entries (subject);
CREATE INDEX entries_by_closed ON entries (closed) WHERE closed IS NOT NULL;

CREATE TABLE postings (
    account TEXT NOT NULL, currency TEXT NOT NULL, kind TEXT NOT NULL, effective TEXT NOT NULL, entry INTEGER NOT NULL,
    place INTEGER NOT NULL, units INTEGER NOT NULL,
    PRIMARY KEY (account, currency, kind, effective, entry, place)
) WITHOUT ROWID;

CREATE TABLE posted (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL);
INSERT INTO posted VALUES (1, 0);

CREATE TRIGGER entries_in_order BEFORE INSERT ON entries BEGIN
    SELECT RAISE(ABORT, 'entries: numbers go on without a gap')
        WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries);
    SELECT RAISE(ABORT, 'entries: another entry has this key') WHERE EXISTS (SELECT 1 FROM entries WHERE key = NEW.key);
    SELECT RAISE(ABORT, 'entries: it takes effect in a closed period')
        WHERE NEW.effective <= (SELECT max(closed) FROM entries WHERE closed IS NOT NULL);
    SELECT RAISE(ABORT, 'entries: a posting is [account, whole number of minor units other than 0, currency]')
        WHERE EXISTS (
            SELECT 1 FROM json_each(NEW.entry, '$.postings')
            WHERE type <> 'array' OR json_array_length(value) <> 3 OR json_type(value, '$[0]') <> 'text'
                OR json_type(value, '$[1]') <> 'integer' OR typeof(json_extract(value, '$[1]')) <> 'integer'
                OR json_extract(value, '$[1]') = 0 OR json_type(value, '$[2]') <> 'text');
    -- Summed in two halves: a sum of 64-bit numbers may not fit 64 bits on the way to zero.
    SELECT RAISE(ABORT, 'entries: its postings do not sum to zero in each currency')
        WHERE EXISTS (
            SELECT 1 FROM (
                SELECT sum(units >> 32) AS high, sum(units & 4294967295) AS low FROM (
                    SELECT json_extract(value, '$[1]') AS units, json_extract(value, '$[2]') AS currency
                    FROM json_each(NEW.entry, '$.postings'))
                GROUP BY currency)
            WHERE low & 4294967295 <> 0 OR high + (low >> 32) <> 0);
END;

CREATE TRIGGER entries_post AFTER INSERT ON entries BEGIN
    INSERT INTO postings
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[2]'), NEW.kind, NEW.effective, NEW.number, key,
            json_extract(value, '$[1]')
        FROM json_each(NEW.entry, '$.postings');
    UPDATE posted SET number = NEW.number;
END;

CREATE TRIGGER postings_only_by_entry BEFORE INSERT ON postings BEGIN
    SELECT RAISE(ABORT, 'postings: they come with an entry only')
        WHERE NEW.entry IS NOT (SELECT number + 1 FROM posted) OR NEW.entry IS NOT (SELECT max(number) FROM entries);
END;

CREATE TRIGGER posted_only_by_entry BEFORE UPDATE ON posted BEGIN
    SELECT RAISE(ABORT, 'posted: it follows the entries only')
        WHERE NEW.one <> 1 OR NEW.number <> OLD.number + 1 OR NEW.number IS NOT (SELECT max(number) FROM entries);
END;

{_never("entries", "UPDATE", "DELETE")}
{_never("postings", "UPDATE", "DELETE")}
{_never("posted", "INSERT", "DELETE")}
"""
