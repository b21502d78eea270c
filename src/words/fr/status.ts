import type { Room } from '../words.ts';

export const status: Room<'status'> = {
  pausedShort: '{why} Les images du cache marchent toujours.',
  up: 'Je suis en ligne, et rien n’attend.',
  upBusy:
    'Je suis en ligne. {requests, plural, one {# demande en attente ou en cours.} other {# demandes en attente ou en cours.}}',
  nothingWaits: 'rien n’attend',
  waiting: '{requests, number} en attente ou en cours',

  title: 'État',
  bot: '**Bot** version {version} · démarré le {time} · {memory} de mémoire · {waiting}',
  discordPing: '**Discord** ping {ms, number} ms · {shards, plural, one {# shard} other {# shards}}',
  discordNoHeartbeat:
    '**Discord** pas encore de heartbeat · {shards, plural, one {# shard} other {# shards}}',
  discordAway: '**Discord** non connecté · {shards, plural, one {# shard} other {# shards}}',
  hubSilent: '**Hugging Face** 🔴 ne répond pas',
  hubAnswers: '**Hugging Face** 🟢 répond en {time}',
  accountPaused: 'Compte en pause ({time}) : {reason}',

  providers: 'Services d’images, la dernière heure',
  noCalls: 'Aucun appel.',
  endpoint: 'Ton propre endpoint',
  endpointSilent: 'Ton propre endpoint est configuré, mais n’a reçu aucun appel.',
  calls: '{calls, plural, one {# appel} other {# appels}}',
  noErrors: 'aucune erreur',
  errors: '{share} d’erreurs',
  usually: 'd’habitude {time}',
  leftAlone: 'échouait sans arrêt, je le laisse tranquille pendant {time}',

  training:
    '**Entraînement** sur {backend} · {open, plural, =0 {aucun ouvert} one {# ouvert} other {# ouverts}}',
  onColab: 'un notebook sur Google Colab',
  onJobs: 'Hugging Face Jobs',
  onThisComputer: 'cet ordinateur',
  notSetUp: 'Pas encore configuré : {missing}',
  storage: '**Stockage** {size} · dernière sauvegarde {time}',
  storageNoBackup: '**Stockage** {size} · aucune sauvegarde à ma connaissance',
  counting: 'je compte encore, redemande dans un instant',
  workers: 'Ordinateurs des serveurs',
};
