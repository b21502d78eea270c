import type { Room } from '../words.ts';

export const gallery: Room<'gallery'> = {
  title: '画像',
  favouritesTitle: 'お気に入り',
  results: '{results, plural, other {結果#件}}',
  ofActor: '**{actor}** の画像',
  byMember: '{member}が作成',
  byModel: '**{model}** で作成',
  thatModel: 'そのモデル',
  page: '{pages, number}ページ中{page, number}ページ目',
  everythingOfYou:
    'このアクターで作られたものすべてです。非公開の画像も含みます。ここで削除すると、誰からも見えなくなります。',

  empty: 'まだ画像がありません。`/generate` で最初の1枚を作りましょう。',
  noMatch: 'この条件に合う画像はありません：{filters}',
  noMatchForYou: 'この条件に合って、あなたが見られる画像はありません：{filters}',
  noFavourites: 'ここにはお気に入りがありません。画像の下の*お気に入り*で追加できます。',
  noFavouritesMatch: 'この条件に合うお気に入りは、ここにはありません：{filters}',
  nothingToSave: 'あなたが作って今もここにある画像はありません。`/generate` で最初の1枚を作りましょう。',

  pictures: '{pictures, plural, other {画像#枚}}',
  private: '非公開',
  details: '詳細',
  favourite: 'お気に入り',
  noFavourite: 'お気に入りから外す',
  delete: '削除',
  newer: '新しい方へ',
  older: '古い方へ',
  small: '小さい画像',
  large: '大きい画像',
  save: '自分の画像を保存…',

  favouriteNow:
    'お気に入りに追加しました。`/gallery favourites:True` ですべて見られます。ほかの人には見えません。',
  favouriteNoLonger: 'お気に入りから外しました。',
  noActorOfYou: 'その名前で、あなたが写っているアクターはいません。',
  giveIdOrImage:
    '画像を見るには `id` を入力してください。このボットが作った画像か知りたいときは、`image` に画像を添付してください。',
};
