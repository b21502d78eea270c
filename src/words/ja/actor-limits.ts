import type { Room } from '../words.ts';

export const actorLimits: Room<'actorLimits'> = {
  swimwear: '水着なし',
  violence: '暴力なし',
  politics: '政治・広告なし',
  others: 'ほかの人は写さない',
  realistic: 'リアルな画像なし',
  mark: 'どの画像にも見える印を付ける',
  swimwearHow: '下着も含みます。プロンプトと画像を確認します。',
  violenceHow: '武器も含みます。プロンプトを確認します。画像は確認できません。',
  politicsHow: 'プロンプトを確認します。画像は確認できません。',
  othersHow: 'プロンプトを確認し、画像の中の顔を数えます。',
  realisticHow: 'モデルに絵として描かせます。本当に絵になったかは確認できません。',
  markHow: '隅に小さく「AI」と入れます。',
  formTitle: '画像の制限',
  formIntro:
    '**{actor}** について、誰も作ってはいけないもの。すぐに有効になり、順番待ちのものにも適用されます。',
  formLimits: '制限',
  formOwn: '自分の言葉で（任意）',
  formOwnExample: 'タバコは絶対なし、ピエロなし',
  formOwnHow: 'プロンプトにこれらの言葉がないか確認します。画像は確認できません。',

  noSwimwear: '水着なし',
  noViolence: '暴力なし',
  noPolitics: '政治・広告なし',
  noOthers: 'ほかの人は写さない',
  noRealistic: 'リアルな画像なし',
  visibleMark: 'どの画像にも見える印',
  quoted: '「{words}」',
  ownWords: '本人の言葉による制限',
  none: 'なし',

  button: '制限…',
  listed: '**画像の制限** {limits}',
  set: '**{actor}の制限** {limits}',
  setNone: '**{actor}** に制限はなくなりました。',
  setFrom:
    'すぐに有効になり、順番待ちのものにも適用されます。もう投稿された画像は、`/gallery` で削除するまで残ります。',

  onlyPerson: '自分の画像の制限を決められるのは、写っている本人だけです。',
  onlyOwner: 'この人の画像の制限を決められるのは、この人を登録したメンバーだけです。',
  changedMeanwhile:
    'このフォームを開いたあとに制限が変わったので、何も変更していません。もう一度開いてください。',
};
