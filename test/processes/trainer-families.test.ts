import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { trainingBases } from '../../src/services/training/job/bases.ts';
import { ask, attached, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { seesOnePerson } from '../eyes.ts';
import { colab, hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { startSmallPictures } from '../small-pictures.ts';
import { freePort, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

const side = 32;

describe.skipIf(!hasTrainer)(
  withTrainer('every family, from the job code to a picture in Discord'),
  { timeout: 1_800_000 },
  () => {
    let world: TestWorld;
    let folder: string;
    let small: Awaited<ReturnType<typeof startSmallPictures>>;
    let server: ChildProcess | undefined;
    let port = 0;

    beforeAll(async () => {
      small = await startSmallPictures(() => `http://127.0.0.1:${port}`, side, 2);
      const env = { INFERENCE_ENDPOINT_URL: small.url, INFERENCE_ENDPOINT_TOKEN: '' };
      world = await startWorld(env, {}, {}, seesOnePerson());
      folder = await mkdtemp(join(tmpdir(), 'actor-families-'));
    }, 120_000);

    afterEach(() => {
      server?.kill('SIGKILL');
    });

    afterAll(async () => {
      await world?.close();
      small?.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    async function serve(base: string, path: string): Promise<void> {
      port = await freePort();
      const asked = `serve --port ${port} --device cpu --model ${base}=${path} --preload`;
      server = spawn(python, ['-m', 'actor_lora.cli', ...asked.split(' ')], {
        cwd: folder,
        env: {
          ...process.env,
          ...{ PYTHONPATH: colab, HF_TOKEN: world.config.HF_TOKEN },
          HF_ENDPOINT: String(world.config.HF_ENDPOINT),
        },
        stdio: 'ignore',
      });
      // Until it listens, and while it says that the model is being loaded.
      await vi.waitFor(() => small.make({ inputs: 'a person', parameters: { model: base } }), {
        ...{ timeout: patienceMs, interval: 500 },
      });
    }

    // All that `/train start` offers: a base without a tiny one of its kind is an error here.
    test.each(trainingBases)('$label', async ({ id: base, key: tiny }) => {
      const path = join(folder, tiny);
      expect(await runTrainer(folder, ['-m', 'actor_lora.tiny', path, tiny])).toMatchObject({ code: 0 });
      const mara = await world.member('mara');
      // Without hyphens, which Markdown has escaped.
      const name = `On ${tiny.replaceAll('-', ' ')}`;
      const registered = await ask(mara, '/actor register', {
        ...{ name, ...attached(await photos('nova', 6)) },
      });
      await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
      const code = jobCodeIn(await startTraining(mara, { actor: name, base, steps: 100 }));
      const from = mara.events.length;
      const trained = await runTrainer(
        folder,
        ['-m', 'actor_lora.cli', 'train', '--base-path', path, ...shortly, '--sample-every', '0'],
        { ACTOR_LORA_JOB_CODE: code, HF_TOKEN: '', HF_ENDPOINT: String(world.config.HF_ENDPOINT) },
      );
      expect(trained).toMatchObject({ code: 0 });
      await mara.waitForMessage(message => wordsOf(message).includes(`${name} is trained`), patienceMs, from);

      await serve(base, path);
      const before = small.calls.length;
      const image = await ask(mara, '/generate', {
        ...{ prompt: `${name} at sea`, actor: name, using: 'trained' },
      });
      const [picture] = picturesOf(image);
      expect(wordsOf(image)).not.toMatch(/stand-in/);
      const bytes = Buffer.from(await (await fetch(`${picture?.url}`)).arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ width: side, height: side });

      // What members see is what the server draws with the LoRA out of the private repo, and not without it.
      const [call, ...more] = small.calls.slice(before);
      expect(more).toEqual([]);
      expect(call?.parameters).toMatchObject({
        ...{ model: base, loras: [{ repo: expect.stringContaining('/actor-') }] },
      });
      const pixels = async (png: Buffer) => sharp(png).removeAlpha().raw().toBuffer();
      const seen = await pixels(bytes);
      expect(seen.equals(await pixels(await small.make(call as NonNullable<typeof call>)))).toBe(true);
      const { loras: _, ...without } = call?.parameters ?? {};
      const plain = await small.make({ inputs: `${call?.inputs}`, parameters: without });
      expect(seen.equals(await pixels(plain))).toBe(false);
    });
  },
);
