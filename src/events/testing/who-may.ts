import { type ClientMessage, connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { Events } from 'discord.js';
import { pino } from 'pino';
import type { Command, CommandGroup } from '../../commands/command.ts';
import { type DiscordFixture, openDiscord } from '../../discord/testing/discord-fixture.ts';
import type { Services } from '../../services/index.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../../services/settings/settings-service.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { note } from '../../views/components.ts';
import { createAnswer } from '../answer.ts';
import { createErrorWords } from '../error-words.ts';
import { createInteractionHandler } from '../interaction-create.ts';

export const who = ['member', 'admin', 'blocked', 'wrong role', 'direct message'] as const;
export type Who = (typeof who)[number];

const logger = pino({ level: 'silent' });
/** What everything answers that somebody got as far as. */
export const reached = 'You got as far as the command.';
export const answered = async () => note('plain', reached);

const outcomes: [RegExp, string][] = [
  [new RegExp(reached), 'yes'],
  [/blocked you from using me.*Reason: spam.*`\/privacy`/s, 'blocked'],
  [new RegExp(`you need the role <@&${ids.roles.artist}>`), 'role'],
  [/only works in a server/, '-'],
];

export interface WhoMay {
  discord: DiscordFixture;
  settings: SettingsService;
  members: Record<Who, Member>;
  /** Between the bot and the member. */
  directChannel: string;
  /** What an answer says of how far somebody got, in a word of the tables. */
  outcomeOf(answer: ClientMessage): string;
  close(): Promise<void>;
}

/** A row of a table: a name, and what becomes of each kind of member. */
export const rowsOf = (table: string, name: RegExp) =>
  table
    .trim()
    .split('\n')
    .slice(1)
    .map(line => new RegExp(`^(${name.source}) {2,}(.*)$`).exec(line) ?? [])
    .map(([, called = '', cells = '']) => ({ name: called, cells: cells.split(/ {2,}/) }));

/** Real discord.js, the one dispatcher, and a server with a blocked member whose role `artist` may do everything. */
export async function openWhoMay(
  reach: Pick<Parameters<typeof createInteractionHandler>[0], 'menuCommands' | 'buttons' | 'modals'> & {
    commands: (Command | CommandGroup)[];
  },
): Promise<WhoMay> {
  const discord = await openDiscord();
  const settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
  });
  const may = ['generate', 'train', 'register'] as const;
  await settings.update(ids.guild, current => ({
    ...settings.decide('blocked', ids.members.theo, { reason: 'spam' })(current),
    roles: { [ids.roles.artist]: { may: [...may] } },
  }));
  const wordsFor = createErrorWords(logger);
  const handle = createInteractionHandler({
    ...reach,
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
  const { channelId } = await discord.client.users.send(ids.members.priya, { content: 'Hello' });
  return {
    ...{ discord, settings, directChannel: channelId },
    members: {
      ...{ member: priya, admin: discord.mara, blocked: theo },
      ...{ 'wrong role': discord.jonas, 'direct message': priya },
    },
    outcomeOf(answer) {
      const words = JSON.stringify(answer.components);
      return outcomes.find(([pattern]) => pattern.test(words))?.[1] ?? words;
    },
    async close() {
      await Promise.all([priya.close(), theo.close()]);
      await discord.close();
    },
  };
}
