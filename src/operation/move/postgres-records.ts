import { storeVersion } from '../../services/storage/migrations/migrate.ts';
import { openPostgresRecords } from '../../services/storage/postgres/records.ts';
import { OperationError } from '../words.ts';
import type { Source, Target } from './records.ts';

/** Where it is, without a name or password. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgresql://${host}${pathname}`;
}

/** A consistent snapshot of a database, even while others write to it. @throws OperationError */
export async function openPostgresSource(url: string): Promise<Source> {
  const records = await openPostgresRecords(url, { snapshot: true });
  const state = await records.state();
  if (!state || state.moving === 'filling') {
    await records.close();
    throw new OperationError(
      state
        ? `A move into ${placeOf(url)} was cut short, so its store is incomplete.`
        : `There is nothing to move: ${placeOf(url)} has no store.`,
    );
  }
  return { name: placeOf(url), version: state.version, ...records };
}

/** An empty database, or one that a move was cut short in, or behind. @throws OperationError */
export async function openPostgresTarget(url: string): Promise<Target> {
  const records = await openPostgresRecords(url, { snapshot: false });
  const state = await records.state();
  if (state && state.moving !== 'filling' && !(await records.isEmpty())) {
    const whole = `${placeOf(url)} has records already, and nothing was changed. Use an empty database, or empty this one: DROP SCHEMA public CASCADE; CREATE SCHEMA public`;
    if (state.moving === null && state.version === storeVersion)
      return { name: placeOf(url), ...records, whole, finish: async () => {} };
    await records.close();
    throw new OperationError(whole);
  }
  await records.mark(storeVersion, 'filling');
  return {
    name: placeOf(url),
    ...records,
    finish: () => records.mark(storeVersion, null),
  };
}
