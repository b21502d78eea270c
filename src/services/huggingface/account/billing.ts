import { z } from 'zod';
import type { Logger } from '../../../logger.ts';
import { HubAnswerError } from '../hub/hub-access.ts';

/** What Hugging Face says was spent on inference in the period that it bills, in US dollars. */
export interface ReportedSpend {
  /** When it said so. */
  at: number;
  /** When the period began. */
  since: number;
  usd: number;
  includedUsd: number | undefined;
  requests: number | undefined;
}

export interface Billing {
  /**
   * The latest answer, at once. One that is older than ten minutes is asked for anew behind. Undefined where the
   * hub has not said yet, or does not tell this token.
   */
  reported(): ReportedSpend | undefined;
  /** Resolves when nothing is being asked. */
  settled(): Promise<void>;
  /** Gives up what is being asked. */
  stop(): Promise<void>;
}

const askEveryMs = 10 * 60_000;
const timeoutMs = 10_000;

const amount = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
/** Unix seconds, milliseconds, or a date in words. */
const moment = z.union([z.number(), z.string()]).transform((value, context) => {
  const time = typeof value === 'string' ? Date.parse(value) : value < 1e11 ? value * 1_000 : value;
  if (Number.isFinite(time)) return time;
  context.addIssue('is no time');
  return z.NEVER;
});
const usageSchema = z.object({
  usage: z.object({
    inferenceProviders: z.object({
      usedNanoUsd: amount,
      includedNanoUsd: amount.nullish(),
      numRequests: amount.nullish(),
      periodStart: moment.nullish(),
      periodEnd: moment.nullish(),
    }),
  }),
});

/** The first moment of the month, in UTC. */
function monthOf(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export function createBilling({
  hubUrl,
  token,
  now,
  logger,
}: {
  hubUrl: string;
  token: string;
  now: () => number;
  logger: Logger;
}): Billing {
  let latest: (ReportedSpend & { until: number | undefined }) | undefined;
  let askedAt: number | undefined;
  let asking: Promise<void> = Promise.resolve();
  const stopping = new AbortController();

  async function ask(): Promise<void> {
    const at = now();
    const range = new URLSearchParams({
      startDate: String(Math.floor(monthOf(at) / 1_000)),
      endDate: String(Math.floor(at / 1_000)),
    });
    const response = await fetch(`${hubUrl}/api/settings/billing/usage-v2?${range}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping.signal]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new HubAnswerError(response, "about the account's spend");
    }
    const { inferenceProviders: told } = usageSchema.parse(await response.json()).usage;
    const dollars = (nano: number) => nano / 1e9;
    latest = {
      at,
      since: told.periodStart ?? monthOf(at),
      until: told.periodEnd ?? undefined,
      usd: dollars(told.usedNanoUsd),
      includedUsd: told.includedNanoUsd == null ? undefined : dollars(told.includedNanoUsd),
      requests: told.numRequests ?? undefined,
    };
  }

  return {
    reported() {
      const time = now();
      // A clock that was set back must not silence it.
      if (askedAt === undefined || Math.abs(time - askedAt) >= askEveryMs) {
        askedAt = time;
        asking = ask().catch(error => {
          // Most tokens may not ask; what was told earlier stays true with its time.
          logger.debug({ err: error }, 'the hub does not tell what was spent');
        });
      }
      if (!latest) return undefined;
      const { until, ...spend } = latest;
      // Of a period that is over, it would look like this one's.
      const over = until === undefined ? monthOf(time) !== monthOf(spend.at) : until <= time;
      return over ? undefined : spend;
    },
    settled: () => asking,
    stop() {
      stopping.abort();
      return asking;
    },
  };
}
