import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ids, type Member } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, attached, patienceMs, photos, press, startTraining } from '../acting.ts';
import { colab, hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { freePort, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

const model = 'stable-diffusion-v1-5/stable-diffusion-v1-5';

/** The body of a request or an answer. */
async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const forwarded = ({ host: _host, connection: _connection, ...headers }: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** A proxy in front of the bot, as in life, that asks for tiny pictures: a tiny base would take minutes for true ones. */
async function startProxy(to: string): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    try {
      const body = await bytesOf(request);
      const answer = await fetch(`${to}${request.url}`, {
        method: request.method ?? 'GET',
        headers: forwarded(request.headers),
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      let said = Buffer.from(await answer.arrayBuffer());
      if (request.url === '/workers/work' && answer.status === 200) {
        const { work, ...rest } = JSON.parse(said.toString()) as {
          work: { call?: { parameters: object } }[];
        };
        for (const { call } of work) {
          if (call) Object.assign(call.parameters, { width: 64, height: 64, num_inference_steps: 2 });
        }
        said = Buffer.from(JSON.stringify({ work, ...rest }));
      }
      const type = answer.headers.get('content-type');
      response.writeHead(answer.status, type ? { 'content-type': type } : {}).end(said);
    } catch {
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

describe.skipIf(!hasTrainer)(
  withTrainer('a real computer of a server, with a tiny base'),
  { timeout: 900_000 },
  () => {
    let world: TestWorld;
    let proxy: Awaited<ReturnType<typeof startProxy>>;
    let folder: string;
    let mara: Member;
    let worker: ChildProcess;
    let said = '';

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'actor-worker-'));
      const made = await runTrainer(folder, ['-m', 'actor_lora.tiny', join(folder, 'tiny'), 'sd15']);
      expect(made).toMatchObject({ code: 0 });
      const port = await freePort();
      proxy = await startProxy(`http://127.0.0.1:${port}`);
      world = await startWorld({ HTTP_PORT: String(port), PUBLIC_URL: proxy.url });
      mara = await world.member('mara');
      const shown = wordsOf(await ask(mara, '/settings workers', { new: 'basement' }));
      const [key = ''] = /wk_[a-z0-9]{10}_[\w-]{43}/.exec(shown) ?? [];
      const options = `--train=${shortly.join(' ')}`;
      worker = spawn(
        python,
        [
          ...['-m', 'actor_lora.cli', 'worker', '--bot', proxy.url, '--name', 'basement', '--device', 'cpu'],
          ...['--model', `${model}=${join(folder, 'tiny')}`, '--allow-cpu', options],
        ],
        {
          cwd: folder,
          env: {
            ...process.env,
            ...{ PYTHONPATH: colab, HF_HOME: join(folder, 'hf'), OMP_NUM_THREADS: '1' },
            ...{ ACTOR_LORA_WORKER_KEY: key, HF_TOKEN: '', HF_ENDPOINT: String(world.config.HF_ENDPOINT) },
          },
        },
      );
      for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', chunk => (said += chunk));
      await vi.waitUntil(
        async () => wordsOf(await ask(mara, '/settings workers')).includes('🟢 **basement**'),
        { timeout: 240_000, interval: 2_000 },
      );
    }, 400_000);

    afterAll(async () => {
      if (worker && worker.exitCode === null) {
        const over = once(worker, 'close');
        worker.kill('SIGTERM');
        await over;
      }
      await world?.close();
      proxy?.server.closeAllConnections();
      proxy?.server.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    test('draws what members ask for, and nobody is paid', async () => {
      const answer = await ask(mara, '/generate', { prompt: 'a lighthouse', model });
      const [picture] = picturesOf(answer);
      expect(wordsOf(answer)).not.toContain('No images');
      const bytes = Buffer.from(await (await fetch(String(picture?.url))).arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 64, height: 64 });
      expect(world.huggingFace.requests.filter(({ via }) => via !== undefined)).toEqual([]);
    });

    test('trains an actor, without a token, and the bot says so', async () => {
      const form = { name: 'Nova', ...attached(await photos('nova', 6)) };
      const registered = await ask(mara, '/actor register', form);
      await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
      const studio = await world.member('jonas');
      const started = await startTraining(mara, { actor: 'Nova', base: model, steps: 100 });
      expect(wordsOf(started)).toContain('as soon as this server’s own computer is free');
      const completion = await studio.waitForMessage(
        message => message.channel_id === ids.channels.studio && /Nova is trained/.test(wordsOf(message)),
        patienceMs,
      );
      expect(wordsOf(completion)).not.toMatch(/stand-in/);
      await vi.waitUntil(
        async () => wordsOf(await ask(mara, '/settings workers')).includes('waiting for work'),
        { timeout: 60_000, interval: 1_000 },
      );
      for (const secret of [String(world.config.HF_TOKEN), 'oneTimeToken'])
        expect(said).not.toContain(secret);
    });

    test('says goodbye when it is stopped', async () => {
      const over = once(worker, 'close');
      worker.kill('SIGTERM');
      expect(await over).toEqual([0, null]);
      expect(wordsOf(await ask(mara, '/settings workers'))).toContain('no computer has used it');
    });
  },
);
