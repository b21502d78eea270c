import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { assetOf } from '../../src/services/credentials/assets.ts';
import { type Credentials, createCredentials } from '../../src/services/credentials/credentials.ts';
import { hasCredentials } from '../../src/services/credentials/has-credentials.ts';
import type { Made } from '../../src/services/credentials/made.ts';
import { openIdentity } from '../../src/services/credentials/open-identity.ts';
import { readManifest } from '../../src/services/credentials/read-manifest.ts';
import { operatorIdentity } from '../../src/services/credentials/testing/certificates.ts';
import { hasTrainer, withTrainer } from '../real-trainer.ts';
import { type File, findFlipped, validate } from '../validator.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const logger = { error: fail, warn: fail } as never;
let dataDir: string;
let credentials: Credentials;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'credentials-'));
  const { identity } = await openIdentity({ dataDir, now: Date.now() });
  credentials = createCredentials({ identity, version: '1.2.3', without: 'withhold', logger });
});
afterAll(async () => {
  await credentials?.stop();
  await rm(dataDir, { recursive: true, force: true });
});
function fail(_facts: unknown, words: string): never {
  throw new Error(words);
}

/** Something to see at every size, with and without transparency, in each way that a format is written. */
function painted(width: number, height: number, alpha = false) {
  const channels = alpha ? 4 : 3;
  const pixels = Buffer.alloc(width * height * channels);
  for (let at = 0; at < pixels.length; at++) pixels[at] = ((at * 7) ^ (at >> 5) ^ (at >> 11)) & 0xff;
  return sharp(pixels, { raw: { width, height, channels } });
}
const kinds: Record<string, () => Promise<File>> = {
  png: async () => ({ name: 'a.png', bytes: await painted(640, 480).png().toBuffer() }),
  'png, transparent': async () => ({ name: 'a.png', bytes: await painted(640, 480, true).png().toBuffer() }),
  'png, palette': async () => ({
    name: 'a.png',
    bytes: await painted(64, 64).png({ palette: true }).toBuffer(),
  }),
  'png, interlaced': async () => ({
    name: 'a.png',
    bytes: await painted(333, 99).png({ progressive: true }).toBuffer(),
  }),
  'png, one pixel': async () => ({ name: 'a.png', bytes: await painted(1, 1).png().toBuffer() }),
  jpeg: async () => ({ name: 'a.jpg', bytes: await painted(640, 480).jpeg().toBuffer() }),
  'jpeg, progressive': async () => ({
    name: 'a.jpg',
    bytes: await painted(601, 401).jpeg({ progressive: true }).toBuffer(),
  }),
  'jpeg, with words': async () => ({
    name: 'a.jpg',
    bytes: await painted(64, 64)
      .withExif({ IFD2: { UserComment: 'Steps: 4' } })
      .jpeg()
      .toBuffer(),
  }),
  webp: async () => ({ name: 'a.webp', bytes: await painted(640, 480).webp().toBuffer() }),
  'webp, lossless': async () => ({
    name: 'a.webp',
    bytes: await painted(333, 99).webp({ lossless: true }).toBuffer(),
  }),
  'webp, transparent': async () => ({
    name: 'a.webp',
    bytes: await painted(320, 200, true).webp().toBuffer(),
  }),
  'webp, with words': async () => ({
    name: 'a.webp',
    bytes: await painted(64, 64)
      .withExif({ IFD2: { UserComment: 'Steps: 4' } })
      .webp()
      .toBuffer(),
  }),
};
const made: Made = {
  from: 'model',
  model: { name: 'black-forest-labs/FLUX.1-schnell', revision: '741f7c3' },
};
const signed = async ({ name, bytes }: File, as = made) => ({
  name,
  bytes: Buffer.from(await credentials.leaving(bytes, as)),
});
const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
/** All of ours have this one, and no other: nobody has put their certificate on a list. */
const untrusted = ['signingCredential.untrusted'];

