import crypto from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { createTurns } from '../turns.ts';

// s3rver enciphers its continuation tokens with DES, which OpenSSL 3 no longer has. Triple DES with one key is the same.
const { createCipheriv, createDecipheriv } = crypto;
const isDes = (algorithm: string) => algorithm === 'des';
const tripled = (key: unknown) => Buffer.concat(Array<Buffer>(3).fill(key as Buffer));
Object.assign(crypto, {
  createCipheriv: (algorithm: string, key: crypto.CipherKey, iv: crypto.BinaryLike | null) =>
    isDes(algorithm) ? createCipheriv('des-ede3-cbc', tripled(key), iv) : createCipheriv(algorithm, key, iv),
  createDecipheriv: (algorithm: string, key: crypto.CipherKey, iv: crypto.BinaryLike | null) =>
    isDes(algorithm)
      ? createDecipheriv('des-ede3-cbc', tripled(key), iv)
      : createDecipheriv(algorithm, key, iv),
});

/** What a fault does with a request: true where it has answered it. */
export type Fault = (way: { method: string; path: string }, response: ServerResponse) => boolean;

/** A real S3-compatible server, and a proxy before it that makes it fail. */
export async function startS3() {
  const folder = await mkdtemp(join(tmpdir(), 'actor-s3-'));
  const s3 = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory: folder },
    configureBuckets: [{ name: 'pictures', configs: [] }],
  });
  const to = (await s3.run()) as AddressInfo;
  let fault: Fault = () => false;
  const seen: string[] = [];
  const inTurn = createTurns();
  /** Resolves once it is answered, or its sender has gone. */
  const passOn = (incoming: IncomingMessage, outgoing: ServerResponse) =>
    new Promise<void>(resolve => {
      if (outgoing.destroyed) return resolve();
      const { method, url: path, headers } = incoming;
      const passed = forward({ port: to.port, host: '127.0.0.1', method, path, headers }, answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      outgoing.once('close', () => {
        passed.destroy();
        resolve();
      });
      incoming.pipe(passed);
    });
  const proxy = createServer((incoming, outgoing) => {
    const { method = '', url: path = '' } = incoming;
    seen.push(`${method} ${path}`);
    if (fault({ method, path }, outgoing)) {
      incoming.resume();
      return;
    }
    // s3rver removes folders that a deletion has emptied, and throws where it is about to write into one.
    if (method === 'PUT' || method === 'DELETE') void inTurn('write', () => passOn(incoming, outgoing));
    else void passOn(incoming, outgoing);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    folder,
    seen,
    /** Its keys, by the names of the environment. */
    keys: { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    fail: (next: Fault) => {
      fault = next;
    },
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
