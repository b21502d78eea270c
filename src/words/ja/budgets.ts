import type { Room } from '../words.ts';

export const budgets: Room<'budgets'> = {
  cacheFree: 'キャッシュからの画像は無料のままです。',
  botOff: '新しい画像は作りません。ボットの1日の予算が0に設定されています。',
  tokensOfAll:
    '今日のみんなの予算は残り{left, plural, other {#トークン}}で、これには{tokens, number}トークン必要です。{time}に満タンに戻ります。キャッシュからの画像は無料のままです。',
  tokensOfServer:
    '今日の予算のこのサーバー分は残り{left, plural, other {#トークン}}で、これには{tokens, number}トークン必要です。{time}に満タンに戻ります。キャッシュからの画像は無料のままです。',
  offOutside: 'サーバーの外での新しい画像の作成はオフです。',
  tokensOutside:
    '今日のサーバー外の画像の予算は残り{left, plural, other {#トークン}}で、これには{tokens, number}トークン必要です。{time}に満タンに戻ります。キャッシュからの画像は無料のままです。',
  tokensOfMember:
    '今日の予算の自分の分は残り{left, plural, other {#トークン}}で、これには{tokens, number}トークン必要です。{time}に満タンに戻ります。',
  imagesOff:
    'このサーバーの管理者が、あなたの新しい画像の作成をオフにしています。キャッシュからの画像は無料のままです。',
  imagesUsed:
    'このサーバーで今日作れる新しい画像{images, plural, other {#枚}}を使い切りました。{time}にまた作れます。キャッシュからの画像は無料のままです。',
  trainingsOff: 'このサーバーの管理者が、あなたの学習をオフにしています。',
  trainingsUsed: 'この7日間に{trainings, plural, other {学習を#回}}始めました。このサーバーでの上限です。',
  trainingsUsedUntil:
    'この7日間に{trainings, plural, other {学習を#回}}始めました。このサーバーでの上限です。次は{time}に始められます。',

  accountDay:
    '今日のドル予算は残り{left}で、これには最大{cost}かかります。{time}にまた増えます。キャッシュからの画像は無料のままです。',
  accountDayNothing:
    '今日のドル予算が$0に設定されているので、お金のかかるものは作りません。キャッシュからの画像は無料のままです。',
  accountMonth:
    '今月のドル予算は残り{left}で、これには最大{cost}かかります。{time}にまた増えます。キャッシュからの画像は無料のままです。',
  accountMonthNothing:
    '今月のドル予算が$0に設定されているので、お金のかかるものは作りません。キャッシュからの画像は無料のままです。',
  serverDay:
    'このサーバーの今日のドル予算は残り{left}で、これには最大{cost}かかります。{time}にまた増えます。キャッシュからの画像は無料のままです。',
  serverDayNothing:
    'このサーバーの今日のドル予算が$0に設定されているので、お金のかかるものは作りません。キャッシュからの画像は無料のままです。',
  serverMonth:
    'このサーバーの今月のドル予算は残り{left}で、これには最大{cost}かかります。{time}にまた増えます。キャッシュからの画像は無料のままです。',
  serverMonthNothing:
    'このサーバーの今月のドル予算が$0に設定されているので、お金のかかるものは作りません。キャッシュからの画像は無料のままです。',
  memberDay:
    'あなたの今日のドル予算は残り{left}で、これには最大{cost}かかります。{time}にまた増えます。キャッシュからの画像は無料のままです。',
  memberDayNothing:
    'あなたの今日のドル予算が$0に設定されているので、お金のかかるものは作りません。キャッシュからの画像は無料のままです。',
  memberMonth:
    'あなたの今月のドル予算は残り{left}で、これには最大{cost}かかります。{time}にまた増えます。キャッシュからの画像は無料のままです。',
  memberMonthNothing:
    'あなたの今月のドル予算が$0に設定されているので、お金のかかるものは作りません。キャッシュからの画像は無料のままです。',
};
