/** Sends hostile requests, raw bytes included. */
import net from 'node:net';
import { Readable } from 'node:stream';
import type { Client, Dispatcher } from 'undici';
import type { HostileRequest } from './material.ts';

/** Sends the request and resolves to the answer's status: 0 when the connection closed without one, -1 on a timeout. */
export async function send(
  client: Client,
  request: HostileRequest,
  at: { url: string; localAddress?: string },
): Promise<number> {
  if (request.raw !== undefined) return sendRaw(request.raw, at);
  const status = await sendOnce(client, request);
  // The previous request may have cost the connection, which shows only when this one is sent.
  return status === 0 && !request.allowed.includes(0) ? sendOnce(client, request) : status;
}

async function sendOnce(client: Client, request: HostileRequest): Promise<number> {
  const { method, path, headers, body = null, chunked } = request;
  try {
    const answer = await client.request({
      method: method as Dispatcher.HttpMethod,
      path,
      headers,
      body: body !== null && chunked ? inPieces(body) : body,
    });
    await answer.body.dump();
    return answer.statusCode;
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)) return 0;
    if (/TIMEOUT/.test(code)) return -1;
    throw error;
  }
}

async function sendRaw(
  raw: string,
  { url, localAddress = '127.0.0.1' }: { url: string; localAddress?: string },
): Promise<number> {
  const { hostname: host, port } = new URL(url);
  const socket = net.connect({ host, port: Number(port), localAddress });
  socket.on('error', () => {});
  // Incomplete requests are ended here: how long the server would wait for the rest is not tested.
  socket.write(raw, 'latin1', () => setTimeout(() => socket.end(), 50).unref());
  const answer = new Promise<number>(resolve => {
    socket.once('data', bytes => {
      const status = Number(
        /^HTTP\/1\.1 (\d{3})/.exec(bytes.toString('latin1').replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, ''))?.[1] ??
          0,
      );
      resolve(status);
    });
    socket.once('close', () => resolve(0));
    socket.setTimeout(10_000, () => resolve(-1));
  });
  return answer.finally(() => socket.destroy());
}

function inPieces(body: string | Buffer): Readable {
  const bytes = Buffer.from(body);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 8_192) }, (_, n) =>
    bytes.subarray(n * 8_192, (n + 1) * 8_192),
  );
  return Readable.from(pieces);
}
