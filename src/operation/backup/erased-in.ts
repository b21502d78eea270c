import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Erased, erasedSince, isMarksFile, marksName } from '../../services/privacy/erased-marks.ts';
import { type DatabaseFile, recordTables } from '../../services/storage/database-file.ts';
import { absent, OperationError } from '../words.ts';

/** The marks in a file, or in a data folder or backup. @throws OperationError */
export async function readMarks(path: string): Promise<string> {
  const isFolder = (await stat(path).catch(absent))?.isDirectory();
  const file = isFolder ? join(path, marksName) : path;
  const text = await readFile(file, 'utf8').catch(absent);
  if (text === undefined) throw new OperationError(`There is no list of deletions at ${file}.`);
  if (!isMarksFile(text)) throw new OperationError(`${file} is not a list of deletions.`);
  return text;
}

const idsAtOnce = 1_000;
/** Ids of Discord, wherever they stand in a record. */
const snowflake = /\d{17,20}/g;

/** Who in this database was deleted since then. Reads every record, whatever its kind. */
export async function erasedIn({ query }: DatabaseFile, marks: string, since: number): Promise<Erased[]> {
  const members = new Set<string>();
  const guilds = new Set<string>();
  const actors = new Set<string>();
  for (const table of await recordTables(query)) {
    for (let after = 0; ; ) {
      const rows = (await query(
        `SELECT rowid AS at, key, CAST(value AS TEXT) AS value FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${idsAtOnce}`,
        after,
      )) as { at: number; key: string; value: string | null }[];
      for (const { key, value } of rows) {
        for (const [id] of `${key} ${value ?? ''}`.matchAll(snowflake)) members.add(id);
        for (const [, id = ''] of (value ?? '').matchAll(/"(?:guildId|chain)":"(\d+)"/g)) guilds.add(id);
        for (const [, id = ''] of (value ?? '').matchAll(/"actorId":"([^"]+)"/g)) actors.add(id);
        if (table === 'actors') actors.add(key.slice('actors:'.length));
      }
      if (rows.length < idsAtOnce) break;
      after = rows.at(-1)?.at ?? 0;
    }
  }
  function* candidates(): Iterable<Erased> {
    for (const actorId of actors) yield { actorId };
    for (const guildId of guilds) yield { guildId };
    for (const memberId of members) {
      yield { memberId };
      for (const guildId of guilds) yield { memberId, guildId };
    }
  }
  return erasedSince(marks, since, candidates());
}
