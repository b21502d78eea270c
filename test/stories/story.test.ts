import { renderCastPhoto } from '@ai-actor/playground/cast';
import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  ask,
  attached,
  isAnswer,
  jobCodeIn,
  patienceMs,
  photos,
  press,
  seesNothingOf,
  startTraining,
} from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

let world: TestWorld;
let mara: Member;
let jonas: Member;

// Photos are really looked at, and a busy machine takes its time.
vi.setConfig({ testTimeout: 600_000 });

beforeAll(async () => {
  world = await startWorld();
  mara = await world.member('mara');
  jonas = await world.member('jonas');
});
afterAll(() => world?.close());

describe('the story, in order', () => {
  let registered: ClientMessage;
  let posted: ClientMessage;
  let completion: ClientMessage;

  test('an actor is cast from attached photos; a file that is no photo is named and nothing else is lost', async () => {
    const notes = { name: 'photo.jpg', bytes: Buffer.from('not a photo at all') };
    registered = await ask(mara, '/actor register', {
      name: 'Nova',
      ...attached([...(await photos('nova', 5)), notes]),
    });
    expect(registered.ephemeral).toBe(true);
    expect(wordsOf(registered)).toMatch(/5 of 6 photos can be used/);
    expect(wordsOf(registered)).toMatch(/\*\*photo\.jpg:\*\* It isn’t an image/);
    expect(await seesNothingOf(jonas, registered)).toBe(true);
  });

  test('until the person shown agrees, nothing is made of the actor', async () => {
    expect(wordsOf(await ask(mara, '/generate', { prompt: 'Nova at sea', actor: 'Nova' }))).toMatch(
      /haven’t agreed to images of this actor/,
    );
    expect(await mara.autocomplete('/generate', 'actor', { prompt: 'x', actor: 'No' })).toEqual([]);
    expect(
      wordsOf(
        await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words)),
      ),
    ).toMatch(/can be trained/);
  });

  test('an image without an actor is generated, posted with its settings, and free the second time', async () => {
    posted = await ask(jonas, '/generate', { prompt: 'a lighthouse in a storm', model: 'FLUX.1 schnell' });
    expect(posted.ephemeral).toBe(false);
    expect(wordsOf(posted)).toMatch(/FLUX\.1 schnell · seed \d+ · 4 steps/);
    expect(world.huggingFace.requests.at(-1)).toMatchObject({
      via: 'hf-inference',
      prompt: 'a lighthouse in a storm',
      status: 200,
    });

    const calls = world.huggingFace.requests.length;
    const again = await ask(mara, '/generate', {
      prompt: 'a lighthouse in a storm',
      model: 'black-forest-labs/FLUX.1-schnell',
    });
    expect(wordsOf(again)).toMatch(/From the cache: free/);
    expect(world.huggingFace.requests.length).toBe(calls);

    const [one, two] = await Promise.all(
      [posted, again].map(async message =>
        Buffer.from(await (await fetch(picturesOf(message)[0]?.url ?? '')).arrayBuffer()),
      ),
    );
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
    expect(one?.includes('Steps: 4, CFG scale: 0')).toBe(true);
    expect(one?.includes('trainedAlgorithmicMedia')).toBe(true);
    expect((await sharp(one).metadata()).width).toBe(1024);
  });

  test('the model is autocompleted', async () => {
    const choices = await mara.autocomplete('/generate', 'model', { prompt: 'x', model: 'openj' });
    expect(choices).toEqual([expect.objectContaining({ value: 'prompthero/openjourney' })]);
  });

  test('training: a private code, a message that moves, a version on the hub, a completion with samples', async () => {
    const started = await startTraining(mara, { actor: 'Nova', steps: 200 });
    expect(started.ephemeral).toBe(true);
    expect(await seesNothingOf(jonas, started)).toBe(true);
    const from = jonas.events.length;
    const run = world.colab.run(jobCodeIn(started));
    const moving = await jonas.waitForMessage(
      message => /\d+ of 200/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    completion = await jonas.waitForMessage(
      message => picturesOf(message).length > 0 && /Nova is trained/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(completion.id).not.toBe(moving.id);
    expect(completion.mentions.map(user => user.id)).toEqual([ids.members.mara]);
    expect(wordsOf(completion)).toMatch(/stand-in/);
    expect(await run.done).toMatchObject({ status: 'completed' });
  });

  test('an image of the actor carries the trained version to the inference server', async () => {
    const from = mara.events.length;
    await mara.click(completion, 'Generate');
    const modal = await mara.waitForModal();
    await mara.submit(modal, { prompt: 'Nova as an astronaut' });
    const image = await mara.waitForMessage(
      message =>
        isAnswer(message) && picturesOf(message).length === 1 && !/Trained|trained on/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(wordsOf(image)).toMatch(/\*\*Nova\*\* trained v1/);
    const request = world.huggingFace.requests.at(-1);
    expect(request).toMatchObject({ via: 'endpoint', status: 200 });
    const [lora] = request?.loras ?? [];
    const hub = await fetch(`${world.huggingFace.url}/api/models/${lora?.repo}`, {
      headers: { authorization: `Bearer ${world.config.HF_TOKEN}` },
    });
    expect(await hub.json()).toMatchObject({ id: lora?.repo, sha: lora?.revision, private: true });
    expect(request?.prompt).toMatch(/^ohwx\w+ person as an astronaut$/);
  });

  test('buttons of a message from before a restart go on working', async () => {
    await world.restartBot();
    const rerolled = await press(jonas, posted, 'Re-roll', words => /seed \d+/.test(words));
    expect(wordsOf(rerolled)).not.toMatch(/From the cache/);
    expect(wordsOf(await press(jonas, posted, 'Details', words => /Prompt as sent/.test(words)))).toMatch(
      /a lighthouse in a storm/,
    );
    const refused = await press(jonas, completion, 'Generate', words => /no actor|may not/.test(words));
    expect(refused.ephemeral).toBe(true);
  });

  test('the lists say what is so', async () => {
    expect(wordsOf(await ask(mara, '/actor list'))).toMatch(
      /\*\*Nova\*\* · 5 photos[\s\S]*Trained: version 1/,
    );
    const shown = await ask(mara, '/actor show', { actor: 'Nova' });
    expect(picturesOf(shown)).toHaveLength(5);
    expect(wordsOf(await ask(jonas, '/actor list'))).toMatch(/No actors you can use yet/);
    expect(wordsOf(await ask(jonas, '/actor show', { actor: 'Nova' }))).toMatch(
      /There is no actor with that name/,
    );
    expect(wordsOf(await ask(mara, '/train status'))).toMatch(/Nova/);
    expect(wordsOf(await ask(mara, '/models list'))).toMatch(/Available now \(12\)/);
    expect(wordsOf(await ask(mara, '/quota'))).toMatch(/of 30,000 tokens/);
    const help = wordsOf(await ask(mara, '/help'));
    for (const command of ['actor register', 'generate', 'train start'])
      expect(help).toMatch(new RegExp(`</${command}:\\d+>`));
    // Every way to an image of somebody, by the names that a member sees.
    for (const way of ['`using`', '`actor2`', '*Change…*', 'without an actor']) expect(help).toContain(way);
  });
});

describe('other ways in', () => {
  test('without photos a form opens, with an upload and a consent box', async () => {
    await jonas.command('/actor register', { name: 'Bruno' });
    const modal = await jonas.waitForModal();
    const from = jonas.events.length;
    await jonas.submit(modal, { name: 'Bruno', photos: await photos('bruno', 5), consent: ['agree'] });
    const report = await jonas.waitForMessage(
      message => isAnswer(message) && /Bruno/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(report.ephemeral).toBe(true);
    expect(wordsOf(report)).toMatch(/5 of 5 photos can be used[\s\S]*Ready for `.generate`/);
  });

  test('another member is asked in the channel, sees the photos alone, and only they can answer', async () => {
    const from = jonas.events.length;
    const report = await ask(mara, '/actor register', {
      name: 'Priya',
      subject: ids.members.priya,
      ...attached(await photos('mei', 5)),
    });
    expect(report.ephemeral).toBe(true);
    const asks = (message: ClientMessage) => isAnswer(message) && /may I cast you as/.test(wordsOf(message));
    const request = await jonas.waitForMessage(asks, patienceMs, from);
    expect(picturesOf(request)).toEqual([]);
    for (const [stranger, button] of [
      [mara, 'Decline'],
      [jonas, 'See the photos and answer'],
    ] as const) {
      const refusal = await press(stranger, request, button, words => /Only the person shown/.test(words));
      expect(refusal.ephemeral).toBe(true);
    }
    const priya = await world.member('priya');
    const shown = await press(priya, request, 'See the photos and answer', words =>
      /5 photos of Priya/.test(words),
    );
    expect([shown.ephemeral, picturesOf(shown).length]).toEqual([true, 1]);
    expect(wordsOf(await press(priya, shown, 'Approve', words => /agreed/.test(words)))).toMatch(
      /can be trained/,
    );
  });
});

describe('bad input gets a sentence and loses nothing', () => {
  test('two actors of one name', async () => {
    const files = attached(await photos('nova', 5));
    expect(wordsOf(await ask(jonas, '/actor register', { name: 'NOVA', ...files }))).toMatch(
      /already has an actor with that name/,
    );
  });

  test('files that are no photos at all', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"/>');
    const cut = (await renderCastPhoto('nova', 0)).subarray(0, 9_000);
    const answer = await ask(mara, '/actor register', {
      name: 'Nobody',
      photo1: { name: 'drawing.svg', bytes: svg },
      photo2: { name: 'cut.jpg', bytes: cut },
    });
    expect(wordsOf(answer)).toMatch(
      /`drawing\.svg`: It’s a drawing \(SVG\)[\s\S]*`cut\.jpg`: It’s damaged or incomplete/,
    );
  });

  test.each([
    ['an unknown model', { prompt: 'a house', model: 'flux schnel' }, /don’t know a model with that name/],
    ['a prompt of only spaces', { prompt: '     ' }, /prompt is empty/],
    ['an actor that is not there', { prompt: 'a house', actor: 'Godot' }, /no actor with that name/],
  ])('%s', async (_what, options, sentence) => {
    const answer = await ask(jonas, '/generate', options);
    expect(wordsOf(answer)).toMatch(sentence);
    expect(answer.ephemeral).toBe(true);
  });

  test('@everyone neither names an actor nor pings from a prompt', async () => {
    expect(
      wordsOf(
        await ask(mara, '/actor register', { name: '@everyone', ...attached(await photos('nova', 1)) }),
      ),
    ).toMatch(/name has 1 to 32 letters/);
    const answer = await ask(mara, '/generate', { prompt: '@everyone <@1400000000000000202> **look**' });
    expect(answer.mention_everyone).toBe(false);
    expect(answer.mentions).toEqual([]);
  });

  test('a black picture is told, and refunded', async () => {
    const before = wordsOf(await ask(jonas, '/quota'));
    world.huggingFace.faults.add({ kind: 'black-image', match: {}, times: 1 });
    expect(wordsOf(await ask(jonas, '/generate', { prompt: 'a cellar without a lamp' }))).toMatch(
      /black picture/,
    );
    expect(wordsOf(await ask(jonas, '/quota'))).toBe(before);
  });

  test('a training report with a wrong signature', async () => {
    const response = await fetch(`${world.config.PUBLIC_URL}/training/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': 'v1,AAAA',
      },
      body: JSON.stringify({
        type: 'training.started',
        jobId: 'nope',
        attempt: 1,
        seq: 1,
        step: 0,
        totalSteps: 1,
      }),
    });
    expect(response.status).toBe(401);
  });

  test('no secret has reached the log, and nothing in it is an error', () => {
    const log = world.log.join('');
    for (const secret of [world.config.DISCORD_TOKEN, world.config.HF_TOKEN])
      expect(log).not.toContain(secret);
    expect(world.log.filter(line => JSON.parse(line).level >= 50)).toEqual([]);
  });
});
