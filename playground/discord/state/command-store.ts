import type { APIApplicationCommand } from 'discord-api-types/v10';
import { unknownCommand } from '../rest/api-error.ts';
import { withoutDefaults } from './localized-command.ts';
import type { SnowflakeSource } from './snowflake.ts';
import { ids } from './world.ts';

/** A command's registration as the bot sends it, already validated. */
export type CommandBody = Record<string, unknown> & { name: string; type?: number };

export interface CommandStore {
  /** Of one guild, or the global ones without a guild. */
  list(guildId?: string): APIApplicationCommand[];
  /** What members can type: global and guild commands. */
  all(): APIApplicationCommand[];
  find(id: string): APIApplicationCommand | undefined;
  /** Throws 10063. */
  get(id: string, guildId?: string): APIApplicationCommand;
  /** Adds the command or replaces the one of the same name and type. */
  upsert(body: CommandBody, guildId?: string): { command: APIApplicationCommand; created: boolean };
  edit(id: string, body: Partial<CommandBody>, guildId?: string): APIApplicationCommand;
  replaceAll(bodies: CommandBody[], guildId?: string): APIApplicationCommand[];
  remove(id: string, guildId?: string): void;
}

export function createCommandStore(options: {
  snowflakes: SnowflakeSource;
  onChange: () => void;
}): CommandStore {
  let commands: APIApplicationCommand[] = [];
  const inScope = (command: APIApplicationCommand, guildId?: string) => command.guild_id === guildId;

  function build(id: string, sent: CommandBody, guildId?: string): APIApplicationCommand {
    const body = withoutDefaults(sent);
    const permissions = body.default_member_permissions;
    return {
      id,
      application_id: ids.application,
      version: options.snowflakes.next(),
      type: body.type ?? 1,
      name: body.name,
      name_localizations: body.name_localizations ?? null,
      description: body.description ?? '',
      description_localizations: body.description_localizations ?? null,
      ...(body.options ? { options: withoutNulls(body.options) } : {}),
      default_member_permissions:
        permissions === null || permissions === undefined ? null : String(permissions),
      nsfw: body.nsfw ?? false,
      // Where a command may be used is kept for global commands only.
      ...(guildId
        ? { guild_id: guildId }
        : {
            dm_permission: body.dm_permission ?? true,
            contexts: body.contexts ?? null,
            integration_types: body.integration_types ?? [0],
          }),
    } as unknown as APIApplicationCommand;
  }

  function get(id: string, guildId?: string): APIApplicationCommand {
    const command = commands.find(each => each.id === id && inScope(each, guildId));
    if (!command) throw unknownCommand();
    return command;
  }

  function sameName(body: CommandBody, guildId?: string): APIApplicationCommand | undefined {
    return commands.find(
      each => inScope(each, guildId) && each.name === body.name && each.type === (body.type ?? 1),
    );
  }

  return {
    list: guildId => commands.filter(each => inScope(each, guildId)),
    all: () => [...commands],
    find: id => commands.find(each => each.id === id),
    get,
    upsert(body, guildId) {
      const old = sameName(body, guildId);
      const command = build(old?.id ?? options.snowflakes.next(), body, guildId);
      commands = [...commands.filter(each => each !== old), command];
      options.onChange();
      return { command, created: !old };
    },
    edit(id, body, guildId) {
      const old = get(id, guildId);
      const command = build(id, { ...(old as unknown as CommandBody), ...body }, guildId);
      commands = commands.map(each => (each === old ? command : each));
      options.onChange();
      return command;
    },
    replaceAll(bodies, guildId) {
      const next = bodies.map(body =>
        build(sameName(body, guildId)?.id ?? options.snowflakes.next(), body, guildId),
      );
      commands = [...commands.filter(each => !inScope(each, guildId)), ...next];
      options.onChange();
      return next;
    },
    remove(id, guildId) {
      const old = get(id, guildId);
      commands = commands.filter(each => each !== old);
      options.onChange();
    },
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}
