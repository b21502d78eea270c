/** The words that stand for an actor in a prompt. */
export const subjectOf = (triggerWord: string) => `${triggerWord} person`;

/** The subject where the prompt first names the actor as a word of its own, or in front of it all. */
export function placeSubject(prompt: string, actorName: string, subject: string): string {
  // Names are stored composed; a prompt may hold the same letters with their accents apart.
  const composed = prompt.normalize('NFC');
  const name = actorName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = '[\\p{L}\\p{M}\\p{N}]';
  const found = new RegExp(`(?<!${word})${name}(?!${word})`, 'iu');
  return found.test(composed) ? composed.replace(found, () => subject) : `${subject}, ${prompt}`;
}
