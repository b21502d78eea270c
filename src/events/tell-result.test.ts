import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import { UserError } from '../errors.ts';
import { createCredentials } from '../services/credentials/credentials.ts';
import { operatorIdentity } from '../services/credentials/testing/certificates.ts';
import { PriceQuestion } from '../services/generation/making/ask-price.ts';
import { Interrupted } from '../services/generation/making/interrupted.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { smallPictures } from '../services/generation/testing/generation-fixture.ts';
import { generationOf } from '../services/privacy/testing/records.ts';
import type { View } from '../views/components.ts';
import { said, sayIn, speaking } from '../words/words.ts';
import { createErrorWords } from './error-words.ts';
import { shownIn } from './image-task.ts';
import { createTellResult } from './tell-result.ts';

let discord: DiscordFixture;
let log: string[];
afterEach(() => discord.close());

/** A bot whose signer fails, and a member who waits for a picture. */
async function told(without: 'post' | 'withhold', failing: number) {
  log = [];
  const logger = pino({ level: 'warn' }, { write: line => void log.push(line) });
  let tries = 0;
  const credentials = createCredentials({
    ...{ identity: await operatorIdentity(), version: '1', without, waits: [1, 1] },
    pool: {
      prepare: () => undefined,
      stop: async () => undefined,
      run: async () => {
        if (++tries <= failing) throw new Error('its worker ended');
        return { signed: (await smallPictures()).png };
      },
    },
    logger,
  });
  discord = await openDiscord({ credentials });
  const to = await discord.asked(discord.jonas, 'public');
  const { png } = await smallPictures();
  const record = generationOf('one', 'novel', { memberId: discord.jonas.memberId });
  const shown: string[] = [];
  const { show } = createTellResult({
    generation: { touchUpsIn: () => [], noteShown: async id => void shown.push(id) },
    answering: discord.answering,
    wordsFor: createErrorWords(logger),
    resultsIn: () => undefined,
    logger,
  });
  const { guildId, channelId, memberId, prompt } = record;
  const from = discord.jonas.events.length;
  await show(
    { id: 'one', request: { guildId, channelId, memberId, prompt }, to: { ...to, id: 'one' } },
    {
      record,
      images: [png],
      missing: [],
    },
  );
  const messages = discord.jonas.events
    .slice(from)
    .flatMap(event => ('message' in event && event.message ? [event.message] : []));
  return {
    tries,
    shown,
    pictures: messages.flatMap(({ attachments }) => attachments),
    words: JSON.stringify(messages),
  };
}

test('a picture that can be signed at last is posted', async () => {
  const { tries, shown, pictures } = await told('withhold', 2);
  expect([tries, shown]).toEqual([3, ['one']]);
  expect(pictures.length).toBeGreaterThan(0);
});

test('one that cannot be is posted with a note to the operator', async () => {
  const { tries, shown, pictures } = await told('post', 99);
  expect([tries, shown]).toEqual([3, ['one']]);
  expect(pictures.length).toBeGreaterThan(0);
  expect(log.join()).toMatch(/a picture leaves without credentials/);
});

test('or, by the setting, kept back: its member reads so at once, and nobody sees it', async () => {
  const { tries, shown, pictures, words } = await told('withhold', 99);
  expect(tries).toBe(3);
  expect([shown, pictures]).toEqual([[], []]);
  expect(words).toMatch(/couldn’t add the signature.*It’s kept: look in `\/gallery`/);
  expect(log.join()).toMatch(/a picture could not be signed/);
  expect(log.join()).not.toMatch(/leaves without/);
});

/** Two of Jonas's three images failed, and he reads German. */
async function someMissing(private_: boolean, { late = false } = {}) {
  discord = await openDiscord();
  const to = { ...(await discord.asked(discord.jonas, private_ ? 'private' : 'public')), id: 'one' };
  if (late) discord.expire();
  const { png } = await smallPictures();
  const record = generationOf('one', 'novel', { memberId: discord.jonas.memberId });
  const { guildId, memberId, prompt } = record;
  const request = { guildId, channelId: to.channelId, memberId, prompt, private: private_ };
  const logger = pino({ level: 'silent' });
  const { show } = createTellResult({
    generation: { touchUpsIn: () => [], noteShown: async () => undefined },
    answering: discord.answering,
    wordsFor: createErrorWords(logger),
    resultsIn: () => undefined,
    logger,
  });
  const why = said('generation.tooSexual');
  await speaking('en', () =>
    show(
      { id: 'one', request: { ...request, language: 'de' }, to },
      { record, images: [png], missing: [why, why] },
    ),
  );
  const read = ({ events }: typeof discord.mara) =>
    JSON.stringify(events.map(event => ('message' in event ? event.message : undefined)));
  const channel = /2 images are missing\. Only <@\d+> can see why/;
  await discord.mara.waitFor(() => private_ || channel.test(read(discord.mara)));
  return { mara: () => read(discord.mara), jonas: () => read(discord.jonas), channel };
}
const inGerman = () => sayIn('de', 'generation.tooSexual');

