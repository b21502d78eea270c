import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids } from '@ai-actor/playground/discord';
import { expect, test, vi } from 'vitest';
import { ask, attached, patienceMs, photos, press } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { compiledBot } from '../compiled-scripts.ts';
import { hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { freePort, wordsOf } from '../world.ts';

const trainingBot = await compiledBot('test/drills/training-bot.ts');

/** What a run has just done when somebody is killed; six moments for three victims. */
const moments = ['spawned', 'claimed', 'started', 'checkpoint', 'verifying', 'uploading'] as const;
const victims = ['trainer', 'both', 'bot'] as const;
const steps = 100;

test.skipIf(!hasTrainer)(
  withTrainer('killed at twenty points, bot, trainer and both: every job ends, once, with one version'),
  { timeout: 900_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'actor-drill-training-'));
    const playground = await startPlayground();
    const tiny = join(folder, 'tiny');
    expect(await runTrainer(folder, ['-m', 'actor_lora.tiny', tiny, 'sd15'])).toMatchObject({ code: 0 });
    const dataDir = join(folder, 'data');
    const runs = join(dataDir, 'training', 'runs');
    const env = {
      ...playground.env,
      DATA_DIR: dataDir,
      HTTP_PORT: String(await freePort()),
      TRAINING_BACKEND: 'local',
      TRAINER_PYTHON: python,
      // A run that goes on from a checkpoint still has one before it.
      TRAINER_ARGS: ['--base-path', tiny, ...shortly, '--checkpoint-every', '25'].join(' '),
    };
    const start = () => startBot(env, folder, trainingBot);
    let bot = start();
    await bot.ready;
    const mara = await connectMember(playground.url, ids.members.mara);

    const trainers = (): number[] => {
      try {
        const found = execFileSync('pgrep', ['-f', `actor_lora.cli train --output ${runs}`], {
          encoding: 'utf8',
        });
        return found.trim().split('\n').map(Number);
      } catch {
        return [];
      }
    };
    const lines = () => {
      const [run] = existsSync(runs) ? readdirSync(runs) : [];
      const journal = join(runs, String(run), 'events.jsonl');
      return existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : [];
    };
    /** Whether this is the moment, of whichever trainer came after `seen` events and is not among `buried`. */
    function isMoment(moment: (typeof moments)[number], seen: number, buried: Set<number>): boolean {
      if (moment === 'spawned') return trainers().some(pid => !buried.has(pid));
      if (moment === 'claimed') {
        const [run] = existsSync(runs) ? readdirSync(runs) : [];
        return trainers().some(pid => !buried.has(pid)) && existsSync(join(runs, String(run), 'claim.json'));
      }
      return lines()
        .slice(seen)
        .some(line => line.includes(`"training.${moment}"`));
    }
    async function killed(victim: (typeof victims)[number], buried: Set<number>): Promise<void> {
      if (victim !== 'bot') {
        for (const pid of trainers()) {
          buried.add(pid);
          process.kill(pid, 'SIGKILL');
        }
      }
      if (victim === 'trainer') return;
      await end(bot.child, 'SIGKILL');
      bot = start();
      await bot.ready;
    }
    const told = async () =>
      (await mara.messages(ids.channels.studio)).filter(message =>
        /is trained|did not work/.test(wordsOf(message)),
      );
    const hub = async (path: string) => {
      const headers = { authorization: `Bearer ${playground.env.HF_TOKEN}` };
      return (await fetch(`${playground.env.HF_ENDPOINT}${path}`, { headers })).json();
    };

    try {
      const form = { name: 'Nova', ...attached(await photos('nova', 5)) };
      const registered = await ask(mara, '/actor register', form);
      await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));

      let kills = 0;
      for (const [round, moment] of moments.entries()) {
        const plan = await ask(mara, '/train start', { actor: 'Nova', steps });
        await press(mara, plan, 'Confirm', words => /It starts/.test(words));
        if (round === 0) {
          // Nobody has been told of a trainer yet.
          await killed('bot', new Set());
          kills++;
        }
        const buried = new Set<number>();
        for (const victim of victims) {
          const seen = victim === 'trainer' ? 0 : lines().length;
          await vi.waitFor(
            () => expect({ moment, victim, is: isMoment(moment, seen, buried) }).toMatchObject({ is: true }),
            {
              timeout: patienceMs,
              interval: 5,
            },
          );
          await killed(victim, buried);
          kills++;
        }
        await vi.waitFor(async () => expect(await told()).toHaveLength(round + 1), {
          timeout: patienceMs,
          interval: 100,
        });
        if (round === 1) {
          // The end is in the channel, and the bot may not have noted it yet.
          await killed('bot', new Set());
          kills++;
        }
        const [latest] = await told();
        expect(wordsOf(latest as never)).toMatch(/is trained/);
        await vi.waitFor(
          async () => {
            const [model] = (await hub('/api/models?author=playground')) as { id: string }[];
            const refs = (await hub(`/api/models/${model?.id}/refs`)) as {
              branches: { name: string }[];
              tags: { name: string }[];
            };
            expect(refs.branches.map(({ name }) => name)).toEqual(['main']);
            expect(refs.tags.map(({ name }) => name).sort()).toEqual(
              Array.from({ length: round + 1 }, (_, index) => `v${index + 1}`),
            );
            expect(readdirSync(runs)).toEqual([]);
          },
          { timeout: patienceMs, interval: 200 },
        );
      }
      await pause(1_500);
      expect(await told()).toHaveLength(moments.length);
      expect(kills).toBe(20);
      expect(bot.output()).not.toContain(playground.env.HF_TOKEN);
    } finally {
      for (const pid of trainers()) process.kill(pid, 'SIGKILL');
      await end(bot.child, 'SIGKILL');
      await mara.close();
      await playground.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
