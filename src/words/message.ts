/**
 * The types of ICU messages: which values a message takes is read from its own text, so that a call which forgets one
 * does not compile. Syntax: https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */

/** What stands before the braces of a branch of `plural`. Other words before braces belong to the sentence. */
type Branch = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other' | `=${number}`;

type Numeric = 'plural' | 'number' | 'selectordinal';

/** The arguments of a message as a union of [name, type]. */
type Arguments<Message extends string> = Message extends `${infer Before}{${infer Rest}`
  ? Before extends `${string} ${Branch} `
    ? Arguments<Rest>
    : Rest extends `${infer Head}}${infer After}`
      ? Head extends `${infer Name}, ${infer Kind}`
        ? [Name, Kind extends `${Numeric}${string}` ? number : string] | Arguments<Rest>
        : [Head, string | number] | Arguments<After>
      : never
  : never;

type Named<Argument extends [string, unknown]> = {
  // A name that stands in a message twice takes what suits both.
  [Name in Argument[0]]: Extract<Argument, [Name, number]> extends never
    ? Extract<Argument, [Name, unknown]>[1]
    : number;
};

/**
 * What has to be given to a message, in the place of a second argument: nothing where it takes no values. A message that was
 * put together by `+` has lost its text by now, and fits no call.
 */
export type ValuesOf<Message extends string> = string extends Message
  ? never
  : [Arguments<Message>] extends [never]
    ? []
    : [values: Named<Arguments<Message>>];
