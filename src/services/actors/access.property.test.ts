import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Actor } from './actor.ts';
import { actorsWorld, guildId } from './testing/actors-fixture.ts';

const members = ['1', '2', '3', '4'] as const;
const member = fc.constantFrom(...members);
const name = fc.constantFrom('Nova', 'Bruno');

type Act =
  | { kind: 'register'; by: string; shows: string | undefined; name: string; agreed: boolean; admin: boolean }
  | { kind: 'grant'; by: string; name: string; admin: boolean }
  | { kind: 'share'; by: string; name: string; with: Actor['visibility']; member: string | undefined }
  | { kind: 'version'; name: string }
  | { kind: 'withdraw' | 'forget' | 'accept'; by: string; name: string };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('register' as const),
    by: member,
    shows: fc.option(member, { nil: undefined }),
    name,
    agreed: fc.boolean(),
    admin: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('grant' as const), by: member, name, admin: fc.boolean() }),
  fc.record({
    kind: fc.constant('share' as const),
    by: member,
    name,
    with: fc.constantFrom('owner' as const, 'chosen' as const, 'guild' as const),
    member: fc.option(member, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('version' as const), name }),
  fc.record({
    kind: fc.constantFrom('withdraw' as const, 'forget' as const, 'accept' as const),
    by: member,
    name,
  }),
);

/** Who may use what, kept by hand from the acts that were let through: what the rules are meant to say. */
interface Allowed {
  id: string;
  principal: string;
  agreed: boolean;
  to: 'principal' | 'guild' | Set<string>;
}

describe('no sequence of acts lets anybody use an actor that they may not', () => {
  test.each(['nobody', 'admins', 'members'] as const)('outsiders: %s', rule =>
    fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async acts => {
        const world = await actorsWorld(rule);
        const allowed = new Map<string, Allowed>();
        for (const step of acts) {
          const known = allowed.get(step.name);
          try {
            if (step.kind === 'register') {
              const { by, shows, agreed, admin } = step;
              const { actor } = await world.register({
                ownerId: by,
                subjectId: shows,
                statement: 'They agreed in writing.',
                name: step.name,
                agreed,
                admin,
              });
              expect(known).toBeUndefined();
              allowed.set(step.name, {
                id: actor.id,
                principal: shows ?? by,
                agreed: shows === undefined ? rule === 'members' || admin : shows === by && agreed,
                to: shows !== undefined && shows !== by ? new Set([by]) : 'principal',
              });
              if (shows === undefined) expect(rule).not.toBe('nobody');
            } else if (!known) continue;
            else if (step.kind === 'grant') {
              const before = await world.actors.byId(known.id);
              await world.grant({ memberId: step.by, ...(step.admin ? { adminOf: guildId } : {}) }, known.id);
              // Only the person shown, or an admin for an outsider, is ever let through.
              if (before?.subjectId) expect(step.by).toBe(before.subjectId);
              else expect(step.admin).toBe(true);
              known.agreed = true;
            } else if (step.kind === 'share') {
              await world.actors.share(guildId, step.by, step.name, step.with, step.member);
              expect(step.by).toBe(known.principal);
              expect(known.agreed).toBe(true);
              const chosen = (await world.actors.byId(known.id))?.chosenMemberIds ?? [];
              known.to =
                step.with === 'owner' ? 'principal' : step.with === 'guild' ? 'guild' : new Set(chosen);
              if (step.with === 'chosen' && step.member) {
                // Exactly the named member was added or taken out.
                expect(members.filter(id => chosen.includes(id)).length).toBe(chosen.length);
              }
            } else if (step.kind === 'version') {
              await world.actors.addVersion(known.id, {
                jobId: 'job',
                repo: 'a/b',
                revision: 'c0ffee',
                baseModel: 'base',
                steps: 1,
                trainedAt: 0,
                standIn: true,
                samples: [],
              });
            } else if (step.kind === 'accept') {
              await world.actors.acceptWarnings(guildId, step.by, step.name);
            } else if (step.kind === 'forget') {
              await world.actors.forgetMember(step.by);
              if (known.to instanceof Set) known.to.delete(step.by);
              for (const each of allowed.values()) if (each.to instanceof Set) each.to.delete(step.by);
            } else if (step.by === known.principal) {
              await world.actors.remove(known.id);
              allowed.delete(step.name);
            }
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
          for (const each of allowed.values()) {
            for (const id of members) {
              const expected =
                each.agreed &&
                (id === each.principal || each.to === 'guild' || (each.to instanceof Set && each.to.has(id)));
              const usable = await world.actors.usable(guildId, id, each.id).then(
                () => true,
                () => false,
              );
              expect({ id, usable }).toEqual({ id, usable: expected });
              const suggested = await world.actors.suggest(guildId, id, '');
              expect(suggested.some(({ id: found }) => found === each.id)).toBe(expected);
            }
          }
        }
      }),
      { numRuns: 150 },
    ),
  );
});
