import type { Room } from '../words.ts';

export const photos: Room<'photos'> = {
  good: '良い',
  tooDarkShort: '暗すぎ',
  tooDark: '暗すぎます。昼の光の中で撮るか、明かりをつけてください。',
  tooDarkForFace: '暗すぎて、顔がはっきり見えません。昼の光の中で撮ってください。',
  tooBrightShort: '明るすぎ',
  tooBright: '明るすぎて、顔が白飛びしています。光を弱めて撮ってください。',
  tooBrightForFace: '明るすぎて、顔がはっきり見えません。光を弱めて撮ってください。',
  flatShort: '低コントラスト',
  flat: '顔にほとんどコントラストがありません。もっと良い光で撮ってください。',
  tooFlatForFace: 'コントラストがほとんどなく、顔がはっきり見えません。',
  noFaceShort: '顔なし',
  noFace:
    '顔が写っていません。カメラの方を向いた顔が、まっすぐ全部写っている写真を選んでください。',
  faceSmallShort: '顔が小さい',
  faceSmall:
    '顔の幅が{pixels, number}ピクセルしかありません。{needed, number}ピクセル必要です。切り抜くか、近くで撮ってください。',
  blurredShort: 'ぼけ',
  blurred: 'ぼけています。動かないで、顔にピントを合わせて撮り直してください。',
  softShort: '少しぼけ',
  soft: '少しピントが外れています。もっとはっきりした写真の方がよく学べます。',
  cutOffShort: '顔が見切れ',
  cutOff: '端で顔が切れています。まわりに少し余白を残してください。',
  unseenShort: '未確認',
  unseen:
    '写真の確認を始める前に保存されたものです。確認するには、同じ写真で差し替えてください。',
  nudityShort: 'ヌード',
  nudity: 'ヌードのようなので、保存していません。別の写真を送ってください。',
  upsideDownShort: '上下逆',
  upsideDown: '上下が逆です。正しい向きにして、もう一度送ってください。',
  sidewaysShort: '横向き',
  sideways: '横に倒れています。正しい向きにして、もう一度送ってください。',
  looksYoungShort: '未成年？',
  looksYoung:
    '18歳未満の人かもしれません。これは推定で、間違うこともあります。アクターになれるのは成人だけです。18歳以上の場合だけ使ってください。',
  severalFacesShort: '{faces, plural, other {顔が#つ}}',
  severalFaces:
    '{faces, plural, other {顔が#つ}}写っています。枠で囲んだ顔を使います。確実にするには、ほかの顔が入らないように切り抜いてください。',
  perhapsOtherShort: '同じ人？',
  perhapsOther: '別の人かもしれません。ほかの写真の顔とあまり似ていません。確認してください。',
  otherPersonShort: '別の人',
  otherPerson: 'ほかの写真と同じ人ではないようです。',
  otherPersonPicked:
    '顔がいくつか写っていて、選んだ顔がほかの写真の人と違います。正しい顔だけに切り抜いてください。',
  sameAsShort: '{photo, number}番と同じ',
  twiceShort: '重複',
  sameAs: '写真{photo, number}と同じ画像です。',
  sameAsFile: '別のファイルと同じ画像です。',
  nearlySameAs: '写真{photo, number}とほとんど同じ画像です。違う写真の方がよく学べます。',
  nearlySameAsFile: '別のファイルとほとんど同じ画像です。違う写真の方がよく学べます。',
  sameShotAsShort: '{photo, number}番と似てる？',
  sameShotShort: '同じ1枚？',
  sameShotAs:
    '写真{photo, number}を切り抜き・回転・反転した、同じ1枚のようです。違う写真の方がよく学べます。',
  sameShotAsFile:
    '別のファイルを切り抜き・回転・反転した、同じ1枚のようです。違う写真の方がよく学べます。',

  addMore: '写真をあと{missing, plural, other {#枚}}追加してください。最低{least, number}枚必要です。',
  addMoreOrAccept:
    '写真をあと{missing, plural, other {#枚}}追加するか、警告付きの{acceptable, plural, other {#枚}}をそのまま使ってください。最低{least, number}枚必要です。',
  allOneSession:
    'どれも同じときに撮った写真のようです。別の日に、違う光と服で撮った写真を追加してください。',
  someOneSession:
    '{all, number}枚中{photos, number}枚は同じときに撮った写真のようです。別の日に、違う光と服で撮った写真を追加してください。',
  allClose: 'どれも顔のアップです。腰から上の写真と全身の写真を1枚ずつ追加してください。',
  allFar: 'どれも遠くからの写真です。顔のアップを追加してください。',
  allDark: 'どれもやや暗めです。昼の光の写真を1枚追加してください。',
  moreIsBetter: '5枚よりも8～10枚ある方が、よく似ます。',

  tooLarge: '{megabytes, number} MBを超えています。小さくして送ってください。',
  notDownloaded: 'Discordからダウンロードできませんでした。もう一度添付してください。',
  notDownloadedInTime:
    'Discordから時間内にダウンロードできませんでした。もう一度添付してください。',
  notReached:
    '前の写真に時間がかかり、時間内に確認できませんでした。もう一度送ってください。',
  notChecked: '今は確認できませんでした。1分ほどしてからもう一度送ってください。',
  notRead: '読み込めませんでした。',
  damaged: '壊れているか、途中で切れています。もう一度送るか、別の写真を選んでください。',
  noImage:
    'ファイル名はともかく、画像ではありません。JPEG、PNG、WebP、AVIFの写真を送ってください。',
  heic: 'HEICの写真で、読み込めません。JPEGで送ってください。iPhoneなら、設定 → カメラ → フォーマットで「互換性優先」を選んでください。',
  gif: 'GIFなので、読み込めません。1コマをJPEGかPNGで保存して送ってください。',
  tiff: 'TIFFかカメラのRAWファイルなので、読み込めません。JPEGに書き出して送ってください。',
  bmp: 'BMPなので、読み込めません。JPEGかPNGで保存して送ってください。',
  jpegXl: 'JPEG XLの写真で、読み込めません。JPEGに書き出して送ってください。',
  svg: '写真ではなく図（SVG）です。JPEG、PNG、WebPを送ってください。',
  video: '写真ではなく動画です。1コマを切り出して、JPEGで送ってください。',
  tooSmall:
    '{width} × {height} ピクセルしかありません。短い方の辺は最低{least, number}ピクセル必要です。',
  tooManyPixels:
    '{width} × {height} ピクセルは大きすぎて読み込めません。小さくしてJPEGで送ってください。',
  tooMuchMemory:
    '{width} × {height} ピクセルでこの保存形式だと、開くのにメモリを使いすぎます。通常のJPEGで保存するか、小さくして送ってください。',
  empty: '{width} × {height} ピクセルのわりに、ほとんど中身がありません。写真を送ってください。',
  packed:
    '写真に必要な量よりはるかに多い隠れたデータが入っています。JPEGで保存し直して送ってください。',
  tooSlow:
    '開くのに時間がかかりすぎました。通常のJPEGで保存するか、小さくして送ってください。',
};
