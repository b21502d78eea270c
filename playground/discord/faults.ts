import type { DiscordFault } from './members/client-protocol.ts';

export interface Faults {
  list(): DiscordFault[];
  add(...faults: DiscordFault[]): void;
  replace(faults: DiscordFault[]): void;
  clear(): void;
  /** The fault for this request, used up by one. */
  take(method: string, path: string): DiscordFault | undefined;
}

export function createFaults(): Faults {
  let active: DiscordFault[] = [];
  return {
    list: () => active.map(fault => ({ ...fault })),
    add(...faults) {
      active.push(...faults.map(fault => ({ ...fault })));
    },
    replace(faults) {
      active = faults.map(fault => ({ ...fault }));
    },
    clear() {
      active = [];
    },
    take(method, path) {
      const fault = active.find(
        each =>
          each.times > 0 &&
          (!each.method || each.method.toUpperCase() === method) &&
          path.includes(each.path),
      );
      if (fault) {
        fault.times -= 1;
        active = active.filter(each => each.times > 0);
      }
      return fault;
    },
  };
}
