import { useQuery } from '@tanstack/react-query'
import { BellPlus } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Section } from '#kernel/page/index.ts'
import { Button, Lateness, Stack } from '#kernel/ui/index.ts'
import { newAction } from '#listening/action/ActionFields.tsx'
import { CallbackDialog } from '#listening/callback/CallbackDialog.tsx'
import { listCallbacks } from '#listening/callback/contract.ts'
import { SafeContactPanel } from '#listening/safecontact/SafeContactPanel.tsx'
import { callerDetail, callerProfile, type SafeRelation, safeRelation, timeZoneOf } from '#vocabulary'
import type { ContactFields } from './contract.ts'
import { partOf, type SectionOfForm } from './form.tsx'

interface CallbackSectionProps extends SectionOfForm {
  contactId: string
  /** Why nothing can be promised here, in a sentence. */
  closedBecause?: string
}

/** When we speak again: a promise, with its window. */
export const CallbackSection = partOf(
  [
    'actions',
    'callerName',
    'callerPhone',
    'callerProfile',
    'callerDetail',
    'callerPermissions',
    'departement',
    'occurredAt',
  ],
  Promises,
)

function Promises({ form, contactId, closedBecause }: CallbackSectionProps) {
  const [isOpen, setOpen] = useState(false)
  const { values, set } = form
  const callbacks = useQuery({
    queryKey: ['callbacks', 'contact', contactId],
    queryFn: ({ signal }) => call(listCallbacks, { query: { view: 'all', contactId, limit: 100 }, signal }),
    enabled: !closedBecause,
  })
  const own = callbacks.data?.items ?? []
  // Promised here, it is also something that was done in this contact.
  const noteAction = () => {
    if (!values.actions.some(({ kind }) => kind === 'callback_scheduled'))
      set({ actions: [...values.actions, newAction('callback_scheduled')] }, 'at once')
  }
  return (
    <Section id="rappel" title="Quand se reparle-t-on ?">
      <Stack gap={4}>
        {!closedBecause && (
          <SafeContactPanel
            owner={{ contactId }}
            suggestion={meansFrom(values)}
            since={values.occurredAt}
            level={3}
          />
        )}
        {own.length > 0 && (
          <ul className="promises">
            {own.map((one) => (
              <li key={one.id}>
                <strong>{one.whom ?? 'Personne à rappeler'}</strong>
                <Lateness from={one.opensAt} to={one.closesAt} zone={one.timeZone} />
                {one.why && <span className="muted">{one.why}</span>}
              </li>
            ))}
          </ul>
        )}
        {closedBecause ? (
          <p className="muted">{closedBecause}</p>
        ) : (
          <div>
            <Button icon={BellPlus} onPress={() => setOpen(true)}>
              {own.length > 0 ? 'Programmer un autre rappel' : 'Programmer un rappel'}
            </Button>
          </div>
        )}
        {isOpen && (
          <CallbackDialog
            target={{ contactId }}
            suggestion={suggestionFrom(values)}
            permissions={values.callerPermissions}
            onClose={() => setOpen(false)}
            onDone={noteAction}
          />
        )}
      </Stack>
    </Section>
  )
}

const anonymous = ['unknown', 'undisclosed']

/** What this contact already says of how its speaker can be reached. */
function meansFrom(values: ContactFields) {
  const { callerName, callerPhone, callerPermissions, callerDetail: detail, callerProfile: profile } = values
  return {
    person: callerName ?? suggestionFrom(values).whom ?? '',
    relation: relationOf(detail === 'minor_concerned' ? 'minor' : (detail ?? profile)),
    allowed: callerPermissions.includes('may_call_back'),
    timeZone: timeZoneOf(values.departement ?? ''),
    ...(callerPhone && { value: callerPhone }),
  }
}

const relationOf = (code: string | null): SafeRelation | null =>
  code && safeRelation.has(code) ? code : null

function suggestionFrom(values: ContactFields) {
  const { callerProfile: profile, callerDetail: detail } = values
  const role =
    detail && !anonymous.includes(detail)
      ? callerDetail.label(detail)
      : profile && !anonymous.includes(profile)
        ? callerProfile.label(profile)
        : null
  return {
    whom:
      [values.callerName, values.callerName ? role?.toLowerCase() : role].filter(Boolean).join(', ') || null,
    phone: values.callerPhone,
    timeZone: timeZoneOf(values.departement ?? ''),
  }
}
