import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { python } from './real-trainer.ts';

const script = fileURLToPath(new URL('./validate.py', import.meta.url));

export interface File {
  /** By whose ending the format is told. */
  name: string;
  bytes: Uint8Array;
}

/** What another implementation says of a file: c2pa-python, which is the reference implementation in Rust. */
export interface Report {
  state: 'Valid' | 'Trusted' | 'Invalid' | 'none';
  /** What does not hold; for each of ours that the certificate is on no trust list. */
  failures: string[];
  actions: {
    action: string;
    digitalSourceType?: string;
    softwareAgent?: { name: string; version?: string };
  }[];
  parents: string[];
  /** All that the credentials say. */
  text: string;
}

async function withFiles<T>(files: File[], work: (paths: string[]) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  try {
    const paths = files.map(({ name }, at) => join(folder, `${at}-${name}`));
    await Promise.all(files.map(({ bytes }, at) => writeFile(paths[at] ?? '', bytes)));
    return await work(paths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python, [script, ...args], { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout);
}

export const validate = (files: File[]): Promise<Report[]> =>
  withFiles(files, async paths => (await run('report', ...paths)) as Report[]);

/** How many of so many copies with one changed bit, anywhere but in these bytes, are found. */
export const findFlipped = (
  file: File,
  { start, length }: { start: number; length: number },
  times: number,
): Promise<{ found: number; of: number }> =>
  withFiles(
    [file],
    async ([path = '']) =>
      (await run('flipped', path, ...[start, length, times].map(String))) as { found: number; of: number },
  );
