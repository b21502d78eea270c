import { renderCastPhoto } from '@ai-actor/playground/cast';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, patienceMs } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';
import { openStudio, type Studio } from './studio.ts';

let world: TestWorld;
let studio: Studio;
beforeAll(async () => {
  world = await startWorld();
  studio = await openStudio(world);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await studio?.close();
  await world?.close();
});

/** How many colours the page's own font draws a text in: one that the browser cannot read leaves it blank. */
const coloursOf = (text: string): Promise<number> =>
  studio.page.evaluate(`(async () => {
    const font = '32px ' + getComputedStyle(document.body).fontFamily;
    await document.fonts.load(font, '${text}');
    const canvas = new OffscreenCanvas(48, 48).getContext('2d');
    canvas.font = font;
    canvas.fillText('${text}', 0, 36);
    const { data } = canvas.getImageData(0, 0, 48, 48);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 255) colours.add(data.subarray(at, at + 3).join());
    }
    return colours.size;
  })()`);

describe('the story in the browser', () => {
  test('one click fills in a sample actor, and Enter casts it', async () => {
    await studio.page.goto(world.url);
    await studio.page.locator('[data-testid=cast-card]').filter({ hasText: 'Nova' }).click();
    // At once: the photos may still be on their way.
    await studio.page.keyboard.press('Enter');
    const report = studio.message('6 of 6 photos can be used');
    await report.getByTestId('gallery-item').first().waitFor();
    await report.scrollIntoViewIfNeeded();
    await studio.shot('photo-report');
    await studio.button(studio.message('6 of 6 photos can be used'), 'I agree').click();
    await studio.message('can be trained').waitFor();
  });

  test('training is started privately, run in the notebook, and announced in the channel', async () => {
    await studio.button(studio.message('can be trained'), 'Start training').click();
    const plan = studio.message('Here is what will happen');
    await plan.waitFor();
    await studio.shot('training-plan');
    await studio.button(plan, 'Confirm').click();
    const started = studio.message('Copy this job code');
    await started.waitFor();
    const notebook = await studio.runNotebook(started);
    expect(await notebook.textContent('body')).toMatch(/stand-in/i);
    await studio.button(studio.message('Nova is trained'), 'Generate').waitFor();
    await studio.shot('notebook', notebook);
    await notebook.close();
    await studio.shot('completion');
  });

  test('the Generate button asks for a prompt and posts a picture of the actor', async () => {
    await studio.button(studio.message('Nova is trained'), 'Generate').click();
    await studio.fillIn('Nova as an astronaut above a blue planet');
    const image = studio.message('Nova trained v1');
    await image.getByTestId('gallery-item').first().waitFor();
    expect(world.huggingFace.requests.at(-1)?.loras).toHaveLength(1);
    await studio.shot('playground');
    await image.getByTestId('gallery-item').first().click();
    await studio.page.getByTestId('lightbox-image').waitFor();
    const faults = await studio.faults();
    await studio.page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  test('/generate offers models while one types, and everybody sees the result', async () => {
    const model = { typed: 'schnell', take: 'FLUX.1 schnell' };
    await studio.type('/generate', { prompt: 'a lighthouse in a storm', model });
    await studio.page.keyboard.press('Enter');
    await studio.message('FLUX.1 schnell').getByTestId('gallery-item').first().waitFor();
    await studio.page.goto(`${world.url}/?member=${ids.members.jonas}`);
    await studio.message('FLUX.1 schnell').waitFor();
    expect(await studio.messages().filter({ hasText: 'Only you can see this' }).count()).toBe(0);
  });

  test('without photos a form opens: drop photos, tick the box, send', async () => {
    await studio.type('/actor register', { name: 'Bruno' });
    await studio.page.keyboard.press('Enter');
    await studio.page.getByTestId('modal').waitFor();
    const [chooser] = await Promise.all([
      studio.page.waitForEvent('filechooser'),
      studio.page.getByTestId('file-browse').first().click(),
    ]);
    await chooser.setFiles(
      await Promise.all(
        [0, 1, 2, 3, 4].map(async n => ({
          name: `bruno-${n + 1}.jpg`,
          mimeType: 'image/jpeg',
          buffer: await renderCastPhoto('bruno', n),
        })),
      ),
    );
    await studio.page.getByTestId('modal-choice').first().click();
    await studio.shot('register-form');
    await studio.page.getByTestId('modal-submit').click();
    await studio.message('5 of 5 photos can be used').waitFor();
    expect(await studio.message('5 of 5 photos can be used').innerText()).toMatch(/Ready for/);
  });

  test('eleven photos: ten are taken, and the page says so', async () => {
    await studio.type('/actor register', { name: 'Crowd' });
    const [chooser] = await Promise.all([
      studio.page.waitForEvent('filechooser'),
      studio.page.getByTestId('attachment-add').first().click(),
    ]);
    const buffer = await renderCastPhoto('mei', 0);
    await chooser.setFiles(
      Array.from({ length: 11 }, (_, n) => ({ name: `${n}.jpg`, mimeType: 'image/jpeg', buffer })),
    );
    await studio.page.getByTestId('toast').first().waitFor();
    expect(await studio.page.getByTestId('file-tile').count()).toBe(10);
    await studio.page.keyboard.press('Enter');
    await studio.message('1 of 10 photos can be used').waitFor();
  });

  test('another member is asked: the channel sees a request, and only they the photos', async () => {
    const priya = await world.member('priya');
    const mara = await world.member('mara');
    const files = await Promise.all([0, 1, 2, 3, 4].map(n => renderCastPhoto('mei', n)));
    await mara.command('/actor register', {
      name: 'Mei',
      subject: priya.memberId,
      ...Object.fromEntries(files.map((bytes, n) => [`photo${n + 1}`, { name: `${n}.jpg`, bytes }] as const)),
    });
    await studio.page.goto(`${world.url}/?member=${priya.memberId}`);
    // The answers to its button quote it.
    const request = studio.messages().filter({ hasText: 'See the photos and answer' });
    await request.waitFor();
    expect(await request.innerText()).toContain('may I cast you as Mei');
    expect(await request.getByTestId('gallery-item').count()).toBe(0);
    await studio.button(request, 'See the photos and answer').click();
    const seen = studio.message('5 photos of Mei');
    await seen.getByTestId('gallery-item').first().waitFor();
    await studio.button(seen, 'Limits…').click();
    await studio.page.getByTestId('modal').waitFor();
    for (const limit of ['swimwear', 'others', 'mark'])
      await studio.page.locator(`[data-testid=modal-choice][data-value=${limit}]`).click();
    await studio.page.getByTestId('modal-input').first().fill('never smoking, no clowns');
    await studio.shot('limits');
    await studio.page.getByTestId('modal-submit').click();
    await studio.message('Limits of Mei').waitFor();
    await studio.button(request, 'See the photos and answer').click();
    const limited = studio.messages().filter({ hasText: '5 photos of Mei' }).filter({ hasText: 'no clowns' });
    await limited.getByTestId('gallery-item').first().waitFor();
    await studio.shot('consent');
    await studio.button(limited, 'Approve').click();
    await studio.message('can be trained').waitFor();
  });

  test('who approves each request reads all of it in direct messages, and answers there', async () => {
    const [jonas, priya] = await Promise.all([world.member('jonas'), world.member('priya')]);
    await ask(priya, '/actor share', { actor: 'Mei', visibility: 'ask' });
    const prompt = 'Mei as an astronaut on a quiet beach at dawn, in soft light';
    await ask(jonas, '/generate', { prompt, actor: 'Mei', count: 2 });
    const direct = studio.page.getByTestId('direct');
    await direct.getByLabel('Unread messages').waitFor();
    await direct.click();
    const asked = studio.message('May I make 2 images of Mei');
    await asked.waitFor();
    expect(await asked.innerText()).toContain(prompt);
    expect(await direct.getByLabel('Unread messages').count()).toBe(0);
    expect(await studio.page.getByTestId('member-list').count()).toBe(0);
    await studio.shot('approval');
    await studio.button(asked, 'Approve').click();
    await studio.message('You approved 2 images').waitFor();
    await jonas.waitForMessage(message => picturesOf(message).length === 2, patienceMs);
  });

  test('the menu of a message tells whether its picture is the bot’s', async () => {
    await studio.page.goto(`${world.url}/?member=${ids.members.jonas}`);
    const image = studio.message('Mei as an astronaut');
    await image.hover();
    await image.getByTestId('message-command').filter({ hasText: 'Is this ours?' }).click();
    const answer = studio.message('Yes, I made this');
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/Made by @?Jonas/);
    await studio.shot('is-this-ours');
  });

  test('each week, the person shown sees what others made, private ones too, with a way to delete each', async () => {
    const [jonas, priya] = await Promise.all([world.member('jonas'), world.member('priya')]);
    await ask(priya, '/actor share', { actor: 'Mei', visibility: 'guild' });
    await ask(jonas, '/generate', { prompt: 'Mei in a rainy neon city at night', actor: 'Mei' });
    await ask(jonas, '/generate', { prompt: 'Mei in a misty forest at dawn', actor: 'Mei', private: true });
    const now = Date.now.bind(Date);
    await world.restartBot(async () => {
      vi.spyOn(Date, 'now').mockImplementation(() => now() + 7 * 24 * 60 * 60_000);
    });
    await priya.waitForMessage(message => /Images others made of/.test(wordsOf(message)), patienceMs);
    await studio.page.getByTestId('member-switcher').click();
    await studio.page.locator(`[data-testid=member-option][data-member="${priya.memberId}"]`).click();
    const direct = studio.page.getByTestId('direct');
    await direct.getByLabel('Unread messages').waitFor();
    await direct.click();
    // The answers to its buttons quote it, without the pictures.
    const digest = studio
      .messages()
      .filter({ hasText: 'Images others made of Mei', has: studio.page.getByTestId('gallery-item') });
    await digest.getByTestId('gallery-item').first().waitFor();
    await studio.page.setViewportSize({ width: 1280, height: 1180 });
    await studio.shot('digest');
    await studio.page.setViewportSize({ width: 1280, height: 860 });
    expect(await studio.button(digest, 'Delete').count()).toBe(3);

    await studio.button(digest, 'Delete').first().click();
    const asked = studio.message('Delete this image');
    await asked.waitFor();
    await studio.button(asked, 'Delete for good').click();
    await studio.message('Deleted').waitFor();
    await digest.filter({ hasText: '2 requests' }).waitFor();
    expect(await studio.button(digest, 'Delete').count()).toBe(2);
    expect(await digest.innerText()).not.toContain('misty forest');
  });

  test('commands, suggestions and menus are found by a keyboard, and faultless while they are open', async () => {
    const { page } = studio;
    await page.goto(world.url);
    await page.getByTestId('composer').click();
    await page.keyboard.type('/ge');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    expect(await studio.faults()).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.type('a fox');
    await page.keyboard.press('Tab');
    expect(await studio.faults()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    for (const menu of ['member-switcher', 'playground-menu']) {
      await page.getByTestId(menu).focus();
      await page.keyboard.press('Enter');
      await page.locator(`[data-testid=${menu}][aria-expanded=true]`).waitFor();
      expect(await studio.faults(), menu).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator(`[data-testid=${menu}][aria-expanded=false]`).waitFor();
    }
  });

  test('emoji are drawn in colour, by a font of the page', async () => {
    for (const emoji of ['🎲', '⏳', '✅', '⚠️', '🗑️', '🎬']) {
      expect(await coloursOf(emoji), emoji).toBeGreaterThan(1);
    }
    expect(await studio.page.evaluate(`document.fonts.check('16px Twemoji', '🎲')`)).toBe(true);
  });

  test('on a phone, in light', async () => {
    await studio.page.emulateMedia({ colorScheme: 'light' });
    await studio.page.setViewportSize({ width: 390, height: 844 });
    await studio.page.goto(world.url);
    await studio.message('FLUX.1 schnell').waitFor();
    await studio.page.waitForTimeout(400);
    expect(await studio.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(
      true,
    );
    await studio.shot('phone-light');
    await studio.page.emulateMedia({ reducedMotion: 'reduce' });
    await studio.page.getByTestId('drawer').click();
    expect(
      await studio.page.evaluate(
        'document.getAnimations().map(({ animationName, transitionProperty }) => animationName ?? transitionProperty)',
      ),
    ).toEqual([]);
    await studio.page.getByTestId('member-switcher').click();
    expect(await studio.faults()).toEqual([]);
  });

  test('no request has left for another host', () => {
    expect(studio.strangers).toEqual([]);
  });
});
