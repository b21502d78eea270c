import type { Room } from '../words.ts';

export const settings: Room<'settings'> = {
  adminsOnly: '設定を見られるのは、サーバーを管理できるメンバーだけです。',
  adminsOnlyResume: 'これができるのは、サーバーを管理できる人だけです。',
  adminsOnlyUndo: 'これを元に戻せるのは、サーバーを管理できる人だけです。',

  changed: '変更しました。すぐに有効になります。',
  changedWaitingToo: '変更しました。すぐに有効になり、待機中のリクエストにも適用されます。',
  asBefore: 'もうその設定になっています。',
  changedBy: '{member}さんが変更しました。10分以内なら元に戻せます。',
  lastChanged: '最後の変更：{time}、{member}さん。',
  lastChangedByDeleted: '最後の変更：{time}、データが削除された管理者。',
  undo: '元に戻す',
  undone: '元に戻しました',
  undoneBy: '{member}さんが元に戻しました。',
  undoOver: '変更を元に戻せるのは10分以内で、もう過ぎています。設定し直してください。',
  changedSince:
    'そのあと誰かがまた変更したので、何も元に戻していません。誰が変えたかは `/settings log`、今の設定は `/settings show` で見られます。',

  title: 'このサーバーの設定',
  consent: '同意',
  outsidersNobody: 'サーバー外の人：誰も登録できません。',
  outsidersAdmins: 'サーバー外の人：メンバーなら誰でも、申告を書いて登録できます。管理者の承認が必要です。',
  outsidersMembers: 'サーバー外の人：メンバーなら誰でも、申告を書いて登録できます。',
  askedInChannel: 'メンバーへの確認は、チャンネルで行います。',
  askedDirectly:
    'メンバーへの確認は、ダイレクトメッセージで行います。受け取らない設定なら、チャンネルで行います。',
  sameFaceTell: '別の人として登録済みの顔：管理者に知らせます。',
  sameFaceAdmins: '別の人として登録済みの顔：管理者の許可を待ち、管理者に知らせます。',
  sameFaceRefuse:
    '別の人として登録済みの顔：断って、管理者に知らせます。確実でないときは、管理者の許可を待ちます。',
  strangersRefuse: 'アクターではない人が写った、元にする画像：断ります。',
  strangersStatement: 'アクターではない人が写った、元にする画像：どう同意したかをメンバーが書けば使います。',

  safety: '安全',
  adultOn: 'アクターなしの性的なコンテンツ：年齢制限チャンネルで可。',
  adultOff: 'アクターなしの性的なコンテンツ：どこでも不可。',
  blockedWords: '禁止ワード（{count, number}）：{words}',
  noBlockedWords: '禁止ワード（0）：なし',

  budget: '予算',
  serverLimit: 'サーバー全体：{limit}。個別の上限があるメンバー：{members, number}人。',
  noLimitOfItsOwn: '独自の上限なし',
  generationOn: '画像の作成：オン（`/settings pause`）。',
  generationPaused: '画像の作成：⏸ **一時停止中**（`/settings pause`）。',
  noticesIn: '管理者へのお知らせ：{channel}（`/settings channels`）。',
  noticesToOwner: '管理者へのお知らせ：サーバー所有者へ（`/settings channels`）。',

  members: 'メンバー',
  everyRole: 'どのロールでも、すべて使えます。',
  rolesWithRules: 'ルールのあるロール：{roles, number}。',
  blockedCount: 'ブロック中のメンバー：{members, plural, =0 {なし} other {#人}}。',
  training: '学習',
  alwaysOn:
    '常にオン：アクターの性的な画像なし、子どもとしてのアクターの画像なし、未成年の性的なもの一切なし。止められたものは `/settings log` で見られます。',

  trainingsOff: 'このサーバーでは学習はオフです。',
  trainingsMost: '同時にできる学習は最大{trainings, plural, other {#件}}です。',
  trainingsShownIn: '学習は{channel}に表示します。そこに書き込めないときは、始めたチャンネルに表示します。',
  trainingsShownWhereStarted: '学習は、それぞれ始めたチャンネルに表示します。',

  channels: 'チャンネル',
  deletedChannel: '削除されたチャンネル（`{id}`）',
  usableEverywhere: '**メンバーがボットを使える場所**：すべてのチャンネル。',
  usableIn: '**メンバーがボットを使える場所**：{channels}。',
  usableNowhere: 'つまりどこでも使えないので、今使えるのは管理者だけです。',
  everydayNone: '**年齢制限があっても性的なものなし：**指定なし。',
  everydayIn: '**年齢制限があっても性的なものなし：**{channels}。',
  resultsIn:
    '画像は、どこでリクエストしても{channel}に表示します。非公開の画像と年齢制限チャンネルの画像は除きます。そこに書き込めないときは、リクエストした場所に表示します。',
  resultsHere: '画像は、リクエストしたチャンネルに表示します。',
  noticesGoTo:
    '管理者へのお知らせは{channel}に送ります。そこに書き込めないときは、サーバー所有者に直接送ります。',
  noticesGoToOwner: '管理者へのお知らせは、サーバー所有者に直接送ります。',
  channelsCleanup: '削除されたチャンネルのルールは、`/settings channels` の `cleanup` で消せます。',
  channelsFoot:
    'スレッドは親チャンネルに従います。`/privacy`、削除、同意リクエストへの返事はどこでも使え、管理者はどこでもボットを使えます。性的なコンテンツは、`/settings safety` で許可した場合の年齢制限チャンネルだけです。',
  channelsFull: 'ルールのあるチャンネルが上限の{most, number}個に達しています。',
  noticesOrReset: '`admin-notices` か `reset` のどちらか一方を選んでください。',
  resultsOrHere: '`results` か `results-here` のどちらか一方を選んでください。',
  setOrClear: '同じチャンネルの設定と解除は同時にできません。どちらかを選んでください。',
  keptTo: 'このサーバーでボットを使えるのは{channels}だけです（管理者の設定）。そちらで使ってください。',
  keptToMore:
    'このサーバーでボットを使えるのは{channels}、ほか{more, number}か所だけです（管理者の設定）。そちらで使ってください。',

  roles: 'ロール',
  deletedRole: '削除されたロール（`{id}`）',
  generateEverybody: '**画像作成：**全員',
  trainEverybody: '**学習：**全員',
  registerEverybody: '**アクター登録：**全員',
  generateRoles: '**画像作成：**{roles}。',
  trainRoles: '**学習：**{roles}。',
  registerRoles: '**アクター登録：**{roles}。',
  nobodyButAdmins: 'つまり、今できるのは管理者だけです。',
  limits: '上限',
  noRoleLimits: '上限のあるロールはありません。',
  rolesCleanup: '削除されたロールのルールは、`/settings roles` の `cleanup` で消すまで残ります。',
  rolesFoot:
    '複数のロールを持つメンバーには、いちばんゆるい上限が適用されます。個別の上限（`/settings limits`）が優先されます。管理者がロールで制限されることはありません。',
  rolesFull: 'ルールのあるロールが上限の{most, number}個に達しています。',
  chooseRole: '対象の `role` を選んでください。',
  rulesOrReset: 'ロールにできることか `reset` のどちらか一方を指定してください。',
  generateNeedsRole: 'このサーバーで画像を作るには、ロール{roles}が必要です。管理者に付けてもらえます。',
  trainNeedsRole: 'このサーバーでアクターを学習するには、ロール{roles}が必要です。管理者に付けてもらえます。',
  registerNeedsRole:
    'このサーバーでアクターを登録するには、ロール{roles}が必要です。管理者に付けてもらえます。',

  blocks: 'ブロック中のメンバー：{members, number}人',
  blockedUntil: '{member}（{time}まで）',
  blockedForNow: '{member}（解除するまで）',
  nobody: 'いません。',
  andMore: '…ほか{count, number}人',
  andDeleted: '…ほか、データが削除された{count, number}人',
  blocksFoot:
    'ブロック中のメンバーは、画像作成も学習も登録もできません。`/privacy`、自分のものの削除、同意リクエストへの返事はできます。作っている途中の画像は届きます。',
  chooseMember: '対象の `member` を選んでください。',
  blockOrLift: 'ブロックか `lift` での解除か、どちらか一方にしてください。',
  notYourself: '自分はブロックできません。',
  notBots: 'ボットはもともとこのボットを使えません。',
  notAdmins: '{member}さんはサーバーを管理できるので、ブロックしても何も変わりません。',
  letBackIn: '{member}さんは、またボットを使えます。',
  blockedNow: '{member}さんを今からブロックします。',
  youAreBlocked: '管理者にブロックされているので、このサーバーではボットを使えません。',
  youAreBlockedUntil: '管理者にブロックされているので、{time}まで、このサーバーではボットを使えません。',
  blockReason: '理由：{reason}',
  stillYours:
    'あなたのデータはあなたのものです。`/privacy`、`/actor delete`、同意リクエストへの返事は使えて、自分のものを見ることもできます。',
  tooManyBlocked: 'ブロック中のメンバーが上限の{most, number}人に達しています。先に誰かを外してください。',
  tooManyLimited:
    '個別の上限があるメンバーが上限の{most, number}人に達しています。先に誰かを外してください。',

  wordShape:
    '禁止ワードは2～{most, number}文字で、文字か数字を含めてください。最後の `*` は、どんな語尾にも当てはまります。',
  wordsFull:
    '禁止ワードが上限の{most, number}個に達しています。`/settings safety unblock` でどれかを外してください。',
  wordNotBlocked: 'その言葉は禁止されていません。禁止ワードは `/settings show` で見られます。',

  pausedNow:
    '管理者が `/settings pause state:off` を使うまで、このサーバーでは画像を作りません。作っている途中の画像は届きます。待機中のリクエストは、順番が来たときに止まります。',
  goesOn: 'このサーバーで画像の作成を再開しました。',
  paused:
    'このサーバーの管理者が、画像の作成を一時停止しています。管理者なら `/settings pause` で再開できます。',
  pausedShort: 'このサーバーの管理者が、画像の作成を一時停止しています。',
  accountRuns: 'Hugging Face アカウントは一時停止していません。',
  accountTried: '次の画像でもう一度試します。Hugging Face がまだ拒否するなら、また一時停止します。',
  accountPaused: '画像の作成を一時停止中',
  accountPausedHere:
    '{time}に一時停止しました。キャッシュからの画像は使えます。1時間ごとにアカウントを確認します。クレジットが入ったら、**今すぐ再開**で待たずに再開できます。',
  accountPausedElsewhere:
    '{time}に一時停止しました。キャッシュからの画像は使えます。1時間ごとにアカウントを確認します。クレジットが入ったら、サーバーで `/settings resume` を使うと待たずに再開できます。',
  goOn: '今すぐ再開',
  forAdmins: '管理者向けのお知らせです。送り先は `/settings channels` で決められます。',

  language: '言語',
  speaks: 'このサーバーのチャンネルでは{language}で、非公開の返信では各メンバーの言語で話します。',
  speaksAsDiscord:
    'このサーバーのチャンネルではDiscordで設定されたサーバーの言語で、非公開の返信では各メンバーの言語で話します。',
};
