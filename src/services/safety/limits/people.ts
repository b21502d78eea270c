import { isAdjectiveToo, isKindOf, isPlural, meaningsOf, singularOf } from './nouns/nouns.ts';

/** A person named in a text who is somebody else than the actor. */
export interface Other {
  index: number;
  words: string;
}

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const articles = wordSet('a an the this that one');
const theirs = wordSet('her his their my our your its');
const several = wordSet(
  'another other others two three four five six seven eight nine ten twelve twenty fifty hundred some several many few all both each every countless various multiple more fellow numerous dozens',
);
/** What comes before somebody that the actor is made into, or who is not there. */
const roleMarks = wordSet(
  'as like is was be being been becomes become becoming playing plays play portraying portrays embodying into named called cosplaying cosplays impersonating channeling than s named a.k.a aka or version half part very such quite called wannabe former future aspiring retired professional single the',
);
/** What follows these is only thought of, or made by somebody. */
const absentMarks = wordSet(
  'for from by about without no not never of missing awaiting expecting despite unlike style inspired named via than per',
);
/** `To` has somebody there after these alone. */
const beforeTo = wordSet(
  'next close talking talks speaking speaks married listening listens waving waves singing sings reading reads bowing bows proposing proposes chained handcuffed strapped tied face cheek back introduced clinging clings whispering whispers presenting teaching lecturing serving giving gives handing hands toasting attached engaged adjacent opposite attracted saying says explaining explains glued shouting preaching apologizing apologising engaged lying sitting standing crying laughing beside walking',
);
/** `Of` has somebody there after these alone. */
const beforeOf = wordSet(
  'front full group crowd bunch team army gang horde mob circle row line queue class pair trio couple flock sea lots plenty band middle dozens hundreds thousands millions arms company audience surrounded lap shoulders packed hands party pack swarm parade choir ahead hand midst ring rows lines tons loads squad troop legion family panel cast group crew side',
);
/** Words that nouns.gz takes for people and that are something else in most prompts. */
const seldomPeople = wordSet(
  'cub cubs jumper jumpers monitor monitors streamer streamers roller rollers poker cooker boiler heater cutter slipper slippers loafer loafers sneaker sneakers trainers creeper creepers climber climbers rocker rockers hopper popper dreamer dreamers reader readers comic comics charger swinger chaser slider killer killers rake rakes smoothie amazon thing things nobody anybody no match model models star stars fan fans lead leads second seconds page pages major minor minors private general natives native subject subjects cook champion champions patient expert mate peer peers ruler rulers runner runners sitter cleaner cleaners dummy junior senior infant blonde blond redhead brunette beauty fool angel angels devil devils monster monsters original regular local locals female male human humans hand hands head heads body bodies soul souls face faces figure figures character characters double mark player players counter opener sleeper dish doll dolls pet baby adult bishop bishops pawn rook castle queen queens king kings knight knights boxer boxers pointer retriever setter terrier shepherd shepherds husky tom jack jacks bill bills nova red green black white brown gray grey blue rose ace aces fox wolf tiger cat dog pig rat chick duck bird bear bee bug lion shark snake worm mouse monkey cow bull goat lamb sheep ham turkey chicken fish dragon ghost ghosts robot robots skeleton skeletons spirit spirits shadow shadows mirror reflection reflections self selves silhouette silhouettes match contact contacts member owner user users maker makers best first last next good better better sweet sweetie honey dear darling love loves light lights wonder ornament flower flowers plant plants scarecrow scarecrows snowman snowmen mannequin mannequins buff builder builders pilot host hosts guide guides scout scouts guard guards judge judges nurse nurses coach coaches pal chum conductor conductors',
);
/** Words with a second meaning that is nobody, and that are somebody all the same in most prompts. */
const surelyPeople = wordSet(
  'bishop queen king knight guard judge nurse coach pilot host guide conductor fan champion expert patient cook mate baby shepherd rival player human general adult senior redhead infant admiral bodyguard captive celebrity chap consort commando creep crook doctor dwarf elder emperor engineer executive fullback goalie goalkeeper goaltender governor graduate grenadier guy hag halfback hero homeless jockey kid knave leader linebacker maiden mime monarch mother mamma mummy nanny neighbor neighbour ninja nun offspring parent person protagonist pupil quarterback rapper rider samurai servant soldier soprano spectator supervisor teacher teamster trainer twin villain wanderer witch youth zombie barker miller sawyer tobacconist assistant attendant associate barbarian bastard beloved boss bully champion civilian correspondent descendant equestrian expert freshman fugitive lunatic maniac mechanic mercenary migrant missionary mountaineer newborn opponent outcast outlaw pedestrian preteen recluse resident sophomore sweetheart teen veteran vagrant volunteer wizard adolescent centenarian octogenarian midget',
);
/** What makes a likeness, a toy or an animal of the person who follows. */
const lifeless = wordSet(
  'robot robotic toy stuffed plush gingerbread snow lego wooden marble stone bronze tin clay paper cardboard skeleton ceramic porcelain plastic rubber knitted felt crochet chocolate sugar golden gold silver brass concrete terracotta wax inflatable cartoon holographic imaginary invisible mechanical clockwork animatronic ghostly painted sculpted carved painted origami straw sand ice playmobil animal feathered furry furless legged fluffy miniature tiny android ai garden holiday chess cyborg origami statue puppet dead skeletal',
);
const function_ = wordSet(
  'in on at as be have do can will may am is are was he she it his her they who whom and or but with to from of for by near next beside behind under over above into onto while when where that which the a an this these those no not then than so if up down out off all both each one two three by during around among between against about after before inside outside like alone too very just only his hers theirs across along through toward towards via vs versus plus at here there now again still ever also looking look looks wearing wears sitting standing walking running smiling laughing playing doing holding has had were been get gets make makes take takes go goes does did being style watching watches cheer cheers clap claps wave waves dance dances laugh laughs smile smiles sing sings look kiss kisses hug hugs fight fights play plays walk walks run runs sit sits stand stands talk talks eat eats drink drinks',
);

