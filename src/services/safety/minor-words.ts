import { languages } from './languages.ts';
import { wordList } from './word-list.ts';

const elsewhere = Object.values(languages);

const animals =
  '(animals?|elephants?|goats?|dragons?|bears?|pandas?|penguins?|seals?|turtles?|cats?|dogs?|fox|foxes|deer|owls?|lions?|tigers?|ducks?|chicks?|birds?|dinosaurs?|monkeys?|sharks?|hippos?|rabbits?|bunny|bunnies|wolf|whales?|pigs?|horses?|sheep|leopards?|raccoons?|hedgehogs?|otters?|alpacas?|giraffes?|yoda|groot)';

/** Harmless uses of words below: removed from a prompt before it is searched for minors. */
export const harmlessYoung = wordList([
  'kid (gloves?|leather|rock|cudi|friendly|mohair)|(billy the|karate|cisco|goat|suede) kid|kids? (menu|meal|movie)',
  `(baby|young|little|juvenile|infant|newborn|child) ${animals}`,
  '(baby|powder) (blue|pink)|baby (grand|s breath|carrots?|corn|spinach|face|faced|hair|bangs|steps|boomers?|oil|powder|tomatoes)',
  'teen titans|teenage mutant|teenage engineering',
  '(asia|ursa|canis|leo) minor|minor (keys?|chords?|scales?|details?|planets?|arcana|league|characters?|repairs?|injur~|scratches|changes)|in [a-g] (flat |sharp )?minor',
  'childhood (homes?|friends?|dreams?|bedroom|street|town|memories|hero|heroes)|inner child|child ?proof|wild child|love child|flower child|destiny s child|child s play|children s (book|books|illustration|illustrator|hospital|museum|crusade)',
  '(gothic|goth|sweet|classic|punk) lolita|lolita (fashion|dress|dresses|style|outfit|skirt)',
  'young (adults?|wom(a|e)n|m(a|e)n|gentlem(a|e)n|couples?|professionals?|mothers?|fathers?|parents?|bride|groom|at heart|vines?|wine|trees?)',
  'kinder(egg| egg| surprise| bueno| chocolate| schokolade)|nina (simone|ricci|hagen)|nino rota',
]);

