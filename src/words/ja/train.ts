import type { Room } from '../words.ts';

export const train: Room<'train'> = {
  waiting: '待機中：{actor}',
  running: '学習中：{actor}',
  verifying: '類似度を確認中：{actor}',
  uploading: 'アップロード中：{actor}',
  succeeded: '学習完了：{actor}',
  failed: '学習失敗：{actor}',
  cancelled: '学習キャンセル：{actor}',

  cancel: 'キャンセル',
  cancelTraining: '学習をキャンセル',
  cancelOf: '{actor}をキャンセル',
  confirm: '始める',
  resume: '再開',
  startAgain: '最初からやり直す',
  trainAgain: 'もう一度学習',
  useAnyway: 'それでも使う',
  generate: '画像を作る',
  takeInstead: '代わりに{base}を使う',
  trainAnyway: 'それでも学習する',
  openNotebook: 'ノートブックを開く',
  newCode: '新しいコード',
  newCodeFor: '{actor}の新しいコード',

  planTitle: '{actor}を学習しますか？',
  planIntro: 'まだ何も始まっていません。これからの流れは次のとおりです：',
  base: '**ベース** {base}',
  licence: 'ライセンス {licence}',
  untried: 'このベースではまだ誰もGPUで学習していないので、時間も出来もわかりません。',
  planSteps: '**ステップ** {steps, number}',
  planPhotos: '**写真** {photos, plural, other {使える写真#枚}}',
  planPhotosLeft: '**写真** {photos, plural, other {使える写真#枚}}（{left, number}枚は除外）',
  runs: '**実行場所** {where}',
  takes: '**所要時間** {time}',
  takesUnknown: 'コンピューター次第です。最初の学習が終わればわかります。',
  takesAsBefore:
    '{trainings, plural, =1 {約{time}（前回の同じ種類の学習から）} other {約{time}（同じ種類の直近#回の学習から）}}',
  takesEstimated: 'T4 GPUで約{time}（見積もり）',
  takesOnColab: 'Colabが無料で貸すT4 GPUで約{time}（見積もり）',
  costs: '**費用** {cost}',
  costsNothing: 'なし',
  costsUnknown: '1分ごとに課金。今は料金を調べられませんでした',
  costsAbout: '約{dollars}（共有の Hugging Face アカウントから）。何があっても{most}でマシンを停止します',
  relayed:
    'このボットはインターネット上にアドレスがないので、写真と進捗は Hugging Face の非公開リポジトリを経由します。リポジトリは学習が終わると削除されます。',
  modelGoes:
    '学習済みモデルは Hugging Face の非公開リポジトリに入ります。写っている本人はいつでも削除してもらえます。',
  seconds: '{seconds, number}秒',

  fromEndpoint: '学習したアクターの画像は、ボット自身のエンドポイント（`actor-lora serve`）で作ります。',
  fromProvider:
    '学習したアクターの画像は、{provider}で作ります。非公開モデルは期限付きのリンクで渡されます。',
  asksFirst: '写っている本人が同意したのは以前の文面なので、先に本人に聞きます。',
  fromNobody:
    '**今は、これで画像を作れるところがありません。**このベースで学習したモデルを読み込める画像サービスがなく、ボット自身のエンドポイント（`actor-lora serve`）もありません。',
  fromUnknown:
    '学習したアクターの画像をどこで作れるか、今はわかりません。Hugging Face から返事がありませんでした。',
  baseEndpoint: '{base}：画像はボット自身のエンドポイントで',
  baseProvider: '{base}：画像は{provider}で',
  baseNobody: '{base}：⚠ 今は画像を作れません（提供元なし）',
  baseUnknown: '{base}：今は提供元が不明',
  baseUntried: '{base}（GPUでは未検証）',

  whoRelayed:
    '**実行できるのは、{owner} に書き込める Hugging Face トークンを持つ人だけです。**このボットにはインターネット上に結果を受け取るアドレスがないためです。ボットの運営者は、`PUBLIC_URL` を設定するか、ボット自身が学習を始める `TRAINING_BACKEND=hf-jobs` か `local` にすれば、トークンを不要にできます。',
  whoGated:
    '[このベースのページ]({link})で**規約に同意した Hugging Face アカウントが必要です。**読み取り用のトークンも必要です。',
  tokenRelayed: 'シークレット `HF_TOKEN` は、**{owner}** に書き込める Hugging Face トークンにしてください。',
  tokenGated:
    'シークレット `HF_TOKEN` は、ベースの規約に同意したアカウントの Hugging Face トークンにしてください。',
  tokenNone: 'Hugging Face のアカウントもトークンも不要です。結果のアップロードはボットが行います。',

  startTitle: '{actor}を学習',
  resumeTitle: '{actor}の学習を再開',
  steps: '{steps, plural, other {#ステップ}}',
  attemptFrom:
    '{attempt, number}回目の試行は、最後のチェックポイント（ステップ{step, number}付近）から続けます。',
  afterOthers: '前の学習が終わったら始まります。',
  startsHere: 'まもなく、ボットが動いているコンピューターで始まります。',
  startsMachine: 'マシンを要求しています。1～2分かかります。',
  follow: '進み具合はチャンネルで見られます。終わったらメンションで知らせます。',
  stepOpen: '下のボタンでノートブックを開きます。',
  stepCopy: 'このジョブコードをコピーして、ノートブックのフォームに貼り付けます：',
  stepRun: 'ノートブックを実行します。',
  updates: '最初の更新は1～2分後で、そのあとは2分ごとです。',
  codeWorks:
    'コードは1回だけ使えて、{time}に期限が切れます。人に見せないでください。コードを持つ人は写真を手に入れられます。',
  photosOverRepo:
    '{photos, plural, other {写真#枚}}は、Hugging Face の非公開リポジトリ（最後に削除）を経由して、あなたが実行するノートブックに送られます。学習済みモデルは Hugging Face の非公開リポジトリに入ります。',
  photosOverLinks:
    '{photos, plural, other {写真#枚}}は、1時間有効なリンクで、あなたが実行するノートブックに送られます。学習済みモデルは Hugging Face の非公開リポジトリに入ります。',
  dropped: '何も始めていません。準備ができたら `/train start` を使ってください。',
  codeReminder:
    '{member}さん、**{actor}** のジョブコードがまだ使われていません。{time}に期限が切れます。ノートブックに貼り付けるか、もう手元になければここで新しいコードを受け取ってください。',

  stepOf: '{steps, number}ステップ中{step, number}',
  loss: 'loss {loss}',
  likeness: '類似度{likeness}',
  likenessBest: '類似度{likeness}、最高{best}（ステップ{step, number}）',
  pace: '毎秒{pace}ステップ',
  timeLeft: '残り約{time}',
  silent:
    '{time}からトレーナーの連絡がありません。閉じてしまった場合は、**再開**で最後のチェックポイントから続けられます。',
  attempt: '{attempt, number}回目の試行',
  startedBy: '{time}に{member}が開始',
  ended: '{time}に終了',
  samplePhoto: '写真',
  sampleNewest: '最新のサンプル',
  altSample: '{actor}の最新のサンプル。',
  altSampleBeside: '{actor}の最新のサンプルと写真を並べたもの。',
  altLoss: 'lossはステップ{from, number}の{first}からステップ{to, number}の{last}へ。',
  chartTitle: 'loss',
  chartStep: 'ステップ{step, number}',

  title: '学習',
  none: 'ここにはまだ学習がありません。`/train start` で自分のアクターを学習できます。',
  codeExpires: 'ジョブコードは{time}に期限が切れます。**新しいコード**でもう一度受け取れます。',
  machineStarting: 'マシンを起動中です。',
  waitsForRoom: '空きができたら始まります。',
  endedAtStep: '{time}、{steps, number}ステップ中{step, number}で終了',
  fetching: 'Hugging Face から結果を取得中…',
  lastHeard: 'トレーナーの最後の連絡{time}',
  trainerLine: 'トレーナー：{line}',
  older: 'ほか、以前のものが{trainings, number}件',
  altChart: '{actor}の学習中のloss：{first}から{last}へ',
  lossOf: '**{actor}のloss** · {first} → {last}（{steps, plural, other {#ステップ}}）',

  cancelledBySelf: '{member}さんが **{actor}** の学習をキャンセルしました。何も保存していません。',
  cancelledByOther:
    '{member}さん、{other}さんが **{actor}** の学習をキャンセルしました。何も保存していません。',
  failedTitle: '{actor}の学習に失敗しました',
  noReason: 'トレーナーから理由の説明はありません。',
  trainerSays: 'トレーナーより：{reason}',
  trainedTitle: '{actor}の学習が完了しました',
  ready:
    '{member}さん、バージョン{version, number}ができました：{base}で{steps, plural, other {#ステップ}}。',
  readyIn:
    '{member}さん、バージョン{version, number}ができました：{base}で{steps, plural, other {#ステップ}}、{time}。',
  kept: '{member}さん、バージョン{version, number}を保存しました：{base}で{steps, plural, other {#ステップ}}。',
  keptIn:
    '{member}さん、バージョン{version, number}を保存しました：{base}で{steps, plural, other {#ステップ}}、{time}。',
  belowBar: '**基準未満**なので、保存はしますが使いません。バージョン{version, number}を使い続けます。',
  belowBarNone: '**基準未満**なので、保存はしますが使いません。使用中のバージョンはありません。',
  compares: '`/actor versions` で比べられます。',
  sample: '{actor}のサンプル{n, number}',
  standIn: 'プレイグラウンドのダミーのトレーナーによるもので、何も学習していません。画像は描いた見本です。',

  stopped: '**{actor}** の学習をキャンセルしました。トレーナーはすぐに、または次の連絡のときに止まります。',
  whichToStop: 'どの学習を止めますか？',
  startedAt: '{time}に開始',
  noneRunning: '実行中の学習がないので、キャンセルするものはありません。',
  damaged: 'このボタンはもう使えません。`/train start` を使ってください。',
  fromWorker:
    '学習したアクターの画像は、このサーバー自身のコンピューターで作ります。非公開モデルは期限付きのリンクで渡されます。',
  baseWorker: '{base}：画像はこのサーバー自身のコンピューターで',
  startsWorker: 'このサーバー自身のコンピューターが空きしだい始まります。',
};
