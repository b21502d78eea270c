import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDownloads } from '../../src/services/downloads/downloads.ts';
import type { ImageRequest } from '../../src/services/huggingface/inference/image-request.ts';
import { makeImage } from '../../src/services/huggingface/inference/make-image.ts';
import { ask, attached, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { colab, hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { freePort, startWorld, type TestWorld, wordsOf } from '../world.ts';

const steps = 100;
describe.skipIf(!hasTrainer)(
  withTrainer('the real trainer against the running bot'),
  { timeout: 900_000 },
  () => {
    let world: TestWorld;
    let folder: string;
    let studio: Member;
    let published: { repo: string; revision: string } | undefined;

    beforeAll(async () => {
      world = await startWorld();
      folder = await mkdtemp(join(tmpdir(), 'actor-trainer-'));
      studio = await world.member('jonas');
      const made = await run(['-m', 'actor_lora.tiny', join(folder, 'tiny'), 'sd15']);
      expect(made).toMatchObject({ code: 0 });
    }, 120_000);

    afterAll(async () => {
      await world?.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    const run = (args: string[], env: Record<string, string> = {}) => runTrainer(folder, args, env);

    const secrets = () => ({
      token: String(world.config.HF_TOKEN),
      endpoint: String(world.config.HF_ENDPOINT),
    });

    /** A job code for a new actor of a drawn person. */
    async function begin(member: Member, name: string, person: string): Promise<string> {
      const form = { name, ...attached(await photos(person, 6)) };
      const registered = await ask(member, '/actor register', form);
      await press(member, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
      return jobCodeIn(await startTraining(member, { actor: name, steps }));
    }

    const completions = async (name: string) =>
      (await studio.messages(ids.channels.studio)).filter(message =>
        wordsOf(message).includes(`${name} is trained`),
      );

    const read = async (path: string) => {
      const { endpoint, token } = secrets();
      return fetch(`${endpoint}${path}`, { headers: { authorization: `Bearer ${token}` } });
    };

    async function eventsOf(code: string) {
      const { jobId } = JSON.parse(Buffer.from(code, 'base64url').toString('utf8')) as { jobId: string };
      const lines = await readFile(join(folder, 'actor-lora-runs', jobId, 'events.jsonl'), 'utf8');
      return lines
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as { id: string; type: string; repo?: string; revision?: string });
    }

    /** That there is one version on the hub, the one of the last event, and nothing beside it. */
    async function expectOneVersion(end: { repo?: string; revision?: string } | undefined) {
      const repo = `${end?.repo}`;
      const refs = (await (await read(`/api/models/${repo}/refs`)).json()) as {
        branches: { name: string }[];
        tags: { name: string; targetCommit: string }[];
      };
      expect(refs.branches.map(({ name }) => name)).toEqual(['main']);
      expect(refs.tags).toMatchObject([{ name: 'v1', targetCommit: end?.revision }]);
      const info = (await (await read(`/api/models/${repo}/revision/v1`)).json()) as {
        private: boolean;
        siblings: { rfilename: string }[];
      };
      expect(info.private).toBe(true);
      const files = info.siblings.map(({ rfilename }) => rfilename);
      expect(files.filter(file => /^[^/]+\.safetensors$/.test(file))).toEqual([
        'pytorch_lora_weights.safetensors',
      ]);
      expect(files).toContain(`webui/${repo.split('/')[1]}.safetensors`);
    }

    test('trains the tiny base without a token, publishes through the bot, and the bot posts the completion', async () => {
      const mara = await world.member('mara');
      const jobCode = await begin(mara, 'Nova', 'nova');
      const { token, endpoint } = secrets();
      const { code, said } = await run(['-m', 'actor_lora.cli', 'train', '--base-path', 'tiny', ...shortly], {
        ...{ ACTOR_LORA_JOB_CODE: jobCode, HF_TOKEN: '', HF_ENDPOINT: endpoint },
      });
      // Neither the secrets nor an address that files were put to.
      for (const secret of [token, jobCode, 'X-Amz', 'Signature='])
        expect(`${said}\n${world.log.join('\n')}`).not.toContain(secret);
      expect({ code, said }).toMatchObject({ code: 0 });
      // No pictures: what a tiny random base draws is noise, which the bot's own look at samples may refuse.
      const completion = await studio.waitForMessage(
        message => /Nova is trained/.test(wordsOf(message)),
        patienceMs,
      );
      expect(wordsOf(completion)).not.toMatch(/stand-in/);
      const events = await eventsOf(jobCode);
      expect(events.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['training.started', 'training.sample', 'training.checkpoint']),
      );
      const end = events.at(-1);
      await expectOneVersion(end);
      if (end?.repo && end.revision) published = { repo: end.repo, revision: end.revision };
      expect(wordsOf(await ask(mara, '/actor show', { actor: 'Nova' }))).toMatch(/1 kept/);
    });

    test('serves what it published to the bot’s own client', async () => {
      if (!published) throw new Error('there is nothing to serve: the training before this failed');
      const { token, endpoint } = secrets();
      const port = await freePort();
      const model = 'stable-diffusion-v1-5/stable-diffusion-v1-5';
      const asked = `serve --port ${port} --device cpu --model ${model}=${join(folder, 'tiny')} --preload`;
      const server = spawn(python, ['-m', 'actor_lora.cli', ...asked.split(' ')], {
        cwd: folder,
        env: {
          ...process.env,
          PYTHONPATH: colab,
          HF_TOKEN: token,
          HF_ENDPOINT: endpoint,
          INFERENCE_ENDPOINT_TOKEN: 'endpoint-secret',
        },
        stdio: 'ignore',
      });
      try {
        const make = (lora?: ImageRequest['lora'], key = 'endpoint-secret') =>
          makeImage(
            {
              origins: { hub: endpoint, router: endpoint },
              token,
              endpoint: { url: `http://127.0.0.1:${port}`, token: key },
              timeoutMs: patienceMs,
              downloads: createDownloads(),
            },
            { via: 'endpoint' },
            {
              ...{
                model,
                prompt: 'photo of a person',
                width: 64,
                height: 32,
                steps: 2,
                guidance: 7,
                seed: 5,
              },
              lora,
            },
          );
        // Until it listens, and while it says that the model is being loaded.
        const plain = await vi.waitFor(() => make(), { timeout: patienceMs, interval: 500 });
        expect(await sharp(plain).metadata()).toMatchObject({ format: 'png', width: 64, height: 32 });
        const actor = await make({ ...published, scale: 1 });
        expect(await sharp(actor).metadata()).toMatchObject({ format: 'png', width: 64, height: 32 });
        expect(actor.equals(plain)).toBe(false);
        expect((await make()).equals(plain)).toBe(true);
        await expect(make(undefined, 'wrong')).rejects.toThrow(/INFERENCE_ENDPOINT_TOKEN/);
        await expect(make({ repo: 'cast/nobody', revision: 'abcdef0', scale: 1 })).rejects.toMatchObject({
          cost: 'free',
        });
      } finally {
        server.kill('SIGKILL');
      }
    });

    test('killed at five points of one run it ends with one version and one completion', async () => {
      const priya = await world.member('priya');
      const jobCode = await begin(priya, 'Mei', 'mei');
      const { endpoint } = secrets();
      const start = (point: string) => {
        const asked = {
          ...{ point, at: steps, flags: shortly, code: jobCode, token: '', hub: endpoint },
          ...{ output: 'actor-lora-runs', base: 'tiny' },
        };
        return run([join(colab, 'tests/run_fixtures.py'), JSON.stringify(asked)]);
      };
      for (const point of [
        'before-training',
        'in-a-step',
        'in-a-checkpoint',
        'between-upload-and-commit',
        'before-the-end-is-said',
      ]) {
        const { signal, said } = await start(point);
        expect({ point, signal, said }).toMatchObject({ signal: 'SIGKILL' });
        expect(await completions('Mei')).toEqual([]);
      }
      expect(await start('')).toMatchObject({ code: 0 });
      await studio.waitForMessage(message => /Mei is trained/.test(wordsOf(message)), patienceMs);
      expect(await completions('Mei')).toHaveLength(1);
      const ends = (await eventsOf(jobCode)).filter(({ type }) => /completed|failed/.test(type));
      expect(ends.map(({ type }) => type)).toEqual(['training.completed']);
      await expectOneVersion(ends[0]);
    });
  },
);