/** Clearly a minor. */
export const minorWords = wordList([
  'child|childs|children|childrens|childlike|child ?like|childhood|kid|kids|kiddo|kiddos|kiddies?|toddlers?|infants?|newborns?|bab(y|ies|ys)|preteens?|pre teens?|tweens?|teens?|teen ?age(r|rs|d)?|adolescen(t|ts|ce)|prepubescent|pubescent|under ?age(d)?|minors|as a minor|legal minor|juveniles?|youngsters?|jailbait|barely legal|not yet (18|eighteen)|below the age of consent',
  'school ?(girls?|boys?|kids?|child|children)|pre ?schoolers?|kindergart(e)?ners?|(elementary|primary|middle|junior high|high) ?school(er|ers)|(elementary|primary|middle|junior high|high) school (student|students|girl|girls|boy|boys|pupil|pupils|kid|kids|freshman|sophomore|cheerleader|cheerleaders)|first graders?|(second|third|fourth|fifth|sixth|seventh|eighth|ninth) graders?',
  '(little|young|small|tiny|preteen|school aged?|school age) (girls?|boys?|daughters?|sons?|princess|lad|lass)|little ones?|boys and girls|girls and boys|boy scouts?|girl scouts?',
  'loli|lolis|lolita|lolitas|lolicon|shota|shotas|shotacon|pedo|pedos|paedo|pedophil~|paedophil~|toddlercon',
  // German
  '(ein|das|als|dem|mein|dein|ihr|sein|kleines|ihrem|seinem|einem|dieses|nacktes) kind|kinder|kindern|kindes|kindlich(e|er|es|en)?|kleinkind(er|ern)?|säugling(e|en|s)?|schulmädchen|schuljungen?|schulkind(er|ern)?|schülerin(nen)?|minderjährig(e|er|en|es)?|teenagern|jugendliche[rn]?|(kleines|junges|kleine|kleinen) mädchen|(kleiner|kleine|kleinen) jungen?|vorpubertär~|neugeborene[sn]?',
  // French
  'enfants?|enfantin|enfantine|fillettes?|garçonnets?|bébés?|petite?s? (filles?|garçons?)|(fille|garçon|élève) mineure?|mineure?s|écolière?s?|écoliers|collégiennes?|collégiens?|lycéennes?|lycéens?|adolescente?s?|ados?|nourrissons?|bambins?|gamine?s?',
  // Spanish
  '(una|la|las|unas|esta|cada) niñas?|(un|el|los|unos|este|cada) niños?|niñ(as|os)|niñ[oa] (pequeñ[oa]|desnud[oa]|jug~)|(como|de) niñ[oa]|infantil|menor(es)? de edad|adolescentes|colegial(a|as|es)?|bebés?|criatura pequeña|chiquill[oa]s?|preadolescentes?',
  // Italian
  'bambin[oaie]|ragazzin[oaie]|minorenn[ei]|neonat[oaie]|adolescent[ei]|scolar[ei]|scolaretta|studentessa delle medie|fanciull[oaie]|piccol[oa] (ragazz[oa])',
  // Portuguese
  'crianças?|menin(a|as|os)|(um|o|como) menino|bebês?|neném|garotinh[oa]s?|menininh[oa]s?|colegiais|infantis',
  // Dutch
  'kinderen|kindje|kindjes|(een|het|als|klein) kind|kleuters?|peuters?|minderjarig(e|en)?|tieners?|schoolmeisjes?|jongetjes?|meisjes?|zuigeling(en)?',
  // Polish
  'dzieck[oauie]~|dzieckiem|dzieci|dziecięc~|dziewczynk[aięo]|dziewczynek|chłop(iec|czyk|ca|cy|cem|czyka)|nieletni~|niemowl~|nastolat~|małoletni~|uczennic[aęey]|przedszkolak~',
  // Russian
  'реб[её]н(ок|ка|ку|ком|ке)|дет(и|ей|ям|ьми|ский|ская|ское|ские|ской|ства|стве|ство)|девоч(ка|ки|ку|кой|ек|ке)|мальчи(к|ка|ки|ку|ком|ков|шка)|малыш~|младен(ец|ца|цы|цем)|подрост(ок|ка|ки|ком|ков|ковая|ковый)|школьни(ц~|к~)|несовершеннолетн~|малолетн~|детсад~',
  // Japanese
  '子供|子ども|こども|コドモ|少女|少年|幼女|幼児|幼い|赤ちゃん|乳児|(?<!カ)ロリ(?!ータファッション|ー)|ショタ|女子(高|中)生|男子(高|中)生|(小|中|高校)学?生|女児|男児|児童|未成年|園児|ティーンエイジャー',
  '(alumn[ao]s?|estudiantes?|niñ[oa]s?) de (primaria|secundaria|preescolar)|(élèves?|écolières?) de (primaire|maternelle|cp|ce1|ce2|cm1|cm2)',
  ...elsewhere.flatMap(({ minor }) => minor),
]);

/** Possibly a minor: enough next to words that are clearly sexual. */
export const perhapsMinorWords = wordList([
  'girls?|girly|boys?|boyish|young|younger|youngest|youth|youths|youthful|daughters?|sons?|step ?(daughters?|sons?|sisters?|brothers?)|nieces?|nephews?|little (sister|brother)s?|lass|lassie|pupils?|students?|school|school uniforms?|kindergartens?|playgrounds?|nursery|daycare|classrooms?|pigtails|flat chested|petite (girl|teen|body)|tiny body|undeveloped|freshly 18|(just|barely) turned 18|diapers?|pacifiers?|teddy bears?|cheerleaders?',
  'mädchen|junge|jungs|tochter|sohn|schule|filles?|garçons?|jeunes?|chic[oa]s?|niña|niño|nina|nino|hij[oa]s?|jóvenes|joven|escuela|ragazz[oaie]|scuola|figli[oa]|menino|garot[oa]s?|filh[oa]s?|escola|novinh[oa]s?|meid|jongens?|dochter|dziewczyn[aęy]~|chłopak~|córk[aię]|девушк[аиу] школ~|доч(ь|ка|ери)|сын|сестр[её]нк~',
  '女の子|男の子|娘|妹|学生|制服|体操服|ランドセル',
  'sophomores?|freshm(a|e)n|k ?12',
  ...elsewhere.flatMap(({ perhapsMinor }) => perhapsMinor),
]);

/** Words that link the actor to a child: next to a word for a child, they mean the actor, not somebody else. */
export const likeWords = new Set(
  'as like into becomes become becoming became turned turns transformed when while being is was were am are appears looks looking playing plays age aged als wie comme como come jako jak как когда в'.split(
    ' ',
  ),
);

