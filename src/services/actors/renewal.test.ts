import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from './actor.ts';
import { agreedToSending, wordingMark } from './agreed-to.ts';
import { consentText, statementText } from './consent-text.ts';
import { listOf } from './testing/actor-collections.ts';
import { type ActorsWorld, actorsWorld, ana, ben, guildId } from './testing/actors-fixture.ts';

let world: ActorsWorld;
beforeEach(async () => {
  world = await actorsWorld('members');
});

/** Agreed to when the text was another one, as records of then are. */
async function agreedEarlier(actor: Actor, textVersion: number): Promise<string> {
  const { consent } = actor;
  await world.store({ ...actor, consent: { ...consent, textVersion, text: 'of then' } });
  await world.restart();
  return actor.id;
}
const registered = async () => (await world.register({ agreed: true })).actor;
const consentOf = async (id: string) => (await world.actors.byId(id))?.consent;
const { version } = consentText;
const today = async (id: string) => {
  const actor = await world.actors.byId(id);
  return actor ? wordingMark(actor) : '';
};

describe('somebody who agreed to an earlier text', () => {
  test('still agrees to what it says: the actor is usable, and not sent away', async () => {
    const id = await agreedEarlier(await registered(), 3);
    const actor = await world.actors.usable(guildId, ana, id);
    expect(agreedToSending(actor)).toBe(false);
    expect(await listOf(world.actors.openRenewals())).toEqual([]);
  });

  test('is asked once where it is of use, also after a restart, and by nobody else', async () => {
    const id = await agreedEarlier(await registered(), 3);
    expect(await world.actors.askToRenew(id, 'studio')).toBe(true);
    await world.actors.askToRenew(id, 'elsewhere');
    await world.restart();
    expect(await listOf(world.actors.openRenewals())).toMatchObject([
      { id, renewal: { channelId: 'studio' } },
    ]);
    const posted = { channelId: 'studio', messageId: '77' };
    expect(await world.actors.noteRenewal(id, posted)).toMatchObject({ posts: [posted] });
    expect(await listOf(world.actors.openRenewals())).toEqual([]);
    const now = await today(id);
    await expect(world.actors.renew(ben, id, now)).rejects.toMatchObject({ code: 'not-allowed' });
    // An earlier version, other words of the same one, and what buttons said before they named the words.
    for (const seen of [now.replace(/^\d+/, String(version - 1)), `${version}.00000000`, String(version)])
      await expect(world.actors.renew(ana, id, seen)).rejects.toMatchObject({ code: 'gone' });
    expect(await consentOf(id)).toMatchObject({ textVersion: 3, text: 'of then' });
  });

  test('who agrees has agreed to the text of today, from then on, and twice is once', async () => {
    const id = await agreedEarlier(await registered(), 3);
    await world.actors.askToRenew(id, 'studio');
    world.clock.ms = 5_000;
    const actor = await world.actors.renew(ana, id, await today(id));
    expect(agreedToSending(actor)).toBe(true);
    world.clock.ms = 6_000;
    await world.actors.renew(ana, id, await today(id));
    expect(await consentOf(id)).toEqual({
      ...{ state: 'granted', memberId: ana, textVersion: version, text: consentText.text, at: 5_000 },
    });
    expect(await world.actors.askToRenew(id, 'studio')).toBe(false);
    // The card of the question was on its way: it is taken back.
    expect(await world.actors.noteRenewal(id, { channelId: 'studio', messageId: '78' })).toBeUndefined();
    await expect(world.actors.keepEarlier(ana, id)).rejects.toMatchObject({ code: 'gone' });
  });

  test('is not asked again where a later text allows nothing more', async () => {
    const id = await agreedEarlier(await registered(), 3);
    const kept = { textVersion: 4, channelId: 'studio', askedAt: 1, declinedAt: 2 };
    await world.store({ ...(await world.actors.usable(guildId, ana, id)), renewal: kept });
    await world.restart();
    expect(await world.actors.askToRenew(id, 'studio')).toBe(false);
    expect(await listOf(world.actors.openRenewals())).toEqual([]);
    const sent = await agreedEarlier((await world.register({ agreed: true, name: 'Mei' })).actor, 4);
    expect(await world.actors.askToRenew(sent, 'studio')).toBe(false);
  });

  test('who keeps to it is not asked again, and may change their mind', async () => {
    const id = await agreedEarlier(await registered(), 3);
    await world.actors.askToRenew(id, 'studio');
    await world.actors.keepEarlier(ana, id);
    expect(await world.actors.askToRenew(id, 'studio')).toBe(false);
    expect(await listOf(world.actors.openRenewals())).toEqual([]);
    expect(agreedToSending(await world.actors.renew(ana, id, await today(id)))).toBe(true);
  });

  test('whose actor goes meanwhile hears of nothing', async () => {
    const id = await agreedEarlier(await registered(), 3);
    await world.actors.askToRenew(id, 'studio');
    await world.actors.remove(id);
    expect(await world.actors.askToRenew(id, 'studio')).toBe(false);
    expect(await world.actors.noteRenewal(id, { channelId: 'studio', messageId: '79' })).toBeUndefined();
    await expect(world.actors.renew(ana, id, await today(id))).rejects.toMatchObject({ code: 'gone' });
  });

  test('for somebody outside the server it is the member who spoke for them', async () => {
    const statement = 'She signed the release form on 3 March.';
    const { actor } = await world.register({ subjectId: undefined, statement });
    const id = await agreedEarlier(actor, 2);
    await world.actors.askToRenew(id, 'studio');
    await expect(world.actors.renew(ben, id, await today(id))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const renewed = await world.actors.renew(ana, id, await today(id));
    expect(renewed.consent).toMatchObject({ statement, text: statementText.text });
    expect(agreedToSending(renewed)).toBe(true);
  });
});

test('who agrees today needs no renewal', async () => {
  const actor = await registered();
  expect(agreedToSending(actor)).toBe(true);
  expect(await world.actors.askToRenew(actor.id, 'studio')).toBe(false);
});

describe('what a service answered to a version', () => {
  const hub = { provider: 'fal-ai', link: 'hub' } as const;
  const add = async () => {
    const { id } = await registered();
    await world.actors.addVersion(id, {
      ...{ jobId: 'job-1', repo: 'studio/nova', revision: 'abc', baseModel: 'b', steps: 1, trainedAt: 0 },
      ...{ standIn: true, samples: [] },
    });
    return { actorId: id, revision: 'abc' };
  };

  test('is kept with it, the last of each service and link', async () => {
    const version = await add();
    await world.actors.noteServing(version, { ...hub, outcome: 'made' });
    world.clock.ms = 2_000;
    await world.actors.noteServing(version, { ...hub, outcome: 'made' });
    expect(await world.actors.servingOf(version, hub)).toEqual({ ...hub, outcome: 'made', at: 1_000 });
    await world.actors.noteServing(version, { ...hub, outcome: 'refused', reason: 'It did not fit' });
    await world.actors.noteServing(version, { ...hub, link: 'bot', outcome: 'made' });
    await world.restart();
    expect((await world.actors.byId(version.actorId))?.versions[0]?.servings).toEqual([
      { ...hub, outcome: 'refused', reason: 'It did not fit', at: 2_000 },
      { ...hub, link: 'bot', outcome: 'made', at: 2_000 },
    ]);
  });

  test('comes to nothing where the version or the actor is gone', async () => {
    const version = await add();
    await world.actors.noteServing({ ...version, revision: 'other' }, { ...hub, outcome: 'made' });
    expect(await world.actors.servingOf({ ...version, revision: 'other' }, hub)).toBeUndefined();
    await world.actors.remove(version.actorId);
    await world.actors.noteServing(version, { ...hub, outcome: 'made' });
    expect(await world.actors.byId(version.actorId)).toBeUndefined();
  });
});
