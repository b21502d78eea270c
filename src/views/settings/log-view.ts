import { ComponentType } from 'discord-api-types/v10';
import type { Logged } from '../../services/audit/audit.ts';
import type { Fault } from '../../services/audit/check.ts';
import { csvOf } from '../../services/log/csv.ts';
import type { Failure } from '../../services/log/failure-log.ts';
import type { SafetyEntry } from '../../services/safety/safety-entry.ts';
import type { SettingChange } from '../../services/settings/setting-change.ts';
import { reasonsSaid } from '../../services/training/job/end-reason.ts';
import type { FailedJob } from '../../services/training/job/job.ts';
import { type PlainKey, t } from '../../words/words.ts';
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

const ruleWords = {
  'minor-sexual': 'log.minorSexual',
  'actor-sexual': 'log.actorSexual',
  'actor-minor': 'log.actorMinor',
  'adult-only': 'log.adultOnly',
  'blocked-word': 'log.blockedWord',
  'explicit-image': 'log.explicitImage',
  'young-image': 'log.youngImage',
  'faceless-image': 'log.facelessImage',
  'face-known': 'log.faceKnown',
  'face-not-agreed': 'log.faceNotAgreed',
  'limit-swimwear': 'log.limitSwimwear',
  'limit-violence': 'log.limitViolence',
  'limit-politics': 'log.limitPolitics',
  'limit-others': 'log.limitOthers',
  'limit-realistic': 'log.limitRealistic',
  'limit-never': 'log.limitNever',
} as const satisfies Record<SafetyEntry['rule'], PlainKey>;
const whereWords = {
  prompt: 'log.prompt',
  image: 'log.image',
  photos: 'log.photos',
  reference: 'log.reference',
} as const satisfies Record<SafetyEntry['where'], PlainKey>;

/** Without its content. `nameOf` names the actors that still exist. */
export const stoppedEntry = (
  { at, memberId, where, rule, actorId }: SafetyEntry,
  nameOf: (actorId: string) => string | undefined,
): LogEntry => {
  const name = actorId && nameOf(actorId);
  const whom = name ? ` (**${plain(name)}**)` : '';
  return { at, kind: 'stopped', memberId, words: `${t(whereWords[where])}: ${t(ruleWords[rule])}${whom}` };
};

export const changedEntry = (change: SettingChange): LogEntry => ({
  at: change.at,
  kind: 'changed',
  memberId: change.by,
  words: change.undoes
    ? t('log.undid', { changes: changeLines(change).join(' · ') })
    : changeLines(change).join(' · '),
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

const failureWords: Record<string, PlainKey> = {
  unexpected: 'log.unexpected',
  'provider-failed': 'log.providerFailed',
  'provider-refused': 'log.providerRefused',
  'timed-out': 'log.timedOut',
  'account-paused': 'log.accountPaused',
  'not-stored': 'log.notStored',
  'disk-full': 'log.diskFull',
  'picture-unusable': 'log.pictureUnusable',
  unchecked: 'log.unchecked',
  'training-unavailable': 'log.trainingUnavailable',
};

export const failedEntry = ({ at, memberId, code, errorId }: Failure): LogEntry => {
  const known = failureWords[code];
  return { at, kind: 'failed', memberId, words: `${known ? t(known) : code} (\`${errorId}\`)` };
};

export const failedTrainingEntry = (job: FailedJob): LogEntry => ({
  at: job.endedAt,
  kind: 'failed',
  memberId: job.requesterId,
  words: t('log.trainingFailed', {
    actor: plain(job.actorName),
    reason: plain(job.why ? reasonsSaid(job.why)() : job.reason),
  }),
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
          `${icons[kind]} ${timestamp(at)} ${who ?? (memberId === undefined ? t('log.somebody') : `<@${memberId}>`)} · ${words}`,
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
    text(
      `### ${only ? t('log.titleOnly', { days, only, entries: entries.length }) : t('log.title', { days, entries: entries.length })}`,
    ),
    ...(broken ? [text(broken)] : []),
    text(lines.length > 0 ? lines.join('\n') : t('log.nothing')),
    ...(more > 0
      ? [text(csv ? t('log.more', { entries: more }) : t('log.moreAsCsv', { entries: more }))]
      : []),
    ...(csv ? [{ type: ComponentType.File as const, file: { url: `attachment://${name}` } }] : []),
    text(`-# ${t('log.foot')}`),
  );
  return csv ? { ...view, files: [{ name, bytes: file, made: 'nothing' }] } : view;
}
