import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Encrypts what must not be stored in the clear, and signs links. */
export interface Seal {
  /** Encrypts `secret` so that it opens only together with the same `context`. */
  seal(secret: string, context: string): string;
  /** @throws Error if the text was changed, or sealed with another key or context. */
  open(sealed: string, context: string): string;
  /** HMAC-SHA256 of a text, for links. */
  sign(words: string): string;
}

const derive = (material: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', material, 'ai-actor-generator', purpose, 32));

/**
 * AES-256-GCM with a key derived from `material` (the bot's token): a copied database alone reveals no secret.
 * A new token makes sealed texts unreadable, which only ends the jobs under way.
 */
export function createSeal(material: string): Seal {
  const sealKey = derive(material, 'training secrets');
  const signKey = derive(material, 'training links');
  return {
    seal(secret, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    sign: words => createHmac('sha256', signKey).update(words).digest('base64url'),
  };
}

export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Takes the same time wherever the texts differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
