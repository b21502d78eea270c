import { expect, test } from 'vitest';
import { seenMark, widenedIn } from '../../services/actors/agreed-to.ts';
import { consentText } from '../../services/actors/consent-text.ts';
import { type ActorsWorld, actorsWorld, ben, guildId } from '../../services/actors/testing/actors-fixture.ts';
import { consentPhotosView, consentRequestView } from '../../views/actor/consent-view.ts';
import { renewalView } from '../../views/actor/renewal-view.ts';
import type { View } from '../../views/components.ts';
import type { Language } from '../../words/language.ts';
import { sayIn, speaking } from '../../words/words.ts';
import { consentButtons } from './consent-buttons.ts';
import { renewalButtons } from './renewal-buttons.ts';

const sheet = Buffer.from('a picture');

/** Ben reads the view in one language, and presses its button with his Discord in another. */
async function answer(world: ActorsWorld, name: string, read: Language, pressed: Language, view: () => View) {
  const words = JSON.stringify((await speaking(read, async () => view())).components);
  const [, ref = ''] = new RegExp(`"custom_id":"${name}:([^"]*)"`).exec(words) ?? [];
  const button = [...consentButtons, ...renewalButtons].find(one => one.name === name);
  const call = { ref, services: { actors: world.actors }, caller: { memberId: ben, guildId, admin: false } };
  await speaking(pressed, async () => button?.execute?.({ ...call, progress: () => {} } as never));
  return words;
}

test.each(['request', 'photos'])('consent is recorded in the words that were read: %s', async which => {
  const world = await actorsWorld();
  const { actor } = await world.register({ subjectId: ben });
  const view = which === 'request' ? consentRequestView : consentPhotosView;
  const words = await answer(world, 'consent-grant', 'fr', 'de', () => view(actor, sheet));
  const { consent } = (await world.actors.byId(actor.id)) ?? {};
  expect(consent).toMatchObject({ state: 'granted', text: sayIn('fr', 'actorConsent.text') });
  expect(words).toContain(JSON.stringify(consent?.text).slice(1, -1));
});

test('and so is a newer text', async () => {
  const world = await actorsWorld();
  const { actor } = await world.register({ subjectId: ben });
  await world.grant({ memberId: ben }, actor.id);
  const { consent, ...rest } = (await world.actors.byId(actor.id)) ?? actor;
  await world.store({ ...rest, consent: { ...consent, textVersion: widenedIn(actor) - 1 } });
  await world.restart();
  await world.actors.askToRenew(actor.id, 'studio');
  const asked = (await world.actors.byId(actor.id)) ?? actor;
  await answer(world, 'renewal-grant', 'ja', 'en', () => renewalView(asked));
  const renewed = (await world.actors.byId(actor.id))?.consent;
  expect(renewed).toMatchObject({ textVersion: consentText.version, text: sayIn('ja', 'actorConsent.text') });
});

test('for somebody outside the server its owner answers in the direct message that told them, and nobody in another', async () => {
  const world = await actorsWorld('admins');
  const { actor } = await world.register({ subjectId: undefined, statement: 'By letter.', ownerId: ben });
  const notice = { channelId: 'told', messageId: 'm' };
  await world.actors.noteRequest(actor.id, { posted: notice, notice });
  const press = async (channelId: string) => {
    const caller = { memberId: 'owner', guildId: '@me', channelId, admin: false };
    const call = { ref: `${actor.id}/${seenMark(actor)}/en`, services: { actors: world.actors }, caller };
    const grant = consentButtons.find(({ name }) => name === 'consent-grant');
    await grant?.execute?.({ ...call, progress: () => {} } as never);
    return (await world.actors.byId(actor.id))?.consent.state;
  };
  await expect(press('another')).rejects.toThrow(/Only an admin/);
  expect(await press('told')).toBe('granted');
});
