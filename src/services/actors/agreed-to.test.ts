import { expect, test } from 'vitest';
import { photosAgreed } from './agreed-to.ts';

test.each([
  [{ textVersion: 2 }, 0],
  [{ textVersion: 3 }, 1],
  [{ textVersion: 4 }, 4],
  [{ textVersion: 1, statement: 'by phone' }, 0],
  [{ textVersion: 2, statement: 'by phone' }, 1],
  [{ textVersion: 3, statement: 'by phone' }, 4],
  [{ textVersion: 4, state: 'pending' as const }, 0],
])('a consent of %j covers %i photos', (consent, most) => {
  expect(photosAgreed({ consent: { state: 'granted', memberId: 'm', text: '', ...consent } })).toBe(most);
});
