import type { Room } from '../words.ts';

export const packs: Room<'packs'> = {
  portraits: 'ポートレート',
  seasons: '季節',
  professions: '職業',
  travel: '旅行',

  title: '{actor}のパック',
  hint: 'ワンクリックで、8つの場面の画像を8枚。先に金額と時間を知らせます。',
  images: '{images, plural, other {画像#枚}}',

  quoteTitle: '{pack}：{actor}',
  postedHere: '**{model}** で**{images, plural, other {画像#枚}}**、できたものからここに投稿します',
  onlyYou: '**{model}** で**{images, plural, other {画像#枚}}**、あなただけに表示します',
  price: '**金額** {price}',
  free: '無料（すべて保存済みのため）',
  tokens: '今日の予算から{tokens, plural, other {#トークン}}',
  dollarsAndTokens: '約{dollars}と、今日の予算から{tokens, plural, other {#トークン}}',
  time: '**時間** {time}',
  timeUnknown: 'どのくらいかかるか、まだわかりません',
  rightAway: 'すぐ',
  seconds: '約{seconds, number}秒',
  minutes: '約{minutes, number}分',
  impossible: '{out, plural, other {{scenes, number}場面のうち#場面は作れません：{why}}}',
  someFree: '{images, plural, other {そのうち#枚は保存済みなので無料です。}}',
  enoughFor: '{images, plural, =0 {今日の予算では1枚も作れません。} other {今日の予算で作れるのは#枚です。}}',
  asksFirst: '{names}のリクエストは、写っている本人が毎回承認します。パック全体で1回だけ聞きます。',
  make: '{images, plural, other {画像#枚を作る}}',
  makeFor: '{images, plural, other {画像#枚を{dollars}で作る}}',
  postInstead: 'ここに投稿する',
  onlyForMe: '自分だけに表示',
  others: 'ほかのパック',
  inEnglish: 'シーンは、モデルが最もよく理解する英語で書かれています。',
  estimate:
    'これは見積もりで、請求額ではありません。いつでもキャンセルでき、始まっていないものに費用はかかりません。',
  failed: 'ボット側で問題が起きました。',
  unknown: 'そのパックはもうありません。ほかのパックは `/actor show` にあります。',

  cancelled:
    'キャンセルしました。{images, number}枚中{made, number}枚ができました。残りは作らず、費用もかかりません。',
  allHere: '画像{images, number}枚がすべてそろいました。',
  someHere: '画像{images, number}枚中{made, number}枚ができました。',
  elsewhere: '画像は{channel}にあります。',
  again: 'もう1回',
};
