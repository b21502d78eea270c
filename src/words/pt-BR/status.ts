import type { Room } from '../words.ts';

export const status: Room<'status'> = {
  pausedShort: '{why} Imagens do cache continuam funcionando.',
  up: 'Estou no ar, e nada está esperando.',
  upBusy:
    'Estou no ar. {requests, plural, one {# pedido está} other {# pedidos estão}} esperando ou em criação.',
  nothingWaits: 'nada está esperando',
  waiting: '{requests, number} esperando ou em criação',

  title: 'Status',
  bot: '**Bot** versão {version} · no ar desde {time} · {memory} de memória · {waiting}',
  discordPing: '**Discord** ping {ms, number} ms · {shards, plural, one {# shard} other {# shards}}',
  discordNoHeartbeat: '**Discord** ainda sem heartbeat · {shards, plural, one {# shard} other {# shards}}',
  discordAway: '**Discord** sem conexão · {shards, plural, one {# shard} other {# shards}}',
  hubSilent: '**Hugging Face** 🔴 não responde',
  hubAnswers: '**Hugging Face** 🟢 responde em {time}',
  accountPaused: 'Conta pausada {time}: {reason}',

  providers: 'Serviços de imagens, na última hora',
  noCalls: 'Nenhuma chamada.',
  endpoint: 'Endpoint próprio',
  endpointSilent: 'O endpoint próprio está configurado, mas não teve chamadas.',
  calls: '{calls, plural, one {# chamada} other {# chamadas}}',
  noErrors: 'sem erros',
  errors: '{share} de erros',
  usually: 'normalmente {time}',
  leftAlone: 'falhou várias vezes, então não mexo com ele por {time}',

  training:
    '**Treinos** rodam em {backend} · {open, plural, =0 {nenhum aberto} one {# aberto} other {# abertos}}',
  onColab: 'um notebook no Google Colab',
  onJobs: 'Hugging Face Jobs',
  onThisComputer: 'este computador',
  notSetUp: 'Ainda não configurado: {missing}',
  storage: '**Armazenamento** {size} · último backup {time}',
  storageNoBackup: '**Armazenamento** {size} · nenhum backup que eu conheça',
  counting: 'ainda contando, pergunte de novo daqui a pouco',
  workers: 'Computadores dos servidores',
};
