/*
 * Start-time fair queuing (Goyal, Vin, Cheng 1996) over the priorities of BullMQ, whose open version has no groups. A
 * virtual clock counts rounds. A member's request starts in the round in which their latest one ends, and no earlier than
 * the clock; that round is its priority. The clock stands at the round of what was handed out last. So 480 requests of one
 * member are in 480 rounds, and the first of somebody else comes in the present one.
 *
 * Each script is one step for Redis, whatever other processes do meanwhile.
 */

/** The largest priority that BullMQ takes. Only a queue that is never empty for weeks gets there. */
const roundsMost = 2_097_152;

/**
 * Keys: the job, clock, ends, wait, prioritized, delayed, active. Arguments: member, pictures, the most that may wait.
 * Returns the priority; 0 if it is there already; less, by how many wait, if they are too many.
 */
export const joinScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local waiting = redis.call('LLEN', KEYS[4]) + redis.call('ZCARD', KEYS[5]) + redis.call('ZCARD', KEYS[6])
if waiting >= tonumber(ARGV[3]) then return -waiting end
if waiting + redis.call('LLEN', KEYS[7]) == 0 then redis.call('DEL', KEYS[2], KEYS[3]) end
local clock = tonumber(redis.call('GET', KEYS[2]) or '0')
local start = math.max(clock, tonumber(redis.call('ZSCORE', KEYS[3], ARGV[1]) or '0'))
redis.call('ZADD', KEYS[3], start + tonumber(ARGV[2]), ARGV[1])
return math.min(start + 1, ${roundsMost})
`;

/** Keys: clock, ends. Argument: the priority of what begins. Forgets members whose requests are behind the clock. */
export const beginScript = `
local clock = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), tonumber(ARGV[1]) - 1)
redis.call('SET', KEYS[1], clock)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', clock)
`;

/** Key: the average. Argument: how long a request took, in ms. */
export const tookScript = `
local before = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
redis.call('SET', KEYS[1], before + (tonumber(ARGV[1]) - before) * 0.25)
`;

/** What BullMQ writes into its limit where nothing may begin. */
const closed = String(Number.MAX_SAFE_INTEGER);

/** Key: BullMQ's limit. Argument: ms. */
export const holdScript = `
if redis.call('GET', KEYS[1]) == '${closed}' and redis.call('PTTL', KEYS[1]) >= tonumber(ARGV[1]) then return end
redis.call('SET', KEYS[1], '${closed}', 'PX', ARGV[1])
`;

/** Keys: the moment after the latest call, BullMQ's limit. Argument: ms between calls. By the clock of Redis alone. */
export const nextCallScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
if redis.call('GET', KEYS[2]) == '${closed}' then at = math.max(at, now + redis.call('PTTL', KEYS[2])) end
local between = tonumber(ARGV[1])
if between > 0 then redis.call('SET', KEYS[1], at + between, 'PX', at + between - now + 1000) end
return at - now
`;

/** Key: BullMQ's limit. Returns how long nothing may begin, in ms. */
export const heldScript = `
if redis.call('GET', KEYS[1]) ~= '${closed}' then return 0 end
return math.max(0, redis.call('PTTL', KEYS[1]))
`;
