import { connectMember, type DiscordServer, ids, startDiscord } from '@ai-actor/playground/discord';
import { REST, Routes } from 'discord.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commands, menuCommands } from '../commands/index.ts';
import { registerCommands } from './register-commands.ts';

const german = vi.hoisted(() => ({
  commands: {} as Record<string, string>,
  names: {} as Record<string, string>,
}));
const nothing = vi.hoisted(() => ({
  commands: undefined,
  commandsSettings: undefined,
  help: undefined,
  names: undefined,
}));
// The other rooms with words of commands say what English says.
vi.mock('../words/de/index.ts', () => ({ ...german, commandsSettings: undefined, help: undefined }));

vi.mock('../words/fr/index.ts', () => nothing);
vi.mock('../words/es/index.ts', () => nothing);
vi.mock('../words/pt-BR/index.ts', () => nothing);
vi.mock('../words/ja/index.ts', () => nothing);

let server: DiscordServer;
let rest: REST;
beforeAll(async () => {
  const { commands: english } = await import('../words/en/index.ts');
  Object.assign(german.commands, english, {
    generate: 'Bilder aus Worten',
    generateShapeSquare: 'Quadratisch',
  });
  Object.assign(german.names, {
    generate: 'erzeugen',
    shape: 'form',
    'Use as reference': 'Als Vorlage nehmen',
  });
  server = await startDiscord();
  rest = new REST({ api: `${server.url}/api`, version: '10' }).setToken(server.token);
});
afterAll(() => server.close());

const register = async (guildId?: string) => {
  const before = server.requests.length;
  await registerCommands(rest, [...commands, ...menuCommands], {
    applicationId: ids.application,
    guildId,
  });
  return server.requests.slice(before).filter(({ method }) => method !== 'GET').length;
};
const stored = (name: string, guildId?: string) =>
  server.commands.list(guildId).find(command => command.name === name);

test('a command has its words in every language that has other ones, and none of its own', async () => {
  await register();
  expect(stored('generate')).toMatchObject({
    description: 'Make images from words, with or without an actor',
    description_localizations: { de: 'Bilder aus Worten' },
    name_localizations: { de: 'erzeugen' },
  });
  expect(stored('gallery')).toMatchObject({ name_localizations: null, description_localizations: null });
  expect(stored('Use as reference')?.name_localizations).toEqual({ de: 'Als Vorlage nehmen' });
  const shape = stored('generate')?.options?.find(({ name }) => name === 'shape');
  expect(shape).toMatchObject({
    name_localizations: { de: 'form' },
    choices: [{ name: 'Square', name_localizations: { de: 'Quadratisch' } }, {}, {}],
  });
});

test.each([undefined, ids.guild])(
  'a second start writes nothing, a new translation is written: %s',
  async guildId => {
    await register(guildId);
    expect(await register(guildId)).toBe(0);
    german.names.generate = guildId ? 'malen' : 'zeichnen';
    expect(await register(guildId)).toBe(1);
    expect(stored('generate', guildId)?.name_localizations).toEqual({ de: german.names.generate });
    expect(await register(guildId)).toBe(0);
    await rest.put(Routes.applicationGuildCommands(ids.application, ids.guild), { body: [] });
  },
);

test('members are offered them in the language of their client, and call them all the same', async () => {
  await register();
  const mara = await connectMember(server.url, ids.members.mara);
  const offered = () => mara.snapshot().commands.find(({ name }) => name === 'generate');
  expect(offered()).not.toHaveProperty('description_localized');
  server.setLocale(ids.members.mara, 'de');
  await vi.waitFor(() => expect(offered()).toHaveProperty('description_localized', 'Bilder aus Worten'));
  await expect(mara.command('/generate', { prompt: 'a fox' })).resolves.toHaveProperty('interactionId');
  server.setLocale(ids.members.mara, 'ko');
  await vi.waitFor(() => expect(offered()).not.toHaveProperty('description_localized'));
  await mara.close();
});
