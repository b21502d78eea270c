import type { Actor } from '../../services/actors/actor.ts';
import type { Services } from '../../services/index.ts';
import { promotionView } from '../../views/actor/promotion-view.ts';
import { versionGrid } from '../../views/actor/version-grid.ts';
import {
  gridRowOf,
  inOrder,
  noVersionsView,
  shortPrompt,
  versionsPageSize,
  versionsView,
} from '../../views/actor/versions-view.ts';
import type { View } from '../../views/components.ts';
import { type Caller, defineCommand } from '../command.ts';
import { ownActors } from './actor-option.ts';

/** The actor's versions side by side, from the `from`-th newest on; the first page if that one no longer exists. */
export async function versionsOf(services: Services, actor: Actor, from = 0): Promise<View> {
  const all = inOrder(actor.versions);
  if (all.length === 0) return noVersionsView(actor);
  const start = Number.isInteger(from) && from >= 0 && from < all.length ? from : 0;
  const rows = await Promise.all(
    all.slice(start, start + versionsPageSize).map(async version => {
      const job = await services.training.find(version.jobId);
      return gridRowOf(actor, version, job ? await services.training.samples(job) : []);
    }),
  );
  const grid = await versionGrid(rows, { headOf: shortPrompt(actor) });
  await services.actors.noteGrid(
    actor.id,
    grid,
    rows.map(({ number }) => number),
  );
  return versionsView({ actor, from: start, rows, grid });
}

/** Uses that version, or asks for confirmation if it is below the gate. @throws UserError as `promote` does */
export async function useVersion(
  services: Services,
  { guildId, memberId }: Caller,
  which: { actorId: string; number: number; belowGate?: boolean },
): Promise<View> {
  return promotionView(await services.actors.promote({ guildId, memberId, ...which }));
}

export const actorVersions = defineCommand({
  name: 'versions',
  gate: 'right',
  description: 'commands.actorVersions',
  options: {
    actor: {
      kind: 'string',
      description: 'commands.actorShowActor',
      required: true,
      autocomplete: ownActors,
    },
    promote: {
      kind: 'integer',
      description: 'commands.actorVersionsPromote',
      required: false,
      min: 1,
    },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    const actor = await services.actors.findTheirs(caller.guildId, caller.memberId, options.actor);
    if (options.promote === undefined) return versionsOf(services, actor);
    // Looking and deleting are theirs by right; this is not.
    services.settings.requireMay(caller);
    return useVersion(services, caller, { actorId: actor.id, number: options.promote });
  },
});
