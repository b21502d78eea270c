import { type ClientMessage, connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { Events, Routes } from 'discord.js';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Caller,
  type Command,
  type CommandGroup,
  defineButton,
  defineModal,
} from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { toRegistration } from '../discord/command-registration.ts';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import type { Services } from '../services/index.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../services/settings/settings-service.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { button, card, note, row } from '../views/components.ts';
import { createAnswer } from './answer.ts';
import { createErrorWords } from './error-words.ts';
import { createInteractionHandler } from './interaction-create.ts';

/*
 * Every command as each kind of member, through real discord.js and the one dispatcher: what the commands themselves
 * would do is left out, who gets that far is not. `-` is a command that Discord does not offer.
 */
const table = `
                      member  admin  blocked  wrong role  direct message
/actor register       yes     yes    blocked  role        -
/actor list           yes     yes    yes      yes         -
/actor show           yes     yes    yes      yes         -
/actor photos         yes     yes    yes      yes         -
/actor share          yes     yes    yes      yes         -
/actor versions       yes     yes    yes      yes         -
/actor delete         yes     yes    yes      yes         -
/generate             yes     yes    blocked  role        -
/gallery              yes     yes    yes      yes         yes
/show                 yes     yes    yes      yes         yes
/train start          yes     yes    blocked  role        -
/train status         yes     yes    yes      yes         -
/train cancel         yes     yes    yes      yes         -
/models list          yes     yes    blocked  yes         -
/models recommend     yes     yes    blocked  yes         -
/models styles        yes     yes    blocked  yes         -
/models style         yes     yes    blocked  yes         -
/models add           yes     yes    blocked  yes         -
/models hide          yes     yes    blocked  yes         -
/models unhide        yes     yes    blocked  yes         -
/quota                yes     yes    yes      yes         -
/privacy export       yes     yes    yes      yes         yes
/privacy delete       yes     yes    yes      yes         yes
/privacy requests     yes     yes    yes      yes         yes
/settings show        -       yes    -        -           -
/settings roles       -       yes    -        -           -
/settings block       -       yes    -        -           -
/settings consent     -       yes    -        -           -
/settings safety      -       yes    -        -           -
/settings limits      -       yes    -        -           -
/settings money       -       yes    -        -           -
/settings usage       -       yes    -        -           -
/settings pause       -       yes    -        -           -
/settings resume      -       yes    -        -           -
/settings training    -       yes    -        -           -
/settings language    -       yes    -        -           -
/settings channels    -       yes    -        -           -
/settings log         -       yes    -        -           -
/status               yes     yes    yes      yes         -
/help                 yes     yes    yes      yes         -
`;
const who = ['member', 'admin', 'blocked', 'wrong role', 'direct message'] as const;
const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map(line => /^(\/\w+(?: \w+)?)\s+(.*)$/.exec(line) ?? [])
  .map(([, name = '', cells = '']) => ({ name, cells: cells.split(/\s+/) }));

const logger = pino({ level: 'silent' });
const reached = 'You got as far as the command.';

/** Who got there. */
const callers: Caller[] = [];

/** The same command, as far as the dispatcher goes. */
const shortened = (command: Command): Command => ({
  ...{ kind: 'command', name: command.name, description: command.description, options: command.options },
  ...(command.gate ? { gate: command.gate } : {}),
  ...(command.direct ? { direct: true } : {}),
  visibility: 'private',
  execute: async ({ caller }) => {
    callers.push(caller);
    return note('plain', reached);
  },
});

const answered = async () => note('plain', reached);

