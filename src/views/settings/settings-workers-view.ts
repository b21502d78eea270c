import type { GuildSettings } from '../../services/settings/settings-service.ts';
import type { ShownWorker } from '../../services/workers/workers-service.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { card, fitting, plain, text, timestamp, type View } from '../components.ts';
import { sizeWords } from '../size-words.ts';

const modelsShown = 8;

function doingWords(doing: ShownWorker['doing']): string {
  if (doing.length === 0) return t('workers.idle');
  const images = doing.filter(kind => kind === 'image').length;
  return [
    ...(images > 0 ? [t('workers.drawing', { images })] : []),
    ...(doing.includes('training') ? [t('workers.training')] : []),
  ].join(', ');
}

function modelsWords({ bases, kinds }: ShownWorker): string[] {
  if (bases.length === 0) return [];
  const shown = bases.slice(0, modelsShown).map(base => `\`${plain(base, 80).replaceAll('\\', '')}\``);
  const models = list(bases.length > modelsShown ? [...shown, `+${bases.length - modelsShown}`] : shown);
  if (!kinds.includes('image')) return kinds.includes('training') ? [t('workers.trains', { models })] : [];
  return [t(kinds.includes('training') ? 'workers.drawsAndTrains' : 'workers.draws', { models })];
}

/** A computer that is or was connected: what it is, what it does and when it was last heard. */
export function workerLines(worker: ShownWorker): string {
  const { name, version, device, memoryBytes, seenAt, isHere, doing } = worker;
  const facts = `(${[plain(device, 60), sizeWords(memoryBytes), plain(version, 20)].filter(Boolean).join(', ')})`;
  const about = { name: plain(name, 40), facts, time: timestamp(seenAt) };
  const line = isHere ? t('workers.here', { ...about, doing: doingWords(doing) }) : t('workers.away', about);
  return [line, ...(isHere ? modelsWords(worker) : [])].join('\n');
}

/** The keys of a server, with the computers that use them. */
export function workersView(
  { workerKeys }: GuildSettings,
  { workers, isReachable, done }: { workers: ShownWorker[]; isReachable: boolean; done?: string | undefined },
): View {
  const keys = Object.entries(workerKeys);
  const all = keys.flatMap(([id, { name, at }]) => {
    const own = workers.filter(({ keyId }) => keyId === id);
    const key = t('workers.key', { name: plain(name, 40), time: timestamp(at) });
    return own.length > 0 ? [key, ...own.map(workerLines)] : [`${key} · ${t('workers.unused')}`];
  });
  const lines = fitting(all, 3_000);
  const more = all.length - lines.length;
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('workers.title')}${done ? `\n✓ ${done}` : ''}`),
    ...(isReachable ? [] : [text(`🟡 ${t('workers.noAddress')}`)]),
    text(keys.length > 0 ? lines.join('\n') : t('workers.none')),
    ...(more > 0 ? [text(t('settings.andMore', { count: more }))] : []),
  );
}

const startWords = (address: string) => `actor-lora worker --bot ${address}`;
const block = (words: string) => `\`\`\`\n${words}\n\`\`\``;

/** A key that was just made: the only time that it is shown. */
export const workerKeyView = (name: string, key: string, address: string): View =>
  card(
    'good',
    text(`### ${t('workers.title')}\n${t('workers.made', { name: plain(name, 40) })}`),
    text(block(key)),
    text(`${t('workers.start')}\n${block(`ACTOR_LORA_WORKER_KEY=${key} ${startWords(address)}`)}`),
    text(
      `${t('workers.startWindows')}\n${block(`$env:ACTOR_LORA_WORKER_KEY='${key}'; ${startWords(address)}`)}`,
    ),
    text(`-# ${t('workers.careful')}`),
  );
