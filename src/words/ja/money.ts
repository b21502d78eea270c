import type { Room } from '../words.ts';

export const money: Room<'money'> = {
  title: 'お金',
  server: 'このサーバー',
  account: 'アカウント全体',
  today: '今日：{most}のうち{used}',
  todayNothing: '今日：$0なので、お金のかかるものは作りません',
  todayUnlimited: '今日：{used}、上限なし',
  month: '今月：{most}のうち{used}',
  monthNothing: '今月：$0なので、お金のかかるものは作りません',
  monthUnlimited: '今月：{used}、上限なし',
  memberUnlimited: 'メンバーごと：上限なし',
  memberDay: 'メンバーごと：1日{day}',
  memberMonth: 'メンバーごと：1か月{month}',
  memberBoth: 'メンバーごと：1日{day}、1か月{month}',
  neverAsked: 'いくらかかっても、リクエストの前にメンバーへの確認はしません。',
  alwaysAsked: 'お金のかかる画像は、毎回先にメンバーに確認します。',
  askedAbove: '{dollars}を超えるリクエストは、先にメンバーに確認します。',
  reported: 'Hugging Face の報告では、{date}から{dollars}です（{time}）。',
  creditOver: '付属クレジット{dollars}を使い切りました。',
  creditEnds: 'このペースだと、付属クレジットは{date}になくなります。',
  creditLasts: 'このペースなら、付属クレジットは今月末まで持ちます。',

  prices: '画像1枚の値段',
  price: '{model}、{provider}：{dollars}（{source}、{date}）',
  pricePerMegapixel: '{model}、{provider}：1メガピクセル{dollars}（{source}、{date}）',
  sourceComparison: '第三者の比較',
  sourceReplicate: 'replicate.com/pricing の写し',
  otherModels:
    'ほかのモデル：値段がわからないので{dollars}で計算します。自前のエンドポイントは、ここでは無料です。',
  notCorrected: 'これらを変えるような報告は、まだ Hugging Face から来ていません。',
  corrected: 'Hugging Face の請求は{factor}倍なので、その倍率をかけて計算します。',
  correctedLeast:
    'Hugging Face の請求は{factor}倍なので、その倍率をかけて計算します。請求は遅れて届くことがあるので、これより下げることはありません。',
  foot: 'これはボットの見積もりで、請求額ではありません。キャッシュからの画像は無料です。',

  leastBudget: '予算の最小は$0.01です。お金のかかるものを一切作らないなら、0を入力してください。',
  amountOrReset: '金額か `reset` のどちらか一方を指定してください。',
  askOrNever: '`ask` か `ask-never` のどちらか一方を選んでください。',
  sumBounds: '金額は0～{most, number}米ドルにしてください。',
};