let discord: DiscordFixture;
let settings: SettingsService;
let members: Record<(typeof who)[number], Member>;
let directChannel: string;
beforeAll(async () => {
  discord = await openDiscord();
  settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
  });
  const may = ['generate', 'train', 'register'] as const;
  await settings.update(ids.guild, current => ({
    ...settings.decide('blocked', ids.members.theo, { reason: 'spam' })(current),
    roles: { [ids.roles.artist]: { may: [...may] } },
  }));
  const short = commands.map((command): Command | CommandGroup =>
    command.kind === 'group'
      ? { ...command, subcommands: command.subcommands.map(shortened) }
      : shortened(command),
  );
  await discord.client.rest.put(Routes.applicationCommands(ids.application), {
    body: commands.map(command => toRegistration(command)),
  });
  const wordsFor = createErrorWords(logger);
  const handle = createInteractionHandler({
    commands: short,
    menuCommands: [],
    buttons: [defineButton({ name: 'again', gate: 'generate', answer: 'private', execute: answered })],
    modals: [defineModal({ name: 'form', gate: 'register', visibility: 'private', execute: answered })],
    ...{ wordsFor, logger },
    services: { settings } as Services,
    answer: createAnswer({ languageOf: () => 'en', answering: discord.answering, wordsFor, logger }),
    imageRequests: { take: async () => {} },
    heard: () => 'en',
    stopping: () => false,
    userInstalls: false,
  });
  discord.client.on(Events.InteractionCreate, interaction => void handle(interaction));
  const [priya, theo] = await Promise.all([
    connectMember(discord.server.url, ids.members.priya),
    connectMember(discord.server.url, ids.members.theo),
  ]);
  members = {
    ...{ member: priya, admin: discord.mara, blocked: theo },
    ...{ 'wrong role': discord.jonas, 'direct message': priya },
  };
  const { channelId } = await discord.client.users.send(ids.members.priya, { content: 'Hello' });
  directChannel = channelId;
});
afterAll(async () => {
  await Promise.all([members.member.close(), members.blocked.close()]);
  await discord.close();
});

/** Something for each option that has to be there. */
function required(name: string): Record<string, string | number | boolean> {
  const [first = '', second] = name.slice(1).split(' ');
  const found = commands.find(command => command.name === first);
  const command = found?.kind === 'group' ? found.subcommands.find(sub => sub.name === second) : found;
  const filled = Object.entries(command?.options ?? {}).flatMap(([option, declared]) => {
    if (!declared.required) return [];
    if (declared.kind === 'string') return [[option, declared.choices?.[0]?.value ?? 'something']];
    if (declared.kind === 'member') return [[option, ids.members.jonas]];
    return [[option, 1]];
  });
  return Object.fromEntries(filled);
}

const outcomes: [RegExp, string][] = [
  [new RegExp(reached), 'yes'],
  [/blocked you from using me.*Reason: spam.*`\/privacy`/s, 'blocked'],
  [new RegExp(`you need the role <@&${ids.roles.artist}>`), 'role'],
];
async function outcome(name: string, kind: (typeof who)[number]): Promise<string> {
  const member = members[kind];
  const channelId = kind === 'direct message' ? directChannel : undefined;
  const [first] = name.slice(1).split(' ');
  if (!member.snapshot().commands.some(offered => offered.name === first)) return '-';
  const sent = await member.command(name, required(name), channelId).catch(() => undefined);
  if (!sent) return '-';
  const isAnswer = (message: ClientMessage) =>
    message.interaction_metadata?.id === sent.interactionId && !message.loading;
  const words = JSON.stringify((await member.waitForMessage(isAnswer)).components);
  return outcomes.find(([pattern]) => pattern.test(words))?.[1] ?? words;
}

