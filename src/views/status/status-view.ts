import type { BotStatus } from '../../services/status/status-service.ts';
import { formatNumber } from '../../words/numbers.ts';
import { card, divider, note, plain, text, timestamp, type View } from '../components.ts';

const megabytes = (bytes: number) =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
const seconds = (ms: number) => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

const waitingWords = (queued: number) =>
  queued === 0 ? 'nothing is waiting' : `${formatNumber(queued)} waiting or being made`;

/** One line for members. `pause` is why no images are made now. */
export const shortStatusView = ({ queued }: Pick<BotStatus, 'queued'>, pause: string | undefined): View =>
  pause
    ? note('warn', `⏸ ${pause} Images from the cache still work.`)
    : note('good', `✅ I’m up, and ${waitingWords(queued)}.`);

function providerLine({
  provider,
  calls,
  failed,
  medianMs,
  pausedMs,
}: BotStatus['providers'][number]): string {
  const name = provider === 'endpoint' ? 'Your own endpoint' : plain(provider);
  const rate = failed === 0 ? 'no errors' : `${Math.round((failed / calls) * 100)}% errors`;
  const took = medianMs === undefined ? '' : ` · usually ${seconds(medianMs)}`;
  const icon = pausedMs > 0 ? '🔴' : failed > 0 ? '🟡' : '🟢';
  const paused = pausedMs > 0 ? ` · kept failing, so I leave it alone for ${seconds(pausedMs)}` : '';
  return `${icon} **${name}** ${formatNumber(calls)} ${calls === 1 ? 'call' : 'calls'} · ${rate}${took}${paused}`;
}

const backends: Record<string, string> = {
  colab: 'a notebook on Google Colab',
  'hf-jobs': 'Hugging Face Jobs',
  local: 'this computer',
};

/** Everything, for admins. `account` is why the account that pays is paused. */
export function statusView(status: BotStatus, account: { since: number; reason: string } | undefined): View {
  const { version, since, memoryBytes, queued, discord, hubMs, providers, hasEndpoint, trainer, storage } =
    status;
  const bad = account !== undefined || hubMs === undefined || providers.some(({ pausedMs }) => pausedMs > 0);
  const ping = discord.pingMs === undefined ? 'no heartbeat yet' : `ping ${Math.round(discord.pingMs)} ms`;
  const silent = hasEndpoint && !providers.some(({ provider }) => provider === 'endpoint');
  return card(
    bad ? 'warn' : 'good',
    text(
      `### Status\n**Bot** version ${version} · up since ${timestamp(since, 'f')} · ${megabytes(memoryBytes)} of memory · ${waitingWords(queued)}\n` +
        `**Discord** ${discord.connected ? ping : 'not connected'} · ${discord.shards} ${discord.shards === 1 ? 'shard' : 'shards'}`,
    ),
    divider(),
    text(
      `**Hugging Face** ${hubMs === undefined ? '🔴 doesn’t answer' : `🟢 answers in ${seconds(hubMs)}`}` +
        `${account ? `\n⏸ Account paused ${timestamp(account.since)}: ${account.reason}` : ''}\n` +
        `**Image services, the last hour**\n${providers.length > 0 ? providers.map(providerLine).join('\n') : 'No calls.'}` +
        `${silent ? '\nYour own endpoint is set up, but had no calls.' : ''}`,
    ),
    divider(),
    text(
      `**Training** runs on ${backends[trainer.backend] ?? trainer.backend} · ${trainer.open === 0 ? 'none open' : `${trainer.open} open`}` +
        `${trainer.missing ? `\n🟡 Not set up yet: ${trainer.missing}` : ''}`,
    ),
    text(
      `**Storage** ${storage.bytes === undefined ? 'still counting, ask again in a moment' : megabytes(storage.bytes)} · ` +
        `${storage.backupAt === undefined ? 'no backup that I know of' : `last backup ${timestamp(storage.backupAt)}`}`,
    ),
  );
}
