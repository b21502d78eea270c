import type { Room } from '../words.ts';

export const actorDigest: Room<'actorDigest'> = {
  title: 'ほかの人が作った{actor}の画像',
  span: '{requests, plural, other {リクエスト#件}}、{from}から{to}まで。',
  spanServer: '**{server}** で{requests, plural, other {リクエスト#件}}、{from}から{to}まで。',
  alt: '番号付きの{actor}の画像',
  made: '**{number, number}** {member}：{prompt}',
  pictures: '{pictures, plural, other {画像#枚}}',
  private: '作った人だけに表示',
  posted: '{channel}に[投稿済み]({link})',
  inChannel: '{channel}で',
  delete: '削除',
  more: 'ほか{count, number}件はギャラリーにあります。',
  howOften:
    'ここで削除すると、誰からも見えなくなり、作ったメンバーにも知らせます。このダイジェストはどのくらいの間隔で受け取りますか？',
  allImages: '{actor}のすべての画像',
  allOfYou: '自分が写った画像すべて',
  empty: '**{actor}** のこのダイジェストの画像は、すべて削除されました。',
  old: 'これは{from}から{to}までの、あなたの画像のダイジェストです。{days, plural, other {#日}}以上たったので、画像は外しました。削除されていないものはギャラリーにあります。',

  daily: '毎日',
  weekly: '毎週',
  never: '受け取らない',
  chosenDaily: 'ほかの人が **{actor}** の画像を作ったら、毎日ダイジェストでお知らせします。',
  chosenWeekly: 'ほかの人が **{actor}** の画像を作ったら、毎週月曜にダイジェストでお知らせします。',
  chosenNever:
    '**{actor}** のダイジェストはもう届きません。自分が写った画像は、これまでどおり `/gallery` ですべて見られます。',
  isDaily: '**ほかの人が作った画像のダイジェスト** 毎日、ダイレクトメッセージで',
  isWeekly: '**ほかの人が作った画像のダイジェスト** 毎週月曜、ダイレクトメッセージで',
  isNever: '**ほかの人が作った画像のダイジェスト** 受け取らない',
  closed:
    '前回のダイジェストは届きませんでした（{time}）。ボットからのダイレクトメッセージを受け取らない設定になっています。前回の分は次のダイジェストに入れます。',

  onlyPerson: 'このダイジェストの間隔を決められるのは、写っている本人だけです。',
};
