import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers 206 for a satisfiable single range, 416 for one outside the content, else the whole. */
export function sendRange(request: FastifyRequest, reply: FastifyReply, content: Uint8Array) {
  const size = content.byteLength;
  const body = Buffer.from(content.buffer, content.byteOffset, size);
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return reply.send(body);
  if (size === 0) return reply.header('content-range', 'bytes */0').send(body);
  const start = match[1] === '' ? Math.max(size - Number(match[2]), 0) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size || start > end) {
    return reply.code(416).header('content-range', `bytes */${size}`).send();
  }
  return reply
    .code(206)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .send(body.subarray(start, end + 1));
}
