import type { Room } from '../words.ts';

export const approvals: Room<'approvals'> = {
  title: '{actors}の{images, plural, other {画像を#枚}}作ってもいいですか？',
  titleTogether: '{actors}の{images, plural, other {画像を#枚}}、{others}と一緒に作ってもいいですか？',
  askedIn: '{channel}で、{member}さんからのリクエスト：',
  askedInServer: '{server}の{channel}で、{member}さんからのリクエスト：',
  pack: '{name}、それぞれ1枚ずつ：',
  style: '**スタイル** {style}：{words}',
  keptOut: '**入れないもの** {words}',
  changesShown: '上の画像を変更',
  changesHidden: 'ここでは見せられない画像を変更',
  variesShown: '上の画像のバリエーション',
  variesHidden: 'ここでは見せられない画像のバリエーション',
  enlargesShown: '上の画像を拡大',
  enlargesHidden: 'ここでは見せられない画像を拡大',
  repairsShown: '上の画像の顔を修復',
  repairsHidden: 'ここでは見せられない画像の顔を修復',
  trained: '学習済みモデルで',
  photos: '写真から',
  portrait: '縦長',
  landscape: '横長',
  private: 'リクエストした人とあなただけに表示',
  public: 'チャンネルに投稿され、そこにいる全員が見られます',
  startAlt: 'リクエストの元になる画像',
  once: '承認されるのは、この内容の1回だけです。返事がなければ{time}に期限が切れ、何も作られません。',
  approve: '承認する',
  decline: '断る',
  declineAndBlock: '断ってブロック',

  hint: '{person}さん、{actors}の{images, plural, other {画像を#枚}}作ってもいいですか？',
  hintFrom: '{member}さんからのリクエストです。期限は{time}です。',
  hintPrivate: 'メンバーからのリクエストです。期限は{time}です。',
  look: 'リクエストを見て答える',

  declined: '断ったので、{actors}の画像は作りません。相手には、承認されなかったことだけを伝えます。',
  declinedHow: '誰がリクエストできるかは `/actor share` で変えられます。',
  blocked:
    '{member}さんは、どのサーバーでも、もうあなたに何も頼めません。この人からのほかの返事待ちのリクエストも断りました。',
  blockedHow: 'ここか `/privacy requests` で変更できます。',
  approved: '{actors}の{images, plural, other {画像#枚}}を承認しました。これから作ります。',
  approvedWaiting:
    '{actors}の{images, plural, other {画像#枚}}を承認しました。まだ{others}の返事を待っています。',
  settled: 'このリクエストには返事がありました。',
  over: 'このリクエストはもう終わっています。答えることは残っていません。',

  notDeclined: '{actors}の画像のリクエストは承認されませんでした。何も作られず、何も消費していません。',
  notExpired:
    '{actors}の画像のリクエストは1日以内に承認されませんでした。何も作られず、何も消費していません。',
  notNarrowed:
    '{actors}の画像のリクエストはできなくなりました。アクターを使える人が変わったためです。何も作られず、何も消費していません。',
  notDeleted:
    '{actors}の画像のリクエストはできなくなりました。アクターが削除されたためです。何も作られず、何も消費していません。',
  notUnreachable:
    '{actors}の画像のリクエストを伝えられませんでした。写っている本人がダイレクトメッセージを受け取らず、あのチャンネルにも書き込めないためです。何も作られず、何も消費していません。',
  unnamedDeclined: '画像のリクエストは承認されませんでした。何も作られず、何も消費していません。',
  unnamedExpired: '画像のリクエストは1日以内に承認されませんでした。何も作られず、何も消費していません。',
  unnamedNarrowed:
    '画像のリクエストはできなくなりました。アクターを使える人が変わったためです。何も作られず、何も消費していません。',
  unnamedDeleted:
    '画像のリクエストはできなくなりました。アクターが削除されたためです。何も作られず、何も消費していません。',
  unnamedUnreachable:
    '画像のリクエストを伝えられませんでした。写っている本人がダイレクトメッセージを受け取らず、あのチャンネルにも書き込めないためです。何も作られず、何も消費していません。',
  inChannelDeclined:
    '{member}さん、画像のリクエストは承認されませんでした。何も作られず、何も消費していません。',
  inChannelExpired:
    '{member}さん、画像のリクエストは1日以内に承認されませんでした。何も作られず、何も消費していません。',
  inChannelNarrowed:
    '{member}さん、画像のリクエストはできなくなりました。アクターを使える人が変わったためです。何も作られず、何も消費していません。',
  inChannelDeleted:
    '{member}さん、画像のリクエストはできなくなりました。アクターが削除されたためです。何も作られず、何も消費していません。',
  inChannelUnreachable:
    '{member}さん、画像のリクエストを伝えられませんでした。写っている本人がダイレクトメッセージを受け取らず、あのチャンネルにも書き込めないためです。何も作られず、何も消費していません。',

  onlyPerson: 'これに答えられるのは、写っている本人だけです。',
  cannotAsk:
    '今は **{actor}** の画像をリクエストできないので、何も伝えず、何も作られず、何も消費していません。',
  tooManyOfYours:
    '返事待ちのリクエストがもう{requests, plural, other {#件}}あります。どれかに返事が来るか、1日たってから、もう一度リクエストしてください。',
  tooManyOfTheirs:
    '**{actor}** には返事待ちのリクエストがもう{requests, plural, other {#件}}あります。あとでもう一度試してください。',
  already: 'これはもう承認されています。次に作って、メンションで知らせます。',
  askedAgain: 'これはもうリクエスト済みで、{people}の返事を待っています。期限は{time}です。',
  asked:
    '{count, plural, other {画像は{people}が1枚ずつ承認する}}ので、リクエストを伝えました。期限は{time}です。',
  askedNext: '承認されたら画像を作り、メンションで知らせます。それまでは何も消費しません。',
};
