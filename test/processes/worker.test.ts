import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, attached, patienceMs, photos, press, startTraining } from '../acting.ts';
import { seesOnePerson } from '../eyes.ts';
import { colab, hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { freePort, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

const patience = { timeout: patienceMs, interval: 1_000 };
const side = 32;
const base = 'stable-diffusion-v1-5/stable-diffusion-v1-5';

/**
 * Stands before the bot as a reverse proxy does, and makes the pictures that it asks for small: the VAE of a tiny base
 * halves a picture where a true one takes an eighth, so that members' sizes would take it minutes.
 */
async function startSmallWork(port: number, target: () => number) {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const headers = Object.entries(incoming.headers).filter(
        ([name]) => !['host', 'connection', 'content-length', 'expect'].includes(name),
      ) as [string, string][];
      const gone = new AbortController();
      outgoing.once('close', () => gone.abort());
      const answer = await fetch(`http://127.0.0.1:${target()}${incoming.url}`, {
        method: String(incoming.method),
        headers,
        signal: gone.signal,
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      });
      let body = Buffer.from(await answer.arrayBuffer());
      if (incoming.url === '/workers/work' && answer.status === 200) {
        const said = JSON.parse(body.toString('utf8')) as {
          work: { call?: { parameters: Record<string, unknown> } }[];
        };
        for (const { call } of said.work) {
          if (call) Object.assign(call.parameters, { width: side, height: side, num_inference_steps: 2 });
        }
        body = Buffer.from(JSON.stringify(said));
      }
      const type = answer.headers.get('content-type');
      outgoing.writeHead(answer.status, type ? { 'content-type': type } : {});
      outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    } catch {
      outgoing.destroy();
    }
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe.skipIf(!hasTrainer)(withTrainer('a computer that an admin connects'), { timeout: 900_000 }, () => {
  let world: TestWorld;
  let folder: string;
  let address: string;
  let proxy: Awaited<ReturnType<typeof startSmallWork>>;
  let mara: Member;
  let key: string;
  let worker: ChildProcess | undefined;
  let said = '';

  beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    proxy = await startSmallWork(port, () => world.config.HTTP_PORT);
    world = await startWorld({ PUBLIC_URL: address }, {}, {}, seesOnePerson());
    folder = await mkdtemp(join(tmpdir(), 'actor-worker-'));
    expect(await runTrainer(folder, ['-m', 'actor_lora.tiny', join(folder, 'tiny'), 'sd15'])).toMatchObject({
      code: 0,
    });
    mara = await world.member('mara');
    key = /wk_[\w-]+/.exec(wordsOf(await ask(mara, '/settings workers', { new: 'attic' })))?.[0] ?? '';
  }, 300_000);

  afterEach(() => {
    worker?.kill('SIGKILL');
  });

  afterAll(async () => {
    await world?.close();
    proxy?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** As its owner starts it; resolves once the bot lists it. */
  async function startWorker(): Promise<void> {
    said = '';
    const asked = ['worker', '--bot', address, '--name', 'attic', '--device', 'cpu', '--allow-cpu'];
    const more = [
      '--model',
      `${base}=${join(folder, 'tiny')}`,
      `--train=${shortly.join(' ')} --sample-every 0`,
    ];
    worker = spawn(python, ['-m', 'actor_lora.cli', ...asked, ...more], {
      cwd: folder,
      env: {
        ...process.env,
        ...{ PYTHONPATH: colab, HF_HOME: join(folder, 'hf'), ACTOR_LORA_WORKER_KEY: key, HF_TOKEN: '' },
        HF_ENDPOINT: String(world.config.HF_ENDPOINT),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    worker.stderr?.on('data', chunk => (said += chunk));
    await vi.waitFor(
      async () => expect(wordsOf(await ask(mara, '/settings workers'))).toMatch(/🟢.*attic/),
      patience,
    );
  }

  const pixelsOf = async (message: Parameters<typeof picturesOf>[0]) => {
    const [picture] = picturesOf(message);
    const bytes = Buffer.from(await (await fetch(`${picture?.url}`)).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: side, height: side });
    return sharp(bytes).removeAlpha().raw().toBuffer();
  };

  test('trains an actor, draws them, and ends without a trace when its key is revoked', async () => {
    await startWorker();
    const registered = await ask(mara, '/actor register', {
      ...{ name: 'Nova', ...attached(await photos('nova', 6)) },
    });
    await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
    const from = mara.events.length;
    await startTraining(mara, { actor: 'Nova', base, steps: 100 });
    await mara.waitForMessage(message => wordsOf(message).includes('Nova is trained'), patienceMs, from);

    // While it trains, and until it has asked again, others are asked for images.
    await vi.waitFor(
      async () => expect(wordsOf(await ask(mara, '/models list'))).toContain('own computer'),
      patience,
    );
    const nova = { prompt: 'Nova at sea', actor: 'Nova', using: 'trained', seed: 7 };
    const shown = await pixelsOf(await ask(mara, '/generate', nova));
    // Another one, started after a kill, goes on.
    worker?.kill('SIGKILL');
    await startWorker();
    const plain = await pixelsOf(
      await ask(mara, '/generate', { prompt: 'Nova at sea', model: base, seed: 7 }),
    );
    expect(shown.equals(plain)).toBe(false);

    const ended = once(worker as ChildProcess, 'exit');
    await ask(mara, '/settings workers', { revoke: 'attic' });
    expect(await ended).toEqual([2, null]);
    expect(said).toContain('does not accept the key');
    for (const secret of [key.slice(14), 'link=', 'Signature=', String(world.config.HF_TOKEN)])
      expect(`${said}\n${world.log.join('\n')}`).not.toContain(secret);
    // Of the person, nothing lies there any more; the journal tells the end once more.
    const runs = await readdir(join(folder, 'actor-lora-worker'), { recursive: true });
    expect(runs.filter(name => !/^[\w-]+$|events\.jsonl$|journal\.json$/.test(name))).toEqual([]);
  });
});
