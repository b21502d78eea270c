import { notPaidView } from '../../views/generate/price-view.ts';
import { type ButtonDeclaration, defineButton, directMessages } from '../command.ts';
import { placeOf } from './generate.ts';

/** Pressing it twice costs once: the seed is settled, so the second press finds the same images. */
const pay = defineButton({
  name: 'pay',
  elsewhere: true,
  direct: true,
  gate: 'generate',
  async asks({ ref, services, caller }) {
    const request = await services.generation.agreeTo(ref, caller);
    // Agreed to in a direct message, it is still for the channel that it was asked in.
    return caller.guildId === directMessages && request.guildId !== directMessages
      ? request
      : { ...request, ...placeOf(caller) };
  },
});

const payNot = defineButton({
  name: 'pay-not',
  elsewhere: true,
  direct: true,
  gate: 'right',
  answer: 'replace',
  execute: async ({ ref, services, caller }) => {
    await services.generation.decline(ref, caller);
    return notPaidView();
  },
});

export const priceButtons: ButtonDeclaration[] = [pay, payNot];
