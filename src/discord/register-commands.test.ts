import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiscordServer, ids, startDiscord } from '@ai-actor/playground/discord';
import { ApplicationCommandType, InteractionContextType, REST, Routes } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type AnsweringCommand,
  type Command,
  type CommandGroup,
  defineCommand,
} from '../commands/command.ts';
import { commands, menuCommands } from '../commands/index.ts';
import { clearingNoteIn } from './clearing-note.ts';
import { toRegistration } from './command-registration.ts';
import { registerCommands } from './register-commands.ts';

let server: DiscordServer;
let rest: REST;
beforeAll(async () => {
  server = await startDiscord();
  rest = new REST({ api: `${server.url}/api`, version: '10' }).setToken(server.token);
});
afterAll(() => server.close());

const base = { applicationId: ids.application };
const globally = { ...base, guildId: undefined };
const inGuild = { ...base, guildId: ids.guild as string };
beforeEach(async () => {
  server.faults.clear();
  await rest.put(Routes.applicationCommands(ids.application), { body: [] });
  await rest.put(Routes.applicationGuildCommands(ids.application, ids.guild), { body: [] });
});

/** What the registration comes to, and how many times it wrote. */
async function register(
  list: (Command | CommandGroup)[],
  where = globally as typeof globally | typeof inGuild,
) {
  const before = server.requests.length;
  const { changed } = await registerCommands(rest, list, where);
  const writes = server.requests.slice(before).filter(({ method }) => method !== 'GET').length;
  return { changed, writes };
}
const named = (guildId?: string) => server.commands.list(guildId).map(({ name }) => name);

