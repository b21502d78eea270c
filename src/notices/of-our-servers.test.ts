import { expect, test } from 'vitest';
import { ofOurServers } from './of-our-servers.ts';

/** Something of each of two servers. */
async function* ofBoth() {
  for (const guildId of ['here', 'there']) yield { guildId, request: { guildId } };
}
const listed = [{ guildId: 'here' }, { guildId: 'there' }];

test('of several processes, each tells what is to be told in its own servers', async () => {
  const services = {
    actors: { dueRequests: ofBoth, openRenewals: ofBoth, facesToTell: ofBoth },
    albums: { due: ofBoth },
    approvals: { due: ofBoth },
    digests: { due: ofBoth, outdated: ofBoth, old: ofBoth },
    generation: { makersToTell: ofBoth },
    training: { unfinishedPosts: () => listed, dueReminders: () => listed },
  };
  const ours = ofOurServers(services as never, id => id === 'here') as unknown as typeof services;
  const seen: Record<string, string[]> = {};
  for (const [service, functions] of Object.entries(ours))
    for (const [name, due] of Object.entries(functions)) {
      const found: string[] = [];
      for await (const { guildId } of due()) found.push(guildId);
      seen[`${service}.${name}`] = found;
    }
  expect(Object.keys(seen)).toHaveLength(11);
  for (const found of Object.values(seen)) expect(found).toEqual(['here']);
  const gone: string[] = [];
  for await (const { guildId } of (ours.digests.outdated as (ids: string[]) => ReturnType<typeof ofBoth>)([
    'i',
  ]))
    gone.push(guildId);
  expect(gone).toEqual(['here', 'there']);
});