describe('who may use which command', () => {
  test('the table has every command', () => {
    const all = commands.flatMap(command =>
      command.kind === 'group'
        ? command.subcommands.map(({ name }) => `/${command.name} ${name}`)
        : [`/${command.name}`],
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(all.sort());
  });

  test.each(rows)('$name', async ({ name, cells }) => {
    const seen = [];
    for (const kind of who) seen.push(await outcome(name, kind));
    expect(seen).toEqual(cells);
  });
});

describe('what a server’s rules close is closed by every way', () => {
  test('a button', async () => {
    const view = card('plain', row(button('again', '1', { label: 'Again' })));
    await discord.messages.send(ids.channels.studio, view, { key: 'again' });
    for (const [kind, expected] of [
      ['member', 'yes'],
      ['blocked', 'blocked'],
      ['wrong role', 'role'],
    ] as const) {
      const message = await members[kind].waitForMessage(({ components }) =>
        JSON.stringify(components).includes('again:1'),
      );
      const from = members[kind].events.length;
      await members[kind].click(message, 'Again');
      const answer = await members[kind].waitForMessage(
        ({ ephemeral, loading }) => ephemeral && !loading,
        5_000,
        from,
      );
      const words = JSON.stringify(answer.components);
      expect(outcomes.find(([pattern]) => pattern.test(words))?.[1]).toBe(expected);
    }
  });

  test('suggestions', async () => {
    expect(await members.blocked.autocomplete('/generate', 'actor')).toEqual([]);
    expect(await members['wrong role'].autocomplete('/generate', 'model')).toEqual([]);
  });

  test('a role that was taken away, or deleted, opens nothing any more, and admins are never shut out', async () => {
    const { server } = discord;
    expect(await outcome('/generate', 'wrong role')).toBe('role');
    server.setRoles(ids.members.jonas, [ids.roles.casting, ids.roles.artist]);
    expect(await outcome('/generate', 'wrong role')).toBe('yes');
    const gone = new Promise(resolve => discord.client.once(Events.GuildRoleDelete, resolve));
    server.deleteRole(ids.roles.artist);
    await gone;
    expect(await outcome('/generate', 'wrong role')).toBe('role');
    expect(await outcome('/generate', 'member')).toBe('role');
    expect(await outcome('/generate', 'admin')).toBe('yes');
  });

  test('@everyone stands for everybody who is not blocked', async () => {
    await settings.update(ids.guild, current => ({
      ...current,
      roles: { [ids.guild]: { may: ['generate'] } },
    }));
    expect(await outcome('/generate', 'wrong role')).toBe('yes');
    expect(await outcome('/generate', 'blocked')).toBe('blocked');
  });

  test('a block ends when its time is over', async () => {
    const until = (at: number) =>
      settings.update(ids.guild, settings.decide('blocked', ids.members.theo, { reason: 'spam', until: at }));
    await until(Date.now() + 60_000);
    expect(await outcome('/generate', 'blocked')).toBe('blocked');
    await until(Date.now() - 1);
    expect(await outcome('/generate', 'blocked')).toBe('yes');
  });

  test('a channel that is closed, its threads too, but not what is theirs by right', async () => {
    const { studio, gallery } = ids.channels;
    await settings.update(ids.guild, current => ({
      ...current,
      roles: {},
      channels: { [gallery]: { use: true } },
    }));
    const { member, admin } = members;
    const told = async (by: Member, name: string, channelId: string) => {
      const { interactionId } = await by.command(name, required(name), channelId);
      const answer = await by.waitForMessage(
        message => message.interaction_metadata?.id === interactionId && !message.loading,
      );
      return JSON.stringify(answer.components);
    };
    expect(await told(member, '/generate', studio)).toContain(`keep me to <#${gallery}>`);
    expect(await told(member, '/generate', gallery)).toContain(reached);
    expect(await told(member, '/privacy export', studio)).toContain(reached);
    expect(await told(admin, '/generate', studio)).toContain(reached);
    const inside = discord.server.createThread(gallery, 'inside');
    const outside = discord.server.createThread(studio, 'outside');
    expect(await told(member, '/generate', inside)).toContain(reached);
    expect(await told(member, '/generate', outside)).toContain('keep me to');
  });

  test('what is shown in an age-restricted channel can be lowered', async () => {
    const afterDark = ids.channels.afterDark;
    await settings.update(ids.guild, current => ({ ...current, channels: {} }));
    const adult = async () => {
      await members.admin.command('/generate', required('/generate'), afterDark);
      await expect.poll(() => callers.at(-1)?.channelId).toBe(afterDark);
      return callers.pop()?.adultChannel;
    };
    expect(await adult()).toBe(true);
    await settings.update(ids.guild, current => ({
      ...current,
      channels: { [afterDark]: { everyday: true } },
    }));
    expect(await adult()).toBe(false);
  });
});
