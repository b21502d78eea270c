import type { Room } from '../words.ts';

export const money: Room<'money'> = {
  title: 'Argent',
  server: 'Ce serveur',
  account: 'Tout le compte',
  today: 'Aujourd’hui : {used} sur {most}',
  todayNothing: 'Aujourd’hui : 0 $, donc je ne crée rien qui coûte de l’argent',
  todayUnlimited: 'Aujourd’hui : {used}, sans limite',
  month: 'Ce mois-ci : {used} sur {most}',
  monthNothing: 'Ce mois-ci : 0 $, donc je ne crée rien qui coûte de l’argent',
  monthUnlimited: 'Ce mois-ci : {used}, sans limite',
  memberUnlimited: 'Chaque membre : sans limite',
  memberDay: 'Chaque membre : {day} par jour',
  memberMonth: 'Chaque membre : {month} par mois',
  memberBoth: 'Chaque membre : {day} par jour, {month} par mois',
  neverAsked: 'Je ne demande rien aux membres avant une demande, quel que soit son prix.',
  alwaysAsked: 'Je demande aux membres avant chaque image qui coûte de l’argent.',
  askedAbove: 'Je demande aux membres avant une demande qui coûte plus de {dollars}.',
  reported: 'Hugging Face indique {dollars} depuis le {date} ({time}).',
  creditOver: 'Le crédit inclus de {dollars} est épuisé.',
  creditEnds: 'À ce rythme, le crédit inclus s’épuise le {date}.',
  creditLasts: 'À ce rythme, le crédit inclus tient tout le mois.',

  prices: 'Ce que coûte une image',
  price: '{model} chez {provider} : {dollars} ({source}, {date})',
  pricePerMegapixel: '{model} chez {provider} : {dollars} le mégapixel ({source}, {date})',
  sourceComparison: 'un comparatif tiers',
  sourceReplicate: 'une copie de replicate.com/pricing',
  otherModels:
    'Tout autre modèle : je ne sais pas, donc je compte {dollars}. Ton propre endpoint ne coûte rien ici.',
  notCorrected: 'Hugging Face n’a encore rien indiqué qui changerait ces prix.',
  corrected: 'Hugging Face facture {factor} fois ce montant, donc je multiplie par ça.',
  correctedLeast:
    'Hugging Face facture {factor} fois ce montant, donc je multiplie par ça. Je ne descends jamais plus bas, car sa facture peut arriver tard.',
  foot: 'Ce sont mes estimations, pas une facture. Les images du cache ne coûtent rien.',

  leastBudget: 'Le plus petit budget est de 0,01 $. Mets 0 pour ne rien créer qui coûte de l’argent.',
  amountOrReset: 'Donne un montant ou `reset`, pas les deux.',
  sumBounds: 'Un montant va de 0 à {most, number} dollars US.',
  askOrNever: 'Choisis `ask` ou `ask-never`, pas les deux.',
};
