// What an ORM was told, as lines, beside the statements that it sent.
import { readFileSync } from 'node:fs';

const FIELDS = ['code', 'detail', 'hint', 'position', 'where', 'schema', 'table', 'column', 'constraint'];

export const tell = (...words) => console.log(words.map(word => (typeof word === 'string' ? word : show(word))).join(' '));

export const show = value =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner?.type === 'Buffer' ? Buffer.from(inner.data).toString('hex') : inner));

function error(e) {
  const server = [e.original, e.parent, e.driverError, e.cause, e].find(each => each?.severity) ?? e;
  return [e.constructor.name, e.message, ...FIELDS.filter(field => server[field] !== undefined).map(field => `${field}=${server[field]}`)].join(' | ');
}

export async function attempt(name, work) {
  try {
    const told = await work();
    tell(name + ':', told === undefined ? 'done' : told);
  } catch (e) {
    tell(name, 'failed:', error(e));
  }
}

// What all of them do, one part after the other; reading again after each that writes.
export async function play({ read, write, transact, fail, define }) {
  await read();
  await write();
  await read();
  await transact();
  await fail();
  await define();
  await read();
}

export const version = name => tell(`version ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`);
