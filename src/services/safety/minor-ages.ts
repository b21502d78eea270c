const numbers =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen';
const tens = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|and';
const few = `(?:(?<!\\p{N}|\\p{N}[.,])(?:0?[0-9]|1[0-7])|(?<!\\p{L}|(?:${tens})[\\s-])(?:${numbers}))`;
const drinks =
  'whisk|scotch|bourbon|wine|rum|cognac|port|malt|cheddar|cheese|car|house|building|tree|oak|bonsai|dog|cat|horse|brandy|company|pony|puppy|kitten|boat|ship';
const end = '(?=\\s*(?:$|[.,;!?)]))';

/** Years of age in the languages that Discord offers, as they follow a number. */
const years = [
  '(?:jahre[\\s-]*alte?[rsmn]?|jahrige?[rsmn]?|jaar[\\s-]*oude?|jarige?|letni\\p{L}*|letn[aeiy]\\p{L}*)',
  '(?:летни\\p{L}*|летн\\p{L}*|лет(?!\\p{L}|\\s*назад)|рокив(?!\\s*тому)|років(?!\\s*тому)|ричн\\p{L}*|річн\\p{L}*|годишн\\p{L}*)',
  `(?:ar(?:ig(?:a|e|t)?|ing(?:en|ar|er|s)?)(?!\\p{L})|ar[\\s-]*gam\\p{L}*|ar${end})`,
  `(?:leta|lety|leteho|letou|let(?=\\s*star\\p{L}*)|let${end})`,
  '(?:godin[ae]\\s*star\\p{L}*|godisnj\\p{L}*|metu(?!\\p{L})|meciu|meti\\p{L}*|eves\\p{L}*|vuotia\\p{L}*|ετων|χρονων|χρονη|yas(?:inda|indaki|larinda)(?!\\p{L})|tuoi(?!\\p{L}))',
  '(?:tahun(?!\\s*lalu|\\s*yang|\\p{L})|साल(?!\\s*(?:पहले|बाद|पुरान))|वर्षीय|ขวบ|ปี(?!ก่อน|ที่)|さい|歳|才|岁(?!月)|歲(?!月)|세(?!기|대|계)|살)',
].join('|');

const grade =
  '(?:1st|2nd|3rd|[4-9]th|1[0-2]th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)';
const pupils = '(?:students?|pupils?|girls?|boys?|kids?|child|children|class photo|classmates?)';

/** An age below 18 or a grade at school, unless it is a whisky's age. Matched against folded text. */
export const minorAge = new RegExp(
  [
    `${few}[\\s-]*(?:years?|yrs?|yr)[\\s-]*olds?(?!\\p{L})(?![\\s-]*(?:\\p{L}+\\s+)?(?:${drinks}))`,
    `${few}[\\s-]*y\\s?[/.]?\\s?o(?!\\p{L})`,
    `(?<!\\p{L}|ice\\s)age[ds]?(?:\\s+of|\\s*:)?\\s+${few}(?!\\p{N}|\\p{L}|\\s*(?:in|months?\\s+in|%))`,
    `(?<!\\p{L})${few}[\\s-]*(?:months?|weeks?|days?)[\\s-]*old(?!\\p{L})(?![\\s-]*(?:\\p{L}+\\s+)?(?:${drinks}))`,
    `${few}[\\s-]*(?:${years})`,
    `(?:de|di|agee?\\s+de|com|tem|tiene|ha|are)\\s+${few}\\s+(?:ans|anos|anni|ani)(?!\\p{L})`,
    `(?<!\\p{L})на\\s+${few}\\s+годин[аи]?(?!\\p{L})`,
    `(?:(?<!\\p{L})(?:umur|usia|edad|idade)|อายุ|उम्र|나이)[\\s:]*${few}(?!\\p{N})`,
    // Not eighteen.
    '(?<!\\p{L})(?:under|below|younger\\s+than|not\\s+yet|almost|nearly|just\\s+before)\\s+(?:18|eighteen)(?!\\p{N}|\\s*(?:%|percent|degrees|inch|c(?!\\p{L})|°))',
    '(?<!\\p{L})born\\s+in\\s+(?:\\p{L}+\\s+)?20[1-9][0-9](?!\\p{N})',
    // Grades at school.
    `(?<!\\p{L}|\\p{N})${grade}[\\s-]*grade(?:rs?)?(?!\\p{L}|\\s+(?:teachers?|maths?|science|history|homework|textbooks?))`,
    `(?<!\\p{L})in\\s+(?:the\\s+)?grade\\s+(?:${few}|${numbers})(?!\\p{N}|\\p{L})`,
    `(?<!\\p{L})(?:grade|year|class|form)\\s+(?:1[0-3]|[1-9]|${numbers})[\\s-]+${pupils}(?!\\p{L})`,
    '(?<!\\p{L})(?:class\\s+of\\s+year|in\\s+year|year\\s+group)\\s+(?:1[0-3]|[1-9])(?!\\p{N})',
    '(?<!\\p{L}|\\p{N})(?:[3-9]|1[0-3])[\\s.]+klasse(?!\\p{L})|(?<!\\p{L})klasse\\s+(?:[3-9]|1[0-3])(?!\\p{N})',
    '(?<!\\p{L})en\\s+(?:6|5|4|3)\\s?eme(?!\\p{L})|(?<!\\p{L})classe\\s+de\\s+(?:6|5|4|3)\\s?e(?:me)?(?!\\p{L})',
    '(?:小学|初中|高中|小學|國中)[一二三四五六]?年[级級]|[1-9一二三四五六七八九][\\s]?年[级級](?:学生|學生|女生|男生)',
  ].join('|'),
  'gu',
);
