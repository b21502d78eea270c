import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The shards of one process, and how many there are in all. Discord gives each server to one of them. */
export interface Shards {
  ids: readonly number[];
  count: number;
}

/** What SHARDS says: this process is a shard or several, or it starts a process for each of so many. */
export type ShardsSetting = Shards | { start: number | 'auto' };

const countMost = 1_000;

/** Discord's own rule (docs.discord.com/developers/events/gateway#sharding): what belongs to no server is the first shard's. */
function shardOf(guildId: string | undefined, count: number): number {
  if (count === 1 || guildId === undefined || !/^\d+$/.test(guildId)) return 0;
  return Number((BigInt(guildId) >> 22n) % BigInt(count));
}

/** Whether this process hears what happens in a server or, without one, in direct messages. */
export const isHeardBy = ({ ids, count }: Shards, guildId: string | undefined): boolean =>
  ids.includes(shardOf(guildId, count));

/** Whether this process does what has to be done once for all of them: the one with the first shard. */
export const leads = ({ ids }: Shards): boolean => ids.includes(0);

const foldersIn = (dataDir: string) => join(dataDir, 'shards');

/** The DATA_DIR of each shard that a process starts on its machine. The first has what was there before. */
export const folderOf = (dataDir: string, shard: number): string =>
  shard === 0 ? dataDir : join(foldersIn(dataDir), String(shard));

/** Those of the other shards that were ever started on this machine. */
export async function foldersBeside(dataDir: string): Promise<string[]> {
  const names = await readdir(foldersIn(dataDir)).catch(() => []);
  return names.filter(name => /^\d+$/.test(name)).map(name => join(foldersIn(dataDir), name));
}

/** `1`, `auto`, a number of processes to start, or, such as `0,1/4`, which shards of how many; undefined for anything else. */
export function readShards(text: string): ShardsSetting | undefined {
  if (text === 'auto') return { start: 'auto' };
  const read = /^(?:(\d{1,4}(?:,\d{1,4})*)\/)?(\d{1,4})$/.exec(text);
  if (!read) return undefined;
  const [own, count] = [read[1], Number(read[2])];
  if (count < 1 || count > countMost) return undefined;
  if (own === undefined) return count === 1 ? { ids: [0], count } : { start: count };
  const ids = own.split(',').map(Number);
  const areShards = new Set(ids).size === ids.length && ids.every(id => id < count);
  return areShards ? { ids, count } : undefined;
}

/** The settings of a process that a manager of shards has started: discord.js tells it in SHARDS and SHARD_COUNT. */
export const ofManaged = (env: Record<string, string | undefined>): Record<string, string | undefined> =>
  env.SHARDING_MANAGER ? { ...env, SHARDS: `${env.SHARDS}/${env.SHARD_COUNT}` } : env;
