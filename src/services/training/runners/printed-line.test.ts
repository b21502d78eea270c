import { expect, test } from 'vitest';
import { printedLine } from './printed-line.ts';

test('a printed line is cut between characters', () => {
  for (const before of ['', 'x']) {
    expect(printedLine(`${before}${'🦊'.repeat(400)}`, undefined)).toMatch(/^x?(🦊)+$/u);
  }
});
