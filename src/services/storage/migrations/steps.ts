import type KeyvSqlite from '@keyv/sqlite';
import type { Query } from '../postgres/connection.ts';

/** How the stored form changed once. A step is history: it knows no schema of today and is never edited. */
export interface Step {
  /** For the log. */
  what: string;
  /** Whether it runs outside a transaction. Then doing it again must change nothing. */
  alone?: true;
  run(query: KeyvSqlite['query']): Promise<void>;
  /** The same in PostgreSQL, in one transaction with the other steps. Required for steps from `firstInPostgres` on. */
  postgres?(query: Query): Promise<void>;
}

/** No store in PostgreSQL is older than this version. */
export const firstInPostgres = 2;

const hasTable = async (query: KeyvSqlite['query'], name: string) =>
  ((await query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name)) as unknown[]).length >
  0;

/** In order, from the oldest: the first leads to version 1 of the store. New ones go to the end. */
export const steps: readonly Step[] = [
  {
    what: 'what was deleted before deletions overwrote their rows is removed from the file',
    alone: true,
    run: async query => void (await query('VACUUM')),
  },
  {
    what: 'what a training leaves to clear away has its present name',
    async run(query) {
      if (!(await hasTable(query, 'training_jobs'))) return;
      // In this order: a function of JSON fails on a damaged row, which is not for a step to judge.
      await query(
        `UPDATE training_jobs SET value = json_remove(
           CASE WHEN json_type(value, '$.value.leftovers') IS NULL
             THEN json_set(value, '$.value.leftovers', json_extract(value, '$.value.litter'))
             ELSE value END,
           '$.value.litter')
         WHERE CASE WHEN typeof(value) <> 'text' THEN 0 WHEN json_valid(value) = 0 THEN 0
           ELSE json_type(value, '$.value.litter') IS NOT NULL END`,
      );
    },
  },
];
