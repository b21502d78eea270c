import type { Client } from 'discord.js';

const idsOf = new WeakMap<Client, ReadonlyMap<string, string>>();

/** Takes the ids of the commands, by their names, as Discord gave them when they were registered. */
export function makeMentionable(client: Client, ids: ReadonlyMap<string, string>): void {
  idsOf.set(client, ids);
}

/**
 * A command as Discord shows it to be clicked: `</actor register:id>`
 * (docs.discord.com/developers/reference#message-formatting). Where the id is not known, its name.
 */
export function mentionCommand(client: Client, name: string): string {
  const [first = ''] = name.split(' ');
  const id = idsOf.get(client)?.get(first);
  return id === undefined ? `\`/${name}\`` : `</${name}:${id}>`;
}
