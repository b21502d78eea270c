import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** Who signs: a key, and its certificate followed by those that lead to its root. PEM. */
export interface Identity {
  key: string;
  certificates: string;
}

/** COSE's numbers of the algorithms that are used to sign (RFC 9053, RFC 9864), and the hash of each. */
export const algorithms = { es256: -7, es384: -35, ps256: -37, ed25519: -8 } as const;
export type Algorithm = keyof typeof algorithms;

const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM file, in its order. @throws Error for one that cannot be read */
export const certificatesIn = (pem: string): X509Certificate[] =>
  (pem.match(certificatePattern) ?? []).map(one => new X509Certificate(one));

/** How this key signs; undefined for a kind that is not used. */
export function algorithmOf(key: KeyObject): Algorithm | undefined {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ec':
      return namedCurve === 'prime256v1' ? 'es256' : namedCurve === 'secp384r1' ? 'es384' : undefined;
    case 'ed25519':
      return 'ed25519';
    case 'rsa':
      return modulusLength >= 2_048 ? 'ps256' : undefined;
    default:
      return undefined;
  }
}

/**
 * What makes an identity useless, as the end of a sentence that names the setting; undefined where it may sign. What the
 * certificate has to say (C2PA specification, 14.5) is tried out afterwards, by signing.
 */
export function faultOf(
  { key, certificates }: Identity,
  now: number,
): { of: 'key' | 'certificate'; why: string } | undefined {
  const fault = (of: 'key' | 'certificate', why: string) => ({ of, why });
  let signing: KeyObject;
  try {
    signing = createPrivateKey(key);
  } catch {
    return fault(
      'key',
      'holds no private key that can be read: PEM (PKCS #8) without a passphrase is needed',
    );
  }
  if (!algorithmOf(signing))
    return fault('key', 'is of a kind that is not used here: P-256, P-384, Ed25519, or RSA with 2048 bits');
  let first: X509Certificate | undefined;
  try {
    [first] = certificatesIn(certificates);
  } catch {
    return fault('certificate', 'holds a certificate that cannot be read');
  }
  if (!first) return fault('certificate', 'holds no certificate: PEM is needed');
  if (!samePublicKey(first, signing))
    return fault(
      'certificate',
      'does not belong to the key in C2PA_KEY: its first certificate has another one',
    );
  const [from, to] = [Date.parse(first.validFrom), Date.parse(first.validTo)];
  if (now >= to) return fault('certificate', `expired on ${dayOf(to)}`);
  if (now < from) return fault('certificate', `is valid only from ${dayOf(from)} on`);
  if (!first.keyUsage?.includes(emailProtection)) {
    return fault(
      'certificate',
      'is not for e-mail protection (extended key usage): validators take no other one for pictures so far',
    );
  }
  return undefined;
}

/** What C2PA calls for, and the one of its choices that the reference implementation accepts (tried with c2pa-rs 0.91). */
export const emailProtection = '1.3.6.1.5.5.7.3.4';

/** When its certificate runs out (ms since 1970). */
export const expiryOf = ({ certificates }: Identity): number =>
  Date.parse(certificatesIn(certificates)[0]?.validTo ?? '');

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const samePublicKey = (certificate: X509Certificate, key: KeyObject) =>
  spki(certificate.publicKey).equals(spki(createPublicKey(key)));
