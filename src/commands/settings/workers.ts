import { onOneLine } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import {
  keyNamed,
  withoutWorkerKey,
  withWorkerKey,
  workerNameMost,
} from '../../services/workers/worker-keys.ts';
import { plain } from '../../views/components.ts';
import { workerKeyView, workersView } from '../../views/settings/settings-workers-view.ts';
import { said, t } from '../../words/words.ts';
import { type Call, defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

export const workers = defineCommand({
  name: 'workers',
  description: 'commandsSettings.workers',
  options: {
    new: {
      kind: 'string',
      description: 'commandsSettings.workersNew',
      required: false,
      maxLength: workerNameMost,
    },
    revoke: {
      kind: 'string',
      description: 'commandsSettings.workersRevoke',
      required: false,
      maxLength: workerNameMost,
      autocomplete: ({ typed, services, caller }) =>
        caller.admin
          ? Object.values(services.settings.get(caller.guildId).workerKeys)
              .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
              .slice(0, 25)
              .map(({ name }) => ({ name, value: name }))
          : [],
    },
  },
  visibility: 'private',
  async execute({ options: { new: made, revoke }, services, caller }) {
    requireAdmin(caller);
    if (made !== undefined && revoke !== undefined) {
      throw new UserError('bad-input', said('workers.newOrRevoke'));
    }
    const call = { services, caller };
    if (made !== undefined) return makeKey(call, made);
    return revoke === undefined ? listed(call) : revokeKey(call, revoke);
  },
});

const listed = (call: Call) =>
  shown(
    call,
    ['workerKeys'],
    workersView(call.services.settings.get(call.caller.guildId), {
      workers: call.services.workers.shown(call.caller.guildId),
      isReachable: call.services.workers.address !== undefined,
    }),
  );

async function makeKey(call: Call, typed: string) {
  const { keys, address } = call.services.workers;
  if (address === undefined) throw new UserError('not-served', said('workers.noAddress'));
  const name = onOneLine(typed) || 'GPU';
  const { id, text } = keys.fresh();
  return changed(call, withWorkerKey(id, { name, at: Date.now() }), () => workerKeyView(name, text, address));
}

async function revokeKey(call: Call, typed: string) {
  const { settings, workers } = call.services;
  const { guildId } = call.caller;
  const known = settings.get(guildId);
  const id = keyNamed(known, onOneLine(typed));
  if (id === undefined) throw new UserError('not-found', said('workers.unknownKey'));
  return changed(
    call,
    withoutWorkerKey(id),
    (stored, done) =>
      workersView(stored, {
        workers: workers.shown(guildId),
        isReachable: workers.address !== undefined,
        done,
      }),
    () => t('workers.revoked', { name: plain(known.workerKeys[id]?.name ?? '', workerNameMost) }),
  );
}
