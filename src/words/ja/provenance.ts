import type { Room } from '../words.ts';

export const provenance: Room<'provenance'> = {
  title: 'このボットの画像？',
  titleSeveral: 'このボットの画像？',
  ours: '**はい、このボットが作りました。**ファイルの署名は有効で、そのあと何も変わっていません。',
  looksOurs: '**はい、このボットの画像のようです。**',
  pictureChanged:
    '**このファイルにはボットの署名がありますが、そのあと画像が変えられたか、**署名が別の画像からコピーされています。保存しているどの画像にも似ていません。',
  unknown: '**いいえ、この画像は知りません。**',
  limits:
    '縮小したり保存し直したりした画像は見分けられます。切り抜いたもの、上から描き足したもの、大きなスクリーンショットの一部、ここで削除されたものは、見逃すことがあります。',

  unsigned: 'ファイルに署名（Content Credentials）がありません。',
  fileChanged: 'ファイルにはボットの署名がありますが、署名のあとで変更されています。',
  forged: 'ファイルにはボットの署名があることになっていますが、**その署名は偽物です。**',
  invalid: 'ファイルの署名は無効なので、何の証明にもなりません。',
  others: 'ファイルには別の誰かの署名があります。署名は有効ですが、誰なのかはわかりません。',
  othersNamed:
    'ファイルには「{name}」と名乗る別の誰かの署名があります。署名は有効ですが、誰なのかはわかりません。',
  othersChanged: 'ファイルには別の誰かの署名があり、そのあとで変更されています。',
  othersNamedChanged: 'ファイルには「{name}」と名乗る別の誰かの署名があり、そのあとで変更されています。',

  madeBy: '{time}、{channel}で{member}が作成',
  madeByPrivately: '{time}、{channel}で{member}が非公開で作成',
  comparesSamples: '**{actor}** の学習サンプルを比べた画像です。',
  sample: '**{actor}** のバージョン{version, number}の学習サンプルです。',
  whoIsTold:
    '誰が作ったかを教えるのは、作ったメンバー、写っている本人、アクターを登録したメンバー、そのサーバーの管理者だけです。非公開の画像なら、最初の二人だけです。',
  details: '詳細',
  notLookedAt: 'ほか{pictures, number}枚は見ていません',

  noPicture:
    'そのメッセージには見られる画像がありません。自分のファイルについて聞くには `/show image:` を使ってください。',
  animation: 'そのファイルはアニメーションです。わかるのは静止画だけなので、1コマの画像を見せてください。',
  unusable: 'そのファイルは見られません。{why}',
};
