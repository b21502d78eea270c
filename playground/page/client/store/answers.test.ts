import { expect, it } from 'vitest';
import { type Answer, createAnswers } from './answers.ts';

const answer: Answer = { type: 'interaction', interactionId: '1', state: 'acknowledged' };

it('calls back whichever of the two comes first, and only once', () => {
  for (const order of ['expected first', 'answered first']) {
    const answers = createAnswers();
    const seen: Answer[] = [];
    if (order === 'answered first') answers.arrived(answer);
    answers.expect('1', one => seen.push(one));
    if (order === 'expected first') answers.arrived(answer);
    answers.arrived({ ...answer, interactionId: '2' });
    expect(seen, order).toEqual([answer]);
  }
});
