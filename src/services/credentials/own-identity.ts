import { createPrivateKey, webcrypto } from 'node:crypto';
import { emailProtection, type Identity } from './identity.ts';
import { generatorName } from './made.ts';

const day = 24 * 60 * 60_000;
/** Credentials have no timestamp of others, so they hold for as long as the certificate does. */
const validDays = 30 * 365;

const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const documentSigning = '1.3.6.1.5.5.7.3.36';

/**
 * A new key with a certificate that C2PA lets sign (specification, 14.5). It may not have signed itself, so there is an
 * issuer too, whose key nobody keeps. Nothing in it says whose bot this is.
 */
export async function makeIdentity(now: number): Promise<Identity> {
  // Needed once in the life of a bot, and 30 MB.
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as never);
  const pair = () => webcrypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const [issuerKeys, keys] = await Promise.all([pair(), pair()]);
  const span = { notBefore: new Date(now - day), notAfter: new Date(now + validDays * day) };
  const serialNumber = () =>
    `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;
  const issuer = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ ...span, serialNumber: serialNumber(), name: `CN=${generatorName} Issuer`, signingAlgorithm: p256 },
    keys: issuerKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(issuerKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...{ ...span, serialNumber: serialNumber(), signingAlgorithm: p256 },
    subject: `CN=${generatorName}, O=${generatorName}`,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: issuerKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([emailProtection, documentSigning]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuerKeys.publicKey),
    ],
  });
  const exported = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: exported, format: 'der', type: 'pkcs8' });
  return {
    key: String(key.export({ type: 'pkcs8', format: 'pem' })),
    certificates: `${certificate.toString('pem')}\n`,
  };
}