const draw = (changes: Partial<AnsweringCommand> = {}) =>
  defineCommand({
    name: 'draw',
    description: 'commands.generate',
    options: {
      what: {
        kind: 'string',
        description: 'commands.generatePrompt',
        required: true,
        minLength: 1,
        maxLength: 100,
      },
      count: { kind: 'integer', description: 'commands.generateCount', required: false, min: 0, max: 4 },
      size: {
        kind: 'string',
        description: 'commands.generateShape',
        required: false,
        choices: [
          { name: 'commands.generateShapeSquare', value: 's' },
          { name: 'commands.generateShapePortrait', value: 'l' },
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

describe('thousands of servers to look through', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'actor-commands-'));
    await register([draw()], inGuild);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  /** A start whose looks at servers get no answer before `answer` is called. */
  async function startSlowly() {
    let answer = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    const slow = {
      async get(...given: Parameters<REST['get']>) {
        if (given[0].includes(`/guilds/${ids.guild}/`)) await answered;
        return rest.get(...given);
      },
      put: (...given: Parameters<REST['put']>) => rest.put(...given),
    } as unknown as REST;
    const note = clearingNoteIn(dataDir);
    const { changed } = await registerCommands(slow, [draw()], { ...globally, note, patienceMs: 1 });
    return { changed, answer };
  }
  const areCleared = async () => named(ids.guild).length === 0 && (await readdir(dataDir)).length === 0;

  test('hold up no start, and are cleared all the same', async () => {
    const { changed, answer } = await startSlowly();
    expect([changed, named(), named(ids.guild)]).toEqual([true, ['draw'], ['draw']]);
    answer();
    await vi.waitUntil(areCleared, { timeout: 60_000 });
  });

  test('are cleared by the next start where one was killed meanwhile, and not again after that', async () => {
    await startSlowly();
    expect(named(ids.guild)).toEqual(['draw']);
    const start = () => registerCommands(rest, [draw()], { ...globally, note: clearingNoteIn(dataDir) });
    expect((await start()).changed).toBe(false);
    await vi.waitUntil(areCleared, { timeout: 60_000 });
    const before = server.requests.length;
    await start();
    expect(server.requests.slice(before)).toHaveLength(1);
  });

  test('are left for the next start where one of them could not be asked', async () => {
    const path = `/guilds/${ids.guild}/commands`;
    server.faults.add({ path, status: 500, body: {}, times: 20 });
    const warned: unknown[] = [];
    const logger = { warn: (about: unknown) => void warned.push(about) };
    const start = () =>
      registerCommands(rest, [draw()], { ...globally, note: clearingNoteIn(dataDir), logger });
    expect((await start()).changed).toBe(true);
    await vi.waitUntil(() => warned.length === 1, { timeout: 60_000 });
    server.faults.clear();
    await start();
    await vi.waitUntil(areCleared, { timeout: 60_000 });
  });
});

// "Global and guild commands may share a name", and then a server shows both:
// docs.discord.com/developers/interactions/application-commands#making-a-guild-command
describe('a change of the setting leaves no command twice', () => {
  test('from one server to every server, and back', async () => {
    await register([draw()], inGuild);
    expect([named(), named(ids.guild)]).toEqual([[], ['draw']]);
    expect((await register([draw()])).changed).toBe(true);
    expect([named(), named(ids.guild)]).toEqual([['draw'], []]);
    expect(await register([draw()])).toEqual({ changed: false, writes: 0 });
    expect((await register([draw()], inGuild)).changed).toBe(true);
    expect([named(), named(ids.guild)]).toEqual([[], ['draw']]);
    expect(await register([draw()], inGuild)).toEqual({ changed: false, writes: 0 });
  });

  test('from one server to another', async () => {
    const elsewhere = '1400000000000000009';
    await register([draw()], inGuild);
    await rest.put(Routes.applicationCommands(ids.application), { body: [toRegistration(draw())] });
    // The embedded Discord has one server: of the other one only what is asked of it counts here.
    server.faults.add({ method: 'GET', path: `/guilds/${elsewhere}/`, status: 200, body: [], times: 1 });
    server.faults.add({ method: 'PUT', path: `/guilds/${elsewhere}/`, status: 200, body: [], times: 1 });
    await register([draw()], { ...base, guildId: elsewhere });
    expect([named(), named(ids.guild)]).toEqual([[], []]);
    expect(server.faults.list()).toEqual([]);
  });

  test('a server that lets the bot see no commands holds up nothing', async () => {
    const body = { code: 50001, message: 'Missing Access' };
    server.faults.add({ path: `/guilds/${ids.guild}/commands`, status: 403, body, times: 1 });
    expect((await register([draw()])).changed).toBe(true);
    expect(named()).toEqual(['draw']);
  });
});

test('says which id each command has that members type, also where nothing changed', async () => {
  const given = [draw(), ...menuCommands];
  for (const changed of [true, false]) {
    const registered = await registerCommands(rest, given, globally);
    const [typed] = server.commands.list().filter(({ name }) => name === 'draw');
    expect(registered).toEqual({ changed, ids: new Map([['draw', typed?.id]]) });
  }
});

test('users cannot install the bot for themselves, to use it at the expense of this account', async () => {
  await register(commands);
  for (const { integration_types } of server.commands.list()) expect(integration_types).toEqual([0]);
});

test('where the operator lets them, they can: with what needs no server, and nothing of admins', async () => {
  await register(commands);
  await registerCommands(rest, [...commands, ...menuCommands], { ...globally, userInstalls: true });
  const offered = server.commands.list();
  const forUsers = offered.filter(({ integration_types: types }) => types?.includes(1));
  expect(forUsers.map(({ name }) => name).sort()).toEqual(
    [
      ...['generate', 'gallery', 'show', 'models', 'quota', 'privacy', 'status', 'help'],
      ...['Is this ours?', 'Make an image of this', 'Show settings'],
    ].sort(),
  );
  for (const { contexts, integration_types } of forUsers) {
    expect([contexts, integration_types]).toEqual([
      [0, 1, 2],
      [0, 1],
    ]);
  }
  const others = offered.filter(command => !forUsers.includes(command));
  expect(others.map(({ name }) => name)).toEqual(expect.arrayContaining(['settings', 'actor', 'train']));
  for (const { contexts } of others) expect(contexts).not.toContain(2);
});

// "only for globally-scoped commands": what Discord answers for a server's command may be null or a default.
test.each([{ contexts: null, integration_types: [0] }, { contexts: [0, 1, 2], integration_types: null }, {}])(
  'what a server answers of contexts is no difference: %o',
  async answered => {
    await register([draw()], inGuild);
    const [stored] = server.commands.list(ids.guild);
    // None were sent.
    expect(stored?.contexts ?? null).toBeNull();
    const { contexts: _contexts, integration_types: _types, ...rest } = { ...stored };
    const body = [{ ...rest, ...answered }];
    server.faults.add({ method: 'GET', path: `/guilds/${ids.guild}/commands`, status: 200, body, times: 1 });
    expect(await register([draw()], inGuild)).toEqual({ changed: false, writes: 0 });
  },
);

test('an order of contexts that Discord chose is no difference', async () => {
  const direct = draw({ direct: true });
  await register([direct]);
  const [stored] = server.commands.list();
  const body = [{ ...stored, contexts: [1, 0] }];
  server.faults.add({ method: 'GET', path: '/commands', status: 200, body, times: 1 });
  expect(await register([direct])).toEqual({ changed: false, writes: 0 });
});

const { what, count, size } = draw().options;
const text = (more: object = {}) => ({ ...what, ...more }) as typeof what & { kind: 'string' };
test.each([
  ['the description', draw({ description: 'commands.gallery' })],
  [
    'an option more',
    draw({
      options: {
        ...draw().options,
        fast: { kind: 'boolean', description: 'commands.generatePrivate', required: false },
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
        count: { kind: 'integer', description: 'commands.generateCount', required: false, max: 4 },
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
            { name: 'commands.generateShapeSquare', value: 'xs' },
            { name: 'commands.generateShapePortrait', value: 'l' },
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
  await expect(register([draw({ name: 'Loud' })])).rejects.toThrow(/Invalid Form Body/);
  expect(named()).toEqual([]);
});
