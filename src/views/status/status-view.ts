import type { BotStatus } from '../../services/status/status-service.ts';
import type { ShownWorker } from '../../services/workers/workers-service.ts';
import { formatNumber } from '../../words/numbers.ts';
import { type PlainKey, type Said, t } from '../../words/words.ts';
import { card, divider, fitting, note, plain, text, timestamp, type View } from '../components.ts';
import { workerLines } from '../settings/settings-workers-view.ts';
import { sizeWords } from '../size-words.ts';

const timeWords = (ms: number) =>
  ms < 1_000
    ? t('measures.milliseconds', { ms: Math.round(ms) })
    : t('measures.seconds', { seconds: ms / 1_000 });

const workersMost = 1_200;

const waitingWords = (queued: number) =>
  queued === 0 ? t('status.nothingWaits') : t('status.waiting', { requests: queued });

/** One line for members. `pause` is why no images are made now. */
export const shortStatusView = ({ queued }: Pick<BotStatus, 'queued'>, pause: string | undefined): View =>
  pause
    ? note('warn', `⏸ ${t('status.pausedShort', { why: pause })}`)
    : note('good', `✅ ${queued === 0 ? t('status.up') : t('status.upBusy', { requests: queued })}`);

/** What is no image service. */
const ownNames: Record<string, PlainKey> = { endpoint: 'status.endpoint', worker: 'status.workers' };

function providerLine({
  provider,
  calls,
  failed,
  medianMs,
  pausedMs,
}: BotStatus['providers'][number]): string {
  const own = ownNames[provider];
  const name = own ? t(own) : plain(provider);
  const share = formatNumber(failed / calls, { style: 'percent' });
  const facts = [
    t('status.calls', { calls }),
    failed === 0 ? t('status.noErrors') : t('status.errors', { share }),
    ...(medianMs === undefined ? [] : [t('status.usually', { time: timeWords(medianMs) })]),
    ...(pausedMs > 0 ? [t('status.leftAlone', { time: timeWords(pausedMs) })] : []),
  ];
  const icon = pausedMs > 0 ? '🔴' : failed > 0 ? '🟡' : '🟢';
  return `${icon} **${name}** ${facts.join(' · ')}`;
}

const backends: Record<string, PlainKey> = {
  colab: 'status.onColab',
  'hf-jobs': 'status.onJobs',
  local: 'status.onThisComputer',
};

function discordWords({ connected, pingMs, shards }: BotStatus['discord']): string {
  if (!connected) return t('status.discordAway', { shards });
  return pingMs === undefined
    ? t('status.discordNoHeartbeat', { shards })
    : t('status.discordPing', { ms: Math.round(pingMs), shards });
}

function storageWords({ bytes, backupAt }: BotStatus['storage']): string {
  const size = bytes === undefined ? t('status.counting') : sizeWords(bytes);
  return backupAt === undefined
    ? t('status.storageNoBackup', { size })
    : t('status.storage', { size, time: timestamp(backupAt) });
}

/** Everything, for admins. `account` is why the account that pays is paused, `workers` are the computers of their server. */
export function statusView(
  status: BotStatus,
  account: { since: number; reason: Said } | undefined,
  workers: readonly ShownWorker[],
): View {
  const { version, since, memoryBytes, queued, discord, hubMs, providers, hasEndpoint, trainer, storage } =
    status;
  const bad = account !== undefined || hubMs === undefined || providers.some(({ pausedMs }) => pausedMs > 0);
  const silent = hasEndpoint && !providers.some(({ provider }) => provider === 'endpoint');
  const bot = t('status.bot', {
    version,
    time: timestamp(since, 'f'),
    memory: sizeWords(memoryBytes),
    waiting: waitingWords(queued),
  });
  const backend = backends[trainer.backend];
  const hub = [
    hubMs === undefined ? t('status.hubSilent') : t('status.hubAnswers', { time: timeWords(hubMs) }),
    ...(account
      ? [`⏸ ${t('status.accountPaused', { time: timestamp(account.since), reason: account.reason() })}`]
      : []),
    `**${t('status.providers')}**`,
    ...(providers.length > 0 ? providers.map(providerLine) : [t('status.noCalls')]),
    ...(silent ? [t('status.endpointSilent')] : []),
  ];
  const training = [
    t('status.training', { backend: backend ? t(backend) : trainer.backend, open: trainer.open }),
    ...(trainer.missing ? [`🟡 ${t('status.notSetUp', { missing: trainer.missing })}`] : []),
  ];
  return card(
    bad ? 'warn' : 'good',
    text(`### ${t('status.title')}\n${bot}\n${discordWords(discord)}`),
    divider(),
    text(hub.join('\n')),
    divider(),
    text(training.join('\n')),
    ...(workers.length > 0
      ? [text([`**${t('workers.title')}**`, ...fitting(workers.map(workerLines), workersMost)].join('\n'))]
      : []),
    text(storageWords(storage)),
  );
}
