/** How calls to one provider went in the last hour. */
export interface ProviderCalls {
  /** As in a route; `endpoint` is the operator's own. */
  provider: string;
  calls: number;
  /** Those that failed through no fault of the request. */
  failed: number;
  /** Milliseconds; undefined where none succeeded. */
  medianMs: number | undefined;
}

/** Remembers calls for an hour, in memory. */
export interface CallLog {
  note(provider: string, call: { ms: number; failed: boolean }): void;
  lastHour(): ProviderCalls[];
}

const keptMs = 60 * 60_000;
/** Of one provider. */
const callsMost = 2_000;

export function createCallLog(now: () => number): CallLog {
  const calls = new Map<string, { at: number; ms: number; failed: boolean }[]>();
  return {
    note(provider, call) {
      const before = calls.get(provider) ?? [];
      before.push({ at: now(), ...call });
      if (before.length > callsMost) before.shift();
      calls.set(provider, before);
    },
    lastHour() {
      const since = now() - keptMs;
      return [...calls].flatMap(([provider, all]) => {
        const recent = all.filter(({ at }) => at > since);
        if (recent.length === 0) return [];
        const took = recent
          .filter(({ failed }) => !failed)
          .map(({ ms }) => ms)
          .sort((a, b) => a - b);
        return [
          {
            provider,
            calls: recent.length,
            failed: recent.length - took.length,
            medianMs: took[Math.floor((took.length - 1) / 2)],
          },
        ];
      });
    },
  };
}
