import { expect, test } from 'vitest'
import { Turns } from './turns.server.ts'

/** Work that ends when it is told to. */
function opened() {
  let end = () => {}
  const done = new Promise<void>((resolve) => {
    end = resolve
  })
  return { end: () => end(), done }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('those who find no place wait, and are served in the order of arrival', async () => {
  const turns = new Turns({ places: 2, waiting: 10, patienceMs: 60_000 })
  const begun: number[] = []
  const works = Array.from({ length: 5 }, opened)
  const all = works.map((work, index) =>
    turns.take(async () => {
      begun.push(index)
      await work.done
    }),
  )
  await settled()
  expect(begun).toEqual([0, 1])
  works[1]?.end()
  await settled()
  expect(begun).toEqual([0, 1, 2])
  for (const work of works) work.end()
  await Promise.all(all)
  expect(begun).toEqual([0, 1, 2, 3, 4])
})

test('five hundred at once are all served, whatever fails among them', async () => {
  const turns = new Turns({ places: 3, waiting: 1000, patienceMs: 60_000 })
  let together = 0
  let most = 0
  const outcomes = await Promise.allSettled(
    Array.from({ length: 500 }, (_, index) =>
      turns.take(async () => {
        together += 1
        most = Math.max(most, together)
        await settled()
        together -= 1
        if (index % 7 === 0) throw new Error('of the work itself')
      }),
    ),
  )
  expect(most).toBe(3)
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(72)
  await expect(turns.take(async () => 'free again')).resolves.toBe('free again')
})

test('a full queue refuses at once, and so does too long a wait, without taking a place', async () => {
  const turns = new Turns({ places: 1, waiting: 1, patienceMs: 20 })
  const first = opened()
  const working = turns.take(() => first.done)
  const waiting = turns.take(async () => 'never begun')
  await expect(turns.take(async () => 'too many')).rejects.toMatchObject({ code: 'unavailable' })
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable', details: { wait: 30 } })
  first.end()
  await working
  await expect(turns.take(async () => 'free again')).resolves.toBe('free again')
})
