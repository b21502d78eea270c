/** Words that mean much the same, for the line in somebody's own words: one row each, folded. */
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
  'cry crying cries cried tear tears weeping weep weeps sob sobbing sobs tearful weinen weint weine tranen pleurer pleure larmes llorar llora llorando lagrimas chorar chorando chora 泣 涙'.split(
    ' ',
  ),
  'weapon weapons gun guns rifle pistol sword knife dagger axe bomb grenade shotgun revolver waffe waffen pistole gewehr schwert messer arme armes fusil pistolet epee arma armas pistola espada cuchillo faca 武器 銃 剣 刀'.split(
    ' ',
  ),
  'church churches cathedral chapel temple mosque synagogue kirche eglise iglesia igreja 教会'.split(' '),
  'religion religious pray praying prays prayer priest nun bible cross crucifix god jesus religios beten kreuz priere prier rezar rezando orar 祈'.split(
    ' ',
  ),
  'pray praying prays prayed prayer beten betet prier prie rezar reza rezando orar 祈'.split(' '),
  'bald baldness hairless shaved glatze kahl chauve calvo calva careca'.split(' '),
  'blood bloody bleeding gore gory blut blutig sang sangre sangue 血'.split(' '),
  'clown clowns jester harlequin pierrot payaso palhaco 道化 ピエロ'.split(' '),
  'spider spiders tarantula arachnid spinne spinnen araignee araignees arana aranas aranha aranhas 蜘蛛 クモ'.split(
    ' ',
  ),
  'snake snakes serpent python cobra viper schlange schlangen serpiente culebra cobra ヘビ 蛇'.split(' '),
  'insect insects bug bugs beetle cockroach fly wasp insekt insekten insecte insecto inseto 虫'.split(' '),
  'dog dogs puppy puppies hound hund hunde chien chiens perro perros cachorro cao 犬'.split(' '),
  'cat cats kitten kittens kitty katze katzen katzchen chat chats gato gatos gata 猫 ネコ'.split(' '),
  'horse horses pony stallion mare foal pferd pferde cheval caballo cavalo 馬'.split(' '),
  'meat steak sausage bacon ham burger barbecue bbq fleisch wurst viande carne 肉'.split(' '),
  'car cars vehicle automobile driving auto autos voiture coche carro 車'.split(' '),
  'tattoo tattoos tattooed inked tatowierung tatowiert tatouage tatouee tatuaje tatuajes tatuado tatuada tatuagem タトゥー 刺青'.split(
    ' ',
  ),
  'makeup lipstick mascara eyeliner cosmetics schminke geschminkt maquillage maquillaje maquiagem 化粧'.split(
    ' ',
  ),
  'uniform uniforms uniformed soldier police military navy uniforme uniformes 制服 軍服'.split(' '),
  'military soldier army navy uniform tank war militar soldat armee soldado ejercito exercito 軍'.split(' '),
  'nurse nurses krankenschwester infirmiere enfermera enfermeira 看護師 ナース'.split(' '),
  'maid maids housemaid dienstmadchen メイド'.split(' '),
  'old elderly aged wrinkled wrinkles grandmother granny grandma grandfather alt greis vieille vieux vieja viejo velha velho 老'.split(
    ' ',
  ),
  'fat overweight obese chubby plump dick gros grosse gorda gordo 太'.split(' '),
  'pregnant pregnancy expecting schwanger enceinte embarazada gravida 妊娠'.split(' '),
  'dead death dying corpse die dies died grave coffin funeral tot tod leiche sarg mort morte cadavre muerto muerta muerte cadaver morto 死'.split(
    ' ',
  ),
  'devil demon satan satanic demonic hell teufel damon diable diablo demonio diabo 悪魔'.split(' '),
  'nude naked nudity undressed topless nackt nackte nue desnuda desnudo nua 裸'.split(' '),
  'money cash dollars banknotes coins rich geld argent dinero dinheiro お金'.split(' '),
  'gambling casino poker roulette dice slot glucksspiel apuestas jogo カジノ'.split(' '),
  'police cop cops policeman policewoman officer polizei polizist policia policier 警察 警官'.split(' '),
  'prison jail prisoner handcuffs handcuffed inmate gefangnis carcel prision prisao 刑務所'.split(' '),
  'kiss kissing kisses kussen kusst embrasser baiser beso besando beijo beijando キス'.split(' '),
  'fur furs mink pelz fourrure piel 毛皮'.split(' '),
  'glasses spectacles sunglasses eyeglasses brille lunettes gafas lentes oculos 眼鏡 メガネ'.split(' '),
  'child children kid kids baby babies toddler kind kinder enfant nino nina crianca 子供'.split(' '),
  'animal animals tier tiere 動物'.split(' '),
  'monster monsters zombie vampire werewolf ghost ungeheuer monstre monstruo monstro 怪物'.split(' '),
  'zombie zombies undead'.split(' '),
  'vampire vampires dracula fangs'.split(' '),
  'sport sports football soccer basketball tennis'.split(' '),
  'swim swimming swims swimmer pool schwimmen nager nadar natacao 泳'.split(' '),
  'beach seaside shore strand plage playa praia 海 ビーチ'.split(' '),
  'angry anger furious rage shouting screaming wutend colere enojada furiosa raiva 怒'.split(' '),
  'sad sadness unhappy depressed gloomy traurig triste 悲'.split(' '),
  'fire flames burning feuer feu fuego fogo 火 炎'.split(' '),
  'injured wounded wound hurt bruise bandage verletzt blessee herida ferida 怪我'.split(' '),
  'exercise exercises exercising workout gym fitness 運動'.split(' '),
  'knife knives dagger daggers blade blades switchblade cleaver messer couteau cuchillo faca ナイフ'.split(
    ' ',
  ),
  'jewellery jewelry jewel jewels necklace necklaces earring earrings bracelet brooch schmuck bijoux joyas joias 宝石'.split(
    ' ',
  ),
  'rain rains rainy raining rainstorm downpour regen regnet pluie lluvia lloviendo chuva 雨'.split(' '),
  'height heights cliff cliffs precipice rooftop skyscraper abyss'.split(' '),
  'skirt skirts miniskirt miniskirts jupe jupes falda faldas saia saias スカート'.split(' '),
  'war wars warfare wartime battle battlefield trench trenches bombing krieg guerre guerra 戦争'.split(' '),
  'redhead redheaded redhaired'.split(' '),
  'heel heels stiletto stilettos absatz talons tacones saltos'.split(' '),
  'dress dresses gown gowns frock sundress kleid kleider robe robes vestido vestidos ドレス'.split(' '),
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
  'veil veiled hijab headscarf burka burqa niqab kopftuch foulard velo'.split(' '),
  'barefoot feet foot toes fuss fusse barfuss pieds descalza descalzo'.split(' '),
  'skull skulls skeleton skeletons bone bones totenkopf skelett squelette calavera esqueleto caveira 骸骨'.split(
    ' ',
  ),
  'cemetery graveyard tomb tombstone grave graves friedhof grab cimetiere tombe cementerio tumba cemiterio 墓'.split(
    ' ',
  ),
  'hat hats cap beanie fedora hut mutze chapeau casquette sombrero gorra chapeu bone 帽子'.split(' '),
  'plane airplane aeroplane aircraft helicopter jet flugzeug avion aviao 飛行機'.split(' '),
  'boat boats ship ships yacht sailboat sailing ferry canoe kayak boot schiff bateau barco navio 船'.split(
    ' ',
  ),
  'motorcycle motorcycles motorbike motorbikes motorrad moto motocicleta バイク'.split(' '),
  'christmas xmas santa weihnachten noel navidad natal クリスマス'.split(' '),
  'nazi nazis hitler swastika hakenkreuz'.split(' '),
  'bondage chained chains tied bound gagged shackles shackled handcuffs handcuffed gefesselt attachee atada amarrada'.split(
    ' ',
  ),
  'toilet toilets bathroom restroom lavatory loo klo toilette toilettes bano banheiro トイレ'.split(' '),
  'doll dolls puppet puppets mannequin marionette puppe poupee muneca boneca 人形'.split(' '),
  'wheelchair rollstuhl 車椅子'.split(' '),
  'crime criminal thief robber robbery burglar gangster mafia murderer verbrecher criminel crimen bandido'.split(
    ' ',
  ),
  'sexy sensual seductive erotic sexual lewd provocative sultry raunchy kinky sinnlich erotisch sexuel sensuelle セクシー'.split(
    ' ',
  ),
];

