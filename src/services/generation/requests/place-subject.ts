/** The words that stand for a trained actor in a prompt. */
export const subjectOf = (triggerWord: string) => `${triggerWord} person`;

/** How a model that starts from pictures is told whom the prompt is about, where it is not told in which. */
export const peopleInPicture = ['the person in the picture', 'the other person in the picture'] as const;

/** Who is to be in a picture: the name that a member types, and what a model is told instead. */
export interface Person {
  name: string;
  subject: string;
}

interface Place extends Person {
  from: number;
  to: number;
}

/**
 * Each subject where the prompt first names its person as a word of its own; those not named, in front of it all, unless
 * the prompt is about a picture that shows them anyway.
 */
export function placeSubjects(prompt: string, people: Person[], { inFront = true } = {}): string {
  // Names are stored composed; a prompt may hold the same letters with their accents apart.
  const composed = prompt.normalize('NFC');
  const places: Place[] = [];
  // "Nova Star" before "Nova", who is not meant there.
  for (const person of longestFirst(people)) {
    const [place] = placesOf(composed, person, places);
    if (place) places.push(place);
  }
  const placed = withSubjects(composed, places);
  const unnamed = people.filter(({ subject }) => !places.some(place => place.subject === subject));
  if (unnamed.length === 0 || !inFront) return placed;
  const front = unnamed.map(({ subject }) => subject).join(' and ');
  return `${front}, ${places.length > 0 ? placed : prompt}`;
}

/**
 * Other words for every mention of these names, and how they come back. For words that leave the bot, so that names don’t.
 */
export function hideNames(
  words: string,
  names: readonly string[],
): { words: string; restore: (answer: string) => string } {
  // Names are one in any width; see `actors/names.ts`.
  const plain = words.normalize('NFKC');
  const nameOf = new Map<string, string>();
  const people = names.map(name => {
    let nth = nameOf.size;
    // What the member wrote themselves stands for nobody.
    while (nameOf.has(standIn(nth)) || plain.includes(standIn(nth))) nth++;
    nameOf.set(standIn(nth), name);
    return { name: name.normalize('NFKC'), subject: standIn(nth) };
  });
  const places: Place[] = [];
  for (const person of longestFirst(people)) places.push(...placesOf(plain, person, places));
  return {
    words: withSubjects(plain, places),
    restore: answer => answer.replace(/PERSON_[A-Z]+/g, word => nameOf.get(word) ?? word),
  };
}

/** PERSON_A, PERSON_B … PERSON_Z, PERSON_AA … */
function standIn(nth: number): string {
  const letters = (at: number): string =>
    (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
  return `PERSON_${letters(nth)}`;
}

const longestFirst = (people: readonly Person[]) => people.toSorted((a, b) => b.name.length - a.name.length);

function withSubjects(words: string, places: readonly Place[]): string {
  let placed = words;
  // From the end, so that what is put in moves no place that is still needed.
  for (const { subject, from, to } of places.toSorted((a, b) => b.from - a.from)) {
    placed = placed.slice(0, from) + subject + placed.slice(to);
  }
  return placed;
}

/** Where the person is named as a word of its own, unless another one is meant there. */
function placesOf(words: string, person: Person, taken: readonly Place[]): Place[] {
  const name = person.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = '[\\p{L}\\p{M}\\p{N}]';
  return [...words.matchAll(new RegExp(`(?<!${word})${name}(?!${word})`, 'giu'))]
    .map(found => ({ ...person, from: found.index, to: found.index + found[0].length }))
    .filter(({ from, to }) => taken.every(other => to <= other.from || from >= other.to));
}
