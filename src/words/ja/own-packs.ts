import type { Room } from '../words.ts';

export const ownPacks: Room<'ownPacks'> = {
  title: 'このサーバーのパック',
  none: 'まだありません。パックは最大{most, number}場面で、メンバーがワンクリックでアクターの画像にできます。`/actor show` の*パック…*に、内蔵のパックと並びます。',
  scenes: '{scenes, plural, other {#場面}}',
  show: 'パック…',
  showSome: 'パック（{packs, number}）…',
  showYours: 'このサーバーのパック…',
  add: '新しいパック…',
  change: '変更…',
  remove: '削除',
  all: 'このサーバーのすべてのパック',
  addTitle: 'このサーバーのパックを作る',
  changeTitle: 'パックを変更',
  name: '名前',
  lines: '場面（1行に1つ、{least, number}～{most, number}個）',
  example: 'アルプスの山道を歩く{actor}、朝霧',
  whatActorIs: '{actor} はアクターの名前に置き換わります。',
  saved: 'メンバーは `/actor show` の*パック…*で選べます。',
  sameAlready: 'もうその設定になっています。',
  removed: 'パック **{pack}** を削除しました。このパックで作った画像は残ります。',

  adminsOnly: 'サーバーのパックを変更できるのは、サーバーを管理できるメンバーだけです。',
  changed: 'そのあと管理者が **{pack}** を変更しました。もう一度開くと、今の内容を見られます。',
  nameTaken: 'パック **{pack}** はもうあります。同じ名前のパックは2つ作れません。',
  tooMany: 'このサーバー独自のパックが上限の{most, number}個に達しています。先にどれかを削除してください。',
  nameLength: 'パックの名前は{least, number}～{most, number}文字にしてください。',
  scenesCount:
    'パックの場面は、1行に1つで{least, number}～{most, number}個にしてください。今は{scenes, number}個あります。',
  sceneLength: '場面{nth, number}が{length, number}文字あります。{most, number}文字以内に短くしてください。',
  sceneTwice: '場面{nth, number}は、場面{first, number}と同じです。',
  inScene: '場面{nth, number}：{why}',
};
