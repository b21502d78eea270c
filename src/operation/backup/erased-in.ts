import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Erased,
  erasedSince,
  isMarksFile,
  joinMarks,
  marksName,
} from '../../services/privacy/erased-marks.ts';
import { type DatabaseFile, recordTables } from '../../services/storage/database-file.ts';
import { foldersBeside } from '../../shards.ts';
import { absent, OperationError } from '../words.ts';

/**
 * The marks in these files, data folders or backups. A data folder has those of the shards that ran on its machine, too.
 * @throws OperationError
 */
export async function readMarks(paths: readonly string[]): Promise<string> {
  return joinMarks((await Promise.all(paths.map(marksAt))).flat());
}

async function marksAt(path: string): Promise<string[]> {
  const isFolder = (await stat(path).catch(absent))?.isDirectory();
  const texts = [await marksIn(isFolder ? join(path, marksName) : path)];
  for (const folder of isFolder ? await foldersBeside(path) : [])
    if (await stat(join(folder, marksName)).catch(absent)) texts.push(await marksIn(join(folder, marksName)));
  return texts;
}

async function marksIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(absent);
  if (text === undefined) throw new OperationError(`There is no list of deletions at ${file}.`);
  if (!isMarksFile(text)) throw new OperationError(`${file} is not a list of deletions.`);
  return text;
}

const idsAtOnce = 1_000;
/** Ids of Discord, wherever they stand in a record. */
const snowflake = /\d{17,20}/g;

export interface TableRow {
  table: string;
  key: string;
  value: string | null;
}

/** Every record of a file, whatever its kind. */
export async function* rowsIn({ query }: DatabaseFile): AsyncIterable<TableRow[]> {
  for (const table of await recordTables(query)) {
    for (let after = 0; ; ) {
      const rows = (await query(
        `SELECT rowid AS at, key, CAST(value AS TEXT) AS value FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${idsAtOnce}`,
        after,
      )) as { at: number; key: string; value: string | null }[];
      yield rows.map(({ key, value }) => ({ table, key, value }));
      if (rows.length < idsAtOnce) break;
      after = rows.at(-1)?.at ?? 0;
    }
  }
}

/** Who in these records was deleted since then (ms since 1970). */
export async function erasedIn(
  records: AsyncIterable<readonly TableRow[]>,
  marks: string,
  since: number,
): Promise<Erased[]> {
  const members = new Set<string>();
  const guilds = new Set<string>();
  const actors = new Set<string>();
  for await (const rows of records)
    for (const { table, key, value } of rows) {
      for (const [id] of `${key} ${value ?? ''}`.matchAll(snowflake)) members.add(id);
      for (const [, id = ''] of (value ?? '').matchAll(/"(?:guildId|chain)":"(\d+)"/g)) guilds.add(id);
      for (const [, id = ''] of (value ?? '').matchAll(/"actorId":"([^"]+)"/g)) actors.add(id);
      if (table === 'actors') actors.add(key.slice('actors:'.length));
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
