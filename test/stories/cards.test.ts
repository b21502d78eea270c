import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { seesOnePerson } from '../eyes.ts';
import { startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
beforeEach(async () => {
  world = await startWorld({}, {}, {}, seesOnePerson());
  mara = await world.member('mara');
});
afterEach(() => world?.close());

async function register(name: string, count: number): Promise<ClientMessage> {
  return ask(mara, '/actor register', { name, ...attached(await photos('nova', count)) });
}

async function registerAndAgree(name: string): Promise<void> {
  const report = await register(name, 5);
  await press(mara, report, 'These photos show me, and I agree', words => /agreed/.test(words));
}

async function deleteActor(name: string): Promise<void> {
  const confirm = await ask(mara, '/actor delete', { actor: name });
  await press(mara, confirm, 'Withdraw consent and delete', words => /Receipt/.test(words));
}

const buttonsOf = (message: ClientMessage) => JSON.stringify(message.components).match(/"type":2,/g) ?? [];

/** Presses a button of an old card, and resolves to what the card says afterwards. */
async function pressOld(card: ClientMessage, button: string): Promise<ClientMessage> {
  const from = mara.events.length;
  await mara.click(card, button);
  return mara.waitForMessage(
    message => message.id === card.id && message.edited_timestamp !== card.edited_timestamp,
    patienceMs,
    from,
  );
}

describe('a private card gives way to what comes of its buttons', () => {
  test('photos: adding some takes the place of the report', async () => {
    const report = await register('Nova', 4);
    expect(report.ephemeral).toBe(true);
    const from = mara.events.length;
    await mara.click(report, 'Add photos');
    const form = await mara.waitForModal(patienceMs);
    await mara.submit(form, { photos: (await photos('nova', 6)).slice(4) });
    const next = await mara.waitForMessage(
      message => message.id === report.id && /has enough photos/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(wordsOf(next)).toMatch(/6 of 6 photos can be used/);
  });

  test('a training: its plan, and then its code, stand in one card', async () => {
    await registerAndAgree('Nova');
    const plan = await ask(mara, '/train start', { actor: 'Nova', steps: 200 });
    const started = await press(mara, plan, 'Confirm', words => /notebook/.test(words));
    expect(started.id).toBe(plan.id);
    expect(wordsOf(started)).not.toMatch(/Confirm/);
  });

  test('versions: deleting one asks in the card, and answers there', async () => {
    await registerAndAgree('Nova');
    const from = mara.events.length;
    world.colab.run(jobCodeIn(await startTraining(mara, { actor: 'Nova', steps: 200 })));
    await mara.waitForMessage(message => /Nova is trained/.test(wordsOf(message)), patienceMs, from);
    const versions = await ask(mara, '/actor versions', { actor: 'Nova' });
    const asked = await press(mara, versions, 'Delete version 1', words => /can’t be undone/.test(words));
    const gone = await press(mara, asked, 'Delete version 1', words => /is deleted/.test(words));
    expect([asked.id, gone.id]).toEqual([versions.id, versions.id]);
    expect(buttonsOf(gone)).toEqual([]);
  });
});

describe('a card that is about something deleted meanwhile loses its buttons when one is pressed', () => {
  test.each([
    ['that opens a form', 'Add photos'],
    ['that acts at once', 'These photos show me, and I agree'],
  ])('photos, a button %s', async (_what, button) => {
    const report = await register('Nova', button === 'Add photos' ? 4 : 5);
    await deleteActor('Nova');
    const over = await pressOld(report, button);
    expect(wordsOf(over)).toMatch(/no longer exists|no actor/i);
    expect(buttonsOf(over)).toEqual([]);
    expect(over.attachments).toEqual([]);
  });

  test('a plan of a training', async () => {
    await registerAndAgree('Nova');
    const plan = await ask(mara, '/train start', { actor: 'Nova', steps: 200 });
    await deleteActor('Nova');
    expect(buttonsOf(await pressOld(plan, 'Confirm'))).toEqual([]);
  });

  test('a card in the channel keeps its buttons for the others', async () => {
    await registerAndAgree('Nova');
    await ask(mara, '/actor share', { actor: 'Nova', visibility: 'guild' });
    const image = await ask(mara, '/generate', { prompt: 'a quiet harbour' });
    const jonas = await world.member('jonas');
    const from = jonas.events.length;
    await jonas.click(image, 'Delete');
    const told = await jonas.waitForMessage(
      message => isAnswer(message) && message.id !== image.id,
      patienceMs,
      from,
    );
    expect(told.ephemeral).toBe(true);
    const [still] = (await jonas.messages(ids.channels.studio)).filter(({ id }) => id === image.id);
    expect(buttonsOf(still as ClientMessage).length).toBeGreaterThan(3);
  });
});
