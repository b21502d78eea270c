import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { createLogger } from '../../logger.ts';
import { createCredentials, signers, type WithoutCredentials } from './credentials.ts';
import { hasCredentials } from './has-credentials.ts';
import type { Identity } from './identity.ts';
import { openIdentity } from './open-identity.ts';
import type { SignTask } from './sign-protocol.ts';
import { operatorIdentity } from './testing/certificates.ts';

let dir: string;
let identity: Identity;
let picture: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'credentials-'));
  ({ identity } = await openIdentity({ dataDir: dir, now: Date.now() }));
  picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** The real thread, behind something that fails the first so many times. */
function open({ failing, without = 'post' }: { failing: number; without?: WithoutCredentials }) {
  const log: string[] = [];
  const thread = signers({ identity, version: '1' });
  let tries = 0;
  const credentials = createCredentials({
    ...{ identity, version: '1', without, waits: [1, 1] },
    pool: {
      ...thread,
      run: (task: SignTask) =>
        ++tries > failing ? thread.run(task) : Promise.reject(new Error('its worker ended')),
    },
    logger: createLogger({ LOG_LEVEL: 'warn' } as never, { write: line => log.push(line) }),
  });
  return { credentials, log, tries: () => tries };
}

test('is tried again, so that a thread that died costs nothing', async () => {
  const { credentials, tries } = open({ failing: 2 });
  expect(hasCredentials(await credentials.leaving(picture, { from: 'model' }))).toBe(true);
  expect([tries(), credentials.unsigned()]).toEqual([3, 0]);
  await credentials.stop();
});

test('what cannot be signed leaves all the same, which the operator can see, unless the setting says otherwise', async () => {
  const posting = open({ failing: 99 });
  expect(await posting.credentials.leaving(picture, { from: 'model' })).toBe(picture);
  expect(posting.credentials.unsigned()).toBe(1);
  expect(posting.log.join()).toMatch(/a picture leaves without credentials.*C2PA_FAILURE=withhold/);

  const withholding = open({ failing: 99, without: 'withhold' });
  const refused = await withholding.credentials.leaving(picture, { from: 'model' }).catch(error => error);
  expect(refused).toBeInstanceOf(UserError);
  expect(refused).toMatchObject({ code: 'unsigned', message: expect.stringMatching(/It’s kept/) });
  expect(withholding.credentials.unsigned()).toBe(0);
  await Promise.all([posting.credentials.stop(), withholding.credentials.stop()]);
});

test('a certificate that runs out while the bot runs signs nothing more, which the operator is told', async () => {
  const log: string[] = [];
  let clock = Date.now();
  const credentials = createCredentials({
    ...{ identity: await operatorIdentity({ toDays: 1 }), version: '1', without: 'withhold' },
    now: () => clock,
    logger: createLogger({ LOG_LEVEL: 'warn' } as never, { write: line => log.push(line) }),
  });
  expect(hasCredentials(await credentials.leaving(picture, { from: 'model' }))).toBe(true);
  clock += 2 * 24 * 60 * 60_000;
  await expect(credentials.leaving(picture, { from: 'model' })).rejects.toMatchObject({ code: 'unsigned' });
  expect(log.join()).toMatch(/the certificate has expired\. Set C2PA_CERTIFICATE to a renewed one/);
  await credentials.stop();
});

test('a file that is no picture is refused by the thread, which goes on', async () => {
  const { credentials } = open({ failing: 0, without: 'withhold' });
  for (const bytes of [Buffer.from('words'), picture.subarray(0, 30), Buffer.alloc(0)])
    await expect(credentials.leaving(bytes, { from: 'model' })).rejects.toThrow('couldn’t sign');
  expect(hasCredentials(await credentials.leaving(picture, { from: 'model' }))).toBe(true);
  await credentials.stop();
});

test('a thumbnail that was taken where the picture was decoded is shown in its credentials', async () => {
  const { credentials } = open({ failing: 0 });
  const thumbnail = Buffer.from('as it was taken');
  const signed = await credentials.trySign(picture, { from: 'model' }, thumbnail);
  expect(signed?.includes(thumbnail)).toBe(true);
  expect((await credentials.trySign(picture, { from: 'model' }))?.includes(thumbnail)).toBe(false);
  await credentials.stop();
});
