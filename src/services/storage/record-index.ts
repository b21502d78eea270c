import type { Found, Range, RecordIndex, Tagged, Where } from './refs.ts';
import type { Table } from './table.ts';

interface Piece {
  sql: string;
  parameters: unknown[];
}

const listed = (values: readonly string[]): Piece => ({
  sql: 'IN (SELECT value FROM json_each(?))',
  parameters: [JSON.stringify(values)],
});

/** What the database compares texts to from here on does not begin so any more: no text has a letter behind this one. */
const behind = (begins: string) => `${begins}\u{10ffff}`;

function condition(refs: string, { index, value, tags, and = [], ids }: Where): Piece {
  const which = typeof value === 'string' ? { sql: '= ?', parameters: [value] } : listed(value);
  // A plus keeps the database from going through everything under the value where few records are asked about.
  const by = ids ? '+' : '';
  const pieces: Piece[] = [
    { sql: `${by}idx = ? AND ${by}val ${which.sql}`, parameters: [index, ...which.parameters] },
  ];
  if (ids) {
    const { sql, parameters } = listed(ids);
    pieces.push({ sql: `id ${sql}`, parameters });
  }
  if (tags) {
    const { sql, parameters } = listed(tags);
    pieces.push({ sql: `tag ${sql}`, parameters });
  }
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

function within({ order = 'down', after, is, begins, contains, below }: Range): Piece {
  const pieces: Piece[] = [{ sql: '', parameters: [] }];
  if (is !== undefined) pieces.push({ sql: 'rank = ?', parameters: [is] });
  if (after)
    pieces.push({
      sql: `(rank, id) ${order === 'down' ? '<' : '>'} (?, ?)`,
      parameters: [after.rank, after.id],
    });
  if (begins) pieces.push({ sql: 'rank >= ? AND rank < ?', parameters: [begins, behind(begins)] });
  if (contains) pieces.push({ sql: 'instr(rank, ?) > 0', parameters: [contains] });
  if (below !== undefined) pieces.push({ sql: 'rank < ?', parameters: [below] });
  return joined(pieces, ' AND ');
}

/** Searches the table of references that belongs to the records of this name. */
export function createRecordIndex(table: Pick<Table, 'read'>, name: string): RecordIndex {
  const refs = `${name}_refs`;
  const list = (where: Where | readonly Where[]) => ('index' in where ? [where] : where);

  async function search<One extends Found>(
    columns: string,
    where: Where | readonly Where[],
    range: Range,
  ): Promise<One[]> {
    const wanted = list(where);
    if (wanted.length === 0) return [];
    const parts = wanted.map(one => {
      const [is, from] = [condition(refs, one), within(range)];
      return {
        sql: `SELECT ${columns} FROM ${refs} AS found WHERE ${is.sql}${from.sql}`,
        parameters: [...is.parameters, ...from.parameters],
      };
    });
    const { sql, parameters } = joined(parts, ' UNION ');
    // The same record under two values of one list.
    const unique = wanted.length === 1 && typeof wanted[0]?.value !== 'string' ? ' GROUP BY rank, id' : '';
    const way = range.order === 'up' ? 'ASC' : 'DESC';
    return table.read<One>(
      `${sql}${unique} ORDER BY rank ${way}, id ${way} LIMIT ? OFFSET ?`,
      ...[...parameters, range.limit, range.skip ?? 0],
    );
  }

  return {
    find: (where, range) => search<Found>('rank, id', where, range),
    findTagged: (where, range) => search<Tagged>('rank, id, tag', where, range),

    async count(where) {
      const wanted = list(where);
      if (wanted.length === 0) return 0;
      const parts = wanted.map(one => condition(refs, one));
      const single = wanted.length === 1 && typeof wanted[0]?.value === 'string';
      const { sql, parameters } = joined(
        parts.map(is => ({ ...is, sql: `SELECT id FROM ${refs} AS found WHERE ${is.sql}` })),
        ' UNION ',
      );
      const [row] = await table.read<{ many: number }>(
        `SELECT count(${single ? '*' : 'DISTINCT id'}) AS many FROM (${sql})`,
        ...parameters,
      );
      return row?.many ?? 0;
    },

    async known(index, values) {
      if (values.length === 0) return new Set();
      const rows = await table.read<{ value: string }>(
        `SELECT value FROM json_each(?)
         WHERE EXISTS (SELECT 1 FROM ${refs} WHERE idx = ? AND val = json_each.value)`,
        ...[JSON.stringify(values), index],
      );
      return new Set(rows.map(({ value }) => value));
    },

    async values(index, begins = '') {
      // From each value to the next one, over whatever is found under it.
      const rows = await table.read<{ val: string }>(
        `WITH RECURSIVE each(val) AS (
           SELECT min(val) FROM ${refs} WHERE idx = ?1 AND val >= ?2 AND val < ?3
           UNION ALL
           SELECT (SELECT min(val) FROM ${refs} WHERE idx = ?1 AND val > each.val AND val < ?3)
           FROM each WHERE each.val IS NOT NULL
         ) SELECT val FROM each WHERE val IS NOT NULL`,
        ...[index, begins, behind(begins)],
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
      const [row] = await table.read<{ total: number }>(
        `SELECT total(CAST(tag AS INTEGER)) AS total FROM ${refs} WHERE idx = ? AND val = ?`,
        ...[index, value],
      );
      return row?.total ?? 0;
    },
  };
}
