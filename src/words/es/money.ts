import type { Room } from '../words.ts';

export const money: Room<'money'> = {
  title: 'Dinero',
  server: 'Este servidor',
  account: 'Toda la cuenta',
  today: 'Hoy: {used} de {most}',
  todayNothing: 'Hoy: 0 dólares, así que no hago nada que cueste dinero',
  todayUnlimited: 'Hoy: {used}, sin límite',
  month: 'Este mes: {used} de {most}',
  monthNothing: 'Este mes: 0 dólares, así que no hago nada que cueste dinero',
  monthUnlimited: 'Este mes: {used}, sin límite',
  memberUnlimited: 'Cada miembro: sin límite',
  memberDay: 'Cada miembro: {day} al día',
  memberMonth: 'Cada miembro: {month} al mes',
  memberBoth: 'Cada miembro: {day} al día, {month} al mes',
  neverAsked: 'No se pregunta a los miembros antes de una petición, cueste lo que cueste.',
  alwaysAsked: 'Se pregunta a los miembros antes de cada imagen que cueste dinero.',
  askedAbove: 'Se pregunta a los miembros antes de una petición que cueste más de {dollars}.',
  reported: 'Hugging Face indica {dollars} desde el {date} ({time}).',
  creditOver: 'Los {dollars} de crédito incluido se agotaron.',
  creditEnds: 'A este ritmo, el crédito incluido se acaba el {date}.',
  creditLasts: 'A este ritmo, el crédito incluido alcanza para el mes.',

  prices: 'Qué cuesta una imagen',
  price: '{model} en {provider}: {dollars} ({source}, {date})',
  pricePerMegapixel: '{model} en {provider}: {dollars} por megapíxel ({source}, {date})',
  sourceComparison: 'una comparación de terceros',
  sourceReplicate: 'una copia de replicate.com/pricing',
  otherModels:
    'Cualquier otro modelo: no lo sé, así que cuento {dollars}. Aquí tu propio endpoint no cuesta nada.',
  notCorrected: 'Hugging Face todavía no indicó nada que cambie estos precios.',
  corrected: 'Hugging Face cobra {factor} veces lo que calculo, así que multiplico por ese factor.',
  correctedLeast:
    'Hugging Face cobra {factor} veces lo que calculo, así que multiplico por ese factor. Nunca bajo de ahí, porque su factura puede llegar tarde.',
  foot: 'Son estimaciones mías, no una factura. Las imágenes de la caché no cuestan nada.',

  leastBudget: 'El presupuesto mínimo es de 0,01 dólares. Pon 0 para no hacer nada que cueste dinero.',
  sumBounds: 'Una cantidad va de 0 a {most, number} dólares de EE. UU.',
  amountOrReset: 'Pon una cantidad o `reset`, no las dos cosas.',
  askOrNever: 'Elige `ask` o `ask-never`, no los dos.',
};
