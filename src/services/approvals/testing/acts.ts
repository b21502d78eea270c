import fc from 'fast-check';
import type { Actor } from '../../actors/actor.ts';
import { ana, ben } from '../../generation/testing/generation-fixture.ts';
import { limitsTried, scenes, type TriedLimit } from './allowed.ts';

const cleo = '900000000000000013';
export const dora = '900000000000000014';
export const members = [ana, ben, cleo, dora];
/** Who is shown by whom. */
export const principals: Record<string, string> = { nova: ana, wren: dora };

/** What members do, and what becomes of the bot. */
export type Act =
  | { kind: 'share'; by: string; actor: string; with: Actor['visibility']; member: string }
  | { kind: 'limit'; by: string; actor: string; limits: TriedLimit[]; alone: boolean }
  | { kind: 'ask'; by: string; actors: readonly string[]; scene: string; count: number }
  | { kind: 'answer'; by: string | undefined; nth: number; answer: 'approve' | 'decline' | 'block' }
  | { kind: 'make' | 'restart' | 'expire' }
  | { kind: 'unblock'; by: string }
  | { kind: 'agree'; by: string | undefined; actor: string }
  | { kind: 'withdraw' | 'register'; actor: string };

const member = fc.constantFrom(...members);
/** Mostly the person shown. */
const someone = fc.option(member, { nil: undefined, freq: 1 });
const actor = fc.constantFrom('nova', 'wren');
const acts = (weight: number, record: Record<string, fc.Arbitrary<unknown>>) => ({
  weight,
  arbitrary: fc.record(record) as fc.Arbitrary<unknown> as fc.Arbitrary<Act>,
});
const is = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);

export const act: fc.Arbitrary<Act> = fc.oneof(
  acts(3, {
    kind: is('share'),
    by: member,
    actor,
    with: is('owner', 'chosen', 'ask', 'ask', 'guild', 'guild'),
    member,
  }),
  acts(4, {
    kind: is('limit'),
    by: member,
    actor,
    limits: fc.subarray([...limitsTried]),
    alone: fc.boolean(),
  }),
  acts(6, {
    ...{ kind: is('ask'), by: member, scene: is(...Object.keys(scenes)), count: fc.constantFrom(1, 2) },
    actors: fc.constantFrom(['nova'], ['wren'], ['nova', 'wren']),
  }),
  acts(5, {
    ...{ kind: is('answer'), by: someone, nth: fc.nat(3) },
    answer: is('approve', 'approve', 'approve', 'decline', 'block'),
  }),
  acts(4, { kind: is('make', 'make', 'restart', 'expire') }),
  acts(1, { kind: is('unblock'), by: member }),
  acts(1, { kind: is('withdraw', 'register'), actor }),
  acts(2, { kind: is('agree'), by: someone, actor }),
);
