import type { APIMessageComponent } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { type Actor, actorSchema, maxPhotos, type Photo } from '../../services/actors/actor.ts';
import { consentText } from '../../services/actors/consent-text.ts';
import type { PhotoOutcome } from '../../services/photos/photos-service.ts';
import { descriptorOf, photoOf, sightOf } from '../../services/photos/testing/sights.ts';
import { nextSteps } from './actor-view.ts';
import { standing } from './actor-words.ts';
import { lettersOf, photoRef, photoReportView } from './photo-report-view.ts';

const member = '100000000000000001';
const actorOf = (photos: Photo[], { name = 'Nova' } = {}): Actor =>
  actorSchema.parse({
    id: 'k3v9',
    guildId: 'g',
    name,
    ownerId: member,
    subjectId: member,
    visibility: 'owner',
    chosenMemberIds: [],
    photos,
    consent: { state: 'pending', memberId: member, textVersion: 1, text: '' },
    triggerWord: 'ohwxk3v9',
    versions: [],
    createdAt: 0,
  });
const sheet = Buffer.from('sheet');
const view = (actor: Actor, outcomes: PhotoOutcome[] = [], mayMend = true) =>
  photoReportView(actor, outcomes, {
    sheet,
    next: nextSteps(actor, member),
    standing: standing(actor),
    consent: consentText.text,
    mayMend,
  });

interface Flat {
  components: number;
  words: string;
  buttons: { custom_id: string; label: string }[];
  rows: number[];
}
/** The view as Discord counts it: every component, nested ones too. */
function flat({ components }: { components: unknown[] }): Flat {
  const seen: Flat = { components: 0, words: '', buttons: [], rows: [] };
  const walk = (each: APIMessageComponent) => {
    seen.components++;
    if ('content' in each) seen.words += `${each.content}\n`;
    if ('custom_id' in each && 'label' in each) seen.buttons.push(each as Flat['buttons'][number]);
    if (!('components' in each)) return;
    if (each.type === 1) seen.rows.push(each.components.length);
    for (const inner of each.components) walk(inner as APIMessageComponent);
  };
  for (const each of components) walk(each as APIMessageComponent);
  return seen;
}

const good = [1, 2, 3, 4, 5].map(number => photoOf(number));
const tile = {
  bytes: sheet,
  faces: [],
  verdict: {
    verdict: 'bad',
    reasons: [{ code: 'no-face', verdict: 'bad', short: 'no face', words: 'It shows no face.' }],
  },
} as const satisfies NonNullable<Extract<PhotoOutcome, { refused: string }>['tile']>;

/** A photo with every warning there is. */
const doubtful = (number: number) => {
  const [face] = sightOf(number).faces;
  if (!face) throw new Error('no face');
  const faulty = { ...face, sharpness: 60, contrast: 10, cutOff: true };
  return photoOf(number, { faces: [faulty, face, face], descriptor: descriptorOf(0, number, 0.5) });
};

