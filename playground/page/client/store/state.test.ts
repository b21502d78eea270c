import { expect, it } from 'vitest';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { withMessage } from './state.ts';

const message = (id: string, content = '') => ({ id, content }) as ClientMessage;

it('keeps messages in the order of their ids and replaces edited ones', () => {
  const ids = ['999', '1001', '1000', '1002'];
  const list = ids.map(id => message(id)).reduce(withMessage, [] as ClientMessage[]);
  expect(list.map(one => one.id)).toEqual(['999', '1000', '1001', '1002']);
  const edited = withMessage(list, message('1000', 'edited'));
  expect(edited).toHaveLength(4);
  expect(edited[1]?.content).toBe('edited');
});
