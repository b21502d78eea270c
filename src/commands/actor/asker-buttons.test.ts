import { expect, test } from 'vitest';
import { createActorsService } from '../../services/actors/actors-service.ts';
import { actorCollections } from '../../services/actors/testing/actor-collections.ts';
import { memoryBlobs } from '../../services/privacy/testing/outside-world.ts';
import { actorOf, ana, ben } from '../../services/privacy/testing/records.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { askingView, declinedView } from '../../views/actor/consent-view.ts';
import type { View } from '../../views/components.ts';
import { consentButtons } from './consent-buttons.ts';

test('who declined to be cast can block the member who asked, and take that back', async () => {
  const people = await actorCollections(openMemoryStore(), () => 0);
  const noPhotos = { take: async () => [], thumbnail: async (bytes: Buffer) => bytes };
  const actors = await createActorsService({
    ...people,
    ...{ photos: noPhotos, blobs: memoryBlobs(), now: () => 0 },
  });
  /** Presses a button of the view, by its label. */
  async function press(view: View, label: string): Promise<View> {
    const words = JSON.stringify(view.components);
    const [, name = '', ref = ''] =
      new RegExp(`"custom_id":"([^":]+):([^"]*)","label":"${label}"`).exec(words) ?? [];
    const button = consentButtons.find(one => one.name === name);
    return button?.execute?.({
      ...{ ref, services: { actors }, caller: { memberId: ana }, progress: () => {} },
    } as never) as Promise<View>;
  }
  const asking = async () => askingView(await actors.isNeverAsked(ana), await actors.blockedBy(ana));
  expect(JSON.stringify(await asking())).not.toMatch(/blocked/);

  const declined = declinedView(actorOf('nova', { ownerId: ben, subjectId: ana }));
  const blocked = await press(declined, 'Block this member');
  expect(JSON.stringify(blocked)).toContain(`<@${ben}> can’t ask you for anything anymore`);
  expect(await actors.isBlocked(ben, ana)).toBe(true);
  expect(JSON.stringify(await press(blocked, 'Unblock'))).toContain(`<@${ben}> can ask you again`);
  expect(await actors.isBlocked(ben, ana)).toBe(false);

  await press(declined, 'Block this member');
  expect(JSON.stringify(await asking())).toMatch(/One member you blocked/);
  expect(JSON.stringify(await press(await asking(), 'Unblock all'))).toMatch(/Everybody you blocked/);
  expect(await actors.blockedBy(ana)).toBe(0);
});
