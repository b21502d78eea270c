import { createHmac, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFile, replacePrivate } from '../storage/data-folder.ts';

/** Whose data was deleted. */
export type Erased =
  | { actorId: string }
  | { memberId: string; guildId?: string | undefined }
  | { guildId: string };

/**
 * Who was deleted, so that a backup from before does not bring them back: codes that only somebody who has the id can
 * compare. They are in a file of their own, with their key, so that they can be kept where the database is not.
 */
export interface ErasedMarks {
  /** Resolves once it is on the disk. The same one twice changes nothing but the time. */
  add(erased: Erased, at: number): Promise<void>;
}

export const marksName = 'erased.jsonl';
/** Older backups than this must not be restored with it. */
export const marksKeptMs = 365 * 24 * 60 * 60_000;

interface Mark {
  at: number;
  mark: string;
  key: string;
}

const nameOf = (erased: Erased): string => {
  if ('actorId' in erased) return `actor/${erased.actorId}`;
  if ('memberId' in erased) return `member/${erased.memberId}/${erased.guildId ?? ''}`;
  return `guild/${erased.guildId}`;
};
const markOf = (key: string, erased: Erased) =>
  createHmac('sha256', key).update(nameOf(erased)).digest('base64url');

/** A line that a kill cut off is passed over: its deletion was not done, and is done again. */
function parse(text: string): Mark[] {
  const marks: Mark[] = [];
  let key = '';
  for (const line of text.split('\n')) {
    const known = parsed(line);
    if (typeof known.key === 'string') key = known.key;
    else if (typeof known.at === 'number' && typeof known.mark === 'string' && key)
      marks.push({ at: known.at, mark: known.mark, key });
  }
  return marks;
}

function parsed(line: string): { key?: unknown; at?: unknown; mark?: unknown } {
  try {
    return JSON.parse(line) ?? {};
  } catch {
    return {};
  }
}

function written(marks: readonly Mark[], key: string): string {
  const lines: object[] = [];
  let last = '';
  for (const one of marks) {
    if (one.key !== last) lines.push({ key: one.key });
    last = one.key;
    lines.push({ at: one.at, mark: one.mark });
  }
  if (last !== key) lines.push({ key });
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

/** Opens the file of this folder, or makes it, and drops what is older than any backup may be. */
export async function openErasedMarks(dataDir: string, now: number): Promise<ErasedMarks> {
  const path = join(dataDir, marksName);
  const text = await readFile(path, 'utf8').catch(absent);
  const kept = parse(text ?? '').filter(({ at }) => at + marksKeptMs > now);
  const key = kept.at(-1)?.key ?? randomBytes(24).toString('base64url');
  const whole = written(kept, key);
  if (whole !== text) await replacePrivate(path, whole);
  return {
    async add(erased, at) {
      const file = await open(path, 'a', privateFile);
      try {
        // On a line of its own, even where a full disk cut the last one off.
        await file.appendFile(`\n${JSON.stringify({ at, mark: markOf(key, erased) })}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Whether it is such a file, of whatever length. */
export const isMarksFile = (text: string): boolean =>
  text.split('\n').some(line => typeof parsed(line).key === 'string');

/** Several such files as one; nothing where nobody was deleted. */
export function joinMarks(texts: readonly string[]): string {
  // Files that come of one another have the same lines.
  const marks = [
    ...new Map(texts.flatMap(parse).map(one => [`${one.key} ${one.mark} ${one.at}`, one])).values(),
  ];
  const key = marks.at(-1)?.key;
  return key === undefined ? '' : written(marks, key);
}

/** Which of these were deleted at that time (ms since 1970) or later. */
export function erasedSince(text: string, since: number, candidates: Iterable<Erased>): Erased[] {
  const marks = new Map<string, Set<string>>();
  for (const { at, mark, key } of parse(text))
    if (at >= since) marks.set(key, (marks.get(key) ?? new Set()).add(mark));
  const found: Erased[] = [];
  for (const one of candidates)
    if ([...marks].some(([key, known]) => known.has(markOf(key, one)))) found.push(one);
  return found;
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
