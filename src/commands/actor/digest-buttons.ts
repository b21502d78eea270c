import { UserError } from '../../errors.ts';
import { type Every, everySchema } from '../../services/actors/actor.ts';
import { digestChosenView } from '../../views/actor/digest-view.ts';
import { said } from '../../words/words.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';

const isEvery = (word: string): word is Every => everySchema.safeParse(word).success;

const choose = defineButton({
  name: 'digest',
  gate: 'right',
  answer: 'private',
  direct: true,
  async execute({ ref, services, caller }) {
    const [actorId = '', every = ''] = ref.split('/');
    if (!isEvery(every)) throw new UserError('gone', said('actor.oldButton'));
    return digestChosenView(await services.digests.choose(caller.memberId, actorId, every));
  },
});

export const digestButtons: ButtonDeclaration[] = [choose];
