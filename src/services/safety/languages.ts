/** Words of one language, as entries of a word list. */
export interface Language {
  /** Clearly a minor. Words that are something harmless in another language stand in phrases only. */
  minor: string[];
  /** Possibly a minor: enough next to words that are clearly sexual. */
  perhapsMinor: string[];
  /** Clearly sexual, nakedness included. */
  sexual: string[];
  /** In a negative prompt: clothes that should be absent. */
  clothes: string[];
  /** In a negative prompt: adults who should be absent. */
  adult: string[];
}

/**
 * The languages that Discord offers, by its codes, beyond those in the lists for English, German, French, Spanish,
 * Italian, Portuguese, Dutch, Polish, Russian and Japanese. Accents do not count: all of it is folded.
 */
export const languages: Record<string, Language> = {
  bg: {
    minor: [
      '(едно|малко|голо|като) дете|детето|деца(та)?|момиченце(то)?|момченце(то)?|малолетн~|непълнолетн~|ученичк~|тийнейджър~|бебе(то)?',
    ],
    perhapsMinor: ['момиче(та|то)?|момче(та|то)?'],
    sexual: [
      'гол[аио]? (жена|жени|мъж|мъже|момиче~|момче~|тяло|дете|деца)|съблечен[аио]?|разголен[аио]?|еротичн~|порно~|секс(уалн~)?|цици(те)?|без дрехи',
    ],
    clothes: ['дрехи(те)?|облекло|облечен[аио]?'],
    adult: ['възрастн~|пълнолетн~'],
  },
  cs: {
    minor: [
      '(jako|male|nahe|jedno) dite|ditete|ditetem|deti|detsk~|holcick~|divenk~|chlapecek|chlapecka|skolack~|nezletil~|mladistv~|nactilet~|kojen(ec|ce)|batole~|miminko',
    ],
    perhapsMinor: ['holk[ay]|divk[ay]|kluk(a|ovi)?|chlapec'],
    sexual: [
      'nah[aey] (zen~|div~|holk~|holcic~|chlap~|muz~|tel~|model~|herec~|kluk~|dite|deti)|uplne nah[aey]|nahot[ay]|svlecen~|vysvlecen~|bez obleceni|pornografi~|eroticke?~|prsa|sexualni~|soulo(z|zi)',
    ],
    clothes: ['obleceni|obleceny|saty|odev~'],
    adult: ['dospel[aeyi]~'],
  },
  da: {
    minor: [
      '(et|som|lille|sma|nøgent|mindreårigt) barn|barnet|børnene|(nøgne|små|to|tre|mange) børn|barnlig~|småbørn|spædbarn|småpige(r|n)?|skolepige(r|n)?|skoledreng(e|en)?|lille (pige|dreng)|små (piger|drenge)|mindreårig(e|t)?|teenagere?',
    ],
    perhapsMinor: ['pige(r|n)?|dreng(e|en)?'],
    sexual: [
      'nøgen(t|hed)?|nøgne|afklædt~|uden tøj|bryster(ne)?|samleje|pornografi~|erotisk~|seksuel(t|le)?|topløs(e)?',
    ],
    clothes: ['tøj(et)?|beklædning|påklædt'],
    adult: ['voksne?|myndige?'],
  },
  el: {
    minor: [
      'παιδι(α|ου|ων)?|παιδακι(α)?|κοριτσακι(α)?|αγορακι(α)?|ανηλικ~|μαθητρι(α|ες)|μωρο|μωρα|νηπι~|εφηβ~',
    ],
    perhapsMinor: ['κοριτσι(α)?|αγορι(α)?'],
    sexual: [
      'γυμν(η|ο|ος|οι|ες|α|ης|ου|ους|οτητα)|ξεγυμν~|γδυτ~|χωρις ρουχα|σεξ|σεξουαλικ~|πορνο~|ερωτικ(η|ο|ος) σκηνη|στηθη|βυζια',
    ],
    clothes: ['ρουχα|ντυμεν~|ενδυμα(τα)?'],
    adult: ['ενηλικ~'],
  },
  fi: {
    minor: [
      'lapsi|lapsen|lapsena|lapset|lasten|lapsia|pikkulaps~|pikkutytt~|pikkupoi~|pieni (tyttö|poika)|koulutyttö~|koulupoik~|alaikäi~|teini|teinit|teinin|teinityttö~|taapero~|vauva(n|t)?',
    ],
    perhapsMinor: ['tyttö(jä|ä|n)?|tytöt|poika(a)?|pojan|pojat'],
    sexual: [
      'alaston(ta)?|alastomat?|alastoman~|alastomuus|alasti|ilman vaatteita|riisuutu~|vaatteeton~|rinnat paljaana|paljaat rinnat|seksi(ä|n)?|seksuaali~|porno~|eroottis~|eroottinen|tissit',
    ],
    clothes: ['vaatteet|vaatteita|vaatetus|pukeutunut'],
    adult: ['aikui(nen|set|sia|sen)|täysi ?ikäi~'],
  },
  hi: {
    minor: [
      'बच्चा|बच्ची|बच्चे|बच्चों|बच्चियां|बालिका|नाबालिग|किशोरी|किशोर|शिशु|छोटी लड़की|छोटा लड़का|स्कूली (लड़की|लड़का|छात्रा)',
    ],
    perhapsMinor: ['लड़की|लड़कियां|लड़का|लड़के|छात्रा'],
    sexual: ['नग्न~|नंगी|नंगा|नंगे|निर्वस्त्र|बिना कपड़ों (के|की)|बिना कपड़े|सेक्स~|अश्लील~|कामुक~|यौन|पोर्न~|स्तन'],
    clothes: ['कपड़े|कपड़ों|वस्त्र|पोशाक'],
    adult: ['वयस्क|बालिग'],
  },
  hr: {
    minor: [
      '(kao|malo|golo|jedno) dijete|djetet[aou]|djetetom|djec[aieou]|djecj[aei]~|djevojcic[aeiu]~|djecak~|curic[aeiu]|maloljetn~|maloletn~|ucenic[aeiu]|beb[aeiu] gola|tinejdzer~',
    ],
    perhapsMinor: ['djevojk[aeiu]|djevojka|curk[aeiu]|decko|decki'],
    sexual: [
      'gol[aei] (zen[aeu]|djevojk~|djevojcic~|muskar~|tijel~|glumic~|cur~|djec~|dijete)|potpuno gol[aio]?|golotinj[aeu]|razodjeven~|skinut[aei] odjec~|bez odjece|seksualn~|pornografi~|erotsk~|grudi|sise',
    ],
    clothes: ['odjec[aeu]|odjeven[aei]?|obucen[aei]?'],
    adult: ['odrasl[aieo]~|punoljetn~'],
  },
  hu: {
    minor: [
      'gyerek(ek|et|lány|ként)?|gyermek(ek|et|ként)?|kislány(ok|t)?|kisfiú(k|t)?|kiskorú(ak)?|iskolás(lány|fiú)?(ok)?|tinédzser(ek)?|tini(lány|k)?|csecsemő(k)?|kisbab[aá]~',
    ],
    perhapsMinor: ['lány(ok|t)?|fiú(k|t)?'],
    sexual: [
      'meztelen(ül|ek|ség)?|ruha nélkül|ruhátlan~|levetkőz~|vetkőző|pucér(an)?|szexuális|szexel~|szex|pornó~|pornográf~|erotikus|mell(ei|bimbó)|csöcs~',
    ],
    clothes: ['ruha|ruhát|ruhák|ruházat|öltözék|felöltözve|ruhában'],
    adult: ['felnőtt(ek)?|nagykorú(ak)?'],
  },
  id: {
    minor: [
      'anak (kecil|perempuan|laki laki|di bawah umur|sekolah|sd|smp)|anak anak|gadis (kecil|cilik|remaja)|bocah|balita|bayi|di bawah umur|siswi|siswa|murid (sd|smp|sma)|remaja putri',
    ],
    perhapsMinor: ['gadis|remaja|anak'],
    sexual: [
      'telanjang|bugil|tanpa (busana|pakaian|baju)|tidak (berpakaian|berbusana)|buka baju|seks|seksual|bersetubuh|porno~|erotis|payudara|toket|memek|kontol',
    ],
    clothes: ['pakaian|baju|busana|berpakaian'],
    adult: ['dewasa'],
  },
  ko: {
    minor: [
      '어린이~|어린 ?아이~|아동~|소녀~|소년~|유아~|영아~|아기~|꼬마~|미성년~|초등학생~|중학생~|고등학생~|여고생~|여중생~|남고생~|로리~|쇼타~',
    ],
    perhapsMinor: ['여자 ?아이~|남자 ?아이~|여학생~|학생~|교복~'],
    sexual: [
      '누드~|나체~|알몸~|전라(의|로)|벌거벗~|옷을? ?(벗|입지)~|벗은~|노출된~|섹스~|성관계~|성행위~|포르노~|야한~|야동~|에로틱~|음란~|가슴을? 드러~|젖가슴~|유두~',
    ],
    clothes: ['옷|옷을|의상|의류|의복'],
    adult: ['성인~|어른~'],
  },
  lt: {
    minor: [
      'vaik(as|o|ai|ų|us|ui)|vaikelis|vaikišk~|mergait(ė|ės|ę|ėms|ei)|mergyt(ė|ės|ę)|berniuk(as|o|ai|ą|us)|mažamet~|nepilnamet~|moksleiv~|mokinuk~|paaugl~|kūdik~',
    ],
    perhapsMinor: ['mergin(a|os|ą)|vaikin(as|ai)'],
    sexual: [
      'nuog(a|as|i|os|ą|ų|umas)|apsinuogin~|išsireng~|nusireng~|be drabužių|seks(as|o|ualus~|uali~)|porno~|pornograf~|erotin~|krūt(ys|is) nuog~',
    ],
    clothes: ['drabuž(iai|ius|ių)|apranga|apsireng~'],
    adult: ['suaug(ęs|usi|ę|usieji)~|pilnamet~'],
  },
  no: {
    minor: [
      '(et|ett|som|lite|nakent|mindreårig) barn|små barn|barnet|barnslig~|småbarn~|spedbarn~|småjente(r|ne)?|jentunge(r)?|guttunge(r)?|liten (jente|gutt)|små (jenter|gutter)|skolejente(r|ne)?|skolegutt(er)?|mindreårige?|tenåring(er|s)?~',
    ],
    perhapsMinor: ['jente(r|n)?|jenta|gutt(er|en)?'],
    sexual: [
      'naken(t|het)?|nakne|avkledd~|uten klær|kle seg av|bryster|pupper|samleie|pornografi~|erotisk~|seksuell(e|t)?|toppløs~',
    ],
    clothes: ['klær(ne)?|påkledd|antrekk'],
    adult: ['voksne?n?|myndige?'],
  },
  ro: {
    minor: [
      'copil(ul|ului)?|copila(s|ri|rie)?|copiii|copiilor|(niste|doi|trei|cu) copii|fetit(a|e|ei|ele)|baietel(ul|i)?|minora|minorul|minorilor|scolarit(a|e)|elev[ae] de (scoala|liceu)|adolescent(a|e|i|ul)|bebelus~',
    ],
    perhapsMinor: ['fat[ae]|fete(le)?|baiat(ul)?|baieti'],
    sexual: [
      'dezbracat(a|i|e)?|nud(a|e|uri)|goal[ae]|complet gol|fara haine|in pielea goala|sani(i)? goi|sexuale?|pornografi~|erotic(a|e|i)?',
    ],
    clothes: ['hain(e|ele)|imbracaminte|imbracat(a|i|e)?'],
    adult: ['adult(a|i|e|ul|ii)|majori'],
  },
  'sv-SE': {
    minor: [
      '(ett|som|litet|naket|minderårigt) barn|små barn|barnet|barnen|barnslig~|småbarn~|spädbarn~|småflick(a|or|orna)|liten (flicka|pojke)|små (flickor|pojkar)|skolflick(a|or)|skolpojk(e|ar)|minderårig(a|t)?|tonåring(ar|en)?|tonårs~',
    ],
    perhapsMinor: ['flick(a|an|or|orna)|pojk(e|en|ar|arna)|tjej(en|er)?'],
    sexual: [
      'naken(het)?|naket|nakna|avklädd~|avklätt|utan kläder|klär av sig|bröst(en|vårtor)|samlag|porr|porrig~|porrfilm~|pornografi~|erotisk~|sexuell(a|t)?|toppl(ö|o)s',
    ],
    clothes: ['kläder(na)?|påklädd|klädsel'],
    adult: ['vuxe?n(a|t)?|myndig(a)?'],
  },
  th: {
    minor: [
      'เด็กหญิง|เด็กชาย|เด็กผู้หญิง|เด็กผู้ชาย|เด็กน้อย|เด็กเล็ก|เด็กนักเรียน|เด็กๆ|ทารก|ผู้เยาว์|เยาวชน|นักเรียนหญิง|นักเรียนประถม|นักเรียนมัธยม|วัยรุ่น|โลลิ',
    ],
    perhapsMinor: ['เด็ก|สาวน้อย|นักเรียน'],
    sexual: [
      'เปลือย|โป๊|แก้ผ้า|ไม่ใส่เสื้อผ้า|ไม่สวมเสื้อผ้า|ถอดเสื้อผ้า|ไร้อาภรณ์|มีเพศสัมพันธ์|ร่วมเพศ|เซ็กซ์|ลามก|อนาจาร|หัวนม|นมโต',
    ],
    clothes: ['เสื้อผ้า|ชุด|เครื่องแต่งกาย'],
    adult: ['ผู้ใหญ่'],
  },
  tr: {
    minor: [
      'çocuk|çocuğ(u|un|a)|çocuklar(ı|ın)?|çocuksu|kız çocuğu|erkek çocuğu|küçük (kız|oğlan|erkek çocuk)|kızçe|bebek gibi|reşit olmayan|ergen(ler)?|liseli(ler)?|ilkokul~|ortaokul~|öğrenci kız',
    ],
    perhapsMinor: ['kız|kızlar|oğlan|genç kız'],
    sexual: [
      'çıplak(lık|lar)?|çırılçıplak|çırıl çıplak|soyun(uk|muş|an)|giysisiz|kıyafetsiz|seks|seksi|cinsel(lik)?|porno~|erotik|memeler(i)?|meme ucu|göğüs uçları',
    ],
    clothes: ['giysi(ler)?|kıyafet(ler)?|elbise(ler)?|giyinik'],
    adult: ['yetişkin(ler)?|reşit'],
  },
  uk: {
    minor: [
      'дитин(а|и|у|і|ою)|діт(и|ей|ям|ьми)|дитяч(а|ий|е|і|ого)|дівчинк(а|и|у|ою|ами)|дівчатк(а|о)|хлопчик(а|и|ом|ів)?|немовля(та)?|підліт(ок|ка|ки|ків)|школяр(ка|ки|ку|і)?|неповнолітн~|малолітн~',
    ],
    perhapsMinor: ['дівчин(а|и|у)|дівчата|хлопець|хлопці'],
    sexual: [
      'гол(а|е|і|ий|ої|у) (жінк~|дівчин~|чолов~|тіл~|актрис~|модел~|діт~|дитин~)|оголен(а|ий|е|і|ої|у)|роздягнен(а|ий|і)|роздягаєт~|без одягу|секс(у|уальн~)?|порно~|еротичн~|цицьк~|груди оголені',
    ],
    clothes: ['одяг(у|нен~)?|вбран(ня|а|ий)'],
    adult: ['доросл(а|ий|і|их)|повнолітн~'],
  },
  vi: {
    minor: [
      'trẻ em|đứa trẻ|em bé|bé gái|bé trai|cô bé|cậu bé|trẻ vị thành niên|vị thành niên|nữ sinh (tiểu học|trung học|cấp (hai|ba|2|3))|học sinh (tiểu học|trung học|cấp (một|hai|ba|1|2|3))|thiếu niên|thiếu nhi',
    ],
    perhapsMinor: ['nữ sinh|học sinh|cô gái trẻ'],
    sexual: [
      'khỏa thân|khoả thân|trần truồng|lõa thể|loã thể|không mặc (quần áo|đồ|gì)|cởi (hết )?(quần áo|đồ)|làm tình|tình dục|khiêu dâm|gợi dục|núm vú',
    ],
    clothes: ['quần áo|trang phục|y phục'],
    adult: ['người lớn|trưởng thành'],
  },
  'zh-CN': {
    minor: [
      '儿童|小孩|小女孩|小男孩|幼童|幼儿|婴儿|宝宝|萝莉|正太(?!后)|小学生|初中生|高中生|中学生|小学女生|未满十八岁|青少年',
    ],
    perhapsMinor: ['女孩|男孩|孩子|女学生|女生|校服'],
    sexual: [
      '裸体|裸露|赤裸|裸女|裸照|裸身|脱光|脱衣|脱掉衣服|不穿衣服|没穿衣服|没有穿衣服|一丝不挂|色情|情色|性爱|做爱|性交|乳头|乳房|露点|阴部|阴道|阴茎|淫',
    ],
    clothes: ['衣服|衣物|服装|穿着'],
    adult: ['成年人?|成人|大人'],
  },
  'zh-TW': {
    minor: [
      '兒童|小孩|小女孩|小男孩|幼童|幼兒|嬰兒|寶寶|蘿莉|正太(?!后)|小學生|國中生|國小生|高中生|中學生|未滿十八歲|青少年',
    ],
    perhapsMinor: ['女孩|男孩|孩子|女學生|女生|校服'],
    sexual: [
      '裸體|裸露|赤裸|裸女|裸照|裸身|脫光|脫衣|脫掉衣服|不穿衣服|沒穿衣服|沒有穿衣服|一絲不掛|色情|情色|性愛|做愛|性交|乳頭|乳房|露點|陰部|陰道|陰莖|淫',
    ],
    clothes: ['衣服|衣物|服裝|穿著'],
    adult: ['成年人?|成人|大人'],
  },
};
