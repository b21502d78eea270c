/** Rounds of one work, never two at a time. */
export interface Rounds {
  /**
   * Begins a round; during one, another follows it, because it may have passed by what has just come in. Resolves once
   * nothing is left to go through. @throws what the work throws
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
      // In the same moment as the last look at `again`: nothing comes in between and is forgotten.
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
