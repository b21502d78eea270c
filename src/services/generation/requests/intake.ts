import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { privateFile } from '../../storage/data-folder.ts';

/**
 * A file for records that the store has not taken yet. One append makes a record safe from a kill, whatever the
 * database waits for; it is dropped as soon as the store has it.
 */
export interface Intake<T> {
  /** What an earlier process noted and did not drop, the oldest first. */
  left: T[];
  /** Resolves once the record is in the file. Rejects where the file cannot be written. */
  note(record: T): Promise<void>;
  /** Resolves once the record counts no longer. With the last one, nothing of any is left in the file. */
  drop(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the file, or makes it, for this user alone. */
export async function openIntake<T extends { id: string }>(
  path: string,
  schema: z.ZodType<T>,
): Promise<Intake<T>> {
  const file = await open(path, 'a+', privateFile);
  const text = await file.readFile('utf8');
  const left = readNotes(text, schema);
  // What a kill cut off must not spoil the next note.
  if (text && !text.endsWith('\n')) await file.appendFile('\n');
  const noted = new Set(left.map(({ id }) => id));
  let lines: string[] = [];
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    // Whatever comes while this is written goes together into the next write.
    const batch = lines.join('');
    lines = [];
    try {
      if (noted.size === 0) await file.truncate(0);
      else await file.appendFile(batch);
    } catch (error) {
      // Part of it may be there.
      lines.unshift(`\n${batch}`);
      throw error;
    }
  }

  /** One write at a time: a file that is emptied must not take a note with it that came meanwhile. */
  function written(line: object): Promise<void> {
    lines.push(`${JSON.stringify(line)}\n`);
    const before = writing ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => (lines.length > 0 ? write() : before));
    writing = mine;
    return mine;
  }

  return {
    left,
    async note(record) {
      noted.add(record.id);
      await written({ record });
    },
    async drop(id) {
      if (noted.delete(id)) await written({ dropped: id });
    },
    async close() {
      await writing?.catch(() => undefined);
      try {
        // What was dropped while the disk was full must not be taken up again by the next process.
        if (lines.length > 0) await write();
      } finally {
        await file.close();
      }
    },
  };
}

/** A line that was cut off by a kill was never acknowledged: it is passed over. */
function readNotes<T extends { id: string }>(text: string, schema: z.ZodType<T>): T[] {
  const notes = new Map<string, T>();
  for (const line of text.split('\n').slice(0, -1)) {
    const { record, dropped } = parsed(line);
    const known = schema.safeParse(record);
    if (known.success) notes.set(known.data.id, known.data);
    else if (typeof dropped === 'string') notes.delete(dropped);
  }
  return [...notes.values()];
}

function parsed(line: string): { record?: unknown; dropped?: unknown } {
  try {
    return JSON.parse(line);
  } catch {
    // The end of a line that was cut off, and the note after it.
    return {};
  }
}
