import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestWorld } from '../world.ts';
import { launchChromium } from './chromium.ts';

/** What one does on the page: read messages, press buttons, type commands. */
export type Studio = Awaited<ReturnType<typeof openStudio>>;

/** A browser for the page of this world, which notes every request that leaves for another host. */
export async function openStudio(world: TestWorld) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'dark' });
  context.setDefaultTimeout(300_000);
  const page = await context.newPage();
  const strangers: string[] = [];
  const ours = new Set([world.url, world.colab.url].map(url => new URL(url).host));
  context.on('request', request => {
    const { protocol, host } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !ours.has(host)) strangers.push(request.url());
  });

  /** What axe-core finds wrong with a page as it stands, in either theme. */
  async function faultsOf(of: Page): Promise<string[]> {
    await of.evaluate(axe.source);
    const results = await of.evaluate<[theme: string, axe.AxeResults][]>(`(async () => {
      const { dataset } = document.documentElement;
      const { theme: shown } = dataset;
      const results = [];
      for (const theme of shown ? ['dark', 'light'] : ['as it is']) {
        if (shown) dataset.theme = theme;
        results.push([theme, await axe.run()]);
      }
      if (shown) dataset.theme = shown;
      return results;
    })()`);
    return results.flatMap(([theme, { violations }]) =>
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${theme}, ${id}, ${target.join(' ')}: ${failureSummary}`),
      ),
    );
  }

  const messages = () => page.getByTestId('message');
  const button = (within: Locator, words: string | RegExp) =>
    within.getByTestId('button').filter({ hasText: words });

  return {
    page,
    strangers,
    messages,
    /** The latest with these words. */
    message: (words: string | RegExp) => messages().filter({ hasText: words }).last(),
    button,
    faults: () => faultsOf(page),
    close: () => browser.close(),

    /** A picture for the documentation, once what still loads or moves has come to rest, of a page without faults. */
    async shot(name: string, of: Page = page) {
      await of.waitForTimeout(600);
      const found = await faultsOf(of);
      expect(found, `${name}: ${found.join('\n')}`).toEqual([]);
      await of.screenshot({ path: new URL(`../../docs/${name}.png`, import.meta.url).pathname });
    },

    /** Types a command as a member would: its name, Tab, then each option, taking what is suggested where that is wanted. */
    async type(command: string, options: Record<string, string | { typed: string; take: string }> = {}) {
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
        await page.keyboard.type(typeof value === 'string' ? value : value.typed);
        if (typeof value === 'object') {
          await page.getByTestId('suggestion').filter({ hasText: value.take }).first().click();
        }
      }
    },

    /** Opens the notebook that the message links to, puts the job code in, runs it, and resolves to its page. */
    async runNotebook(started: Locator): Promise<Page> {
      const code = /eyJ[\w-]+/.exec(await started.innerText())?.[0] ?? '';
      const [notebook] = await Promise.all([
        context.waitForEvent('page'),
        button(started, 'Open the notebook').click(),
      ]);
      await notebook.waitForLoadState();
      await notebook.locator('textarea, input[type=text], input:not([type])').first().fill(code);
      await notebook
        .getByRole('button', { name: /run|train|start/i })
        .first()
        .click();
      await page.bringToFront();
      return notebook;
    },

    /** Fills in the form that is open, and sends it. */
    async fillIn(words: string) {
      await page.getByTestId('modal').waitFor();
      await page.getByTestId('modal-input').first().fill(words);
      await page.getByTestId('modal-submit').click();
    },
  };
}
