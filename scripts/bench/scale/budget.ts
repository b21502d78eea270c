/** What an image costs the budget of the day, which is one record of everybody who used something on it. */
import { dayOf, emptyDay, quotaDaySchema } from '../../../src/services/quota/quota-day.ts';
import { createQuotaService } from '../../../src/services/quota/quota-service.ts';
import { head, ms, percentile, row } from '../figures.ts';
import { watch } from '../watched.ts';
import { guildIdOf } from './many-guilds.ts';
import { type EngineName, startEngine } from './servers.ts';

/** Active members of one server. */
const membersOfGuild = 20;
const times = 50;

/** Prints a row for each engine and number of members who made an image that day. */
export async function measureBudget(
  engines: readonly EngineName[],
  counts: readonly number[],
): Promise<void> {
  console.log(
    `\nReserved, sent and paid, ${times} times one after another, by a process that shares the store with others where it is PostgreSQL. ${membersOfGuild} active members a server.\n`,
  );
  head('Engine', 'members so far', 'MB of the record', 'ms of processor an image: bot', 'database', 'p50 ms');
  for (const engine of engines) for (const members of counts) await measureOne(engine, members);
}

async function measureOne(name: EngineName, members: number): Promise<void> {
  const engine = await startEngine(name);
  const servers = watch(process.pid, { postgres: 'postgres' });
  try {
    const store = await engine.open();
    const days = await store.collection('quota_days', quotaDaySchema);
    const day = filledDay(members);
    await days.put(day.day, day);
    const quota = await createQuotaService({
      ...{ days, dailyTokens: 1e12, memberDailyTokens: 1e9, now: Date.now },
      ...(name === 'postgres' ? { process: { id: 'bench', isWorker: true, isThere: async () => true } } : {}),
    });
    const one = async (nth: number) => {
      const whose = { memberId: memberIdOf(0), guildId: guildIdOf(0), micros: 100 };
      const reservation = await quota.reserve(`request${nth}`, whose, 10);
      await reservation.sent();
      await reservation.commit();
    };
    for (let nth = 0; nth < 10; nth++) await one(nth);
    const [before, database] = [process.cpuUsage(), servers.processorMs().postgres ?? 0];
    const took: number[] = [];
    for (let nth = 0; nth < times; nth++) {
      const from = performance.now();
      await one(1_000 + nth);
      took.push(performance.now() - from);
    }
    await quota.flush();
    const { user, system } = process.cpuUsage(before);
    const used = (servers.processorMs().postgres ?? 0) - database;
    row(
      ...[name, members.toLocaleString('en'), (JSON.stringify(day).length / 1e6).toFixed(2)],
      ...[ms((user + system) / 1_000 / times), name === 'sqlite' ? 'in the bot' : ms(used / times)],
      ms(percentile(took, 0.5)),
    );
    await store.close();
  } finally {
    servers.stop();
    await engine.end();
  }
}

const memberIdOf = (nth: number) => String(1_500_000_000_000_000_000n + BigInt(nth));

function filledDay(members: number) {
  const day = emptyDay(dayOf(Date.now()));
  for (let nth = 0; nth < members; nth++) {
    const guildId = guildIdOf(Math.floor(nth / membersOfGuild));
    const [id, tokens] = [memberIdOf(nth), 40];
    day.byMember[id] = tokens;
    const guild = day.byGuild[guildId] ?? {};
    day.byGuild[guildId] = guild;
    guild[id] = { tokens, pictures: 4, micros: 400 };
    day.committed += tokens;
  }
  return day;
}
