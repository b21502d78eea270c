import { type Client, ClientUser, Routes } from 'discord.js';

/** Lets a client without a gateway ask Discord in the bot's name, and know who it is. */
export async function signIn(client: Client, token: string): Promise<void> {
  client.rest.setToken(token);
  const own = await client.rest.get(Routes.user());
  // discord.js makes it of what the gateway says first; direct messages need it.
  client.user = Reflect.construct(ClientUser, [client, own]);
}
