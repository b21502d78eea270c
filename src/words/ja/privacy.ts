import type { Room } from '../words.ts';

export const privacy: Room<'privacy'> = {
  countActors: '{count, plural, other {アクター#人（同意の記録を含む）}}',
  countPhotos: '{count, plural, other {写真#枚}}',
  countFaces: '{count, plural, other {顔の測定値#件}}',
  countImages: '{count, plural, other {生成した画像#枚}}',
  countVersions: '{count, plural, other {学習済みバージョン#件}}',
  countTrainings: '{count, plural, other {学習#件（実行中なら停止）}}',
  countRepositories: '{count, plural, other {Hugging Face のリポジトリ#件}}',
  countMyMessages: '{count, plural, other {Discordのボットのメッセージ#件}}',
  countMessages: '{count, plural, other {Discordのメッセージ#件}}',
  countClosedMessages: '{count, plural, other {ボットが入れないチャンネルのメッセージ#件}}',

  keepEverything: 'すべて残す',
  cannotUndo: '元には戻せません。一人にだけ見える返信は、ボットからは消せません。Discordが自動で消します。',
  logStays: '誰が何をしたかのログは、名前なしで1年間残ります。',
  withdrawTitle: '{actor}への同意を取り消しますか？',
  deleteTitle: '{actor}を削除しますか？',
  deleteActor: '以後は誰も{actor}を使えず、次のものが削除されます：',
  withdraw: '同意を取り消して削除',
  deleteAll: 'すべて削除',
  deleteYouTitle: 'あなたのデータをすべて削除しますか？',
  deleteYou: 'このボットがいるすべてのサーバーで：',
  deleteMemberTitle: 'このサーバーの{member}さんのデータをすべて削除しますか？',
  nothingKept: 'アクター、画像、学習はありません。',
  actorsGoing: '削除されるアクター',
  actorShowsYou: '{actor}（あなたが写っている）',
  actorShowsThem: '{actor}（本人が写っている）',
  actorByYou: '{actor}（あなたが登録）',
  actorByThem: '{actor}（本人が登録）',
  yourIdGoes:
    'あなたのIDは、予算、ログ、アクターを使える人の一覧からも消えます。今日の予算から使った分は戻りません。',
  theirIdGoes:
    'このメンバーのIDは、アクターを使える人の一覧からも消えます。予算、上限、ブロック、ログは残ります。',
  copyFirst: '先に `/privacy export` でコピーを受け取れます。',
  kept: '何も削除していません。',

  goneActor: 'アクターを削除しました',
  goneMember: 'すべて削除しました',
  goneServer: 'サーバーのデータを削除しました',
  unfinished: 'まだ消せていないものがあります',
  goingOn: '削除が始まり、自動で続いています。どれももう使えません。',
  gone: '削除済み',
  nothingLeft: '削除するものは残っていませんでした。',
  stillTried: '試行中',
  myOwn: 'ボット自身が保存しているもの',
  keepTrying: '再起動しても、消えるまで続けます。終わったら知らせます。',
  outOfReach: '消せないもの',
  adminCan: 'そのサーバーの管理者なら削除できます。',
  receipt: '控え `{id}` · 30日間、数だけを保存します',
  checkProgress: '進み具合を確認',
  receiptGone: 'この控えはもうありません。控えは30日後に削除されます。',
  receiptOfOther: 'これはほかの人の控えです。',

  actorsGone:
    '{count, plural, other {あなたが登録した{actors}が、それで作られたものもすべて含めて削除されました。}}何もする必要はありません。',
  actorGone:
    'あなたが登録したアクターが、それで作られたものもすべて含めて削除されました。何もする必要はありません。',
  actorGonePinged:
    '{member}さん、あなたが登録したアクターが、それで作られたものもすべて含めて削除されました。何もする必要はありません。',

  exportTitle: '保存しているあなたのデータ',
  exportInside: '中身はJSON、JPEG、PNGのファイルです。説明はREADME.txtにあります。',
  exportFoot: '見えるのはあなただけです。すべて削除するには：`/privacy delete`',
  exportImagesTitle: 'あなたの画像',
  exportImagesInside:
    '中身は、すべてのサーバーであなたが作った画像です。設定とクレデンシャルも付いています。',
  exportImagesOutside:
    '中身は、サーバーの外で作った画像です。設定とクレデンシャルも付いています。ボットとのダイレクトメッセージでは、すべての画像を受け取れます。',
  exportImagesFoot: '見えるのはあなただけです。保存している全データ：`/privacy export`',
  nothingToExport: 'エクスポートするものがありません。',
  oneFile: 'すべて一つのzipファイルに入っています。',
  onePart: '全{parts, number}個中の{part, number}個目。',
  someParts: '全{parts, number}個中の{first, number}～{last, number}個目。それぞれzipファイルです。',
  nextPart: '次へ：{part, number}個目',
  partAlt: '全{parts, number}個中の{part, number}個目、{size}',

  lessToExport: 'エクスポートするものが減っています。最初からやり直してください。',
  notYourButton: 'このボタンはあなた用ではありません。',
  onlyYourOwn:
    '削除できるのは自分のデータだけです。管理者は、自分のサーバーのメンバーのデータを削除できます。',
  hubKeepsVersion:
    'Hugging Face がバージョン{version, number}を削除しなかったので、何も変わっていません。数分後にもう一度試してください。',
  trainingVersion:
    '**{actor}** は学習中なので、今はバージョン{version, number}を削除できません。終わるまで待つか、`/train cancel` で止めてください。',
};
