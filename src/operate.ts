import { parseArgs } from 'node:util';
import { config as loadDotenv } from 'dotenv';
import { pino } from 'pino';
import { envSchema, StartError } from './config.ts';
import { afterDump, wordsForAfterDump } from './operation/backup/after-dump.ts';
import { backUp, wordsForBackup } from './operation/backup/back-up.ts';
import { checkBackup, type ErasedSince, restore, wordsForRestore } from './operation/backup/restore.ts';
import { doctor } from './operation/doctor/doctor.ts';
import { moveStore, wordsForMove } from './operation/move/move-store.ts';
import { counted, OperationError } from './operation/words.ts';

const usage = `npm run backup -- [FOLDER] [--keep N]
  Copies what the bot keeps into a new folder in FOLDER (./backups), while the bot runs.
  --keep N              deletes older backups there, so that N stay
npm run restore -- BACKUP (--erased FILE_OR_FOLDER | --without-erased | --check)
  Fills an empty DATA_DIR from a backup.
  --erased PATH         a list of deletions to apply: erased.jsonl, the former data folder, or a newer backup; as often as
                        there are lists
  --without-erased      there is none: everybody who was deleted since then comes back
  --check               only compares the backup with its list
npm run restore -- --after-dump TIME (--erased FILE_OR_FOLDER | --without-erased)
  With PostgreSQL, after pg_restore and before the bot starts: drops the requests that waited, and notes who is to be
  deleted again. TIME is when the dump was begun, or a little earlier: 2026-03-29T12:00:00Z.
npm run doctor -- [--fix]
  Compares database, pictures, Hugging Face, Discord and settings; says what it would mend.
  --fix                 mends it; the bot must be stopped for that
npm run move-store -- FROM TO
  Moves every record to another database, compares counts and contents, and goes on where it was cut short. The bot
  must be stopped. FROM and TO: sqlite (the file in DATA_DIR) and a postgresql:// address, in either order.`;

const options = {
  keep: { type: 'string' },
  erased: { type: 'string', multiple: true },
  'without-erased': { type: 'boolean' },
  'after-dump': { type: 'string' },
  check: { type: 'boolean' },
  fix: { type: 'boolean' },
} as const;

// What is written here holds faces: it is for this user alone.
process.umask(0o077);
loadDotenv({ quiet: true });
const logger = pino({ base: null }, process.stderr);
try {
  await run(process.argv.slice(2));
} catch (error) {
  const code = (error as { code?: string }).code ?? '';
  if (!(error instanceof OperationError || error instanceof StartError || code.startsWith('ERR_PARSE_ARGS')))
    throw error;
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** @throws OperationError in words */
async function run([command, ...words]: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  const dataDir = envSchema.shape.DATA_DIR.parse(process.env.DATA_DIR?.trim() || undefined);
  const [place, ...others] = positionals;
  if (others.length > (command === 'move-store' ? 1 : 0)) throw new OperationError(usage);
  switch (command) {
    case 'backup': {
      requireHere('back up', 'pg_dump --format=custom "$STORE_URL" --file=bot.dump');
      const keep = values.keep === undefined ? undefined : Number(values.keep);
      if (keep !== undefined && !(Number.isInteger(keep) && keep > 0)) throw new OperationError(usage);
      console.log(wordsForBackup(await backUp({ dataDir, to: place ?? './backups', keep, now: Date.now })));
      return;
    }
    case 'restore': {
      const dumpedAt = values['after-dump'];
      if (place === undefined && dumpedAt !== undefined) {
        const madeAt = timeOf(dumpedAt);
        const url = requireDatabase();
        const since = erasedSince(values);
        console.log(
          wordsForAfterDump(await afterDump({ url, dataDir, madeAt, since, now: Date.now, logger })),
        );
        return;
      }
      if (place === undefined || dumpedAt !== undefined) throw new OperationError(usage);
      requireHere('restore', 'pg_restore, then npm run restore -- --after-dump');
      if (values.check) {
        const { madeAt, files } = await checkBackup(place);
        console.log(
          `${place} is whole: ${counted(files.length, 'file')}, made ${new Date(madeAt).toISOString()}.`,
        );
        return;
      }
      const since = erasedSince(values);
      console.log(wordsForRestore(await restore({ backup: place, dataDir, since, now: Date.now, logger })));
      return;
    }
    case 'doctor':
      if (place !== undefined) throw new OperationError(usage);
      if (!(await doctor({ env: process.env, dataDir, fix: values.fix === true, say: console.log, logger })))
        process.exitCode = 1;
      return;
    case 'move-store': {
      const [to] = others;
      const way = to === 'sqlite' ? 'to-sqlite' : place === 'sqlite' ? 'to-postgres' : undefined;
      const url = envSchema.shape.STORE_URL.safeParse(way === 'to-sqlite' ? place : to);
      if (way === undefined || !url.success || url.data === 'sqlite') throw new OperationError(usage);
      const moved = await moveStore({ url: url.data, way, dataDir, say: console.log, logger });
      console.log(wordsForMove(moved, way));
      return;
    }
    default:
      throw new OperationError(usage);
  }
}

/** @throws OperationError where it isn't said: nobody may forget to */
function erasedSince({
  erased: lists,
  'without-erased': unknown,
}: {
  erased?: string[];
  'without-erased'?: boolean;
}): ErasedSince {
  if ((lists === undefined) !== (unknown === true))
    throw new OperationError(
      `Say who was deleted since the backup, so that restoring it does not bring them back.\n\n${usage}`,
    );
  return lists === undefined ? 'unknown' : { lists };
}

/** As `date -u` writes it, or as backups are named. */
function timeOf(text: string): number {
  const time = Date.parse(text.replace(/T(\d\d)-(\d\d)-(\d\d)/, 'T$1:$2:$3'));
  // Without a zone, it would be read in that of this machine.
  if (Number.isNaN(time) || !/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || time > Date.now())
    throw new OperationError(
      `--after-dump needs the time at which the dump was begun, such as 2026-03-29T12:00:00Z.\n\n${usage}`,
    );
  return time;
}

function requireDatabase(): string {
  const url = envSchema.shape.STORE_URL.safeParse(process.env.STORE_URL?.trim() || undefined);
  if (url.success && url.data !== 'sqlite') return url.data;
  throw new OperationError(
    '--after-dump is for records in PostgreSQL, and STORE_URL names no such database. A backup is restored with npm run restore -- BACKUP.',
  );
}

/** These commands only know the database and the folder in DATA_DIR, and half a backup would look like a whole one. */
function requireHere(what: string, command: string): void {
  const { STORE_URL: store = '', BLOBS_URL: blobs = '' } = process.env;
  const elsewhere = [
    ...(/^postgres/.test(store.trim()) ? [`the records are in PostgreSQL (${command})`] : []),
    ...(/^s3:/.test(blobs.trim()) ? ['photos and images are in an object store (copy the bucket)'] : []),
  ];
  if (elsewhere.length === 0) return;
  throw new OperationError(
    `Here the bot can't ${what}: ${elsewhere.join(', ')}. See "PostgreSQL and an object store" in docs/operate.md.`,
  );
}
