import { expect, test } from 'vitest';
import { type Actor, actorSchema } from '../../services/actors/actor.ts';
import { consentText, statementText } from '../../services/actors/consent-text.ts';
import { consentPhotosView, consentRequestView } from './consent-view.ts';

const asked = (subjectId: string | undefined, consent: object): Actor =>
  actorSchema.parse({
    ...{ id: 'k3v9', guildId: 'g', name: 'Nova', ownerId: '11', visibility: 'owner', chosenMemberIds: [] },
    ...{ photos: [], triggerWord: 'ohwxk3v9', versions: [], createdAt: 0 },
    ...(subjectId ? { subjectId } : {}),
    consent: { state: 'pending', memberId: '11', ...consent },
  });
const wordsOf = (actor: Actor) => JSON.stringify(consentRequestView(actor).components);

test('the person shown reads the text that their answer is recorded with, whatever was stored when they were registered', () => {
  for (const textVersion of [consentText.version, consentText.version - 1]) {
    const words = wordsOf(asked('22', { textVersion, text: 'Wie es damals hieß.' }));
    expect(words).toContain(consentText.text);
    expect(words).not.toContain('Wie es damals hieß.');
  }
});

test('of somebody outside, the admin reads what was declared: in their own language unless it was an earlier text', () => {
  const statement = 'By letter.';
  const today = { textVersion: statementText.version, text: 'Wie es hieß.', statement };
  const privately = (actor: Actor) => JSON.stringify(consentPhotosView(actor, Buffer.alloc(0)).components);
  expect(privately(asked(undefined, today))).toContain(statementText.text);
  expect(privately(asked(undefined, today))).toMatch(/says how the person agreed:.*> By letter/);
  // The channel reads nothing of it.
  expect(wordsOf(asked(undefined, today))).not.toMatch(/letter/);
  const earlier = privately(asked(undefined, { ...today, textVersion: statementText.version - 1 }));
  expect(earlier).toContain('> Wie es hieß.');
  expect(earlier).not.toContain(statementText.text);
});
