import type { Logger } from '../../../logger.ts';
import type { Order } from './order.ts';

/** Resolves to whether it could be stored. */
export type TryToStore = (order: Pick<Order, 'id'>, write: () => Promise<void>) => Promise<boolean>;

/** Stores what is paid for already, which is shown even where that fails. */
export const createTryToStore =
  (logger: Logger | undefined): TryToStore =>
  async ({ id }, write) => {
    try {
      await write();
      return true;
    } catch (error) {
      logger?.error({ err: error, request: id }, 'images are shown that could not be stored');
      return false;
    }
  };
