import { type DiscordServer, ids, startDiscord } from '@ai-actor/playground/discord';
import { REST, type RouteLike } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  isAnswerOver,
  isChannelClosed,
  isFixed,
  isForbidden,
  isGone,
  isMemberClosed,
  isRefused,
  isTooLarge,
} from './discord-errors.ts';

let server: DiscordServer;
let rest: REST;
beforeAll(async () => {
  server = await startDiscord();
});
// A new one for each: after a 401, discord.js forgets the token.
beforeEach(() => {
  rest = new REST({ api: `${server.url}/api`, version: '10', retries: 0 }).setToken(server.token);
});
afterEach(() => server.faults.clear());
afterAll(() => server.close());

const meanings = {
  isAnswerOver,
  isChannelClosed,
  isFixed,
  isForbidden,
  isGone,
  isMemberClosed,
  isRefused,
  isTooLarge,
};
const meaningOf = (error: unknown) =>
  Object.entries(meanings).flatMap(([name, holds]) => (holds(error) ? [name] : []));

/** What discord.js throws where Discord answers a message like this. */
async function refusedWith(status: number, body: object): Promise<unknown> {
  server.faults.add({ path: '/messages', status, body, times: 1 });
  return thrownBy(`/channels/${ids.channels.studio}/messages`);
}
const thrownBy = (route: RouteLike) =>
  rest.post(route, { body: { content: 'hello' } }).then(
    () => undefined,
    error => error,
  );

// Status and code as in the table of JSON error codes: docs.discord.com/developers/topics/opcodes-and-status-codes
test.each([
  [10008, 404, ['isAnswerOver', 'isFixed', 'isGone']],
  [10015, 404, ['isAnswerOver']],
  [10062, 404, ['isAnswerOver']],
  [50027, 401, ['isAnswerOver']],
  [10003, 404, ['isChannelClosed', 'isGone']],
  [50001, 403, ['isChannelClosed', 'isForbidden']],
  [50013, 403, ['isChannelClosed', 'isForbidden']],
  [50008, 400, ['isChannelClosed', 'isForbidden']],
  [50024, 400, ['isChannelClosed', 'isForbidden']],
  [40058, 400, ['isChannelClosed', 'isForbidden']],
  [50083, 400, ['isChannelClosed', 'isForbidden']],
  [160005, 400, ['isChannelClosed', 'isForbidden']],
  [50007, 403, ['isMemberClosed']],
  [50278, 403, ['isMemberClosed']],
  [10013, 404, ['isMemberClosed']],
  [30046, 400, ['isFixed']],
  [40005, 413, ['isTooLarge']],
  [50035, 400, []],
  [200000, 400, []],
])('code %i means what it means, and that asking again changes nothing', async (code, status, means) => {
  const error = await refusedWith(status, { code, message: 'no' });
  expect(meaningOf(error)).toEqual([...means, 'isRefused'].sort());
});

test('a proxy that finds a message too large says so by its status alone', async () => {
  expect(meaningOf(await refusedWith(413, {}))).toEqual(['isRefused', 'isTooLarge']);
});

test('faults of the server and of the way to it are no refusals', async () => {
  expect(meaningOf(await refusedWith(503, { code: 10008, message: 'no' }))).toEqual([]);
  const nowhere = new REST({ api: 'http://127.0.0.1:9/api', retries: 0 }).setToken(server.token);
  const error = await nowhere.get('/gateway/bot').catch(cause => cause);
  expect(error).toBeInstanceOf(Error);
  expect(meaningOf(error)).toEqual([]);
  expect(meaningOf(Object.assign(new Error('not of Discord'), { code: 10008, status: 404 }))).toEqual([]);
});

test('a channel that does not exist is refused so by the embedded Discord', async () => {
  expect(meaningOf(await thrownBy('/channels/123456789012345678/messages'))).toEqual([
    'isChannelClosed',
    'isGone',
    'isRefused',
  ]);
});
