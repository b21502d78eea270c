import type { Room } from '../words.ts';

export const albums: Room<'albums'> = {
  add: 'アルバムに追加…',
  addTitle: 'アルバムに画像を追加',
  which: '画像',
  whichAlbum: 'アルバム',
  newAlbum: '新しいアルバム',
  newName: '新しいアルバムの名前',
  chooseOrName: '自分のアルバムから選ぶか、新しいアルバムの名前を入力してください。どちらか一方だけです。',
  list: 'アルバム',
  yours: 'ここにある自分のアルバム',
  none: 'このサーバーにはまだアルバムがありません。`/gallery` の*アルバムに追加…*で作れます。',
  onlyYou: 'アルバムは、チャンネルに表示するまで、ほかの人には見えません。',
  images: '{images, plural, =0 {画像なし} other {画像#枚}}',
  page: '{pages, number}ページ中{page, number}ページ目',
  emptyAlbum: '今は空です。`/gallery` の*アルバムに追加…*で画像を入れられます。',
  show: 'ここに表示',
  showPage: 'このページをここに表示',
  takeOut: '画像を外す…',
  takeOutTitle: 'アルバムから画像を外す',
  remove: 'アルバムを削除',
  removeSure:
    'アルバム **{album}** を削除しますか？表示しているメッセージも一緒に消えます。画像はギャラリーに残ります。',
  removeNow: '削除する',
  keep: '残す',
  all: 'すべてのアルバム',
  newer: '前へ',
  older: '次へ',
  added: '{images, plural, =0 {どれも、すでに入っています。} other {画像を#枚追加しました。}}',
  takenOut: '外しました。アルバムを表示しているメッセージからも消えます。',
  removed: 'アルバム **{album}** と、それを表示していたメッセージを削除しました。',
  showing: '{images, plural, other {ここに画像を#枚投稿します。}}',
  leftOutElsewhere:
    '{images, plural, other {#枚は表示しません。ほかの人が、別のチャンネルか非公開で作ったものです。}}',
  leftOutNotAgreed: '{images, plural, other {#枚は表示しません。写っている人が、表示に同意していません。}}',
  leftOutWithheld:
    '{images, plural, other {#枚は表示しません。このチャンネルでは表示できないか、写っている人が除外しています。}}',
  by: '{member}のアルバム',
  takeDown: '取り下げる',
  takenDown: '取り下げています。',
  notPosted: '{channel}に書き込めないので、アルバム **{album}** を表示できませんでした。',

  gone: 'そのアルバムはもうありません。',
  empty: 'このアルバムには、表示できるものがありません。',
  full: 'アルバムに入るのは{most, number}枚までです。新しいアルバムを作るか、先にどれかを外してください。',
  tooMany: 'ここのアルバムが上限の{most, number}個に達しています。先にどれかを削除してください。',
  tooManyMessages:
    'このアルバムを表示しているメッセージが上限の{most, number}件に達しています。先にどれかを取り下げてください。',
  nameLength: 'アルバムの名前は1～{most, number}文字にしてください。',
  madeElsewhere:
    'ここには表示できません。ほかの人が、別のチャンネルか非公開で作った画像です。自分で作った画像なら、それぞれのメンバーが表示できます。',
  notAgreed: 'ここには表示できません。写っている人が、別のチャンネルでの表示に同意していません。',
  withheld: 'ここには表示できません。このチャンネルでは許可されていないか、写っている人が除外しています。',
  notYours:
    'これを取り下げられるのは、表示したメンバー、画像を作ったメンバー、写っている本人、管理者だけです。',
};
