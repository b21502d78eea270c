/** Bytes that no HTTP client would send. */
import type { Random } from '@ai-actor/playground/huggingface';
import { text } from './signing.ts';

export function rawRequest(random: Random): string {
  const { pick, whole } = random;
  const line = 'POST /training/events HTTP/1.1\r\nHost: bot\r\n';
  return pick([
    () => text(random, whole(10, 400), '\u0000\u0001 \r\n:{}abcPOST/\u00ff'),
    () => `${line}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    () => `${line}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
    () => `${line}Content-Length: ${pick(['-1', '1e3', '99999999999999999999', 'x'])}\r\n\r\nhello`,
    () =>
      `${line}Transfer-Encoding: ${pick(['gzip', 'chunked, chunked', 'xchunked'])}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    () =>
      `${line}Transfer-Encoding: chunked\r\n\r\n${pick(['zz', '-5', 'fffffffffffffffff', '5;'.padEnd(20_000, 'x')])}\r\nhello\r\n`,
    () => `${line}Content-Length: 99999999\r\n\r\n{`,
    () => `${line}Expect: ${pick(['100-continue', 'wonders'])}\r\nContent-Length: 2\r\n\r\n{}`,
    () =>
      `${line}Connection: Upgrade\r\nUpgrade: ${pick(['websocket', 'h2c'])}\r\nContent-Length: 2\r\n\r\n{}`,
    () => `${line}X: a\u0000b\r\n\r\n`,
    () => `${line} folded: line\r\n\r\n`,
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => 'CONNECT internal:22 HTTP/1.1\r\nHost: internal:22\r\n\r\n',
    () => `GET http://${pick(['internal', '[::1'])}/training/photos/a/b HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => 'POST /training/events HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}',
    () => `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: bot\r\n\r\n`,
    () => `\u0016\u0003\u0001\u0002\u0000\u0001${text(random, 200)}\r\n\r\n`,
  ])();
}
