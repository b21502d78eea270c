/** Remembers which ways fail again and again, so that nobody waits for them meanwhile. */
export interface Circuits {
  /**
   * Whether the way may be tried now. After a pause one caller is let through to probe it; that one has to say
   * how it went, by `succeeded`, `failed` or `undecided`.
   */
  allows(way: string): boolean;
  succeeded(way: string): void;
  /** It failed through no fault of the request. */
  failed(way: string): void;
  /** It does not work and will not soon. */
  closeFor(way: string, ms: number): void;
  /** It failed because of the request, or was called off: that says nothing about the way. */
  undecided(way: string): void;
  /** Milliseconds until the way is probed again; 0 where it may be tried. */
  closedForMs(way: string): number;
}

interface Circuit {
  failures: number;
  /** How often it opened in a row: each pause is longer than the one before. */
  opened: number;
  opensAgainAt: number;
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
      if (circuit.probing || now() < circuit.opensAgainAt) return false;
      circuit.probing = true;
      return true;
    },

    succeeded: way => void circuits.delete(way),

    failed(way) {
      const circuit = circuits.get(way) ?? { failures: 0, opened: 0, opensAgainAt: 0, probing: false };
      const wasOpen = isOpen(circuit);
      // Calls that were under way when it opened are no news; the probe is.
      if (!wasOpen || circuit.probing) {
        circuit.failures++;
        circuit.probing = false;
        if (isOpen(circuit)) {
          circuit.opensAgainAt = now() + Math.min(longestPauseMs, pauseMs * 2 ** circuit.opened);
          circuit.opened++;
        }
      }
      circuits.set(way, circuit);
    },

    closeFor(way, ms) {
      circuits.set(way, { failures: failuresToOpen, opened: 1, opensAgainAt: now() + ms, probing: false });
    },

    undecided(way) {
      const circuit = circuits.get(way);
      if (circuit) circuit.probing = false;
    },

    closedForMs(way) {
      const circuit = circuits.get(way);
      return circuit && isOpen(circuit) ? Math.max(0, circuit.opensAgainAt - now()) : 0;
    },
  };
}
