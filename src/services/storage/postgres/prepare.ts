import { ConfigError } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import { steps as allSteps, type Step } from '../migrations/steps.ts';
import type { Postgres, Query } from './connection.ts';
import { layoutVersion, oneAtATime, storeLayout, tableLayout } from './layout.ts';

/** Makes what is there once for the store, and brings an earlier version to this bot's. @throws ConfigError */
export async function prepareStore(
  postgres: Postgres,
  { steps = allSteps, logger }: { steps?: readonly Step[]; logger?: Logger | undefined } = {},
): Promise<void> {
  const storeVersion = steps.length;
  await postgres.transact(async query => {
    await query(oneAtATime);
    for (const statement of storeLayout) await query(statement);
    const [found] = await query<{ version: number; moving: string | null }>(
      'SELECT version, moving FROM store_version',
    );
    if (!found) {
      await query('INSERT INTO store_version (version) VALUES ($1)', [storeVersion]);
      return;
    }
    if (found.moving === 'filling')
      throw new ConfigError([
        'STORE_URL names a database that is being filled from another, and that was cut short. Run npm run move-store again with the same words',
      ]);
    if (found.moving !== null)
      throw new ConfigError([
        'STORE_URL names a database whose records were moved to DATA_DIR. Set STORE_URL=sqlite, and drop this database',
      ]);
    if (found.version > storeVersion)
      throw new ConfigError([
        `STORE_URL names a database that was last used by a newer version of the bot: its store has version ${found.version}, and this bot knows versions up to ${storeVersion}. Nothing was changed. Start the newer bot again, or restore a dump from before the update`,
      ]);
    await migrate(query, steps, found.version, logger);
  });
}

/** Every step, or none. */
async function migrate(
  query: Query,
  steps: readonly Step[],
  from: number,
  logger: Logger | undefined,
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    if (at < from) continue;
    logger?.info({ version: at + 1, step: step.what }, 'the stored records are brought to a newer version');
    await step.postgres?.(query);
  }
  await query('UPDATE store_version SET version = $1', [steps.length]);
}

/** Makes the tables of a collection, where they are not there as they should be. */
export async function prepareTable(postgres: Postgres, name: string): Promise<void> {
  const [known] = await postgres.read<{ layout: number }>('SELECT layout FROM store_tables WHERE name = $1', [
    name,
  ]);
  if (known?.layout === layoutVersion) return;
  await postgres.transact(async query => {
    await query(oneAtATime);
    for (const statement of tableLayout(name)) await query(statement);
    await query(
      `INSERT INTO store_tables (name, layout) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET layout = excluded.layout`,
      [name, layoutVersion],
    );
  });
}