/** Kinds of something: a line against the first is one against each of the second, and not the other way round. */
export const kinds: readonly { of: readonly string[]; are: readonly string[] }[] = [
  [
    'dog dogs hund hunde chien chiens perro perros cao 犬',
    'retriever labrador poodle husky terrier bulldog dachshund chihuahua beagle corgi rottweiler dalmatian pug greyhound doberman mutt spaniel collie schnauzer mastiff pitbull dackel pudel',
  ],
  ['hair hairs haar haare', 'redhead redheaded redhaired blonde brunette'],
  ['red', 'redhead redheaded redhaired'],
  ['food junk', 'burger burgers hamburger cheeseburger fries pizza kebab nuggets taco tacos hotdog hotdogs'],
  [
    'bird birds vogel oiseau oiseaux pajaro pajaros aves passaro 鳥',
    'parrot owl eagle crow raven pigeon seagull sparrow swan duck chicken rooster hen goose geese peacock flamingo penguin falcon hawk dove ostrich toucan',
  ],
  [
    'animal animals tier tiere animaux animales animais pet pets 動物',
    'dog dogs puppy hund chien perro cat cats kitten katze chat gato horse pony pferd cheval caballo cow cows sheep goat pig pigs lion tiger bear bears wolf wolves fox foxes rabbit bunny hare deer elephant giraffe monkey gorilla snake lizard crocodile alligator frog turtle tortoise fish shark dolphin whale bird birds parrot owl eagle crow raven duck chicken goose swan penguin mouse mice rat rats hamster squirrel camel donkey zebra panda koala kangaroo leopard panther cheetah hyena otter spider butterfly bee 犬 猫 馬 鳥',
  ],
  [
    'insect insects bug bugs insekt insekten insecte insectes insecto insectos inseto insetos 虫',
    'ant ants bee bees moth moths mosquito butterfly butterflies dragonfly grasshopper locust caterpillar maggot worm ladybug',
  ],
  [
    'car cars vehicle automobile auto autos voiture voitures coche coches carro carros 車',
    'ferrari porsche lamborghini bmw mercedes audi tesla toyota volkswagen bugatti bentley cadillac chevrolet limousine limo taxi convertible suv sedan jeep truck pickup cabriolet roadster',
  ],
  [
    'weapon weapons waffe waffen armes armas 武器',
    'katana machete bazooka crossbow spear glock musket cannon sniper bayonet missile rocket sabre saber rapier flamethrower nunchucks kalashnikov uzi hatchet 刀 銃',
  ],
  ['gun guns firearm firearms', 'rifle pistol revolver shotgun glock musket sniper bazooka kalashnikov uzi'],
  [
    'religion religious religios religieux religioso religiosa church kirche',
    'nun nuns monk monks priest priests pope bishop imam rabbi cardinal church mosque temple cathedral chapel altar rosary bible quran koran torah crucifix jesus buddha saint hijab nonne monja freira 教会 神社',
  ],
  ['horror scary creepy', 'zombie vampire monster demon ghost skeleton skull corpse gore werewolf clown'],
  [
    'violence violent violently gewalt brutal violencia',
    'fight fights fighting fistfight punch punching kill killing murder stab stabbing shooting war battle battlefield blood bloody weapon weapons gun guns rifle pistol attacking torture strangling 血 殺',
  ],
  [
    'politics political politically politik politique politica',
    'politician politicians election elections vote voting voter campaign trump biden obama putin president senator parliament congress protest protester democrat republican communist propaganda',
  ],
  [
    'sexy sexual erotic revealing',
    'naked nude topless lingerie bikini cleavage underwear thong panties striptease stripper',
  ],
  [
    'revealing skimpy',
    'cleavage miniskirt microskirt sheer transparent bikini lingerie topless backless bralette',
  ],
  ['royal royalty', 'queen king prince princess crown throne monarch'],
  [
    'medical hospital krankenhaus hopital',
    'doctor nurse patient surgery surgeon ambulance scalpel syringe stethoscope',
  ],
  ['pregnant pregnancy schwanger', 'maternity'],
  [
    'superhero superheroes',
    'batman superman spiderman wonderwoman supergirl hulk deadpool wolverine avenger avengers',
  ],
].map(([of = '', are = '']) => ({ of: of.split(' '), are: are.split(' ') }));
