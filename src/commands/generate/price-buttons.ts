import { notPaidView } from '../../views/generate/price-view.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';
import { placeOf } from './generate.ts';

/** Pressing it twice costs once: the seed is settled, so the second press finds the same images. */
const pay = defineButton({
  name: 'pay',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller }) => ({
    ...(await services.generation.agreeTo(ref, caller)),
    ...placeOf(caller),
  }),
});

const payNot = defineButton({
  name: 'pay-not',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  execute: async ({ ref, services, caller }) => {
    await services.generation.decline(ref, caller);
    return notPaidView();
  },
});

export const priceButtons: ButtonDeclaration[] = [pay, payNot];
