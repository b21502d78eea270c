import { renderCastPhoto } from '@ai-actor/playground/cast';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Actor, Photo } from '../actors/actor.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from '../generation/testing/generation-fixture.ts';
import { type Approval, isWaiting } from './approval.ts';

const cleo = '900000000000000013';
const dora = '900000000000000014';
const members = [ana, ben, cleo, dora];
/** Who is shown by whom. */
const principals: Record<string, string> = { nova: ana, wren: dora };

type Act =
  | { kind: 'share'; by: string; actor: string; with: Actor['visibility']; member: string }
  | { kind: 'ask'; by: string; actors: readonly string[]; prompt: string; count: number }
  | { kind: 'answer'; by: string | undefined; nth: number; answer: 'approve' | 'decline' }
  | { kind: 'make' | 'restart' | 'expire' }
  | { kind: 'withdraw'; actor: string };

const member = fc.constantFrom(...members);
const actor = fc.constantFrom('nova', 'wren');
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('share' as const),
      by: member,
      actor,
      with: fc.constantFrom(
        'owner' as const,
        'chosen' as const,
        'ask' as const,
        'ask' as const,
        'guild' as const,
      ),
      member,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      by: member,
      actors: fc.constantFrom(['nova'], ['wren'], ['nova', 'wren']),
      prompt: fc.constantFrom('in the rain', 'in the snow'),
      count: fc.constantFrom(1, 2),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      // Mostly whoever is asked.
      by: fc.option(member, { nil: undefined, freq: 1 }),
      nth: fc.nat(3),
      answer: fc.constantFrom('approve' as const, 'approve' as const, 'decline' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('make' as const, 'make' as const, 'restart' as const, 'expire' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), actor }) },
);

let world: GenerationWorld;
let photo: Photo;
const face = {
  box: { x: 0.3, y: 0.2, width: 0.3, height: 0.3 },
  ...{ score: 0.99, sidePixels: 300, sharpness: 400, brightness: 130, contrast: 45, cutOff: false, tilt: 0 },
};
let nth = 0;
let postedAfterApproval = 0;
beforeAll(async () => {
  world = await createGenerationWorld({ pictures: await smallPictures() });
  const bytes = await renderCastPhoto('nova', 0);
  const sight = {
    faces: [face],

    phash: '0123456789abcdef',
    brightness: 120,
    contrast: 50,
    turned: 0 as const,
    explicit: 0,
  };
  photo = {
    sha256: await world.blobs.put(bytes),
    ...{ width: 900, height: 1_100, addedAt: 0, accepted: true, sight },
  };
});
afterAll(() => world.close());

/** What each person allows, kept by hand from the acts that were let through. */
interface Allowed {
  id: string;
  level: Actor['visibility'] | 'nothing';
  chosen: Set<string>;
}

const allows = ({ level, chosen }: Allowed, principal: string, memberId: string, approved: boolean) =>
  level !== 'nothing' &&
  (memberId === principal ||
    level === 'guild' ||
    (level === 'chosen' && chosen.has(memberId)) ||
    (level === 'ask' && approved));

