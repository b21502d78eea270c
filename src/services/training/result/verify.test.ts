import { describe, expect, test } from 'vitest';
import { type Actor, passesGate } from '../../actors/actor.ts';
import type { Sight } from '../../vision/vision.ts';
import type { TrainingJob } from '../job/job.ts';
import { fakeHub, logger } from '../testing/training-fixture.ts';
import { createVerify } from './verify.ts';

/** A face that is so far from the photos'. */
const face = (distance: number) => [distance, ...Array.from({ length: 127 }, () => 0)];
const sight = (descriptor: number[] | undefined) => ({ descriptor, faces: [] }) as unknown as Sight;
const job = { id: 'j', spec: { repo: 'studio/nova' } } as TrainingJob;
const photo = (index: number) => ({
  ...{ sha256: String(index), width: 1, height: 1, addedAt: 0, accepted: true },
});

async function verified(report: unknown, faces: (number | undefined)[]) {
  const hub = fakeHub();
  if (report !== undefined)
    hub.files.set(
      'verification.json',
      Buffer.from(typeof report === 'string' ? report : JSON.stringify(report)),
    );
  const goodFace = {
    ...{ score: 1, sidePixels: 300, sharpness: 300, brightness: 120, contrast: 60, cutOff: false, tilt: 0 },
    box: { x: 0.2, y: 0.2, width: 0.5, height: 0.5 },
  };
  const photos = [0, 1, 2].map(index => ({
    ...photo(index),
    sight: {
      ...{
        faces: [goodFace],
        descriptor: face(0),
        phash: `${index}f0f${index}0f0f0f0f0f0`.padEnd(16, `${index}`).slice(0, 16),
      },
      ...{ brightness: 100, contrast: 50, turned: 0 as const, explicit: 0 },
    },
  }));
  const looks = [...faces];
  const verify = createVerify({
    hub,
    look: async () => {
      const distance = looks.shift();
      return sight(distance === undefined ? undefined : face(distance));
    },
    logger,
  });
  const actor = { photos } as unknown as Actor;
  return verify(
    job,
    actor,
    'a'.repeat(40),
    faces.map(() => Buffer.from('x')),
  );
}

const passed = { verdict: 'passed', likeness: 0.5, likenessNeeded: 0.36, reasons: [] };

describe('a version is used when', () => {
  test.each([
    ['both find that it is good', passed, [0.3, 0.4, 0.4, 0.5], true],
    [
      'the trainer could not look, and the bot finds it good',
      { ...passed, verdict: 'unchecked' },
      [0.3, 0.3],
      true,
    ],
    ['the trainer sent nothing, and the bot finds it good', undefined, [0.3], true],
  ])('%s', async (_name, report, faces, inUse) => {
    expect(passesGate({ verification: await verified(report, faces) })).toBe(inUse);
  });
});

describe('a version is kept and not used when', () => {
  test.each([
    ['the trainer finds that it is not', { ...passed, verdict: 'failed', reasons: ['Too far.'] }, [0.3]],
    ['the bot sees somebody else', passed, [0.9, 0.9, 0.8, 0.9]],
    ['the bot sees a face in too few of the samples', passed, [0.3, undefined, undefined, 0.3]],
    ['the trainer could not look, and neither could the bot', { ...passed, verdict: 'unchecked' }, []],
  ])('%s', async (_name, report, faces) => {
    expect(passesGate({ verification: await verified(report, faces) })).toBe(false);
  });
});

test('what the trainer reports is kept in bounds, and one that is damaged counts as none', async () => {
  const reasons = Array.from({ length: 40 }, () => 'x'.repeat(5_000));
  const kept = (await verified({ ...passed, reasons }, [0.3]))?.trainer?.reasons ?? [];
  expect([kept.length, kept[0]?.length]).toEqual([10, 300]);
  expect((await verified('{', [0.3]))?.trainer).toBeUndefined();
  expect((await verified('{', [0.3]))?.own).toMatchObject({
    passed: true,
    samples: 1,
    faces: 1,
    likeness: 0.7,
  });
});

test('what the trainer says is cut between characters', async () => {
  for (const before of ['', 'x']) {
    const reasons = [`${before}${'🦊'.repeat(200)}`];
    const found = await verified({ ...passed, verdict: 'failed', reasons }, [0.3]);
    expect(found?.trainer?.reasons[0]).toMatch(/^x?(🦊)+…$/u);
  }
});
