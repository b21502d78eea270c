/**
 * The embedded hub, and beside it an inference router that answers hf-inference's calls with pictures prepared
 * before: what a drawing costs is not to be measured. It takes only so many calls at once, and counts them.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHuggingFace } from '@ai-actor/playground/huggingface';
import { answerQuestions } from './child.ts';
import { numbered, preparedPicture } from './prepared-picture.ts';

export interface Backend {
  /** How long it works on a picture, in milliseconds. */
  ms: number;
  /** Bytes of a picture, about. */
  bytes: number;
  /** Calls it works on at once; more wait. */
  atOnce: number;
}

let backend: Backend = { ms: 0, bytes: 500_000, atOnce: 1_000 };
let pictures: Record<'png' | 'jpeg', Buffer>;
let calls = 0;
let answered = 0;
let running = 0;
let runningMost = 0;
const waiting: (() => void)[] = [];

const hub = await startHuggingFace();
const router = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (!request.url?.startsWith('/hf-inference/models/')) return void response.writeHead(404).end();
    calls++;
    const format = /image\/png/.test(request.headers.accept ?? '') ? 'png' : 'jpeg';
    const begin = () => {
      running++;
      runningMost = Math.max(runningMost, running);
      setTimeout(() => finish(response, format), backend.ms);
    };
    if (running < backend.atOnce) begin();
    else waiting.push(begin);
  });
});
router.keepAliveTimeout = 60_000;
router.listen(0, '127.0.0.1');

function finish(response: ServerResponse, format: 'png' | 'jpeg'): void {
  running--;
  waiting.shift()?.();
  const bytes = numbered(pictures[format], ++answered);
  response.writeHead(200, { 'content-type': `image/${format}`, 'content-length': bytes.length });
  response.end(bytes);
}

answerQuestions({
  address: () => ({
    hub: hub.url,
    router: `http://127.0.0.1:${(router.address() as AddressInfo).port}`,
    token: hub.token,
  }),
  async set(wanted: Backend) {
    backend = wanted;
    pictures = {
      png: await preparedPicture('png', wanted.bytes),
      jpeg: await preparedPicture('jpeg', wanted.bytes),
    };
  },
  begin() {
    calls = 0;
    runningMost = 0;
  },
  count() {
    const { user, system } = process.cpuUsage();
    return { calls, runningMost, processorMs: (user + system) / 1_000 };
  },
});
