import { describe, expect, test } from 'vitest';
import { languages } from './languages.ts';
import { brokenRule, type PromptCase } from './prompt-rules.ts';

const someone = 'ohwxabcde person';
const ruleOf = (prompt: string, changes: Partial<PromptCase> = {}) =>
  brokenRule({ prompt, adult: false, blockedWords: [], ...changes });

/** For each language of Discord: a naked woman, a naked child, the actor as a child, an age, and harmless scenes. */
const phrases: Record<
  string,
  { naked: string; minor: string; actor: string; age?: string; harmless: string[] }
> = {
  bg: {
    naked: 'гола жена на плажа',
    minor: 'голо момиченце',
    actor: `${someone} като дете`,
    age: `${someone} на 12 години`,
    harmless: ['жена в червена рокля на мост', 'отборът отбеляза гол в последната минута'],
  },
  cs: {
    naked: 'nahá žena na pláži',
    minor: 'nahá holčička',
    actor: `${someone} jako dítě`,
    age: `${someone}, 12 let`,
    harmless: ['starý hrad nad řekou v zimě', 'letní večer na náměstí v Praze'],
  },
  da: {
    naked: 'nøgen kvinde på stranden',
    minor: 'nøgent barn',
    actor: `${someone} som barn`,
    age: `12-årig ${someone}`,
    harmless: ['en kvinde i regnjakke ved havnen', 'en rød lade på en mark'],
  },
  de: {
    naked: 'nackte Frau am Strand',
    minor: 'nackte Schülerin',
    actor: `${someone} als Kind`,
    age: `${someone}, 12 Jahre alt`,
    harmless: ['eine Frau im Regenmantel am Hafen', 'ein Kindle auf dem Tisch'],
  },
  el: {
    naked: 'γυμνή γυναίκα στην παραλία',
    minor: 'γυμνό κοριτσάκι',
    actor: `${someone} ως παιδί`,
    age: `${someone}, 12 ετών`,
    harmless: ['μια γυναίκα με κόκκινο φόρεμα στο λιμάνι', 'ένα γυμναστήριο στην πόλη'],
  },
  'en-US': {
    naked: 'a naked woman on a beach',
    minor: 'a naked toddler',
    actor: `${someone} as a child`,
    age: `${someone}, 12 years old`,
    harmless: [
      'a red barn in a field',
      'born in a small town, a woman in a raincoat at the harbour',
      'a meme about porridge in the Tate gallery',
      'a cozy cabin, major keys on a piano',
    ],
  },
  'es-ES': {
    naked: 'mujer desnuda en la playa',
    minor: 'niñas desnudas',
    actor: `${someone} como una niña`,
    age: `${someone}, tiene 12 años`,
    harmless: ['una mujer con abrigo rojo en el puerto', 'un año nuevo en la plaza'],
  },
  fi: {
    naked: 'alaston nainen rannalla',
    minor: 'alaston lapsi',
    actor: `${someone} lapsena`,
    age: `12-vuotias ${someone}`,
    harmless: ['nainen sadetakissa satamassa', 'talvinen metsä ja järvi'],
  },
  fr: {
    naked: 'femme nue sur la plage',
    minor: 'fillette nue',
    actor: `${someone} comme une petite fille`,
    age: `${someone}, âgée de 12 ans`,
    harmless: ['une femme en manteau rouge au port', 'une nuit étoilée'],
  },
  hi: {
    naked: 'समुद्र तट पर नग्न महिला',
    minor: 'नंगी बच्ची',
    actor: `${someone} एक बच्चा`,
    age: `${someone}, 12 साल`,
    harmless: ['लाल साड़ी में एक महिला पुल पर', 'पहाड़ों में सूर्योदय'],
  },
  hr: {
    naked: 'gola žena na plaži',
    minor: 'gola djevojčica',
    actor: `${someone} kao dijete`,
    age: `${someone}, 12 godina stara`,
    harmless: ['žena u crvenoj haljini na mostu', 'gol u zadnjoj minuti utakmice'],
  },
  hu: {
    naked: 'meztelen nő a strandon',
    minor: 'meztelen kislány',
    actor: `${someone} gyerekként`,
    age: `12 éves ${someone}`,
    harmless: ['egy nő piros kabátban a hídon', 'téli este Budapesten'],
  },
  id: {
    naked: 'wanita telanjang di pantai',
    minor: 'gadis kecil telanjang',
    actor: `${someone} sebagai anak kecil`,
    age: `${someone} umur 12`,
    harmless: ['seorang wanita berjaket merah di pelabuhan', 'gunung di pagi hari, 10 tahun lalu'],
  },
  it: {
    naked: 'donna nuda sulla spiaggia',
    minor: 'bambina nuda',
    actor: `${someone} come un bambino`,
    age: `${someone}, di 12 anni`,
    harmless: ['una donna con un cappotto rosso al porto', 'Nino Rota al pianoforte'],
  },
  ja: {
    naked: '浜辺の裸の女性',
    minor: '裸の少女',
    actor: `少女の${someone}`,
    age: `${someone}、12歳`,
    harmless: ['赤いコートの女性、港にて', 'カロリーの低い料理'],
  },
  ko: {
    naked: '해변의 알몸 여자',
    minor: '벌거벗은 소녀',
    actor: `어린이가 된 ${someone}`,
    age: `${someone}, 12살`,
    harmless: ['항구에 서 있는 빨간 코트의 여자', '아이스크림을 먹는 남자, 19세기 그림', '12세기 성'],
  },
  lt: {
    naked: 'nuoga moteris paplūdimyje',
    minor: 'nuoga mergaitė',
    actor: `${someone} kaip vaikas`,
    age: `${someone}, 12 metų`,
    harmless: ['moteris raudonu paltu uoste', 'žiemos vakaras Vilniuje'],
  },
  nl: {
    naked: 'naakte vrouw op het strand',
    minor: 'naakt meisje',
    actor: `${someone} als kind`,
    age: `${someone}, 12 jaar oud`,
    harmless: ['een vrouw in een rode jas in de haven', 'een kaart van Nederland'],
  },
  no: {
    naked: 'naken kvinne på stranden',
    minor: 'naken småjente',
    actor: `${someone} som barn`,
    age: `12 år gammel ${someone}`,
    harmless: ['en kvinne i regnjakke ved havna', 'en rød låve i snøen'],
  },
  pl: {
    naked: 'naga kobieta na plaży',
    minor: 'naga dziewczynka',
    actor: `${someone} jako dziecko`,
    age: `12-letnia ${someone}`,
    harmless: ['kobieta w czerwonym płaszczu w porcie', 'zimowy wieczór w Krakowie'],
  },
  'pt-BR': {
    naked: 'mulher pelada na praia',
    minor: 'menina pelada',
    actor: `${someone} como menino`,
    age: `${someone}, com 12 anos`,
    harmless: ['uma mulher de casaco vermelho no porto', 'ano novo em Copacabana'],
  },
  ro: {
    naked: 'femeie dezbrăcată pe plajă',
    minor: 'fetiță dezbrăcată',
    actor: `${someone} ca un copil`,
    age: `${someone}, are 12 ani`,
    harmless: ['o femeie în palton roșu în port', 'două copii ale unui document vechi pe masă'],
  },
  ru: {
    naked: 'голая женщина на пляже',
    minor: 'голая девочка',
    actor: `${someone} как ребёнок`,
    age: `${someone}, 12 лет`,
    harmless: ['женщина в красном пальто в порту', 'гол в последнюю минуту матча'],
  },
  'sv-SE': {
    naked: 'naken kvinna på stranden',
    minor: 'naken liten flicka',
    actor: `${someone} som barn`,
    age: `12-årig ${someone}`,
    harmless: ['en kvinna i regnrock i hamnen', 'en röd lada i snön'],
  },
  th: {
    naked: 'ผู้หญิงเปลือยบนชายหาด',
    minor: 'เด็กหญิงเปลือย',
    actor: `${someone} เป็นเด็กหญิง`,
    age: `${someone} อายุ 12`,
    harmless: ['ผู้หญิงสวมเสื้อโค้ตสีแดงที่ท่าเรือ', 'ภูเขายามเช้าในฤดูหนาว'],
  },
  tr: {
    naked: 'sahilde çıplak kadın',
    minor: 'çıplak kız çocuğu',
    actor: `${someone} çocuk olarak`,
    age: `12 yaşında ${someone}`,
    harmless: ['limanda kırmızı paltolu bir kadın', 'İstanbul’da kış akşamı'],
  },
  uk: {
    naked: 'гола жінка на пляжі',
    minor: 'гола дівчинка',
    actor: `${someone} як дитина`,
    age: `${someone}, 12 років`,
    harmless: ['жінка в червоному пальті в порту', 'момент гола на стадіоні'],
  },
  vi: {
    naked: 'người phụ nữ khỏa thân trên bãi biển',
    minor: 'bé gái khỏa thân',
    actor: `${someone} là trẻ em`,
    age: `${someone} 12 tuổi`,
    harmless: ['người phụ nữ mặc áo khoác đỏ ở bến cảng', 'buổi sáng mùa đông ở Hà Nội'],
  },
  'zh-CN': {
    naked: '海滩上的裸体女人',
    minor: '赤裸的小女孩',
    actor: `${someone}变成小孩`,
    age: `${someone}，12岁`,
    harmless: ['港口里穿红色大衣的女人', '岁月静好的山村'],
  },
  'zh-TW': {
    naked: '海灘上的裸體女人',
    minor: '赤裸的小女孩',
    actor: `${someone}變成兒童`,
    age: `${someone}，12歲`,
    harmless: ['港口裡穿紅色大衣的女人', '歲月靜好的山村'],
  },
};

