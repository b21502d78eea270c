import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Blobs, createFileBlobs } from './blobs.ts';
import { withPatientReads } from './patient-reads.ts';
import { openS3Blobs } from './s3-blobs.ts';
import { parseS3Url } from './s3-place.ts';
import { type Fault, startS3 } from './testing/s3-server.ts';

const patient = { attempts: 3, connectMs: 60_000, answerMs: 60_000, wholeMs: 60_000, awayMs: 0 };
/** For a store that does not answer at all; one that does may take a while on a busy machine. */
const quick = { ...patient, answerMs: 6_000, wholeMs: 6_000 };
const picture = Buffer.from('picture '.repeat(1_000));
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let s3: Awaited<ReturnType<typeof startS3>>;
let dir: string;
let prefixes = 0;
beforeAll(async () => {
  s3 = await startS3();
  Object.assign(process.env, s3.keys);
});
afterAll(async () => {
  await s3.close();
});
beforeEach(async () => {
  s3.fail(() => false);
  dir = await mkdtemp(join(tmpdir(), 'actor-blobs-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const urlOf = (prefix: string) => `s3://pictures/${prefix}?endpoint=${encodeURIComponent(s3.endpoint)}`;
const openThere = (prefix = `p${++prefixes}`, pace = patient) =>
  openS3Blobs(parseS3Url(urlOf(prefix)), { pace });

describe.each<[string, () => Promise<Blobs>]>([
  ['a folder', async () => createFileBlobs(dir)],
  ['an object store', () => openThere()],
])('blobs in %s', (_where, open) => {
  test('are there under their hash, whole, once however often they are stored, until they are deleted', async () => {
    const blobs = await open();
    const before = Date.now();
    const [one, two] = await Promise.all([blobs.put(picture), blobs.put(picture)]);
    expect(one).toBe(hashOf(picture));
    expect(two).toBe(one);
    const other = await blobs.put(Buffer.alloc(0));
    expect(await blobs.get(one)).toEqual(picture);
    expect(await blobs.size(one)).toBe(picture.length);
    expect(await blobs.size(other)).toBe(0);
    const listed = await blobs.list();
    expect(listed.map(({ sha256 }) => sha256).sort()).toEqual([one, other].sort());
    for (const { modifiedAt } of listed) expect(Math.abs(modifiedAt - before)).toBeLessThan(120_000);
    expect(await blobs.removeUnfinished()).toBe(0);
    await blobs.requireRoom(1_000);
    await blobs.delete(one);
    await blobs.delete(one);
    expect(await blobs.get(one)).toBeUndefined();
    expect(await blobs.size(one)).toBeUndefined();
    expect((await blobs.list()).map(({ sha256 }) => sha256)).toEqual([other]);
  });

  test('only a SHA-256 is a name', async () => {
    const blobs = await open();
    await expect(async () => blobs.get('../../etc/passwd')).rejects.toThrow('not a SHA-256');
    await expect(async () => blobs.delete('')).rejects.toThrow('not a SHA-256');
  });

  test('all of them are listed', async () => {
    const blobs = await open();
    // No second page: s3rver makes its marks for one with DES, which OpenSSL 3 doesn't have.
    const hashes: string[] = [];
    for (let n = 0; n < 120; n++) hashes.push(await blobs.put(Buffer.from(`blob ${n}`)));
    const seen: string[] = [];
    for await (const page of blobs.pages()) seen.push(...page.map(({ sha256 }) => sha256));
    expect(seen.sort()).toEqual(hashes.sort());
  });
});

describe('an object store', () => {
  const answer =
    (status: number, code: string): Fault =>
    (_way, response) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>as told</Message></Error>`);
      return true;
    };
  const cut: Fault = (_way, response) => {
    response.destroy();
    return true;
  };
  /** The fault, so many times. */
  const times = (many: number, fault: Fault): Fault => {
    let left = many;
    return (way, response) => left-- > 0 && fault(way, response);
  };

  test.each<[string, Fault]>([
    ['asks to slow down', answer(503, 'SlowDown')],
    ['has a fault of its own', answer(500, 'InternalError')],
    ['cuts the connection', cut],
    ['does not answer', () => true],
  ])(
    'that %s is asked again; if it goes on, that is a sentence, and nothing counts as missing',
    async (_what, fault) => {
      const blobs = await openThere(undefined, quick);
      const sha256 = await blobs.put(picture);
      s3.fail(times(2, fault));
      expect(await blobs.get(sha256)).toEqual(picture);
      s3.fail(times(2, fault));
      await blobs.put(Buffer.from('another'));
      s3.fail(fault);
      const asked = [
        blobs.get(sha256),
        blobs.put(picture),
        blobs.size(sha256),
        blobs.delete(sha256),
        blobs.list(),
      ];
      await Promise.all(asked.map(one => expect(one).rejects.toMatchObject({ code: 'store-away' })));
      await expect(blobs.requireRoom(1)).rejects.toMatchObject({ code: 'store-away' });
      s3.fail(() => false);
      await blobs.requireRoom(1);
      expect(await blobs.get(sha256)).toEqual(picture);
      expect(await blobs.list()).toHaveLength(2);
    },
  );

  test('that is away for longer than its library tries is waited for with what was paid for, and else told at once', async () => {
    const blobs = await openThere(undefined, { ...patient, attempts: 1, awayMs: 60_000 });
    const sha256 = await blobs.put(picture);
    const longer = () => times(3, answer(503, 'SlowDown'));
    s3.fail(longer());
    expect(await blobs.put(Buffer.from('paid for'))).toBe(hashOf(Buffer.from('paid for')));
    for (const promised of [() => blobs.get(sha256), () => blobs.size(sha256)]) {
      s3.fail(longer());
      await withPatientReads<unknown>(promised);
    }
    s3.fail(longer());
    await blobs.delete(sha256);
    s3.fail(answer(503, 'SlowDown'));
    const asked = [blobs.get(sha256), blobs.size(sha256), blobs.list()];
    await Promise.all(asked.map(one => expect(one).rejects.toMatchObject({ code: 'store-away' })));
    // What another try doesn't mend is told at once.
    s3.seen.length = 0;
    s3.fail(answer(403, 'AccessDenied'));
    await expect(blobs.put(picture)).rejects.toMatchObject({ code: 'store-away' });
    expect(s3.seen).toHaveLength(1);
  });

  test('is waited for no longer once the bot stops', async () => {
    const blobs = await openThere(undefined, { ...patient, attempts: 1, awayMs: 60 * 60_000 });
    s3.seen.length = 0;
    s3.fail(answer(503, 'SlowDown'));
    const written = expect(blobs.put(picture)).rejects.toMatchObject({ code: 'store-away' });
    await expect.poll(() => s3.seen.length, { timeout: 20_000 }).toBeGreaterThan(1);
    blobs.close();
    await written;
  });

  test('whose answer breaks off in the middle of a picture is asked again, and the picture stays', async () => {
    const blobs = await openThere(undefined, quick);
    const sha256 = await blobs.put(picture);
    const halfway: Fault = ({ method }, response) => {
      if (method !== 'GET') return false;
      response.writeHead(200, { 'content-length': String(picture.length) });
      response.write(picture.subarray(0, 3_000));
      setTimeout(() => response.destroy(), 50);
      return true;
    };
    s3.fail(times(1, halfway));
    expect(await blobs.get(sha256)).toEqual(picture);
    const stalled: Fault = ({ method }, response) => {
      if (method !== 'GET') return false;
      response.writeHead(200, { 'content-length': String(picture.length) });
      response.write(picture.subarray(0, 3_000));
      return true;
    };
    s3.fail(stalled);
    await expect(blobs.get(sha256)).rejects.toMatchObject({ code: 'store-away' });
    s3.fail(() => false);
    expect(await blobs.get(sha256)).toEqual(picture);
  });

  test('is tried by several processes at once', async () => {
    s3.seen.length = 0;
    const [one] = await Promise.all([openThere('together'), openThere('together')]);
    // None deletes what another is about to read.
    expect(new Set(s3.seen.filter(line => line.startsWith('PUT'))).size).toBe(2);
    expect(await one.list()).toEqual([]);
  });

  test('that is full says so as a full disk does', async () => {
    const blobs = await openThere();
    s3.fail(answer(507, 'QuotaExceeded'));
    await expect(blobs.put(picture)).rejects.toMatchObject({ code: 'disk-full' });
  });

  test('a picture that is damaged there counts as missing, and is whole again when it is stored again', async () => {
    const prefix = `p${++prefixes}`;
    const blobs = await openThere(prefix);
    const sha256 = await blobs.put(picture);
    const files = await readdir(s3.folder, { recursive: true });
    const file = files.find(
      name => name.includes(`${prefix}/${sha256.slice(0, 2)}/${sha256}`) && /object$/.test(name),
    );
    const path = join(s3.folder, file ?? '');
    const bytes = await readFile(path);
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect(await blobs.get(sha256)).toBeUndefined();
    expect(await blobs.size(sha256)).toBeUndefined();
    await blobs.put(picture, sha256);
    expect(await blobs.get(sha256)).toEqual(picture);
  });

  test('other objects of the bucket are no blobs, and those of another prefix neither', async () => {
    const [one, two] = [await openThere('shared'), await openThere('shared/inner')];
    await one.put(picture);
    expect(await two.list()).toEqual([]);
    await two.put(Buffer.from('another'));
    expect((await one.list()).map(({ sha256 }) => sha256)).toEqual([hashOf(picture)]);
  });

  test('that cannot be used is told in words before anything is stored', async () => {
    const at = (url: string) => openS3Blobs(parseS3Url(url), { pace: quick });
    await expect(at(urlOf('x').replace('pictures', 'nowhere'))).rejects.toThrow(
      /BLOBS_URL was refused.*NoSuchBucket/,
    );
    await expect(at('s3://pictures?endpoint=http://127.0.0.1:9')).rejects.toThrow(
      /does not answer.*ECONNREFUSED/,
    );
    s3.fail(answer(403, 'AccessDenied'));
    await expect(at(urlOf('x'))).rejects.toThrow(/BLOBS_URL was refused.*AccessDenied/);
    // Else what is not there would look like a store that is away, for ever.
    s3.fail((way, response) => way.path.includes('list-type') && answer(403, 'AccessDenied')(way, response));
    await expect(at(urlOf('x'))).rejects.toThrow(/BLOBS_URL was refused.*AccessDenied/);
    for (const [url, words] of [
      ['s3://key:secret@pictures', /must not contain keys/],
      ['s3://pictures?endpoint=nowhere', /http/],
      ['s3://pictures?acl=public', /nothing else/],
      ['s3://minio:9000/pictures', /begin with the bucket/],
      ['s3://pictures/50%', /%25/],
    ] as const)
      await expect(async () => parseS3Url(url)).rejects.toThrow(words);
  });

  /** What a bucket answers that names each version; the right to ask for its settings is not given. */
  const versioned =
    (id: string): Fault =>
    ({ method, path }, response) => {
      if (path.includes('versioning')) return answer(403, 'AccessDenied')({ method, path }, response);
      if (method === 'PUT') response.setHeader('x-amz-version-id', id);
      return false;
    };

  test('that keeps versions, or still has some, is refused without the right to ask for it', async () => {
    const at = () => openS3Blobs(parseS3Url(urlOf('x')), { pace: quick });
    s3.fail(versioned('3sL4kqtJlcpXroDTDmJ'));
    await expect(at()).rejects.toThrow(/keeps versions/);
    s3.fail(versioned('null'));
    await expect(at()).rejects.toThrow(/suspended.*from before/);
  });

  test('that begins to keep versions later is named in the log, once', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: line => void lines.push(line) });
    const blobs = await openS3Blobs(parseS3Url(urlOf('y')), { pace: quick, logger });
    expect(lines).toEqual([]);
    s3.fail(versioned('3sL4kqtJlcpXroDTDmJ'));
    await blobs.put(picture);
    await blobs.put(Buffer.from('another'));
    expect(lines).toEqual([expect.stringContaining('keeps versions now')]);
  });

  test('every object is under the prefix, by the first two digits of its hash', async () => {
    const prefix = `deep/p${++prefixes}`;
    const blobs = await openThere(prefix);
    s3.seen.length = 0;
    const sha256 = await blobs.put(picture);
    expect(s3.seen[0]?.split('?')[0]).toBe(`PUT /pictures/${prefix}/${sha256.slice(0, 2)}/${sha256}`);
  });
});
