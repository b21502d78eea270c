import type { Answerer } from '../../services/actors/consent.ts';
import {
  askedAgainView,
  blockedView,
  consentGrantedView,
  consentPhotosView,
  declinedView,
  neverAskedView,
  unblockedView,
} from '../../views/actor/consent-view.ts';
import { contactSheet, numbered } from '../../views/actor/contact-sheet.ts';
import { languageOf } from '../../words/language.ts';
import { speaking } from '../../words/words.ts';
import { type ButtonDeclaration, type Call, defineButton, directMessages } from '../command.ts';

/**
 * For people outside the server an admin answers: in the server, or, as its owner, in the direct message that told them.
 */
async function answererOf({ services, caller }: Call, actorId: string): Promise<Answerer> {
  const { memberId, guildId, channelId, admin } = caller;
  if (admin) return { memberId, adminOf: guildId };
  const actor = guildId === directMessages ? await services.actors.byId(actorId) : undefined;
  return actor && channelId === actor.request?.notice?.channelId
    ? { memberId, adminOf: actor.guildId }
    : { memberId };
}

const consentPhotos = defineButton({
  name: 'consent-photos',
  gate: 'right',
  answer: 'private',
  direct: true,
  async execute({ ref, services, caller }) {
    const actor = await services.actors.asked(await answererOf({ services, caller }, ref), ref);
    return consentPhotosView(
      actor,
      await contactSheet(numbered(await services.photos.tiles(actor.photos)), { plain: true }),
    );
  },
});

const consentGrant = defineButton({
  name: 'consent-grant',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const [actorId = '', seen = '', read] = ref.split('/');
    const answerer = await answererOf({ services, caller }, actorId);
    // The wording is kept with their answer, as they read it.
    const granted = await speaking(languageOf(read), () => services.actors.grant(answerer, actorId, seen));
    return consentGrantedView(granted, { direct: caller.guildId === directMessages });
  },
});

const consentDecline = defineButton({
  name: 'consent-decline',
  gate: 'right',
  answer: 'onward',
  direct: true,
  async execute({ ref, services, caller }) {
    const actor = await services.actors.decline(await answererOf({ services, caller }, ref), ref);
    await services.privacy.eraseActor({ actorId: ref, why: 'declined', askedBy: caller.memberId });
    return declinedView(actor);
  },
});

const consentNever = defineButton({
  name: 'consent-never',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ services, caller }) {
    await services.actors.neverAsk(caller.memberId);
    return neverAskedView();
  },
});

const consentAskable = defineButton({
  name: 'consent-askable',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ services, caller }) {
    await services.actors.letAsk(caller.memberId);
    return askedAgainView();
  },
});

const askerBlock = defineButton({
  name: 'asker-block',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    await services.actors.block(caller.memberId, ref);
    return blockedView(ref);
  },
});

/** Of one member, or, without whom, of all. */
const askerUnblock = defineButton({
  name: 'asker-unblock',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    await services.actors.unblock(caller.memberId, ref || undefined);
    return unblockedView(ref);
  },
});

export const consentButtons: ButtonDeclaration[] = [
  consentPhotos,
  consentGrant,
  consentDecline,
  consentNever,
  consentAskable,
  askerBlock,
  askerUnblock,
];
