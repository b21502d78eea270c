import type { Collection } from './collection.ts';
import { eachFound, type Range, timeRank, type Where } from './refs.ts';

/** The records that are found so, read a page at a time. */
export async function* eachRecord<T>(
  records: Pick<Collection<T>, 'find' | 'some'>,
  where: Where | readonly Where[],
  range?: Partial<Range>,
): AsyncIterable<T> {
  for await (const page of eachFound(records, where, range))
    yield* await records.some(page.map(({ id }) => id));
}

/** All of them at once, in their order. */
export async function recordsFound<T>(...which: Parameters<typeof eachRecord<T>>): Promise<T[]> {
  const found: T[] = [];
  for await (const record of eachRecord(...which)) found.push(record);
  return found;
}

/** Deletes them without reading any. */
export async function deleteFound(
  records: Pick<Collection<unknown>, 'find' | 'delete'>,
  where: Where | readonly Where[],
  range?: Partial<Range>,
): Promise<void> {
  for await (const page of eachFound(records, where, range))
    for (const { id } of page) await records.delete(id);
}

/** Of those whose rank is a time: deletes what is from `until` (ms since 1970) or before, and all but the latest `most`. */
export async function keepLatest(
  records: Pick<Collection<unknown>, 'find' | 'delete'>,
  where: Where,
  { until, most }: { until: number; most: number },
): Promise<void> {
  await deleteFound(records, where, { order: 'up', below: timeRank(until + 1) });
  const [last] = await records.find(where, { limit: 1, skip: most - 1 });
  if (last) await deleteFound(records, where, { after: last });
}
