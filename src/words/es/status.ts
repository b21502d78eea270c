import type { Room } from '../words.ts';

export const status: Room<'status'> = {
  pausedShort: '{why} Las imágenes de la caché siguen funcionando.',
  up: 'Estoy en marcha y no hay nada en espera.',
  upBusy:
    'Estoy en marcha. Hay {requests, plural, one {# petición} other {# peticiones}} en espera o en curso.',
  nothingWaits: 'nada en espera',
  waiting: '{requests, number} en espera o en curso',

  title: 'Estado',
  bot: '**Bot** versión {version} · en marcha desde {time} · {memory} de memoria · {waiting}',
  discordPing: '**Discord** ping {ms, number} ms · {shards, plural, one {# shard} other {# shards}}',
  discordNoHeartbeat: '**Discord** todavía sin latido · {shards, plural, one {# shard} other {# shards}}',
  discordAway: '**Discord** sin conexión · {shards, plural, one {# shard} other {# shards}}',
  hubSilent: '**Hugging Face** 🔴 no responde',
  hubAnswers: '**Hugging Face** 🟢 responde en {time}',
  accountPaused: 'Cuenta en pausa {time}: {reason}',

  providers: 'Servicios de imágenes, la última hora',
  noCalls: 'Ninguna llamada.',
  endpoint: 'Tu propio endpoint',
  endpointSilent: 'Tu propio endpoint está configurado, pero no tuvo llamadas.',
  calls: '{calls, plural, one {# llamada} other {# llamadas}}',
  noErrors: 'ningún error',
  errors: '{share} de errores',
  usually: 'normalmente {time}',
  leftAlone: 'seguía fallando, así que lo dejo tranquilo {time}',

  training:
    '**Entrenamiento** va en {backend} · {open, plural, =0 {ninguno abierto} one {# abierto} other {# abiertos}}',
  onColab: 'un cuaderno de Google Colab',
  onJobs: 'Hugging Face Jobs',
  onThisComputer: 'este equipo',
  notSetUp: 'Sin configurar todavía: {missing}',
  storage: '**Almacenamiento** {size} · última copia de seguridad {time}',
  storageNoBackup: '**Almacenamiento** {size} · ninguna copia de seguridad que yo sepa',
  counting: 'todavía contando, pregunta de nuevo en un momento',
  workers: 'Equipos de los servidores',
};