test('at no point is a picture of a person posted that they don’t allow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 16 }), async acts => {
      const run = nth++;
      let services = await world.open();
      for (const memberId of members) await services.approvals.forget({ memberId }, async () => {});
      const allowed: Record<string, Allowed> = {};
      for (const [name, subjectId] of Object.entries(principals)) {
        const id = `${name}${run}`;
        await world.people.actors.put(
          id,
          trainedActor({
            ...{ id, name: id, ownerId: subjectId, subjectId, visibility: 'ask', photos: [photo] },
            consent: { state: 'granted', memberId: subjectId, textVersion: 4, text: 'yes', at: 0 },
          }),
        );
        allowed[name] = { id, level: 'ask', chosen: new Set() };
      }
      const nameOf = (id: string) => Object.keys(allowed).find(name => allowed[name]?.id === id) ?? '';
      /** Which of a request's people have said yes to it, and to nothing else. */
      const yes = new Map<string, Set<string>>();
      const open: Approval[] = [];
      const waiting = async () => {
        open.length = 0;
        for (const memberId of members)
          for (const one of await services.approvals.ofMember(memberId))
            if (one.request.memberId === memberId && isWaiting(one)) open.push(one);
        return open;
      };

      /** Made, and posted: then everybody in it must allow that at this moment. */
      const post = async (id: string, request: Parameters<typeof services.generation.acceptApproved>[1]) => {
        const accepted = await services.generation.acceptApproved(id, request);
        try {
          const { record } = await services.generation.generate(accepted, () => {});
          const people = [record.actor?.id, record.actor2?.id].flatMap(one => (one ? [nameOf(one)] : []));
          expect(people.length).toBeGreaterThan(0);
          for (const name of people) {
            const its = allowed[name];
            const principal = principals[name] ?? '';
            const approved = yes.get(id)?.has(principal) ?? false;
            expect(its && allows(its, principal, record.memberId, approved)).toBe(true);
            if (its?.level === 'ask' && record.memberId !== principal) postedAfterApproval++;
          }
          expect(record.images.length).toBe(request.count);
          yes.delete(id);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        } finally {
          await services.generation.told(accepted.id);
        }
      };

      for (const [at, step] of acts.entries()) {
        try {
          if (step.kind === 'share') {
            const its = allowed[step.actor] as Allowed;
            await services.actors.share(
              guildId,
              step.by,
              its.id,
              step.with,
              step.with === 'chosen' ? step.member : undefined,
            );
            expect(step.by).toBe(principals[step.actor]);
            its.level = step.with;
            its.chosen = new Set((await services.actors.byId(its.id))?.chosenMemberIds);
            await services.approvals.reconsider(its.id);
          } else if (step.kind === 'ask') {
            const [first, second] = step.actors.map(name => allowed[name]?.id ?? '');
            await post(`r${run}x${at}`, {
              ...{ guildId, channelId: '77', memberId: step.by, count: step.count },
              ...{ prompt: `${first} ${step.prompt}`, actor: first, actor2: second },
            });
          } else if (step.kind === 'answer') {
            const found = await waiting();
            const asked = found[step.nth % Math.max(1, found.length)];
            if (!asked) continue;
            const by = step.by ?? asked.asked.find(one => one.approvedAt === undefined)?.memberId ?? ana;
            await services.approvals.answer(by, asked.id, step.answer);
            expect(asked.asked.some(({ memberId }) => memberId === by)).toBe(true);
            const said = yes.get(asked.id) ?? new Set();
            if (step.answer === 'approve') yes.set(asked.id, said.add(by));
          } else if (step.kind === 'make') {
            for await (const { id } of services.approvals.approved()) {
              for (let twice = 0; twice < 2; twice++) {
                let request: Parameters<typeof post>[1] | undefined;
                await services.approvals.takeUp(id, async given => {
                  request = given;
                });
                if (request) await post(id, request);
              }
            }
          } else if (step.kind === 'restart') services = await world.open();
          else if (step.kind === 'expire') {
            for (const { id } of await waiting()) await services.approvals.end(id, 'expired');
          } else if (step.kind === 'withdraw') {
            const its = allowed[step.actor] as Allowed;
            await services.actors.remove(its.id);
            await services.approvals.forget({ actorIds: [its.id] }, async () => {});
            its.level = 'nothing';
          }
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }
    }),
    {
      numRuns: 12,
      // One that certainly gets to a picture.
      examples: [
        [
          [
            { kind: 'ask', by: ben, actors: ['nova'], prompt: 'in the rain', count: 1 },
            { kind: 'answer', by: undefined, nth: 0, answer: 'approve' },
            { kind: 'make' },
          ],
        ],
      ],
    },
  );
  // Else it says nothing.
  expect(postedAfterApproval).toBeGreaterThan(0);
});