test('every language beyond the first lists has its phrases here', () => {
  expect(Object.keys(phrases)).toEqual(expect.arrayContaining(Object.keys(languages)));
});

describe.each(Object.entries(phrases))('%s', (_language, { naked, minor, actor, age, harmless }) => {
  test('nakedness is for adult channels, never of an actor, never of a minor', () => {
    expect(ruleOf(naked)).toBe('adult-only');
    expect(ruleOf(naked, { adult: true })).toBeUndefined();
    expect(ruleOf(naked, { adult: true, subject: someone })).toBe('actor-sexual');
    expect(ruleOf(minor, { adult: true })).toBe('minor-sexual');
  });

  test('an actor is no child, in words or in years', () => {
    expect(ruleOf(actor, { subject: someone })).toBe('actor-minor');
    if (age) expect(ruleOf(age, { subject: someone })).toBe('actor-minor');
  });

  test.each(harmless)('harmless: %s', prompt => {
    expect(ruleOf(prompt)).toBeUndefined();
    expect(ruleOf(`${someone}, ${prompt}`, { subject: someone })).toBeUndefined();
  });
});

describe('ages and grades in digits and words', () => {
  test.each([
    '17 yo',
    '17y.o.',
    'a 1️⃣5️⃣ year old',
    '١٥ years old',
    '१५ साल',
    'fifteen years old',
    'in 9th grade',
    'a ninth-grader',
    'in grade 7',
    'grade 8 student',
    'year 9 pupil',
    'in year 5',
    'class of year 5',
    'under 18',
    'younger than eighteen',
    'almost 18',
    'born in 2014',
    '7. Klasse',
    '初中二年级',
  ])('%s', words => {
    expect(ruleOf(`nude woman, ${words}`, { adult: true })).toBe('minor-sexual');
    expect(ruleOf(`${someone}, ${words}`, { subject: someone })).toBe('actor-minor');
  });

  test.each([
    '45 years old',
    'a 12 year old whisky in her hand',
    'on a 2nd class train',
    '1. Klasse im Zug',
    'grade 5 titanium watch',
    'under 18 degrees',
    'a class of 2005 reunion',
    'born in 1990',
    'a 9th grade teacher',
    '12 ar glasses on a shelf',
    'in 7 let the rain fall',
  ])('not %s', words => expect(ruleOf(`${someone}, ${words}`, { subject: someone })).toBeUndefined());
});

