import type { Room } from '../words.ts';

export const storage: Room<'storage'> = {
  diskFull:
    'ボットのディスクがいっぱいで、新しいものを保存できず、何も作れません。ボットの運営者に伝えてから、もう一度試してください。',
  picturesAway:
    '今、画像ストレージが応答していません。何も失われていません。1分ほどしてからもう一度試してください。',
  recordsAway:
    '今、データベースが応答していません。何も失われていません。1分ほどしてからもう一度試してください。',
};
