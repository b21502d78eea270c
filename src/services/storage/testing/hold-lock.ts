import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = `
  const sqlite3 = require('sqlite3');
  const db = new sqlite3.Database(process.argv[1]);
  db.exec('PRAGMA busy_timeout=10000; BEGIN EXCLUSIVE', error => {
    if (error) throw error;
    process.stdout.write('locked');
    process.stdin.resume();
    process.stdin.on('end', () => db.exec('COMMIT', () => process.exit()));
  });
`;

/** Another process that holds the database locked, from now until it is let go. */
export async function holdLock(path: string): Promise<{ letGo(): Promise<void> }> {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['-e', program, path], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [first] = await Promise.race([once(child.stdout as NonNullable<typeof child.stdout>, 'data'), ended]);
  if (String(first) !== 'locked') throw new Error('the database could not be locked');
  return {
    async letGo() {
      child.stdin?.end();
      await ended;
    },
  };
}
