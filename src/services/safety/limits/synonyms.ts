/**
 * Words of a line that mean each other, one row each, folded. Only those with a word that no topic is about (`topics/`): what
 * a topic is about is found by its own phrases.
 */
export const synonyms: readonly string[][] = [
  'smoke smoking smokes smoked smoker cigarette cigar pipe tobacco vape vaping joint hookah shisha rauchen raucht rauche zigarette zigarre fumer fume cigarette fumar fumando fuma cigarro cigarrillo charuto タバコ 煙草 喫煙'.split(
    ' ',
  ),
  'alcohol alcoholic drunk booze beer wine whiskey whisky vodka rum gin tequila champagne cocktail liquor brandy martini bourbon prosecco sake ale lager drunken alkohol bier wein schnaps sekt alcool biere vin cerveza vino cerveja vinho 酒 ビール ワイン'.split(
    ' ',
  ),
  'drug drugs marijuana weed cannabis cocaine heroin meth lsd joint bong syringe crack opium ecstasy drogen kokain haschisch drogue drogues droga drogas maconha 麻薬 薬物'.split(
    ' ',
  ),
  'weapon weapons gun guns rifle pistol sword knife dagger axe bomb grenade shotgun revolver waffe waffen pistole gewehr schwert messer arme armes fusil pistolet epee arma armas pistola espada cuchillo faca 武器 銃 剣 刀'.split(
    ' ',
  ),
  'church churches cathedral chapel temple mosque synagogue kirche eglise iglesia igreja 教会'.split(' '),
  'pray praying prays prayed prayer beten betet prier prie rezar reza rezando orar 祈'.split(' '),
  'bald baldness hairless shaved glatze kahl chauve calvo calva careca'.split(' '),
  'clown clowns jester harlequin pierrot payaso palhaco 道化 ピエロ'.split(' '),
  'meat steak sausage bacon ham burger barbecue bbq fleisch wurst viande carne 肉'.split(' '),
  'fat overweight obese chubby plump dick gros grosse gorda gordo 太'.split(' '),
  'dead death dying corpse die dies died grave coffin funeral tot tod leiche sarg mort morte cadavre muerto muerta muerte cadaver morto 死'.split(
    ' ',
  ),
  'gambling casino poker roulette dice slot glucksspiel apuestas jogo カジノ'.split(' '),
  'monster monsters zombie vampire werewolf ghost ungeheuer monstre monstruo monstro 怪物'.split(' '),
  'vampire vampires dracula fangs'.split(' '),
  'beach seaside shore strand plage playa praia 海 ビーチ'.split(' '),
  'knife knives dagger daggers blade blades switchblade cleaver messer couteau cuchillo faca ナイフ'.split(
    ' ',
  ),
  'jewellery jewelry jewel jewels necklace necklaces earring earrings bracelet brooch schmuck bijoux joyas joias 宝石'.split(
    ' ',
  ),
  'height heights cliff cliffs precipice rooftop skyscraper abyss'.split(' '),
  'war wars warfare wartime battle battlefield trench trenches bombing krieg guerre guerra 戦争'.split(' '),
  'redhead redheaded redhaired'.split(' '),
  'heel heels stiletto stilettos absatz talons tacones saltos'.split(' '),
  'wedding weddings bride bridal groom bridegroom marriage nuptials hochzeit braut mariage mariee boda novia casamento noiva 結婚 花嫁'.split(
    ' ',
  ),
  'horror scary creepy spooky haunted terrifying frightening nightmare nightmarish macabre eerie sinister grusel gruselig unheimlich horreur effrayant terror aterrador assustador ホラー 恐怖'.split(
    ' ',
  ),
  'swimwear swimsuit swimsuits bikini bikinis swimming monokini tankini trunks badeanzug badehose maillot banador biquini maio 水着 ビキニ'.split(
    ' ',
  ),
  'underwear lingerie bra bras panties knickers briefs boxers thong unterwasche dessous calcinha bragas 下着'.split(
    ' ',
  ),
  'skull skulls skeleton skeletons bone bones totenkopf skelett squelette calavera esqueleto caveira 骸骨'.split(
    ' ',
  ),
  'boat boats ship ships yacht sailboat sailing ferry canoe kayak boot schiff bateau barco navio 船'.split(
    ' ',
  ),
  'bondage chained chains tied bound gagged shackles shackled handcuffs handcuffed gefesselt attachee atada amarrada'.split(
    ' ',
  ),
  'toilet toilets bathroom restroom lavatory loo klo toilette toilettes bano banheiro トイレ'.split(' '),
  'sexy sensual seductive erotic sexual lewd provocative sultry raunchy kinky sinnlich erotisch sexuel sensuelle セクシー'.split(
    ' ',
  ),
];

/** Kinds of something: a line against the first is one against each of the second, and not the other way round. */
export const kinds: readonly { of: readonly string[]; are: readonly string[] }[] = [
  ['hair hairs haar haare', 'redhead redheaded redhaired blonde brunette'],
  ['food junk', 'burger burgers hamburger cheeseburger fries pizza kebab nuggets taco tacos hotdog hotdogs'],
].map(([of = '', are = '']) => ({ of: of.split(' '), are: are.split(' ') }));
