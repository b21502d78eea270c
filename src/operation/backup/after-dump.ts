import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../logger.ts';
import { acceptedRequestSchema } from '../../services/generation/requests/accepted-request.ts';
import { openIntake } from '../../services/generation/requests/intake.ts';
import { intakeName } from '../../services/opening/left-notes.ts';
import { joinMarks, marksKeptMs, marksName } from '../../services/privacy/erased-marks.ts';
import { type Restored, restoredName } from '../../services/privacy/restored.ts';
import { claimDataFolder, privateFile, restoringName } from '../../services/storage/data-folder.ts';
import { storeVersion } from '../../services/storage/migrations/migrate.ts';
import { claimDatabase } from '../../services/storage/postgres/claim.ts';
import { connectPostgres, explainPostgres } from '../../services/storage/postgres/connection.ts';
import { openPostgresRecords, type PostgresRecords } from '../../services/storage/postgres/records.ts';
import { foldersBeside } from '../../shards.ts';
import { absent, counted, OperationError } from '../words.ts';
import { erasedIn, readMarks, type TableRow } from './erased-in.ts';
import { writeSynced } from './manifest.ts';
import type { ErasedSince } from './restore.ts';

export interface AfterDump {
  madeAt: number;
  /** Requests for images that waited, in the dump or in the folder, and are not taken up again. */
  requests: number;
  /** Deletions since the dump that the next start carries out again; undefined without a list of them. */
  erased: number | undefined;
}

/**
 * Does for a database that a dump was restored into what `restore` does for a backup: what waited is not made again, and
 * who was deleted since does not come back. A mark in the folder keeps a bot from starting before that is done: cut short,
 * the same command begins again.
 * @throws OperationError or ConfigError in words
 */
export async function afterDump({
  url,
  dataDir,
  madeAt,
  since,
  now,
  logger,
}: {
  url: string;
  dataDir: string;
  /** When the dump was begun, or earlier (ms since 1970). */
  madeAt: number;
  since: ErasedSince;
  now: () => number;
  logger: Logger;
}): Promise<AfterDump> {
  if (since !== 'unknown' && madeAt + marksKeptMs < now())
    throw new OperationError(
      'The dump is more than a year old, and the bot remembers deletions for a year only. To use it anyway, say --without-erased: everybody who was deleted since then comes back.',
    );
  const given = since === 'unknown' ? undefined : await readMarks(since.lists);
  const folder = await claimDataFolder(dataDir, { logger, byHand: true });
  try {
    const claim = await claimDatabase(url, { logger, onLost: () => process.exit(1) }).catch(error => {
      throw explainPostgres(error);
    });
    try {
      const records = await openPostgresRecords(url, { snapshot: false });
      try {
        await requireStore(records);
        await writeFile(join(dataDir, restoringName), '', { mode: privateFile });
        const own = await readFile(join(dataDir, marksName), 'utf8').catch(absent);
        const marks = joinMarks([own ?? '', given ?? '']);
        if (marks) await writeSynced(join(dataDir, marksName), marks);
        const waiting = new Set([...(await dropNotes(dataDir)), ...(await dropRequests(url))]);
        const erase = given === undefined ? [] : await erasedIn(rowsOf(records), marks, madeAt);
        await writeSynced(join(dataDir, restoredName), JSON.stringify({ erase } satisfies Restored));
        await rm(join(dataDir, restoringName));
        return { madeAt, requests: waiting.size, erased: given === undefined ? undefined : erase.length };
      } finally {
        await records.close();
      }
    } finally {
      await claim.release();
    }
  } finally {
    await folder.release();
  }
}

/** @throws OperationError where no bot of this version could start on it */
async function requireStore(records: PostgresRecords): Promise<void> {
  const state = await records.state();
  if (!state) throw new OperationError('STORE_URL names a database without records. Restore the dump first.');
  if (state.moving !== null)
    throw new OperationError(
      'STORE_URL names a database that a move was cut short in, or whose records were moved away. Restore another dump.',
    );
  if (state.version > storeVersion)
    throw new OperationError(
      `The dump was made by a newer version of the bot: its store has version ${state.version}, and this bot knows versions up to ${storeVersion}. Use that version.`,
    );
}

async function* rowsOf(records: PostgresRecords): AsyncIterable<TableRow[]> {
  for (const table of await records.tables())
    for await (const rows of records.byKey(table)) yield rows.map(row => ({ table, ...row }));
}

/** What this process and its shards noted and had not stored. Resolves to the ids of the requests. */
async function dropNotes(dataDir: string): Promise<string[]> {
  const ids: string[] = [];
  for (const folder of [dataDir, ...(await foldersBeside(dataDir))]) {
    const path = join(folder, intakeName);
    if (!(await stat(path).catch(absent))) continue;
    const notes = await openIntake(path, acceptedRequestSchema);
    await notes.close();
    ids.push(...notes.left.map(({ id }) => id));
    await rm(path);
  }
  return ids;
}

const table = 'accepted_requests';

/** They were answered since, or will be asked again: made once more they would be paid for twice. Resolves to their ids. */
async function dropRequests(url: string): Promise<string[]> {
  const postgres = connectPostgres(url);
  try {
    const [there] = await postgres.write<{ name: string | null }>('SELECT to_regclass($1) AS name', [table]);
    if (!there?.name) return [];
    const ids = await postgres.write<{ key: string }>(`SELECT key FROM ${table}`);
    await postgres.write(`DELETE FROM ${table}`);
    await postgres.long(`VACUUM ${table}, ${table}_refs, ${table}_due`);
    return ids.map(({ key }) => key.slice(table.length + 1));
  } finally {
    await postgres.close();
  }
}

/** What an operator reads after it. */
export const wordsForAfterDump = ({ madeAt, requests, erased }: AfterDump): string =>
  [
    `The bot can start on the dump of ${new Date(madeAt).toISOString()}.`,
    erased === undefined
      ? 'EVERYBODY WHO WAS DELETED SINCE THEN IS BACK: this command was not told who they are. Ask your members, and delete them again with /privacy delete member:.'
      : erased > 0
        ? `${counted(erased, 'deletion')} from since then will be carried out again at the next start with this DATA_DIR, before anybody can reach the bot. Of several gateways, start this one first.`
        : 'According to the lists you gave, nobody in it was deleted since then.',
    'Single images, photos and versions that were deleted since then are listed again; what the folder or the bucket no longer has stays lost. Settings, and how much of the budget was used, are as they were then.',
    ...(requests > 0
      ? [
          `${counted(requests, 'request')} that waited ${requests === 1 ? 'is' : 'are'} dropped: members have to ask again.`,
        ]
      : []),
    'If gateways ran on other machines, delete intake.jsonl in their folders before you start them.',
  ].join('\n');
