import type { Room } from '../words.ts';

export const discord: Room<'discord'> = {
  nothingCame: 'うまくいきませんでした。理由はリクエストしたメンバーに伝えました。',
};
