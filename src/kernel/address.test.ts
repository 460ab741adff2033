import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test('an address takes its parameters, repeats lists and leaves absences out', () => {
  const query = { stage: ['open', 'dormant'], text: 'a b&c', after: undefined, from: null, to: '' }
  expect(addressOf('/api/situations/:id', { id: 'a/b' }, query)).toBe(
    '/api/situations/a%2Fb?stage=open&stage=dormant&text=a+b%26c',
  )
  expect(addressOf('/api/contacts')).toBe('/api/contacts')
})
