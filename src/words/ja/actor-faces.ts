import type { Room } from '../words.ts';

export const actorFaces: Room<'actorFaces'> = {
  samePerson:
    '{count, plural, other {{actors}も同じ人です。}}一人の人に見た目の違うアクターが二つあっても大丈夫です。',
  sameAs: '{actors}と同じ顔です。管理者に知らせました。',
  maybeSameAs: '{actors}と同じ顔かもしれません。管理者に知らせました。',
  somebody: 'このサーバーには、もうこの顔で登録されている人がいます。管理者に知らせました。',
  maybeSomebody: 'このサーバーには、もうこの顔で登録されている人がいるかもしれません。管理者に知らせました。',

  title: '同じ顔がもう一度登録されました',
  registered: '{member}さんが **{actor}** を登録しました。写っているのは{person}さんです。',
  registeredOutsider: '{member}さんが **{actor}** を登録しました。写っているのはこのサーバーの外の人です。',
  wasDeleted: '削除されたアクターと同じ顔です。',
  cannotTellSays:
    '顔が **{actor}** と見分けられません。{member}さんによると、{actor}に写っているのは{person}さんです。',
  cannotTellAgreed:
    '顔が **{actor}** と見分けられません。{actor}に写っているのは{person}さんで、本人が確認しています。',
  cannotTellOutsider:
    '顔が **{actor}** と見分けられません。{member}さんによると、{actor}に写っているのはこのサーバーの外の人です。',
  maybe:
    '**{actor}** と同じ顔かもしれません。{member}さんによると、{actor}に写っているのは{person}さんです。',
  maybeAgreed:
    '**{actor}** と同じ顔かもしれません。{actor}に写っているのは{person}さんで、本人が確認しています。',
  maybeOutsider:
    '**{actor}** と同じ顔かもしれません。{member}さんによると、{actor}に写っているのはこのサーバーの外の人です。',
  sameMember: '同じメンバーです。一人の人の、もう一つの見た目です。',
  waits: '管理者が許可するまで使えません。',
  nothingHappens: '自動では何も起きません。次からどうするかは `/settings consent` で変えられます。',
  askBoth: '双子やそっくりさんは見分けられません。決める前に、両方の人に確認してください。',
  deleteInServer: 'サーバーで `/actor delete` を使うと削除できます。',
  allow: '許可する',
  allowActor: '{actor}を許可する',
  delete: '削除する…',
  forAdmins: '管理者向けのお知らせです。送り先は `/settings channels` で決められます。',
  refusedTitle: '登録済みの顔だったので断りました',
  refused:
    '{member}さんが **{actor}** の写真を送りました。{actors}と同じ顔なので受け付けず、写真も保存していません。',
  refusedDeleted:
    '{member}さんが **{actor}** の写真を送りました。削除されたアクターと同じ顔なので受け付けず、写真も保存していません。',
  refusedForAdmins:
    '管理者向けのお知らせです。同じ顔が登録されたときにどうするかは `/settings consent` で決められます。',
  allowed: '{admin}さんが、{member}さんの登録した **{actor}** を許可しました。',
  waiting: '**すでに登録されている顔なので、管理者の許可を待っています**（{count, number}）',
  waitingActor: '**{actor}**（登録：{member}）',

  yoursTitle: 'あなたの顔がもう一度登録されました',
  yoursMaybeTitle: 'あなたの顔がもう一度登録されたかもしれません',
  yours: '**{actor}** が登録されているサーバーで、あなたの顔と見分けられないアクターを誰かが登録しました。',
  yoursMaybe: '**{actor}** が登録されているサーバーで、あなたによく似たアクターを誰かが登録しました。',
  adminsTold: '管理者に知らせました。管理者はそのアクターを削除できます。',
  yoursNext:
    'これを望まないなら、そのサーバーの管理者に連絡してください。誰が登録したかを知っていて、削除もできます。ボットには双子やそっくりさんは見分けられません。あなた自身のアクターはそのままで、誰が使えるかはこれまでどおり `/actor share` で決められます。',

  wasAllowed: '**{actor}** が許可されました。次にすることは `/actor show` で見られます。',
  wasAllowedUnnamed:
    '{member}さん、管理者の許可を待っていたアクターが許可されました。次にすることは `/actor show` で見られます。',
  notAllowed: '**{actor}** は1週間以内に許可されなかったので、登録されず、写真は削除されました。',
  notAllowedUnnamed:
    '{member}さん、管理者の許可を待っていたアクターは1週間以内に許可されなかったので、登録されず、写真は削除されました。',

  onlyAdminAllows: 'これを許可できるのは、サーバーの管理者だけです。',
};