describe('the report', () => {
  test('says what needs a look first, the files that were not taken by letter, and the good ones together', () => {
    const { words } = flat(
      view(actorOf([...good, doubtful(6)]), [
        { name: 'words.jpg', refused: 'It isn’t an image.' },
        { name: 'beach_*day*.jpg', refused: 'It shows no face.', tile },
      ]),
    );
    expect(words).toMatch(
      /✕ \*\*words\.jpg:\*\* It isn’t an image\.\n✕ \*\*A · beach\\_\\\*day\\\*\.jpg:\*\* It shows no face\.\n⚠ \*\*Photo 6:\*\* .*3 faces.*\n✓ \*\*Photos 1, 2, 3, 4, 5\*\* are good/,
    );
    expect(words).toMatch(/5 of 8 photos can be used as they are/);
    expect(words).toMatch(/What would help/);
  });

  test('has the same in the text for those who do not see the picture', () => {
    const { files } = view(actorOf([...good, doubtful(6)]), [
      { name: 'b.jpg', refused: 'It shows no face.', tile },
    ]);
    expect(files?.[0]?.description).toMatch(
      /Contact sheet of Nova: 5 good, 1 with warnings, 1 not usable\. 1 good, .*6 .+, A not accepted, no face\./,
    );
  });

  test('offers to mend what is not good, by what does not shift when others go', () => {
    const faulty = doubtful(6);
    const { buttons } = flat(view(actorOf([faulty, ...good])));
    const ref = photoRef('k3v9', faulty.sha256);
    expect(buttons.filter(({ custom_id }) => custom_id.includes('photo:'))).toMatchObject([
      { custom_id: `replace-photo:${ref}`, label: 'Replace 1' },
      { custom_id: `remove-photo:${ref}`, label: 'Remove 1' },
    ]);
    expect(buttons).toContainEqual(expect.objectContaining({ custom_id: 'accept-photos:k3v9' }));
  });

  test('offers nothing to mend once its warnings were accepted', () => {
    const { buttons, words } = flat(view(actorOf([...good, { ...doubtful(6), accepted: true }])));
    expect(buttons.map(({ label }) => label)).not.toContain('Remove 6');
    expect(buttons.map(({ label }) => label)).not.toContain('Accept with warnings');
    expect(words).toMatch(/6 of 6 photos can be used\.[\s\S]*Photo 6.*\(Accepted\.\)/);
  });

  test('offers no changes to a member who may look only', () => {
    const { buttons } = flat(view(actorOf([...good, doubtful(6)]), [], false));
    expect(buttons.filter(({ custom_id }) => /replace|remove|accept/.test(custom_id))).toEqual([]);
  });

  test.each([
    ['ten photos with every warning', maxPhotos, 0],
    ['ten photos with every warning, and ten files with long names that were not taken', maxPhotos, 10],
    ['no photos', 0, 10],
  ])('stays within what Discord takes: %s', (_, photos, refused) => {
    const outcomes = Array.from({ length: refused }, (_, index) => ({
      name: `${'*_`|~'.repeat(40)}${index}.jpg`,
      refused: 'It’s 20000 × 20000 pixels, more than the 40 megapixels that fit. Send a smaller copy.'.repeat(
        2,
      ),
      tile,
    }));
    const actor = actorOf(
      Array.from({ length: photos }, (_, index) => doubtful(index + 1)),
      { name: `N${'.'.repeat(31)}` },
    );
    const shown = view(actor, outcomes);
    const { components, words, buttons, rows } = flat(shown);
    expect(components).toBeLessThanOrEqual(40);
    expect(words.length).toBeLessThanOrEqual(4_000);
    expect(Math.max(0, ...rows)).toBeLessThanOrEqual(5);
    expect(Math.min(9, ...rows)).toBeGreaterThan(0);
    expect(new Set(buttons.map(({ custom_id }) => custom_id)).size).toBe(buttons.length);
    for (const { custom_id, label } of buttons) {
      expect(custom_id.length).toBeLessThanOrEqual(100);
      expect(label.length).toBeLessThanOrEqual(80);
    }
    expect(buttons.filter(({ label }) => label.startsWith('Remove'))).toHaveLength(photos);
    expect(shown.files?.[0]?.description?.length).toBeLessThanOrEqual(1_024);
    expect(words).toContain(consentText.text);
    if (refused === 10 && photos === 10) expect(words).toMatch(/and \d+ more, see the picture/);
  });
});

test('letters are for the files that the picture shows, in order', () => {
  const outcomes: PhotoOutcome[] = [
    { name: 'a', refused: 'r', tile },
    { name: 'b', photo: photoOf(1) },
    { name: 'c', refused: 'r' },
    { name: 'd', refused: 'r', tile },
  ];
  expect(lettersOf(outcomes)).toEqual(['A', undefined, undefined, 'B']);
});