/** How sure it is that a word is somebody: `seldom` where it depends on what stands before it. */
type Likely = 'person' | 'seldom' | 'nobody';

const known = new Map<string, Likely>();
function likelyOf(word: string): Likely {
  const there = known.get(word);
  if (there !== undefined) return there;
  const likely = judged(word);
  // A prompt brings any number of words.
  if (known.size > 5000) known.clear();
  known.set(word, likely);
  return likely;
}

function judged(word: string): Likely {
  if (!isKindOf(word, 'person', 1)) return 'nobody';
  const [person] = meaningsOf('person');
  const [, second] = meaningsOf(word);
  const surely = surelyPeople.has(singularOf(word));
  if (seldomPeople.has(word)) return surely ? 'seldom' : 'nobody';
  const isAmbiguous =
    second !== undefined &&
    person !== undefined &&
    (second.first < person.first || second.first > person.last);
  return (isAmbiguous || isAdjectiveToo(word)) && !surely ? 'nobody' : 'person';
}

const isPerson = (word: string) => likelyOf(word) !== 'nobody';
const isAnimal = (word: string) => isKindOf(word, 'animal', 1);

interface Token {
  index: number;
  word: string;
}

const isStop = (token: Token | undefined) => token === undefined || /^[.!?;,]$/.test(token.word);

/** Whether the word after a noun makes it part of a longer name of a thing: a barber chair, a king penguin. */
function goesOn(token: Token | undefined): boolean {
  if (token === undefined || isStop(token) || function_.has(token.word)) return false;
  if (token.word === '¤') return true;
  if (/(?:ing|ed)$/.test(token.word)) return false;
  return isPerson(token.word) || meaningsOf(token.word).length > 0;
}

/** Everybody in an English text but the actor, who is `·` in it. What is harmless is `¤`. */
export function otherPeople(text: string): Other[] {
  const tokens: Token[] = [...text.matchAll(/[\p{L}\p{N}]+|[.!?;,·¤]/gu)].map(({ index, 0: word }) => ({
    index,
    word,
  }));
  const found: Other[] = [];
  for (const [at, { index, word }] of tokens.entries()) {
    if (word.length < 3 || !isPerson(word)) continue;
    if (goesOn(tokens[at + 1])) continue;
    if (isSomebodyElse(tokens, at)) found.push({ index, words: word });
  }
  return found;
}

