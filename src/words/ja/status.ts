import type { Room } from '../words.ts';

export const status: Room<'status'> = {
  pausedShort: '{why} キャッシュからの画像は使えます。',
  up: '稼働中です。待ちはありません。',
  upBusy: '稼働中です。待機中・作成中のリクエストが{requests, plural, other {#件}}あります。',
  nothingWaits: '待ちなし',
  waiting: '待機中・作成中{requests, number}件',

  title: 'ステータス',
  bot: '**ボット** バージョン{version} · {time}から稼働 · メモリ{memory} · {waiting}',
  discordPing: '**Discord** ping {ms, number}ミリ秒 · {shards, plural, other {シャード#個}}',
  discordNoHeartbeat: '**Discord** ハートビートはまだなし · {shards, plural, other {シャード#個}}',
  discordAway: '**Discord** 未接続 · {shards, plural, other {シャード#個}}',
  hubSilent: '**Hugging Face** 🔴 応答なし',
  hubAnswers: '**Hugging Face** 🟢 {time}で応答',
  accountPaused: 'アカウントは{time}に一時停止：{reason}',

  providers: '画像サービス（この1時間）',
  noCalls: '呼び出しなし。',
  endpoint: '自前のエンドポイント',
  endpointSilent: '自前のエンドポイントは設定済みですが、呼び出しはありませんでした。',
  calls: '{calls, plural, other {呼び出し#回}}',
  noErrors: 'エラーなし',
  errors: 'エラー{share}',
  usually: '通常{time}',
  leftAlone: '失敗が続くので{time}休止',

  training: '**学習** 実行場所：{backend} · {open, plural, =0 {進行中なし} other {進行中#件}}',
  onColab: 'Google Colab のノートブック',
  onJobs: 'Hugging Face Jobs',
  onThisComputer: 'このコンピューター',
  notSetUp: 'まだ設定されていません：{missing}',
  storage: '**ストレージ** {size} · 最後のバックアップ{time}',
  storageNoBackup: '**ストレージ** {size} · バックアップは確認できません',
  counting: '計算中です。少ししてからもう一度試してください',
  workers: 'サーバー自身のコンピューター',
};