describe('a signed picture', () => {
  test.runIf(hasTrainer)(withTrainer('of every kind is valid to another implementation'), async () => {
    const files = await Promise.all(Object.values(kinds).map(async make => signed(await make())));
    const reports = await validate(files);
    const table = Object.fromEntries(Object.keys(kinds).map((kind, at) => [kind, reports[at]?.state]));
    expect(table).toEqual(Object.fromEntries(Object.keys(kinds).map(kind => [kind, 'Valid'])));
    for (const { failures, actions, parents } of reports) {
      expect(failures).toEqual(untrusted);
      expect(parents).toEqual([]);
      expect(actions).toEqual([
        {
          action: 'c2pa.created',
          digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
          softwareAgent: { name: 'black-forest-labs/FLUX.1-schnell', version: '741f7c3' },
        },
      ]);
    }
  });

  test.runIf(hasTrainer)(withTrainer('that is a smaller copy names its parent'), async () => {
    const parents = await Promise.all(
      ['png', 'jpeg', 'webp'].map(async kind => signed(await (kinds[kind] as () => Promise<File>)())),
    );
    const copies = await Promise.all(
      parents.map(async ({ bytes }, at) => {
        const format = (['jpeg', 'webp', 'png'] as const)[at] ?? 'png';
        const small = await sharp(bytes).resize(200).toFormat(format).toBuffer();
        return signed(
          { name: `a.${format.replace('e', '')}`.replace('wbp', 'webp'), bytes: small },
          { ...made, copyOf: bytes },
        );
      }),
    );
    const unsignedParent = await (kinds.png as () => Promise<File>)();
    copies.push(
      await signed(
        { name: 'a.jpg', bytes: await sharp(unsignedParent.bytes).resize(200).jpeg().toBuffer() },
        { ...made, copyOf: unsignedParent.bytes },
      ),
    );
    for (const { state, failures, actions, parents: named, text } of await validate(copies)) {
      expect([state, failures]).toEqual(['Valid', untrusted]);
      expect(actions.map(({ action }) => action)).toEqual(['c2pa.opened', 'c2pa.resized', 'c2pa.converted']);
      expect(named).toEqual([expect.stringMatching(/^urn:c2pa:/)]);
      // What made the parent goes with it.
      expect(text).toContain('digitalsourcetype/trainedAlgorithmicMedia');
    }
  });

  test.runIf(hasTrainer)(
    withTrainer('is valid with each kind of key that an operator may bring'),
    async () => {
      const kindsOfKeys = ['P-256', 'P-384', 'Ed25519', 'RSA 2048'] as const;
      const picture = await (kinds.jpeg as () => Promise<File>)();
      const files = await Promise.all(
        kindsOfKeys.map(async kind => {
          const theirs = createCredentials({
            identity: await operatorIdentity({ kind }),
            ...{ version: '1.2.3', without: 'withhold', logger },
          });
          const bytes = await theirs.leaving(picture.bytes, made).finally(theirs.stop);
          return { name: 'a.jpg', bytes };
        }),
      );
      const reports = await validate(files);
      expect(reports.map(({ state, failures }) => [state, failures])).toEqual(
        kindsOfKeys.map(() => ['Valid', untrusted]),
      );
    },
  );

  // 1,000 files with one bit changed, anywhere outside of the credentials.
  test.runIf(hasTrainer)(
    withTrainer('is found out when one byte of it was changed: 1,000 of 1,000'),
    async () => {
      const counts = [];
      for (const [kind, times] of [
        ['png', 400],
        ['jpeg', 300],
        ['webp', 300],
      ] as const) {
        const file = await signed(await (kinds[kind] as () => Promise<File>)());
        const range = assetOf(file.bytes)?.getHashExclusionRange();
        if (!range) throw new Error('no credentials');
        counts.push(await findFlipped(file, range, times));
      }
      expect(counts).toEqual([400, 300, 300].map(of => ({ found: of, of })));
    },
  );

  test('has its pixels as they were, and is signed once', async () => {
    for (const make of Object.values(kinds)) {
      const before = await make();
      expect(hasCredentials(before.bytes)).toBe(false);
      const after = await signed(before);
      expect(hasCredentials(after.bytes)).toBe(true);
      expect((await pixelsOf(after.bytes)).equals(await pixelsOf(before.bytes))).toBe(true);
      expect((await signed(after)).bytes.equals(after.bytes)).toBe(true);
    }
  });

  test('of any size, format and words is sound, and no longer so with any byte changed', async () => {
    const picture = fc.record({
      width: fc.integer({ min: 1, max: 700 }),
      height: fc.integer({ min: 1, max: 90 }),
      alpha: fc.boolean(),
      format: fc.constantFrom('png' as const, 'jpeg' as const, 'webp' as const),
      model: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      from: fc.constantFrom('model' as const, 'model-and-photos' as const, 'several' as const),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bit: fc.integer({ min: 0, max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(picture, async ({ width, height, alpha, format, model, from, at, bit }) => {
        const bytes = await painted(width, height, alpha).toFormat(format).toBuffer();
        const whole = Buffer.from(await credentials.leaving(bytes, { from, model: { name: model } }));
        const read = await readManifest(whole);
        expect(read?.fault).toBeUndefined();
        const range = assetOf(whole)?.getHashExclusionRange();
        if (!range) throw new Error('no credentials');
        let place = Math.floor(at * (whole.length - range.length));
        if (place >= range.start) place += range.length;
        whole[place] = (whole[place] ?? 0) ^ (1 << bit);
        const changed = await readManifest(whole).catch(() => undefined);
        expect(changed === undefined || changed.fault !== undefined).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
