import { type Client, Routes } from 'discord.js';
import type { APIUser } from 'discord-api-types/v10';

/** Lets a client without a gateway ask Discord in the bot's name. Resolves to the bot's own id. */
export async function signIn(client: Client, token: string): Promise<string> {
  client.rest.setToken(token);
  return ((await client.rest.get(Routes.user())) as APIUser).id;
}
