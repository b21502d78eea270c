import { fold } from '../normalise.ts';
import { contentOf } from './line-words.ts';

/** A line in somebody's own words, taken apart: folded clauses that forbid, and what they leave open. */
export interface Line {
  forbids: string[];
  allows: string[];
}

const word = (alternatives: string) => `(?<!\\p{L})(?:${alternatives})(?!\\p{L})`;

const sentenceEnds = /[.;!?。！？\n()–—]+|\s-+\s/u;
/** What follows is an exception: `no hats, except beanies`. */
const exception = new RegExp(
  word(
    'except(?: for)?|but not|apart from|other than|aside from|unless|ausser|abgesehen von|sauf|excepte|hormis|excepto|salvo|menos|exceto|a nao ser',
  ),
  'u',
);
/** `Cats are fine`, `yes cats`. */
const permission = new RegExp(
  `^\\s*(?:yes|ja|oui|si|sim)\\s|${word('fine|ok|okay|okey|alright|all right|allowed|welcome|acceptable|no problem|cool|great|erlaubt|in ordnung|geht klar|geht|gehen|darf|durfen|si|pode|podem|puede|pueden|autorisee?s?|d accord|ca va|permitid[oa]s?|estan? bien|tudo bem')}\\s*$|(?:大丈夫|いい|可)$`,
  'u',
);
const permissionDenied = new RegExp(word('not|never|isn|aren|nicht|nie|pas|no|nao|nunca|jamais'), 'u');
/** `Only trousers` leaves trousers open. */
const alone = new RegExp(word('only|nur|seulement|uniquement|solo|somente|apenas'), 'u');
/** How clauses begin that say why: `I broke my back`, `because of my job`. */
const reason =
  /^\s*(?:and |so |as |since |und |et |y |e )?(?:because|cause|cuz|since|bc|due to|thanks to|i|im|ive|id|my|we|our|it|its|that|thats|this|these|they|he|she|took|would|makes?|weil|denn|ich|mein|meine|wir|das|es|parce|car|je|j|mon|ma|mes|c|porque|ya que|yo|mi|mis|me|eu|meu|minha|pois)(?!\p{L})/u;
/** … and those that forbid all the same: `I hate clowns`. */
const forbidding = new RegExp(
  word(
    'never|no|not|none|nothing|without|dont|don t|doesn t|wont|won t|cant|can t|cannot|stop|avoid|ban|forbid|refuse|hate|despise|loathe|detest|terrified|scared|afraid|fear|phobia|phobic|nie|niemals|kein|keine|keinen|nicht|hasse|angst|jamais|pas|aucun|aucune|deteste|peur|nunca|jamas|odio|miedo|nao|odeio|medo',
  ),
  'u',
);
/** `Animals are friends` says why. */
const statement = new RegExp(word('is|are|was|were|isnt|sind|ist|sont|est|son|sao'), 'u');
/** Whose faith it is against says nothing of what is forbidden. */
const excuses =
  /(?<!\p{L})(?:against|for|due to|because of|out of respect for)\s+(?:my|our|the)\s+\p{L}+(?:\s+(?:and|or)\s+\p{L}+)?|(?<!\p{L})(?:because|weil|parce que|porque)(?!\p{L}).*$/gu;

/** Says nothing, and sounds like something: `en train de` has no train in it, and a kind of something is no child. */
const idle =
  /(?<!\p{L})(?:en train d(?:e(?!\p{L})|\s)|(?:of )?(?:any|all|every|some|this|that|these|those) (?:kind|type|sort|form)s?(?: of)?(?!\p{L})|(?:kind|type|sort|form)s? of(?!\p{L}))/gu;

/** A list of what may be ends where something else is forbidden. */
const forbidsAgain = new RegExp(
  `^\\s*(?:and |or |und |et |y |e )?${word('no|never|not|kein|keine|nie|pas|jamais|nunca|sem|sin')}`,
  'u',
);

/** Takes a line apart. Reasons are left out; a line of nothing but reasons is taken as a whole. */
export function readLine(line: string): Line {
  const forbids: string[] = [];
  const allows: string[] = [];
  for (const sentence of fold(line).replace(/[’']/gu, ' ').replace(idle, ' ').split(sentenceEnds)) {
    let open = false;
    const clauses = sentence.split(/[,、:]/u).filter(clause => clause.trim() !== '');
    // `Trains, bikes and planes are fine.`
    if (permission.test(clauses.at(-1) ?? '') && !forbidding.test(sentence)) {
      allows.push(...clauses);
      continue;
    }
    for (const clause of clauses) {
      if (open && !forbidsAgain.test(clause) && !permission.test(clause)) {
        allows.push(clause);
        continue;
      }
      open = false;
      const [said = '', ...excepted] = clause.replace(excuses, ' ').split(exception);
      allows.push(...excepted);
      open = excepted.length > 0;
      if (said.trim() === '') continue;
      if ((permission.test(said) && !permissionDenied.test(said)) || alone.test(said)) allows.push(said);
      else if (forbidding.test(said) || !(reason.test(said) || statement.test(said))) forbids.push(said);
    }
  }
  const saysMore = forbids.some(clause => contentOf(clause).length > 0);
  return { forbids: saysMore ? forbids : [fold(line)], allows };
}
