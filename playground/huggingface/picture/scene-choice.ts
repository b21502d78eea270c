/** Reads a prompt: what place, what light, what weather, whether somebody is in it, and in which style. */
import { type AnimalChoice, chooseAnimals } from './animals.ts';
import type { Random } from './random.ts';

export type Place =
  | 'sea'
  | 'mountain'
  | 'city'
  | 'forest'
  | 'space'
  | 'desert'
  | 'snow'
  | 'studio'
  | 'field'
  | 'abstract';
export type Light = 'day' | 'sunset' | 'night' | 'dawn' | 'storm';
export type Style = 'natural' | 'noir' | 'watercolor' | 'oil' | 'cyberpunk' | 'vintage' | 'pastel' | 'vivid';

export interface SceneChoice {
  place: Place;
  light: Light;
  style: Style;
  weather: 'clear' | 'rain' | 'snowfall' | 'mist';
  person: boolean;
  animals: readonly AnimalChoice[];
  props: ReadonlySet<Prop>;
}

const places: [Place, RegExp][] = [
  ['space', /\b(space|galax\w*|nebula|planet\w*|cosm\w*|orbit\w*|starship|spaceship|moon base|mars)\b/],
  [
    'city',
    /\b(city|cities|street\w*|neon|urban|downtown|skyline|tokyo|new york|paris|london|cyberpunk|alley|rooftop|skyscraper\w*|film noir)\b/,
  ],
  ['snow', /\b(snow\w*|winter|ice|icy|arctic|glacier\w*|frozen|blizzard|ski\w*|christmas)\b/],
  ['desert', /\b(desert|dune\w*|sahara|sand\b|canyon|oasis|camel\w*|pyramid\w*)/],
  [
    'sea',
    /\b(sea|ocean|beach|coast\w*|island|waves?|shore|harbou?r|boat\w*|ship\w*|sail\w*|lighthouse|lake|river|pirate\w*|underwater)\b/,
  ],
  ['forest', /\b(forest\w*|woods?|jungle|trees?|woodland|rainforest|fairy|elf|elven|mushroom\w*)\b/],
  ['mountain', /\b(mountain\w*|alps?|peaks?|summit|hik\w*|cliff\w*|valley|volcano|dragon|viking)\b/],
  [
    'field',
    /\b(field\w*|meadow\w*|garden\w*|flower\w*|farm\w*|village|countryside|picnic|park|hills?|sunflower\w*)\b/,
  ],
  [
    'studio',
    /\b(portrait\w*|studio|headshot\w*|close-?up|selfie|face|suit|fashion|magazine|profile picture|linkedin|id photo|interior|office|room)\b/,
  ],
];

const lights: [Light, RegExp][] = [
  ['night', /\b(night\w*|midnight|moon\w*|neon|stars?|starry|dark\w*|noir|cyberpunk)\b/],
  ['sunset', /\b(sunset|golden hour|dusk|evening|twilight|autumn|fall)\b/],
  ['dawn', /\b(dawn|sunrise|morning|pastel|mist\w*|fog\w*)\b/],
  ['day', /\b(noon|midday|daytime|sunny|sunlit|summer|bright|blue sky|afternoon|day)\b/],
  ['storm', /\b(storm\w*|thunder\w*|rain\w*|cloudy|overcast|moody|gloomy)\b/],
];

