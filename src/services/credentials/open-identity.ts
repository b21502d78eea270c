import { createHash, type X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import { privateFolder, replacePrivate } from '../storage/data-folder.ts';
import { certificatesIn, faultOf, type Identity } from './identity.ts';
import { makeIdentity } from './own-identity.ts';

export interface Signing {
  identity: Identity;
  /** Whether it is the operator's rather than the bot's own. */
  given: boolean;
  /** Fingerprints of every certificate that this bot has signed with, this one among them. */
  known: ReadonlySet<string>;
}

export const credentialsFolder = 'credentials';
export const ownKeyName = 'own.pem';
const knownName = 'known.json';
const knownSchema = z.array(z.string());

/** By which a signer is told from another: SHA-256 of the public key, so that a renewed certificate counts as the same. */
export const fingerprintOf = (certificate: X509Certificate): string =>
  createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/**
 * What pictures are signed with: what the settings name, or else the bot's own key, which it makes at its first start.
 * @throws ConfigError for settings that name no usable pair, and where the own key cannot be read
 */
export async function openIdentity({
  dataDir,
  certificateFile,
  keyFile,
  now,
}: {
  dataDir: string;
  certificateFile?: string | undefined;
  keyFile?: string | undefined;
  now: number;
}): Promise<Signing> {
  const folder = join(dataDir, credentialsFolder);
  await mkdir(folder, { recursive: true, mode: privateFolder });
  const given = certificateFile !== undefined || keyFile !== undefined;
  const identity = given
    ? await givenIdentity({ certificateFile, keyFile, now })
    : await ownIdentity(join(folder, ownKeyName), now);
  return { identity, given, known: await noteKnown(join(folder, knownName), identity) };
}

/** @throws ConfigError */
async function givenIdentity({
  certificateFile,
  keyFile,
  now,
}: {
  certificateFile: string | undefined;
  keyFile: string | undefined;
  now: number;
}): Promise<Identity> {
  if (certificateFile === undefined || keyFile === undefined) {
    const [set, missing] =
      keyFile === undefined ? ['C2PA_CERTIFICATE', 'C2PA_KEY'] : ['C2PA_KEY', 'C2PA_CERTIFICATE'];
    throw new ConfigError([
      `${missing} is missing, while ${set} is set. Set both to sign with a certificate of yours, or neither: then the bot makes a key of its own`,
    ]);
  }
  const [certificates, key] = await Promise.allSettled([
    readFile(certificateFile, 'utf8'),
    readFile(keyFile, 'utf8'),
  ]);
  const problems = [
    ...unreadable('C2PA_CERTIFICATE', certificateFile, certificates),
    ...unreadable('C2PA_KEY', keyFile, key),
  ];
  if (certificates.status === 'rejected' || key.status === 'rejected') throw new ConfigError(problems);
  const identity = { key: key.value, certificates: certificates.value };
  const fault = faultOf(identity, now);
  if (fault) {
    const name = fault.of === 'key' ? 'C2PA_KEY' : 'C2PA_CERTIFICATE';
    throw new ConfigError([`${name} ${fault.of === 'key' ? keyFile : certificateFile} ${fault.why}`]);
  }
  return identity;
}

const unreadable = (
  name: string,
  file: string,
  { status, ...rest }: PromiseSettledResult<string>,
): string[] =>
  status === 'fulfilled'
    ? []
    : [
        `${name} ${file} cannot be read (${(rest as { reason?: { code?: string } }).reason?.code ?? 'no file'})`,
      ];

/** @throws ConfigError where there is one that cannot be used: a new one would no longer know what the old one signed */
async function ownIdentity(file: string, now: number): Promise<Identity> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(file, 'cannot be read');
    return newIdentity(file, now);
  }
  const at = pem.indexOf('-----BEGIN CERTIFICATE-----');
  const identity = { key: pem.slice(0, Math.max(0, at)), certificates: at < 0 ? '' : pem.slice(at) };
  const fault = faultOf(identity, now);
  if (fault?.why.startsWith('expired')) return newIdentity(file, now);
  if (fault) throw unusable(file, fault.why.replace('C2PA_KEY', 'it'));
  return identity;
}

const unusable = (file: string, why: string) =>
  new ConfigError([
    `DATA_DIR has a damaged key for the pictures' credentials: ${file} ${why}. Restore it from a backup, or delete it, and the bot makes a new one`,
  ]);

async function newIdentity(file: string, now: number): Promise<Identity> {
  const identity = await makeIdentity(now);
  await replacePrivate(file, `${identity.key}${identity.certificates}`);
  return identity;
}

async function noteKnown(file: string, { certificates }: Identity): Promise<Set<string>> {
  const [first] = certificatesIn(certificates);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  const known = new Set(readKnown(file, text));
  if (!first || known.has(fingerprintOf(first))) return known;
  known.add(fingerprintOf(first));
  await replacePrivate(file, `${JSON.stringify([...known], null, 2)}\n`);
  return known;
}

/** @throws ConfigError */
function readKnown(file: string, text: string): string[] {
  try {
    return knownSchema.parse(JSON.parse(text));
  } catch {
    throw new ConfigError([
      `DATA_DIR has a damaged list of the certificates that the bot signed with: ${file}. Restore it from a backup, or delete it; then pictures that an earlier certificate signed are no longer known by it`,
    ]);
  }
}
