import type { Room } from '../words.ts';

export const models: Room<'models'> = {
  available: '今使えるもの（{models, number}）',
  fromPictures: '写真からのアクター、変更、バリエーション用（{models, number}）',
  notAvailable: '使えないもの（{models, number}）',
  noneNow: '今はありません。',
  source: 'Hugging Face の情報（10分以内）。',
  hidden: '非表示{count, number}件（管理者にだけ見えます）：{names}。`/models unhide` で再表示できます。',
  hiddenMore:
    '非表示{count, number}件（管理者にだけ見えます）：{names}、ほか{more, number}件。`/models unhide` で再表示できます。',
  page: '{pages, number}ページ中{page, number}ページ目',
  back: '戻る',
  more: 'もっと見る',
  ownEndpoint: 'サーバー自身のエンドポイント',
  recommendedFor: '用途：{uses}',
  tokensOnce: 'トークンは1倍で計算',
  tokensTimes: 'トークンは{times, number}倍で計算',

  nothingToRecommend: 'おすすめできるモデルがありません。このサーバーの管理者がすべて非表示にしています。',
  whatFits: '合うモデル',
  unavailableShort: '使えません',
  choose: '`/generate` の `model` で選んでください。',
  qualityDated: '古め',
  qualityGood: '良い',
  qualityVeryGood: 'とても良い',
  qualityBest: 'ここで最高の画質',
  stepsAt: '{pixels}ピクセルで{steps, plural, other {#ステップ}}',
  costsNoCredit: 'クレジット不要：サーバー自身のエンドポイントで動作',
  trainable: 'アクターの学習に対応',
  trainableUntried: 'アクターの学習に対応（GPUで試した人はまだいません）',
  notTrainable: 'アクターの学習に非対応：人物は説明文からしか描けません',
  licenceNotFor: 'ライセンス上、次には使えません：{uses}',
  termsToAccept: 'Hugging Face のページで規約への同意が必要',
  loraNeedsService:
    'これで学習したアクターの画像には、非公開モデルを読み込める画像サービスか INFERENCE_ENDPOINT_URL が必要です。今どれが使えるかは `/train start` で見られます',
  goodAtPhoto: '写真が得意',
  goodAtIllustration: 'イラストが得意',
  goodAtAnimation: 'アニメーションが得意',
  goodAtLettering: '文字入れが得意',
  goodAtLandscape: '風景が得意',

  added: '{model}を追加しました。`/generate` で選べます。',
  addedSettings:
    '`{id}` · {type} · {steps, plural, other {#ステップ}} · ガイダンス {guidance, number} · {width} × {height} ピクセル',
  addedGated:
    '作者が規約への同意を求めています。Hugging Face アカウントの持ち主が、モデルのページで同意してください。',
  addedAvailable: '今使えます：{ways}',
  addedNotAvailable: '今は使えません。{reason}',
  hiddenNow: '{model}を非表示にしました。ここではもう誰も使えません。`/models unhide` で再表示できます。',
  unhidden: '{model}がまた使えるようになりました。',
  adminsOnly: 'モデルを変更できるのは、サーバーを管理できるメンバーだけです。',

  styles: 'スタイル',
  ownStyle: '（このサーバー独自）',
  chooseStyle: '`/generate` の `style` で選んでください。',
  noExamples: 'そのスタイルでここで最初に作られた画像が、見本になります。',
  examples: '見本（順番どおり）：{names}。すべてこのサーバーで作られました。',
  removeOrChange: '削除か変更のどちらか一方にしてください。',
  styleGone: 'スタイル **{style}** を削除しました。このスタイルで作った画像は残ります。',
  styleThere: 'スタイル **{style}** ができました。`/generate` で選べます。',
  styleNeedsWords: 'このスタイルがプロンプトに何を加えるかを `words` に書いてください。',
  examplePrivate: '見本には、非公開ではなく、実在の人が写っていない画像を選んでください。',
  noStyle: '「{style}」というスタイルはここにありません。`/models styles` で一覧を見られます。',
  styleBuiltIn: '**{style}** は内蔵のスタイルです。別の名前にしてください。',
  styleStays: '**{style}** は内蔵のスタイルなので、削除できません。',
  stylesFull:
    'このサーバー独自のスタイルが上限の{most, number}個に達しています。先にどれかを削除してください。',

  notOnHub: 'もう Hugging Face にありません。',
  needsEndpoint: '提供するプロバイダーがありません。管理者が INFERENCE_ENDPOINT_URL を設定すると使えます。',
  servedElsewhere: 'このボットでは使えないプロバイダーだけが提供しています。',
  notServed: '今は提供するプロバイダーがありません。',
  notYet: 'どこが提供しているか、まだ Hugging Face から返事がありません。少ししてからもう一度見てください。',
  unreachable: '今は Hugging Face につながりません。30秒ごとに再試行しています。',

  unknown: 'その名前のモデルは知りません。`/models list` ですべて見られます。',
  unknownMeant:
    'その名前のモデルは知りません。もしかして：{names}　すべてのモデルは `/models list` で見られます。',
  isHidden: '**{model}** は、このサーバーの管理者が非表示にしています。',
  instead: '**{model}** なら今使えます。',
  noneAvailable: '今使えるモデルがありません。理由は `/models list` で見られます。',
  isNotAvailable: '**{model}** は使えません。',
  wordsOnly: '**{model}** は言葉だけで動き、写真は見られません。モデルの指定を外してください。',
  looksAtFewer:
    '**{model}** が見られる画像は{pictures, plural, other {#枚}}だけですが、{needed, number}枚必要です。モデルの指定を外してください。',
  startsFromPictures:
    '**{model}** は画像から始めるモデルです。写真からのアクター、変更、バリエーションを作ります。',
  baseHidden:
    'このアクターは **{model}** で学習していますが、このサーバーの管理者が非表示にしています。管理者なら `/models unhide` で戻せます。',
  baseUnknown: 'このアクターを学習したベースを知りません。',
  fromPicturesHidden:
    '画像から始めるモデルは、このサーバーの管理者が非表示にしています。`/models unhide` で戻せます。',
  noneForPictures: '一度に画像{pictures, number}枚を見られるモデルは、今どこも提供していません。',
  noneForPicture: '画像から始めるモデルは、今どこも提供していません。**{model}**：{reason}',

  noId: 'それはモデルIDではありません。Hugging Face のページの上にある `owner/name` の形です。',
  isLora: '`{id}` は追加できません。モデルに何かを加えるだけのLoRAです。モデル全体を追加してください。',
  isFromPictures: '`{id}` は追加できません。画像からしか画像を作れませんが、`/generate` は言葉から始めます。',
  isForOther:
    '`{id}` は追加できません。ページによると用途は{task}です。テキストから画像を作るモデルを追加してください。',
  hasNoTask:
    '`{id}` は追加できません。ページに用途が書かれていません。テキストから画像を作るモデルを追加してください。',
  hubSilent:
    'Hugging Face から返事がなく、モデルを確認できませんでした。1分ほどしてからもう一度試してください。',
  notPublic: 'Hugging Face に公開モデル `{id}` はありません。つづりを確認してください。',
  alreadyHidden: '**{model}** はもう非表示です。',
  notHidden: '**{model}** は非表示ではありません。',
  alreadyThere: '**{model}** はもうあります。',
  thereButHidden: '**{model}** はもうありますが、非表示です。`/models unhide` で再表示できます。',
  modelsFull:
    'サーバー独自のモデルが上限の{most, number}個に達しています。`/models hide` でどれかを非表示にして空きを作ってください。',
  ownComputer: 'このサーバー自身のコンピューター',
  costsNoCreditOwn: 'クレジット不要：このサーバー自身のコンピューターで動きます',
};
