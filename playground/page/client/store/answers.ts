import type { ServerEvent } from '../../../discord/members/client-protocol.ts';

export type Answer = Extract<ServerEvent, { type: 'interaction' }>;

/**
 * Brings interactions and their answers together. An answer can overtake the reply that names its interaction, so
 * whichever comes first waits for the other.
 */
export function createAnswers() {
  const awaited = new Map<string, (answer: Answer) => void>();
  const early = new Map<string, Answer>();
  return {
    /** Calls back once, now if the answer is already there. */
    expect(interactionId: string, callback: (answer: Answer) => void): void {
      const answer = early.get(interactionId);
      early.delete(interactionId);
      if (answer) callback(answer);
      else awaited.set(interactionId, callback);
    },
    arrived(answer: Answer): void {
      const callback = awaited.get(answer.interactionId);
      awaited.delete(answer.interactionId);
      if (callback) callback(answer);
      else early.set(answer.interactionId, answer);
    },
    clear(): void {
      awaited.clear();
      early.clear();
    },
  };
}
