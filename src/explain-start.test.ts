import { type DiscordServer, startDiscord } from '@ai-actor/playground/discord';
import { REST } from 'discord.js';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AwayError } from './away.ts';
import { commands } from './commands/index.ts';
import { parseConfig } from './config.ts';
import { createDiscordClient } from './discord/discord-client.ts';
import { registerCommands } from './discord/register-commands.ts';
import { UserError } from './errors.ts';
import { explainStart } from './explain-start.ts';

let server: DiscordServer;
beforeAll(async () => {
  server = await startDiscord();
});
afterEach(() => server.faults.clear());
afterAll(() => server.close());

const guildId = '1400000000000000777';
const configFor = (api: string, token = 'a.b.c') =>
  parseConfig({ DISCORD_TOKEN: token, HF_TOKEN: 'hf_x', DISCORD_API_URL: api, DISCORD_GUILD_ID: guildId });

/** What a log-in that fails comes to. */
async function loginAt(api: string, token?: string): Promise<unknown> {
  const config = configFor(api, token);
  const logger = pino({ level: 'silent' });
  const { client } = createDiscordClient({ apiUrl: api, onLost: () => {}, logger });
  try {
    await client.login(config.DISCORD_TOKEN);
    return undefined;
  } catch (error) {
    return explainStart(error, config);
  } finally {
    await client.destroy();
  }
}

describe('a start that fails is explained', () => {
  test('with no network', async () => {
    for (const api of ['http://127.0.0.1:9/api', 'http://discord.invalid/api']) {
      const error = await loginAt(api);
      expect(error).toBeInstanceOf(AwayError);
      expect((error as Error).message).toMatch(/^Discord cannot be reached at .*this machine is online/);
    }
  });

  test('with a token that Discord refuses', async () => {
    expect(await loginAt(`${server.url}/api`, 'wrong')).toMatchObject({
      problems: [expect.stringMatching(/^DISCORD_TOKEN was refused/)],
    });
  });

  test('while Discord is out of order', async () => {
    server.faults.add({ path: '/gateway/bot', status: 503, body: {}, times: 20 });
    const error = await loginAt(`${server.url}/api`, server.token);
    expect(error).toBeInstanceOf(AwayError);
    expect(String(error)).toMatch(/Discord has trouble: it answered 503/);
  });

  test('after so many starts that Discord lets the bot connect no more today', () => {
    // As @discordjs/ws says it.
    const error = new Error(
      'Not enough sessions remaining to spawn 1 shards; only 0 remaining; resets at 2026',
    );
    expect(explainStart(error, configFor(server.url))).toBeInstanceOf(AwayError);
  });

  // 50001 Missing Access: for a server that the bot is not in, or was invited to without applications.commands
  // (docs.discord.com/developers/interactions/application-commands#authorizing-your-application).
  test('with a server whose commands the bot may not see', async () => {
    const body = { code: 50001, message: 'Missing Access' };
    server.faults.add({ path: `/guilds/${guildId}/commands`, status: 403, body, times: 5 });
    const rest = new REST({ api: `${server.url}/api` }).setToken(server.token);
    const error = await registerCommands(rest, commands, {
      applicationId: '1400000000000000100',
      guildId,
    }).catch(cause => explainStart(cause, configFor(server.url)));
    expect(error).toMatchObject({
      problems: [expect.stringMatching(new RegExp(`DISCORD_GUILD_ID ${guildId}.*applications.commands`))],
    });
  });

  test('with a database that goes away meanwhile: it is not Discord', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = explainStart(new UserError('store-away', 'away', { cause }), configFor(server.url));
    expect(error).toBeInstanceOf(AwayError);
    expect(String(error)).toMatch(/STORE_URL/);
    expect(String(error)).not.toMatch(/Discord/);
  });

  test('and what nobody foresaw stays as it is', () => {
    const error = new Error('what is this');
    expect(explainStart(error, configFor(server.url))).toBe(error);
  });
});
