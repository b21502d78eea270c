import type { NamedStyle } from '../../services/models/named-styles.ts';
import { type Gate, roleMention } from '../../services/settings/access.ts';
import { isForgotten } from '../../services/settings/member-records.ts';
import type { OwnPack } from '../../services/settings/own-pack.ts';
import type { ChangedPart, SettingChange } from '../../services/settings/setting-change.ts';
import { type Language, languageNames } from '../../words/language.ts';
import { formatNumber } from '../../words/numbers.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { plain, timestamp } from '../components.ts';

const names: Record<string, PlainKey> = {
  outsiders: 'changes.outsiders',
  consentBy: 'changes.consentBy',
  sameFace: 'changes.sameFace',
  strangers: 'changes.strangers',
  adult: 'changes.adult',
  blockedWords: 'changes.blockedWord',
  serverLimit: 'changes.serverLimit',
  memberLimits: 'changes.memberLimit',
  memberCounts: 'changes.memberCounts',
  roles: 'changes.role',
  blocked: 'changes.blocked',
  channels: 'changes.channel',
  paused: 'changes.paused',
  trainingChannelId: 'changes.trainingChannel',
  trainingsAtOnce: 'changes.trainingsAtOnce',
  resultsChannelId: 'changes.resultsChannel',
  noticesChannelId: 'changes.noticesChannel',
  language: 'changes.language',
  added: 'changes.addedModel',
  hidden: 'changes.hiddenModel',
  styles: 'changes.style',
  packs: 'changes.pack',
  workerKeys: 'changes.workerKey',
};

const gateWords = {
  generate: 'changes.generate',
  train: 'changes.train',
  register: 'changes.register',
} as const satisfies Record<Gate, PlainKey>;

/** Images a day and so on, in words; nothing where nothing is limited. */
export function countWords({
  images,
  trainings,
  waiting,
}: {
  images?: number | undefined;
  trainings?: number | undefined;
  waiting?: number | undefined;
}): string[] {
  return [
    ...(images === undefined ? [] : [t('limits.imagesADay', { images })]),
    ...(trainings === undefined ? [] : [t('limits.trainingsAWeek', { trainings })]),
    ...(waiting === undefined ? [] : [t('limits.requestsAtATime', { requests: waiting })]),
  ];
}

const styleWords = ({ words, negative }: NamedStyle): string =>
  negative
    ? t('changes.styleWithout', { words: plain(words, 120), without: plain(negative, 60) })
    : t('changes.styleWords', { words: plain(words, 120) });

const packWords = ({ name, scenes }: OwnPack): string =>
  t('changes.packScenes', { pack: plain(name, 40), scenes: scenes.length });

function valueWords(key: string, value: unknown): string {
  if (value === undefined) return t('changes.notSet');
  if (value === true) return t('changes.on');
  if (value === false) return t('changes.off');
  if (key.endsWith('ChannelId')) return `<#${value}>`;
  if (key === 'language') return languageNames[value as Language];
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'object' || value === null) return plain(String(value));
  if (key === 'added') return t('changes.on');
  if (key === 'styles') return styleWords(value as NamedStyle);
  if (key === 'packs') return packWords(value as OwnPack);
  if (key === 'workerKeys') return `**${plain((value as { name: string }).name, 40)}**`;
  const { may, reason, until, use, everyday, ...counts } = value as {
    use?: true;
    everyday?: true;
    may?: Gate[];
    reason?: string;
    until?: number;
  };
  const words = [
    ...(may?.length ? [t('changes.may', { things: may.map(gate => t(gateWords[gate])).join(', ') })] : []),
    ...countWords(counts),
    ...(use ? [t('changes.use')] : []),
    ...(everyday ? [t('changes.everyday')] : []),
    ...(reason ? [plain(reason)] : []),
    ...(until === undefined ? [] : [t('changes.until', { time: timestamp(until, 'f') })]),
  ];
  return words.length > 0 ? words.join(', ') : t('changes.on');
}

const budgetNames: Record<string, PlainKey> = {
  day: 'changes.moneyDay',
  month: 'changes.moneyMonth',
  memberDay: 'changes.moneyMemberDay',
  memberMonth: 'changes.moneyMemberMonth',
  askAbove: 'changes.moneyAskAbove',
};

/** What was changed: the setting, and of which role, word, channel or member. */
function subjectWords(guildId: string, { key, item }: ChangedPart): string {
  const budget = key === 'money' && item !== undefined ? budgetNames[item] : undefined;
  if (budget) return t(budget);
  const name = names[key];
  const setting = `**${name ? t(name) : key}**`;
  // What a pack or a key is called is its value.
  if (item === undefined || key === 'packs' || key === 'workerKeys') return setting;
  if (key === 'roles') return `${setting} ${roleMention(guildId, item)}`;
  if (key === 'blockedWords') return `${setting} ||${plain(item, 60)}||`;
  if (key === 'styles') return `${setting} **${plain(item, 40)}**`;
  if (key === 'added' || key === 'hidden') return `${setting} \`${item}\``;
  if (key === 'channels') return `${setting} <#${item}>`;
  return `${setting} ${isForgotten(item) ? t('changes.memberDeleted') : `<@${item}>`}`;
}

/** What a change did, a line for each part: `Limits @cleo: 5 images a day → 10 images a day`. */
export const changeLines = ({ guildId, parts }: Pick<SettingChange, 'guildId' | 'parts'>): string[] =>
  parts.map(
    part =>
      `${subjectWords(guildId, part)}: ${valueWords(part.key, part.before)} → ${valueWords(part.key, part.after)}`,
  );
