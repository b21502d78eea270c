import type { Room } from '../words.ts';

export const training: Room<'training'> = {
  unknown: 'このサーバーにその学習はありません。',
  notYoursToCancel: '学習をキャンセルできるのは、始めたメンバー、写っている本人、管理者だけです。',
  over: 'この学習はもう終わっているので、キャンセルするものはありません。',
  photosNotPut:
    'ノートブックが読む場所に写真を置けませんでした。Hugging Face が受け付けませんでした。1分ほどしてからもう一度試してください。',
  actorGone: 'このアクターはたった今削除されたので、学習できません。',
  nothingToResume: 'この学習はもう実行中か、再開するものがありません。状況は `/train status` で見られます。',

  hubAway: '今、学習に必要な Hugging Face が応答していません。1分ほどしてからもう一度試してください。',
  notYours:
    '学習できるのは、アクターを登録した人か写っている本人だけです。`/generate` で使うことはできます。',
  fewPhotos:
    '{missing, plural, other {学習には使える写真が最低{least, number}枚必要で、あと#枚足りません。}}`/actor show` のボタンから追加できます。',
  notSetUp: 'ここではまだ学習の設定ができていません。ボットの運営者へ：{what}',
  paused: 'このサーバーの管理者がボットを一時停止しています。管理者なら `/settings pause` で再開できます。',
  offForYou: 'このサーバーの管理者が、あなたの学習をオフにしています。上限が0になっています。',
  offHere: 'このサーバーの管理者は学習を許可していません。',
  running:
    'このアクターは今学習中です。進み具合は `/train status` で見られ、`/train cancel` で止められます。',
  mostOpen:
    '{trainings, plural, other {このサーバーでは学習が#件進行中で、管理者が決めた同時の上限です。どれかが終わったら、もう一度試してください。}}',
  baseUnknown: 'そのベースモデルは使えません。一覧から選んでください。',
  stepsRange: 'ステップは{least, number}～{most, number}にしてください。',
  readOnly:
    'ボットの Hugging Face トークンに書き込み権限がないので、学習したアクターを置く場所がありません。ボットの運営者へ：リポジトリに書き込めるトークンを使ってください。',
  baseGone: '{base}はもう Hugging Face にありません。別のベースを選んでください。',
  toBeResumed:
    'このアクターには、再開待ちの学習があります。新しく始めるには、先に `/train cancel` を使ってください。',
  waitsAlready: 'このアクターの学習はもう順番待ちです。`/train status` で見られます。',
  codeWithOther:
    'このアクターのジョブコードは、もう{member}さんが持っています。使ってもらうか、先に `/train cancel` を使ってください。',

  notAllowed: '写っている本人が、この学習を許可しなくなりました。',
  noLongerAgreed: '写っている本人が同意を取り消したので、結果は保存していません。',
  actorDeleted: '学習中にアクターが削除されました。',
  codeRanOut:
    'ノートブックで使われる前に、ジョブコードの期限が切れました。`/train start` で新しいコードを受け取れます。',
  neverBegan:
    'トレーナーが始まりませんでした。1日間、空いているマシンがありませんでした。あとでもう一度試してください。',
  notebookLost:
    'ノートブックと連絡が取れなくなりました。{minutes, plural, other {#分間}}、何も届いていません。',
  trainerLost: 'トレーナーと連絡が取れなくなりました。{minutes, plural, other {#分間}}、何も届いていません。',
  trainerStopped: 'トレーナーが止まりました。',
  trainerStoppedSilently: 'トレーナーが理由を言わずに止まりました。',
  machineGone: 'マシンがなくなりました。',
  machineCompleted: 'マシンが、学習の結果を知らせずに終了しました。',
  machineCancelled: 'マシンが Hugging Face でキャンセルされました。',
  machineError: 'マシンがエラーで終了しました。',
  noCredit:
    '支払いに使う Hugging Face アカウントに、GPUマシン用のクレジットが残っていません。管理者が追加できます。',
  tokenStartsNone: 'ボットの Hugging Face トークンではマシンを起動できません。ボットの運営者が変更できます。',
  noMachine: 'Hugging Face がマシンを起動しませんでした。',
  photosNotTaken: 'Hugging Face が写真を受け付けませんでした。',
  noTrainerHere:
    'ボットのコンピューターにトレーナーがありません。ボットの運営者へ：TRAINER_PYTHON に、colab/ をインストールしたPythonを設定してください。',
  notStartedHere: 'ボットのコンピューターでトレーナーを起動できませんでした。',
  notStarted: 'トレーナーを起動できませんでした。',
  nothingTrained: 'まだ何も学習していませんでした。',
  lastWords: '最後のメッセージ：「{words}」。',
  resumeGoesOn: '**再開**で最後のチェックポイントから続けられます。',

  runsOnColab: '自分で開く Google Colab のノートブック（Googleが貸すGPU）',
  photosToColab: '写真は、あなたが実行するノートブックだけに送られます。',
  runsOnMachine: 'Hugging Face が1分単位で貸すマシン（{machine}）',
  photosToMachine: '写真は Hugging Face のそのマシンに送られます。マシンは学習が終わるとなくなります。',
  runsHere: 'ボットが動いているコンピューター',
  photosStay: '写真は、ボットが動いているコンピューターから出ません。',
  runsOnWorker: 'このサーバー自身のコンピューター',
  photosToWorker: '写真は、このサーバーの管理者が接続したコンピューターに送られます。',
  priceUnknown:
    'マシンの料金が今はわからず、ドル予算が設定されているため、借りません。あとでもう一度試してください。',
  placeChanged:
    'この学習を行う場所が変わったため、何も始めていません。今どこで行うかは `/train start` で見られます。',
};
