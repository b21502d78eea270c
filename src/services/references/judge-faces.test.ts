import { describe, expect, test } from 'vitest';
import type { Actor } from '../actors/actor.ts';
import { everyFaceMost } from '../vision/vision.ts';
import { facesThatCount, isCrowd, peopleOf } from './judge-faces.ts';

const actor = (id: string, change: Partial<Actor> = {}): Actor => ({
  ...{ id, name: id, guildId: 'g', ownerId: id, subjectId: id, visibility: 'owner', chosenMemberIds: [] },
  ...{ photos: [], posts: [], triggerWord: 'w', versions: [], createdAt: 0 },
  consent: { state: 'granted', memberId: id, textVersion: 4, text: 'yes', at: 0 },
  ...change,
});
const same = (one: Actor) => ({ actor: one, certainty: 'same' as const });
const perhaps = (one: Actor) => ({ actor: one, certainty: 'perhaps' as const });
const idsOf = (actors: Actor[]) => actors.map(({ id }) => id);

const ana = actor('ana');
const ben = actor('ben');
const shared = actor('cleo', { visibility: 'guild' });

describe('a face in a picture that Ana gives', () => {
  const judge = (...faces: Parameters<typeof peopleOf>[0]) => {
    const { actors, refusing, strangers } = peopleOf(faces, 'ana');
    return { actors: idsOf(actors), refusing: idsOf(refusing), strangers };
  };

  test.each([
    ['her own', [same(ana)], { actors: ['ana'] }],
    ['of one whom she may use', [same(shared)], { actors: ['cleo'] }],
    ['of one whom she may not', [same(ben)], { refusing: ['ben'] }],
    ['perhaps of one whom she may not', [perhaps(ben)], { refusing: ['ben'] }],
    ['of nobody', [], { strangers: 1 }],
    ['perhaps of one whom she may use: not certain enough', [perhaps(shared)], { strangers: 1 }],
    ['her own, and perhaps somebody else’s', [same(ana), perhaps(ben)], { actors: ['ana'] }],
    ['of twins, of whom one says no', [same(shared), same(ben)], { refusing: ['ben'] }],
    [
      'of one who has not agreed yet',
      [same(actor('ana', { consent: { ...ana.consent, state: 'pending' } }))],
      { refusing: ['ana'] },
    ],
    [
      'her own, which an admin has to allow',
      [same(actor('ana', { sameFace: { with: [], waits: true, at: 0 } }))],
      { refusing: ['ana'] },
    ],
    [
      'of one whose other look she may use',
      [same(actor('look', { subjectId: 'cleo' })), same(shared)],
      { actors: ['cleo'] },
    ],
  ])('%s', (_what, alike, expected) => {
    expect(judge(alike)).toEqual({ actors: [], refusing: [], strangers: 0, ...expected });
  });

  test('each face counts, and each actor once', () => {
    expect(judge([same(ana)], [], [same(ben)], [same(ana)], [])).toEqual({
      ...{ actors: ['ana'], refusing: ['ben'], strangers: 2 },
    });
  });
});

test('passers-by in the background do not count, and of a crowd not everybody is known', () => {
  const faces = Array.from({ length: everyFaceMost }, () => ({ side: 0.02 }));
  expect(facesThatCount([{ side: 0.4 }, { side: 0.03 }, { side: 0.032 }])).toHaveLength(2);
  expect(isCrowd(faces)).toBe(false);
  expect(isCrowd(faces.map(() => ({ side: 0.05 })))).toBe(true);
});
