import { renderCastPhoto } from '@ai-actor/playground/cast';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Photo } from '../actors/actor.ts';
import { seenMark } from '../actors/agreed-to.ts';
import { actorIdsOf } from '../generation/generation.ts';
import type { GenerationRequest } from '../generation/requests/plan.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from '../generation/testing/generation-fixture.ts';
import { limitsMark, noLimits } from '../safety/limits/limits.ts';
import { type Approval, isWaiting } from './approval.ts';
import { type Act, act, dora, members, principals } from './testing/acts.ts';
import { type Allowed, allowsMaking, allowsShowing, line } from './testing/allowed.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: GenerationWorld;
let photo: Photo;
const face = {
  box: { x: 0.3, y: 0.2, width: 0.3, height: 0.3 },
  ...{ score: 0.99, sidePixels: 300, sharpness: 400, brightness: 130, contrast: 45, cutOff: false, tilt: 0 },
};
beforeAll(async () => {
  world = await createGenerationWorld({ pictures: await smallPictures() });
  const sight = {
    ...{ faces: [face], phash: '0123456789abcdef', brightness: 120, contrast: 50 },
    ...{ turned: 0 as const, explicit: 0 },
  };
  photo = {
    sha256: await world.blobs.put(await renderCastPhoto('nova', 0)),
    ...{ width: 900, height: 1_100, addedAt: 0, accepted: true, sight },
  };
});
afterAll(() => world.close());

const said = (about: unknown) =>
  JSON.stringify(about, (_key, value) => (value instanceof Set ? [...value] : value));
let nth = 0;
/** What has really come about: without it, nothing is proved. */
const seen = { approvedAndMade: 0, refused: 0, shown: 0, withheld: 0, blocked: 0, agreed: 0 };

