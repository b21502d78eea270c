import {
  Client,
  DiscordAPIError,
  GatewayIntentBits,
  type Interaction,
  REST,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { connectMember, type Member } from '../members/member-client.ts';
import { type DiscordOptions, type DiscordServer, startDiscord } from '../server.ts';
import { ids } from '../state/world.ts';

export interface Fixture {
  server: DiscordServer;
  client: Client<true>;
  member: Member;
  /** REST as discord.js does it, with the bot's token. */
  rest: REST;
  close(): Promise<void>;
}

/** discord.js pointed at the embedded server by its public options alone. */
export function restOptions(url: string) {
  return { api: `${url}/api`, cdn: url, mediaProxy: url, version: '10' };
}

export async function login(server: DiscordServer, intents: number[]): Promise<Client<true>> {
  const client = new Client({ intents, rest: restOptions(server.url) });
  const ready = new Promise(resolve => client.once('clientReady', resolve));
  await client.login(server.token);
  await ready;
  return client as Client<true>;
}

/** A server, a bot on real discord.js with these commands, and one member. */
export async function startFixture(setup: {
  server?: DiscordOptions;
  intents?: number[];
  commands?: RESTPostAPIApplicationCommandsJSONBody[];
  onInteraction?: (interaction: Interaction) => Promise<unknown> | unknown;
  memberId?: string;
}): Promise<Fixture> {
  const server = await startDiscord(setup.server);
  const client = await login(server, setup.intents ?? [GatewayIntentBits.Guilds]);
  if (setup.onInteraction) client.on('interactionCreate', setup.onInteraction);
  const rest = new REST(restOptions(server.url)).setToken(server.token);
  if (setup.commands) await client.application.commands.set(setup.commands);
  const member = await connectMember(server.url, setup.memberId ?? ids.members.mara);
  return {
    server,
    client,
    member,
    rest,
    async close() {
      await member.close();
      await client.destroy();
      await server.close();
    },
  };
}

/** Discord's error code of a call that must fail. */
export async function errorCode(call: Promise<unknown>): Promise<number | string> {
  const error = await errorOf(call);
  return error.code;
}

export async function errorOf(call: Promise<unknown>): Promise<DiscordAPIError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DiscordAPIError) return error;
    throw error;
  }
  throw new Error('The call was expected to fail.');
}

/** Lets a test await what a handler of the bot came to. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** A bot whose handler's outcome the test can await. */
export async function startBot<T>(
  handle: (interaction: Interaction) => Promise<T>,
  setup: Partial<Parameters<typeof startFixture>[0]> = {},
): Promise<Fixture & { outcome: Promise<T> }> {
  const outcome = deferred<T>();
  const fixture = await startFixture({
    commands: [{ name: 'ping', description: 'Ping' }],
    onInteraction: interaction => handle(interaction).then(outcome.resolve, outcome.reject),
    ...setup,
  });
  return { ...fixture, outcome: outcome.promise };
}
