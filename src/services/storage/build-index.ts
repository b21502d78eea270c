import type { Logger } from '../../logger.ts';
import type { Building } from './engine.ts';
import type { RefRow } from './refs.ts';

const rowsAtOnce = 500;

/**
 * Makes sure that every record of the table is found by its references. They are built once, and again where the
 * declaration has another version. What is still to be done stands in a table of its own, so that a process that is
 * killed in between goes on where it was; whatever writes a record without its references (an earlier version of the
 * bot, a person with an SQL tool) leaves the record there, too.
 */
export async function buildIndex({
  building,
  name,
  version,
  refsOf,
  onDamaged,
  logger,
}: {
  building: Building;
  name: string;
  version: number;
  /** @throws what `onDamaged` is asked about */
  refsOf: (key: string, value: string) => RefRow[];
  /** A record that nothing can be read from. Rejects where the bot cannot do without it. */
  onDamaged: (error: unknown, key: string, value: string) => Promise<void>;
  logger?: Logger | undefined;
}): Promise<void> {
  if ((await building.version()) !== version) await building.begin(version);
  const due = await building.due();
  if (due === 0) return;
  logger?.info({ table: name, records: due }, 'the index of a table is being built');
  for (;;) {
    const rows = await building.next(rowsAtOnce);
    if (rows.length === 0) return;
    const refs: (readonly [string, ...RefRow])[] = [];
    for (const { key, value } of rows) {
      if (value === undefined) continue;
      try {
        refs.push(...refsOf(key, value).map(ref => [key.slice(name.length + 1), ...ref] as const));
      } catch (error) {
        await onDamaged(error, key, value);
      }
    }
    await building.done(
      rows.map(({ key }) => key),
      refs,
    );
  }
}
