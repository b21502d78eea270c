/**
 * Remembers which ways fail again and again, so that members do not wait for them. As in electrics, a closed circuit
 * lets calls pass and an open one lets nothing pass.
 *
 * Not cockatiel's `circuitBreaker` (3.2.1): there a probe that was called off, or that failed through the request's
 * own fault, closes the circuit, where here it says nothing and the next caller probes. It reads the time from
 * `Date.now()`, cannot be opened for a given time, and does not say when the next probe is due, which members are told.
 */
export interface Circuits {
  /**
   * Whether the way may be tried now. After a pause an open circuit lets one caller through to probe the way; that
   * caller must say how it went, by `succeeded`, `failed` or `undecided`.
   */
  allows(way: string): boolean;
  succeeded(way: string): void;
  /** It failed through no fault of the request. */
  failed(way: string): void;
  /** It does not work and will not soon. */
  openFor(way: string, ms: number): void;
  /** It failed because of the request, or was called off: that says nothing about the way. */
  undecided(way: string): void;
  /** Milliseconds until the way is probed again; 0 where it may be tried. */
  msUntilProbe(way: string): number;
}

interface Circuit {
  /** In a row. */
  failures: number;
  /** How often it opened in a row: each pause is longer than the one before. */
  opened: number;
  probeAt: number;
  probing: boolean;
}

/** `failuresToOpen` failures in a row open a circuit for `pauseMs`, which doubles with each failed probe up to `longestPauseMs`. */
export function createCircuits({
  now,
  failuresToOpen = 5,
  pauseMs = 30_000,
  longestPauseMs = 10 * 60_000,
}: {
  now: () => number;
  failuresToOpen?: number;
  pauseMs?: number;
  longestPauseMs?: number;
}): Circuits {
  const circuits = new Map<string, Circuit>();
  const isOpen = ({ failures }: Circuit) => failures >= failuresToOpen;

  return {
    allows(way) {
      const circuit = circuits.get(way);
      if (!circuit || !isOpen(circuit)) return true;
      if (circuit.probing || now() < circuit.probeAt) return false;
      circuit.probing = true;
      return true;
    },

    succeeded: way => void circuits.delete(way),

    failed(way) {
      const circuit = circuits.get(way) ?? { failures: 0, opened: 0, probeAt: 0, probing: false };
      const wasOpen = isOpen(circuit);
      // Calls that were under way when it opened are no news; the probe is.
      if (!wasOpen || circuit.probing) {
        circuit.failures++;
        circuit.probing = false;
        if (isOpen(circuit)) {
          circuit.probeAt = now() + Math.min(longestPauseMs, pauseMs * 2 ** circuit.opened);
          circuit.opened++;
        }
      }
      circuits.set(way, circuit);
    },

    openFor(way, ms) {
      circuits.set(way, { failures: failuresToOpen, opened: 1, probeAt: now() + ms, probing: false });
    },

    undecided(way) {
      const circuit = circuits.get(way);
      if (circuit) circuit.probing = false;
    },

    msUntilProbe(way) {
      const circuit = circuits.get(way);
      return circuit && isOpen(circuit) ? Math.max(0, circuit.probeAt - now()) : 0;
    },
  };
}
