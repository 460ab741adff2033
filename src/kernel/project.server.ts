import type pg from 'pg'
import * as vocabulary from '#vocabulary'
import { allFamilies, allLists, type List } from './list.ts'
import { Trouble } from './trouble.ts'

/**
 * Writes the closed lists into the schema `vocabulary`, one table each, so that columns can refer to them.
 * @throws Trouble when a code that the database knows has vanished from the lists
 */
export async function projectVocabulary(pool: pg.Pool): Promise<void> {
  // Naming the module keeps its import, whose effect is to declare every list.
  if (Object.keys(vocabulary).length === 0) throw new Error('the vocabulary is empty')
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(120)')
    await client.query('create schema if not exists vocabulary')
    for (const one of allLists()) await projectList(client, one)
    for (const { name, lists } of allFamilies()) {
      await client.query(
        `create table if not exists vocabulary.${name} (kind text not null, code text not null, primary key (kind, code))`,
      )
      const pairs = lists.flatMap((one) => one.codes.map((code) => [one.name, code] as const))
      await client.query(
        `insert into vocabulary.${name} select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
        [pairs.map(([kind]) => kind), pairs.map(([, code]) => code)],
      )
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function projectList(client: pg.PoolClient, one: List): Promise<void> {
  await client.query(`create table if not exists vocabulary.${one.name} (
    code text primary key, label text not null, since smallint, until smallint, position smallint not null)`)
  const vanished = await client.query<{ code: string }>(
    `select code from vocabulary.${one.name} where code <> all($1::text[])`,
    [one.codes],
  )
  if (vanished.rows.length > 0) {
    const codes = vanished.rows.map((row) => row.code).join(', ')
    throw new Trouble(
      'vocabulary_shrunk',
      `La liste « ${one.name} » a perdu des termes que la base connaît (${codes}). Un terme se retire avec « until », il ne s’efface jamais : remettez-le dans le vocabulaire, puis relancez.`,
    )
  }
  const entries = one.codes.map((code) => one.entry(code))
  await client.query(
    `insert into vocabulary.${one.name} (code, label, since, until, position)
     select * from unnest($1::text[], $2::text[], $3::smallint[], $4::smallint[], $5::smallint[])
     on conflict (code) do update set label = excluded.label, since = excluded.since, until = excluded.until,
       position = excluded.position`,
    [
      one.codes,
      entries.map((entry) => entry?.label),
      entries.map((entry) => entry?.since ?? null),
      entries.map((entry) => entry?.until ?? null),
      one.codes.map((_, position) => position),
    ],
  )
}
