import { renderCastPhoto } from '@ai-actor/playground/cast';
import { ids } from '@ai-actor/playground/discord';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type TestWorld } from '../world.ts';
import { launchChromium } from './chromium.ts';

let world: TestWorld;
let browser: Browser;
let page: Page;
const strangers: string[] = [];

const shot = (name: string) =>
  page.screenshot({ path: new URL(`../../docs/${name}.png`, import.meta.url).pathname });
const messages = () => page.getByTestId('message');
const message = (words: string | RegExp) => messages().filter({ hasText: words }).last();
const button = (within: Locator, words: string) => within.getByTestId('button').filter({ hasText: words });

/** How many colours the page's own font draws a text in: one that the browser cannot read leaves it blank. */
const coloursOf = (text: string): Promise<number> =>
  page.evaluate(`(async () => {
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

/** Types a command as a member would: its name, Tab, then each option. */
async function type(command: string, options: Record<string, string> = {}) {
  await page.getByTestId('composer').click();
  await page.keyboard.type(command);
  await page.keyboard.press('Tab');
  for (const [name, value] of Object.entries(options)) {
    const input = page.locator(`[data-testid=option-input][data-option=${name}]`);
    if (!(await input.count())) {
      await page.getByTestId('option-more').click();
      await page.locator(`[data-testid=option-add][data-option=${name}]`).click();
    }
    await input.click();
    await page.keyboard.type(value);
  }
}

beforeAll(async () => {
  world = await startWorld();
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'dark' });
  context.setDefaultTimeout(180_000);
  page = await context.newPage();
  const ours = new Set([world.url, world.colab.url].map(url => new URL(url).host));
  context.on('request', request => {
    const { protocol, host } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !ours.has(host)) strangers.push(request.url());
  });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe('the story in the browser', () => {
  test('one click fills in a sample actor, and Enter casts it', async () => {
    await page.goto(world.url);
    await page.locator('[data-testid=cast-card]').filter({ hasText: 'Nova' }).click();
    // At once: the photos may still be on their way.
    await page.keyboard.press('Enter');
    const report = message('6 of 6 photos can be used');
    await report.getByTestId('gallery-item').first().waitFor();
    await report.scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
    await shot('photo-report');
    await button(message('6 of 6 photos can be used'), 'I agree').click();
    await message('can be trained').waitFor();
  });

  test('training is started privately, run in the notebook, and announced in the channel', async () => {
    await button(message('can be trained'), 'Start training').click();
    const plan = message('This is what will happen');
    await plan.waitFor();
    await shot('training-plan');
    await button(plan, 'Confirm').click();
    const started = message('Copy this job code');
    await started.waitFor();
    const code = /eyJ[\w-]+/.exec(await started.innerText())?.[0] ?? '';
    const link = button(started, 'Open the notebook');
    const [notebook] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await notebook.waitForLoadState();
    expect(await notebook.textContent('body')).toMatch(/stand-in/i);
    await notebook.locator('textarea, input[type=text], input:not([type])').first().fill(code);
    await notebook
      .getByRole('button', { name: /run|train|start/i })
      .first()
      .click();
    await page.bringToFront();
    await button(messages(), 'Generate').last().waitFor();
    await notebook.screenshot({ path: new URL('../../docs/notebook.png', import.meta.url).pathname });
    await notebook.close();
    await shot('completion');
  });

  test('the Generate button asks for a prompt and posts a picture of the actor', async () => {
    await button(messages(), 'Generate').last().click();
    await page.getByTestId('modal').waitFor();
    await page.getByTestId('modal-input').first().fill('Nova as an astronaut above a blue planet');
    await page.getByTestId('modal-submit').click();
    const image = message('Nova trained v1');
    await image.getByTestId('gallery-item').first().waitFor();
    expect(world.huggingFace.requests.at(-1)?.loras).toHaveLength(1);
    await page.waitForTimeout(600);
    await shot('playground');
    await image.getByTestId('gallery-item').first().click();
    await page.getByTestId('lightbox-image').waitFor();
    await page.keyboard.press('Escape');
  });

  test('/generate offers models while one types, and everybody sees the result', async () => {
    await type('/generate', { prompt: 'a lighthouse in a storm', model: 'schnell' });
    await page.getByTestId('suggestion').filter({ hasText: 'FLUX.1 schnell' }).click();
    await page.keyboard.press('Enter');
    await message('FLUX.1 schnell').getByTestId('gallery-item').first().waitFor();
    await page.goto(`${world.url}/?member=${ids.members.jonas}`);
    await message('FLUX.1 schnell').waitFor();
    expect(await messages().filter({ hasText: 'Only you can see this' }).count()).toBe(0);
  });

  test('without photos a form opens: drop photos, tick the box, send', async () => {
    await type('/actor register', { name: 'Bruno' });
    await page.keyboard.press('Enter');
    await page.getByTestId('modal').waitFor();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByTestId('file-browse').first().click(),
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
    await page.getByTestId('modal-choice').first().click();
    await shot('register-form');
    await page.getByTestId('modal-submit').click();
    await message('5 of 5 photos can be used').waitFor();
    expect(await message('5 of 5 photos can be used').innerText()).toMatch(/Ready for/);
  });

  test('eleven photos: ten are taken, and the page says so', async () => {
    await type('/actor register', { name: 'Crowd' });
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByTestId('attachment-add').first().click(),
    ]);
    const buffer = await renderCastPhoto('mei', 0);
    await chooser.setFiles(
      Array.from({ length: 11 }, (_, n) => ({ name: `${n}.jpg`, mimeType: 'image/jpeg', buffer })),
    );
    await page.getByTestId('toast').first().waitFor();
    expect(await page.getByTestId('file-tile').count()).toBe(10);
    await page.keyboard.press('Enter');
    await message('1 of 10 photos can be used').waitFor();
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
    await page.goto(`${world.url}/?member=${priya.memberId}`);
    const request = message('May Mei show you');
    await request.waitFor();
    expect(await request.getByTestId('gallery-item').count()).toBe(0);
    await button(request, 'See the photos and answer').click();
    const seen = message('5 photos of Mei');
    await seen.getByTestId('gallery-item').first().waitFor();
    await page.waitForTimeout(400);
    await shot('consent');
    await button(seen, 'Approve').click();
    await message('can be trained').waitFor();
  });

  test('emoji are drawn in colour, by a font of the page', async () => {
    for (const emoji of ['🎲', '⏳', '✅', '⚠️', '🗑️', '🎬']) {
      expect(await coloursOf(emoji), emoji).toBeGreaterThan(1);
    }
    expect(await page.evaluate(`document.fonts.check('16px Twemoji', '🎲')`)).toBe(true);
  });

  test('on a phone, in light', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(world.url);
    await message('FLUX.1 schnell').waitFor();
    await page.waitForTimeout(400);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await shot('phone-light');
  });

  test('no request has left for another host', () => {
    expect(strangers).toEqual([]);
  });
});
