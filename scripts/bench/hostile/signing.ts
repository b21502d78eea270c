/** Signed training events and random text, made fast. */
import { createHmac } from 'node:crypto';
import type { Random } from '@ai-actor/playground/huggingface';
import type { Claim } from '../../../src/services/training/callbacks/answers.ts';

export type Headers = Record<string, string>;
export interface SignedEvent {
  headers: Headers;
  body: string;
}

export const json: Headers = { 'content-type': 'application/json' };
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';

/** Random text. Above 64 characters it repeats itself: many are made, and making them must stay cheap. */
export function text(random: Random, length: number, alphabet = letters): string {
  let made = '';
  for (let n = 0; n < Math.min(length, 64); n++) made += alphabet[random.whole(0, alphabet.length - 1)];
  return made.padEnd(length, made);
}

/** Does what `signedEvent` of the training fixture does in a tenth of the time, so that the server is the busy side. */
export function signEvent(
  { jobId, attempt, secret: own }: Claim,
  event: Record<string, unknown>,
  { id, at, secret = own }: { id: string; at?: Date; secret?: string },
): SignedEvent {
  return signBody(secret, JSON.stringify({ jobId, attempt, step: 0, totalSteps: 800, ...event }), id, at);
}

export function signBody(secret: string, body: string, id: string, at = new Date()): SignedEvent {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    headers: {
      ...json,
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

export function without(headers: Headers, name: string): Headers {
  const { [name]: _gone, ...rest } = headers;
  return rest;
}
