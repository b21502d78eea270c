import { UserError } from '../../errors.ts';
import { packs as builtIn, idIn, type Pack } from '../../services/generation/requests/packs.ts';
import type { Services } from '../../services/index.ts';
import { plain, type View } from '../../views/components.ts';
import {
  ownPackDraftView,
  ownPackModal,
  ownPacksView,
  ownPackView,
} from '../../views/generate/own-packs-view.ts';
import { t } from '../../words/words.ts';
import {
  type ButtonCall,
  type ButtonDeclaration,
  type Caller,
  defineButton,
  defineModal,
  type ModalDeclaration,
} from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { undoable } from '../settings/change.ts';

const requireAdminOfPacks = (caller: Caller) => requireAdmin(caller, 'ownPacks.adminsOnly');

const ownPacks = ({ packs }: Services, { guildId }: Caller): Pack[] =>
  packs.of(guildId).filter(pack => !builtIn.includes(pack));

/** Under `/settings show`, and where members choose a pack. */
const list = defineButton({
  name: 'own-packs',
  answer: 'onward',
  async execute({ services, caller }) {
    requireAdminOfPacks(caller);
    return ownPacksView(ownPacks(services, caller));
  },
});

async function opened({ ref, services, caller }: ButtonCall): Promise<View> {
  requireAdminOfPacks(caller);
  return ownPackView(services.packs.named(caller.guildId, ref));
}
const open = defineButton({ name: 'own-pack', answer: 'onward', execute: opened });

/** Under what could not be saved, which stays. */
const now = defineButton({ name: 'own-pack-now', answer: 'private', execute: opened });

/** The form has the pack as it is now, even if the card with the button shows an older one. */
const edit = defineButton({
  name: 'own-pack-edit',
  async opens({ ref, services, caller }) {
    requireAdminOfPacks(caller);
    return ownPackModal(ref === '' ? undefined : services.packs.named(caller.guildId, idIn(ref)));
  },
});

const sent = defineModal({
  name: 'own-pack',
  visibility: 'onward',
  async execute({ ref, fields, services, caller }) {
    requireAdminOfPacks(caller);
    const typed = { name: String(fields.name ?? ''), scenes: String(fields.scenes ?? '') };
    const { guildId, memberId } = caller;
    try {
      const { pack, id } = await services.packs.save(guildId, memberId, typed, ref || undefined);
      const done = id ? t('ownPacks.saved') : t('ownPacks.sameAlready');
      return undoable(ownPackView(pack, done), id, caller);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return ownPackDraftView(error.tell(), typed, known(services, caller, ref));
    }
  },
});

/** Undefined where it is gone, or was never there. */
const known = ({ packs }: Services, { guildId }: Caller, ref: string): Pack | undefined =>
  packs.of(guildId).find(({ id }) => id === idIn(ref));

/** Back to the form with what was typed. Sent now, it replaces what another admin saved meanwhile, which they could see. */
const again = defineButton({
  name: 'own-pack-again',
  async opens({ ref, typed = {}, services, caller }) {
    requireAdminOfPacks(caller);
    return ownPackModal(known(services, caller, ref), { name: typed[0] ?? '', scenes: typed[1] ?? '' });
  },
});

const remove = defineButton({
  name: 'own-pack-remove',
  answer: 'onward',
  async execute({ ref, services, caller }) {
    requireAdminOfPacks(caller);
    const { pack, id } = await services.packs.remove(caller.guildId, caller.memberId, ref);
    const view = ownPacksView(
      ownPacks(services, caller),
      t('ownPacks.removed', { pack: plain(pack.name()) }),
    );
    return undoable(view, id, caller);
  },
});

export const ownPackButtons: ButtonDeclaration[] = [list, open, edit, again, now, remove];
export const ownPackModals: ModalDeclaration[] = [sent];
