import { randomInt } from 'node:crypto';

const letters = '23456789abcdefghjkmnpqrstuvwxyz';

/** A random id of 10 characters that a person can read out: about 49 bits, no 0/O or 1/l. */
export function newId(length = 10): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
