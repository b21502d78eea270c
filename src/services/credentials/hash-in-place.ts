import { createHash } from 'node:crypto';
import type { CryptoProvider } from '@trustnxt/c2pa-ts/crypto';

/**
 * The same as the library's own provider, with Node's hashes: they read a picture where it lies. The library joins its
 * parts in one piece first, which Web Crypto then copies.
 */
export function hashInPlace(own: CryptoProvider): CryptoProvider {
  // The library writes SHA-256, OpenSSL of every version SHA256.
  const hashOf = (algorithm: string) => createHash(algorithm.replace('-', ''));
  return Object.assign(Object.create(own), {
    digest: async (data, algorithm) => new Uint8Array(hashOf(algorithm).update(data).digest()),
    streamingDigest(algorithm) {
      const hash = hashOf(algorithm);
      return {
        update: data => void hash.update(data),
        final: async () => new Uint8Array(hash.digest()),
      };
    },
  } satisfies Pick<CryptoProvider, 'digest' | 'streamingDigest'>);
}
