import type { Room } from '../words.ts';

export const actor: Room<'actor'> = {
  listTitle: 'キャスト一覧',
  listEmptyTitle: '使えるアクターはまだいません',
  listEmpty:
    '`/actor register` で誰かを登録しましょう。必要なのは、名前、写真5～10枚、写っている本人の同意です。',
  listed: '**{actor}** · {photos, plural, other {写真#枚}}',

  needsMore:
    '学習するには、使える写真があと{missing, plural, other {#枚}}必要です（最低{least, number}枚）。',
  needsMoreOrAccept:
    '学習するには、使える写真があと{missing, plural, other {#枚}}必要です。写真を追加するか、警告付きの写真をそのまま使ってください（`/actor photos`）。',
  waitsForFace: 'この顔はこのサーバーでもう登録されているので、管理者の許可を待っています。',
  waitsForConsent: '{person}さんの同意を待っています。',
  waitsForAdmin: '写っている本人がこのサーバーにいないので、管理者の承認を待っています。',
  trained: '学習済み：バージョン{version, number}。`/generate` で使えます。',
  ready: '写真からすぐに `/generate` で使えます。`/train start` でモデルを学習すると、もっと似ます。',

  agree: '写っているのは私です。同意します',
  addPhotos: '写真を追加',
  generate: '画像を作る',
  train: '学習を始める',
  trainAgain: 'もう一度学習',
  packs: 'パック…',
  history: '履歴',

  shows: '**写っている人** {person} · **登録した人** {member}（{time}）',
  showsOutsider: '**写っている人** このサーバーの外の人 · **登録した人** {member}（{time}）',
  canUse: '**使える人** {who}',
  everyone: 'このサーバーの全員',
  askPerson: 'このサーバーの全員（リクエストごとに、写っている本人が承認）',
  askOwner: 'このサーバーの全員（リクエストごとに、{member}さんが承認）',
  onlyPerson: '写っている本人だけ',
  onlyOwner: '{member}さんだけ',
  personAndMembers: '写っている本人と{members}',
  limits: '**画像の制限** {limits}',
  consentGiven: '**同意** {member}さんが{time}に同意（文面{version, number}）',
  consentApproved: '**同意** {member}さんが{time}に承認（文面{version, number}）',
  consentMissing: '**同意** まだです',
  statement: '**申告** {words}',
  photos: '**写真** {photos, number}枚',
  version: '**バージョン** {version, number}、`{base}` で{time}に学習、{steps, number}ステップ',
  versionStandIn:
    '**バージョン** {version, number}、`{base}` で{time}に学習、{steps, number}ステップ（ダミーのトレーナーなので、実際には何も学習していません）',
  versionsUnused: '**バージョン** 使用中なし、保存{versions, number}件：`/actor versions` で比べられます',
  versionNone: '**バージョン** まだありません',
  yourConsent: '同意の内容',
  samplesLikeness: '**サンプルの類似度** {likeness}',
  samplesNotMeasured: '**サンプルの類似度** 未測定',
  photoAlt: '{actor}の写真{number, number}',
  sampleAlt: '{actor}のサンプル{number, number}',

  imagesLikeness: '**画像の類似度**（ボットの測定）',
  likenessPhotos: '写真から、{model}',
  likenessTrained: '学習済み v{version, number}、{model}',
  likenessEarlier: '前の画像から、{model}',
  likenessIn: '{way}：**{likeness}**（{images, plural, other {画像#枚}}）',
  likenessNoFace: '{way}：{images, plural, other {画像#枚}}に顔なし',
  ofSomebodyElse: '別人が{images, number}枚',
  withoutFace: '顔なしが{images, number}枚',

  fromEndpoint: '**学習済みモデルの画像** ボット自身のエンドポイントで作れます。',
  fromProvider: '**学習済みモデルの画像** {provider}で作れます。',
  fromProviderLink:
    '**学習済みモデルの画像** {provider}で作れます。非公開モデルは期限付きのリンクで渡されます。',
  fromAfterConsent: '**学習済みモデルの画像** モデルを送ることに本人が同意すれば、{providers}で作れます。',
  fromNowhere: '**学習済みモデルの画像** 今は作れません。',
  fromNowhereYet:
    '**学習済みモデルの画像** 今は作れません。このベースで学習したモデルを読み込める画像サービスがありません。',
  refusal: '{provider}に断られました（{time}）：{why}',
  refusalUnexplained: '{provider}に断られました（{time}）：理由の説明なし',
  photosNotYet:
    '**写真から** まだ作れません。写っている本人が同意した以前の文面には、写真を送ることが書かれていません。',
  photosAtOnce:
    '**写真から** **{model}** ですぐに作れます。リクエストごとに{photos, plural, =1 {写真1枚} other {良い写真#枚}}を送ります（{costs}）。',

  sharedEveryone: 'このサーバーの全員が **{actor}** を使えるようになりました。',
  sharedAskPerson:
    'このサーバーの全員が **{actor}** の画像をリクエストできるようになりました。リクエストごとに写っている本人が承認します。',
  sharedAskOwner:
    'このサーバーの全員が **{actor}** の画像をリクエストできるようになりました。リクエストごとに{member}さんが承認します。',
  sharedOnlyPerson: 'これからは、写っている本人だけが **{actor}** を使えます。',
  sharedOnlyOwner: 'これからは、{member}さんだけが **{actor}** を使えます。',
  sharedPersonAndMembers: '写っている本人と{members}が **{actor}** を使えるようになりました。',
  sharedMembers: '{members}が **{actor}** を使えるようになりました。',
  sharedAtOnce: '順番待ちのリクエストにも適用されます。',

  formTitle: 'アクターをキャスト',
  formName: '名前',
  formPhotos: '写真',
  formPhotosHow:
    '一人の写真を5～10枚。ピントが合った明るいもので、別々の日に撮ったもの。JPEG、PNG、WebP、AVIF。',
  formAbout: '説明（任意）',
  formConsent: '同意',
  formStatement: 'いつ、どのように同意したか',

  botIsNoActor: 'ボットはアクターにできません。メンバーを選んでください。',
  botInPhotos: 'ボットはアクターにできません。写真に写っているメンバーを選んでください。',
  botIsNoUser: 'ボットはアクターを使えません。メンバーを選んでください。',
  eitherMemberOrOutsider:
    '写真に写っているメンバーを選ぶか、サーバー外の人がどう同意したかを書くか、どちらか一方にしてください。',
  onlyTheyDelete: 'アクターを削除できるのは、登録したメンバー、写っている本人、管理者だけです。',
  oldButton: 'このボタンはもう使えません。',
  fromWorker:
    '**学習済みモデルの画像** このサーバー自身のコンピューターで作れます。モデルは期限付きのリンクで渡されます。',
};
