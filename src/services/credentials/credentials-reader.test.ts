import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../logger.ts';
import { chunk } from '../vision/testing/pictures.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { type CredentialsReader, createCredentialsReader } from './credentials-reader.ts';
import { openIdentity } from './open-identity.ts';
import { operatorIdentity } from './testing/certificates.ts';
import { smuggled } from './testing/smuggled.ts';

const logger = createLogger({ LOG_LEVEL: 'fatal' } as never, { write: () => {} });
let dir: string;
let ours: Credentials;
let theirs: Credentials;
let reader: CredentialsReader;
let bare: Buffer;
let signed: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reader-'));
  const { identity, known } = await openIdentity({ dataDir: dir, now: Date.now() });
  const common = { version: '1', without: 'withhold' as const, logger };
  ours = createCredentials({ identity, ...common });
  theirs = createCredentials({ identity: await operatorIdentity(), ...common });
  reader = createCredentialsReader({ known, logger });
  bare = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#936' } })
    .png()
    .toBuffer();
  signed = Buffer.from(await ours.leaving(bare, { from: 'model' }));
}, 60_000);
afterAll(async () => {
  await Promise.all([ours?.stop(), theirs?.stop(), reader?.stop()]);
  await rm(dir, { recursive: true, force: true });
});

const at = (file: Buffer, words: string) => file.indexOf(words, 0, 'latin1');
function flipped(file: Buffer, place: number): Buffer {
  const changed = Buffer.from(file);
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}

describe('what a file says of who signed it', { timeout: 120_000 }, () => {
  test('ours, ours that was changed, and none', async () => {
    expect(await reader.read(signed)).toEqual({ by: 'us', unchanged: true });
    expect(await reader.read(flipped(signed, at(signed, 'IDAT') + 8))).toEqual({
      by: 'us',
      unchanged: false,
    });
    expect(await reader.read(bare)).toBeUndefined();
    expect(await reader.read(Buffer.from('words'))).toBeUndefined();
  });

  test.each(['jpeg', 'webp'] as const)('ours as %s', async format => {
    const file = await sharp(bare).toFormat(format).toBuffer();
    const made = Buffer.from(await ours.leaving(file, { from: 'model', copyOf: bare }));
    expect(await reader.read(made)).toEqual({ by: 'us', unchanged: true });
    const last = format === 'jpeg' ? made.length - 4 : at(made, 'VP8 ') + 30;
    expect(await reader.read(flipped(made, last))).toEqual({ by: 'us', unchanged: false });
  });

  test('our credentials on another picture are no signature of that one', async () => {
    const another = await sharp({ create: { width: 41, height: 30, channels: 3, background: '#396' } })
      .png()
      .toBuffer();
    const from = at(signed, 'caBX') - 4;
    const taken = signed.subarray(from, from + 12 + signed.readUInt32BE(from));
    const before = at(another, 'IDAT') - 4;
    const forged = Buffer.concat([another.subarray(0, before), taken, another.subarray(before)]);
    expect(await reader.read(forged)).toEqual({ by: 'us', unchanged: false });
  });

  test('pixels in the room of the credentials, which the signature leaves out, are a change', async () => {
    const forged = smuggled(signed);
    expect(forged).toHaveLength(signed.length);
    const raw = (file: Buffer) => sharp(file).raw().toBuffer();
    expect((await raw(forged)).every(value => value === 0)).toBe(true);
    expect(await reader.read(forged)).toEqual({ by: 'us', unchanged: false });
  });

  test('a forged signature, and one of another bot', async () => {
    // What is claimed was changed, below our certificate.
    const forged = flipped(signed, at(signed, 'AI Actor Generator'));
    expect(await reader.read(forged)).toMatchObject({ by: 'nobody' });
    const other = Buffer.from(await theirs.leaving(bare, { from: 'model' }));
    const claimed = 'AI Actor Generator';
    expect(await reader.read(other)).toEqual({ by: 'another', claimed, holds: true });
    const changed = flipped(other, at(other, 'IDAT') + 8);
    expect(await reader.read(changed)).toEqual({ by: 'another', claimed, holds: false });
  });

  // Within the credentials a few bytes are bound by nothing: labels of boxes, and the name of the padding.
  test('whatever byte of the picture is changed, it is not ours and unchanged any more', async () => {
    const from = at(signed, 'caBX') - 4;
    const length = 12 + signed.readUInt32BE(from);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: signed.length - length - 1 }), async place => {
        const changed = flipped(signed, place < from ? place : place + length);
        expect(await reader.read(changed)).not.toEqual({ by: 'us', unchanged: true });
      }),
      { numRuns: 150 },
    );
  });

  test('nonsense in its place is nobody’s, and the next file is read all the same', async () => {
    const nonsense = [
      Buffer.alloc(0),
      Buffer.from('c2pa'),
      Buffer.alloc(50_000, 0xbf),
      Buffer.alloc(9_000, 0x9f),
    ];
    for (const words of nonsense) {
      const before = at(bare, 'IDAT') - 4;
      const file = Buffer.concat([bare.subarray(0, before), chunk('caBX', words), bare.subarray(before)]);
      expect(await reader.read(file)).toMatchObject({ by: 'nobody' });
    }
    expect(await reader.read(signed)).toEqual({ by: 'us', unchanged: true });
  });
});
