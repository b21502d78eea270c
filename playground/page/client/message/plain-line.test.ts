import { describe, expect, it } from 'vitest';
import type { Names } from './names.ts';
import { plainLine } from './plain-line.ts';

const names = {
  members: [{ id: '7', displayName: 'Mara' }],
  channels: [{ id: '5', name: 'studio' }],
} as unknown as Names;

describe('the preview of a message that was replied to', () => {
  it.each([
    ['<@7> asks', '@Mara asks'],
    ['<@!7>, see <#5>', '@Mara, see #studio'],
    ['<@8> and <#9>', '@unknown-user and #unknown'],
    ['## Nova\n**Trained** in `20` minutes', 'Nova Trained in 20 minutes'],
    ['> quoted\n- one\n- two', 'quoted one two'],
    ['</actor register:99> or [the page](https://example.org)', '/actor register or the page'],
    ['a <b> c', 'a <b> c'],
  ])('%j is %j', (text, line) => {
    expect(plainLine(text, names, 120)).toBe(line);
  });

  it('ends after so many characters, never in the middle of one', () => {
    expect(plainLine('🦊🦊🦊', names, 2)).toBe('🦊🦊');
  });
});
