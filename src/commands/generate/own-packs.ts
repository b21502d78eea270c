import { packs as builtIn, idIn, type Pack } from '../../services/generation/requests/packs.ts';
import type { Services } from '../../services/index.ts';
import { plain } from '../../views/components.ts';
import { ownPackModal, ownPacksView, ownPackView } from '../../views/generate/own-packs-view.ts';
import { t } from '../../words/words.ts';
import {
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

const open = defineButton({
  name: 'own-pack',
  answer: 'onward',
  async execute({ ref, services, caller }) {
    requireAdminOfPacks(caller);
    return ownPackView(services.packs.named(caller.guildId, ref));
  },
});

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
    const { pack, id } = await services.packs.save(guildId, memberId, typed, ref || undefined);
    const done = id ? t('ownPacks.saved') : t('ownPacks.sameAlready');
    return undoable(ownPackView(pack, done), id, caller);
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

export const ownPackButtons: ButtonDeclaration[] = [list, open, edit, remove];
export const ownPackModals: ModalDeclaration[] = [sent];
