import type { Room } from '../words.ts';

export const credentials: Room<'credentials'> = {
  withheld:
    'この画像にAIモデルの作品としての署名ができなかったので、表示していません。画像は保存してあります。数分後にもう一度試してください。理由はボットの運営者がログで確認できます。',
};
