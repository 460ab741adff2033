import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { DateTimeField, FieldRow, formatShortDateTime, optionsOf, Select, Stack } from '#kernel/ui/index.ts'
import { listColleagues } from '#office/account/contract.ts'
import { contactChannel, contactDirection } from '#vocabulary'
import type { Contact, ContactFields } from './contract.ts'
import { titleOf } from './fields.ts'
import { partOf, type SectionOfForm } from './form.tsx'

const channels = optionsOf(contactChannel)
/** A contact is not made into a call of ours afterwards: it was authorised, or it was not. */
const directionsFor = (direction: string) =>
  optionsOf(contactDirection).filter(({ value }) => value !== 'callback' || direction === 'callback')

/** « 12 nov. 2026, 14:32 · Awa Lemoine ». */
export const circumstancesInWords = (contact: Contact, values: ContactFields) =>
  [formatShortDateTime(values.occurredAt), contact.listener].filter(Boolean).join(' · ')

/** By which way, when it really happened, and who listened: what is corrected when a contact is entered after the fact. */
export const CircumstancesFields = partOf(
  ['channel', 'direction', 'occurredAt', 'endedAt', 'listenerId'],
  Circumstances,
)

function Circumstances({ form, contact }: SectionOfForm & { contact: Contact }) {
  const { values, set, errors, isReadOnly } = form
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => call(listColleagues),
    staleTime: 300_000,
  })
  const people = (colleagues.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const { listenerId, listener } = { ...contact, ...values }
  if (listenerId && listener && !people.some(({ value }) => value === listenerId))
    people.push({ value: listenerId, label: listener })
  return (
    <Stack gap={4}>
      <FieldRow>
        <Select
          label={titleOf('channel')}
          options={channels}
          value={values.channel}
          onChange={(channel) => channel && set({ channel }, 'at once')}
          isDisabled={isReadOnly}
        />
        <Select
          label={titleOf('direction')}
          options={directionsFor(values.direction)}
          value={values.direction}
          onChange={(direction) => direction && set({ direction }, 'at once')}
          isDisabled={isReadOnly}
        />
      </FieldRow>
      <FieldRow>
        <DateTimeField
          label={titleOf('occurredAt')}
          value={values.occurredAt}
          onChange={(occurredAt) => occurredAt && set({ occurredAt }, 'typing')}
          max={new Date().toISOString()}
          isReadOnly={isReadOnly}
          error={errors.occurredAt}
        />
        <DateTimeField
          label={titleOf('endedAt')}
          value={values.endedAt}
          onChange={(endedAt) => set({ endedAt }, 'typing')}
          min={values.occurredAt}
          isReadOnly={isReadOnly}
          error={errors.endedAt}
        />
      </FieldRow>
      <Select
        label={titleOf('listenerId')}
        description={`Noté ${contact.recordedBy ? `par ${contact.recordedBy}, ` : ''}le ${formatShortDateTime(contact.recordedAt)}. La date à laquelle un contact a eu lieu n’est pas celle à laquelle il est noté.`}
        options={people}
        value={values.listenerId}
        onChange={(chosen) => set({ listenerId: chosen }, 'at once')}
        noneLabel="Non précisé"
        isDisabled={isReadOnly}
      />
    </Stack>
  )
}
