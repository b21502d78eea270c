import type { Room } from '../words.ts';

export const quota: Room<'quota'> = {
  title: '今日の予算',
  everyone: '全員の合計',
  share: 'あなたの分',
  server: 'このサーバー',
  tokensOf: '{most, number}トークン中{used, number}',
  off: '管理者がオフにしています',
  noLimit: '**あなたの使用量** {used, number}トークン。個別の上限はありません。',
  unknown: 'うち{tokens, number}トークンは、結果がわからない呼び出しの分',
  rules: 'ここで管理者があなたに設定した内容',
  queue: '順番待ち',
  queueEmpty: 'なし',
  queueLength: '待機中・実行中{requests, number}件',
  fullAgain: '全回復',
  howCounted:
    '画像1枚には、プロンプトのトークン数がかかります。いちばん安いモデルは1倍、ほかは最大{most, number}倍です。同じリクエストはキャッシュから出るので無料です。トークンはボット独自の数え方で、Hugging Face の請求額ではありません。',

  noCreditShort: 'Hugging Face のクレジット切れ',
  serverPausedShort: '管理者がこのサーバーを一時停止中',
  serverPaused: 'このサーバーの管理者が、画像の作成を一時停止しています。',
  offForYouShort: 'あなたはオフ',
  offForYou:
    'このサーバーの管理者が、あなたの新しい画像の作成をオフにしています。上限が0になっています。',
  offHereShort: 'このサーバーではオフ',
  offHere:
    'このサーバーでは新しい画像の作成がオフです。管理者が上限を0にしています。',

  imagesToday: '今日の新しい画像：{most, number}枚中{used, number}枚',
  imagesOff: '新しい画像：管理者がオフにしています',
  trainingsWeek: '7日間の学習：{most, number}回中{used, number}回',
  trainingsOff: '学習：管理者がオフにしています',
  waitingMost: '同時にできるリクエストは最大{requests, plural, other {#件}}',
  youToday: 'あなた：今日{most}のうち{used}',
  youMonth: 'あなた：今月{most}のうち{used}',
  serverToday: 'このサーバー：今日{most}のうち{used}',
  serverMonth: 'このサーバー：今月{most}のうち{used}',
  askAbove: '{dollars}を超えるリクエストは、先に確認します',

  accountSince: 'アカウント全体（{date}から）',
  estimated:
    'ボットの見積もり：{images, plural, other {画像#枚}}、{tokens, number}トークン',
  reported: 'Hugging Face の報告（{time}）：{dollars}',
  reportedCalls:
    'Hugging Face の報告（{time}）：{calls, plural, other {呼び出し#回}}で{dollars}',
  included: '（{dollars}は付属分）',

  altPaused: '一時停止中：{why}。',
  altShared: '今日のみんなの予算：{most, number}トークン中、残り{left, number}。',
  altYouUsed: 'あなたの使用量：{used, number}。',
  altYouUsedOf: 'あなたの使用量：{most, number}中{used, number}。',
  altYouOff: 'あなた：管理者がオフにしています。',
  altServerUsedOf: 'このサーバーの使用量：{most, number}中{used, number}。',
  altServerOff: 'このサーバー：管理者がオフにしています。',
  outside: 'サーバーの外',
  altOutsideUsedOf: 'サーバーの外の使用量：{most, number}中{used, number}。',
  altOutsideOff: 'サーバーの外：オフ。',
  altQueue: '順番待ち：{queue}。{time}後に満タンに戻ります。',

  pictureLeft: '残りトークン',
  pictureLimit: '/ {most}',
  pictureNone: '1日0',
  pictureYou: 'あなた',
  pictureServer: 'サーバー',
  pictureOutside: 'サーバー外',
  pictureOff: 'オフ',
  pictureUsed: '{used}使用',
  pictureOf: '{used} / {most}',
  pictureRequests: '{requests, plural, other {#件}}',
  pictureIn: '{time}後',
};
