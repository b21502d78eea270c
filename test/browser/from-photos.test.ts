import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, attached, patienceMs, photos, press } from '../acting.ts';
import { everythingKept, startWorld, type TestWorld } from '../world.ts';
import { openStudio, type Studio } from './studio.ts';

let world: TestWorld;
let studio: Studio;
/** Addresses that the image service was given to fetch the trained model from. */
const links: string[] = [];

beforeAll(async () => {
  // Two tokens and an address; no endpoint.
  world = await startWorld({ INFERENCE_ENDPOINT_URL: '', INFERENCE_ENDPOINT_TOKEN: '' });
  const fetchAsEver = globalThis.fetch;
  vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => {
    const [address] = call;
    if (typeof address === 'string' && address.startsWith(`${world.config.PUBLIC_URL}/weights/`)) {
      links.push(address);
    }
    return fetchAsEver(...call);
  });
  studio = await openStudio(world);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await studio?.close();
  await world?.close();
});

const ownRepos = () =>
  world.huggingFace.repositories
    .list('model')
    .filter(({ id }) => id.startsWith(`${world.huggingFace.user}/`));
const lastRequest = () => world.huggingFace.requests.at(-1);
const nova = { typed: 'Nov', take: 'Nova' };

/** Asks for an image of Nova and resolves to the message that shows it. */
async function generate(options: Parameters<Studio['type']>[1], cast: RegExp) {
  await studio.type('/generate', options);
  await studio.page.keyboard.press('Enter');
  const image = studio.message(cast);
  await image.getByTestId('gallery-item').first().waitFor();
  return image;
}

