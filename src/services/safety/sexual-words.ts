import { languages } from './languages.ts';
import { wordList } from './word-list.ts';

const elsewhere = Object.values(languages);

/** Harmless uses of words below: removed from a prompt before anything else is searched for. */
export const harmless = wordList([
  'naked (eye|truth|cake|cakes|flame|flames|mole rat|mole rats|mole|raku|singularity|trees?|branches|oak)',
  'nude (colou?r|colou?red|colou?rs|lip~|shades?|tones?|heels?|pumps?|nails?|make ?up|palette|pink|beige)',
  '(moby|spotted|philip k|k) dick',
  'dick (van dyke|tracy|cheney|turpin|whittington|dastardly|grayson|clark)',
  '(great|blue|coal|marsh|willow|crested|bearded|long tailed|tufted) tits?',
  '(chicken|turkey|duck|goose|pheasant|grilled|roasted|roast|smoked) breasts?',
  'breasts? of (chicken|turkey|duck|goose|pheasant|veal|lamb)',
  'breast (pockets?|plates?|strokes?|cancer|feathers?)',
  '(red|orange|white|yellow|blue|speckled|robin s|bird s) breasts?',
  'pussy (willows?|cats?|riot|foot)',
  'cock (a doodle doo|pit|tail)',
  '(rape) (fields?|seeds?|blossoms?|flowers?|oil|plants?)',
  '(food|earth|car|book|house|train|sky) porn',
  '(same) sex (couples?|marriages?|weddings?|parents?|partners?)',
  'sex (pistols|education|and the city)',
  '(summa|magna) cum laude|cum laude|(kitchen|study|bedroom|office|library|workshop|lounge) cum ~',
  'erection (of|site|crew)',
  'kinky (hair|curls|boots|twists?|braids?)',
  'horny (toads?|lizards?|frogs?|devils?|plates?|scales?|beaks?)',
  '(kick|bad|smart|jack|dumb|lazy) ass|(wild|african|asian|poitou) ass(es)?',
  '(riding|rides|leading|leads|pulling) (on )?(an|the|his|her) ass',
  '(cigarette|rifle|water|gun) butts?|butts? heads',
  'thong sandals?|(rubber|beach) thongs',
  'sensual (italian|curves of (a|the) (car|building|bottle))',
  '(blue|red|brown) footed (booby|boobies)|(masked|brown|nazca) (booby|boobies)|booby (traps?|prizes?)',
  '(fromage|carottes?|gruyère|noix de coco|citron) râpée?s?|brand spanking',
]);

