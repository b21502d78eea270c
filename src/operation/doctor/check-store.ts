import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../services/actors/actor.ts';
import type { CachedImage, Generation } from '../../services/generation/generation.ts';
import { expendable } from '../../services/opening/expendable.ts';
import { createFileBlobs } from '../../services/storage/blobs.ts';
import {
  type DatabaseFile,
  databaseName,
  faultsOf,
  openDatabaseFile,
} from '../../services/storage/database-file.ts';
import { storeVersion, versionOf } from '../../services/storage/migrations/migrate.ts';
import { createPutAside } from '../../services/storage/put-aside.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import { measure } from '../backup/manifest.ts';
import { absent, counted } from '../words.ts';
import { checkAudit } from './check-audit.ts';
import { type Finding, good, note, some, wrong } from './finding.ts';
import { eachRow, type Row } from './records.ts';

/** What the records say is there. */
export interface Kept {
  /** Repos on the hub, by the actor whose version they hold. */
  repos: Map<string, string>;
  findings: Finding[];
}

/** A picture is stored before its record is: a younger one may belong to something that is being stored. */
const youngMs = 60 * 60_000;

/** Compares the database with itself and with the pictures. Findings can be mended until `close`. */
export async function checkStore(
  dataDir: string,
  now: number,
  elsewhere = false,
): Promise<Kept & { close(): Promise<void> }> {
  if (elsewhere)
    return {
      repos: new Map(),
      findings: [
        note('Records and pictures were not compared: STORE_URL or BLOBS_URL keeps them outside DATA_DIR.'),
      ],
      close: async () => {},
    };
  const path = join(dataDir, databaseName);
  if (!(await stat(path).catch(absent)))
    return {
      repos: new Map(),
      findings: [note(`There is no ${databaseName} in DATA_DIR ${dataDir} yet: the first start makes it.`)],
      close: async () => {},
    };
  const database = await openDatabaseFile(path);
  const findings: Finding[] = [];
  const repos = new Map<string, string>();
  try {
    const faults = await faultsOf(database.query);
    if (faults.length > 0) {
      findings.push(wrong(`The database is damaged: ${faults.join('; ')}. Restore it from a backup.`));
      return { repos, findings, close: database.close };
    }
    const version = await versionOf(database.query);
    if (version > storeVersion) {
      // What it does not know, it must not take for damaged or unused.
      findings.push(
        wrong(
          `The database belongs to a newer version of the bot: it has version ${version}, and this bot knows ${storeVersion}. Start the newer bot. Records and pictures were not checked.`,
        ),
      );
      return { repos, findings, close: database.close };
    }
    if (version < storeVersion)
      findings.push(note(`The next start brings the records from version ${version} to ${storeVersion}.`));
    await checkRows(database, { dataDir, now, repos, findings, migrated: version === storeVersion });
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    // Of what is no database there is no connection to close, either.
    await database.close().catch(() => undefined);
    if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB') throw error;
    findings.push(wrong(`The database is damaged (${message}). Restore it from a backup.`));
    return { repos, findings, close: async () => {} };
  }
  return { repos, findings, close: database.close };
}

interface Checking {
  dataDir: string;
  now: number;
  repos: Map<string, string>;
  findings: Finding[];
  /** Records of an earlier version may differ from today's schemas. */
  migrated: boolean;
}

