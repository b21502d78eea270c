import { ComponentType } from 'discord-api-types/v10';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ActorVersion, actorSchema, type Verification } from '../../services/actors/actor.ts';
import type { Services } from '../../services/index.ts';
import { memoryBlobs, outsideWorld } from '../../services/privacy/testing/outside-world.ts';
import { openPrivacy } from '../../services/privacy/testing/privacy-fixture.ts';
import {
  actorOf,
  ana,
  ben,
  channelId,
  cleo,
  guildId,
  jobOf,
  start,
} from '../../services/privacy/testing/records.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { trainingJobSchema } from '../../services/training/job/job.ts';
import type { View } from '../../views/components.ts';
import { testCaller } from '../testing/caller.ts';
import { versionButtons } from './version-buttons.ts';
import { actorVersions } from './versions.ts';

const repo = 'studio/actor-nova-lora';
const passed = (likeness: number): Verification => ({
  trainer: { verdict: 'passed', likeness, likenessNeeded: 0.45, reasons: [] },
  own: { passed: true, samples: 4, faces: 4, likeness: likeness - 0.1, needed: 0.4 },
});
const failed: Verification = {
  trainer: { verdict: 'failed', likeness: 0.3, likenessNeeded: 0.45, reasons: ['**Too** soft @everyone'] },
  own: { passed: false, samples: 4, faces: 1, likeness: 0.2, needed: 0.4 },
};
let bot: Awaited<ReturnType<typeof openPrivacy>>;
let outside: ReturnType<typeof outsideWorld>;
let services: Services;

