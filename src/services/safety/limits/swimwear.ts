import { phraseList } from './knowledge/phrases.ts';

/** Swimwear and underwear: what shows as much as swimwear does. */
export const swimwear = phraseList([
  '(micro|string|sling|thong|monokini|mono|tan|burk|fa|tri|mini)? ?(kini|bikini)s?|(bi|mono|tan|burk|face|trik|zer)k?inis?|burqinis?|bikini (tops?|bottoms?|line|body|babe|girl|model)',
  'swim ?(suit|suits|suited|wear|trunks?|briefs?|shorts|costumes?|dress|dresses|top|tops|bottoms?|attire|outfits?|clothes|clothing|gear|skirts?|cap)',
  'swimming (suits?|trunks?|costumes?|attire|outfits?|briefs?|shorts|clothes|gear)|bathing (suits?|costumes?|attire|beaut(y|ies)|dress|trunks?|gear)|bathers|beach ?(wear|outfits?|attire|fashion|body)|pool ?(wear|attire|outfits?)|resort swim~|(sun)?bath(ing)? (trunks|suits?)|tog (set)?|board ?shorts?|budgie smugglers?|jammers|speedos?|speedo (briefs?|suit|trunks?)',
  '(one|two|1|2) piece (swim~|bathing|bikini|suit)|in (a|her|his|their) (sexy |skimpy |tiny |red |black |white |blue |yellow |green )?(one|two) piece|(skimpy|stringy) (beach|pool|summer) (outfit|attire|clothes)|high ?leg (leotard|suit)|baywatch|rash ?guards?|rashies?|(victoria s secret|swimsuit|swimwear|bikini) (models?|angels?|shows?|runway|catwalk|edition|calendar|contest|issue)|swim team (uniform|suit)',
  'lingerie|under ?wear|under ?garments?|under ?pants|undies|panties|panty|knickers|thongs?|g strings?|jock ?straps?|boxer (briefs?|shorts)|boxers only|bras?|bralettes?|brassieres?|push ?up bra|corsets? and stockings|garter ?belts?|suspender belts?|negligees?|babydoll (lingerie|nightie)|teddy lingerie|bustiers?|bodystockings?|nighties?|intimates|loin ?cloths?|fundoshi|(wet|see ?through) t ?shirts?|fig leaf|shirt ?less|top ?less|bare ?chested|without (a |his |her )?shirt|coconut bra|sea ?shell (bra|top)|shell bra',
  '(wearing|wears|in|wear) (only |nothing but |just )?(a |her |his )?(tiny |wet |small )?(trunks|togs|bathers|cossie|budgies|swimmers)',
  '(wearing|in|with) (only|just|nothing but) (a |her |his )?(towel|shorts|underwear|sarong|bath ?towel|body paint)|wrapped in (only )?a towel|nothing on top|in the nude',
  '(see ?through|sheer|transparent) ([a-z]+ )?(dress(es)?|blouse|top|shirt|gown|robe|clothes|nightgown|bodysuit|skirt)|wet ([a-z]+ )?(t ?shirt|dress|blouse|tank top|shirt)|(lace|lacy|satin|silk|fishnet|mesh) ([a-z]+ )?(teddy|bodysuit|slip|camisole|nightgown|nightdress|chemise|catsuit)|stockings and (suspenders|garters|(high )?heels)|(garters|suspenders) and stockings|teddy and stockings|bandeaus?( top)?|baby ?dolls? (nightgown|dress|lingerie)|(in|wearing) (a |her |his |tight |white |black |just |only )*(boxers|briefs|babydoll)|(in|wearing) (a |an |her |his )([a-z]+ ){0,3}(one|two|1|2) piece(?! (suit|tuxedo|puzzle|business|style|anime|manga|cosplay|costume|of|dress|jumpsuit))|(only|just) (a |her |his )?(towel|sarong)|(towel|sarong) only|skinny ?dip~|pin ?up (girl|model|pose|calendar)',
  // German
  'bikinis?|bikini~|tankini|bade(anzug|anzuge|anzugen|hosen?|mode|bekleidung|kleidung|shorts?|outfit|nixe)~|bade(anzug|hose)|schwimm(anzug|hosen?|bekleidung|shorts?|outfit)|strand(mode|bekleidung|outfit)|badesachen|unterwasche|unterhosen?|dessous|reizwasche|slip|tanga|tangas|(bh|busten ?halter)|oberkorperfrei|mit freiem oberkorper|badeshorts',
  // French
  'maillots? (de bain|une piece|deux pieces|de plage)|deux pieces|tenues? de (plage|bain)|slips? de bain|shorts? de bain|sous vetements?|lingerie|culotte|soutien ?gorge|nuisette|torse nu|monokini|string',
  // Spanish
  'trajes? de ban(o|os)|ropa de (bano|playa)|banador(es)?|bikini|tanga|malla de bano|vestido de bano|calzoncillos?|ropa interior|lenceria|bragas|sujetador|sosten|torso desnudo|sin camis(a|eta)|bermudas de bano',
  // Portuguese
  'biquinis?|roupas? de (banho|praia)|traje de banho|maios?|sunga|sungas|fato de banho|calcao de banho|calcoes de banho|moda praia|roupa intima|calcinha|sutia|cueca|lingerie|sem camis(a|eta)|fio dental',
  // Italian
  'costum[ei] da bagno|(in|un) costume (intero|a due pezzi|due pezzi)|due pezzi|bichini|biancheria|intimo|mutande|perizoma|reggiseno|a torso nudo',
  // Dutch, Polish, Russian
  'zwem(pak|broek|kleding|kledij|short)|badpak|badkleding|ondergoed|stroj (kapielowy|plazowy)|kostium kapielowy|kapielowki|bielizn~|купальник~|плавк(и|ах|ами)|бикини|нижнее белье',
  // Japanese, Chinese, Korean
  '水着|ビキニ|スイムウェア|競泳パンツ|海パン|下着|ランジェリー|ブラジャー|スク水|ふんどし|泳衣|泳裝|泳装|比基尼|泳裤|内衣|內衣|수영복|비키니|속옷|래시가드',
  '👙|🩱|🩲',
]);

/** Harmless uses of words above. */
export const harmlessSwimwear = phraseList([
  'bikini (atoll|bottom (town|city)|island|kill)|(spongebob|city|town) bikini bottom|bikini bottom (from|as|with) spongebob',
  '(flip ?flop|rubber|beach|sandal) thongs?|thong sandals?|bra(ille|ssica)|strapless|string (lights?|quartet|theory|section|instruments?|bean|beans|cheese|art|of|orchestra)|speedometer|slip (on|ons|dress|away|road|stream|shoes)|(guitar|violin|harp|cello|kite|puppet) strings?',
  '(swimming|swim) (goggles|caps?|rings?|fins?|lessons?|pools?)|boxer dogs?|underwear (drawer|ad) for dogs',
  '(stringent|stringed)|(anti|sub)? ?tanga (lake|tanzania)|intimo (ritratto|momento)',
]);
