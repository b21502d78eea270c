import type { z } from 'zod';
import { createCheck, type Fault, linkOf } from '../../services/audit/check.ts';
import { entrySchema, headSchema } from '../../services/audit/entry.ts';
import type { DatabaseFile } from '../../services/storage/database-file.ts';
import { deserialize } from '../../services/storage/serializing.ts';
import { counted } from '../words.ts';
import { type Finding, good, wrong } from './finding.ts';

const words: Record<Fault['why'], string> = {
  missing: 'entries before it are missing',
  changed: 'it was changed after it was written',
  added: 'it was added from outside',
  emptied: 'it was emptied, and no deletion says so',
  cut: 'it and what followed are missing',
};

const hasTable = async ({ query }: DatabaseFile, name: string) =>
  ((await query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name)) as unknown[]).length >
  0;

/** Records of that table and chain; those that cannot be read have a finding of their own. */
async function recordsOf<Schema extends z.ZodType>(
  { query }: DatabaseFile,
  table: string,
  schema: Schema,
  chain: string,
): Promise<z.infer<Schema>[]> {
  const rows = (await query(
    `SELECT CAST(value AS TEXT) AS value FROM "${table}"
     WHERE CASE WHEN json_valid(value) THEN json_extract(value, '$.value.chain') = ? ELSE 0 END`,
    chain,
  )) as { value: string }[];
  return rows.flatMap(({ value }) => {
    const parsed = schema.safeParse((deserialize(value) as { value?: unknown }).value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Whether the log about people is as the bot wrote it. Each server has a chain. */
export async function checkAudit(database: DatabaseFile, now: number): Promise<Finding[]> {
  const { query } = database;
  if (!(await hasTable(database, 'audit')) || !(await hasTable(database, 'audit_heads'))) return [];
  const chains = (await query(
    ['audit', 'audit_heads']
      .map(
        table =>
          `SELECT json_extract(value, '$.value.chain') AS chain FROM "${table}" WHERE json_valid(value)`,
      )
      .join(' UNION '),
  )) as { chain: string }[];
  const found: Finding[] = [];
  let many = 0;
  for (const { chain } of chains) {
    // As of one moment: the bot may be writing.
    await query('BEGIN');
    const entries = await recordsOf(database, 'audit', entrySchema, chain);
    const [head] = await recordsOf(database, 'audit_heads', headSchema, chain);
    await query('COMMIT');
    many += entries.length;
    const check = createCheck(chain, now);
    for (const entry of entries.sort((a, b) => a.seq - b.seq)) check.take(linkOf(entry));
    const [first, ...more] = check.end(head);
    if (!first) continue;
    const id = entries.find(({ seq }) => seq === first.seq)?.id;
    const also = more.length > 0 ? `, and ${counted(more.length, 'more fault')}` : '';
    found.push(
      wrong(
        `The log about people of server ${chain} is not as the bot wrote it. Entry ${first.seq}${id ? ` (audit:${id})` : ''}: ${words[first.why]}${also}. Somebody changed the database; a backup shows what was there.`,
      ),
    );
  }
  if (found.length > 0 || many === 0) return found;
  return [good(`The log about people is whole: ${counted(many, 'entry', 'entries')}.`)];
}