describe('from photos to one’s own images, by a member without any token', () => {
  test('who is cast is in a picture at once', async () => {
    await studio.page.goto(`${world.url}/?member=${ids.members.jonas}`);
    await studio.page.locator('[data-testid=cast-card]').filter({ hasText: 'Nova' }).click();
    await studio.page.keyboard.press('Enter');
    await studio.button(studio.message('6 of 6 photos can be used'), 'I agree').click();
    await studio.message('can be trained').waitFor();
    const prompt = 'Nova as a lighthouse keeper by the sea at sunset';
    await generate({ prompt, actor: { typed: 'Nov', take: 'Nova (from photos)' } }, /Nova from photos/);
    expect(lastRequest()).toMatchObject({ loras: [], parameters: { image_urls: '4 pictures' }, status: 200 });
    await studio.shot('from-photos');
  });

  test('two people are in one picture, and each is told from the other', async () => {
    const priya = await world.member('priya');
    const form = { name: 'Bruno', ...attached(await photos('bruno', 5)) };
    const report = await ask(priya, '/actor register', form);
    await press(priya, report, 'These photos show me, and I agree', words => /agreed/.test(words));
    await ask(priya, '/actor share', { actor: 'Bruno', visibility: 'guild' });
    const prompt = 'Nova and Bruno play chess';
    const actor2 = { typed: 'Bru', take: 'Bruno' };
    const image = await generate({ prompt, actor: nova, actor2 }, /Nova and Bruno from photos/);
    await studio.shot('two-people');
    await studio.button(image, 'Details').click();
    const details = studio.message(/Settings/);
    await details.waitFor();
    expect(await details.innerText()).toMatch(/Likeness Nova 0\.\d\d · Bruno 0\.\d\d/);
  });

  test('a picture is changed with words, and stays', async () => {
    const before = studio.message(/lighthouse keeper/);
    await studio.button(before, 'Change…').click();
    await studio.fillIn('Make it night, and give them a red coat');
    const changed = studio.message('A changed copy of an earlier image');
    await changed.getByTestId('gallery-item').first().waitFor();
    expect(lastRequest()).toMatchObject({ parameters: { image_urls: '1 pictures' }, status: 200 });
    expect(await before.getByTestId('gallery-item').count()).toBe(1);
    await studio.shot('change');
  });

  test('a pack says its price first, and comes image by image', async () => {
    const before = world.huggingFace.requests.length;
    await studio.type('/actor show', { actor: nova });
    await studio.page.keyboard.press('Enter');
    await studio.button(studio.message('registered by'), 'Pack…').click();
    await studio.button(studio.message('Packs with Nova'), 'Travel').click();
    const quote = studio.message('Travel with Nova');
    await quote.waitFor();
    expect(await quote.innerText()).toMatch(/Price about \$0\.\d\d/);
    expect(world.huggingFace.requests.length).toBe(before);
    await studio.shot('pack');
    await studio.button(quote, /Make 8 images for/).click();
    await studio.message('All 8 images are here').waitFor();
    expect(world.huggingFace.requests.length).toBe(before + 8);
    expect(
      await studio
        .messages()
        .filter({ hasText: /Nova (on|at|by|in) a/ })
        .count(),
    ).toBeGreaterThan(7);
  });

  test('the trained version comes through an image service that gets the private model by a link', async () => {
    await studio.type('/train start', { actor: nova });
    await studio.page.keyboard.press('Enter');
    const plan = studio.message('Here is what will happen');
    await plan.waitFor();
    expect(await plan.innerText()).toMatch(/Stable Diffusion XL/);
    await studio.button(plan, 'Confirm').click();
    const started = studio.message('Copy this job code');
    await started.waitFor();
    expect(await started.innerText()).toMatch(/don’t need a Hugging Face account or token/);
    const notebook = await studio.runNotebook(started);
    await studio.message(/Nova is trained/).waitFor();
    await notebook.close();
    const prompt = 'Nova as a lighthouse keeper by the sea at sunset';
    const using = { typed: '', take: 'The trained model' };
    await generate({ prompt, actor: nova, using }, /Nova trained v1/);
    expect(lastRequest()).toMatchObject({ via: 'fal-ai', loras: [{ scale: 0.9 }], status: 200 });
    expect(ownRepos().map(({ private: isPrivate }) => isPrivate)).toEqual([true]);
    expect(links).toHaveLength(1);
    expect((await fetch(links[0] ?? '')).status).toBe(200);
  });

  test('how alike each way has been stands where one chooses', async () => {
    await studio.type('/actor show', { actor: nova });
    await studio.page.keyboard.press('Enter');
    const shown = studio.message('Likeness of its images');
    await shown.waitFor();
    const words = await shown.innerText();
    expect(words).toMatch(/from photos, FLUX\.2 klein 4B: 0\.\d\d in \d+ images/);
    expect(words).toMatch(/trained v1, Stable Diffusion XL: 0\.\d\d in 1 image/);
    await studio.shot('likeness');
  });

  test('who withdraws is nowhere any more: not in the channel, not on disk, not on the hub, by no link', async () => {
    expect((await everythingKept(world)).includes('Nova')).toBe(true);
    await studio.type('/actor delete', { actor: nova });
    await studio.page.keyboard.press('Enter');
    await studio.button(studio.message('Withdraw'), 'Withdraw consent and delete').click();
    await studio.message('Receipt').waitFor();
    await vi.waitFor(async () => expect((await everythingKept(world)).includes('Nova')).toBe(false), {
      ...{ timeout: patienceMs, interval: 500 },
    });
    expect(ownRepos()).toEqual([]);
    expect((await fetch(links[0] ?? '')).ok).toBe(false);
    // What is private to them is Discord's to remove: somebody else looks.
    await studio.page.goto(`${world.url}/?member=${ids.members.mara}`);
    await studio.page.getByTestId('composer').waitFor();
    await expect
      .poll(() => studio.messages().filter({ hasText: 'Nova' }).count(), { timeout: patienceMs })
      .toBe(0);
    expect(await studio.page.getByTestId('gallery-item').count()).toBe(0);
  });

  test('no request has left for another host', () => {
    expect(studio.strangers).toEqual([]);
  });
});