/** Words before a child who is somebody else. */
export const companionWords = new Set(
  'with and holding holds hugging hugs carrying carries cradling beside near teaching teaches feeding feeds helping helps reading his her their our my hers mit und ihrem ihrer ihren seinem seiner seinen neben avec et son sa ses leur con y e su sus suo sua suoi com seu seus met en zijn haar z ze ja i с со и её ее его рядом med og kanssa dan dengan ile ve cu με και із та és ir'.split(
    ' ',
  ),
);

/** Of these, the ones that say whose child it is, if the child follows at once: `her child`, but `make her a child`. */
export const ownerWords = new Set('his her their our my hers haar zijn hendes hans'.split(' '));
export const articles = new Set('a an one the een et en ett'.split(' '));

/** Words after a word for a child that turn it into a property of the actor. */
export const wayWords = new Set(
  'face body version self look features proportions form age years again'.split(' '),
);

/** Several children are somebody else. */
export const plural =
  /(?:(?<!child|vaika|vaikeli)s|children|kinder|kindern|kinderen|ninos|bambini|bambine|dzieci|дети|детеи|детьми|мальчики|девочки)$/u;

/** The actor made younger, given the words that stand for the actor in the prompt. */
export const madeYounger = (subject: string) => {
  const who = `(the )?(actor|${subject.replace(/[^\p{L}\p{N} ]/gu, '')})`;
  return wordList([
    `(young|younger|little|baby|kid|child|teen|teenage|preteen|petite?|junge|kleine|jeune|joven|giovane|jovem|jonge|młod[ay]|юн(ая|ый)|молоденьк(ая|ий)) ${who}`,
    '(as|like|into) an? ((cute|young|little|small|tiny|innocent|sweet|pretty|beautiful|happy|shy|very|naughty|blonde?|[0-9]+) )*(girl|boy)',
    'als (kleines |junges )?(mädchen|kind|junge|baby)|comme (une|un) (petite |petit )?(fille|garçon|enfant)|como (una|un|uma|um) (niña|niño|menina|menino|chica joven)',
    '(when|while|back when) (he|she|they|i|you|it) (was|were|is|are) (a )?(very |so |still |just )?(young|little|small|younger)',
    '(young|younger|child|kid|baby|teen|teenage|little|childhood) (self|version|years|days)|younger looking|de ?ag(e|ed|ing)|age regress(ed|ion)|rejuvenated into|sweet (sixteen|16)',
    `(make|makes|turn|turns|change|changes|transform|render|show|draw|paint|depict|reimagine|convert) (her|him|them|me|it|both|${who}) (look |appear |be |become )?(as |like |into |to |to be |as if )?(an? )?((cute|little|small|tiny|innocent|sweet|pretty|happy|shy|very|much|way|lot|bit) )*(girls?|boys?|child|children|kids?|toddlers?|bab(y|ies)|infants?|teens?|teenagers?|minors?|school ?(girl|boy)s?|young|younger)`,
    '(сдела~|преврат~|изобраз~|нарису~) (ее|его|их|мне)( в)? (ребен~|реб~к~|девоч~|мальчик~|подрост~|детьми|малыш~)|zrob z (niej|niego|nich) (dziec~|dziewczynk~|chlop~|nastolat~)',
    '(mach|mache|verwandle|verwandel|zeig|zeige|mal|male|zeichne) (sie|ihn|es|mich) (zu |zum |zur |in |als )?(ein(em|en|er)? )?(kleine[srnm]? )?(kind~|madchen|jungen?|baby~|teenager~)|maak (haar|hem|ze|hen|hun) (tot )?(een )?(klein )?(kind~|meisje~|jongetje~|baby~)',
    '(in|during) (his|her|their|my|our|your) (early |late |mid )?(teens|teenage years|school days|school years|childhood|infancy)',
  ]);
};

/** In a negative prompt: that nobody in the picture should be an adult. */
export const adultWords = wordList([
  'adults?|adulthood|grown ?ups?|grown (man|woman|men|women)|fully grown|mature (woman|women|man|men|adults?|body|face)|of (legal )?age|over (18|eighteen)|18 ?\\+|18 plus|(18|eighteen) (years|yrs) old|erwachsen~|volljährig~|adultes?|majeure?s?|adult[oa]s?|mayor(es)? de edad|maggiorenn[ei]|maiores? de idade|volwassen(en)?|meerderjarig~|dorosł~|pełnoletni~|взросл~|совершеннолетн~|大人|成人',
  ...elsewhere.flatMap(({ adult }) => adult),
]);
