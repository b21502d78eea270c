/** Which words of a prompt the drawing leaves out. */
import { animalWords, coatWords } from './animals.ts';
import { figureWords } from './figure.ts';
import { sceneWords } from './scene-choice.ts';

/** Words that ask for nothing to be seen, or for quality that a drawing does not have. */
const silent = new Set(
  `a an the and or of in on at by with without from to into over under near above below behind beside next for as is are
  be being it its he she they him his her them their who whom this that these those very quite some any one two three several photo photograph
  photography photorealistic realistic picture image illustration drawing render detailed detail highly ultra hd 4k 8k
  sharp focus best quality masterpiece beautiful stunning style shot view looking standing sitting walking holding
  wearing smiling light lighting cinematic scene background foreground while through across wide lens bokeh mm`.split(
    /\s+/,
  ),
);

/** The words for things that the drawing does not show, in the prompt's order: at most four. */
export function undrawnWords(prompt: string): string[] {
  // "nv0va person" is how a trained actor is named to the model, "the person in image 1" one from photos.
  const text = prompt
    .toLowerCase()
    .replace(
      /\b(?:the )?(?:other )?person (?:in|from) (?:the picture|image \d+(?:(?:, | and |, and )image \d+)*)/g,
      ' ',
    )
    .replace(/\S+ person\b/g, ' ');
  const rest = [...sceneWords, ...figureWords, ...animalWords, ...coatWords].reduce(
    (left, words) => left.replace(new RegExp(words.source, 'g'), ' '),
    text,
  );
  const words = rest.match(/\p{L}[\p{L}'’-]{2,}/gu) ?? [];
  return [...new Set(words.filter(word => !silent.has(word)))].slice(0, 4);
}
