import type { Room } from '../words.ts';

export const actorVersions: Room<'actorVersions'> = {
  title: '{actor}のバージョン',
  empty:
    '**{actor}** にはまだ学習済みバージョンがありません。`/train start` で最初のバージョンを学習できます。',
  inUseNow: 'バージョン{version, number}を使用中です。',
  noneInUse: '使用中のバージョンはありません。',
  shown: '全{all, number}件のうち、バージョン{first, number}～{last, number}。',
  promptsShown: '画像には、プロンプト{all, number}件のうち{shown, number}件を表示しています。',
  seedsDiffer: 'サンプルごとにシードが違うので、同じ列の画像の違いはバージョンの違いだけではありません。',
  newer: '新しい方へ',
  older: '古い方へ',
  use: 'バージョン{version, number}を使う',
  delete: 'バージョン{version, number}を削除',
  keep: '残す',
  alt: '{actor}のサンプル。1行が1バージョン：{versions}。列：{columns}。',
  altVersion: 'バージョン{version, number}',
  altLikeness: '類似度{likeness}',
  altNotMeasured: '類似度は未測定',

  version: '**バージョン{version, number}**',
  inUse: '使用中',
  belowBar: '基準未満',
  standIn: 'ダミー',
  trained: '{base}、{steps, number}ステップ、{time}に学習',
  likeness: '類似度{likeness}（トレーナーの測定）',
  ownMeasure: 'ボットの測定で{likeness}、サンプル{samples, number}枚中{faces, number}枚に顔あり',
  ownFaces: 'ボットの測定：サンプル{samples, number}枚中{faces, number}枚に顔あり',
  atLeast: '{likeness}（{needed}以上が必要）',
  more: '{likeness}（バージョン{version, number}より+{by}）',
  less: '{likeness}（バージョン{version, number}より−{by}）',
  notMeasured: '類似度：未測定',
  trainerSays: 'トレーナーより：{why}',
  trainerFailed: 'トレーナーによると、確認に合格しませんでした。',
  notThem: 'ボットの測定では、サンプルは写真の人に見えません。',
  unmeasured: '測定できませんでした。',
  helpsMore:
    'ぼけた写真、暗い写真、似すぎた写真を差し替えて（`/actor photos`）、ステップを増やして学習し直すと良くなります（`/train start`、`steps: {steps}`）。このまま使うこともできます。',
  helpsFewer:
    'ぼけた写真、暗い写真、似すぎた写真を差し替えて（`/actor photos`）、ステップを減らして学習し直すと良くなります（`/train start`、`steps: {steps}`）。このまま使うこともできます。',

  pictureVersion: 'バージョン{version, number}',
  pictureLikeness: '類似度',
  pictureNotMeasured: '未測定',
  pictureSeed: 'シード {seed}',
  pictureSeedsDiffer: 'シードはそれぞれ別',
  pictureNoSample: 'サンプルなし',

  anywayTitle: 'それでも{actor}のバージョン{version, number}を使いますか？',
  anyway: '基準未満なので、写真の人に似ていないかもしれません。使用中のバージョンはありません。',
  anywayKeeps:
    '基準未満なので、写真の人に似ていないかもしれません。今はバージョン{previous, number}を使い続けています。',
  useAnyway: 'それでもバージョン{version, number}を使う',
  used: '**{actor}** の画像は、これからバージョン{version, number}で作られます。',
  usedInstead:
    '**{actor}** の画像は、これからバージョン{previous, number}の代わりにバージョン{version, number}で作られます。',
  usedBefore:
    '前に作った画像はそのままです。元のバージョンに戻せば、同じリクエストでまた同じ画像になります。まだ保存されていれば無料です。',
  already: '**{actor}** のバージョン{version, number}はもう使用中なので、何も変わっていません。',
  kept: '何も変更していません。',
  generate: '画像を作る',

  deleteTitle: '{actor}のバージョン{version, number}を削除しますか？',
  deletesSamples: 'サンプル画像と、このバージョンで作られてキャッシュにだけ残っている画像',
  deletesRepository: 'Hugging Face のリポジトリ（履歴もすべて。ほかのバージョンは入っていません）',
  deletesTag: 'Hugging Face のタグ',
  inUseThen:
    '使用中のバージョンです。削除後は、残った中で確認に合格している最新のバージョン{next, number}が使われます。',
  inUseThenNone:
    '使用中のバージョンです。削除後は、新しく学習するか（`/train start`）ここで選ぶまで（`/actor versions`）、使用中のバージョンはなくなります。',
  weightsStay:
    '重みは、ほかのバージョンと共有している非公開リポジトリの履歴に、アクターを削除するまで（`/actor delete`）残ります。',
  deleteFinal:
    'ギャラリーとチャンネルの画像は残ります。元には戻せず、この番号が再び使われることもありません。',
  deletedRepository:
    '**{actor}** のバージョン{version, number}を、サンプルと Hugging Face のリポジトリごと削除しました。',
  deletedTag: '**{actor}** のバージョン{version, number}を、サンプルと Hugging Face のタグごと削除しました。',
  wasInUse:
    '使用中のバージョンでした。今は、残った中で確認に合格している最新のバージョン{next, number}が使われています。',
  wasInUseNone:
    '使用中のバージョンでした。新しく学習するか（`/train start`）ここで選ぶまで（`/actor versions`）、使用中のバージョンはありません。',

  untrained: '**{actor}** には学習済みバージョンがありません。`/train start` で学習できます。',
  wasDeleted:
    '**{actor}** のバージョン{version, number}は削除されました。今あるものは `/actor versions` で見られます。',
  noSuch:
    '**{actor}** にバージョン{version, number}はありません。今あるものは `/actor versions` で見られます。',
  onlyThey: 'バージョンを見たり変更したりできるのは、アクターを登録したメンバーと写っている本人だけです。',
  notAgreed:
    '**{actor}** に写っている本人がまだ同意していないので、どのバージョンも使えません。誰の同意が必要かは `/actor show` で見られます。',
  damagedButton: 'このボタンは壊れています。`/actor versions` を使ってください。',
};
