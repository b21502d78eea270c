/** Wakes whoever waits for work of a server. */
export interface News {
  /** There may be something new; without a server, in all of them. */
  tell(guildId?: string): void;
  /** Resolves once there may be something new, after so long, or with the signal. */
  news(guildId: string, ms: number, gone: AbortSignal): Promise<void>;
}

export function createNews(): News {
  const listeners = new Map<string, Set<() => void>>();

  return {
    tell(guildId) {
      const told = guildId === undefined ? [...listeners.values()] : [listeners.get(guildId) ?? []];
      for (const listener of told.flatMap(one => [...one])) listener();
    },
    news: (guildId, ms, gone) =>
      new Promise(resolve => {
        const told = listeners.get(guildId) ?? new Set();
        listeners.set(guildId, told);
        const late = setTimeout(over, ms);
        function over() {
          clearTimeout(late);
          told.delete(over);
          if (told.size === 0 && listeners.get(guildId) === told) listeners.delete(guildId);
          gone.removeEventListener('abort', over);
          resolve();
        }
        told.add(over);
        gone.addEventListener('abort', over, { once: true });
      }),
  };
}
