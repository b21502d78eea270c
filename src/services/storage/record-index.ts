import type { Dialect, Table } from './engine.ts';
import type { Found, Range, RecordIndex, Tagged, Where } from './refs.ts';

interface Piece {
  sql: string;
  parameters: unknown[];
}

const listed = (dialect: Dialect, column: string, values: readonly string[]): Piece => ({
  sql: dialect.isIn(column),
  parameters: [dialect.list(values)],
});

function inOrder({ order = 'down' }: Range): string {
  const way = order === 'up' ? 'ASC' : 'DESC';
  return `ORDER BY rank ${way}, id ${way}`;
}

/** What the database compares texts to from here on does not begin so any more: no text has a letter behind this one. */
const behind = (begins: string) => `${begins}\u{10ffff}`;

function condition(dialect: Dialect, refs: string, { index, value, tags, and = [], ids }: Where): Piece {
  // Keeps the database from going through everything under the value where few records are asked about.
  const by = ids ? dialect.unindexed : '';
  const which =
    typeof value === 'string'
      ? { sql: `${by}val = ?`, parameters: [value] }
      : listed(dialect, `${by}val`, value);
  const pieces: Piece[] = [{ sql: `${by}idx = ?`, parameters: [index] }, which];
  if (ids) pieces.push(listed(dialect, 'id', ids));
  if (tags) pieces.push(listed(dialect, 'tag', tags));
  for (const other of and)
    pieces.push({
      sql: `EXISTS (SELECT 1 FROM ${refs} AS other WHERE other.id = found.id AND other.idx = ? AND other.val = ?)`,
      parameters: [other.index, other.value],
    });
  return joined(pieces, ' AND ');
}

const joined = (pieces: readonly Piece[], between: string): Piece => ({
  sql: pieces.map(({ sql }) => sql).join(between),
  parameters: pieces.flatMap(({ parameters }) => parameters),
});

function within({ order = 'down', after, is, begins, below, from }: Range): Piece {
  const pieces: Piece[] = [{ sql: '', parameters: [] }];
  if (is !== undefined) pieces.push({ sql: 'rank = ?', parameters: [is] });
  if (after)
    pieces.push({
      sql: `(rank, id) ${order === 'down' ? '<' : '>'} (?, ?)`,
      parameters: [after.rank, after.id],
    });
  if (begins) pieces.push({ sql: 'rank >= ? AND rank < ?', parameters: [begins, behind(begins)] });
  if (from !== undefined) pieces.push({ sql: 'rank >= ?', parameters: [from] });
  if (below !== undefined) pieces.push({ sql: 'rank < ?', parameters: [below] });
  return joined(pieces, ' AND ');
}

/** Searches the table of references that belongs to the records of this name. */
export function createRecordIndex(table: Pick<Table, 'read' | 'dialect'>, name: string): RecordIndex {
  const refs = `${name}_refs`;
  const { dialect } = table;
  const list = (where: Where | readonly Where[]) => ('index' in where ? [where] : where);

  /** Ends with the rank of the last one that is looked at. (A subquery of so many rows is sorted whole each time.) */
  function containing(range: Range, is: Piece): Piece {
    const { contains, among, order } = range;
    if (!contains) return { sql: '', parameters: [] };
    const fits = { sql: ` AND ${dialect.contains('rank')}`, parameters: [contains] };
    if (among === undefined) return fits;
    const last = `SELECT rank FROM ${refs} AS found WHERE ${is.sql} ${inOrder(range)} LIMIT 1 OFFSET ?`;
    const [until, end] = order === 'up' ? ['<=', behind('')] : ['>=', ''];
    const bound = {
      sql: ` AND rank ${until} coalesce((${last}), ?)`,
      parameters: [...is.parameters, among - 1, end],
    };
    return joined([bound, fits], '');
  }

  async function search<One extends Found>(
    columns: string,
    where: Where | readonly Where[],
    range: Range,
  ): Promise<One[]> {
    const wanted = list(where);
    if (wanted.length === 0) return [];
    const parts = wanted.map(one => {
      const is = condition(dialect, refs, one);
      const { sql, parameters } = joined([is, within(range), containing(range, is)], '');
      return { sql: `SELECT ${columns} FROM ${refs} AS found WHERE ${sql}`, parameters };
    });
    const { sql, parameters } = joined(parts, ' UNION ');
    // The same record under two values of one list.
    const unique = wanted.length === 1 && typeof wanted[0]?.value !== 'string' ? ` GROUP BY ${columns}` : '';
    return table.read<One>(
      `${sql}${unique} ${inOrder(range)} LIMIT ? OFFSET ?`,
      ...[...parameters, range.limit, range.skip ?? 0],
    );
  }

  return {
    find: (where, range) => search<Found>('rank, id', where, range),
    findTagged: (where, range) => search<Tagged>('rank, id, tag', where, range),

    async count(where) {
      const wanted = list(where);
      if (wanted.length === 0) return 0;
      const parts = wanted.map(one => condition(dialect, refs, one));
      const single = wanted.length === 1 && typeof wanted[0]?.value === 'string';
      const { sql, parameters } = joined(
        parts.map(is => ({ ...is, sql: `SELECT id FROM ${refs} AS found WHERE ${is.sql}` })),
        ' UNION ',
      );
      const [row] = await table.read<{ many: number }>(
        `SELECT count(${single ? '*' : 'DISTINCT id'}) AS many FROM (${sql}) AS found`,
        ...parameters,
      );
      return row?.many ?? 0;
    },

    async known(index, values) {
      if (values.length === 0) return new Set();
      const rows = await table.read<{ value: string }>(
        `SELECT value FROM ${dialect.given}
         WHERE EXISTS (SELECT 1 FROM ${refs} WHERE idx = ? AND val = given.value)`,
        ...[dialect.list(values), index],
      );
      return new Set(rows.map(({ value }) => value));
    },

    async values(index, begins = '') {
      // From each value to the next one, over whatever is found under it.
      const rows = await table.read<{ val: string }>(
        `WITH RECURSIVE each(val) AS (
           SELECT min(val) FROM ${refs} WHERE idx = ? AND val >= ? AND val < ?
           UNION ALL
           SELECT (SELECT min(val) FROM ${refs} WHERE idx = ? AND val > each.val AND val < ?)
           FROM each WHERE each.val IS NOT NULL
         ) SELECT val FROM each WHERE val IS NOT NULL`,
        ...[index, begins, behind(begins), index, behind(begins)],
      );
      return rows.map(({ val }) => val);
    },

    async tags(index, value) {
      const rows = await table.read<{ tag: string }>(
        `SELECT DISTINCT tag FROM ${refs} WHERE idx = ? AND val = ?`,
        ...[index, value],
      );
      return rows.map(({ tag }) => tag);
    },

    async sum(index, value) {
      const [row] = await table.read<{ total: number | null }>(
        `SELECT sum(${dialect.number('tag')}) AS total FROM ${refs} WHERE idx = ? AND val = ?`,
        ...[index, value],
      );
      return row?.total ?? 0;
    },
  };
}
