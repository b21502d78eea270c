import type { Client } from 'discord.js';

/**
 * A command as Discord shows it to be clicked: `</actor register:id>`
 * (docs.discord.com/developers/reference#message-formatting). Where the id is not known, its name.
 */
export function mentionCommand(client: Client, name: string): string {
  const [first] = name.split(' ');
  const registered = client.application?.commands.cache.find(command => command.name === first);
  return registered ? `</${name}:${registered.id}>` : `\`/${name}\``;
}
