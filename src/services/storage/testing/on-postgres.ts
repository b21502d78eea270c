import { afterAll, beforeAll, describe, test } from 'vitest';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';

/** Describes what is tested with a PostgreSQL server of its own, and says so where none is installed. */
export function describeOnPostgres(what: string, tests: (server: () => PostgresServer) => void): void {
  describe(what, () => {
    if (!hasPostgres) {
      test.skip('NOT TESTED: PostgreSQL is not installed here');
      return;
    }
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.close());
    tests(() => server);
  });
}
