import type { Room } from '../words.ts';

export const status: Room<'status'> = {
  pausedShort: '{why} Bilder aus dem Cache gehen weiterhin.',
  up: 'Ich bin da, und nichts wartet.',
  upBusy:
    'Ich bin da. {requests, plural, one {# Anfrage wartet oder läuft} other {# Anfragen warten oder laufen}}.',
  nothingWaits: 'nichts wartet',
  waiting: '{requests, number} warten oder sind in Arbeit',

  title: 'Status',
  bot: '**Bot** Version {version} · läuft seit {time} · {memory} Speicher · {waiting}',
  discordPing: '**Discord** Ping {ms, number} ms · {shards, plural, one {# Shard} other {# Shards}}',
  discordNoHeartbeat: '**Discord** noch kein Heartbeat · {shards, plural, one {# Shard} other {# Shards}}',
  discordAway: '**Discord** nicht verbunden · {shards, plural, one {# Shard} other {# Shards}}',
  hubSilent: '**Hugging Face** 🔴 antwortet nicht',
  hubAnswers: '**Hugging Face** 🟢 antwortet in {time}',
  accountPaused: 'Konto pausiert {time}: {reason}',

  providers: 'Bilderdienste, die letzte Stunde',
  noCalls: 'Keine Aufrufe.',
  endpoint: 'Euer eigener Endpoint',
  endpointSilent: 'Euer eigener Endpoint ist eingerichtet, hatte aber keine Aufrufe.',
  calls: '{calls, plural, one {# Aufruf} other {# Aufrufe}}',
  noErrors: 'keine Fehler',
  errors: '{share} Fehler',
  usually: 'meist {time}',
  leftAlone: 'fiel immer wieder aus, deshalb lasse ich ihn {time} in Ruhe',

  training: '**Training** läuft auf {backend} · {open, plural, =0 {keines offen} other {# offen}}',
  onColab: 'einem Notebook bei Google Colab',
  onJobs: 'Hugging Face Jobs',
  onThisComputer: 'diesem Computer',
  notSetUp: 'Noch nicht eingerichtet: {missing}',
  storage: '**Speicher** {size} · letztes Backup {time}',
  storageNoBackup: '**Speicher** {size} · kein Backup, von dem ich weiß',
  counting: 'wird noch gezählt, frag gleich noch einmal',
  workers: 'Eigene Computer von Servern',
};
