import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { draftOf, hoursOf } from '#kernel/hours/HoursFields.tsx'
import type { VerificationMethod } from '#vocabulary'
import { ServiceFields, ServiceRecord, saveService } from './contract.ts'
import { EditDialog } from './EditDialog.tsx'
import { ServiceForm } from './ServiceForm.tsx'
import { titleOf } from './words.ts'

const fieldsOf = (service: ServiceRecord): ServiceFields =>
  Object.fromEntries(
    Object.keys(ServiceFields.shape).map((field) => [field, service[field as keyof ServiceFields]]),
  ) as unknown as ServiceFields

/** Everything written of a service, its place and organisation apart. */
export function ServiceDialog({ service, onClose }: { service: ServiceRecord; onClose: () => void }) {
  const [base] = useState({ ...fieldsOf(service), version: service.version })
  const [draft, setDraft] = useState<ServiceFields>(() => fieldsOf(service))
  const [week, setWeek] = useState(() => draftOf(service.hours))
  const [verified, setVerified] = useState<VerificationMethod | null>(null)
  const hours = hoursOf(week)
  const missing =
    draft.name.trim() === ''
      ? 'Il manque un nom.'
      : hours === undefined
        ? 'Corrigez les horaires.'
        : (draft.minAge ?? 0) > (draft.maxAge ?? 120)
          ? 'L’âge minimal dépasse l’âge maximal.'
          : undefined
  return (
    <EditDialog
      title={`Modifier : ${service.name}`}
      onClose={onClose}
      base={base}
      draft={{ ...draft, hours: hours === undefined ? base.hours : hours }}
      missing={missing}
      isAsked={verified !== null}
      send={(version, input) =>
        call(saveService, { params: { id: service.id }, version, input: { ...input, verified } })
      }
      read={(current) => {
        const now = ServiceRecord.safeParse(current).data
        return now && { ...fieldsOf(now), version: now.version }
      }}
      titleOf={(field) => titleOf(ServiceFields, field)}
    >
      {(faultOf) => (
        <ServiceForm
          draft={draft}
          onChange={(change) => setDraft((was) => ({ ...was, ...change }))}
          week={week}
          onWeek={setWeek}
          verified={verified}
          onVerified={setVerified}
          faultOf={faultOf}
        />
      )}
    </EditDialog>
  )
}
