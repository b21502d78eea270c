/** Raised whenever one of these statements changes: the next start runs them again. */
export const layoutVersion = 1;

/** One process at a time makes tables: two that start together would be in each other's way. */
export const oneAtATime =
  "SELECT pg_advisory_xact_lock(hashtext('ai-actor layout'), hashtext(current_schema()))";

/** What is there once for the whole store. */
export const storeLayout = [
  'CREATE TABLE IF NOT EXISTS store_version (single boolean PRIMARY KEY DEFAULT true CHECK (single), version integer NOT NULL, moving text)',
  // By when it was made, a start knows whether anybody can have used it before the database was started.
  // Asked for first: ALTER TABLE keeps others from reading it even where the column is there, for as long as an update takes.
  `DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'store_version'::regclass AND attname = 'made') THEN
      ALTER TABLE store_version ADD COLUMN made timestamptz NOT NULL DEFAULT now();
    END IF;
  END $$`,
  `CREATE TABLE IF NOT EXISTS store_tables (
    name text PRIMARY KEY, layout integer NOT NULL, index_version integer
  )`,
];

/** More than other processes can do to one record while a connection is reopened. */
const swapsKept = 16;

/** Keyv puts the name of the table before the id. */
export const idIn = (name: string, key: string) => `substr(${key}, ${name.length + 2})`;

/**
 * The tables of a collection: its records, where each is found, and which are still to be done. Texts compare by their
 * bytes (COLLATE "C"), as they do in SQLite. A record that isn't JSON can't be stored by anybody.
 */
export const tableLayout = (name: string): string[] => [
  `CREATE TABLE IF NOT EXISTS ${name} (
    key text COLLATE "C" PRIMARY KEY,
    value text NOT NULL CHECK (value::json IS NOT NULL),
    at bigint GENERATED ALWAYS AS IDENTITY,
    written bigint NOT NULL DEFAULT 0,
    swaps bigint[] NOT NULL DEFAULT '{}'
  )`,
  `CREATE UNIQUE INDEX IF NOT EXISTS ${name}_at ON ${name} (at)`,
  `CREATE TABLE IF NOT EXISTS ${name}_refs (
    idx text COLLATE "C" NOT NULL, val text COLLATE "C" NOT NULL, rank text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL, tag text COLLATE "C" NOT NULL,
    PRIMARY KEY (idx, val, rank, id)
  )`,
  `CREATE INDEX IF NOT EXISTS ${name}_refs_of ON ${name}_refs (id)`,
  `CREATE TABLE IF NOT EXISTS ${name}_due (key text COLLATE "C" PRIMARY KEY)`,
  // A record written in any other way than by the functions below is marked: these count what they write.
  `CREATE OR REPLACE FUNCTION ${name}_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO ${name}_due VALUES (NEW.key) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER ${name}_inserted AFTER INSERT ON ${name} FOR EACH ROW
    WHEN (NEW.written = 0) EXECUTE FUNCTION ${name}_mark()`,
  `CREATE OR REPLACE TRIGGER ${name}_updated AFTER UPDATE ON ${name} FOR EACH ROW
    WHEN (NEW.written = OLD.written AND NEW.value <> OLD.value) EXECUTE FUNCTION ${name}_mark()`,
  `CREATE OR REPLACE FUNCTION ${name}_drop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM ${name}_refs WHERE id = ${idIn(name, 'OLD.key')};
    DELETE FROM ${name}_due WHERE key = OLD.key;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER ${name}_deleted AFTER DELETE ON ${name} FOR EACH ROW
    EXECUTE FUNCTION ${name}_drop()`,
  // Each statement of a function sees what was committed before it: the first one waits for whoever else writes these
  // records, and the references are compared with theirs. In one statement they would be compared with what was before.
  `CREATE OR REPLACE FUNCTION ${name}_refer(
    keys text[], known boolean, ids text[], idxs text[], vals text[], ranks text[], tags text[]
  ) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    IF NOT known THEN
      INSERT INTO ${name}_due SELECT unnest(keys) ON CONFLICT DO NOTHING;
      RETURN;
    END IF;
    DELETE FROM ${name}_refs AS old USING unnest(keys) AS given(key)
      WHERE old.id = ${idIn(name, 'given.key')} AND (old.id, old.idx, old.val, old.rank) NOT IN (
        SELECT * FROM unnest(ids, idxs, vals, ranks)
      );
    INSERT INTO ${name}_refs AS mine (id, idx, val, rank, tag)
      SELECT DISTINCT ON (1, 2, 3, 4) * FROM unnest(ids, idxs, vals, ranks, tags)
      ON CONFLICT (idx, val, rank, id) DO UPDATE SET tag = excluded.tag WHERE mine.tag <> excluded.tag;
    DELETE FROM ${name}_due WHERE key = ANY (keys);
  END $$`,
  `CREATE OR REPLACE FUNCTION ${name}_put(
    keys text[], texts text[],
    known boolean, ids text[], idxs text[], vals text[], ranks text[], tags text[]
  ) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    -- In one order, so that two who write the same records do not wait for each other.
    INSERT INTO ${name} AS mine (key, value, written)
      SELECT given.key, given.value, 1 FROM unnest(keys, texts) AS given(key, value) ORDER BY 1
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, written = mine.written + 1;
    PERFORM ${name}_refer(keys, known, ids, idxs, vals, ranks, tags);
  END $$`,
  // Each swap has a number of its own, and the record keeps the latest: one that is sent again, because its answer was
  // lost with the connection, finds that it was done.
  `CREATE OR REPLACE FUNCTION ${name}_swap(
    the_key text, new_text text, was bytea, number bigint,
    known boolean, ids text[], idxs text[], vals text[], ranks text[], tags text[]
  ) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    IF was IS NULL THEN
      INSERT INTO ${name} (key, value, written, swaps) VALUES (the_key, new_text, 1, ARRAY[number])
        ON CONFLICT DO NOTHING;
    ELSE
      UPDATE ${name} SET value = new_text, written = written + 1, swaps = (ARRAY[number] || swaps)[1:${swapsKept}]
        WHERE key = the_key AND sha256(convert_to(value, 'UTF8')) = was;
    END IF;
    IF NOT FOUND THEN
      RETURN EXISTS (SELECT 1 FROM ${name} WHERE key = the_key AND number = ANY (swaps));
    END IF;
    PERFORM ${name}_refer(ARRAY[the_key], known, ids, idxs, vals, ranks, tags);
    RETURN true;
  END $$`,
];
