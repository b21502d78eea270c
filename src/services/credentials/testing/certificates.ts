import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { emailProtection, type Identity } from '../identity.ts';

const algorithmsOf = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  Ed25519: { name: 'Ed25519' },
  'RSA 2048': {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2_048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  },
} as const;
export type Kind = keyof typeof algorithmsOf;

const dayMs = 24 * 60 * 60_000;

/** A certificate as an operator may have one: a root, what it issued, and that one's key. */
export async function operatorIdentity({
  kind = 'P-256',
  fromDays = -1,
  toDays = 365,
  selfSigned = false,
  usage = emailProtection,
}: {
  kind?: Kind;
  fromDays?: number;
  toDays?: number;
  selfSigned?: boolean;
  /** Extended key usage. */
  usage?: string;
} = {}): Promise<Identity> {
  const algorithm = algorithmsOf[kind];
  const pair = async () =>
    (await webcrypto.subtle.generateKey(algorithm as never, true, [
      'sign',
      'verify',
    ])) as webcrypto.CryptoKeyPair;
  const [rootKeys, keys] = await Promise.all([pair(), pair()]);
  const span = {
    notBefore: new Date(Date.now() + fromDays * dayMs),
    notAfter: new Date(Date.now() + toDays * dayMs),
    signingAlgorithm: algorithm as never,
  };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ ...span, serialNumber: '0a', name: 'CN=Root of a test', keys: rootKeys as never },
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey as never),
    ],
  });
  const extensions = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([usage]),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
    await x509.AuthorityKeyIdentifierExtension.create((selfSigned ? keys : rootKeys).publicKey as never),
  ];
  const subject = 'CN=Studio, O=Studio Ltd';
  const leaf = selfSigned
    ? await x509.X509CertificateGenerator.createSelfSigned({
        ...{ ...span, serialNumber: '0b', name: subject, keys: keys as never, extensions },
      })
    : await x509.X509CertificateGenerator.create({
        ...{ ...span, serialNumber: '0b', subject, issuer: root.subject, extensions },
        publicKey: keys.publicKey as never,
        signingKey: rootKeys.privateKey as never,
      });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`,
    certificates: `${leaf.toString('pem')}\n${root.toString('pem')}\n`,
  };
}
