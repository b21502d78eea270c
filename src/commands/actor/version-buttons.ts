import { UserError } from '../../errors.ts';
import { versionOf } from '../../services/actors/versions.ts';
import { versionKeptView } from '../../views/actor/promotion-view.ts';
import { deleteVersionView, versionDeletedView } from '../../views/actor/version-deletion-view.ts';
import { said } from '../../words/words.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';
import { useVersion, versionsOf } from './versions.ts';

/** @throws UserError bad-input */
function parse(ref: string): { actorId: string; number: number } {
  const [actorId, words = ''] = ref.split('/');
  if (!actorId || !/^\d{1,9}$/.test(words))
    throw new UserError('bad-input', said('actorVersions.damagedButton'));
  return { actorId, number: Number(words) };
}

/** Also below the public message that ends a training. */
const use = defineButton({
  name: 'version-use',
  answer: 'onward',
  execute: async ({ ref, services, caller }) => useVersion(services, caller, parse(ref)),
});

const useAnyway = defineButton({
  name: 'version-use-anyway',
  answer: 'replace',
  execute: async ({ ref, services, caller }) =>
    useVersion(services, caller, { ...parse(ref), belowGate: true }),
});

const remove = defineButton({
  name: 'version-delete',
  gate: 'right',
  answer: 'onward',
  async execute({ ref, services, caller }) {
    const { actorId, number } = parse(ref);
    const actor = await services.actors.findTheirs(caller.guildId, caller.memberId, actorId);
    return deleteVersionView(actor, versionOf(actor, number));
  },
});

/** Checks everything again, because the question may be old. */
const removeNow = defineButton({
  name: 'version-delete-now',
  gate: 'right',
  answer: 'replace',
  async execute({ ref, services, caller: { guildId, memberId } }) {
    return versionDeletedView(await services.privacy.eraseVersion({ guildId, memberId, ...parse(ref) }));
  },
});

const keep = defineButton({
  name: 'version-keep',
  gate: 'right',
  answer: 'replace',
  execute: async () => versionKeptView(),
});

const page = defineButton({
  name: 'versions-page',
  gate: 'right',
  answer: 'replace',
  async execute({ ref, services, caller }) {
    const { actorId, number } = parse(ref);
    const actor = await services.actors.findTheirs(caller.guildId, caller.memberId, actorId);
    return versionsOf(services, actor, number);
  },
});

export const versionButtons: ButtonDeclaration[] = [use, useAnyway, remove, removeNow, keep, page];
