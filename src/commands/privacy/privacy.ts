import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import type { Exported } from '../../services/privacy/export.ts';
import { askingView } from '../../views/actor/consent-view.ts';
import type { View } from '../../views/components.ts';
import { deleteMemberView } from '../../views/privacy/deletion-view.ts';
import { exportView } from '../../views/privacy/export-view.ts';
import { said } from '../../words/words.ts';
import { defineCommand, defineCommandGroup } from '../command.ts';

/** Three parts of about 8 MiB stay below Discord's 25 MiB for one message. */
const partsInMessage = 3;

/** The parts from `part` on that fit in one message. @throws UserError gone */
export async function partsFrom(
  part: number,
  give: (part: number) => Promise<Exported>,
): Promise<Exported[]> {
  const first = await give(part);
  const parts = [first];
  while (parts.length < partsInMessage && part + parts.length < first.parts)
    parts.push(await give(part + parts.length));
  return parts;
}

/** @throws UserError gone */
export const exportFrom = async (services: Services, memberId: string, part: number): Promise<View> =>
  exportView(await partsFrom(part, nth => services.privacy.export(memberId, nth)));

const exportOwn = defineCommand({
  name: 'export',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  description: 'commands.privacyExport',
  options: {},
  visibility: 'private',
  direct: true,
  execute: ({ services, caller }) => exportFrom(services, caller.memberId, 0),
});

const deleteAll = defineCommand({
  name: 'delete',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  description: 'commands.privacyDelete',
  options: {
    member: {
      kind: 'member',
      description: 'commands.privacyDeleteMember',
      required: false,
    },
  },
  visibility: 'private',
  direct: true,
  async execute({ options: { member }, services, caller }) {
    const { memberId, guildId, admin } = caller;
    if (!member || member.id === memberId) {
      return deleteMemberView(await services.privacy.footprintOfMember(memberId), memberId, undefined);
    }
    if (!admin) {
      throw new UserError('not-allowed', said('privacy.onlyYourOwn'));
    }
    return deleteMemberView(await services.privacy.footprintOfMember(member.id, guildId), member.id, guildId);
  },
});

const requests = defineCommand({
  name: 'requests',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  description: 'commands.privacyRequests',
  options: {},
  visibility: 'private',
  direct: true,
  async execute({ services: { actors }, caller: { memberId } }) {
    return askingView(await actors.isNeverAsked(memberId), await actors.blockedBy(memberId));
  },
});

export const privacy = defineCommandGroup({
  name: 'privacy',
  description: 'commands.privacy',
  subcommands: [exportOwn, deleteAll, requests],
});