async function checkRows(database: DatabaseFile, { dataDir, now, repos, findings, migrated }: Checking) {
  const blobs = createFileBlobs(join(dataDir, 'blobs'));
  const stored = new Map((await blobs.list()).map(({ sha256, modifiedAt }) => [sha256, modifiedAt]));
  /** Any text of 64 hexadecimal digits counts as a reference: better one file too many than one too few. */
  const mentioned = new Set<string>();
  const unreadable: Row[] = [];
  const missing = new Map<string, string[]>();
  const emptyCached: string[] = [];
  const lack = (what: string, sha256: string | undefined) => {
    if (sha256 !== undefined && !stored.has(sha256))
      missing.set(what, [...(missing.get(what) ?? []), sha256]);
  };
  let rows = 0;
  for await (const row of eachRow(database)) {
    rows++;
    for (const [sha256] of row.text.matchAll(/\b[0-9a-f]{64}\b/g)) mentioned.add(sha256);
    if (row.fault !== undefined) unreadable.push(row);
    else if (row.table === 'actors') {
      const { id, photos, versions } = row.record as Actor;
      for (const { sha256 } of photos) lack(`photos of actor ${id}`, sha256);
      for (const { number, repo, samples } of versions) {
        repos.set(repo, id);
        for (const sha256 of samples) lack(`samples of version ${number} of actor ${id}`, sha256);
      }
    } else if (row.table === 'generations') {
      const { id, images, deleted } = row.record as Generation;
      if (!deleted) for (const { sha256 } of images) lack(`pictures of image ${id}`, sha256);
    } else if (row.table === 'training_jobs') {
      const { id, samples } = row.record as TrainingJob;
      for (const { sha256 } of samples) lack(`samples of training ${id}`, sha256);
    } else if (row.table === 'image_cache') {
      const { sha256 } = row.record as CachedImage;
      if (sha256 !== undefined && !stored.has(sha256)) emptyCached.push(row.key);
    }
  }
  const fit = unreadable.length === 0 ? ', each as it should be' : '';
  findings.push(good(`${counted(rows, 'record')}${fit}.`));
  for (const row of migrated ? unreadable : []) findings.push(unreadableRow(row, database, dataDir));
  findings.push(...(await checkAudit(database, now)));
  for (const [what, hashes] of missing)
    findings.push(
      wrong(
        `Missing: ${what} (${some(hashes.map(hash => hash.slice(0, 12)))}). A backup may have them: restore it into another folder and copy the files into blobs/.`,
      ),
    );
  if (emptyCached.length > 0)
    findings.push(
      wrong(`${counted(emptyCached.length, 'cached image')} without a picture.`, {
        words: 'forget them: they are made again when somebody asks',
        run: async () =>
          void (await database.query(
            'DELETE FROM image_cache WHERE key IN (SELECT value FROM json_each(?))',
            JSON.stringify(emptyCached),
          )),
      }),
    );
  await checkReferences(database, findings);
  await checkPictures({ dataDir, now, stored, mentioned, findings });
}

function unreadableRow({ table, key, text, fault }: Row, database: DatabaseFile, dataDir: string): Finding {
  const words = `Record ${key} cannot be read (${fault}).`;
  if (!expendable.includes(table))
    return wrong(
      `${words} The bot cannot do without it: restore a backup, or mend the row with an SQLite tool.`,
    );
  return wrong(words, {
    words: 'put it aside, with a copy in damaged/',
    async run() {
      await createPutAside(join(dataDir, 'damaged')).keep({ table, key, value: text, why: fault ?? '' });
      await database.query(`DELETE FROM "${table}" WHERE key = ?`, key);
    },
  });
}

/** What records are found by stands beside them; the bot writes both in one statement. */
async function checkReferences({ query }: DatabaseFile, findings: Finding[]): Promise<void> {
  const tables = (await query(
    "SELECT substr(name, 1, length(name) - 5) AS name FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_refs' ESCAPE '\\'",
  )) as { name: string }[];
  for (const { name } of tables) {
    const [row] = (await query(
      `SELECT count(*) AS many FROM "${name}_refs" WHERE NOT EXISTS (
         SELECT 1 FROM "${name}" WHERE key = '${name}:' || "${name}_refs".id)`,
    )) as { many: number }[];
    if (!row?.many) continue;
    findings.push(
      wrong(
        `The index of ${name} leads to ${counted(row.many, 'record')} that ${row.many === 1 ? 'does' : 'do'} not exist.`,
        {
          words: 'let the next start rebuild it',
          run: async () => void (await query('DELETE FROM index_versions WHERE name = ?', name)),
        },
      ),
    );
  }
}

async function checkPictures({
  dataDir,
  now,
  stored,
  mentioned,
  findings,
}: {
  dataDir: string;
  now: number;
  stored: ReadonlyMap<string, number>;
  mentioned: ReadonlySet<string>;
  findings: Finding[];
}): Promise<void> {
  const root = join(dataDir, 'blobs');
  const blobs = createFileBlobs(root);
  const damaged: string[] = [];
  const unused: string[] = [];
  for (const [sha256, modifiedAt] of stored) {
    if (!mentioned.has(sha256)) {
      if (modifiedAt < now - youngMs) unused.push(sha256);
      continue;
    }
    const found = await measure(join(root, sha256.slice(0, 2), sha256)).catch(absent);
    if (found && found.sha256 !== sha256) damaged.push(sha256);
  }
  const remove = (hashes: readonly string[]) => async () => {
    for (const sha256 of hashes) await blobs.delete(sha256);
  };
  findings.push(
    good(`${counted(stored.size, 'picture')}, ${stored.size - damaged.length} of them undamaged.`),
  );
  if (damaged.length > 0)
    findings.push(
      wrong(`Damaged: ${counted(damaged.length, 'picture')} (${some(damaged)}).`, {
        words: 'delete them, so that they count as missing; copy them from a backup if one has them',
        run: remove(damaged),
      }),
    );
  if (unused.length > 0)
    findings.push(
      wrong(
        `${counted(unused.length, 'picture')} that no record mentions. The bot deletes such files every hour; a bot that was killed leaves some behind.`,
        {
          words: 'delete them',
          run: remove(unused),
        },
      ),
    );
}
