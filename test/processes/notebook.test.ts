import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids } from '@ai-actor/playground/discord';
import { expect, test, vi } from 'vitest';
import { ask, attached, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { compiledBot } from '../compiled-scripts.ts';
import { colab, hasTrainer, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { freePort, wordsOf } from '../world.ts';

const notebookBot = await compiledBot('test/processes/notebook-bot.ts');

const steps = 100;

test.skipIf(!hasTrainer)(
  withTrainer('the notebook publishes without a token, though the bot is killed between upload and commit'),
  { timeout: 900_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'actor-notebook-'));
    const playground = await startPlayground();
    const { huggingFace: hub } = playground;
    const tiny = join(folder, 'tiny');
    expect(await runTrainer(folder, ['-m', 'actor_lora.tiny', tiny, 'sd15'])).toMatchObject({ code: 0 });
    const port = String(await freePort());
    const env = {
      ...playground.env,
      ...{ DATA_DIR: join(folder, 'data'), HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` },
    };
    const start = () => startBot(env, folder, notebookBot);
    let bot = start();
    let output = '';
    await bot.ready;
    const mara = await connectMember(playground.url, ids.members.mara);
    try {
      const form = { name: 'Nova', ...attached(await photos('nova', 5)) };
      const registered = await ask(mara, '/actor register', form);
      await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
      const plan = await startTraining(mara, { actor: 'Nova', steps });
      expect(wordsOf(plan)).toMatch(/don’t need a Hugging Face account or token/);
      const code = jobCodeIn(plan);

      // The commit of the result: everything was put by then, and the hub has not taken it yet.
      hub.faults.add({ kind: 'hang', match: { via: 'hub', method: 'POST', pathIncludes: '/commit/main' } });
      const options = ['--base-path', tiny, ...shortly];
      const asked = [join(colab, 'tests/notebook_fixtures.py'), JSON.stringify({ code, options })];
      const run = runTrainer(folder, asked, { HF_TOKEN: '', HF_ENDPOINT: hub.url });
      await vi.waitFor(() => expect(hub.faults.list()).toEqual([]), { timeout: 600_000, interval: 50 });
      await end(bot.child, 'SIGKILL');
      output += bot.output();
      const [model] = hub.repositories.list('model').filter(({ id }) => id.includes('/actor-'));
      expect(model?.contents.size).toBeGreaterThan(3);
      expect(model?.tags.size).toBe(0);
      bot = start();
      await bot.ready;

      const { code: exit, said } = await run;
      expect({ exit, said }).toMatchObject({ exit: 0, said: expect.stringContaining('Done.') });
      expect(said).toContain('none is needed');
      const done = await mara.waitForMessage(message => /Nova is trained/.test(wordsOf(message)), patienceMs);
      expect(wordsOf(done)).not.toMatch(/stand-in/);
      expect([...(model?.tags.keys() ?? [])]).toEqual(['v1']);
      expect(model?.private).toBe(true);
      await vi.waitFor(() => expect([...(model?.branches.keys() ?? [])]).toEqual(['main']), {
        ...{ timeout: patienceMs, interval: 200 },
      });
      output += bot.output();
      for (const secret of [hub.token, code, 'X-Amz', 'Signature=']) {
        expect(said).not.toContain(secret);
        expect(output).not.toContain(secret);
      }
    } finally {
      await end(bot.child, 'SIGKILL');
      await mara.close();
      await playground.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