describe('what a negative prompt keeps away is asked for', () => {
  test.each([
    'adult',
    'adults, mature woman',
    'grown-up',
    '18+',
    'Erwachsene',
    'взрослые',
    '成人',
    'người lớn',
    'aikuiset',
  ])('adults: %s', negative => {
    expect(ruleOf('a nude woman', { negative, adult: true })).toBe('minor-sexual');
    expect(ruleOf(someone, { subject: someone, negative })).toBe('actor-minor');
    expect(ruleOf('a house', { negative })).toBeUndefined();
  });
  test.each(['clothes', 'kläder', 'oblečení', 'ρούχα', 'одяг', 'quần áo', '衣服', '옷', 'เสื้อผ้า', 'कपड़े'])(
    'clothes: %s',
    negative => expect(ruleOf(someone, { subject: someone, negative })).toBe('actor-sexual'),
  );
  test.each(['old, wrinkles, ugly', 'blurry, child, nude', 'extra fingers, bad hands'])('not: %s', negative =>
    expect(ruleOf(someone, { subject: someone, negative })).toBeUndefined(),
  );
});

describe('disguises', () => {
  test.each([
    'n\u0000u\u0001d\u0002e woman',
    'n\u200du\ufe0fd\u2060e',
    'nu\u{e0064}de',
    'n\u0489u\u0489d\u0489e\u0489',
    'ꓠꓴꓓꓰ woman',
    'ոսdе woman',
    'ոսԁе',
    'ɴᴜᴅᴇ',
    'пudе nudе',
    'ⲛude nυdε',
    '𝗻𝘂𝗱𝗲',
    'пorn, pοrn',
    'nuᎠe',
    'ｐｏｒｎ',
  ])('%s', prompt => expect(ruleOf(prompt)).toBe('adult-only'));

  test.each([
    'сосна в лесу',
    'μια ωραία μέρα',
    'мама варит суп',
    'ανατολή στο νησί',
    'осень в парке',
    'нос корабля',
  ])('words of their own are none: %s', prompt => expect(ruleOf(prompt)).toBeUndefined());
});
