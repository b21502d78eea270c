/** Repeats one job in rounds, never two at a time. */
export interface Rounds {
  /**
   * Starts a round. If one is running, another follows, because it may have missed what has just come in. Resolves once
   * nothing is left to do. @throws what the job throws
   */
  begin(): Promise<void>;
  /** Resolves when none is under way. */
  idle(): Promise<void>;
}

export function createRounds(round: () => Promise<void>): Rounds {
  let running: Promise<void> | undefined;
  let again = false;

  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await round();
      } while (again);
    } finally {
      // Synchronously after the last look at `again`, so that nothing that comes in between is missed.
      running = undefined;
    }
  }

  return {
    begin() {
      again = true;
      running ??= run();
      return running;
    },
    idle: async () => running,
  };
}