function isSomebodyElse(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  const isSeldom = likelyOf(word) === 'seldom';
  const before = (back: number) => tokens[back]?.word ?? '';
  const next = tokens[at + 1];
  if (next?.word === '·') return false;
  // Back over what says more about the person, to what says how they come into it.
  let from = at - 1;
  while (from >= 0 && at - from <= 4 && isDescription(tokens[from] as Token)) from--;
  for (let one = from + 1; one < at; one++)
    if (lifeless.has(before(one)) || isAnimal(before(one))) return false;
  const plural =
    isPlural(word) || word === 'people' || word === 'children' || word === 'men' || word === 'women';
  const mark = tokens[from];
  if (mark === undefined || isStop(mark)) return plural ? !isSeldom : actsOnActor(tokens, at);
  if (mark.word === '·') return false;
  if (several.has(mark.word)) return !isThoughtOf(tokens, from - 1);
  if (theirs.has(mark.word)) {
    if (/^(?:own|inner)$/.test(before(from + 1))) return false;
    return !isThoughtOf(tokens, from - 1);
  }
  if (articles.has(mark.word)) {
    const earlier = tokens[from - 1];
    if (isSeldom && !plural && !brings(tokens, from - 1)) return false;
    if (earlier === undefined) return false;
    if (isStop(earlier))
      return (
        before(from - 2) !== '·' && comesAfterActor(tokens, from) && (mark.word === 'the' || acts(tokens, at))
      );
    if (earlier.word === '·') return false;
    return !isThoughtOf(tokens, from - 1);
  }
  if (plural) return !isThoughtOf(tokens, from) && !isSeldom;
  return brings(tokens, from) && !isSeldom;
}

const withSomebody = wordSet(
  'and with beside besides alongside opposite between behind against versus vs near meets meeting kissing hugging facing plus x feat ft featuring among amid kisses hugs dating marrying carrying embracing holding comforting',
);
/** Whether what stands here puts somebody beside the actor. */
const brings = (tokens: readonly Token[], at: number): boolean => {
  const { word = '' } = tokens[at] ?? {};
  if (word === 'to') return beforeTo.has(tokens[at - 1]?.word ?? '');
  if (word === 'of') return tokens[at - 1]?.word === 'front';
  return withSomebody.has(word) && tokens[at - 1]?.word !== 'not';
};

/** Whether what stands here makes what follows a role of the actor, or nobody who is there. */
function isThoughtOf(tokens: readonly Token[], at: number): boolean {
  const { word = '' } = tokens[at] ?? {};
  const earlier = tokens[at - 1]?.word ?? '';
  if (word === 'to') return !beforeTo.has(earlier);
  if (word === 'of') return !beforeOf.has(earlier);
  if (word === 'by')
    return (
      !/(?:ed|en|ld|ught|ung|ept)$/.test(earlier) ||
      /^(?:painted|inspired|illustrated|photographed|made|drawn|written|designed|directed|sung|composed|baked|knitted|sewn|sent|owned|named)$/.test(
        earlier,
      )
    );
  return roleMarks.has(word) || absentMarks.has(word);
}

/** A word that may stand between an article and a noun. */
const isDescription = ({ word }: Token): boolean =>
  /^[\p{L}]+$/u.test(word) &&
  !articles.has(word) &&
  !theirs.has(word) &&
  !several.has(word) &&
  !function_.has(word) &&
  !roleMarks.has(word) &&
  !absentMarks.has(word) &&
  !withSomebody.has(word) &&
  (!/ing$/.test(word) ||
    /^(?:dancing|screaming|laughing|crying|smiling|cheering|sleeping|flying|charming|loving|young|king|marching|singing|fighting|dying|dashing|aging|working|visiting|opposing)$/.test(
      word,
    )) &&
  !/^(?:holds|holding|meets|hugs|kisses|fights|visits|helps|sees|follows|leads|teaches|feeds|carries|chases|watches|greets|joins)$/.test(
    word,
  );

