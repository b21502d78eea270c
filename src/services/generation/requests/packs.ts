import { inLanguage } from '../../../words/language.ts';
import { type Said, said } from '../../../words/words.ts';
import type { Accepted } from './accepted-request.ts';
import type { GenerationRequest } from './plan.ts';

/** Scenes that an actor is shown in, one image each, made with one click. */
export interface Pack {
  id: string;
  /** Of a server's own, which can change: its id, and what tells its scenes from those that it had before. */
  key?: string;
  name: Said;
  emoji: string;
  /** Prompts; `{actor}` stands for the name. */
  scenes: readonly string[];
}

/** Of every pack that a server made itself. */
export const ownPackEmoji = '🎞️';

/** Those that come along. A scene keeps what the people shown can rule out to itself: see `packs.test.ts`. */
export const packs: readonly Pack[] = [
  {
    id: 'portraits',
    name: said('packs.portraits'),
    emoji: '📸',
    scenes: [
      'portrait of {actor}, soft even light, plain grey backdrop',
      'black and white portrait of {actor}, strong side light, looking away from the camera',
      'portrait of {actor} by a window, soft morning light, curtains in the breeze',
      'portrait of {actor} laughing, golden hour, warm backlight',
      'close-up portrait of {actor} in the rain, wet hair, neon reflections',
      'environmental portrait of {actor} in an armchair in a library, warm lamp light',
      'portrait of {actor} in a dark turtleneck, deep blue background, rim light',
      'oil painting portrait of {actor} in the style of the old masters, dark background',
    ],
  },
  {
    id: 'seasons',
    name: said('packs.seasons'),
    emoji: '🍂',
    scenes: [
      '{actor} under blossoming cherry trees, spring, petals in the air',
      '{actor} in a yellow raincoat, spring shower, puddles on a cobbled street',
      '{actor} in a field of sunflowers, bright summer day, blue sky',
      '{actor} at a lake at dusk, summer evening, fireflies',
      '{actor} walking through a beech forest, autumn, golden leaves',
      '{actor} with a cup of tea on a porch, autumn, fog over the hills',
      '{actor} in a wool coat on a snowy street, winter evening, warm shop windows',
      '{actor} in front of a cabin in deep snow, winter morning, clear light',
    ],
  },
  {
    id: 'professions',
    name: said('packs.professions'),
    emoji: '🧑‍🚀',
    scenes: [
      '{actor} as an astronaut in a space station, Earth in the window',
      '{actor} as a chef plating a dish in a restaurant kitchen',
      '{actor} as a florist among buckets of flowers in a small shop',
      '{actor} as a lighthouse keeper on a gallery above the sea, stormy sky',
      '{actor} as a violin maker at a workbench, wood shavings, warm light',
      '{actor} as a marine biologist on a research boat, open sea',
      '{actor} as an architect over blueprints in a bright studio',
      '{actor} as a baker in front of a stone oven, flour in the air',
    ],
  },
  {
    id: 'travel',
    name: said('packs.travel'),
    emoji: '🧳',
    scenes: [
      '{actor} on a bridge in Venice, early morning, empty canal',
      '{actor} at a mountain lake in Japan, red maple leaves, snow-capped volcano',
      '{actor} on a rooftop in Marrakech, lanterns, blue hour',
      '{actor} on a trail in Patagonia, granite towers, wind',
      '{actor} by a black sand shore in Iceland, basalt columns, overcast sky',
      '{actor} in a yellow taxi in New York, city lights, night rain',
      '{actor} on a camel in the Wadi Rum desert, low sun, long shadows',
      '{actor} on a night train by the window, mountains outside, reading lamp',
    ],
  },
];

/** One that comes along. */
export const packOf = (id: string | undefined): Pack | undefined => packs.find(one => one.id === id);

/** The id of the pack with this key, or of one that goes by its id. */
export const idIn = (key: string): string => key.split('.')[0] ?? '';

/** What a pack asks for, in words that stay as they are while the request waits: in English, as a prompt. */
export const requestForPack = (
  { id, name, scenes }: Pick<Pack, 'id' | 'name' | 'scenes'>,
  actorName: string,
): Pick<GenerationRequest, 'prompt' | 'pack'> => ({
  prompt: inLanguage('en', name),
  pack: { id, scenes: scenes.map(scene => scene.replaceAll('{actor}', actorName)) },
});

/** The requests that a pack consists of. Their ids follow from its own, so they are the same after a restart. */
export function scenesOf({ id, request }: Accepted): Accepted[] {
  const { pack, post: _progress, ...rest } = request;
  return (pack?.scenes ?? []).map((prompt, nth) => ({
    id: `${id}-${nth + 1}`,
    request: { ...rest, prompt, count: 1 },
  }));
}

/** Whether an image is that of the request, or one of the pack's. */
export const isPartOf = (requestId: string, imageId: string): boolean =>
  imageId === requestId || imageId.startsWith(`${requestId}-`);
