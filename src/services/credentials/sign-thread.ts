import { constants, createPrivateKey, type SignKeyObjectInput, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { X509Certificate } from '@peculiar/x509';
import type { Signer } from '@trustnxt/c2pa-ts/cose';
import { Crypto } from '@trustnxt/c2pa-ts/crypto';
import { hashInPlace } from './hash-in-place.ts';
import { type Algorithm, algorithmOf, algorithms, certificatesIn, type Identity } from './identity.ts';
import { readManifest } from './read-manifest.ts';
import { signPicture } from './sign-picture.ts';
import type { SignAnswer, SignerData, SignTask } from './sign-protocol.ts';

// Signs pictures in a thread of its own, one after another.

const { identity, version } = workerData as SignerData;
const signer = signerOf(identity);
Crypto.provider = hashInPlace(Crypto.provider);

async function answer({ picture, made, thumbnail, check }: SignTask): Promise<SignAnswer> {
  try {
    const signed = await signPicture(picture, made, { signer, version, thumbnail });
    if (!check) return { signed };
    const read = await readManifest(signed);
    return { signed, ...(read?.fault ? { fault: read.fault } : {}) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function signerOf({ key, certificates }: Identity): Signer {
  const signing = createPrivateKey(key);
  const algorithm = algorithmOf(signing) as Algorithm;
  const [first, ...chain] = certificatesIn(certificates).map(({ raw }) => new X509Certificate(raw));
  if (!first) throw new Error('There is no certificate.');
  const hash = { es256: 'sha256', es384: 'sha384', ps256: 'sha256', ed25519: null }[algorithm];
  const options: SignKeyObjectInput = {
    key: signing,
    // COSE wants the two numbers as they are (RFC 9053, 2.1); the library's own signer writes ASN.1, which others reject.
    dsaEncoding: 'ieee-p1363',
    ...(algorithm === 'ps256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}),
  };
  return {
    algorithm: algorithms[algorithm],
    certificate: first,
    // A root's certificate proves nothing here, and goes with nobody.
    chainCertificates: chain.filter(({ subject, issuer }) => subject !== issuer),
    sign: async payload => new Uint8Array(sign(hash, payload, options)),
  };
}

parentPort?.on('message', async (task: SignTask) => {
  const done = await answer(task);
  // Handed over, not copied: nobody else has these bytes.
  parentPort?.postMessage(done, 'signed' in done ? [done.signed.buffer as ArrayBuffer] : []);
});
