import { renderCastPhoto } from '@ai-actor/playground/cast';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandingNow } from '../discord/standing-now.ts';
import { UserError } from '../errors.ts';
import type { Untold } from '../services/generation/requests/accepted-request.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import {
  accepting,
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from '../services/generation/testing/generation-fixture.ts';
import { approvalRequestView } from '../views/approvals/approval-view.ts';
import { createApprovedRequests } from './approved-requests.ts';

let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld({ pictures: await smallPictures() });
  const face = {
    box: { x: 0.3, y: 0.2, width: 0.3, height: 0.3 },
    ...{
      score: 0.99,
      sidePixels: 300,
      sharpness: 400,
      brightness: 130,
      contrast: 45,
      cutOff: false,
      tilt: 0,
    },
  };
  const sight = {
    ...{ faces: [face], phash: '0123456789abcdef', brightness: 120, contrast: 50 },
    ...{ turned: 0 as const, explicit: 0 },
  };
  const photo = {
    sha256: await world.blobs.put(await renderCastPhoto('nova', 0)),
    ...{ width: 900, height: 1_100, addedAt: 0, accepted: true, sight },
  };
  await world.people.actors.put(
    'novaid',
    trainedActor({
      ...{ visibility: 'ask', photos: [photo] },
      consent: { state: 'granted', memberId: ana, textVersion: 4, text: 'yes', at: 0 },
    }),
  );
});
afterAll(() => world.close());

const requestOf = (prompt: string, more: Partial<GenerationRequest> = {}): GenerationRequest => ({
  ...{ guildId, channelId: '77', memberId: ben, actor: 'novaid', prompt, count: 1, ...more },
});
/** What the person who is asked reads. */
async function shownFor(id: string): Promise<string> {
  for (const approval of await world.approvals.ofMember(ana)) {
    const [asked] = approval.asked;
    if (approval.id === id && asked) return JSON.stringify(approvalRequestView(approval, asked).components);
  }
  throw new Error(`nobody is asked about ${id}`);
}
const begun: Untold[] = [];
/** What the server says of its members now; undefined for one who has left. */
let standing: Awaited<ReturnType<StandingNow>> = { roleIds: [], admin: false };
const approved = (isOurs = (_guildId: string) => true) =>
  createApprovedRequests({
    approvals: world.approvals,
    generation: world.generation,
    standingNow: async () => standing,
    isOurs,
    stopping: () => false,
    begin: request => begun.push(request),
    now: world.now,
    logger: pino({ level: 'silent' }),
  });
const make = (one: { id: string; request: GenerationRequest }) =>
  world.generation
    .generate(one, () => {})
    .then(
      result => result,
      (error: unknown) => {
        if (error instanceof UserError) return error;
        throw error;
      },
    );

test('what is approved before its member was told of the question is not lost, and made once they know', async () => {
  const asking = await accepting(world.generation, requestOf('Nova in the rain'));
  expect(await make(asking)).toMatchObject({ code: 'asked' });
  await world.approvals.answer(ana, asking.id, 'approve');
  const requests = approved();
  await requests.takeUp();
  await requests.strikeOut();
  expect(begun).toEqual([]);
  // Told again, after a failure: it says that it was approved.
  expect(await make(asking)).toMatchObject({
    code: 'asked',
    message: expect.stringMatching(/approved already/),
  });

  await world.generation.told(asking.id);
  // Of several processes, the one that hears its server begins it.
  await approved(id => id !== guildId).takeUp();
  expect(begun).toEqual([]);
  await requests.takeUp();
  expect(begun.map(({ id }) => id)).toEqual([asking.id]);
  const [one] = begun.splice(0) as [Untold];
  expect(await make(one)).toMatchObject({ record: { id: asking.id, actor: { id: 'novaid' } } });
  await requests.takeUp();
  expect(begun).toEqual([]);
  await world.generation.told(one.id);
});

test('a picture of somebody who approves each one can be changed, after they approved that', async () => {
  const own = await accepting(world.generation, requestOf('Nova in the snow', { memberId: ana }));
  const made = await make(own);
  await world.generation.told(own.id);
  const sha256 = 'record' in made ? made.record.images[0]?.sha256 : undefined;
  const changeOf = { sha256: sha256 ?? '' };
  const asking = await accepting(world.generation, requestOf('a red coat', { changeOf }));
  expect(await make(asking)).toMatchObject({ code: 'asked' });
  await world.generation.told(asking.id);
  // Whether the request names them or not.
  const unnamed = await accepting(world.generation, requestOf('a hat', { changeOf, actor: undefined }));
  expect(await make(unnamed)).toMatchObject({ code: 'asked' });
  await world.generation.told(unnamed.id);
  await world.approvals.answer(ana, unnamed.id, 'decline');

  await world.approvals.answer(ana, asking.id, 'approve');
  await approved().takeUp();
  const [one] = begun.splice(0) as [Untold];
  expect(await make(one)).toMatchObject({ record: { request: 'change', actor: { id: 'novaid' } } });
  await world.generation.told(one.id);
});

