import { ComponentType } from 'discord-api-types/v10';
import type { Logged } from '../../services/audit/audit.ts';
import type { Fault } from '../../services/audit/check.ts';
import { csvOf } from '../../services/log/csv.ts';
import type { Failure } from '../../services/log/failure-log.ts';
import type { SafetyEntry } from '../../services/safety/safety-entry.ts';
import type { SettingChange } from '../../services/settings/setting-change.ts';
import type { FailedJob } from '../../services/training/job/job.ts';
import { brokenWords, deedWords, type NameOf, whoWords } from '../audit/audit-words.ts';
import { card, fitting, plain, text, timestamp, type View } from '../components.ts';
import { changeLines } from './change-words.ts';

export type LogKind = 'changed' | 'people' | 'stopped' | 'failed';

/** A line of the log. `words` may have Discord's markdown. */
export interface LogEntry {
  at: number;
  kind: LogKind;
  memberId: string | undefined;
  words: string;
  /** Who did it, where that is not `memberId`, in words. */
  who?: string;
  /** Other members whom it is about. */
  about?: string[];
}

const ruleWords: Record<SafetyEntry['rule'], string> = {
  'minor-sexual': 'sexual, perhaps with somebody underage',
  'actor-sexual': 'sexual, of an actor',
  'actor-minor': 'an actor as a child',
  'adult-only': 'sexual, where it is not allowed',
  'blocked-word': 'a word that you blocked',
  'explicit-image': 'the image came out too sexual',
  'young-image': 'somebody in the image looks underage',
  'faceless-image': 'the image came out sexual, without a face to judge the age by',
  'face-known': 'their face is registered already',
  'face-not-agreed': 'somebody in it hasn’t agreed',
  'limit-swimwear': 'the person shown wants no swimwear',
  'limit-violence': 'the person shown wants no violence',
  'limit-politics': 'the person shown wants no politics or advertising',
  'limit-others': 'the person shown wants nobody else in the picture',
  'limit-realistic': 'the person shown wants no realistic pictures',
  'limit-never': 'the person shown ruled it out in their own words',
};
const whereWords: Record<SafetyEntry['where'], string> = {
  prompt: 'a prompt',
  image: 'an image',
  photos: 'photos',
  reference: 'a picture to start from',
};

/** Without its content. `nameOf` names the actors that still exist. */
export const stoppedEntry = (
  { at, memberId, where, rule, actorId }: SafetyEntry,
  nameOf: (actorId: string) => string | undefined,
): LogEntry => {
  const name = actorId && nameOf(actorId);
  const whom = name ? ` (**${plain(name)}**)` : '';
  return { at, kind: 'stopped', memberId, words: `${whereWords[where]}: ${ruleWords[rule]}${whom}` };
};

export const changedEntry = (change: SettingChange): LogEntry => ({
  at: change.at,
  kind: 'changed',
  memberId: change.by,
  words: `${change.undoes ? 'undid: ' : ''}${changeLines(change).join(' · ')}`,
});

/** Nothing for what a deletion emptied: the entry about that says so. */
export const deedEntry = (deed: Logged, nameOf: NameOf): LogEntry[] =>
  deed.at === undefined || deed.what === undefined
    ? []
    : [
        {
          at: deed.at,
          kind: 'people',
          memberId: deed.by,
          words: deedWords(deed, nameOf),
          who: whoWords(deed),
          about: [deed.person, deed.member].filter(id => id !== undefined),
        },
      ];

const failureWords: Record<string, string> = {
  unexpected: 'something went wrong on my side',
  'provider-failed': 'the image service failed',
  'provider-refused': 'the image service refused',
  'timed-out': 'it took too long',
  'account-paused': 'the Hugging Face account had no credit',
  'not-stored': 'my disk was full or busy',
  'disk-full': 'my disk was full',
  'picture-unusable': 'the image that came back was unusable',
  unchecked: 'the safety check failed',
  'training-unavailable': 'training was not available',
};

export const failedEntry = ({ at, memberId, code, errorId }: Failure): LogEntry => ({
  at,
  kind: 'failed',
  memberId,
  words: `${failureWords[code] ?? code} (\`${errorId}\`)`,
});

export const failedTrainingEntry = (job: FailedJob): LogEntry => ({
  at: job.endedAt,
  kind: 'failed',
  memberId: job.requesterId,
  words: `the training of **${plain(job.actorName)}**: ${plain(job.reason)}`,
});

const icons: Record<LogKind, string> = { changed: '🛠️', people: '👤', stopped: '🛑', failed: '⚠️' };
const entriesMost = 25;

export interface LogPage {
  /** What was asked for, the latest first. */
  entries: LogEntry[];
  days: number;
  /** Which of them, in words; undefined for all. */
  only: string | undefined;
  /** Whether they are wanted as a file too. */
  csv: boolean;
  /** Where the log about people is not as it was written. */
  faults: readonly Fault[];
}

const unmarked = (words: string) => words.replace(/\*\*|\|\||`|\\(?=[\\*_~`|[\]()#>-])/g, '');

/** What was changed, stopped and failed in a server, as text and, if asked for, all of it as a CSV file. */
export function logView({ entries, days, only, csv, faults }: LogPage): View {
  const broken = brokenWords(faults);
  const lines = fitting(
    entries
      .slice(0, entriesMost)
      .map(
        ({ at, kind, memberId, words, who }) =>
          `${icons[kind]} ${timestamp(at)} ${who ?? (memberId === undefined ? 'somebody' : `<@${memberId}>`)} · ${words}`,
      ),
    3_000,
  );
  const more = entries.length - lines.length;
  const name = 'log.csv';
  const file = csvOf(
    ['time', 'kind', 'member', 'what'],
    entries.map(({ at, kind, memberId = '', words }) => [
      new Date(at).toISOString(),
      kind,
      memberId,
      unmarked(words),
    ]),
  );
  const view = card(
    'plain',
    text(`### Log of the last ${days} days${only ? `, ${only}` : ''}: ${entries.length}`),
    ...(broken ? [text(broken)] : []),
    text(lines.length > 0 ? lines.join('\n') : 'Nothing.'),
    ...(more > 0
      ? [text(`… and ${more} before that.${csv ? '' : ' `csv` gives you all of it as a file.'}`)]
      : []),
    ...(csv ? [{ type: ComponentType.File as const, file: { url: `attachment://${name}` } }] : []),
    text(
      '-# 🛠️ changed · 👤 people · 🛑 stopped · ⚠️ failed. I don’t keep what was asked for. Entries are deleted after 90 days, those about people after a year, or with the data of the member they’re about.',
    ),
  );
  return csv ? { ...view, files: [{ name, bytes: file, made: 'nothing' }] } : view;
}
