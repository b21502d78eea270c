import { type DiscordServer, ids, startDiscord } from '@ai-actor/playground/discord';
import { ApplicationCommandType, InteractionContextType, REST, Routes } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type AnsweringCommand,
  type Command,
  type CommandGroup,
  defineCommand,
} from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { toRegistration } from './command-registration.ts';
import { registerCommands } from './register-commands.ts';

let server: DiscordServer;
let rest: REST;
beforeAll(async () => {
  server = await startDiscord();
  rest = new REST({ api: `${server.url}/api`, version: '10' }).setToken(server.token);
});
afterAll(() => server.close());

const globally = { applicationId: ids.application, guildId: undefined };
const inGuild = { applicationId: ids.application, guildId: ids.guild };
beforeEach(async () => {
  await rest.put(Routes.applicationCommands(ids.application), { body: [] });
  await rest.put(Routes.applicationGuildCommands(ids.application, ids.guild), { body: [] });
});

/** What the registration comes to, and how many times it wrote. */
async function register(
  list: (Command | CommandGroup)[],
  where = globally as typeof globally | typeof inGuild,
) {
  const before = server.requests.length;
  const changed = await registerCommands(rest, list, where);
  const writes = server.requests.slice(before).filter(({ method }) => method !== 'GET').length;
  return { changed, writes };
}
const named = (guildId?: string) => server.commands.list(guildId).map(({ name }) => name);

const draw = (changes: Partial<AnsweringCommand> = {}) =>
  defineCommand({
    name: 'draw',
    description: 'Draws',
    options: {
      what: { kind: 'string', description: 'What', required: true, minLength: 1, maxLength: 100 },
      count: { kind: 'integer', description: 'How many', required: false, min: 0, max: 4 },
      size: {
        kind: 'string',
        description: 'How big',
        required: false,
        choices: [
          { name: 'Small', value: 's' },
          { name: 'Large', value: 'l' },
        ],
      },
    },
    visibility: 'public',
    execute: async () => {
      throw new Error('not run here');
    },
    ...changes,
  });

describe.each([
  ['globally', globally, undefined],
  ['in one server', inGuild, ids.guild],
] as const)('%s', (_where, where, guildId) => {
  test('every command of the bot is accepted, and a second start writes nothing', async () => {
    expect(await register(commands, where)).toEqual({ changed: true, writes: 1 });
    expect(named(guildId).sort()).toEqual(commands.map(({ name }) => name).sort());
    const idsBefore = server.commands.list(guildId).map(({ id }) => id);
    expect(await register(commands, where)).toEqual({ changed: false, writes: 0 });
    expect(await register([...commands].reverse(), where)).toEqual({ changed: false, writes: 0 });
    expect(server.commands.list(guildId).map(({ id }) => id)).toEqual(idsBefore);
  });
});

test('the commands of one server and the global ones are apart', async () => {
  await register([draw()], inGuild);
  expect([named(), named(ids.guild)]).toEqual([[], ['draw']]);
  await register([draw()]);
  expect([named(), named(ids.guild)]).toEqual([['draw'], ['draw']]);
});

const { what, count, size } = draw().options;
const text = (more: object = {}) => ({ ...what, ...more }) as typeof what & { kind: 'string' };
test.each([
  ['the description', draw({ description: 'Draws well' })],
  [
    'an option more',
    draw({
      options: {
        ...draw().options,
        fast: { kind: 'boolean', description: 'Fast', required: false },
      } as never,
    }),
  ],
  ['an option less', draw({ options: { what, count } as never })],
  [
    'an option that is required now',
    draw({ options: { what, count: { ...count, required: true }, size } as never }),
  ],
  ['a longest length', draw({ options: { what: text({ maxLength: 99 }), count, size } as never })],
  [
    'a least number of 1 instead of 0',
    draw({ options: { what, count: { ...count, min: 1 }, size } as never }),
  ],
  [
    'no least number',
    draw({
      options: {
        what,
        count: { kind: 'integer', description: 'How many', required: false, max: 4 },
        size,
      } as never,
    }),
  ],
  [
    'a choice',
    draw({
      options: {
        what,
        count,
        size: {
          ...size,
          choices: [
            { name: 'Small', value: 'xs' },
            { name: 'Large', value: 'l' },
          ],
        },
      } as never,
    }),
  ],
  ['the order of options', draw({ options: { what, size, count } as never })],
  ['completion', draw({ options: { what: text({ autocomplete: () => [] }), count, size } as never })],
])('a change of %s is registered', async (_what, changed) => {
  expect((await register([draw()])).changed).toBe(true);
  expect((await register([draw()])).changed).toBe(false);
  expect(await register([changed])).toEqual({ changed: true, writes: 1 });
  expect((await register([changed])).changed).toBe(false);
});

test('a command that is no longer ours goes, whatever its kind', async () => {
  const menu = { type: ApplicationCommandType.Message, name: 'Old menu' };
  await rest.put(Routes.applicationCommands(ids.application), {
    body: [menu, { name: 'old', description: 'Gone since' }],
  });
  expect((await register([draw()])).changed).toBe(true);
  expect(named()).toEqual(['draw']);
});

test('what Discord adds of its own is no difference', async () => {
  await register([draw()]);
  const [stored] = server.commands.list();
  expect(stored).toMatchObject({
    version: expect.any(String),
    nsfw: false,
    default_member_permissions: null,
  });
  expect(await register([draw()])).toEqual({ changed: false, writes: 0 });
});

test('a registration of the same command that is open to direct messages is replaced', async () => {
  const { contexts: _contexts, ...anywhere } = toRegistration(draw());
  await rest.put(Routes.applicationCommands(ids.application), { body: [anywhere] });
  expect(await register([draw()])).toEqual({ changed: true, writes: 1 });
  expect(server.commands.list()[0]?.contexts).toEqual([InteractionContextType.Guild]);
});

test('a refusal is an error, and not a silent half', async () => {
  await expect(register([draw({ description: 'x'.repeat(101) })])).rejects.toThrow(/Invalid Form Body/);
  expect(named()).toEqual([]);
});