test('the words of a style and what is kept out are shown, and made as they were shown', async () => {
  const setStyle = (words: string, negative: string) =>
    world.models.setStyle(guildId, ana, { name: 'Ours', words, negative });
  await setStyle('all in green', 'hats');
  const asking = await accepting(world.generation, requestOf('Nova in the sun', { style: 'ours' }));
  expect(await make(asking)).toMatchObject({ code: 'asked' });
  await world.generation.told(asking.id);
  const shown = await shownFor(asking.id);
  expect(shown).toMatch(/> Nova in the sun.*Ours: all in green.*Kept out of the image.*hats/);

  await setStyle('all in red', 'scarves');
  await world.approvals.answer(ana, asking.id, 'approve');
  await approved().takeUp();
  const [one] = begun.splice(0) as [Untold];
  const made = await make(one);
  await world.generation.told(one.id);
  expect('record' in made && made.record.settings).toMatchObject({
    prompt: expect.stringContaining('all in green'),
    negative: expect.stringContaining('hats'),
  });
  // Asked for again, it is what the style is by now.
  const again = await accepting(world.generation, requestOf('Nova in the sun', { style: 'ours' }));
  expect(await make(again)).toMatchObject({ code: 'asked' });
  await world.generation.told(again.id);
  expect(await shownFor(again.id)).toMatch(/Ours: all in red/);
});

test('however long it is, a message has room for what is asked', async () => {
  const [prompt, negative] = ['*'.repeat(1_500), '_'.repeat(1_000)];
  const asking = await accepting(world.generation, requestOf(prompt, { negative }));
  expect(await make(asking)).toMatchObject({ code: 'asked' });
  await world.generation.told(asking.id);
  const shown = await shownFor(asking.id);
  const texts = [...shown.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    JSON.parse(text ?? '""'),
  );
  expect(texts.join('').length).toBeGreaterThan(3_000);
  expect(texts.join('').length).toBeLessThanOrEqual(4_000);
});

test('what a style keeps out is judged like what a member types', async () => {
  await world.models.setStyle(guildId, ana, { name: 'Bare', words: 'soft light', negative: 'clothes' });
  const typed = await accepting(
    world.generation,
    requestOf('Nova at home', { negative: 'clothes', memberId: ana }),
  );
  const refused = await make(typed);
  await world.generation.told(typed.id);
  expect(refused).toMatchObject({ code: 'blocked' });
  const styled = await accepting(
    world.generation,
    requestOf('Nova at home', { style: 'Bare', memberId: ana }),
  );
  expect(await make(styled)).toMatchObject({ code: 'blocked' });
  await world.generation.told(styled.id);
});

test('it is judged by the roles that its member has when it is made; of who has left, nothing is made', async () => {
  const painter = '900000000000000099';
  await world.guildSettings.update(guildId, current => ({
    ...current,
    roles: { [painter]: { may: ['generate'] } },
  }));
  const asking = async (prompt: string, more: Partial<GenerationRequest>) => {
    const one = await accepting(world.generation, requestOf(prompt, more));
    expect(await make(one)).toMatchObject({ code: 'asked' });
    await world.generation.told(one.id);
    await world.approvals.answer(ana, one.id, 'approve');
    return one.id;
  };
  const outcome = async () => {
    await approved().takeUp();
    const [one] = begun.splice(0);
    if (!one) return 'nothing';
    const made = await make(one);
    await world.generation.told(one.id);
    return made instanceof UserError ? made.code : 'made';
  };

  standing = { roleIds: [], admin: false };
  await asking('Nova on a roof', { roleIds: [painter] });
  expect(await outcome()).toBe('not-allowed');
  await asking('Nova on a boat', { roleIds: [painter], admin: true });
  expect(await outcome()).toBe('not-allowed');
  standing = { roleIds: [painter], admin: false };
  await asking('Nova on a hill', { admin: true });
  expect(await outcome()).toBe('made');
  standing = undefined;
  const left = await asking('Nova on a train', { roleIds: [painter] });
  expect(await outcome()).toBe('nothing');
  expect((await world.approvals.ofMember(ben)).map(({ id }) => id)).not.toContain(left);
});