async function open(verifications: (Verification | undefined)[], activeVersion?: number) {
  const [store, blobs] = [openMemoryStore(), memoryBlobs()];
  outside = outsideWorld();
  const jobs = await store.collection('training_jobs', trainingJobSchema);
  const versions: ActorVersion[] = [];
  for (const [at, verification] of verifications.entries()) {
    const background = `#${(0x203040 + at * 0x101010).toString(16)}`;
    const samples = await Promise.all(
      [0, 1].map(async seed => {
        const picture = sharp({ create: { width: 64, height: 64 + seed, channels: 3, background } });
        return {
          sha256: await blobs.put(await picture.jpeg().toBuffer()),
          prompt: `photo of ohwxnova person ${seed}`,
          seed,
        };
      }),
    );
    versions.push({
      ...{ number: at + 1, jobId: `job-${at + 1}`, repo, revision: `${at}`.repeat(40), standIn: false },
      ...{ baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5', steps: 800, trainedAt: start },
      samples: samples.map(({ sha256 }) => sha256),
      ...(verification ? { verification } : {}),
    });
    await jobs.put(`job-${at + 1}`, jobOf(`job-${at + 1}`, 'nova', { state: 'succeeded', samples }));
  }
  await (await store.collection('actors', actorSchema)).put(
    'nova',
    actorOf('nova', {
      ...{ name: 'Nova', ownerId: ben, visibility: 'guild', versions },
      ...(activeVersion ? { activeVersion } : {}),
    }),
  );
  bot = await openPrivacy({ store, blobs, outside, clock: { ms: start } });
  services = bot as unknown as Services;
}
beforeEach(() => open([passed(0.6), passed(0.65), failed], 2));

const callerOf = (memberId: string) => testCaller({ memberId, guildId, channelId });
function run(options: { actor?: string; promote?: number } = {}, memberId: string = ana): Promise<View> {
  expect(actorVersions.visibility).toBe('private');
  return actorVersions.execute({
    ...{ options: { actor: 'Nova', ...options }, services, caller: callerOf(memberId) },
    progress: () => {},
  });
}
function press(customId: string, memberId: string = ana): Promise<View> {
  const [name, ref = ''] = customId.split(':');
  const declared = versionButtons.find(candidate => candidate.name === name);
  if (!declared?.execute) throw new Error(`no button ${name}`);
  expect(customId.length).toBeLessThanOrEqual(100);
  return declared.execute({ ref, services, caller: callerOf(memberId), progress: () => {} });
}

const wordsOf = (view: View) => JSON.stringify(view.components);
const idsOf = (view: View) =>
  [...wordsOf(view).matchAll(/"custom_id":"([^"]+)"/g)].map(match => match[1] ?? '');
const active = async () => (await bot.actors.byId('nova'))?.activeVersion;

/** Holds a view to what Discord takes. */
function withinLimits(view: View): void {
  let [components, letters] = [0, 0];
  const count = (component: unknown): void => {
    if (Array.isArray(component)) for (const each of component) count(each);
    if (Array.isArray(component) || typeof component !== 'object' || component === null) return;
    const { type, content, components: inner } = component as Record<string, unknown>;
    if (typeof type === 'number') components++;
    if (typeof content === 'string') letters += content.length;
    if (type === ComponentType.ActionRow) expect((inner as unknown[]).length).toBeLessThanOrEqual(5);
    count(inner);
  };
  count(view.components);
  expect(components).toBeLessThanOrEqual(40);
  expect(letters).toBeLessThanOrEqual(4_000);
  for (const { bytes, description } of view.files ?? []) {
    expect(bytes.length).toBeLessThan(8_000_000);
    expect(description?.length ?? 0).toBeLessThanOrEqual(1_024);
  }
}

describe('the comparison', () => {
  test('says of each version, the newest first, how it is and what to do', async () => {
    const view = await run();
    withinLimits(view);
    const words = wordsOf(view);
    expect(words).toMatch(/Version 3\*\* · ⚠ below the bar.*Version 2\*\* · ✓ in use.*Version 1\*\*/);
    expect(words).toContain(`Stable Diffusion 1.5, 800 steps, trained <t:${start / 1000}:R>`);
    expect(words).toContain(
      'Likeness **0.65** (needs at least 0.45), measured by the trainer, +0.05 on version 1',
    );
    expect(words).toContain(
      'My own measure: **0.20** (needs at least 0.40), −0.35 on version 2, a face in 1 of 4 samples',
    );
    expect(words).toContain('What helps: replace photos');
    expect(words).toContain('\\\\*\\\\*Too\\\\*\\\\* soft');
    expect(words).not.toContain('@everyone');
    expect(idsOf(view)).toEqual([
      ...['version-use:nova/3', 'version-delete:nova/3', 'version-delete:nova/2'],
      ...['version-use:nova/1', 'version-delete:nova/1'],
    ]);
    const [file] = view.files ?? [];
    expect((await sharp(file?.bytes).metadata()).format).toBe('jpeg');
    expect(file?.description).toContain('version 2, in use, likeness 0.65');
    expect(file?.description).toContain('Nova 0; Nova 1');
  });

  test('of many versions shows six at a time, within what a message holds', async () => {
    const long = {
      ...failed,
      trainer: { ...failed.trainer, verdict: 'failed', reasons: Array(10).fill('*'.repeat(300)) },
    };
    await open(Array.from({ length: 14 }, () => long as Verification));
    const first = await run();
    withinLimits(first);
    expect(wordsOf(first)).toContain('Versions 14 to 9 of 14');
    expect(wordsOf(first)).toContain('No version is in use');
    for (const number of [14, 9]) expect(wordsOf(first)).toContain(`**Version ${number}**`);
    const older = idsOf(first).find(id => id.startsWith('versions-page')) ?? '';
    const second = await press(older);
    withinLimits(second);
    expect(wordsOf(second)).toContain('Versions 8 to 3 of 14');
    const last = await press(idsOf(second).findLast(id => id.startsWith('versions-page')) ?? '');
    expect(wordsOf(last)).toContain('Versions 2 to 1 of 14');
    expect(wordsOf(await press('versions-page:nova/900'))).toContain('Versions 14 to 9');
  });

  test('without a version says how to get one; for others there is a sentence', async () => {
    await expect(run({}, cleo)).rejects.toMatchObject({ code: 'not-allowed' });
    await open([]);
    expect(wordsOf(await run())).toContain('/train start');
    expect(wordsOf(await run({}, ben))).toContain('/train start');
    await expect(run({ promote: 1 })).rejects.toMatchObject({ code: 'not-trained' });
  });
});

describe('promoting', () => {
  test('is done at once, and leads back', async () => {
    const view = await run({ promote: 1 });
    expect(await active()).toBe(1);
    expect(wordsOf(view)).toContain('now made with version 1 instead of version 2');
    expect(idsOf(view)).toContain('version-use:nova/2');
    await press('version-use:nova/2', ben);
    expect(await active()).toBe(2);
    expect(wordsOf(await press('version-use:nova/2'))).toContain('already in use');
  });

  test('of one below the gate asks first', async () => {
    for (const view of [await run({ promote: 3 }), await press('version-use:nova/3')]) {
      expect(await active()).toBe(2);
      expect(wordsOf(view)).toContain('below the bar');
      expect(idsOf(view)).toEqual(['version-use-anyway:nova/3', 'version-keep:']);
      withinLimits(view);
    }
    expect(wordsOf(await press('version-keep:'))).toContain('Nothing was changed');
    await press('version-use-anyway:nova/3');
    expect(await active()).toBe(3);
  });

  test('is not for others, whatever they press', async () => {
    for (const name of [
      'version-use',
      'version-use-anyway',
      'version-delete',
      'version-delete-now',
      'versions-page',
    ])
      await expect(press(`${name}:nova/1`, cleo)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(press('version-use:nova/x')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(run({ promote: 9 })).rejects.toMatchObject({ code: 'not-found' });
    expect(await active()).toBe(2);
  });
});

describe('deleting', () => {
  test('asks first, says what stays behind, and what is used then', async () => {
    outside.repos.add(repo);
    const asked = await press('version-delete:nova/2');
    expect(wordsOf(asked)).toContain('After that, version 1 will be used');
    expect(wordsOf(asked)).toContain('weights stay in the history of the private repository');
    expect((await bot.actors.byId('nova'))?.versions).toHaveLength(3);
    const [now = ''] = idsOf(asked);
    const done = await press(now);
    expect(wordsOf(done)).toContain('Version 1 is used now');
    expect(wordsOf(done)).toContain('weights stay in the history');
    expect(await active()).toBe(1);
    await expect(press(now)).rejects.toMatchObject({ code: 'gone' });

    await press('version-delete-now:nova/1');
    expect(await active()).toBeUndefined();
    expect(wordsOf(await press('version-delete:nova/3'))).toContain('its repository on Hugging Face');
    expect(wordsOf(await press('version-delete-now:nova/3'))).not.toContain('weights stay');
    expect(outside.repos.size).toBe(0);
  });

  test('with the hub away, says so and changes nothing', async () => {
    outside.hubAway = true;
    await expect(press('version-delete-now:nova/2')).rejects.toThrow(/Hugging Face didn’t delete version 2/);
    expect(await active()).toBe(2);
  });
});
