import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Call {
  inputs: string;
  parameters: Record<string, unknown>;
}

/**
 * Passes calls for pictures on to an image server, made small: the VAE of a tiny base halves a picture where a true one
 * takes an eighth, so that pictures in the size that members get would take it minutes.
 */
export async function startSmallPictures(to: () => string, side: number, steps: number) {
  const calls: Call[] = [];
  const make = (call: Call, headers: Record<string, string> = {}) =>
    fetch(to(), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...call,
        parameters: { ...call.parameters, width: side, height: side, num_inference_steps: steps },
      }),
    });
  const server = createServer(async (incoming, outgoing) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const call = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Call;
      calls.push(call);
      const answer = await make(call, { accept: 'image/png' });
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      outgoing.destroy();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What was asked for, the oldest first. */
    calls,
    /** The bytes of a picture, without a bot in between. */
    make: async (call: Call) => {
      const answer = await make(call, { accept: 'image/png' });
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
