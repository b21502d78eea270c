import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileBlobs } from './blobs.ts';
import { mayMount, mountSmallDisk } from './testing/small-disk.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-blobs-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('blobs', () => {
  test('are listed with their age and size; what a killed process began to write can be removed', async () => {
    const blobs = createFileBlobs(dir);
    expect(await createFileBlobs(join(dir, 'none')).list()).toEqual([]);
    const sha256 = await blobs.put(Buffer.from('picture'));
    await writeFile(join(dir, sha256.slice(0, 2), `${sha256}.half`), 'pic');
    const [blob, ...more] = await blobs.list();
    expect(more).toEqual([]);
    expect(blob?.sha256).toBe(sha256);
    expect(await blobs.size(sha256)).toBe(7);
    expect(await blobs.removeUnfinished((blob?.modifiedAt ?? 0) - 60_000)).toBe(0);
    expect(await blobs.removeUnfinished((blob?.modifiedAt ?? 0) + 60_000)).toBe(1);
    expect(await readdir(join(dir, sha256.slice(0, 2)))).toEqual([sha256]);
    await blobs.delete(sha256);
    expect(await blobs.size(sha256)).toBeUndefined();
  });

  test('the same bytes are one file, and no half-written file is left', async () => {
    const blobs = createFileBlobs(dir);
    const bytes = Buffer.from('picture');
    const [one, two] = await Promise.all([blobs.put(bytes), blobs.put(bytes)]);
    expect(one).toBe(two);
    expect(await blobs.get(one)).toEqual(bytes);
    expect(await readdir(join(dir, one.slice(0, 2)))).toEqual([one]);
    await blobs.delete(one);
    expect(await blobs.get(one)).toBeUndefined();
  });

  test('only a SHA-256 is a name', async () => {
    const blobs = createFileBlobs(dir);
    await expect(async () => blobs.get('../../etc/passwd')).rejects.toThrow();
  });
});

const picture = Buffer.from('picture '.repeat(1_000));
const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256);

describe('a damaged blob', () => {
  test.each<[string, (path: string) => Promise<unknown>]>([
    ['cut off, as after a power cut', path => truncate(path, 100)],
    ['emptied', path => truncate(path, 0)],
    ['of zeros in the place of bytes', path => writeFile(path, Buffer.alloc(picture.length))],
    [
      'with one bit turned',
      async path => {
        const bytes = await readFile(path);
        bytes[500] = (bytes[500] ?? 0) ^ 1;
        await writeFile(path, bytes);
      },
    ],
  ])('%s counts as missing, and is whole again when it is stored again', async (_how, damage) => {
    const blobs = createFileBlobs(dir);
    const sha256 = await blobs.put(picture);
    await damage(pathOf(sha256));
    expect(await blobs.get(sha256)).toBeUndefined();
    expect(await blobs.size(sha256)).toBeUndefined();
    await blobs.put(picture, sha256);
    expect(await blobs.get(sha256)).toEqual(picture);
  });

  test('that is a folder counts as missing and is no error', async () => {
    const blobs = createFileBlobs(dir);
    const sha256 = createHash('sha256').update(picture).digest('hex');
    await mkdir(pathOf(sha256), { recursive: true });
    expect(await blobs.get(sha256)).toBeUndefined();
  });
});

describe('unfinished files', () => {
  test('of dead writes go with the blob, and all of them at once', async () => {
    const blobs = createFileBlobs(dir);
    const sha256 = await blobs.put(picture);
    const other = await blobs.put(Buffer.from('another'));
    await writeFile(`${pathOf(sha256)}.dead`, 'pic');
    await writeFile(`${pathOf(other)}.dead`, 'ano');
    await blobs.delete(sha256);
    expect(await readdir(join(dir, sha256.slice(0, 2)))).toEqual([]);
    expect(await blobs.removeUnfinished()).toBe(1);
    expect(await readdir(join(dir, other.slice(0, 2)))).toEqual([other]);
  });

  test('of writes under way stay', async () => {
    const blobs = createFileBlobs(dir);
    const many = Array.from({ length: 8 }, (_, nth) => Buffer.alloc(200_000, nth));
    const putting = Promise.all(many.map(bytes => blobs.put(bytes)));
    for (let round = 0; round < 4; round++) await blobs.removeUnfinished();
    const hashes = await putting;
    for (const [nth, sha256] of hashes.entries()) expect(await blobs.get(sha256)).toEqual(many[nth]);
  });

  test('of a failed write are gone at once', async () => {
    const blobs = createFileBlobs(dir);
    const sha256 = createHash('sha256').update(picture).digest('hex');
    // A folder in the place of the file: the rename fails.
    await mkdir(join(pathOf(sha256), 'inside'), { recursive: true });
    await expect(blobs.put(picture)).rejects.toThrow();
    expect(await readdir(join(dir, sha256.slice(0, 2)))).toEqual([sha256]);
  });
});

describe('a full disk', () => {
  test('is told before anything is made, by the room that is asked for', async () => {
    const blobs = createFileBlobs(join(dir, 'blobs'));
    await blobs.requireRoom(1_000_000);
    await expect(blobs.requireRoom(1e18)).rejects.toMatchObject({ code: 'disk-full' });
  });

  test.skipIf(!mayMount)(
    'of a small size: nothing half-written stays, and there is room after a deletion',
    async () => {
      const unmount = mountSmallDisk(dir, '8m');
      try {
        const blobs = createFileBlobs(join(dir, 'blobs'));
        const first = await blobs.put(Buffer.alloc(5_000_000, 1));
        await expect(blobs.requireRoom(2_000_000)).rejects.toMatchObject({ code: 'disk-full' });
        await expect(blobs.put(Buffer.alloc(5_000_000, 2))).rejects.toMatchObject({ code: 'disk-full' });
        expect(await blobs.list()).toHaveLength(1);
        expect(await blobs.removeUnfinished()).toBe(0);
        await blobs.delete(first);
        await blobs.requireRoom(2_000_000);
        expect(await blobs.get(await blobs.put(Buffer.alloc(5_000_000, 2)))).toHaveLength(5_000_000);
      } finally {
        unmount();
      }
    },
  );

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is not to be confused with a folder that is closed: that one is an error as it stands',
    async () => {
      const blobs = createFileBlobs(join(dir, 'blobs'));
      await blobs.put(picture);
      await chmod(join(dir, 'blobs'), 0o500);
      await expect(blobs.put(Buffer.from('other'))).rejects.toMatchObject({ code: 'EACCES' });
      await chmod(join(dir, 'blobs'), 0o700);
    },
  );
});
