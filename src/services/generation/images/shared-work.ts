import { UserError } from '../../../errors.ts';

/** What stops one member and not the next, who asks for the same picture. */
const ownFailures = new Set([
  'budget-spent',
  'server-paused',
  'blocked',
  'consent-needed',
  'not-allowed',
  'not-found',
  'gone',
  'cancelled',
]);

/** Work that several wait for at once, by key: the first one does it, the others get what came of it. */
export interface SharedWork<T> {
  /** `first` tells whether the caller did the work. */
  once(key: string, work: () => Promise<T>): Promise<{ result: T; first: boolean }>;
  isUnderWay(key: string): boolean;
}

export function createSharedWork<T>(): SharedWork<T> {
  const underWay = new Map<string, Promise<T>>();

  async function once(key: string, work: () => Promise<T>): Promise<{ result: T; first: boolean }> {
    const running = underWay.get(key);
    if (!running) {
      const started = work().finally(() => underWay.delete(key));
      underWay.set(key, started);
      return { result: await started, first: true };
    }
    try {
      return { result: await running, first: false };
    } catch (error) {
      // It is this member's turn then, who may have more of the budget left, or more rights.
      if (error instanceof UserError && ownFailures.has(error.code)) return once(key, work);
      throw error;
    }
  }

  return { once, isUnderWay: key => underWay.has(key) };
}
