import { actorIdsOf } from '../../services/generation/generation.ts';
import type { TouchUpKind } from '../../services/generation/requests/touch-ups.ts';
import { touchUpRefs, touchUpView } from '../../views/generate/touch-up-view.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';
import { placeOf } from './generate.ts';

/** Under an image: says what it would cost. The pictures of an answer are of one size, so they cost the same. */
const offer = (name: string, kind: TouchUpKind) =>
  defineButton({
    name,
    elsewhere: true,
    gate: 'generate',
    answer: 'private',
    async execute({ ref, services: { generation, actors }, caller }) {
      const record = await generation.details(ref, caller);
      for (const id of actorIdsOf(record)) await actors.askable(caller.guildId, caller.memberId, id);
      const request = generation.touchUpOf(kind, record, 0, placeOf(caller));
      return touchUpView(kind, record, await generation.quoteTouchUp(request));
    },
  });

/** The price was said, so it is agreed to. */
const touchUp = defineButton({
  name: 'touch-up',
  elsewhere: true,
  gate: 'generate',
  async asks({ ref, services: { generation }, caller }) {
    const { kind, id, nth, micros } = touchUpRefs.parse(ref);
    const record = await generation.details(id, caller);
    return { ...generation.touchUpOf(kind, record, nth, placeOf(caller)), agreedMicros: micros };
  },
});

export const touchUpButtons: ButtonDeclaration[] = [
  offer('upscale', 'upscale'),
  offer('fix-face', 'face'),
  touchUp,
];
