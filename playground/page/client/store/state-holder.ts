import type { State } from './state.ts';

export type StateHolder = ReturnType<typeof createStateHolder>;

/** The page's state, and the listeners that redraw when it changes. */
export function createStateHolder(initial: State) {
  let state = initial;
  let scheduled = false;
  const listeners = new Set<() => void>();
  return {
    get state(): State {
      return state;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Redraws once per microtask, however many changes there are. `undefined` removes an optional part. */
    change(patch: { [K in keyof State]?: State[K] | undefined }): void {
      state = { ...state, ...patch } as State;
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        for (const listener of listeners) listener();
      });
    },
  };
}
