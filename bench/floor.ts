import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'

/**
 * The floor, in a process of its own: node:http and pg, nothing else. The plain addresses ask as `pg` does by
 * default; those under /prepared name their statement, so that PostgreSQL plans it once.
 */
const pool = new pg.Pool({ connectionString: process.env.FLOOR_URL, max: 10 })
await pool.query(
  'create table if not exists note (id bigint generated always as identity primary key, body text)',
)

const insert = 'insert into note (body) values ($1) returning id'
const select = 'select id, body from note where id = $1'

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const server = createServer(async (request, response) => {
  const [, first = '', second = ''] = (request.url ?? '').split('/')
  const isPrepared = first === 'prepared'
  const query = (text: string, name: string, values: unknown[]) =>
    pool.query(isPrepared ? { text, values, name } : { text, values })
  const { rows } =
    request.method === 'POST'
      ? await query(insert, 'insert', [(JSON.parse(await textOf(request)) as { body: string }).body])
      : await query(select, 'select', [isPrepared ? second : first])
  const body = JSON.stringify(rows[0])
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
})
process.on('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
  pool.end().then(() => process.exit(0))
})
