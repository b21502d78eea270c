import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { Events, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, type Command, type CommandGroup, defineButton } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { toRegistration } from '../discord/command-registration.ts';
import { button, card, note, row } from '../views/components.ts';
import { answered, openWhoMay, reached, rowsOf, type Who, type WhoMay, who } from './testing/who-may.ts';

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
/settings workers     -       yes    -        -           -
/settings language    -       yes    -        -           -
/settings channels    -       yes    -        -           -
/settings log         -       yes    -        -           -
/status               yes     yes    yes      yes         -
/help                 yes     yes    yes      yes         -
`;
const rows = rowsOf(table, /\/\w+(?: \w+)?/);

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

let world: WhoMay;
let discord: WhoMay['discord'];
let settings: WhoMay['settings'];
let members: WhoMay['members'];
beforeAll(async () => {
  const short = commands.map((command): Command | CommandGroup =>
    command.kind === 'group'
      ? { ...command, subcommands: command.subcommands.map(shortened) }
      : shortened(command),
  );
  world = await openWhoMay({
    commands: short,
    menuCommands: [],
    buttons: [defineButton({ name: 'again', gate: 'generate', answer: 'private', execute: answered })],
    modals: [],
  });
  ({ discord, settings, members } = world);
  await discord.client.rest.put(Routes.applicationCommands(ids.application), {
    body: commands.map(command => toRegistration(command)),
  });
});
afterAll(() => world.close());

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

async function outcome(name: string, kind: Who): Promise<string> {
  const member = members[kind];
  const channelId = kind === 'direct message' ? world.directChannel : undefined;
  const [first] = name.slice(1).split(' ');
  if (!member.snapshot().commands.some(offered => offered.name === first)) return '-';
  const sent = await member.command(name, required(name), channelId).catch(() => undefined);
  if (!sent) return '-';
  const isAnswer = (message: ClientMessage) =>
    message.interaction_metadata?.id === sent.interactionId && !message.loading;
  return world.outcomeOf(await member.waitForMessage(isAnswer));
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
      expect(world.outcomeOf(answer)).toBe(expected);
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
    expect(await told(member, '/generate', studio)).toContain(`only let members use me in <#${gallery}>`);
    expect(await told(member, '/generate', gallery)).toContain(reached);
    expect(await told(member, '/privacy export', studio)).toContain(reached);
    expect(await told(admin, '/generate', studio)).toContain(reached);
    const inside = discord.server.createThread(gallery, 'inside');
    const outside = discord.server.createThread(studio, 'outside');
    expect(await told(member, '/generate', inside)).toContain(reached);
    expect(await told(member, '/generate', outside)).toContain('only let members use me in');
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
