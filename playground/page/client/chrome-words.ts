/*
 * What Discord's own client says around messages, in the languages that the page offers. The sentences of the playground
 * itself, such as its menu, are English.
 */

interface ChromeWords {
  today: (time: string) => string;
  yesterday: (time: string) => string;
  unknownTime: string;
  edited: string;
  thinking: (name: string) => string;
  onlyYou: string;
  dismiss: string;
  message: (channel: string) => string;
  commands: string;
  submit: string;
}

const english: ChromeWords = {
  today: time => `Today at ${time}`,
  yesterday: time => `Yesterday at ${time}`,
  unknownTime: 'an unknown time',
  edited: '(edited)',
  thinking: name => `${name} is thinking…`,
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss message',
  message: channel => `Message ${channel}`,
  commands: '/ for commands',
  submit: 'Submit',
};

const byLanguage: Record<string, ChromeWords> = {
  en: english,
  de: {
    today: time => `heute um ${time} Uhr`,
    yesterday: time => `gestern um ${time} Uhr`,
    unknownTime: 'unbekannte Zeit',
    edited: '(bearbeitet)',
    thinking: name => `${name} denkt nach …`,
    onlyYou: 'Nur du kannst das sehen',
    dismiss: 'Nachricht verwerfen',
    message: channel => `Nachricht an ${channel}`,
    commands: '/ für Befehle',
    submit: 'Absenden',
  },
  es: {
    today: time => `hoy a las ${time}`,
    yesterday: time => `ayer a las ${time}`,
    unknownTime: 'hora desconocida',
    edited: '(editado)',
    thinking: name => `${name} está pensando…`,
    onlyYou: 'Solo tú puedes ver esto',
    dismiss: 'Descartar mensaje',
    message: channel => `Enviar mensaje a ${channel}`,
    commands: '/ para comandos',
    submit: 'Enviar',
  },
  fr: {
    today: time => `aujourd’hui à ${time}`,
    yesterday: time => `hier à ${time}`,
    unknownTime: 'heure inconnue',
    edited: '(modifié)',
    thinking: name => `${name} réfléchit…`,
    onlyYou: 'Tu es la seule personne à voir ceci',
    dismiss: 'Ignorer le message',
    message: channel => `Envoyer un message dans ${channel}`,
    commands: '/ pour les commandes',
    submit: 'Envoyer',
  },
  ja: {
    today: time => `今日 ${time}`,
    yesterday: time => `昨日 ${time}`,
    unknownTime: '不明な日時',
    edited: '（編集済み）',
    thinking: name => `${name}が考え中…`,
    onlyYou: 'これはあなただけに表示されています',
    dismiss: 'メッセージを閉じる',
    message: channel => `${channel}へメッセージを送信`,
    commands: '/ でコマンド',
    submit: '送信',
  },
  pt: {
    today: time => `hoje às ${time}`,
    yesterday: time => `ontem às ${time}`,
    unknownTime: 'horário desconhecido',
    edited: '(editado)',
    thinking: name => `${name} está pensando…`,
    onlyYou: 'Só você pode ver isto',
    dismiss: 'Ignorar mensagem',
    message: channel => `Conversar em ${channel}`,
    commands: '/ para comandos',
    submit: 'Enviar',
  },
};

let spoken = 'en-US';

/** Which locale of Discord the page is shown in. */
export function speak(locale: string): void {
  spoken = locale;
}

/** The locale by which times are written. */
export const pageLocale = (): string => (spoken === 'en-US' ? 'en-GB' : spoken);

/** In English where the page has no other words. */
export const chromeWords = (): ChromeWords => byLanguage[spoken.split('-')[0] ?? ''] ?? english;
