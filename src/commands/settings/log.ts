import { auditDays, dayMs } from '../../services/audit/entry.ts';
import {
  changedEntry,
  deedEntry,
  failedEntry,
  failedTrainingEntry,
  type LogEntry,
  type LogKind,
  logView,
  stoppedEntry,
} from '../../views/settings/log-view.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { type Call, defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

const daysDefault = 90;

const onlyWords = {
  changed: 'log.onlyChanged',
  people: 'log.onlyPeople',
  stopped: 'log.onlyStopped',
  failed: 'log.onlyFailed',
} as const satisfies Record<LogKind, PlainKey>;

async function everything({ services, caller: { guildId } }: Call, since: number): Promise<LogEntry[]> {
  const { actors, audit, failures, safety, settings, training } = services;
  const stopped = await safety.recent(guildId);
  const deeds = await audit.ofChain(guildId, since);
  const named = [...stopped.map(({ actorId }) => actorId), ...deeds.map(({ actor }) => actor)];
  const ids = [...new Set(named)].filter(id => id !== undefined);
  const names = await actors.namesOf(guildId, ids);
  return [
    ...(await settings.changes(guildId)).map(changedEntry),
    ...deeds.flatMap(deed => deedEntry(deed, id => names.get(id))),
    ...stopped.map(entry => stoppedEntry(entry, id => names.get(id))),
    ...(await failures.recent(guildId)).map(failedEntry),
    ...training
      .all()
      .flatMap(job => (job.guildId === guildId && job.state === 'failed' ? [failedTrainingEntry(job)] : [])),
  ];
}

const isAbout = ({ memberId, about = [] }: LogEntry, member: string) =>
  memberId === member || about.includes(member);

export const log = defineCommand({
  name: 'log',
  description: 'commandsSettings.log',
  options: {
    kind: {
      kind: 'string',
      description: 'commandsSettings.logKind',
      required: false,
      choices: [
        { name: 'commandsSettings.logKindChanged', value: 'changed' },
        { name: 'commandsSettings.logKindPeople', value: 'people' },
        { name: 'commandsSettings.logKindStopped', value: 'stopped' },
        { name: 'commandsSettings.logKindFailed', value: 'failed' },
      ],
    },
    member: { kind: 'member', description: 'commandsSettings.logMember', required: false },
    days: {
      kind: 'integer',
      description: 'commandsSettings.logDays',
      required: false,
      min: 1,
      max: auditDays,
    },
    csv: { kind: 'boolean', description: 'commandsSettings.logCsv', required: false },
  },
  visibility: 'private',
  async execute({ options: { kind, member, days = daysDefault, csv = false }, services, caller }) {
    requireAdmin(caller);
    const since = Date.now() - days * dayMs;
    const entries = (await everything({ services, caller }, since))
      .filter(entry => entry.at > since)
      .filter(entry => kind === undefined || entry.kind === kind)
      .filter(entry => member === undefined || isAbout(entry, member.id))
      .sort((a, b) => b.at - a.at);
    const only = [
      ...(kind ? [t(onlyWords[kind])] : []),
      ...(member ? [t('log.onlyMember', { member: `<@${member.id}>` })] : []),
    ].join(', ');
    return logView({
      entries,
      days,
      only: only || undefined,
      csv,
      faults: await services.audit.faultsOf(caller.guildId),
    });
  },
});