/** Clearly sexual, in English. */
const strong = [
  'nud(e|es|ity|ist|ists|ism)|nekkid|naked(ness)?|semi ?nude|half ?naked|unclothed|undress(ed|ing|es)?|disrobed?|disrobing',
  '(without|no|not wearing|wearing no|removed her|removing her) (any )?(clothes|clothing|underwear|panties|bra)',
  '(clothes|clothing|dress|shirt|bra|panties) (off|removed)|(takes?|taking|took|tears?|tearing) off (all )?(her|his|their) (clothes|clothing|bra|panties|underwear|dress)',
  '(wearing|wears) (absolutely |literally )?nothing( but a smile)?|not wearing anything|in the buff|birthday suit|clothes ?less|clothing ?less',
  'topless|bottomless (woman|women|man|men|girl|girls)|bare (breasts?|breasted|chest(ed)? woman|ass|bottom|butt)|exposed (breasts?|chest|nipples?|genitals?)',
  'sex|sexual|sexually|sex ?(scene|act|toy|doll|tape|position|slave|worker)s?|oral sex|having sex|sexting|intercourse|copulat~',
  'make love|making love|love making|lovemaking|fornicat~',
  'porn|porno|pornstar|pornhub|pornograph~|porn ?star|pron|xxx|x rated|r ?18|nsfw|rule 34|onlyfans|hardcore sex|softcore',
  'hentai|ecchi|lewd|lewds|ahegao|futa|futanari|yiff|oppai|bukkake|doujin|eroge|nakadashi|paizuri',
  'erotic|erotica|erotically|eroticism|boudoir nude',
  'boob|boobs|boobies|booby|tits|titties|titty|tiddies|busty|big breasted|large breasted|huge breasted|breasts|areolas?|areolae|nipples?|underboob|sideboob|side ?boob',
  'pussy|pussies|vagina~|vulva~|labia|clit|clitoris|cunts?|twat|camel ?toes?|pubes|pubic',
  'penis|penises|dicks|(big|huge|hard|thick|erect|large|giant|his|my|your|a|suck|sucking|black|white|hairy|long) dick|dick ?pics?|phallus|phallic|(big|huge|hard|thick|erect|large|giant|his|my|your|sucking|suck|black|white) cocks?|cock ?suck~|testicles?|scrotum|ballsack|bulge in (his|her) (pants|trousers)|boner|erections?|erect (member|manhood)|genitals?|genitalia',
  'cum|cums|cumming|cumshot|cum ?shots?|semen|sperm on|jizz|creampies?|ejaculat~|squirting orgasm|orgasm~|climaxing',
  'blow ?jobs?|hand ?jobs?|foot ?jobs?|rim ?jobs?|tit ?jobs?|boob ?jobs?|deep ?throat~|fellatio|fellating|cunnilingus|anal|anus|anilingus|rimming|fingering (her|him|them)self|masturbat~|jerk(s|ing)? off|wank~|dildos?|vibrators?|butt ?plugs?|strap ?on|fleshlight',
  'doggy ?style|missionary position|cowgirl position|reverse cowgirl|sixty ?nine position|69 position|threesomes?|foursomes?|gang ?bang~|orgy|orgies|swingers party|spread(ing)? (her |his |their )?legs|legs spread|spread eagled?',
  'bdsm|bondage|shibari|fetish|dominatrix|femdom|submissive (woman|man|girl|boy|slave)|sadomaso~|kinky|ball ?gag|spanking|spanked|voyeur~|upskirts?|down ?blouse',
  'horny|aroused|turned on sexually|milfs?|gilfs?|sluts?|slutty|whores?|stripper|strippers|strip ?tease|pole dancing naked|stripping (naked|off|down)|camgirl|cam girl|rape|raped|raping|rapist|molest~|incest~|bestiality|zoophil~|necrophil~|gokkun|deepnude|nudif(y|ied|ier)|undressing',
  '🔞|🍆 ?💦|🍑 ?🍆',
];

/** The same in other languages. */
const strongElsewhere = [
  // German
  'nackt(e|er|en|es|em|heit)?|splitter(faser)?nackt|entblosst~|halbnackt~|brüste|brueste|titten|möpse|muschi|fotze|ficken?|gefickt|ficken~|porno~|pornografi~|erotisch~|erotik|geschlechtsverkehr|oben ohne|ausgezogen|unbekleidet~|ohne kleid(er|ung)|vögeln|schlampe|wichs~|orgasm~|penis|blasen ihn',
  // French
  'toute? nue?s?|nue|nues|(femme|homme|fille|corps|actrice) nue?s?|nudité|dénudée?s?|déshabillée?s?|seins( nus)?|sexe|sexuel~|érotique?s?|porno~|baisent|baise (la|le|une)|salope|pute|putain|bite dure|chatte (rasée|ouverte)|couilles|fellation|sans vêtements|sodomie|cul nu|partouze',
  // Spanish
  'desnud[oa]s?|desnudez|desnudarse|semidesnud[oa]s?|sexo|sexual~|sexi|tetas|tetona|pechos desnudos|follar|follando|follada|polla (dura|grande)|verga|puta|putas|culo|erótic[oa]s?|pornograf~|mamada|sin ropa|orgía|pezon|pezones',
  // Italian
  'nud[oai]|nudità|sesso|sessuale|sessuali|tette|seno nudo|cazzo|figa|culo|scopare|scopando|erotic[oahie]+|puttan[ae]|zoccola|pompino|senza vestiti|spogliat[oaie]|capezzoli',
  // Portuguese
  'nu[as]|nudez|pelad[oa]s?|sexo|sexuais|peitos (nus|de fora)|seios|buceta|boceta|caralho|foder|fodendo|transando|bunda|putaria|erótic[oa]s?|sem roupa|punheta|boquete|mulher nua|homem nu',
  // Dutch
  'naakt(e|heid)?|blote (borsten|vrouw|man|billen|kont)|tieten|borsten|neuken|neukt|seks|seksueel|seksuele|geile?|kut|erotische?|pornografi~|zonder kleren|uitgekleed(e)?|pijpen hem',
  // Polish
  'nago|nagie|nagiej|nagich|naga (kobieta|dziewczyn~|modelka|aktorka)|nagi (mężczyzna|facet|model)|goł[aye] (baba|kobieta|dziewczyna|facet|tyłek)|rozebran[aye]|bez ubrań|bez ubrania|seks|seksu~|cycki|cycka|cipka|cipa|kutas|chuj|ruchać|ruchanie|jebać|pierdol~|erotyczn~|dupa|kurwa|piersi|sutki',
  // Russian
  'гол(ая|ый|ые|ой|ую|ых|ого|ышом)|нагая|нагой|нагие|нагишом|обнаж[её]н~|обнажает~|разде(тая|тый|тые|той|ть|вается)|секс|секса|сексом|сексуаль~|порно~|эротик~|эротич~|сись(ки|ка|ек)|сиськ~|соски|пизд~|хуй|хуя|хуи|член стоит|трах(а|н)~|еб(ать|ут|ёт|ля)|минет~|шлюх~|анал|без одежды|топлес~|голая грудь|жопа|жопу',
  // Japanese
  '全?裸|裸体|ヌード|セックス|(?<!ピ)エロ(?!イカ)|ポルノ|おっぱい|オッパイ|乳首|巨乳|爆乳|性交|性行為|フェラ(?!ー)|オナニー|自慰|レイプ|強姦|ちんこ|チンコ|ちんぽ|まんこ|マンコ|アヘ顔|中出し|射精|濡れ場|アダルトビデオ|脱衣|服を着ていない|エッチな',
];

