import { setTimeout } from 'node:timers/promises';
import { ConfigError } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import type { Locks } from '../locks.ts';
import {
  type ClaimedAs,
  holderOf,
  isAnybodySince,
  type Lock,
  leader,
  lockAll,
  locksOf,
  processLock,
  serving,
  takenBy,
} from './claim-locks.ts';
import {
  askWho,
  connect,
  leavingWord,
  nameOf,
  pooled,
  requireOwnSession,
  requireUsable,
  type Session,
  wasAway,
} from './claim-session.ts';
import { within } from './connection.ts';
import { createSessionLocks } from './session-locks.ts';

export { type ClaimedAs, leader };

/** The database of one bot: no other process may use it meanwhile, but those that belong to it. */
export interface DatabaseClaim {
  /**
   * Whether one of several processes may still be there: its session has a lock with its id. After a restart of the
   * database all count as there for half a minute. Rejects while nobody can tell.
   */
  isThere(processId: string): Promise<boolean>;
  /** Of the processes that belong to it, in this one's session. */
  locks: Locks;
  /** Says to a bot that starts meanwhile that this one is about to let go, so that it waits. */
  leaving(): Promise<void>;
  release(): Promise<void>;
}

/** Longer than a stop may take. */
const waitWithinMs = 60_000;
const lookEveryMs = 250;
const triesToLock = 5;

/** How soon a connection that ended without a word is noticed. Tests have less patience. */
export interface ClaimPace {
  beatEveryMs: number;
  answerWithinMs: number;
  againAfterMs: number;
  /** Where the database was away, the others lost their sessions: so long they have to take their locks again. */
  othersWithinMs: number;
}
const pace: ClaimPace = {
  beatEveryMs: 10_000,
  answerWithinMs: 10_000,
  againAfterMs: 1_000,
  // To notice it, by a beat and no answer; then a pause, a connection (5 s), and the tries to lock.
  othersWithinMs: 10_000 + 10_000 + 1_000 + 5_000 + triesToLock * 1_000,
};

/**
 * Takes the database for this process: a lock of a session, which PostgreSQL drops when the process or the connection
 * ends. A connection that was cut, or that no longer answers, is opened again; if another bot took the database meanwhile,
 * `onLost` is called. A bot that is stopping is waited for.
 * @throws ConfigError if another bot uses it, or if the bot can't
 */
export async function claimDatabase(
  url: string,
  {
    logger,
    onLost,
    as = { role: 'alone' },
    pace: given = pace,
  }: { logger: Logger; onLost: () => void; as?: ClaimedAs; pace?: ClaimPace },
): Promise<DatabaseClaim> {
  const claimed = locksOf(as);
  const { beatEveryMs, answerWithinMs, againAfterMs, othersWithinMs } = given;
  let released = false;
  let openedAgainAt = Number.NEGATIVE_INFINITY;
  const othersMayBeBehind = () => performance.now() < openedAgainAt + othersWithinMs;
  let session = await connect(url);
  try {
    await requireUsable(session.client);
    await requireOwnSession(url, session);
    if (as.role !== 'alone' && (await wasAway(session.client, othersWithinMs)))
      openedAgainAt = performance.now();
  } catch (error) {
    await session.client.end();
    throw error;
  }
  const until = performance.now() + waitWithinMs;
  for (let said = false; ; said = true) {
    const taken = await lockAll(session.client, claimed);
    if (!taken) break;
    const holder = await holderOf(session.client, taken);
    if (!holder?.includes(leavingWord) || performance.now() > until) {
      await session.client.end();
      throw new ConfigError([takenBy(taken, as, holder)]);
    }
    if (!said) logger.info({ holder }, 'waiting for a bot that is stopping to let go of the database');
    await setTimeout(lookEveryMs);
  }
  /** The one that has, or had, the lock, and when it answered last, by the database's clock. */
  let former = session;
  let answeredAt = session.is.since;
  const locks = createSessionLocks(
    () => session.client,
    () => !othersMayBeBehind(),
  );

  /** Resolves to whether this process has it again; rejects while the database is away. */
  async function lockAgain(): Promise<boolean> {
    openedAgainAt = Number.POSITIVE_INFINITY;
    session = await connect(url);
    try {
      // Where only the network was cut, the database may wait for hours for it.
      await session.client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2::timestamptz',
        [former.is.pid, former.is.since],
      );
      let taken: Lock | undefined;
      for (let tries = 0; tries < triesToLock; tries++) {
        taken = await lockAll(session.client, claimed);
        if (!taken) {
          await locks.takeAgain(session.client);
          // Where this connection alone was cut, nobody else has anything to take again.
          const onlyThisOne = await isAnybodySince(session.client, answeredAt);
          openedAgainAt = onlyThisOne ? Number.NEGATIVE_INFINITY : performance.now();
          former = session;
          answeredAt = session.is.since;
          return true;
        }
        await setTimeout(againAfterMs, undefined, { ref: false });
      }
      const holder = await holderOf(session.client, taken ?? { name: serving });
      logger.fatal({ holder }, 'another bot has taken the database');
      return false;
    } catch (error) {
      await session.client.end().catch(() => undefined);
      throw error;
    }
  }
  /**
   * Nothing tells that the other side is gone but that it does not answer. Resolves once the session has ended.
   * @throws ConfigError where another one answers in its place
   */
  async function beat({ client, ended, is }: Session): Promise<void> {
    let over = false;
    const end = ended.then(() => {
      over = true;
    });
    while (!over && !released) {
      await Promise.race([end, setTimeout(beatEveryMs, undefined, { ref: false })]);
      if (over || released) break;
      const who = await askWho(client, answerWithinMs).catch(error => {
        if (!released) logger.warn({ err: error }, 'the connection that holds the database does not answer');
        return client.end().catch(() => undefined);
      });
      if (!who) continue;
      if (who.pid !== is.pid) throw new ConfigError([pooled]);
      answeredAt = who.at;
    }
    await end;
  }
  async function keep(): Promise<void> {
    while (!released) {
      try {
        await beat(session);
      } catch (error) {
        logger.fatal({ err: error }, 'another session answers than the one that holds the database');
        return onLost();
      }
      for (let mine: boolean | undefined; mine === undefined && !released; ) {
        await setTimeout(againAfterMs, undefined, { ref: false });
        if (released) return;
        mine = await lockAgain().catch(() => undefined);
        if (mine === false) return onLost();
      }
    }
  }
  void keep();

  return {
    isThere: async processId =>
      othersMayBeBehind() || (await holderOf(session.client, { name: processLock(processId) })) !== undefined,
    locks,
    async leaving() {
      await session.client
        .query("SELECT set_config('application_name', $1, false)", [nameOf(` ${leavingWord}`)])
        .catch(() => undefined);
    },
    async release() {
      released = true;
      await within(answerWithinMs, session.client.end());
    },
  };
}
