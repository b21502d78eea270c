import { createServer, request as forward, type Server } from 'node:http';
import { freePort } from './world.ts';

/** Passes calls on to the image server, and its answers back once `open` has let them through. */
export async function startGate(to: string) {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  let calls = 0;
  const server: Server = createServer((incoming, outgoing) => {
    calls++;
    const { method, headers, url } = incoming;
    const target = new URL(url ?? '/', to);
    const passed = forward(target, { method, headers: { ...headers, host: target.host } }, answer => {
      void opened.then(() => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const port = await freePort();
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}${new URL(to).pathname}`,
    calls: () => calls,
    open,
    close: () => server.closeAllConnections(),
    server,
  };
}