/** Suggestive: allowed without an actor, but never with a minor. */
const mild = [
  'sexy|sexier|sexiest|sexily|sexiness|seductive~|seduc(e|es|ing)|sensual~|provocative (pose|outfit|clothing|dress)|suggestive (pose|position)|sultry|slinky|risqu(e|é)|raunchy|smutty|thirst ?trap|hot pose|playboy|pin ?up|boudoir|centerfold',
  'lingerie|underwear|underpants|panties|panty|thongs?|g string|negligees?|see through (dress|shirt|top|blouse|clothes|clothing|outfit|lingerie|shorts|nightgown)|sheer lingerie|wet t ?shirt|bra|bralette|garter belts?|fishnets?|skimpy|micro ?bikini|sling bikini|barely (clothed|dressed|covered)|scantily (clad|dressed)|revealing (clothes|clothing|outfit|dress)|strategically covered|hand ?bra|nip slip|wardrobe malfunction|shirt ?less (woman|girl)',
  'cleavage|breast|bosom|butt|butts|butthole|buttocks|bubble butt|ass|asses|asshole|booty|crotch|groin|thicc|curvy hips|bare (thighs|skin|back|body)|spread (thighs|knees)|bent over|on all fours|french kiss~|making out|stripp(ed|ing)|lap ?dance|twerk~|moaning|bedroom eyes|moans|fuck(s|ed|ing|er)?|prostitutes?|hookers?|lustful|dick',
  // Other languages
  'unterwäsche|dessous|reizwäsche|sexy~|verführerisch~|busen|arsch|sous vêtements|fesses|culotte|soutien gorge|sensuelle?s?|ropa interior|lencería|bragas|sensual|sensuales|nalgas|mutandine|reggiseno|sensuali|sexys|calcinha|sutiã|lingeries|ondergoed|kont|verleidelijke?|bielizn[ayeę]|stanik|majtki|seksown~|нижне[емг]~ бель[её]|трусы|трусики|лифчик|соблазнит~|попка|ягодиц~',
  '下着|パンティー?|ブラジャー|ランジェリー|セクシー|パンチラ|透けた服|誘惑|谷間|水着姿で誘惑',
];

export const strongWords = wordList([
  ...strong,
  ...strongElsewhere,
  ...elsewhere.flatMap(({ sexual }) => sexual),
]);
export const mildWords = wordList(mild);

/** In a negative prompt: clothes that should be absent. */
export const clothesWords = wordList([
  'clothes|clothing|clothed|clothe|dressed|garments?|apparel|outfits?|covered (up )?(body|breasts)|kleidung|angezogen|bekleidet~|vêtements?|habillée?s?|ropa|vestid[oa]s?|vestiti|roupas?|kleren|kleding|ubrania|ubrani[ae]|одежд~|服|衣服',
  ...elsewhere.flatMap(({ clothes }) => clothes),
]);

/** Sexual and about minors by themselves. */
export const bothWords = wordList([
  'lolis?|lolicon|shotas?|shotacon|toddlercon|jailbait|p(a|ae|e)dophil~|child (porn~|erotica)',
  '(?<!カ)ロリ(?!ータ|ー)|ショタ(?!イム)',
]);
