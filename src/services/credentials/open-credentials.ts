import { readFileSync } from 'node:fs';
import { type Config, ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { type Credentials, createCredentials, faultInUse } from './credentials.ts';
import { type CredentialsReader, createCredentialsReader } from './credentials-reader.ts';
import { openIdentity } from './open-identity.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Opens what pictures are signed with, and what reads signatures. @throws ConfigError for a certificate that C2PA does not let sign */
export async function openCredentials(
  {
    DATA_DIR,
    C2PA_CERTIFICATE,
    C2PA_KEY,
    C2PA_FAILURE,
  }: Pick<Config, 'DATA_DIR' | 'C2PA_CERTIFICATE' | 'C2PA_KEY' | 'C2PA_FAILURE'>,
  { now, logger }: { now: number; logger: Logger },
): Promise<Credentials & CredentialsReader> {
  const { identity, given, known } = await openIdentity({
    dataDir: DATA_DIR,
    certificateFile: C2PA_CERTIFICATE,
    keyFile: C2PA_KEY,
    now,
  });
  const fault = given ? await faultInUse(identity, version) : undefined;
  if (fault) {
    throw new ConfigError([
      `C2PA_CERTIFICATE ${C2PA_CERTIFICATE} cannot sign pictures (${fault}). It must be issued by another certificate, for digital signatures (key usage, critical), and name the key of its issuer: C2PA specification, "X.509 certificates"`,
    ]);
  }
  const credentials = createCredentials({ identity, version, without: C2PA_FAILURE, logger });
  const reader = createCredentialsReader({ known, logger });
  return {
    ...credentials,
    read: reader.read,
    stop: async () => {
      await Promise.all([credentials.stop(), reader.stop()]);
    },
  };
}
