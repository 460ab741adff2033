import { createContact, readContact } from '#listening/contact/contract.ts'
import { repeat } from '../client.ts'
import { median, quantile } from '../figures.ts'
import { line } from '../results.ts'
import { inTurn, type Measure } from './context.ts'
import { inTwoRequests } from './flow.ts'

const nowhere = '00000000-0000-7000-8000-000000000000'

/** Thirty-two clients on a pool of ten connections, one request in five refused: every one of them is answered. */
export const measureCrowd: Measure = async ({ desk, contacts, sample, quick }) => {
  const clients = 32
  const asker = desk.asker(clients)
  const written = inTurn(sample.written)
  const situation = inTurn(sample.situations)
  const contact = inTurn(sample.contacts)
  const count = clients * (quick ? 10 : 200)
  let unanswered = 0
  let refused = 0
  const work = async (index: number): Promise<unknown> => {
    switch (index % 5) {
      case 0:
        return await inTwoRequests(asker, written(), situation())
      case 1:
        refused += 1
        return await asker.try(readContact, { params: { id: nowhere } })
      case 2:
        return await asker.ask(createContact, { input: { channel: 'chat', direction: 'inbound' } })
      default:
        return await asker.ask(readContact, { params: { id: contact() } })
    }
  }
  try {
    const { each, wall } = await repeat(count, clients, (index) =>
      work(index).catch(() => {
        unanswered += 1
      }),
    )
    return [
      line(
        '32 clients sur 10 connexions : sans réponse',
        {
          contacts,
          connections: clients,
          value: unanswered,
          unit: '',
          details: {
            travaux: count,
            refus: refused,
            'ms médiane': median(each),
            'ms p99': quantile(each, 0.99),
            'ms au plus': Math.max(...each),
            'par seconde': (count / wall) * 1000,
          },
        },
        0,
      ),
    ]
  } finally {
    asker.connections.close()
  }
}
