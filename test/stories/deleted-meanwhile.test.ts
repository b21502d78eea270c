import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { seesOnePerson } from '../eyes.ts';
import { everythingKept, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
/** What a check of a photo waits for. */
let beforeLook: Promise<void>;
beforeEach(async () => {
  beforeLook = Promise.resolve();
  world = await startWorld(
    {},
    {},
    {},
    seesOnePerson(() => beforeLook),
  );
  [mara, jonas] = await Promise.all([world.member('mara'), world.member('jonas')]);
  const report = await ask(jonas, '/actor register', {
    name: 'Bruno',
    ...attached(await photos('bruno', 5)),
  });
  await press(jonas, report, 'These photos show me, and I agree', words => /agreed/.test(words));
  await ask(jonas, '/actor share', { actor: 'Bruno', visibility: 'guild' });
});
afterEach(() => world?.close());

const traces = [ids.members.jonas, 'Bruno', 'lighthouse', 'harbour', 'gondola'];
const traceLeft = async () => {
  const kept = await everythingKept(world);
  return traces.filter(trace => kept.includes(trace));
};

/** Asks without waiting for the answer, and resolves once it is under way at the provider. */
async function beingMade(member: Member, options: Record<string, string>): Promise<string> {
  const sent = world.huggingFace.requests.length;
  const { interactionId } = await member.command('/generate', options);
  await vi.waitUntil(() => world.huggingFace.requests.length > sent, patienceMs);
  return interactionId;
}

const answerTo = (member: Member, interactionId: string): Promise<ClientMessage> =>
  member.waitForMessage(
    message => message.interaction_metadata?.id === interactionId && isAnswer(message),
    patienceMs,
  );

test('images at the provider, photos being checked and requests that wait go with the data of who is deleted', async () => {
  world.huggingFace.faults.add({ kind: 'delay', delayMs: 15_000, times: 3 });
  const byJonas = await beingMade(jonas, { prompt: 'a quiet harbour' });
  const byMara = await beingMade(mara, {
    prompt: 'Bruno keeps a lighthouse',
    actor: 'Bruno',
    using: 'photos',
  });
  let seePhotos = () => {};
  beforeLook = new Promise(resolve => {
    seePhotos = resolve;
  });
  const { interactionId: upload } = await jonas.command('/actor photos', {
    actor: 'Bruno',
    add1: { name: 'gondola.jpg', bytes: (await photos('bruno', 6))[5]?.bytes ?? Buffer.alloc(0) },
  });
  await jonas.waitForInteraction(upload, patienceMs);

  const confirm = await ask(jonas, '/privacy delete');
  const receipt = press(jonas, confirm, 'Delete all of it', words => /Receipt/.test(words));
  // The last look at a photo ends after the deletion has begun.
  await vi.waitUntil(async () => wordsOf(await ask(mara, '/actor list')).includes('No actors'), patienceMs);
  seePhotos();
  expect(wordsOf(await receipt)).toMatch(/5 photos/);

  await Promise.all([answerTo(jonas, byJonas), answerTo(mara, byMara)]);
  expect(wordsOf(await answerTo(jonas, upload))).toMatch(/deleted|no longer exists/);
  await vi.waitUntil(async () => (await traceLeft()).length === 0, patienceMs).catch(() => undefined);
  expect(await traceLeft()).toEqual([]);
  const studio = await mara.messages(ids.channels.studio);
  expect(studio.filter(message => picturesOf(message).length > 0)).toEqual([]);
});
