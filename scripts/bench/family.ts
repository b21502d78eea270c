/** What this process costs together with those that it started: the classifier runs in one of its own. */
import { readdirSync, readFileSync } from 'node:fs';

export interface FamilyUsage {
  /** Processor time of all threads since they began, in milliseconds; what ended processes used is not in it. */
  processorMs: number;
  /** Resident bytes, one process's after another: pages that they share are counted more than once. */
  memory: number;
}

const pageBytes = 4_096;

/** Of the whole family where the system tells (Linux), else of this process alone. */
export function familyUsage(): FamilyUsage {
  const { user, system } = process.cpuUsage();
  const sum = { processorMs: (user + system) / 1_000, memory: process.memoryUsage.rss() };
  for (const id of descendants(process.pid)) {
    const usage = usageOf(id);
    sum.processorMs += usage.processorMs;
    sum.memory += usage.memory;
  }
  return sum;
}

/** Looking for them takes 2 ms: who was found is taken for all for that long. */
const knownMs = 1_000;
let known: { ids: number[]; until: number } = { ids: [], until: 0 };

function descendants(of: number): number[] {
  if (performance.now() > known.until) known = { ids: everybodyOf(of), until: performance.now() + knownMs };
  return known.ids;
}

/** The ids of all processes that it started, and that those did. */
export function everybodyOf(of: number): number[] {
  const parents = new Map<number, number>();
  for (const name of listed('/proc')) {
    // "id (name) state parent …", and a name may hold anything.
    const [, parent] = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const family = [of];
  for (const one of family) for (const [id, parent] of parents) if (parent === one) family.push(id);
  return family.slice(1);
}

function usageOf(id: number): FamilyUsage {
  let nanoseconds = 0;
  for (const thread of listed(`/proc/${id}/task`)) {
    nanoseconds += Number(read(`/proc/${id}/task/${thread}/schedstat`).split(' ')[0]);
  }
  return {
    processorMs: nanoseconds / 1e6,
    memory: Number(read(`/proc/${id}/statm`).split(' ')[1] ?? 0) * pageBytes,
  };
}

/** Names that are numbers: none where there is no such folder, or no more. */
function listed(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