test.each([false, true])(
  'why images are missing is for the member alone, after 15 minutes too: %s',
  async late => {
    const { mara, jonas, channel } = await someMissing(false, { late });
    await discord.jonas.waitFor(() => jonas().includes(`2 Bilder fehlen: ${inGerman()}`));
    expect(jonas()).toMatch(channel);
    expect(mara()).not.toContain(inGerman());
    expect(mara()).not.toContain(sayIn('en', 'generation.tooSexual'));
  },
);

test('in an answer that only they see, it stands with the images', async () => {
  const { mara, jonas } = await someMissing(true);
  await discord.jonas.waitFor(() => /2 images are missing: /.test(jonas()));
  expect(jonas()).not.toMatch(/can see why/);
  expect(mara()).not.toMatch(/missing/);
});

test('who wrote a prompt that is refused gets it back, to be copied; who only pressed a button does not', async () => {
  discord = await openDiscord();
  const told: string[] = [];
  const { tellWhyNot } = createTellResult({
    generation: { touchUpsIn: () => [], noteShown: async () => undefined },
    answering: {
      ...discord.answering,
      tellWhyNot: async (_to, words) => void told.push(JSON.stringify(words.components)),
    },
    wordsFor: createErrorWords(pino({ level: 'silent' })),
    resultsIn: () => undefined,
    logger: pino({ level: 'silent' }),
  });
  const to = { ...(await discord.asked(discord.jonas, 'public')), id: 'one' };
  const prompt = 'a lighthouse, 3 × 4 m, at dusk';
  const request = { guildId: 'g', channelId: 'c', memberId: 'm', prompt };
  const refused = new UserError('blocked', said('generation.tooSexual'));
  for (const more of [{}, { fresh: true }])
    await tellWhyNot({ id: 'one', request: { ...request, ...more }, to }, refused);
  expect(told[0]).toContain(`${sayIn('en', 'events.youTyped')}\\n\`\`\`\\n${prompt}\\n`);
  expect(told[1]).not.toContain(prompt);
});

test('after a restart, neither what they typed nor why it is refused is for all to read', async () => {
  discord = await openDiscord();
  const { tellWhyNot } = createTellResult({
    generation: { touchUpsIn: () => [], noteShown: async () => undefined },
    answering: discord.answering,
    wordsFor: createErrorWords(pino({ level: 'silent' })),
    resultsIn: () => undefined,
    logger: pino({ level: 'silent' }),
  });
  const prompt = 'a lighthouse nobody else may read of';
  const request = { guildId: 'g', channelId: 'c', memberId: 'm', prompt };
  const refused = new UserError('blocked', said('generation.tooSexual'));
  for (const error of [refused, new Interrupted()]) {
    const to = { ...(await discord.asked(discord.jonas, 'public')), again: true };
    await tellWhyNot({ id: to.id, request, to }, error);
  }
  const read = (who: typeof discord.mara) => JSON.stringify(who.events);
  await discord.mara.waitFor(() => read(discord.mara).includes(sayIn('en', 'generation.interrupted')));
  await discord.jonas.waitFor(() => read(discord.jonas).includes(prompt));
  expect(read(discord.mara)).not.toContain(prompt);
  expect(read(discord.mara)).not.toContain(sayIn('en', 'generation.tooSexual'));
});

test('what stands in the channel is in its language, what only the member reads in theirs', async () => {
  discord = await openDiscord();
  const to = { ...(await discord.asked(discord.jonas, 'private')), id: 'one' };
  const record = generationOf('one', 'novel', { memberId: discord.jonas.memberId });
  const { guildId, channelId, memberId, prompt } = record;
  const shown: { words: View | undefined; hint: View }[] = [];
  const { show, tellWhyNot, tellWhereKept } = createTellResult({
    generation: { touchUpsIn: () => [], noteShown: async () => undefined },
    answering: {
      ...discord.answering,
      async show(_to, { direct, hint }) {
        shown.push({ words: direct, hint });
        return { channelId, messageId: '1' };
      },
      async tellWhyNot(_to, words, hint) {
        shown.push({ words, hint });
      },
    },
    wordsFor: createErrorWords(pino({ level: 'silent' })),
    resultsIn: () => undefined,
    logger: pino({ level: 'silent' }),
  });
  const result = { record, images: [], missing: [] };
  const price = { requestId: 'one', prompt, modelName: 'FLUX', images: 2, usd: 1 };
  for (const hidden of [true, false]) {
    const request: GenerationRequest = {
      ...{ guildId, channelId, memberId, prompt, private: hidden },
      ...{ language: 'de', channelLanguage: 'fr' },
    };
    const task = { id: 'one', acceptedAt: 0, request, to };
    await speaking(shownIn(request), async () => {
      await show(task, result);
      await tellWhyNot(task, new UserError('gone', said('events.offline')));
      await tellWhyNot(task, new PriceQuestion(price));
      await tellWhereKept(task, result);
    });
  }
  const ready = sayIn('fr', 'generate.privateReady');
  const hints = [ready, sayIn('fr', 'events.imagesFailed'), sayIn('fr', 'generate.costsUnsaid'), ready];
  for (const [at, { words, hint }] of shown.entries()) {
    expect(JSON.stringify(hint)).toContain(JSON.stringify(hints[at % hints.length]).slice(1, -1));
    expect(JSON.stringify(words)).toMatch(/Details|lange offline|Nein, danke/);
  }
  expect(shown).toHaveLength(8);
});