const styles: [Style, RegExp][] = [
  ['noir', /\b(noir|black and white|black & white|b&w|monochrome|charcoal|ansel adams)\b/],
  ['watercolor', /\b(water ?colou?r\w*|aquarelle|ink wash|ghibli|anime|storybook|children's book)\b/],
  ['cyberpunk', /\b(cyberpunk|neon|synthwave|vaporwave|blade runner|futuristic|sci-?fi|hologram)\b/],
  ['vintage', /\b(vintage|retro|sepia|film(?! noir)|polaroid|19[0-8]0s|old photo|kodak|analog)\b/],
  ['pastel', /\b(pastel|dreamy|kawaii|cute|candy)\b/],
  ['oil', /\b(oil|impasto|van gogh|monet|impressionis\w*|renaissance|rembrandt|baroque|painting)\b/],
  ['vivid', /\b(vivid|vibrant|colou?rful|psychedelic|pop art|saturated|fantasy|epic)\b/],
];

const personWords =
  /\b(person|people|man|woman|boy|girl|child|kid|lady|guy|actor|actress|portrait|headshot|selfie|hero|king|queen|knight|wizard|witch|detective|astronaut|chef|pirate|warrior|samurai|dancer|musician|scientist|doctor|explorer|someone|figure|he|she|character|model|cowboy|vampire|viking|elf|superhero|soldier|pilot|monk|prince|princess|bride|groom|sailor|hiker|captain|cook|teacher|student|skier|surfer|driver|rider|singer|artist|painter|farmer|gardener|boxer|runner|monarch|emperor|sorcerer|mage|ninja|gangster|nurse|tourist|businessman|businesswoman|couple|friend|people)s?\b/;

const weathers: ['rain' | 'snowfall' | 'mist', RegExp][] = [
  ['rain', /\b(rain\w*|storm\w*|wet)\b/],
  ['snowfall', /\b(snowing|snowfall|snowy|blizzard|snow)\b/],
  ['mist', /\b(mist\w*|fog\w*|haze|hazy)\b/],
];

type Prop = 'boat' | 'lighthouse' | 'house' | 'castle' | 'tree';

const landmarks: [Prop, RegExp][] = [
  ['boat', /\b(boat|ship|sail\w*|yacht)\b/],
  ['lighthouse', /\blighthouse\b/],
  ['house', /\b(house|cabin|cottage|hut|farm|village|barn)\b/],
  ['castle', /\b(castle|fortress|tower|palace|kingdom)\b/],
  ['tree', /\b(tree|oak|cherry|blossom)\b/],
];

/** Places that are read as a mood only: nothing of the word itself is seen. */
const moodOnly =
  /\b(dragon|camel\w*|pyramid\w*|mushroom\w*|fairy|starship|spaceship|underwater|picnic|volcano)\b/;

/** What of a prompt changes the drawing, apart from animals and clothes. */
export const sceneWords: readonly RegExp[] = [
  ...[...places, ...lights, ...styles, ...weathers, ...landmarks].map(
    ([, words]) => new RegExp(`(?!${moodOnly.source})(?:${words.source})`),
  ),
  personWords,
];

/** Chooses the scene; what the prompt leaves open is settled by `random`. */
export function chooseScene(prompt: string, negativePrompt: string, random: Random): SceneChoice {
  const text = prompt.toLowerCase();
  const unwanted = negativePrompt.toLowerCase();
  // The word that comes first in the prompt is the setting; later ones are detail.
  const somewhere = /\b(astronaut|cosmonaut|alien|robot)\w*/.test(text) ? 'space' : 'abstract';
  const place =
    earliest(places, text) ?? (/\bastronaut/.test(text) || !personWords.test(text) ? somewhere : 'studio');
  const openLights: readonly Light[] =
    place === 'abstract' ? ['sunset', 'sunset', 'dawn', 'night'] : ['day', 'sunset', 'dawn'];
  let light = earliest(lights, text);
  if (!light && place === 'space') light = 'night';
  if (!light && place === 'city') light = random.pick(['sunset', 'night', 'day'] as const);
  const weather = weathers.find(([, words]) => words.test(text))?.[0] ?? 'clear';
  const style = earliest(styles, text) ?? (/\b(color|colour)/.test(unwanted) ? 'noir' : 'natural');
  const props = new Set(landmarks.filter(([, words]) => words.test(text)).map(([prop]) => prop));
  return {
    place,
    light: light ?? random.pick(openLights),
    style,
    weather,
    person: personWords.test(text),
    animals: chooseAnimals(prompt),
    props,
  };
}

function earliest<T>(entries: readonly [T, RegExp][], text: string): T | undefined {
  let best: T | undefined;
  let position = Number.POSITIVE_INFINITY;
  for (const [value, words] of entries) {
    const at = text.search(words);
    if (at >= 0 && at < position) {
      best = value;
      position = at;
    }
  }
  return best;
}