/** One life of the server: the services, and what people have allowed so far. */
async function createLife() {
  const run = nth++;
  let services = await world.open();
  for (const memberId of members) {
    await services.approvals.forget({ memberId }, async () => {});
    await services.actors.unblock(memberId);
  }
  const people: Record<string, Allowed> = {};
  /** Every actor that there was in this life. */
  const all: Allowed[] = [];
  let registered = 0;

  async function register(name: string, consent: 'pending' | 'granted'): Promise<void> {
    const subjectId = principals[name] ?? '';
    const id = `${name}${run}n${registered++}`;
    await world.people.actors.put(
      id,
      trainedActor({
        ...{ id, name: id, ownerId: subjectId, subjectId, visibility: 'ask', photos: [photo] },
        consent: { state: consent, memberId: subjectId, textVersion: 4, text: 'yes', at: 0 },
      }),
    );
    people[name] = {
      ...{ id, principal: subjectId, consent, level: 'ask', alone: false },
      ...{ chosen: new Set(), limits: new Set(), blocked: people[name]?.blocked ?? new Set() },
    };
    all.push(people[name]);
  }
  for (const name of Object.keys(principals)) await register(name, 'granted');
  const one = (name: string) => people[name] as Allowed;

  /** Which of a request's people have said yes to it, and to nothing else. */
  const yes = new Map<string, Set<string>>();
  const sceneOf = new Map<string, string>();

  async function waiting(): Promise<Approval[]> {
    const found = new Map<string, Approval>();
    for (const memberId of members)
      for (const approval of await services.approvals.ofMember(memberId))
        if (isWaiting(approval)) found.set(approval.id, approval);
    return [...found.values()];
  }

  /** Makes it as the edge does. What comes of it must be allowed by everybody in it at this moment. */
  async function make(id: string, request: GenerationRequest): Promise<void> {
    const accepted = await services.generation.acceptApproved(id, request);
    try {
      const { record } = await services.generation.generate(accepted, () => {});
      const ids = actorIdsOf(record);
      expect(ids.length).toBeGreaterThan(0);
      for (const actorId of ids) {
        const its = all.find(person => person.id === actorId) as Allowed;
        const approved = yes.get(id)?.has(its.principal) ?? false;
        const about = {
          memberId: record.memberId,
          approved,
          scene: sceneOf.get(id) ?? '',
          people: ids.length,
        };
        expect(allowsMaking(its, about), said({ ...about, its })).toBe(true);
        if (approved && its.level === 'ask') seen.approvedAndMade++;
      }
      expect(record.images.length).toBe(request.count);
      yes.delete(id);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.code === 'blocked') seen.refused++;
    } finally {
      await services.generation.told(accepted.id);
    }
  }

  const steps: { [Kind in Act['kind']]: (step: Extract<Act, { kind: Kind }>, at: number) => Promise<void> } =
    {
      async share(step) {
        const its = one(step.actor);
        const chosen = step.with === 'chosen' ? step.member : undefined;
        await services.actors.share(guildId, step.by, its.id, step.with, chosen);
        expect(step.by).toBe(its.principal);
        its.level = step.with;
        its.chosen = new Set((await services.actors.byId(its.id))?.chosenMemberIds);
        await services.approvals.reconsider(its.id);
      },
      async limit({ by, actor: name, limits, alone }) {
        const its = one(name);
        const before = (await services.actors.byId(its.id))?.limits ?? noLimits;
        const set = Object.fromEntries(limits.filter(limit => limit !== 'never').map(limit => [limit, true]));
        const never = limits.includes('never') ? { never: line } : {};
        const wanted = { ...noLimits, ...set, ...never, others: alone };
        await services.actors.setLimits(by, its.id, wanted, limitsMark(before));
        expect(by).toBe(its.principal);
        its.limits = new Set(limits);
        its.alone = alone;
      },
      async ask(step, at) {
        const [first, second] = step.actors.map(name => one(name).id);
        const id = `r${run}x${at}`;
        sceneOf.set(id, step.scene);
        await make(id, {
          ...{ guildId, channelId: '77', memberId: step.by, count: step.count },
          ...{ prompt: `${first} ${step.scene}`, actor: first, actor2: second },
        });
      },
      async answer(step) {
        const found = await waiting();
        const asked = found[step.nth % Math.max(1, found.length)];
        if (!asked) return;
        const by = step.by ?? asked.asked.find(person => person.approvedAt === undefined)?.memberId ?? ana;
        if (step.answer === 'block') await services.approvals.block(by, asked.id);
        else await services.approvals.answer(by, asked.id, step.answer);
        expect(asked.asked.some(({ memberId }) => memberId === by)).toBe(true);
        if (step.answer === 'approve') yes.set(asked.id, (yes.get(asked.id) ?? new Set()).add(by));
        if (step.answer !== 'block') return;
        for (const its of all.filter(({ principal }) => principal === by))
          its.blocked.add(asked.request.memberId);
        seen.blocked++;
      },
      async make() {
        for await (const { id } of services.approvals.approved()) {
          for (let twice = 0; twice < 2; twice++) {
            let request: GenerationRequest | undefined;
            await services.approvals.takeUp(id, async given => {
              request = given;
            });
            if (request) await make(id, request);
          }
        }
      },
      async restart() {
        services = await world.open();
      },
      async expire() {
        for (const { id } of await waiting()) await services.approvals.end(id, 'expired');
      },
      async unblock({ by }) {
        await services.actors.unblock(by);
        for (const its of all) if (its.principal === by) its.blocked.clear();
      },
      async agree(step) {
        const its = one(step.actor);
        const found = await services.actors.byId(its.id);
        if (!found) return;
        const by = step.by ?? its.principal;
        await services.actors.grant({ memberId: by }, its.id, seenMark(found));
        expect(by).toBe(its.principal);
        if (its.consent === 'pending') seen.agreed++;
        its.consent = 'granted';
      },
      /** In the order of a deletion. */
      async withdraw({ actor: name }) {
        const its = one(name);
        const actorIds = [its.id];
        await services.approvals.forget({ actorIds }, async () => {});
        await services.generation.dropUnderWay({ actorIds });
        await services.actors.remove(its.id);
        await services.approvals.forget({ actorIds }, async () => {});
        await services.generation.erase((await services.generation.ofActor(its.id)).map(({ id }) => id));
        await services.generation.dropCached(its.id);
        its.consent = 'gone';
      },
      async register({ actor: name }) {
        if (one(name).consent === 'gone') await register(name, 'pending');
      },
    };

  return {
    async step(what: Act, at: number): Promise<void> {
      try {
        await (steps[what.kind] as (step: Act, at: number) => Promise<void>)(what, at);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    },
    /** Nothing is shown that somebody in it forbids now, and everything that they all allow; nobody is asked by whom they blocked. */
    async check(): Promise<void> {
      for (const record of await world.generations.all()) {
        const ids = actorIdsOf(record);
        const its = all.filter(({ id }) => ids.includes(id));
        if (its.length === 0) continue;
        const about = { scene: sceneOf.get(record.id) ?? '', people: ids.length };
        const pictures = await services.generation.pictures(record, { guildId, adultChannel: false });
        const allowed = its.length === ids.length && its.every(person => allowsShowing(person, about));
        for (const picture of pictures) expect('bytes' in picture, said({ ...about, its })).toBe(allowed);
        seen[allowed ? 'shown' : 'withheld'] += pictures.length;
      }
      for (const { request, asked } of await waiting())
        for (const { memberId, approvedAt } of asked)
          if (approvedAt === undefined)
            expect(all.some(its => its.principal === memberId && its.blocked.has(request.memberId))).toBe(
              false,
            );
    },
  };
}

