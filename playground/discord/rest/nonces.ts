import type { StoredMessage } from '../state/message.ts';
import type { MessageStore } from '../state/message-store.ts';
import { unknownMessage } from './api-error.ts';

/** "The past few minutes", as the documentation puts it. */
const NONCE_LIFE_MS = 5 * 60_000;

export interface Nonces {
  /**
   * What the bot posted with the nonce before, in whatever channel. Throws 10008 when that was deleted since: a
   * repeated request must not bring back what was taken down.
   */
  earlier(nonce: string): Promise<StoredMessage> | undefined;
  remember(nonce: string, creation: Promise<StoredMessage>): void;
}

/** The nonces of the bot's messages with `enforce_nonce`: each is unique for its author. */
export function createNonces(messages: MessageStore): Nonces {
  const creations = new Map<string, Promise<StoredMessage>>();
  return {
    // Not async: between the look and `remember` nothing else may run, or two requests would both find nothing.
    earlier: nonce =>
      creations.get(nonce)?.then(message => {
        if (!messages.find(message.id)) throw unknownMessage();
        return message;
      }),
    remember(nonce, creation) {
      creations.set(nonce, creation);
      // A message that was refused holds no nonce.
      creation.catch(() => creations.delete(nonce));
      setTimeout(() => creations.delete(nonce), NONCE_LIFE_MS).unref();
    },
  };
}
