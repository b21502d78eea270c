import type { Room } from '../words.ts';

export const safety: Room<'safety'> = {
  minorSexual:
    'Das mache ich nie, weder hier noch anderswo: Es könnte jemanden unter 18 sexuell zeigen. Es wurde nichts ausgegeben.',
  actorSexual:
    'Sexuelle Bilder von einem Actor mache ich nie, egal wer fragt: Ein Actor ist ein echter Mensch. Es wurde nichts ausgegeben; beschreib eine andere Szene.',
  actorMinor:
    'Einen Actor zeige ich nie als Kind oder Teenager. Es wurde nichts ausgegeben; beschreib die erwachsene Person, die er zeigt.',
  adultOnly:
    'Sexuelle Inhalte mache ich nur in Kanälen mit Altersbeschränkung, und nur, wenn die Admins des Servers sie erlauben. Es wurde nichts ausgegeben.',
  blockedWord:
    'Die Admins dieses Servers haben etwas in diesem Prompt gesperrt. Es wurde nichts ausgegeben; formuliere ihn anders.',
  explicitImage:
    'Das Bild wurde zu sexuell, um es hier zu zeigen, deshalb sieht es niemand. Es zählt trotzdem zum Budget, aber dieselbe Anfrage wird nicht noch einmal berechnet. Versuch einen anderen Prompt.',
  youngImage:
    'Jemand auf dem Bild sieht jünger als 18 aus, deshalb sieht es niemand. Das ist eine Schätzung und kann falsch sein. Es zählt trotzdem zum Budget, aber dieselbe Anfrage wird nicht noch einmal berechnet. Beschreib Erwachsene oder versuch einen anderen Prompt.',
  facelessImage:
    'Das Bild wurde sexuell und zeigt kein Gesicht, an dem sich erkennen ließe, dass alle darauf erwachsen sind, deshalb sieht es niemand. Es zählt trotzdem zum Budget, aber dieselbe Anfrage wird nicht noch einmal berechnet. Versuch einen Prompt, der das Gesicht zeigt.',
  unchecked:
    'Die Sicherheitsprüfung des Bildes ging nicht, deshalb sieht es niemand, und es wird nicht gespeichert. Versuch es in ein paar Minuten noch einmal.',

  never:
    '**{actor}** hat das für Bilder ausgeschlossen: „{words}“. Es wurde nichts ausgegeben; beschreib eine andere Szene.',
  swimwear:
    '**{actor}** will keine Bilder mit Bademode oder Unterwäsche. Es wurde nichts ausgegeben; beschreib eine andere Szene.',
  violence:
    '**{actor}** will keine Bilder mit Gewalt oder Waffen. Es wurde nichts ausgegeben; beschreib eine andere Szene.',
  politics:
    '**{actor}** will keine Bilder mit Politik oder Werbung. Es wurde nichts ausgegeben; beschreib eine andere Szene.',
  others:
    '**{actor}** will keine anderen Personen im Bild. Es wurde nichts ausgegeben; beschreib die Person allein.',
  realistic:
    '**{actor}** will keine realistischen Bilder. Es wurde nichts ausgegeben; nenn einen gezeichneten Stil, etwa Aquarell oder Anime.',

  seenNever: '**{actor}** will das nicht, und das Bild wurde so, deshalb sieht es niemand.',
  seenSwimwear:
    '**{actor}** will keine Bilder mit Bademode oder Unterwäsche, und das Bild wurde so, deshalb sieht es niemand.',
  seenViolence:
    '**{actor}** will keine Bilder mit Gewalt oder Waffen, und das Bild wurde so, deshalb sieht es niemand.',
  seenPolitics:
    '**{actor}** will keine Bilder mit Politik oder Werbung, und das Bild wurde so, deshalb sieht es niemand.',
  seenOthers:
    '**{actor}** will keine anderen Personen im Bild, und das Bild wurde so, deshalb sieht es niemand.',
  seenRealistic:
    '**{actor}** will keine realistischen Bilder, und das Bild wurde so, deshalb sieht es niemand.',
  seenCounts:
    'Es zählt trotzdem zum Budget, aber dieselbe Anfrage wird nicht noch einmal berechnet. Versuch einen anderen Prompt.',

  lineLong:
    'Diese Zeile ist zu lang: Sie hat höchstens {most, number} Zeichen. Behalte, was dir am wichtigsten ist.',
  lineEmpty:
    'Diese Zeile sagt nicht, was nie zu sehen sein darf. Schreib sie wie „nie rauchen“ oder „keine Clowns, keine Spinnen“.',
  lineAsks:
    'Diese Zeile widerspricht sich: Sie verlangt „{words}“ und verbietet es. Behalte nur, was nie zu sehen sein darf.',
  lineAllows:
    'Diese Zeile widerspricht sich: Sie erlaubt „{words}“ und verbietet es. Behalte nur, was nie zu sehen sein darf.',
  lineDemands:
    'Diese Zeile kann nur sagen, was nie zu sehen sein darf, nicht was immer zu sehen sein muss. Schreib sie wie „nie rauchen“.',
};
