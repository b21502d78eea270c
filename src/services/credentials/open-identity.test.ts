import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../config.ts';
import { createLogger } from '../../logger.ts';
import { openCredentials } from './open-credentials.ts';
import { openIdentity } from './open-identity.ts';
import { operatorIdentity } from './testing/certificates.ts';

const now = Date.now();
const logger = createLogger({ LOG_LEVEL: 'fatal' } as never, { write: () => {} });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'identity-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const own = () => join(dir, 'credentials', 'own.pem');

const given = async (identity: { key: string; certificates: string }) => {
  const [certificateFile, keyFile] = [join(dir, 'certificate.pem'), join(dir, 'key.pem')];
  await writeFile(certificateFile, identity.certificates);
  await writeFile(keyFile, identity.key);
  return { certificateFile, keyFile };
};
/** Why the bot does not start with these settings. */
const refusal = async (settings: { certificateFile?: string; keyFile?: string }) => {
  const { certificateFile, keyFile } = settings;
  const config = {
    ...{ DATA_DIR: dir, C2PA_FAILURE: 'post' as const },
    ...{ C2PA_CERTIFICATE: certificateFile, C2PA_KEY: keyFile },
  };
  const outcome = await openCredentials(config, { now, logger }).catch(error => error);
  if (!(outcome instanceof ConfigError)) throw new Error('it was not refused', { cause: outcome });
  expect(outcome.problems).toHaveLength(1);
  return outcome.message.replaceAll(dir, '…');
};

describe('the bot’s own key', () => {
  test('is made at the first start, for this user alone, and is the same from then on', async () => {
    const first = await openIdentity({ dataDir: dir, now });
    if (process.platform !== 'win32') expect((await stat(own())).mode & 0o777).toBe(0o600);
    const certificate = new X509Certificate(first.identity.certificates);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(certificate.subject).toBe('CN=AI Actor Generator\nO=AI Actor Generator');
    expect(await openIdentity({ dataDir: dir, now })).toEqual(first);
    expect(first.known.size).toBe(1);
  });

  test('two bots have two', async () => {
    const [one, two] = [
      await openIdentity({ dataDir: dir, now }),
      await openIdentity({ dataDir: join(dir, 'b'), now }),
    ];
    expect([...one.known]).not.toEqual([...two.known]);
  });

  test('is left whole by a kill while it is written', async () => {
    const first = await openIdentity({ dataDir: dir, now });
    await writeFile(`${own()}.new`, 'half of');
    expect(await openIdentity({ dataDir: dir, now })).toEqual(first);
  });

  test('that ran out gives way to a new one, and what it signed stays known', async () => {
    const first = await openIdentity({ dataDir: dir, now });
    const later = await openIdentity({ dataDir: dir, now: now + 31 * 365 * 24 * 60 * 60_000 });
    expect(later.identity).not.toEqual(first.identity);
    expect(later.known.size).toBe(2);
    for (const one of first.known) expect(later.known.has(one)).toBe(true);
  });

  test.each(['', 'no key at all', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'])(
    'that is damaged is told, and not replaced: %j',
    async words => {
      await openIdentity({ dataDir: dir, now });
      await writeFile(own(), words);
      expect(await refusal({})).toMatch(
        /^DATA_DIR has a damaged key for the pictures' credentials: \S+own\.pem holds no .* Restore it from a backup, or delete it/,
      );
      expect(await readFile(own(), 'utf8')).toBe(words);
    },
  );

  test('a damaged list of earlier ones is told', async () => {
    await openIdentity({ dataDir: dir, now });
    await writeFile(join(dir, 'credentials', 'known.json'), '[');
    expect(await refusal({})).toMatch(/^DATA_DIR has a damaged list of the certificates/);
  });
});

describe('a certificate of the operator', () => {
  test.each(['P-256', 'P-384', 'Ed25519', 'RSA 2048'] as const)('signs, of the kind %s', async kind => {
    const files = await given(await operatorIdentity({ kind }));
    const config = {
      ...{ DATA_DIR: dir, C2PA_FAILURE: 'post' as const },
      ...{ C2PA_CERTIFICATE: files.certificateFile, C2PA_KEY: files.keyFile },
    };
    const credentials = await openCredentials(config, { now, logger });
    await credentials.stop();
    const { known } = await openIdentity({ dataDir: dir, ...files, now });
    expect(known.size).toBe(1);
    // The bot's own is not needed then.
    await expect(stat(own())).rejects.toThrow('ENOENT');
  });

  test('half of the settings', async () => {
    const { certificateFile, keyFile } = await given(await operatorIdentity());
    expect(await refusal({ certificateFile })).toMatch(
      /^C2PA_KEY is missing, while C2PA_CERTIFICATE is set\./,
    );
    expect(await refusal({ keyFile })).toMatch(/^C2PA_CERTIFICATE is missing, while C2PA_KEY is set\./);
  });

  test('files that cannot be read, or hold something else', async () => {
    const { certificateFile, keyFile } = await given(await operatorIdentity());
    expect(await refusal({ certificateFile: join(dir, 'none.pem'), keyFile })).toBe(
      'C2PA_CERTIFICATE …/none.pem cannot be read (ENOENT)',
    );
    expect(await refusal({ certificateFile, keyFile: dir })).toBe('C2PA_KEY … cannot be read (EISDIR)');
    await writeFile(join(dir, 'words.pem'), 'words');
    expect(await refusal({ certificateFile, keyFile: join(dir, 'words.pem') })).toMatch(
      /^C2PA_KEY …\/words\.pem holds no private key that can be read/,
    );
    expect(await refusal({ certificateFile: join(dir, 'words.pem'), keyFile })).toMatch(
      /^C2PA_CERTIFICATE …\/words\.pem holds no certificate/,
    );
  });

  test('one that is over, one that has not begun, and another one’s', async () => {
    expect(await refusal(await given(await operatorIdentity({ fromDays: -9, toDays: -2 })))).toMatch(
      /^C2PA_CERTIFICATE …\/certificate\.pem expired on \d{4}-\d\d-\d\d$/,
    );
    expect(await refusal(await given(await operatorIdentity({ fromDays: 2, toDays: 9 })))).toMatch(
      /^C2PA_CERTIFICATE …\/certificate\.pem is valid only from \d{4}-\d\d-\d\d on$/,
    );
    const { key } = await operatorIdentity();
    const { certificates } = await operatorIdentity();
    expect(await refusal(await given({ key, certificates }))).toMatch(
      /^C2PA_CERTIFICATE …\/certificate\.pem does not belong to the key in C2PA_KEY/,
    );
    expect(await refusal(await given(await operatorIdentity({ kind: 'P-521' })))).toMatch(
      /^C2PA_KEY …\/key\.pem is of a kind that is not used here/,
    );
  });

  test('one for other uses, and one that signed itself', async () => {
    for (const usage of ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.36'])
      expect(await refusal(await given(await operatorIdentity({ usage })))).toMatch(
        /^C2PA_CERTIFICATE …\/certificate\.pem is not for e-mail protection/,
      );
    expect(await refusal(await given(await operatorIdentity({ selfSigned: true })))).toMatch(
      /^C2PA_CERTIFICATE …\/certificate\.pem cannot sign pictures \(signingCredential\.invalid\)\. It must be issued by another/,
    );
  });
});
