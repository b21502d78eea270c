/** The entries of menus. Commands and options keep their English names, by which every sentence calls them, and which need no IME. */
export const names = {
  'Make an image of this': 'これを画像にする',
  'Use as reference': '元の画像に使う',
  'Show settings': '画像の設定を表示',
  'Is this ours?': 'このボットの画像？',
  'Ask to cast': 'キャストを頼む',
};
