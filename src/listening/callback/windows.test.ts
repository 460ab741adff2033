import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isReversed, suggestWindows, zoneInWords, zoneOptions } from './windows.ts'

const noon = Temporal.ZonedDateTime.from('2026-11-12T12:02:00[Indian/Reunion]')

test('the usual windows are in the time of the person to be called', () => {
  const morning = suggestWindows('Indian/Reunion', noon).find(({ id }) => id === 'morning')
  expect(morning).toMatchObject({
    opensAt: '2026-11-13T09:00:00+04:00',
    closesAt: '2026-11-13T12:00:00+04:00',
  })
})

test('an hour from now is a round time, and lasts two hours', () => {
  expect(suggestWindows('Indian/Reunion', noon)[0]).toMatchObject({
    opensAt: '2026-11-12T13:05:00+04:00',
    closesAt: '2026-11-12T15:05:00+04:00',
  })
})

test('a window that is over, or nearly, is not offered', () => {
  const evening = noon.with({ hour: 19, minute: 45 })
  const ids = suggestWindows('Indian/Reunion', evening).map(({ id }) => id)
  expect(ids).not.toContain('evening')
  expect(suggestWindows('Indian/Reunion', noon).map(({ id }) => id)).toContain('evening')
})

test('a morning stays a morning through the change of hour', () => {
  const before = Temporal.ZonedDateTime.from('2026-10-24T12:00:00[Europe/Paris]')
  const morning = suggestWindows('Europe/Paris', before).find(({ id }) => id === 'morning')
  expect(morning?.opensAt).toBe('2026-10-25T09:00:00+01:00')
})

test('every window ends after it begins', () => {
  for (const window of suggestWindows('Europe/Paris')) expect(isReversed(window)).toBe(false)
})

test('a zone is named by the places that follow it', () => {
  expect(zoneInWords('Indian/Reunion')).toBe('La Réunion')
  expect(zoneOptions[0]).toMatchObject({ value: 'Europe/Paris', label: 'France métropolitaine' })
})
