import { ids } from '@ai-actor/playground/discord';
import { Events, Routes } from 'discord.js';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineButton, defineCommand, defineModal } from '../commands/command.ts';
import { toRegistration } from '../discord/command-registration.ts';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/index.ts';
import { button, card, type Modal, row, text } from '../views/components.ts';
import { promptModal } from '../views/generate/image-forms.ts';
import { sayIn } from '../words/words.ts';
import { createAnswer } from './answer.ts';
import { createErrorWords } from './error-words.ts';
import { createInteractionHandler } from './interaction-create.ts';

const logger = pino({ level: 'silent' });
const form = promptModal('try:1', 'Try', 'a fox');
let open: () => Promise<Modal>;
let discord: DiscordFixture;
let stopping = false;
/** Of whom something was noted. */
let noted: string[] = [];
const fail = async () => {
  throw new TypeError('a fault of our own');
};
beforeAll(async () => {
  discord = await openDiscord();
  const wordsFor = createErrorWords(logger, {
    note: ({ memberId }) => void noted.push(`failure of ${memberId}`),
  });
  const generate = defineCommand({
    name: 'generate',
    description: 'commands.generate',
    options: { prompt: { kind: 'string', description: 'commands.generatePrompt', required: true } },
    asks() {
      throw new UserError('not-allowed', 'Not in this channel.');
    },
  });
  await discord.client.rest.put(Routes.applicationCommands(ids.application), {
    body: [toRegistration(generate)],
  });
  const handle = createInteractionHandler({
    commands: [generate],
    menuCommands: [],
    buttons: [
      defineButton({ name: 'open', opens: () => open() }),
      defineButton({ name: 'fails', answer: 'private', execute: fail }),
      defineButton({ name: 'fails-unseen', traceless: true, answer: 'private', execute: fail }),
    ],
    modals: [
      defineModal({ name: 'try', visibility: 'private', execute: async () => card('good', text('tried')) }),
      defineModal({
        name: 'ask',
        asks: async () => {
          throw new UserError('gone', 'This picture is gone, too.');
        },
      }),
    ],
    services: {
      settings: { requireMay: () => {}, get: () => ({ channels: {} }) },
    } as unknown as Services,
    answer: createAnswer({ languageOf: () => 'en', answering: discord.answering, wordsFor, logger }),
    imageRequests: { take: async (_interaction, asking) => void (await asking) },
    heard(memberId, _locale, { keeps } = { keeps: true }) {
      if (keeps) noted.push(`language of ${memberId}`);
      return 'en';
    },
    stopping: () => stopping,
    userInstalls: false,
    wordsFor,
    logger,
  });
  discord.client.on(Events.InteractionCreate, interaction => void handle(interaction));
  const buttons = [
    button('open', '1', { label: 'Open' }),
    button('fails', '1', { label: 'Fail' }),
    button('fails-unseen', '1', { label: 'Fail unseen' }),
    button('gone-since', '1', { label: 'Old one' }),
  ];
  const view = card('plain', text('press it'), row(...buttons));
  await discord.messages.send(ids.channels.studio, view, { key: 'button' });
});
afterAll(() => discord.close());

async function pressed(label = 'Open') {
  const message = await discord.mara.waitForMessage(({ components }) =>
    JSON.stringify(components).includes('press it'),
  );
  const { interactionId } = await discord.mara.click(message, label);
  return discord.mara.waitForInteraction(interactionId, 60_000);
}
const seen = (words: string) =>
  discord.mara.waitForMessage(({ components }) => JSON.stringify(components).includes(words), 60_000);

test('a form that is known at once opens', async () => {
  open = async () => form;
  await pressed();
  expect((await discord.mara.waitForModal()).modal.custom_id).toBe('try:1');
});

test('why there is no form is told to the member alone', async () => {
  open = async () => {
    throw new UserError('gone', 'This picture is gone.');
  };
  expect((await pressed()).state).toBe('acknowledged');
  expect((await seen('This picture is gone.')).ephemeral).toBe(true);
});

test('a form for which the disk is too slow is acknowledged in time, and words take its place', async () => {
  let know = (_modal: Modal) => {};
  open = () =>
    new Promise<Modal>(resolve => {
      know = resolve;
    });
  expect((await pressed()).state).toBe('acknowledged');
  know(form);
  expect((await seen('Press the button again.')).ephemeral).toBe(true);
});

test('while the bot stops nothing is opened, and the member is told when to press again', async () => {
  open = async () => form;
  stopping = true;
  const from = discord.mara.events.length;
  await pressed();
  stopping = false;
  const told = await discord.mara.waitForMessage(
    ({ components }) => JSON.stringify(components).includes('I’m restarting. Ask again in a minute.'),
    60_000,
    from,
  );
  expect(told.ephemeral).toBe(true);
});

test('what was typed into a form comes back, whatever it fails for', async () => {
  const typed = 'a fox that took some time to write';
  const ended = async (name: string) => {
    open = async () => promptModal(`${name}:1`, 'Try', '');
    await pressed();
    const form = await discord.mara.waitForModal();
    stopping = name === 'try';
    const from = discord.mara.events.length;
    await discord.mara.submit(form, { prompt: typed });
    const told = await discord.mara.waitForMessage(
      ({ components }) => JSON.stringify(components).includes(typed),
      60_000,
      from,
    );
    stopping = false;
    expect(told.ephemeral).toBe(true);
    return JSON.stringify(told.components);
  };
  expect(await ended('try')).toContain('I’m restarting.');
  expect(await ended('ask')).toContain('This picture is gone, too.');
});

test('what was typed into a command comes back as well', async () => {
  const prompt = 'a fox that took some time to describe';
  await discord.mara.command('/generate', { prompt });
  const told = await seen(prompt);
  expect(told.ephemeral).toBe(true);
  expect(JSON.stringify(told.components)).toContain('Not in this channel.');
});

test('of who presses a button, their language and what fails is noted, unless the button says otherwise', async () => {
  const after = async (label: string, words: string) => {
    noted = [];
    const from = discord.mara.events.length;
    await pressed(label);
    await discord.mara.waitForMessage(
      ({ components }) => JSON.stringify(components).includes(words),
      60_000,
      from,
    );
    return noted;
  };
  const { mara } = ids.members;
  expect(await after('Fail', 'Something went wrong')).toEqual([`language of ${mara}`, `failure of ${mara}`]);
  expect(await after('Fail unseen', 'Something went wrong')).toEqual([]);
  expect(await after('Old one', sayIn('en', 'events.buttonGone'))).toEqual([]);
});
