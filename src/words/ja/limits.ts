import type { Room } from '../words.ts';

export const limits: Room<'limits'> = {
  tokensADay: '{tokens, plural, =0 {新しい画像なし} other {1日#トークン}}',
  imagesADay: '{images, plural, =0 {新しい画像なし} other {画像1日#枚}}',
  trainingsAWeek: '{trainings, plural, =0 {学習なし} other {学習週#回}}',
  requestsAtATime: '{requests, plural, =0 {リクエストなし} other {リクエスト同時#件}}',
  nothingAtAll: '新しい画像・学習・登録はすべてなし',
  noLimit: '上限なし',
  noneOfTheirOwn: '{member}さんに個別の上限はないので、全員の上限が適用されます',
  fromNowOn: '{limit}（今から有効）。',
  removed: '{member}さんの個別の上限をなくしました。',

  title: 'このサーバーの上限',
  server: '**サーバー全体** {limit}',
  botsDefault: 'ボットの初期設定',
  roles: 'ロール',
  noRoles: '上限のあるロールはありません。',
  mostGenerous: '複数のロールを持つメンバーには、いちばんゆるい上限が適用されます。',
  members: '**個別の上限があるメンバー**（{members, number}）',
  noMembers: 'いません。全員同じ上限です。',
  foot: '上限は `/settings limits` で変更でき、その `reset` でなくせます。それでも、みんなで使う1日の予算が優先されます。キャッシュからの画像はいつでも無料です。',

  oneOnly: 'メンバー、ロール、サーバー全体のうち、どれか一つだけ選んでください。',
  limitOrReset: '上限か `reset` のどちらか一方を指定してください。',
  sayWhose: '誰の上限かを指定してください。メンバーかロールを選ぶか、`server` をTrueにしてください。',
  noTokensForRoles:
    'トークンの上限はメンバーとサーバー全体に使えます。ロールには `images` を使ってください。',
  serverInTokens:
    'サーバー全体の上限は `tokens` で指定します。全員に上限をかけるには、ロール @everyone を選んでください。',

  used: 'このサーバーの使用量',
  today: '**今日** {tokens} · {images}',
  tokens: '{tokens, plural, other {#トークン}}',
  tokensOf: '{most, number}トークン中{used, number}',
  images: '{images, plural, other {画像#枚}}',
  todayAlone: '今日 {tokens, number}',
  dataDeleted: 'データが削除されたメンバー',
  byMemberToday: '**メンバー別、今日**：{tokens, plural, other {#トークン}}',
  byMember: '**メンバー別、この{days, number}日間**：{tokens, plural, other {#トークン}}',
  nothing: 'なし。',
  moreWith: '…ほか{members, number}人で{tokens, plural, other {#トークン}}',
  usageFoot: '1日はUTCの0時に始まります。キャッシュからの画像は無料で、カウントされません。',
  usageAlt: 'このサーバーがこの{days, number}日間に使った1日ごとのトークン：{used}。',
  pictureTitle: '1日のトークン',
  pictureBusiest: '最多の日：{tokens, number}',
  pictureToday: '今日',
};
