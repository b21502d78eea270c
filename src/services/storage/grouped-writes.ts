/** One write of a group. */
interface Waiting<T> {
  one: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Writes one group at a time; what comes meanwhile waits and goes together in the next. A write resolves once its group
 * is in the store. Only neighbours of one `kind` go together.
 */
export function createGroupedWrites<T>({
  kindOf,
  write,
  most = 50,
}: {
  kindOf: (one: T) => string;
  write: (group: T[]) => Promise<unknown>;
  most?: number;
}): { add(one: T): Promise<void>; idle(): Promise<void> } {
  let waiting: Waiting<T>[] = [];
  let running: Promise<void> | undefined;

  function nextGroup(): Waiting<T>[] {
    const [first] = waiting;
    if (!first) return [];
    const kind = kindOf(first.one);
    const other = waiting.findIndex(({ one }) => kindOf(one) !== kind);
    const length = Math.min(other < 0 ? waiting.length : other, most);
    const group = waiting.slice(0, length);
    waiting = waiting.slice(length);
    return group;
  }

  async function run(): Promise<void> {
    for (let group = nextGroup(); group.length > 0; group = nextGroup()) {
      try {
        await write(group.map(({ one }) => one));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = undefined;
  }

  return {
    add: one =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ one, resolve, reject });
        running ??= run();
      }),
    idle: async () => running,
  };
}
