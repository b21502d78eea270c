import type { Room } from '../words.ts';

export const actors: Room<'actors'> = {
  gone: 'このアクターはもういません。',
  unknown: 'その名前で使えるアクターはいません。選べるアクターは `/actor list` で見られます。',
  youHaveNotAgreed: 'このアクターの画像にまだ同意していません。`/actor show` のボタンから同意できます。',
  notAgreed: '写っている本人がまだ同意していないので、このアクターは使えません。',
  faceWaits:
    'このアクターの顔はこのサーバーでもう登録されているので、先に管理者の許可が必要です。管理者には知らせました。',
  notShared: 'このアクターを誰が使えるかは写っている本人が決めていて、今はその中に入っていません。',
  onlyAsk:
    'このアクターの画像は、写っている本人が1枚ずつ承認します。できるのは `/generate` でリクエストすることだけです。',

  noneUsable: '使えるファイルが一つもなかったので、何も保存していません。',
  fileRefused: '`{file}`：{why}',
  badName:
    'アクターの名前は1～32文字で、文字・数字・スペース・ピリオド・アポストロフィ・ハイフンが使えます。先頭は文字か数字にしてください。',
  nameTaken: 'その名前のアクターはこのサーバーにもういます。別の名前にしてください。',
  faceKnown:
    'この顔はこのサーバーでもう登録されていて、管理者は同じ顔の二重登録を許可していません。何も保存していません。間違いなら、管理者に相談してください。',
  offForYou: 'このサーバーの管理者が登録をオフにしています。上限が0になっています。',
  dataDeleted: 'その間にあなたのデータが削除されたので、何も登録していません。',
  sayHowAgreed: 'このサーバーの外の人なら、どう同意したかを書いてください：`/actor register` の `outsider`',
  onlyMembers:
    'このサーバーでキャストできるのはメンバーだけです。管理者なら `/settings consent` で変えられます。',
  cannotAsk:
    '今このメンバーに頼むことはできないので、何も登録していません。本人が `/actor register` で自分を登録することはできます。',

  onlyPersonShares: 'アクターを誰が使えるかを `/actor share` で決められるのは、写っている本人だけです。',
  nothingToShare: '写っている本人がまだ同意していないので、共有できるものがありません。',
  memberWithChosen: 'メンバーを指定できるのは `visibility: chosen members` のときだけです。',
  yoursAnyway: '自分のアクターはいつでも使えます。',
  chooseMember: '誰が使えるかを、オプション `member` で選んでください。',
};
