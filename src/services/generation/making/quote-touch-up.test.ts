import { expect, test } from 'vitest';
import type { Planner } from '../requests/plan.ts';
import { createRequestsUnderWay } from '../requests/under-way.ts';
import { createQuoteTouchUp } from './quote-touch-up.ts';

test('asking for the price of a touch-up is not recorded as if the member had typed the words of the picture', async () => {
  const asked: unknown[] = [];
  const planner: Planner = async (_request, words) => {
    asked.push(words);
    throw new Error('a rule');
  };
  const quote = createQuoteTouchUp({
    planner,
    sumUp: async () => ({ images: 0, tokens: 0, micros: 0 }),
    underWay: createRequestsUnderWay(),
  });
  const request = { guildId: '1', channelId: '2', memberId: '3', prompt: 'what Ana typed' };
  await expect(quote(request)).rejects.toThrow('a rule');
  expect(asked).toEqual([{ unasked: true }]);
});
