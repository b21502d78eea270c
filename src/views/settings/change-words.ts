import { type Gate, roleMention } from '../../services/settings/access.ts';
import { isForgotten } from '../../services/settings/member-records.ts';
import type { ChangedPart, SettingChange } from '../../services/settings/setting-change.ts';
import { formatNumber } from '../../words/numbers.ts';
import { plain, timestamp } from '../components.ts';

const names: Record<string, string> = {
  outsiders: 'People outside the server',
  consentBy: 'Where members are asked',
  sameFace: 'A face registered twice',
  strangers: 'Strangers in pictures',
  adult: 'Sexual content in age-restricted channels',
  blockedWords: 'Blocked word',
  serverLimit: 'Tokens a day, whole server',
  memberLimits: 'Tokens a day',
  memberCounts: 'Limits',
  roles: 'Role',
  blocked: 'Blocked',
  channels: 'Channel',
  money: 'Dollars',
  paused: 'Paused',
  trainingChannelId: 'Training channel',
  trainingsAtOnce: 'Trainings at a time',
  resultsChannelId: 'Images are shown in',
  noticesChannelId: 'Admin notices',
};

export const gateWords: Record<Gate, string> = {
  generate: 'make images',
  train: 'train',
  register: 'register actors',
};

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
  const of = (count: number | undefined, one: string, many: string, none: string) =>
    count === undefined ? [] : [count === 0 ? none : `${formatNumber(count)} ${count === 1 ? one : many}`];
  return [
    ...of(images, 'image a day', 'images a day', 'no new images'),
    ...of(trainings, 'training a week', 'trainings a week', 'no trainings'),
    ...of(waiting, 'request at a time', 'requests at a time', 'no requests'),
  ];
}

function valueWords(key: string, value: unknown): string {
  if (value === undefined) return 'not set';
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (key.endsWith('ChannelId')) return `<#${value}>`;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'object' || value === null) return plain(String(value));
  const { may, reason, until, use, everyday, ...counts } = value as {
    use?: true;
    everyday?: true;
    may?: Gate[];
    reason?: string;
    until?: number;
  };
  const words = [
    ...(may?.length ? [`may ${may.map(gate => gateWords[gate]).join(', ')}`] : []),
    ...countWords(counts),
    ...(use ? ['members can use me'] : []),
    ...(everyday ? ['nothing sexual'] : []),
    ...(reason ? [plain(reason)] : []),
    ...(until === undefined ? [] : [`until ${timestamp(until, 'f')}`]),
  ];
  return words.length > 0 ? words.join(', ') : 'on';
}

const budgetNames: Record<string, string> = {
  day: ' a day, this server',
  month: ' a month, this server',
  memberDay: ' a day, each member',
  memberMonth: ' a month, each member',
  askAbove: ' above which members are asked',
};

function itemWords(guildId: string, { key, item }: ChangedPart): string {
  if (item === undefined) return '';
  if (key === 'money') return budgetNames[item] ?? '';
  if (key === 'roles') return ` ${roleMention(guildId, item)}`;
  if (key === 'blockedWords') return ` ||${plain(item, 60)}||`;
  if (key === 'channels') return ` <#${item}>`;
  return isForgotten(item) ? ' a member whose data was deleted' : ` <@${item}>`;
}

/** What a change did, a line for each part: `Limits @cleo: 5 images a day → 10 images a day`. */
export const changeLines = ({ guildId, parts }: Pick<SettingChange, 'guildId' | 'parts'>): string[] =>
  parts.map(
    part =>
      `**${names[part.key] ?? part.key}**${itemWords(guildId, part)}: ` +
      `${valueWords(part.key, part.before)} → ${valueWords(part.key, part.after)}`,
  );