const comesAfterActor = (tokens: readonly Token[], at: number) =>
  tokens.slice(0, at).some(({ word }) => word === '·');

/** Whether the person does something of their own: `the barber concentrating`. */
const acts = (tokens: readonly Token[], at: number): boolean => {
  const next = tokens[at + 1]?.word ?? '';
  return (
    /ing$/.test(next) ||
    /^(?:behind|beside|next|in|on|at|with|who|is|watches|looks|stands|sits|are|around|near|dips|holds|by|s)$/.test(
      next,
    )
  );
};
/** `Italian barber trimming her fringe`: without an article, somebody else only where they do something to the actor. */
function actsOnActor(tokens: readonly Token[], at: number): boolean {
  if (!comesAfterActor(tokens, at) || !acts(tokens, at)) return false;
  const clause = tokens.slice(at + 1, at + 7);
  const end = clause.findIndex(isStop);
  return clause
    .slice(0, end < 0 ? undefined : end)
    .some(({ word }) => word === 'her' || word === 'him' || word === '·');
}

/** Whole names of groups. */
const groups = wordSet(
  'crowd couple pair team group bunch gang army choir band family audience parade party squad class mob horde trio quartet pack flock herd colony swarm sea orchestra crew row line circle queue',
);

/**
 * The text without what only has the name of a person or a group: a king penguin, a robot butler, a couple of lemons, a
 * crowd of penguins, a cat on her lap.
 */
export function withoutThings(text: string): string {
  const tokens: Token[] = [...text.matchAll(/[\p{L}\p{N}]+|[.!?;,·¤]/gu)].map(({ index, 0: word }) => ({
    index,
    word,
  }));
  const taken: { from: number; to: number }[] = [];
  const take = (first: number, last: number) => {
    const [start, end] = [tokens[first], tokens[last]];
    if (start && end) taken.push({ from: start.index, to: end.index + end.word.length });
  };
  for (const [at, { word }] of tokens.entries()) {
    const next = tokens[at + 1]?.word ?? '';
    if (isPerson(word) && isAnimal(next)) take(at, at + 1);
    else if (lifeless.has(word) && isPerson(next) && !goesOn(tokens[at + 2])) take(at, at + 1);
    else if (groups.has(word) && next === 'of') {
      const last = headAfter(tokens, at + 2);
      const head = tokens[last]?.word ?? '';
      if (head !== '' && (isAnimal(head) || (!isPerson(head) && isThing(head)))) take(at, last);
    } else if (isAnimal(word) && !isPerson(word)) {
      const on = tokens.findIndex(
        ({ word: one }, place) => place > at && place <= at + 5 && /^(?:on|in)$/.test(one),
      );
      if (on > 0 && /^(?:lap|shoulders?|arms?|back|head|knees?)$/.test(tokens[on + 2]?.word ?? ''))
        take(at, on + 2);
    }
  }
  let [left, done] = ['', 0];
  for (const { from, to } of taken) {
    if (from < done) continue;
    left += `${text.slice(done, from)}¤`;
    done = to;
  }
  return left + text.slice(done);
}

/** People, where there is a crowd of them. */
const peopleInCrowds = wordSet('fans extras models stars regulars locals seniors');

const isThing = (word: string) =>
  !peopleInCrowds.has(word) &&
  (isKindOf(word, 'artifact', 1) ||
    isKindOf(word, 'plant', 1) ||
    isKindOf(word, 'food', 1) ||
    isKindOf(word, 'fruit', 1) ||
    isKindOf(word, 'celestial body', 1) ||
    isKindOf(word, 'natural object', 1) ||
    isKindOf(word, 'time unit', 1));

/** The noun that what begins here is about: before the next word that goes on with the sentence. */
function headAfter(tokens: readonly Token[], from: number): number {
  let at = from;
  while (
    at < from + 4 &&
    !isStop(tokens[at + 1]) &&
    !function_.has(tokens[at + 1]?.word ?? '') &&
    !/ing$/.test(tokens[at + 1]?.word ?? '')
  )
    at++;
  return at;
}
