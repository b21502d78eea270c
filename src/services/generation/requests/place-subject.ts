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
  for (const person of people.toSorted((a, b) => b.name.length - a.name.length)) {
    const place = placeOf(composed, person, places);
    if (place) places.push(place);
  }
  let placed = composed;
  // From the end, so that what is put in moves no place that is still needed.
  for (const { subject, from, to } of places.toSorted((a, b) => b.from - a.from)) {
    placed = placed.slice(0, from) + subject + placed.slice(to);
  }
  const unnamed = people.filter(({ subject }) => !places.some(place => place.subject === subject));
  if (unnamed.length === 0 || !inFront) return placed;
  const front = unnamed.map(({ subject }) => subject).join(' and ');
  return `${front}, ${places.length > 0 ? placed : prompt}`;
}

function placeOf(prompt: string, person: Person, taken: Place[]): Place | undefined {
  const name = person.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = '[\\p{L}\\p{M}\\p{N}]';
  for (const found of prompt.matchAll(new RegExp(`(?<!${word})${name}(?!${word})`, 'giu'))) {
    const from = found.index;
    const to = from + found[0].length;
    if (taken.every(other => to <= other.from || from >= other.to)) return { ...person, from, to };
  }
  return undefined;
}
