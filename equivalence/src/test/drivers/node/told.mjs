// What a driver was told, as lines.
import { readFileSync } from 'node:fs';

const FIELDS = ['severity', 'code', 'message', 'detail', 'hint', 'position', 'internalPosition', 'internalQuery', 'internal_query', 'where',
  'schema', 'schema_name', 'table', 'table_name', 'column', 'column_name', 'dataType', 'constraint', 'constraint_name', 'file', 'routine'];

export const tell = (...words) => console.log(words.map(word => (typeof word === 'string' ? word : show(word))).join(' '));

export const show = value =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner?.type === 'Buffer' ? Buffer.from(inner).toString('hex') : inner));

// COPY tells a key that is production's without the line: docs/differences.md.
const known = (e, field) => field === 'where' && e.code === '23505' && e.where.startsWith('COPY');

export const error = e => show(Object.fromEntries(FIELDS.filter(field => e[field] !== undefined && !known(e, field)).map(field => [field, e[field]])));

// OIDs of types of one's own are not the same anywhere.
export const type = oid => (oid < 16384 ? oid : 'own');

export async function attempt(name, work) {
  try {
    const told = await work();
    tell(name, told === undefined ? 'done' : told);
  } catch (e) {
    tell(name, 'failed', error(e));
  }
}

export const version = name => tell(`version ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`);