test('at no point is a picture of a person made or shown that they don’t allow', async () => {
  const asks = { kind: 'ask', by: ben, actors: ['nova'], count: 1 } as const;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 22 }), async steps => {
      const life = await createLife();
      for (const [at, step] of steps.entries()) {
        await life.step(step, at);
        await life.check();
      }
    }),
    {
      numRuns: 12,
      // Ones that certainly get to each of the things that are counted.
      examples: [
        [
          [
            { ...asks, scene: 'in the rain, watercolour' },
            { kind: 'answer', by: undefined, nth: 0, answer: 'approve' },
            { kind: 'make' },
            { ...asks, scene: 'with a sword, watercolour' },
            { kind: 'answer', by: undefined, nth: 0, answer: 'approve' },
            { kind: 'limit', by: ana, actor: 'nova', limits: ['violence'], alone: false },
            { kind: 'make' },
          ],
        ],
        [
          [
            { kind: 'share', by: ana, actor: 'nova', with: 'guild', member: ben },
            { ...asks, scene: 'with a sword, watercolour' },
            { kind: 'limit', by: ana, actor: 'nova', limits: ['violence'], alone: false },
            { kind: 'share', by: ana, actor: 'nova', with: 'ask', member: ben },
            { ...asks, scene: 'in the snow, watercolour' },
            { kind: 'answer', by: undefined, nth: 0, answer: 'block' },
            { ...asks, scene: 'in the rain, watercolour' },
            { kind: 'withdraw', actor: 'nova' },
            { kind: 'register', actor: 'nova' },
            { kind: 'agree', by: undefined, actor: 'nova' },
          ],
        ],
        [
          [
            { kind: 'share', by: ana, actor: 'nova', with: 'guild', member: ben },
            { kind: 'share', by: dora, actor: 'wren', with: 'guild', member: ben },
            { ...asks, scene: 'in the fog, photo' },
            { ...asks, scene: 'eating a banana, watercolour' },
            { ...asks, scene: 'in the snow, watercolour', actors: ['nova', 'wren'] },
            { kind: 'limit', by: ana, actor: 'nova', limits: ['realistic'], alone: false },
            { ...asks, scene: 'in the fog, photo', count: 2 },
            { kind: 'limit', by: ana, actor: 'nova', limits: ['never'], alone: false },
            { ...asks, scene: 'eating a banana, watercolour', count: 2 },
            { kind: 'limit', by: dora, actor: 'wren', limits: [], alone: true },
            { ...asks, scene: 'in the rain, watercolour', actors: ['nova', 'wren'] },
          ],
        ],
      ],
    },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
});
