import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type Step, steps } from '../migrations/steps.ts';
import { describeOnPostgres } from '../testing/on-postgres.ts';
import { connectPostgres } from './connection.ts';
import { prepareStore, prepareTable } from './prepare.ts';

/** Adds one to every count. */
const addOne: Step = {
  what: 'one more',
  run: async () => {},
  postgres: async query =>
    void (await query(
      "UPDATE things SET value = jsonb_set(value::jsonb, '{value,count}', to_jsonb((value::jsonb #>> '{value,count}')::int + 1))",
    )),
};

describeOnPostgres('a store in PostgreSQL', server => {
  test('whose update is killed half-way is as it was before, and the next start takes every step once', async () => {
    const url = await server().database();
    const postgres = connectPostgres(url);
    await prepareStore(postgres);
    await prepareTable(postgres, 'things');
    await postgres.write(
      `INSERT INTO things (key, value) SELECT 'things:' || n, '{"value":{"count":1}}' FROM generate_series(1, 2000) AS n`,
    );
    const counts = async () => {
      const rows = await postgres.read<{ count: number; many: number }>(
        "SELECT (value::jsonb #>> '{value,count}')::int AS count, count(*)::int AS many FROM things GROUP BY 1",
      );
      const [row] = await postgres.read<{ version: number }>('SELECT version FROM store_version');
      return { rows, version: row?.version };
    };

    // One step is done, and the next changes everything, when its process is killed.
    const source = `
      import { connectPostgres } from ${JSON.stringify(new URL('./connection.ts', import.meta.url).href)};
      import { prepareStore } from ${JSON.stringify(new URL('./prepare.ts', import.meta.url).href)};
      import { steps } from ${JSON.stringify(new URL('../migrations/steps.ts', import.meta.url).href)};
      const half = value => ({ what: 'half', run: async () => {}, async postgres(query) {
        await query("UPDATE things SET value = '{\\"value\\":{\\"count\\":" + value + "}}'");
        if (value < 60) return;
        console.log('half');
        await new Promise(resolve => setTimeout(resolve, 1e6));
      } });
      await prepareStore(connectPostgres(${JSON.stringify(url)}), { steps: [...steps, half(50), half(60)] });`;
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', source],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(child.stdout, 'data');
    expect(String(line)).toContain('half');
    // Another process that starts meanwhile waits for the first.
    const second = prepareStore(postgres, { steps: [...steps, addOne, addOne] });
    const waiting = new pg.Client({ connectionString: url });
    await waiting.connect();
    await expect
      .poll(async () => (await waiting.query('SELECT 1 FROM pg_locks WHERE NOT granted')).rows.length)
      .toBeGreaterThan(0);
    await waiting.end();
    expect(await counts()).toEqual({ rows: [{ count: 1, many: 2_000 }], version: steps.length });
    child.kill('SIGKILL');
    await second;
    expect(await counts()).toEqual({ rows: [{ count: 3, many: 2_000 }], version: steps.length + 2 });
    await prepareStore(postgres, { steps: [...steps, addOne, addOne] });
    expect(await counts()).toEqual({ rows: [{ count: 3, many: 2_000 }], version: steps.length + 2 });
    // And a bot that is older refuses it in words.
    await expect(prepareStore(postgres)).rejects.toThrow(/newer version of the bot.*Nothing was changed/);
    await postgres.close();
  });
});
