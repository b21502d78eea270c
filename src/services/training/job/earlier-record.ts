/**
 * A stored job in today's shape. What an earlier version called `litter` is `leftovers` now. Earlier versions kept the
 * fields of all states in one object; the schema of the job's state drops those that are not its own.
 */
export function fromEarlierVersion(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !('litter' in record)) return record;
  const { litter, ...rest } = record;
  return { leftovers: litter, ...rest };
}
