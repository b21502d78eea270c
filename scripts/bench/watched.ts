/** What a bot costs, seen from another process: memory and processor time of all of its processes (Linux: /proc). */
import { readdirSync, readFileSync } from 'node:fs';

/** Resident bytes, and the same with shared pages counted in parts: a page of two processes is half of each. */
export interface Memory {
  resident: number;
  proportional: number;
}
export interface Watched {
  /** Processor time (user and system) of each kind of process since it began, ended ones included, in milliseconds. */
  processorMs(): Record<string, number>;
  /** Now, of each kind of process and of all together. */
  memory(): Record<string, Memory> & { all: Memory };
  /** The most that all had together at one moment since the last call, or since the watching began. */
  peak(): Memory;
  stop(): void;
}

const pageBytes = 4_096;
/** What the kernel counts processor time in: a hundredth of a second everywhere that Node runs. */
const tickMs = 10;
const residentEveryMs = 50;
/** Takes the kernel some milliseconds: it looks at every page. */
const proportionalEvery = 10;
/** Looking for new processes costs as much as all the rest. */
const searchEvery = 4;

/** `kinds` are words of a command line, and the kind of process that has them; what has none is the bot's own. */
export function watch(root: number, kinds: Record<string, string>): Watched {
  const kindOf = new Map<number, string>();
  const usedMs = new Map<number, number>();
  let [resident, proportional] = [0, 0];
  let samples = 0;
  let known: number[] = [];

  /** Finds all of its processes, and notes what each has used. */
  function family(): number[] {
    const found = [root];
    for (const id of found)
      for (const thread of listed(`/proc/${id}/task`))
        found.push(...read(`/proc/${id}/task/${thread}/children`).split(' ').filter(Boolean).map(Number));
    for (const id of found) {
      // A process has its parent's command line until it runs its own.
      const line = read(`/proc/${id}/cmdline`);
      const kind = Object.entries(kinds).find(([words]) => line.includes(words))?.[1];
      if (id === root) kindOf.set(id, 'bot');
      else if (line) kindOf.set(id, kind ?? 'other');
      // "id (name) state parent …", and a name may hold anything.
      const fields = read(`/proc/${id}/stat`).split(') ').at(-1)?.split(' ') ?? [];
      if (fields.length > 13) usedMs.set(id, (Number(fields[11]) + Number(fields[12])) * tickMs);
    }
    known = found;
    return found;
  }

  function sample(): void {
    const ids = samples % searchEvery === 0 ? family() : known;
    const now = ids.reduce((sum, id) => sum + residentOf(id), 0);
    resident = Math.max(resident, now);
    if (samples++ % proportionalEvery === 0)
      proportional = Math.max(
        proportional,
        ids.reduce((sum, id) => sum + proportionalOf(id), 0),
      );
  }

  sample();
  const sampling = setInterval(sample, residentEveryMs);
  return {
    processorMs() {
      family();
      const sums: Record<string, number> = {};
      for (const [id, used] of usedMs) {
        const kind = kindOf.get(id) ?? 'other';
        sums[kind] = (sums[kind] ?? 0) + used;
      }
      return sums;
    },
    memory() {
      const sums: Record<string, Memory> & { all: Memory } = { all: { resident: 0, proportional: 0 } };
      for (const id of family()) {
        const kind = kindOf.get(id) ?? 'other';
        const own = { resident: residentOf(id), proportional: proportionalOf(id) };
        for (const name of [kind, 'all']) {
          const sum = sums[name] ?? { resident: 0, proportional: 0 };
          sums[name] = {
            resident: sum.resident + own.resident,
            proportional: sum.proportional + own.proportional,
          };
        }
      }
      return sums;
    },
    peak() {
      const most = { resident, proportional };
      [resident, proportional, samples] = [0, 0, 0];
      return most;
    },
    stop: () => clearInterval(sampling),
  };
}

const residentOf = (id: number) => Number(read(`/proc/${id}/statm`).split(' ')[1] ?? 0) * pageBytes;
const proportionalOf = (id: number) =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0) * 1_024;

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty for what is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
