import type { Room } from '../words.ts';

export const actorPhotos: Room<'actorPhotos'> = {
  enough: '{actor}の写真は足りています',
  notEnough: '{actor}の写真が足りません',
  usable: '{photos, plural, other {#枚}}のうち{usable, number}枚が使えます。',
  usableAsTheyAre: '{photos, plural, other {#枚}}のうち{usable, number}枚がそのまま使えます。',
  fileRefused: '**{file}：**{why}',
  photo: '**写真{number, number}：**{why}',
  photoAccepted: '**写真{number, number}：**{why}（このまま使用）',
  good: '{count, plural, other {**写真{photos}**は問題ありません。}}',
  moreInPicture: 'ほか{count, number}件は画像を見てください',
  none: '写真が残っていません。',
  wouldHelp: 'こうすると良くなります',
  yourConsent: '同意の内容',
  noMetadata: '場所・時刻・カメラなどのメタデータは保存していません。',
  acceptWarnings: '警告付きのまま使う',
  replace: '{number, number}を差し替え',
  remove: '{number, number}を削除',

  alt: '{actor}の写真一覧：良い{good, number}枚、警告あり{warned, number}枚、使えない{unusable, number}枚。{photos}。',
  altPhoto: '{number, number} {verdict}',
  altNotTaken: '{letter} 受け付けず、{why}',
  altGood: '良い',
  altWarn: '警告あり',
  altBad: '使えない',

  replaceTitle: '写真{number, number}の差し替え',
  replaceField: '写真',
  replaceHow:
    '確認が済むと、写真{number, number}と入れ替わります。アクターの写真は最大{most, number}枚です。',
  addTitle: '写真を追加',
  addField: '写真',
  addHow: '同じ人の写真をあと{most, number}枚まで',
  checking: '写真を確認しています…',
  progress: '{total, number}枚中{done, number}枚',

  noSuchPhoto:
    '写真{number}はありません。{actor}の写真は{photos, number}枚です。番号は `2` や `2, 5` のように入力してください。',
  alreadyGone: 'その写真はもうありません。今の写真は `/actor photos` で見られます。',
  onlyPersonAdds: '今写真を追加できるのは、写っている本人だけです。',
  onlyTheySee: '写真を見られるのは、アクターを登録したメンバーと写っている本人だけです。',
  onlyPersonChanges: '写っている本人がこれらの写真に同意したので、今変更できるのは本人だけです。',
  onlyTheyChange: '写真を変更できるのは、アクターを登録したメンバーと写っている本人だけです。',
  faceKnown:
    '追加しませんでした。この顔はこのサーバーでもう登録されていて、管理者は同じ顔の二重登録を許可していません。',
  changedMeanwhile: '追加しませんでした。その間に写真が変わりました。`/actor show` を見てください。',
  tooMany: '追加しませんでした。アクターの写真は最大{most, number}枚です。',
};
