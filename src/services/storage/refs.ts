/** One place under which a record is found, besides its id. A record has at most one for each value. */
export interface Ref {
  /** What is looked for: a member, a server, a hash. */
  value: string;
  /** Where it stands among the others of that value, as text. */
  rank: string;
  /** What is known of it without reading the record, to choose by. */
  tag?: string | undefined;
}

/**
 * What a collection is searched by, next to its schema. A later start with another `version` builds it anew: raise it
 * whenever one of the functions gives something else than before.
 */
export interface Indexes<T> {
  version: number;
  by: Record<string, (record: T) => readonly Ref[]>;
}

/** Which records of a collection. */
export interface Where {
  index: string;
  value: string | readonly string[];
  /** Only those with one of these tags. */
  tags?: readonly string[];
  /** Only those that are found under all of these, too. */
  and?: readonly { index: string; value: string }[];
  /** Only these records. */
  ids?: readonly string[];
}

/** In which order, and how many. Those of equal rank come in the order of their ids. */
export interface Range {
  order?: 'up' | 'down';
  limit: number;
  skip?: number;
  /** Begins behind this one. */
  after?: Pick<Found, 'rank' | 'id'>;
  /** The rank itself. */
  is?: string;
  /** What the rank begins with. */
  begins?: string;
  /** What the rank contains. */
  contains?: string;
  /** Only so many are looked at, in order, whether they fit or not: what `contains` asks no index answers. */
  among?: number;
  /** The rank comes before this one. */
  below?: string;
  /** The rank does not come before this one. */
  from?: string;
}

export interface Found {
  id: string;
  rank: string;
}

export interface Tagged extends Found {
  tag: string;
}

/** Answers from what the store keeps beside the records; none of them is read. */
export interface RecordIndex {
  /** Records under any of these, each once. */
  find(where: Where | readonly Where[], range: Range): Promise<Found[]>;
  /** The same with their tags. A record that is found under several of these has one tag under all of them. */
  findTagged(where: Where | readonly Where[], range: Range): Promise<Tagged[]>;
  /** How many different ones. */
  count(where: Where | readonly Where[]): Promise<number>;
  /** Which of these values lead to a record. */
  known(index: string, values: readonly string[]): Promise<Set<string>>;
  /** The different values that begin so, in order. */
  values(index: string, begins?: string): Promise<string[]>;
  /** The different tags under one value. */
  tags(index: string, value: string): Promise<string[]>;
  /** The sum of the tags under one value, which are numbers. */
  sum(index: string, value: string): Promise<number>;
}

/** A point in time (ms since 1970) as a rank. */
export const timeRank = (ms: number): string => String(Math.max(0, Math.trunc(ms))).padStart(timeDigits, '0');
const timeDigits = 15;

/** As it is stored: index, value, rank, tag. */
export type RefRow = readonly [index: string, value: string, rank: string, tag: string];

export const refRowsOf = <T>({ by }: Indexes<T>, record: T): RefRow[] =>
  Object.entries(by).flatMap(([index, of]) =>
    of(record).map(({ value, rank, tag = '' }): RefRow => [index, value, rank, tag]),
  );

/** Reads in pages what may be many, so that memory stays bounded. */
export const eachFound = (
  records: Pick<RecordIndex, 'find'>,
  where: Where | readonly Where[],
  range?: Partial<Range>,
): AsyncIterable<Found[]> => pages(within => records.find(where, within), range);

/** The same with their tags. */
export const eachTagged = (
  records: Pick<RecordIndex, 'findTagged'>,
  where: Where | readonly Where[],
  range?: Partial<Range>,
): AsyncIterable<Tagged[]> => pages(within => records.findTagged(where, within), range);

async function* pages<One extends Found>(
  read: (range: Range) => Promise<One[]>,
  { limit = 200, after: from, ...range }: Partial<Range> = {},
): AsyncIterable<One[]> {
  let after = from;
  for (;;) {
    const found = await read({ ...range, limit, ...(after ? { after } : {}) });
    if (found.length > 0) yield found;
    if (found.length < limit) return;
    after = found.at(-1);
  }
}
