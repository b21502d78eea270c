import type { ChannelMessages } from '../discord/channel-messages.ts';
import type { Logger } from '../logger.ts';
import type { Erasure } from '../services/privacy/erasure.ts';
import type { PrivacyService } from '../services/privacy/privacy-service.ts';
import { receiptView } from '../views/privacy/receipt-view.ts';

/** Tells who asked for a deletion that it is done, where the answer itself could not. */
export interface Receipts {
  /** Returns at once. */
  due(erasure: Erasure): void;
  /** Tries those again that could not be told. */
  catchUp(): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createReceipts({
  privacy,
  messages,
  logger,
}: {
  privacy: Pick<PrivacyService, 'unshown' | 'markShown'>;
  messages: Pick<ChannelMessages, 'sendDirect' | 'send'>;
  logger: Logger;
}): Receipts {
  const underWay = new Map<string, Promise<void>>();

  async function tell({ askedBy, channelId, ...erasure }: Erasure): Promise<void> {
    if (askedBy === undefined) return;
    const key = `receipt-${erasure.id}`;
    try {
      await messages.sendDirect(askedBy, () => receiptView(erasure), { key });
    } catch (error) {
      // They take no direct messages. The channel in which they asked is the next best; the receipt names nobody.
      if (!channelId) throw error;
      await messages.send(channelId, () => ({ ...receiptView(erasure), pings: [askedBy] }), { key });
    }
    await privacy.markShown(erasure.id);
  }

  function due(erasure: Erasure): void {
    if (underWay.has(erasure.id)) return;
    const work = tell(erasure)
      .catch(error => logger.warn({ err: error, erasure: erasure.id }, 'a receipt could not be told yet'))
      .finally(() => underWay.delete(erasure.id));
    underWay.set(erasure.id, work);
  }

  return {
    due,
    async catchUp() {
      for (const erasure of await privacy.unshown()) due(erasure);
    },
    async stop() {
      await Promise.all(underWay.values());
    },
  };
}
