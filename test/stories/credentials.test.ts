import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasCredentials } from '../../src/services/credentials/has-credentials.ts';
import { readManifest } from '../../src/services/credentials/read-manifest.ts';
import { ask, attached, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { hasTrainer } from '../real-trainer.ts';
import { type File, validate } from '../validator.ts';
import { startWorld, type TestWorld, wordsOf } from '../world.ts';

let world: TestWorld;
let mara: Member;
beforeAll(async () => {
  world = await startWorld();
  mara = await world.member('mara');
});
afterAll(() => world?.close());

/** Files that no model had a part in, by their names. */
const notMade = /^(photos\.jpg|photo-\d+\.jpg|quota\.png|loss\.(png|jpg))$/;
const sourceOf = (words: string) => `http://cv.iptc.org/newscodes/digitalsourcetype/${words}`;

async function fetched(message: ClientMessage): Promise<File[]> {
  const found = await Promise.all(
    message.attachments.map(async ({ filename, url, description }) => {
      const response = await fetch(url);
      // Before there is a sample, the picture of a training is a chart.
      const name = filename === 'progress.jpg' && !/sample/.test(description ?? '') ? 'loss.jpg' : filename;
      return { ok: response.ok, name, bytes: Buffer.from(await response.arrayBuffer()) };
    }),
  );
  // What the next step of a training has replaced meanwhile is gone.
  return found.filter(({ ok }) => ok);
}

test('every picture of a model that leaves the bot says so, signed, wherever it is shown', {
  timeout: 900_000,
}, async () => {
  const left: File[] = [];
  const keep = async (message: ClientMessage) => {
    const files = await fetched(message);
    left.push(...files);
    return files;
  };

  const registered = await ask(mara, '/actor register', {
    name: 'Nova',
    ...attached(await photos('nova', 5)),
  });
  await keep(registered);
  await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));

  const plain = await ask(mara, '/generate', { prompt: 'a lighthouse in a storm', count: 2 });
  const [first] = await keep(plain);
  const posed = await ask(mara, '/generate', { prompt: 'Nova at sea', actor: 'Nova', using: 'photos' });
  const [fromPhotos] = await keep(posed);
  expect(await readManifest(first?.bytes ?? Buffer.alloc(0))).toMatchObject({
    digitalSourceType: sourceOf('trainedAlgorithmicMedia'),
  });
  expect(await readManifest(fromPhotos?.bytes ?? Buffer.alloc(0))).toMatchObject({
    digitalSourceType: sourceOf('compositeWithTrainedAlgorithmicMedia'),
  });

  const from = mara.events.length;
  const run = world.colab.run(jobCodeIn(await startTraining(mara, { actor: 'Nova', steps: 200 })));
  const done = await mara.waitForMessage(
    message => /Nova is trained/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  await run.done;
  await keep(done);
  // This one breaks off halfway, after its first sample, so that its progress is posted however fast the run is.
  const again = mara.events.length;
  const next = await startTraining(mara, { actor: 'Nova', steps: 300 });
  await world.colab.run(jobCodeIn(next), { mishap: 'vanish' }).done;
  await keep(
    await mara.waitForMessage(
      message => message.attachments.some(({ filename }) => filename === 'progress.jpg'),
      patienceMs,
      again,
    ),
  );

  await keep(await ask(mara, '/actor versions', { actor: 'Nova' }));
  await keep(await ask(mara, '/actor show', { actor: 'Nova' }));
  await keep(await ask(mara, '/gallery'));
  const id = /Image (\w+)\./.exec(
    wordsOf(await press(mara, plain, 'Details', words => /Settings/.test(words))),
  )?.[1];
  await keep(await ask(mara, '/show', { id: id ?? '' }));
  await keep(await ask(mara, '/quota'));

  const exported = await fetched(await ask(mara, '/privacy export'));
  for (const { bytes } of exported)
    for (const [path, content] of Object.entries(unzipSync(new Uint8Array(bytes))))
      if (/\.(png|jpg)$/.test(path))
        left.push({ name: path.replace(/.*\//, path.startsWith('photos/') ? 'photo-' : ''), bytes: content });

  const isMade = ({ name }: File) => !notMade.test(name);
  const made = left.filter(isMade);
  for (const wanted of [
    /^image-1\.png$/,
    /^image-1\.jpg$/,
    /^sample-1\.jpg$/,
    /^versions\.jpg$/,
    /^version-1-1\.jpg$/,
    /-1\.png$/,
  ])
    expect(
      made.some(({ name }) => wanted.test(name)),
      `${wanted} among ${made.map(({ name }) => name)}`,
    ).toBe(true);
  for (const { name, bytes } of made)
    expect({ name, fault: undefined, ...(await readManifest(bytes)) }).toMatchObject({
      ...{ name, fault: undefined, generator: 'AI Actor Generator' },
    });
  for (const { name, bytes } of left.filter(file => !isMade(file)))
    expect([name, hasCredentials(bytes)]).toEqual([name, false]);
  // Whose picture it is, who is in it and what was asked for stay out of it.
  const [{ bytes: bare } = { bytes: Buffer.alloc(0) }] = made;
  expect((await sharp(bare).metadata()).xmp?.toString()).toContain('trainedAlgorithmicMedia');
  if (!hasTrainer) return;
  const reports = await validate(made);
  expect(reports.map(({ state }, at) => [made[at]?.name, state])).toEqual(
    made.map(({ name }) => [name, 'Valid']),
  );
  for (const { text } of reports) expect(text).not.toMatch(/nova|mara|lighthouse|at sea/i);
  // A thumbnail of one picture names it as its parent.
  const small = made.findIndex(({ name }) => name === 'image-1.jpg');
  expect(reports[small]?.parents).toHaveLength(1);
});
