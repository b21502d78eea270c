import {
  changedEntry,
  failedEntry,
  failedTrainingEntry,
  type LogEntry,
  type LogKind,
  logView,
  stoppedEntry,
} from '../../views/settings/log-view.ts';
import { type Call, defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

const daysMost = 90;
const dayMs = 86_400_000;

async function everything({ services, caller: { guildId } }: Call): Promise<LogEntry[]> {
  const { actors, failures, safety, settings, training } = services;
  const stopped = safety.recent(guildId);
  const ids = [...new Set(stopped.map(({ actorId }) => actorId))].filter(id => id !== undefined);
  const names = await actors.namesOf(guildId, ids);
  return [
    ...settings.changes(guildId).map(changedEntry),
    ...stopped.map(entry => stoppedEntry(entry, id => names.get(id))),
    ...failures.recent(guildId).map(failedEntry),
    ...training
      .all()
      .flatMap(job => (job.guildId === guildId && job.state === 'failed' ? [failedTrainingEntry(job)] : [])),
  ];
}

export const log = defineCommand({
  name: 'log',
  description: 'Changes, stopped requests and failures in this server, also as a file',
  options: {
    kind: {
      kind: 'string',
      description: 'Only these',
      required: false,
      choices: [
        { name: 'Changed settings', value: 'changed' },
        { name: 'Stopped for safety', value: 'stopped' },
        { name: 'Failed', value: 'failed' },
      ],
    },
    member: { kind: 'member', description: 'Only this member’s', required: false },
    days: { kind: 'integer', description: 'How many days back (90)', required: false, min: 1, max: daysMost },
    csv: { kind: 'boolean', description: 'Also as a file for a spreadsheet', required: false },
  },
  visibility: 'private',
  async execute({ options: { kind, member, days = daysMost, csv = false }, services, caller }) {
    requireAdmin(caller);
    const since = Date.now() - days * dayMs;
    const entries = (await everything({ services, caller }))
      .filter(entry => entry.at > since)
      .filter(entry => kind === undefined || entry.kind === kind)
      .filter(entry => member === undefined || entry.memberId === member.id)
      .sort((a, b) => b.at - a.at);
    const words: Record<LogKind, string> = {
      changed: 'changes',
      stopped: 'what was stopped',
      failed: 'failures',
    };
    const only = [...(kind ? [words[kind]] : []), ...(member ? [`only <@${member.id}>`] : [])].join(', ');
    return logView({ entries, days, only: only || undefined, csv });
  },
});
