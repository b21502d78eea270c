import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type APIApplicationCommand, ApplicationCommandType, type REST, Routes } from 'discord.js';
import pLimit from 'p-limit';
import type { Logger } from '../logger.ts';
import { languages } from '../words/language.ts';
import { load } from '../words/words.ts';
import type { ClearingNote } from './clearing-note.ts';
import { type Declared, toRegistration } from './command-registration.ts';
import { isRefused } from './discord-errors.ts';

/** Words by locale. */
const localised = ['name_localizations', 'description_localizations'];

/** What a command is made of; Discord adds ids, versions and defaults of its own. */
const meaningful = new Set([
  'type',
  'name',
  'description',
  'default_member_permissions',
  'options',
  'required',
  'choices',
  'value',
  'autocomplete',
  'min_length',
  'max_length',
  'min_value',
  'max_value',
  'channel_types',
  ...localised,
]);

/**
 * These belong to commands for every server: "only for globally-scoped commands"
 * (docs.discord.com/developers/interactions/application-commands#application-command-object). What Discord answers
 * for a command of one server is its own affair, so it is neither sent nor compared there.
 */
const globalOnly = ['contexts', 'integration_types'];

type Scope = { guildId: string | undefined };

/** As many as Discord gives at a time. */
const guildsAPage = 200;

/** The requests that look for commands of other servers at the same time. */
const lookingMost = 5;

/** So long the start waits for them. */
const clearWithinMs = 5_000;

export interface Registered {
  /** Whether anything had to be written. */
  changed: boolean;
  /** Of the commands that members type, by their names. */
  ids: ReadonlyMap<string, string>;
}

/**
 * Registers the commands where Discord has others than ours: in one server (seen at once), or for every server.
 * Discord shows the commands of both, so what the bot had registered elsewhere goes. With a note that takes no longer than
 * a start can wait, and the rest goes on afterwards.
 */
export async function registerCommands(
  rest: REST,
  commands: Declared[],
  {
    applicationId,
    guildId,
    userInstalls = false,
    note,
    patienceMs = clearWithinMs,
    logger,
  }: Scope & {
    applicationId: string;
    userInstalls?: boolean;
    note?: ClearingNote;
    patienceMs?: number;
    logger?: Pick<Logger, 'warn'>;
  },
): Promise<Registered> {
  const routeOf = (scope: Scope) => routeIn({ applicationId, ...scope });

  async function clear(scope: Scope): Promise<boolean> {
    const theirs = (await rest.get(routeOf(scope))) as unknown[];
    if (theirs.length === 0) return false;
    await rest.put(routeOf(scope), { body: [] });
    return true;
  }

  async function clearServers(): Promise<void> {
    const limit = pLimit(lookingMost);
    const others = (await guildsOfBot(rest)).filter(id => id !== guildId);
    // A server that the bot was invited to without its commands refuses; there is nothing to clear either.
    await limit.map(others, async id => {
      await clear({ guildId: id }).catch(error => {
        if (!isRefused(error)) throw error;
      });
    });
  }

  /** Begins to, or goes on with what an earlier start began. Resolves once it has ended, however it did. */
  async function clearNoted(note: ClearingNote): Promise<void> {
    try {
      await clearServers();
      await note.drop();
    } catch (error) {
      logger?.warn({ err: error }, 'commands of other servers are left for the next start to clear');
    }
  }

  const asking = rest.get(routeOf({ guildId }), {
    query: new URLSearchParams({ with_localizations: 'true' }),
  });
  // Read while Discord answers.
  const [found] = await Promise.all([asking, ...languages.map(load)]);
  const theirs = found as APIApplicationCommand[];
  const ours = commands.map(command => scoped(toRegistration(command, { userInstalls }), guildId));
  const same = isDeepStrictEqual(comparable(theirs, guildId), comparable(ours, guildId));
  const cleared = guildId !== undefined && (await clear({ guildId: undefined }));
  if (same) {
    if (note && (await note.isThere())) void clearNoted(note);
    return { changed: cleared, ids: idsOf(theirs) };
  }
  // Before writing: a start that breaks off here finds the difference again, and does the rest. Thousands of servers take
  // minutes, at the 50 requests a second that Discord allows, and requests from before the start wait: not for those.
  if (note) {
    await note.write();
    await Promise.race([clearNoted(note), setTimeout(patienceMs, undefined, { ref: false })]);
  } else await clearServers();
  const written = (await rest.put(routeOf({ guildId }), { body: ours })) as APIApplicationCommand[];
  return { changed: true, ids: idsOf(written) };
}

const routeIn = ({ applicationId, guildId }: Scope & { applicationId: string }) =>
  guildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);

/** The ids of the commands that members type, by their names, as another process has registered them. */
export async function commandIds(
  rest: REST,
  where: Scope & { applicationId: string },
): Promise<ReadonlyMap<string, string>> {
  return idsOf((await rest.get(routeIn(where))) as APIApplicationCommand[]);
}

/** All of them, whichever shards this process has. */
async function guildsOfBot(rest: REST): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const query = new URLSearchParams({ limit: String(guildsAPage) });
    const last = ids.at(-1);
    if (last !== undefined) query.set('after', last);
    const page = (await rest.get(Routes.userGuilds(), { query })) as { id: string }[];
    ids.push(...page.map(({ id }) => id));
    if (page.length < guildsAPage) return ids;
  }
}

const idsOf = (commands: readonly APIApplicationCommand[]) =>
  new Map(
    commands
      .filter(({ type }) => type === ApplicationCommandType.ChatInput)
      .map(({ name, id }) => [name, id]),
  );

function scoped(registration: ReturnType<typeof toRegistration>, guildId: string | undefined) {
  if (guildId === undefined) return registration;
  const { contexts: _contexts, integration_types: _types, ...rest } = registration;
  return rest;
}

function essence(value: unknown, keys: Set<string>): unknown {
  if (Array.isArray(value)) {
    // Of numbers, these are sets: channel types, contexts.
    const sorted = value.every(each => typeof each === 'number') ? [...value].sort((a, b) => a - b) : value;
    return sorted.map(each => essence(each, keys));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, held]) =>
      keys.has(key) &&
      held != null &&
      held !== false &&
      held !== '' &&
      !(Array.isArray(held) && held.length === 0),
  );
  return Object.fromEntries(
    entries.map(([key, held]) => [key, localised.includes(key) ? held : essence(held, keys)]),
  );
}

function comparable(commands: unknown[], guildId: string | undefined) {
  const keys = guildId === undefined ? new Set([...meaningful, ...globalOnly]) : meaningful;
  return (essence(commands, keys) as { name: string }[]).sort((a, b) => a.name.localeCompare(b.name));
}
